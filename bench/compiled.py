"""Measure extraction with the compiled package beside the plain one, in turns.

usage: python bench/compiled.py COMPILED_PYTHON [--turns N] [--documents N]

COMPILED_PYTHON is the interpreter of an environment that holds the compiled package (`./dev compiled` makes one).
Each turn starts both interpreters, one after the other, and has them read the same reports twice: the first reading
meets every word for the first time, the second finds it known, as a long run mostly does. The best of the turns
counts, so that what else the machine does matters little.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from extract import report

LENGTH = 3_000
"""Characters of one report."""


def long_report(number: int) -> str:
    """A report of about LENGTH characters."""
    parts: list[str] = []
    while sum(map(len, parts)) < LENGTH:
        parts.append(report(number * 1_000 + len(parts)))
    return "\n".join(parts)[:LENGTH]


def read(count: int) -> None:
    """Read `count` reports twice; print the seconds that each reading took."""
    from riwaya.extract import extract
    from riwaya.model import Document

    documents = [Document(id=str(n), text=long_report(n), sha256="0" * 64) for n in range(count)]
    extract(Document(id="first", text="أعلن الجيش السيطرة على المدينة.", sha256="0" * 64))  # loads the language data
    for _ in range(2):
        began = time.perf_counter()
        for document in documents:
            extract(document)
        print(time.perf_counter() - began)


def measured(python: str, count: int) -> list[float]:
    """Seconds of the two readings by an interpreter."""
    command = [python, str(Path(__file__).resolve()), "--read", str(count)]
    return [float(line) for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("compiled", nargs="?", help="interpreter of the environment with the compiled package")
    parser.add_argument("--turns", type=int, default=3, help="turns of which the best counts (default: 3)")
    parser.add_argument("--documents", type=int, default=150, help="reports of 3,000 characters (default: 150)")
    parser.add_argument("--read", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        return read(options.read)
    if options.compiled is None:
        parser.error("say which interpreter holds the compiled package (`./dev compiled` does)")
    best = {sys.executable: [9e9, 9e9], options.compiled: [9e9, 9e9]}
    for _ in range(options.turns):
        for python in best:
            best[python] = [min(pair) for pair in zip(best[python], measured(python, options.documents), strict=True)]
    for name, python in (("plain", sys.executable), ("compiled", options.compiled)):
        first, second = (options.documents / seconds for seconds in best[python])
        print(f"{name}, reports of 3,000 characters a second   {first:.0f} first reading, {second:.0f} second")
    gain = [plain / fast for plain, fast in zip(best[sys.executable], best[options.compiled], strict=True)]
    print(f"gain by compiling                               {gain[0]:.2f} first reading, {gain[1]:.2f} second")
    return None


if __name__ == "__main__":
    main()
