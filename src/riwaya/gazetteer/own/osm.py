"""OpenStreetMap extracts: its own files (`.osm.pbf`), or GeoJSON as `osmium export` and overpass give it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from riwaya.gazetteer.own.candidate import Candidate, codes_of, kind
from riwaya.gazetteer.own.geojson import features, point_of
from riwaya.gazetteer.own.osm_files import features_of, is_osm_file
from riwaya.text.letters import has_arabic

LICENCE: Final = "ODbL 1.0"
_ID: Final = re.compile(r"(node|way|relation|n|w|r|a)/?(\d+)")
_NAMES: Final = ("name:ar", "name", "alt_name:ar", "alt_name", "official_name:ar", "old_name:ar", "short_name:ar")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def osm(path: Path, country: str) -> Iterator[Candidate]:
    """The places of an extract of one country that have an Arabic name. OSM's points do not say what they lie in."""
    for feature in _features(path):
        tags = feature.get("properties") or {}
        nested = tags.get("tags")
        if isinstance(nested, dict):  # as some exporters have it
            tags = {**tags, **nested}
        names = tuple(part.strip() for key in _NAMES for part in str(tags.get(key) or "").split(";"))
        arabic = tuple(name for name in names if has_arabic(name))
        found = _id(feature, tags)
        at = point_of(feature.get("geometry"))
        people = int(digits) if (digits := re.sub(r"\D", "", str(tags.get("population") or ""))[:9]) else 0
        what = kind("osm", *(f"{key}={value}" for key, value in tags.items()), people=people)
        if not arabic or found is None or at is None or what is None:
            continue
        day = _DAY.match(str(tags.get("@timestamp") or tags.get("timestamp") or ""))
        yield Candidate(
            id=f"place:osm-{found[0]}{found[1]}",
            source=f"osm:{ {'n': 'node', 'w': 'way', 'r': 'relation'}[found[0]] }/{found[1]}",
            name=str(tags.get("name:en") or tags.get("int_name") or arabic[0]),
            names=arabic,
            kind=what,
            country=country,
            code="",
            within=(),
            lat=at[0],
            lon=at[1],
            precision=at[2],
            population=people,
            licence=LICENCE,
            date=day[0] if day else "",
        )


def _features(path: Path) -> Iterator[dict[str, Any]]:
    if not is_osm_file(path):
        return features(path)
    tags = (code.partition("=") for code in codes_of("osm"))
    return features_of(path, [(key, value) for key, _, value in tags])


def _id(feature: dict[str, Any], tags: dict[str, Any]) -> tuple[str, int] | None:
    """The kind of element, by its first letter, and its number; osmium's areas are 2n of way n, 2n+1 of relation n."""
    for given in (feature.get("id"), tags.get("@id"), tags.get("id"), tags.get("osm_id")):
        found = _ID.fullmatch(str(given or ""))
        if found is not None:
            letter, number = found[1][0], int(found[2])
            if letter == "a":
                return ("w", number // 2) if number % 2 == 0 else ("r", number // 2)
            return letter, number
    element, plain = str(tags.get("@type") or tags.get("osm_type") or ""), str(tags.get("@id") or tags.get("osm_id"))
    if element[:1] in ("n", "w", "r") and plain.isdigit():
        return element[0], int(plain)
    return None
