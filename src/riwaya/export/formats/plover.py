"""An event CSV with PLOVER's event types and modes, and columns named as data sets coded with it name them.

Not POLECAT's data: a row is what reports say happened, with who denies it in the notes.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.coding import Coded, coded, country_name, fatalities, iso_codes, notes, sector
from riwaya.export.files import Folder
from riwaya.export.records import Named
from riwaya.export.registry import Format, Written

COLUMNS: Final = (
    *("Event ID", "Event Date", "Date Precision", "Event Type", "Event Mode", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Name Raw", "Actor Sector", "Recipient Name", "Recipient Name Raw", "Recipient Sector"),
    *("Placename", "Raw Placename", "Province", "Country", "Country Code", "Latitude", "Longitude", "Feature Type"),
    *("Fatalities", "Source", "Reports", "Independent Roots", "Notes"),
)
_MATERIAL: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
"""The quad code of each event type."""
_SECTORS: Final = {
    "State forces": "MIL",
    "External/Other forces": "MIL",
    "Rebel group": "REB",
    "Political militia": "PRM",
    "Civilians": "CVL",
}


def write(bundle: Bundle, folder: Folder) -> Written:
    """The events that happened in somebody's words."""
    left_out: dict[str, int] = {}
    n = folder.csv("plover.csv", COLUMNS, (_row(one) for one in coded(bundle, "plover", left_out)))
    return Written({folder.name("plover.csv"): n}, dict(sorted(left_out.items())))


def _row(one: Coded) -> Iterator[object]:
    event, place = one.event, one.place
    country = place.country or event.country
    yield from (event.id, one.day.isoformat(), ("day", "week", "month")[one.precision - 1])
    yield from (one.code.type, one.code.sub, _MATERIAL[one.code.type], "military")
    for named in (event.agents, event.targets):
        yield "; ".join(who.name for who in named)
        yield "; ".join(who.text for who in named)
        yield _sector(named, country)
    yield from (place.name, place.text, place.province, country_name(country), iso_codes().get(country, ("", ""))[0])
    yield from (place.lat, place.lon, place.kind, fatalities(event))
    yield "; ".join(dict.fromkeys(told.outlet_name or told.document for told in event.asserting))
    yield from (event.documents, max(event.roots, 1), notes(event))


def _sector(named: Iterable[Named], country: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, (_SECTORS.get(sector(one, country), "") for one in named))))


FORMAT: Final = Format(
    "plover", "Event CSV with PLOVER's types and modes; only what somebody says happened", "file", write, True
)
