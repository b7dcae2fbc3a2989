"""Measure riwaya at scale, side by side with what one would otherwise run; prints tables for docs/performance.md.

usage: python bench/scale.py [--documents N] [--turns N] [--sizes N,N,...] [--compiled PYTHON] [--only PART,...]

Parts: `rates` (documents a second on one core: sifting, extraction, an archive mix; beside them a plain Aho-Corasick
scan of the same lexicon, spaCy with a matcher, and trafilatura, where installed: `pip install .[bench]`), `stages`,
`sizes` (cost and memory against the number of documents, through `riwaya claims`), `cores` (gain from a second one),
`start`. All read what `bench/generate.py` makes: reports of 3,000 characters, one in five about conflict.

Each figure is measured in a process of its own, in turns, and the best of the turns counts; what is counted is
processor time, so that what else the machine does matters little (but for `cores`, which needs a quiet machine).
--compiled names the interpreter of an environment that holds the compiled package (`./dev compiled` makes one).
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generate import CHARACTERS, archive, page, write_jsonl

PARTS = ("rates", "stages", "sizes", "cores", "start")
PAGES = 150  # pages that trafilatura takes apart: it is slow


# --- one figure, in a process of its own ---


def extraction(count: int) -> dict[str, float]:
    """Full extraction of reports about conflict: the first reading, and the second, with all words known."""
    from riwaya.extract import extract
    from riwaya.model import Document

    documents = [Document(str(m.number), m.text, "0" * 64) for m in archive(count, conflict=1.0, start=10_000_000)]
    for made in archive(20, conflict=1.0):  # loads the data, meets the usual words
        extract(Document("", made.text, "0" * 64))
    claims = 0

    def read() -> None:
        nonlocal claims
        claims = sum(len(extract(document).claims) for document in documents)

    first, second = timed(read), timed(read)
    return {"documents": count, "first": first, "seconds": second, "claims": claims / count}


def sifting(count: int) -> dict[str, float]:
    """Weighing alone, over the archive mix."""
    from riwaya.lang.relevance import relevance

    made = list(archive(count))
    relevance(made[0].text)
    kept = sum(relevance(one.text).conflict for one in made)
    return {
        "documents": count,
        "seconds": timed(lambda: [relevance(one.text) for one in made]),
        "kept": kept / count,
        "lost": sum(one.conflict and not relevance(one.text).conflict for one in made),
    }


def mixed(count: int) -> dict[str, float]:
    """The archive mix: every text is weighed, what is kept is extracted."""
    from riwaya.extract import extract
    from riwaya.lang.relevance import relevance
    from riwaya.model import Document

    made = list(archive(count, start=20_000_000))
    for one in archive(100):
        relevance(one.text)
        if one.conflict:
            extract(Document("", one.text, "0" * 64))

    def read() -> None:
        for one in made:
            if relevance(one.text).conflict:
                extract(Document(str(one.number), one.text, "0" * 64))

    return {"documents": count, "seconds": timed(read)}


def lexicon() -> list[str]:
    """Everything that extraction knows by its spelling, folded: forms of words, phrases, names of actors and places."""
    from riwaya.gazetteer.actors import actors
    from riwaya.gazetteer.places import Places
    from riwaya.lang.arabic import arabic
    from riwaya.text.normalise import fold_all

    forms = {key for key, _, _ in arabic().lexicon.forms()}
    names = [form for row in actors().rows.values() for form in row.forms]
    names += [form for row in Places.load().rows() for form in row.forms]
    return sorted(form for form in forms | set(fold_all(names)) if len(form) > 1)


def scan(count: int) -> dict[str, float]:
    """The floor: one pass of an Aho-Corasick automaton of the lexicon over the folded text, longest matches."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    from riwaya.text.normalise import fold, normalise

    patterns = lexicon()
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    texts = [one.text for one in archive(count)]
    folded = [fold(normalise(text).text) for text in texts]
    return {
        "documents": count,
        "seconds": timed(lambda: [automaton.find_matches_as_indexes(text) for text in folded]),
        "folding": timed(lambda: [fold(normalise(text).text) for text in texts]),
        "patterns": len(patterns),
    }


def spacy_matchers(count: int) -> dict[str, float]:
    """spaCy's blank Arabic pipeline with a phrase matcher of the lexicon, which finds words and reads nothing."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("ar")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("lexicon", list(nlp.pipe(lexicon())))
    texts = [one.text for one in archive(count)]
    return {"documents": count, "seconds": timed(lambda: [matcher(doc) for doc in nlp.pipe(texts)])}


def pages(count: int) -> dict[str, float]:
    """trafilatura alone: the article of a page."""
    import trafilatura

    made = [page(one) for one in archive(min(count, PAGES))]
    trafilatura.extract(made[0])
    return {"documents": len(made), "seconds": timed(lambda: [trafilatura.extract(one) for one in made])}


def sifted_pages(count: int) -> dict[str, float]:
    """Weighing whole pages, before their article is looked for."""
    from riwaya.lang.relevance import page_relevance

    made = [page(one) for one in archive(min(count, PAGES * 4))]
    page_relevance(made[0])
    return {"documents": len(made), "seconds": timed(lambda: [page_relevance(one) for one in made])}


FIGURES: dict[str, tuple[Callable[[int], dict[str, float]], str]] = {
    "scan": (scan, "Aho-Corasick scan of the same lexicon (the floor)"),
    "sifting": (sifting, "sifting (`riwaya.lang.relevance`)"),
    "mixed": (mixed, "archive mix: sifting, then extraction of one in five"),
    "extraction": (extraction, "full extraction, all about conflict"),
    "spacy": (spacy_matchers, "spaCy, blank Arabic with a phrase matcher of the lexicon"),
    "pages": (pages, "trafilatura alone, pages of 20 kB"),
    "sifted_pages": (sifted_pages, "sifting of such pages"),
}
RIWAYA = ("sifting", "mixed", "extraction", "sifted_pages")


def timed(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


# --- tables ---


def figure(python: str, name: str, count: int) -> dict[str, Any]:
    """One figure from a process of its own; empty if something that it needs is not installed."""
    command = [python, str(Path(__file__).resolve()), "--figure", name, "--documents", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        return {}
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def rates(options: argparse.Namespace) -> None:
    """Documents a second of everything, side by side."""
    pythons = {"": sys.executable} | ({" (compiled)": options.compiled} if options.compiled else {})
    cells = [(name, kind) for name in FIGURES for kind in pythons if not kind or name in RIWAYA]
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for _ in range(options.turns):
        for name, kind in cells:
            found = figure(pythons[kind], name, options.documents)
            known = best.get((name, kind))
            best[name, kind] = found if not known else {k: min(v, found[k]) for k, v in known.items()}
    floor = best["scan", ""]
    base = floor["seconds"] / floor["documents"] if floor else None
    print(
        f"\n| {CHARACTERS:,} characters each, one core | documents a second | ms | times the floor |"
        "\n| --- | --- | --- | --- |"
    )
    for (name, kind), found in best.items():
        label = FIGURES[name][1] + kind
        if not found:
            print(f"| {label} | not installed | | |")
            continue
        each = found["seconds"] / found["documents"]
        ratio = f"{each / base:.1f}" if base and "pages" not in name else ""
        print(f"| {label} | {1 / each:,.0f} | {each * 1000:.2f} | {ratio} |")
    for (name, kind), found in best.items():
        beside = {k: round(v, 3) for k, v in found.items() if k not in ("documents", "seconds")}
        if beside:
            print(f"{name}{kind}: {beside}")


def run(*arguments: object) -> tuple[float, float, float]:
    """Seconds of the clock, processor seconds with those of workers, and most memory (MB) of `riwaya ARGUMENTS`."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "riwaya", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"riwaya {' '.join(map(str, arguments))} failed with {process.returncode}")
    memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, memory


def sizes(options: argparse.Namespace) -> None:
    """Cost and memory against the number of documents."""
    print("\n| documents | processor seconds | a document, ms | memory, MB |\n| --- | --- | --- | --- |")
    points: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for count in options.sizes:
            file = Path(scratch) / f"{count}.jsonl"
            write_jsonl(file, archive(count))
            _, seconds, memory = run("claims", file, "--only-conflict", "--jobs", 1, "--quiet")
            points.append((count, seconds))
            print(f"| {count:,} | {seconds:.1f} | {seconds / count * 1000:.2f} | {memory:.0f} |", flush=True)
            file.unlink()
    if len(points) > 1:
        print(f"cost grows with the number of documents to the power of {slope(points):.2f}")


def slope(points: Iterable[tuple[float, float]]) -> float:
    """The exponent of a power law through some points, by least squares on logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def cores(options: argparse.Namespace) -> None:
    """What a second process gains, of the clock."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "archive.jsonl"
        write_jsonl(file, archive(options.documents * 4))
        best = {1: 9e9, 2: 9e9}
        for _ in range(options.turns):
            for jobs in best:
                best[jobs] = min(best[jobs], run("claims", file, "--only-conflict", "--jobs", jobs, "--quiet")[0])
    print(f"\nclock: {best[1]:.1f} s with one process, {best[2]:.1f} s with two: {best[1] / best[2]:.2f} times as fast")


def start(options: argparse.Namespace) -> None:
    """From the command to its end, with next to nothing to do."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "one.txt"
        file.write_text(next(archive(1, conflict=1.0)).text, encoding="utf-8")
        for label, arguments in (("riwaya --version", ("--version",)), ("riwaya claims, one file", ("claims", file))):
            found = [run(*arguments) for _ in range(max(3, options.turns))]
            print(
                f"{label}: {min(clock for clock, _, _ in found):.2f} s, {max(memory for _, _, memory in found):.0f} MB"
            )


def stages(options: argparse.Namespace) -> None:
    """Extraction stage by stage (`bench/stages.py`)."""
    script = Path(__file__).with_name("stages.py")
    subprocess.run([sys.executable, str(script), "--documents", str(min(options.documents, 200))], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=500, help="reports for each rate (default: 500)")
    parser.add_argument("--turns", type=int, default=3, help="turns of which the best counts (default: 3)")
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(part) for part in text.split(",")],
        default=[1_000, 3_000, 10_000, 30_000],
        help="numbers of documents (default: 1000,3000,10000,30000)",
    )
    parser.add_argument("--compiled", metavar="PYTHON", help="interpreter of an environment with the compiled package")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=list(PARTS), help=f"parts (default: {','.join(PARTS)})"
    )
    parser.add_argument("--figure", choices=FIGURES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.figure:
        try:
            print(json.dumps(FIGURES[options.figure][0](options.documents)))
        except ImportError as error:
            print(error, file=sys.stderr)
            sys.exit(3)
        return
    for part in options.only:
        if part not in PARTS:
            parser.error(f"no part {part!r}; there are {', '.join(PARTS)}")
        {"rates": rates, "stages": stages, "sizes": sizes, "cores": cores, "start": start}[part](options)


if __name__ == "__main__":
    main()
