"""Shows how extraction fares on the casebook, and refreshes what is written about it."""

import argparse
import sys
from collections.abc import Mapping, Sequence

import msgspec

from casebook.cases import THEATRES, Case, Phenomenon, read_casebook
from casebook.check import Fault, faults, read, show_expected
from casebook.check import show as show_found
from casebook.gaps import read_gaps, write_gaps
from casebook.pages import write_pages
from riwaya.model.errors import RiwayaError

Faults = Mapping[str, Sequence[Fault]]
"""What extraction gets wrong, by the case's id; nothing for a case that passes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; exit code 0, 1 if the gaps on record are not the gaps there are, 2 for wrong usage or a faulty casebook."""
    options = _parser().parse_args(arguments)
    try:
        book, gaps = read_casebook(), read_gaps()
        chosen = _chosen(book, options.name)
    except RiwayaError as error:
        print(f"casebook: {error}", file=sys.stderr)
        return 2
    if options.name and len(chosen) == 1:
        return _show_case(chosen[0])
    found = {case.id: faults(case) for case in chosen}
    if options.name:
        for case in chosen:
            _report_case(case, found[case.id])
        return 0
    print(_summary(book, found))
    failing = {name: _cause(wrong) for name, wrong in found.items() if wrong}
    new, closed = sorted(set(failing) - set(gaps)), sorted(set(gaps) - set(failing))
    if options.refresh:
        kept = {name: cause for name, cause in failing.items() if options.accept or name in gaps}
        write_gaps(kept)
        write_pages(book)
        print(f"\ngaps.txt: {len(closed)} left it, {len(new) if options.accept else 0} came, {len(kept)} in it now.")
        if options.accept:
            return 0
    elif closed:
        print("\nRead right now, still in gaps.txt (--refresh takes them off):\n  " + "\n  ".join(closed))
    if new:
        print("\nNot read right, not in gaps.txt:")
        for case in chosen:
            if case.id in new:
                _report_case(case, found[case.id])
    return 1 if new or (closed and not options.refresh) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev casebook", description=__doc__)
    parser.add_argument("name", nargs="?", help="a case: what is made of it; a phenomenon: its failures")
    parser.add_argument("--refresh", action="store_true", help="rewrite gaps.txt (closed gaps leave it) and the pages")
    parser.add_argument("--accept", action="store_true", help="with --refresh: put new failures into gaps.txt")
    return parser


def _chosen(book: Sequence[Phenomenon], name: str | None) -> list[Case]:
    cases = [case for p in book for case in p.cases if name in (None, p.name, case.id)]
    if not cases:
        raise RiwayaError(f"no case or phenomenon is called {name!r}; the phenomena: {', '.join(p.name for p in book)}")
    return cases


def _cause(wrong: Sequence[Fault]) -> str:
    return "; ".join(dict.fromkeys(fault.cause for fault in wrong))


def _summary(book: Sequence[Phenomenon], found: Faults) -> str:
    """Passed and all cases, by phenomenon and by theatre."""
    groups: dict[str, list[Case]] = {p.name: list(p.cases) for p in book}
    cases = [case for p in book for case in p.cases]
    theatres = {f"  {THEATRES[key]}": [case for case in cases if case.theatre == key] for key in THEATRES}
    lines = []
    for name, group in [*groups.items(), *theatres.items(), ("traps", [c for c in cases if c.trap]), ("all", cases)]:
        passed = sum(not found[case.id] for case in group)
        lines.append(f"{name:44} {passed:4} of {len(group):4} passed, {len(group) - passed:4} failed")
    return "\n".join(lines)


def _report_case(case: Case, wrong: Sequence[Fault]) -> None:
    if wrong:
        print(f"- {case.id}: {case.text.strip()}")
        for fault in wrong:
            print(f"    {fault.detail}")


def _show_case(case: Case) -> int:
    """One case whole: its text, what is expected, what is found, what is wrong."""
    print(case.text.strip(), "\n\nexpected:", *(f"  {show_expected(claim)}" for claim in case.claims), sep="\n")
    print("found:", *(f"  {show_found(msgspec.to_builtins(claim))}" for claim in read(case)), sep="\n")
    wrong = faults(case)
    print("wrong:" if wrong else "passes", *(f"  {fault.detail}" for fault in wrong), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
