"""Renders the casebook as Markdown: an index, and a page a phenomenon."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from casebook.cases import FOLDER, REGISTERS, THEATRES, Case, Expected, Phenomenon

_INDEX: Final = """# The casebook

<!-- Generated from the YAML files beside it by `./dev casebook --refresh`; edit those. -->

What Arabic conflict reports do, and what is to be read from it: passages written for this book, each with the claims
that a careful reader takes from it. {cases} cases, {traps} of them negatives or traps: passages from which a careless
reader would take something that is not there. Outlets and most happenings are made up.

Every case is run as a test. Those that riwaya does not read right yet are listed in [gaps.txt](gaps.txt), each with
what goes wrong; a gap that closes must leave the list. `./dev casebook` shows where it stands, `./dev casebook ID`
what it makes of one case.

{phenomena}

{theatres}

{registers}

## Writing cases

One YAML file a phenomenon: `title`, `about` (a paragraph or two for a reader) and `cases`. A case:

| key | meaning |
| --- | --- |
| `id` | lower-case words joined by hyphens, unique in the book |
| `theatre`, `register` | one of the lists above |
| `date` | publication day; may be left out |
| `text` | one to four sentences |
| `claims` | **all** the claims of the passage, in text order; `[]` where there is nothing to find |
| `trap` | `true` for a negative or trap |
| `why` | what makes it hard, in one line |

A claim has an `event`, a `stance` (`asserts` where it is left out; `denies` and `doubts` say their `denial`) and
`voices`, the chain with the outermost first (the outlet itself where it is left out). Of the other keys only those
that are given are compared; an empty list or `null` must be empty: `denies_what`, `attitude`, `agents`, `targets`,
`places`, `time` (`[first day, last day]`), `offset_days`, `quantities` (`12 people`, `at_least 3 km`,
`20-100 people`), `extent` (`[low, high]`), `background`, `evidence` (words that must overlap the claim's).
`optional: true`: a fair reader could leave the claim out. A case passes if expected and extracted claims fit one to one
and nothing is left over. Every name and every evidence is an exact part of the text.
"""


def pages(book: Sequence[Phenomenon]) -> dict[str, str]:
    """The text of each page by file name."""
    out = {"README.md": _index(book)}
    for phenomenon in book:
        out[f"{phenomenon.name}.md"] = _page(phenomenon)
    return out


def write_pages(book: Sequence[Phenomenon], folder: Path = FOLDER) -> None:
    """Write every page, and remove pages of phenomena that are gone."""
    wanted = pages(book)
    for file in folder.glob("*.md"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def _index(book: Sequence[Phenomenon]) -> str:
    cases = [case for phenomenon in book for case in phenomenon.cases]
    phenomena = [(f"[{p.title}]({p.name}.md)", len(p.cases), sum(c.trap for c in p.cases)) for p in book]
    return _INDEX.format(
        cases=len(cases),
        traps=sum(case.trap for case in cases),
        phenomena=_table(("phenomenon", "cases", "of them traps"), phenomena),
        theatres=_counts("theatre", THEATRES, (case.theatre for case in cases)),
        registers=_counts("register", REGISTERS, (case.register for case in cases)),
    )


def _counts(head: str, names: dict[str, str], found: Iterable[str]) -> str:
    counts = Counter(found)
    rows = [(f"`{key}`", name, counts[key]) for key, name in names.items()]
    return _table((head, "", "cases"), rows)


def _page(phenomenon: Phenomenon) -> str:
    parts = [
        f"# {phenomenon.title}",
        f"<!-- Generated from {phenomenon.name}.yaml by `./dev casebook --refresh`; edit that. -->",
        phenomenon.about,
        *(part for case in phenomenon.cases for part in _case(case)),
    ]
    return "\n\n".join(parts) + "\n"


def _case(case: Case) -> Iterable[str]:
    facts = [THEATRES[case.theatre], REGISTERS[case.register], *([case.date.isoformat()] if case.date else [])]
    facts += ["**trap**"] if case.trap else []
    yield f"## {case.id}"
    yield f"{' · '.join(facts)}: {case.why.strip()}"
    yield '<div dir="rtl" lang="ar">\n\n' + "\n>\n".join(f"> {line}" for line in _lines(case.text)) + "\n\n</div>"
    yield _claims(case.claims) if case.claims else "No claim."


def _lines(text: str) -> list[str]:
    return [_escape(line) for line in text.strip().split("\n") if line.strip()]


def _escape(text: str) -> str:
    for mark in ("\\", "*", "_", "#", "<", "|"):
        text = text.replace(mark, f"\\{mark}")
    return text


def _claims(claims: Sequence[Expected]) -> str:
    rows = [_row(claim) for claim in claims]
    keys = [key for key in rows[0] if any(row[key] for row in rows)]
    return _table(keys, [[row[key] for key in keys] for row in rows])


def _row(claim: Expected) -> dict[str, str]:
    """The cells of a claim; a key that the case does not give is an empty cell, one that must be empty a dash."""
    denial = " ".join(str(part) for part in (claim.denial, claim.denies_what) if part is not msgspec.UNSET)
    marks = ["background"] if claim.background is True else []
    marks += ["optional"] if claim.optional else []
    return {
        "event": claim.event,
        "stance": claim.stance + (f" ({denial})" if denial else ""),
        "voices": " ← ".join(map(_escape, reversed(claim.voices))) or "the outlet",
        "attitude": _cell(claim.attitude),
        "agents": _cell(claim.agents),
        "targets": _cell(claim.targets),
        "places": _cell(claim.places),
        "when": _days(claim),
        "how much": _cell(claim.quantities),
        "share": _cell(claim.extent, " to "),
        "evidence": _cell(claim.evidence),
        "": ", ".join(marks),
    }


def _days(claim: Expected) -> str:
    if claim.time is msgspec.UNSET:
        return f"day {_cell(claim.offset_days, ' to ')}" if claim.offset_days else ""
    return _cell(sorted(set(claim.time)) if claim.time else None, " to ")


def _cell(value: Any, joint: str = ", ") -> str:
    if value is msgspec.UNSET:
        return ""
    if not value and value != 0:
        return "-"
    return joint.join(_escape(str(item)) for item in ([value] if isinstance(value, str) else value))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
