"""An event CSV with the columns, types and sub-types of ACLED's public codebook.

Not ACLED's data and not coded by its people: a row is what reports say happened, with who denies it in the notes. Names
of actors are the gazetteer's.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.coding import Coded, coded, country_name, fatalities, iso_codes, notes, regions, sector
from riwaya.export.files import Folder
from riwaya.export.records import Named
from riwaya.export.registry import Format, Written

COLUMNS: Final = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
_WIDE: Final = frozenset({"governorate", "region"})
_AROUND: Final = frozenset({"district", "subdistrict", "desert", "front", "road", "river", "valley", "mountain"})


def write(bundle: Bundle, folder: Folder) -> Written:
    """The events that happened in somebody's words."""
    left_out: dict[str, int] = {}
    rows = (_row(one) for one in coded(bundle, "acled", left_out))
    n = folder.csv("acled.csv", COLUMNS, rows)
    return Written({folder.name("acled.csv"): n}, dict(sorted(left_out.items())))


def _row(one: Coded) -> Iterator[object]:
    event, place = one.event, one.place
    country = place.country or event.country
    alpha, numeric = iso_codes().get(country, ("", ""))
    first, with_first, camp = _actor(event.agents, country)
    second, with_second, other = _actor(event.targets, country)
    if not first:
        first = f"Unidentified Actor ({country_name(country)})"
    yield f"{alpha}{event.id}"
    yield from (one.day.isoformat(), one.day.year, one.precision)
    yield "Strategic developments" if one.code.type == "Strategic developments" else "Political violence"
    yield from (one.code.type, one.code.sub, first, with_first, camp, second, with_second, other)
    yield "-".join(filter(None, (camp, other)))
    yield "Civilian targeting" if event.civilians else ""
    yield from (int(numeric) if numeric else "", regions().get(country, ""), country_name(country), place.province)
    yield from ("", "", place.name, place.lat, place.lon, _geo_precision(one))
    yield "; ".join(dict.fromkeys(told.outlet_name or told.document for told in event.asserting))
    yield from ("", notes(event), fatalities(event), _tags(one), "")


def _actor(named: Iterable[Named], country: str) -> tuple[str, str, str]:
    """The first actor, those with it, and who the first is to the country."""
    listed = list(named)
    if not listed:
        return "", "", ""
    return listed[0].name, "; ".join(one.name for one in listed[1:]), sector(listed[0], country)


def _geo_precision(one: Coded) -> int:
    """1 a town or site, 2 near or in a part of something wider, 3 a province."""
    if one.place.kind in _WIDE:
        return 3
    return 2 if one.place.kind in _AROUND or (one.place.precision in ("near", "area") and one.place.coarse) else 1


def _tags(one: Coded) -> str:
    event = one.event
    tags = [f"claims={len(event.asserting)}", f"reports={event.documents}", f"roots={max(event.roots, 1)}"]
    reviewed = sum(told.status in ("confirmed", "corrected", "added") for told in event.asserting)
    return "; ".join([*tags, f"reviewed={reviewed}", *(["disputed"] if event.disputes else [])])


FORMAT: Final = Format(
    "acled", "Event CSV with ACLED's columns and types; only what somebody says happened", "file", write, True
)
