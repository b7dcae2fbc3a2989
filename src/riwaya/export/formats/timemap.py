"""Files for TimeMap: what datasheet-server would serve of its sheets, and the sheets themselves as CSV.

`events.json` and `associations.json` are lists (`deeprows`), `sources.json` an object by id (`deepids`); every value is
text. Without a code scheme to fit, every type of event is there.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.coding import Placed, fatalities, happened, notes
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.lang.labels import labels
from riwaya.model.vocabulary import FAMILY_OF

Record = dict[str, object]
_SHEETS: Final = {"events": "export_events", "associations": "export_associations", "sources": "export_sources"}


def write(bundle: Bundle, folder: Folder) -> Written:
    """Events, their categories (families of types) and their sources (reports)."""
    left_out: dict[str, int] = {}
    rows = list(happened(bundle, left_out))
    language = bundle.options.language
    events = [_event(one, language) for one in rows]
    families = dict.fromkeys(FAMILY_OF[one.event.type] for one in rows)
    associations: list[Record] = [
        {"id": name, "title": labels(language)["families"][name], "desc": "", "mode": "CATEGORY", "filter_paths": []}
        for name in sorted(families)
    ]
    told = {id for one in rows for id in (claim.document for claim in one.event.asserting)}
    sources: dict[str, Record] = {
        source.id: {
            "id": source.id,
            "title": source.title or source.id,
            "paths": [],
            "type": "report",
            "url": source.url or "",
            "description": "",
            "author": source.outlet_name,
            "date": source.latest or "",
        }
        for source in bundle.sources
        if source.id in told
    }
    folder.json("events.json", events)
    folder.json("associations.json", associations)
    folder.json("sources.json", sources)
    for name, listed in (("events", events), ("associations", associations), ("sources", list(sources.values()))):
        _sheet(folder, f"{_SHEETS[name]}.csv", listed)
    files = {"events.json": len(events), "associations.json": len(associations), "sources.json": len(sources)}
    return Written(files, dict(sorted(left_out.items())))


def _event(one: Placed, language: str) -> Record:
    event = one.event
    dead = fatalities(event)
    return {
        "id": event.id,
        "description": notes(event),
        "date": f"{one.day:%m/%d/%Y}",
        "time": "",
        "time_precision": ("day", "week", "month")[one.precision - 1],
        "location": one.place.name,
        "latitude": f"{one.place.lat}",
        "longitude": f"{one.place.lon}",
        "type": event.type,
        "category": FAMILY_OF[event.type],
        "associations": [FAMILY_OF[event.type]],
        "sources": list(dict.fromkeys(claim.document for claim in event.asserting)),
        "comments": f"fatalities, the lowest count: {dead}" if dead is not None else "",
    }


def _sheet(folder: Folder, name: str, records: Iterable[Mapping[str, object]]) -> None:
    """A sheet of datasheet-server: several values in numbered columns (`source1`, `source2`, …)."""
    flat = []
    for record in records:
        row: Record = {}
        for key, value in record.items():
            if isinstance(value, list):
                row |= {f"{key.removesuffix('s')}{n}": one for n, one in enumerate(value, 1)}
            else:
                row[key] = value
        flat.append(row)
    header = list(dict.fromkeys(key for row in flat for key in row))
    folder.csv(name, header, ([row.get(key, "") for key in header] for row in flat))


FORMAT: Final = Format("timemap", "TimeMap and datasheet-server: events, associations, sources", "folder", write, True)
