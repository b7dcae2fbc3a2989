"""Checking own tables: what would keep one from being used, and what looks wrong."""

import datetime
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians
from pathlib import Path
from typing import Final

import msgspec

from riwaya.gazetteer.own.gather import NEAR_KM, shipped
from riwaya.gazetteer.own.tables import SOURCES, OwnRow, read_own
from riwaya.gazetteer.places_data import BOX_COLUMNS, SETTLEMENTS, PlaceRow, data_text, form_key, row_problems, table
from riwaya.model.errors import DataError


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong in a line; `grave`: the table cannot be used like this."""

    line: int | None
    says: str
    grave: bool = True


def check(path: Path) -> Iterator[Problem]:
    """The problems of a table, in the order of its lines."""
    try:
        rows = list(read_own(path))
    except DataError as error:
        yield Problem(error.line, error.problem)
        return
    yield from problems(rows, Known(shipped()))


class Known:
    """What rows are held against: the shipped places, and the boxes around countries."""

    def __init__(self, rows: Iterable[PlaceRow]) -> None:
        self.rows: Final = {row.id: row for row in rows}
        self.sources: Final = {row.source: row.id for row in self.rows.values() if row.source != "own"}
        self._near: dict[str, list[PlaceRow]] = {}
        for row in self.rows.values():
            self.note(row)
        self._boxes = {
            f[0]: tuple(map(float, f[1:])) for _, f in table(data_text("boxes.tsv"), "boxes.tsv", BOX_COLUMNS)
        }

    def note(self, row: PlaceRow) -> None:
        """Have later rows held against this one, too."""
        for form in row.forms:
            self._near.setdefault(form_key(form), []).append(row)

    def outside(self, row: PlaceRow) -> bool:
        """Whether a row's coordinates lie outside the box around its country's settlements, widened for deserts."""
        box = self._boxes.get(row.country)
        if box is None or row.lat is None or row.lon is None:
            return False
        south, north, west, east = box
        return not (south <= row.lat <= north and west <= row.lon <= east)

    def alike(self, row: PlaceRow) -> PlaceRow | None:
        """A place of the same name and sort near by, which is likely the same."""
        for form in row.forms:
            for other in self._near.get(form_key(form), ()):
                same = other.kind == row.kind or (other.kind in SETTLEMENTS and row.kind in SETTLEMENTS)
                if other.id != row.id and same and other.country == row.country and _close(row, other):
                    return other
        return None


def problems(rows: list[tuple[int, OwnRow]], known: Known) -> Iterator[Problem]:
    """What is wrong with the rows of a table, each by its line."""
    own: dict[str, PlaceRow] = {}
    sources: dict[str, str] = {}
    parents = {own_row.row.id: own_row.row.parent for _, own_row in rows}
    for line, given in rows:
        row = given.row
        for says in row_problems(row, SOURCES):
            yield Problem(line, f"{row.id}: {says}")
        if row.id in own:
            yield Problem(line, f"{row.id} is there twice")
        elif row.id in known.rows:
            yield Problem(line, f"{row.id} is the id of a shipped place; leave the row out, or give it another id")
        taken = known.sources.get(row.source) or sources.get(row.source)
        if taken and not row.source.startswith("user:") and row.id not in own:
            yield Problem(line, f"{row.id}: {taken} takes {row.source} already", grave=False)
        if row.parent and row.parent not in parents and row.parent not in known.rows:
            yield Problem(line, f"{row.id}: no row has its parent's id {row.parent}")
        elif _round(row.id, parents):
            yield Problem(line, f"{row.id}: its parents go round in a circle")
        elif (country := _country(row, {**own, row.id: row}, known)) and row.country and country != row.country:
            yield Problem(line, f"{row.id} is of {row.country} but lies in {country}")
        if known.outside(row):
            yield Problem(line, f"{row.id}: {row.lat}, {row.lon} lies outside {row.country}; are the two swapped?")
        if not given.licence:
            yield Problem(line, f"{row.id} has no licence: say under what terms its source gives it", grave=False)
        if given.date and not _is_day(given.date):
            yield Problem(line, f"{row.id}: {given.date!r} is no day; write it like 2024-05-31")
        alike = known.alike(row)
        if alike is not None:
            where = "shipped" if alike.id in known.rows else "own"
            yield Problem(
                line, f"{row.id} is likely {alike.id} ({alike.name}, {where}): its name, near by", grave=False
            )
        own[row.id] = row
        sources[row.source] = row.id
        known.note(row)


def _round(id: str, parents: dict[str, str]) -> bool:
    seen = {id}
    while parents.get(id):
        id = parents[id]
        if id in seen:
            return True
        seen.add(id)
    return False


def _country(row: PlaceRow, own: dict[str, PlaceRow], known: Known) -> str:
    """The country that a row's parents lead to, as far as they are known so far."""
    up: PlaceRow | None = row
    while up is not None and up.parent:
        up = own.get(up.parent) or known.rows.get(up.parent)
    return up.country if up is not None and up.kind == "country" else ""


def _close(a: PlaceRow, b: PlaceRow) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a.parent == b.parent
    return hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians(a.lat))) * 111.2 < NEAR_KM


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
