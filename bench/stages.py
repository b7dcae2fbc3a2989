"""Measure where extraction spends its time, stage by stage.

usage: python bench/stages.py [--documents N] [FILE_OR_FOLDER ...]

Reads the given text files (default: reports of 3,000 characters made from templates) twice and prints, for the second
reading, milliseconds per 3,000 characters of each stage, the share it has, and what is left between the stages.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compiled import long_report

from riwaya.extract import pipeline
from riwaya.extract.assembly import Assembler
from riwaya.extract.attributions import Attributor
from riwaya.extract.frames import FrameBuilder
from riwaya.extract.view import View
from riwaya.model import Document

STAGES: tuple[tuple[object, str, str], ...] = (
    (View, "__init__", "tokens, senses, sentences, quotations"),
    (View, "match_actors", "names of actors"),
    (pipeline, "times", "times"),
    (pipeline, "find_places", "places"),
    (pipeline, "quantities", "quantities"),
    (pipeline, "extents", "extents"),
    (pipeline, "chunk_sentence", "chunks"),
    (pipeline, "divide", "clauses"),
    (Attributor, "sentence", "attributions"),
    (pipeline, "triggers", "triggers"),
    (FrameBuilder, "build", "frames"),
    (Assembler, "__init__", "names and antecedents"),
    (Assembler, "add", "assembly of claims"),
)


def timed(spent: dict[str, float], owner: Any, name: str, label: str) -> None:
    """Replace a stage by itself with a clock around it."""
    stage: Callable[..., Any] = getattr(owner, name)

    def measured(*arguments: Any, **options: Any) -> Any:
        began = time.perf_counter()
        result = stage(*arguments, **options)
        spent[label] += time.perf_counter() - began
        return result

    setattr(owner, name, measured)


def texts(paths: list[Path], count: int) -> list[str]:
    """The texts to read."""
    if not paths:
        return [long_report(number) for number in range(count)]
    files = [file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    return [file.read_text(encoding="utf-8") for file in files[:count]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE_OR_FOLDER", help="text files to read instead")
    parser.add_argument("--documents", type=int, default=150, help="at most so many reports (default: 150)")
    options = parser.parse_args()
    documents = [
        Document(id=str(n), text=text, sha256="0" * 64)
        for n, text in enumerate(texts(options.paths, options.documents))
    ]
    spent: dict[str, float] = defaultdict(float)
    for owner, name, label in STAGES:
        timed(spent, owner, name, label)
    for document in documents:
        pipeline.extract(document)
    spent.clear()
    began = time.perf_counter()
    for document in documents:
        pipeline.extract(document)
    whole = time.perf_counter() - began
    units = sum(len(document.text) for document in documents) / 3_000
    spent["between the stages"] = whole - sum(spent.values())
    for label, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{label:40} {seconds / units * 1_000:6.2f} ms  {seconds / whole:5.0%}")
    print(f"{'all':40} {whole / units * 1_000:6.2f} ms")


if __name__ == "__main__":
    main()
