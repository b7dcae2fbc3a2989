"""OCHA's common operational data sets (COD-AB): lists of administrative areas and settlements, as CSV or GeoJSON.

Their columns are called differently from country to country and year to year. What is looked for: for each level N a
name and a p-code (`ADM2_AR`, `admin2Name_ar`, `adm2_name1`; `ADM2_PCODE`, `admin2Pcode`), or one level a line (`level`,
`pcode`, `name_ar`, `parent`). Which of several names is the Arabic one is told by its letters.
"""

import contextlib
import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from riwaya.gazetteer.own.candidate import Candidate, kind
from riwaya.gazetteer.own.geojson import features, point_of
from riwaya.model.errors import DataError
from riwaya.text.letters import has_arabic

LICENCE: Final = "CC BY-IGO"
_LEVEL_COLUMN: Final = re.compile(r"adm(?:in)?_?(\d)(.*)")
_LAT: Final = frozenset(("lat", "latitude", "latitude_y", "center_lat", "y_coord", "point_y", "y"))
_LON: Final = frozenset(("lon", "long", "longitude", "longitude_x", "center_lon", "x_coord", "point_x", "x"))
_CODE: Final = ("pcode", "p_code", "code")
_PARENT: Final = ("parent", "parent_pcode", "parent_code")
_DATE: Final = ("validon", "valid_on", "date", "version_date")
_DAY: Final = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})")


class _Area:
    """One area or settlement, from whichever form of table."""

    def __init__(self, depth: int, what: str | None, code: str, names: list[str], above: list[str]) -> None:
        self.depth, self.what, self.code, self.names, self.above = depth, what, code, names, above
        self.lat: float | None = None
        self.lon: float | None = None
        self.precision, self.date = "area", ""


def ocha(path: Path, country: str | None) -> Iterator[Candidate]:
    """The areas and settlements of a list, what contains others first.

    `country` is where they lie; without it, p-codes are taken to begin with the country's two letters.
    """
    areas: dict[str, _Area] = {}
    for _, record in _records(path):
        for area in _areas(record):
            known = areas.setdefault(area.code, area)
            if known is not area and known.lat is None and area.lat is not None:
                areas[area.code] = area
    if not areas:
        raise DataError(path, 1, "has no columns of names and p-codes that are known; see docs/gazetteer.md")
    for area in sorted(areas.values(), key=lambda a: a.depth):
        if area.what is None:
            continue
        latin = [name for name in area.names if not has_arabic(name)]
        arabic = tuple(name for name in area.names if has_arabic(name))
        yield Candidate(
            id=f"place:ocha-{re.sub('[^a-z0-9]+', '-', area.code.lower()).strip('-')}",
            source=f"ocha:{area.code}",
            name=latin[0] if latin else (arabic[0] if arabic else area.code),
            names=arabic,
            kind=area.what,
            country=country or _top(area, areas).code[:2].upper(),
            code=f"ocha.{area.code}",
            within=tuple(f"ocha.{code}" for code in area.above),
            lat=area.lat,
            lon=area.lon,
            precision=area.precision if area.what in ("governorate", "district", "subdistrict") else "point",
            population=0,
            licence=LICENCE,
            date=area.date,
        )


def _top(area: _Area, areas: Mapping[str, _Area]) -> _Area:
    """The widest area around one: settlements' p-codes do not all say the country, those of areas do."""
    seen = set()
    while area.above and area.above[-1] in areas and area.code not in seen:
        seen.add(area.code)
        area = areas[area.above[-1]]
    return area


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The records of a table, their columns in lower case; a GeoJSON's with the middle of each shape."""
    if path.suffix.lower() in (".geojson", ".json"):
        for number, feature in enumerate(features(path), 1):
            given = feature.get("properties") or {}
            record = {str(name).strip().lower(): _cell(value) for name, value in given.items()}
            at = point_of(feature.get("geometry"))
            if at is not None:
                record |= {"lat": str(at[0]), "lon": str(at[1])}
            yield number, record
        return
    if path.suffix.lower() in (".xlsx", ".xls"):
        raise DataError(path, None, "is a spreadsheet; save the sheet as CSV (UTF-8) and give that")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=max("\t;,", key=head.count))
            columns = [column.strip().lower() for column in next(reader, [])]
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield reader.line_num - 1, dict(zip(columns, map(str.strip, cells), strict=False))
    except UnicodeDecodeError as error:
        raise DataError(path, None, "is no UTF-8 text; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise DataError(path, None, f"is no CSV ({error})") from error


def _areas(record: Mapping[str, str]) -> Iterator[_Area]:
    levels: dict[int, tuple[str, list[str]]] = {}
    for column, value in record.items():
        found = _LEVEL_COLUMN.fullmatch(column)
        if found is None or not value:
            continue
        level = int(found[1])
        code, names = levels.get(level, ("", []))
        if "code" in found[2]:
            code = code or value
        elif "type" not in found[2] and "ref" not in found[2]:
            names = [*names, value]
        levels[level] = code, names
    coded = {level: given for level, given in levels.items() if given[0]}
    if not coded:
        yield from _listed(record)
        return
    deepest = max(coded)
    for level in sorted(coded):
        code, names = coded[level]
        above = [coded[n][0] for n in sorted(coded, reverse=True) if n < level]
        area = _Area(level, kind("ocha", str(level)), code, names, above)
        if level == deepest:
            _place(area, record)
        yield area


def _listed(record: Mapping[str, str]) -> Iterator[_Area]:
    """One level a line."""
    code = next((record[c] for c in _CODE if record.get(c)), "")
    level = record.get("level", "").lower()
    if not code:
        return
    names = [value for column, value in record.items() if value and "name" in column]
    above = [record[c] for c in _PARENT if record.get(c)]
    area = _Area(_DEPTHS.get(kind("ocha", level) or "", 9), kind("ocha", level), code, names, above)
    _place(area, record)
    yield area


_DEPTHS: Final = {"governorate": 1, "district": 2, "subdistrict": 3}


def _place(area: _Area, record: Mapping[str, str]) -> None:
    lat = next((record[c] for c in record if c in _LAT and record[c]), "")
    lon = next((record[c] for c in record if c in _LON and record[c]), "")
    if lat and lon:
        with contextlib.suppress(ValueError):  # "n/a": not known
            area.lat, area.lon = round(float(lat.replace(",", ".")), 5), round(float(lon.replace(",", ".")), 5)
    day = _DAY.search(next((record[c] for c in _DATE if record.get(c)), ""))
    area.date = "-".join(day.groups()) if day else ""


def _cell(value: Any) -> str:
    return "" if value is None else str(value).strip()
