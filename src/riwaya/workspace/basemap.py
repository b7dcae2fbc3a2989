"""Labels of the basemap: countries and larger towns of the gazetteer, in one language."""

from functools import cache
from typing import Final

import msgspec

from riwaya.gazetteer.places import Places
from riwaya.lang.labels import Language

LEAST: Final = 15_000
"""People that a town has, to be written on the basemap."""

_BRACKETS: Final = str.maketrans("", "", "()[]")


class Label(msgspec.Struct, frozen=True, array_like=True):
    """A name, where it stands, the people who live there (0 for a country)."""

    name: str
    lon: float
    lat: float
    people: int


@cache
def towns(language: Language) -> tuple[Label, ...]:
    """Countries first, then towns, the largest first."""
    found = []
    for row in Places.load().rows():
        if row.lat is None or row.lon is None:
            continue
        name = (row.name if language == "en" else row.forms[0]).translate(_BRACKETS)
        if row.kind == "country":
            found.append(Label(name, row.lon, row.lat, 0))
        elif row.population >= LEAST and row.precision == "point":
            found.append(Label(name, row.lon, row.lat, row.population))
    return tuple(sorted(found, key=lambda label: (label.people > 0, -label.people, label.name)))
