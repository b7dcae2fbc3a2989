"""gaps.txt: the cases that are not read right yet, each with what goes wrong. A gap that closes must leave the list."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from casebook.cases import FOLDER
from riwaya.model.errors import DataError

FILE: Final = FOLDER / "gaps.txt"
_HEAD: Final = (
    "# Cases that riwaya does not read right yet, and what goes wrong. Written by `./dev casebook --refresh`.\n"
)


def read_gaps(file: Path = FILE) -> dict[str, str]:
    """The cause of each gap by the case's id. Raises DataError for a line out of order or without a cause."""
    out: dict[str, str] = {}
    last = ""
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith("#") or not text.strip():
            continue
        name, _, cause = (part.strip() for part in text.partition("#"))
        if not cause:
            raise DataError(file.name, line, f"{name} says no cause after '#'")
        if name <= last:
            raise DataError(file.name, line, f"{name} is out of order after {last}")
        out[name] = cause
        last = name
    return out


def write_gaps(gaps: Mapping[str, str], file: Path = FILE) -> None:
    """Write the list, sorted by id."""
    lines = [f"{name}  # {cause}\n" for name, cause in sorted(gaps.items())]
    file.write_text(_HEAD + "".join(lines), encoding="utf-8")
