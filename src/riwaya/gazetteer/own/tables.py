"""Own place tables: what a row says beside a shipped one's, how files are read and written, and which are in use.

A table is tab-separated like the shipped ones, with two columns more: the licence of the row's source and the day as
of which it was so. Plain text, so that it can be read, compared and kept in version control.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from riwaya.gazetteer.places_data import COLUMNS, PlaceRow, row_of, table
from riwaya.model.errors import DataError

VARIABLE: Final = "RIWAYA_GAZETTEER"
"""The environment variable that names the own tables in use, parted as in PATH; workers and later commands read it."""

FILE_NAME: Final = "gazetteer.tsv"
"""The copy of them that a run keeps beside its ledger, for whoever opens the ledger later."""

OWN_COLUMNS: Final = [*COLUMNS, "licence", "date"]
SOURCES: Final = ("geonames:", "ocha:", "osm:", "user:")
"""How the source of an own row begins; what follows is its id there, or whose word it is."""

_beside: list[Path] = []


class OwnRow(msgspec.Struct, frozen=True):
    """A place of an own table. `date` is an ISO day, or empty where the source has none."""

    row: PlaceRow
    licence: str
    date: str


def read_own(path: Path) -> Iterator[tuple[int, OwnRow]]:
    """`(line number, row)` of an own table. DataError where it is none, or a line does not fit."""
    number = 0
    try:
        text = path.read_text(encoding="utf-8-sig")
        for number, fields in table(text.replace("\r\n", "\n"), str(path), OWN_COLUMNS):
            yield number, OwnRow(row_of(fields), fields[-2], fields[-1])
    except UnicodeDecodeError as error:
        raise DataError(path, None, "is no UTF-8 text; give a table that `riwaya gazetteer` made") from error
    except OSError as error:
        raise DataError(path, None, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise DataError(path, number, str(error)) from error


def fields_of(own: OwnRow) -> list[str]:
    """The cells of a row, in the order of `OWN_COLUMNS`."""
    row = own.row
    place = [
        row.id,
        row.name,
        "|".join(row.forms),
        row.kind,
        row.country,
        row.parent,
        "" if row.lat is None else f"{row.lat}",
        "" if row.lon is None else f"{row.lon}",
        row.precision,
        row.risk,
        row.source,
        str(row.population) if row.population else "",
    ]
    return [" ".join(cell.split()) for cell in (*place, own.licence, own.date)]


def write_own(path: Path, rows: Iterable[OwnRow], about: Iterable[str]) -> int:
    """Write a table, which appears when it is whole; `about` are its comment lines. How many rows it has."""
    partial = path.with_name(f".{path.name}.partial")
    number = 0
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"# {' '.join(line.split())}\n" for line in about)
            file.write("\t".join(OWN_COLUMNS) + "\n")
            for own in rows:
                file.write("\t".join(fields_of(own)) + "\n")
                number += 1
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return number


def in_use() -> tuple[Path, ...]:
    """The own tables that look-ups use: those that the environment names, else the copy beside the ledger opened."""
    named = os.environ.get(VARIABLE)
    if named is None:
        return tuple(_beside)
    return tuple(Path(part) for part in named.split(os.pathsep) if part)


def use(paths: Iterable[Path]) -> None:
    """Have look-ups of this process and of those it starts use these tables; to be called before the first look-up."""
    os.environ[VARIABLE] = os.pathsep.join(str(path.absolute()) for path in paths)


def use_beside(ledger: Path) -> None:
    """Have look-ups use the copy beside a ledger, if there is one and nothing else was asked for."""
    copy = ledger.with_name(FILE_NAME)
    if not _beside and copy.is_file():
        _beside.append(copy)


def own_rows(shipped: Iterable[PlaceRow]) -> list[PlaceRow]:
    """The rows of the tables in use. DataError where ids clash or a parent is unknown: look-ups would go astray."""
    known = {row.id for row in shipped}
    found: list[tuple[Path, int, PlaceRow]] = []
    for path in in_use():
        for number, own in read_own(path):
            if own.row.id in known:
                raise DataError(path, number, f"{own.row.id} is there already; `riwaya gazetteer check` says where")
            known.add(own.row.id)
            found.append((path, number, own.row))
    for path, number, row in found:
        if row.parent and row.parent not in known:
            raise DataError(path, number, f"{row.id}: no row has its parent's id {row.parent}")
    check_circles({row.id: row.parent for _, _, row in found}, {row.id: (p, n) for p, n, row in found})
    return [row for _, _, row in found]


def check_circles(parents: dict[str, str], where: dict[str, tuple[Path, int]]) -> None:
    """DataError at the first row whose parents go round in a circle."""
    sound: set[str] = set()
    for start in parents:
        trail: list[str] = []
        seen: set[str] = set()
        at = start
        while at in parents and at not in sound:
            if at in seen:
                path, number = where[at]
                raise DataError(path, number, f"{at}: its parents go round in a circle")
            seen.add(at)
            trail.append(at)
            at = parents[at]
        sound.update(trail)
