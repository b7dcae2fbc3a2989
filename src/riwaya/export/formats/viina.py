"""A control table as VIINA's: a row a populated place and day, with who holds it or that it is contested.

VIINA's own statuses are `UA`, `RU` and `CONTESTED`; here a status is the holder's entity, `CONTESTED`, `OTHER` (held by
somebody not named), or empty where no state is likelier than not.
"""

from collections.abc import Iterator
from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.gazetteer.places import Places

COLUMNS: Final = (
    *("geonameid", "date", "status", "status_riwaya", "status_filtered", "model_probability"),
    *("asciiname", "place", "latitude", "longitude", "country", "roots", "days_since"),
)
MAJORITY: Final = 0.5


def write(bundle: Bundle, folder: Folder) -> Written:
    """Control by day, of places with a position."""
    left_out: dict[str, int] = {}
    n = folder.csv("control.csv", COLUMNS, _rows(bundle, left_out))
    return Written({folder.name("control.csv"): n}, left_out)


def _rows(bundle: Bundle, left_out: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for one in bundle.control():
        place = one.place
        if place.lat is None or place.lon is None:
            why = "days of places without a known position"
            left_out[why] = left_out.get(why, 0) + 1
            continue
        best = one.likeliest
        status = _status(one.now)
        yield (
            *(geonameid(place.entity), one.day.replace("-", ""), status, status, _status(one.then), one.now[best]),
            *(place.name, place.entity, place.lat, place.lon, place.country, one.roots, one.days_since),
        )


def _status(p: dict[str, float]) -> str:
    best = min(p, key=lambda state: (-p[state], state))
    if p[best] <= MAJORITY:
        return ""
    return best.upper() if best in ("contested", "other") else best


def geonameid(entity: str | None) -> int | str:
    """The GeoNames number of a place of the gazetteer; empty where it has none."""
    row = Places.load().by_id(entity or "")
    source, _, number = (row.source if row is not None else "").partition(":")
    return int(number) if source == "geonames" and number.isdigit() else ""


FORMAT: Final = Format("viina", "Control by place and day, a table as VIINA's; model probabilities", "file", write)
