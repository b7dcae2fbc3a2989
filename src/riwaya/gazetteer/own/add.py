"""Adding one place by hand to an own table, and finding what the tables say of a name."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from riwaya.gazetteer.own.check import Known, problems
from riwaya.gazetteer.own.gather import shipped
from riwaya.gazetteer.own.tables import SOURCES, OwnRow, in_use, read_own, write_own
from riwaya.gazetteer.places_data import TABLES, PlaceRow, Spelling, data_text, form_key, read_rows
from riwaya.model.errors import UsageError
from riwaya.model.ids import content_id

_AREAS = frozenset(("country", "region", "governorate", "district", "subdistrict"))


class Wanted(msgspec.Struct, frozen=True):
    """A place as somebody gives it. `within`: what it lies in, by id or by name; `name`: Latin, for display."""

    forms: tuple[str, ...]
    kind: str
    within: str
    lat: float | None
    lon: float | None
    source: str
    name: str | None = None
    precision: str = "point"
    risk: str = ""
    population: int = 0
    licence: str = ""
    date: str = ""


def add(path: Path, wanted: Wanted, *, force: bool = False) -> OwnRow:
    """Add a place to a table, which is made if there is none; the row. UsageError where something is wrong with it.

    With `force`, one that is likely there already is added all the same.
    """
    rows = list(read_own(path)) if path.exists() else []
    known = Known([*shipped(), *(own.row for _, own in rows)])
    parent = _parent(wanted.within, known)
    source = wanted.source if wanted.source.startswith(SOURCES) else f"user:{' '.join(wanted.source.split())}"
    row = PlaceRow(
        _id(wanted),
        wanted.name or wanted.forms[0],
        wanted.forms,
        wanted.kind,
        parent.country,
        parent.id,
        wanted.lat,
        wanted.lon,
        wanted.precision,
        wanted.risk,
        source,
        wanted.population,
    )
    new = OwnRow(row, wanted.licence or "own work", wanted.date)
    for problem in problems([(0, new)], known):
        if problem.grave or not force:
            more = "" if problem.grave else "; to add it all the same, say --force"
            raise UsageError(f"{problem.says}{more}")
    write_own(path, [*(own for _, own in rows), new], _comments(path))
    return new


def _comments(path: Path) -> list[str]:
    """The comment lines at a table's head, to be kept."""
    if not path.exists():
        return ["Own places; made with `riwaya gazetteer add`."]
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line[1:].strip() for line in lines if line.startswith("#")]


def _id(wanted: Wanted) -> str:
    plain = unicodedata.normalize("NFKD", wanted.name or "").encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    return f"place:own-{slug or content_id(wanted.forms[0], wanted.within)[:8]}"


def _parent(within: str, known: Known) -> PlaceRow:
    """The area that is meant. UsageError where none or several are."""
    if within in known.rows:
        return known.rows[within]
    key, latin = form_key(within), within.casefold()
    found = [
        row
        for row in known.rows.values()
        if row.kind in _AREAS and (row.name.casefold() == latin or key in map(form_key, row.forms))
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"--in {within}: no area is called that; `riwaya gazetteer find` shows ids")
    several = ", ".join(f"{row.id} ({row.kind})" for row in found[:6])
    raise UsageError(f"--in {within}: may be any of {several}; give the id")


class Found(msgspec.Struct, frozen=True):
    """A row that a name means, and where it is from."""

    table: str
    row: PlaceRow
    licence: str
    date: str
    within: tuple[str, ...]


def find(name: str, tables: Sequence[Path] | None = None) -> list[Found]:
    """What the shipped tables and own ones (those in use, unless given) have under a name.

    A name is an id, a Latin display name in any case, or an Arabic name in any spelling, with its article or without.
    """
    every = list(_every(in_use() if tables is None else tables))
    rows = {found.row.id: found.row for found in every}
    spelling = Spelling.load()
    key = form_key(name)
    bare = key.removeprefix(spelling.article)
    keys = {key, bare, spelling.article + bare, *spelling.variants(key)}
    out = []
    for found in every:
        row = found.row
        if name == row.id or name.casefold() == row.name.casefold() or not keys.isdisjoint(map(form_key, row.forms)):
            out.append(msgspec.structs.replace(found, within=tuple(_above(row, rows))))
    return out


def _every(tables: Sequence[Path]) -> Iterator[Found]:
    for file in TABLES:
        for _, row in read_rows(data_text(file), file):
            licence = "CC BY 4.0" if row.source.startswith("geonames:") else "Apache-2.0"
            yield Found("shipped", row, licence, "", ())
    for path in tables:
        for _, own in read_own(path):
            yield Found(str(path), own.row, own.licence, own.date, ())


def _above(row: PlaceRow, rows: dict[str, PlaceRow]) -> Iterator[str]:
    seen = {row.id}
    while row.parent in rows and row.parent not in seen:
        row = rows[row.parent]
        seen.add(row.id)
        yield row.name
