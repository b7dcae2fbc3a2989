"""From the English names of coded data to the gazetteer: actors, and places by name, country and position."""

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.gazetteer.places import PlaceRow, Places

NEAR_KM: Final = 3.0
"""Without a name that fits, a town so near is meant."""
SAME_NAME_KM: Final = 30.0
"""A place of the same name is meant up to here."""
_KINDS: Final = frozenset({"city", "town", "village", "quarter", "camp", "base", "airport", "site", "crossing"})
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
_ARTICLE: Final = re.compile(r"^(the|al|ar|as|at|ad|an|ash|el)[- ]", re.IGNORECASE)
_STATE: Final = re.compile(
    r"^(?:military forces|police forces|government|armed forces|security forces|army) of (?:the )?([^(:]+)",
    re.IGNORECASE,
)
_REBELS: Final = re.compile(r"^(opposition rebels|rebels|anti-government|opposition)\b", re.IGNORECASE)
_NOBODY: Final = re.compile(r"^(civilians|unidentified|protesters|rioters|unknown)\b", re.IGNORECASE)


def _key(name: str) -> str:
    plain = _BRACKETS.sub("", name).lower().replace("'", "").replace("’", "")
    return _ARTICLE.sub("", " ".join(plain.replace("-", " ").split()))


@cache
def _actors() -> dict[str, ActorRow]:
    out: dict[str, ActorRow] = {}
    for row in actors().rows.values():
        if row.id.startswith("actor:") and not row.generic and row.kind != "person":
            out.setdefault(_key(row.name), row)
    return out


@lru_cache(maxsize=10_000)
def actor(name: str, country: str) -> dict[str, Any] | None:
    """An actor of a coded row as a mention, at a place of that country (its English name); None for who is no party.

    The state's own forces are those of the place's government; a foreign state's are that state's.
    """
    if not name or _NOBODY.match(name):
        return None
    state = _STATE.match(name)
    if state is not None:
        named = state[1].strip()
        if _key(named) == _key(country):
            return {"text": name, "name": name, "entity": "actor:government-forces"}
        row = _actors().get(_key(named))
        return {"text": name, "name": name, "entity": row.id if row is not None else None}
    if _REBELS.match(name):
        return {"text": name, "name": name, "entity": "actor:rebels"}
    for part in (name, name.partition(":")[2], name.partition(":")[0]):
        row = _actors().get(_key(part)) if part.strip() else None
        if row is not None:
            return {"text": name, "name": row.name, "entity": row.id}
    return {"text": name, "name": _BRACKETS.sub("", name).strip()}


@cache
def _by_country() -> dict[str, list[PlaceRow]]:
    names = {row.country: row.name for row in Places.load().rows() if row.kind == "country"}
    out: dict[str, list[PlaceRow]] = {}
    for row in Places.load().rows():
        if row.kind in _KINDS and row.lat is not None:
            out.setdefault(_key(names.get(row.country, "")), []).append(row)
    return out


@lru_cache(maxsize=50_000)
def place(name: str, country: str, lat: float, lon: float) -> dict[str, Any]:
    """A place of a coded row as a mention: the gazetteer's of that name near by, the nearest town, or its name."""
    near = sorted(_near(country, lat, lon), key=lambda found: (found[0], found[1].id))
    same = [row for _, row in near if name and _key(row.name) == _key(name)]
    town = next((row for km, row in near if km <= NEAR_KM and row.kind in ("city", "town", "village")), None)
    row = same[0] if same else town
    if row is None:
        return {"text": name or f"{lat}, {lon}", "name": name or None, "lat": lat, "lon": lon, "precision": "point"}
    at = {"lat": row.lat, "lon": row.lon, "precision": "point"}
    return {"text": name or row.name, "name": row.name, "entity": row.id} | at


def _near(country: str, lat: float, lon: float) -> Iterator[tuple[float, PlaceRow]]:
    for row in _by_country().get(_key(country), ()):
        assert row.lat is not None
        assert row.lon is not None
        km = 111.2 * math.hypot(row.lat - lat, (row.lon - lon) * math.cos(math.radians(lat)))
        if km <= SAME_NAME_KM:
            yield km, row


@cache
def by_geonameid() -> dict[int, PlaceRow]:
    """The places of the gazetteer by their GeoNames number."""
    out: dict[int, PlaceRow] = {}
    for row in Places.load().rows():
        source, _, number = row.source.partition(":")
        if source == "geonames" and number.isdigit():
            out[int(number)] = row
    return out
