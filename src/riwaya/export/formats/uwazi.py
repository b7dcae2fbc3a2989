"""CSV files that Uwazi imports, one a template: reports and events.

Make two templates with properties of these names before importing: text unless said; `occurred` a date range,
`published` a date, `url` a link, `location_geolocation` a geolocation, `event_type`, `actors`, `targets`, `outlet`
select or multiselect, `report` a relationship to the template of reports. Several values are parted by `|`, the ends
of a date range by `:`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.coding import Placed, fatalities, happened, notes
from riwaya.export.files import Folder
from riwaya.export.records import Source
from riwaya.export.registry import Format, Written
from riwaya.lang.labels import labels

REPORTS: Final = ("title", "report_id", "outlet", "published", "url", "language", "claims")
EVENTS: Final = (
    *("title", "event_id", "event_type", "occurred", "location_geolocation", "place", "actors", "targets"),
    *("fatalities", "reports", "independent_roots", "disputed", "notes", "report"),
)


def write(bundle: Bundle, folder: Folder) -> Written:
    """`reports.csv` and `events.csv`."""
    left_out: dict[str, int] = {}
    files = {"reports.csv": folder.csv("reports.csv", REPORTS, map(_report, bundle.sources))}
    rows = (_event(one, bundle) for one in happened(bundle, left_out))
    files["events.csv"] = folder.csv("events.csv", EVENTS, rows)
    return Written(files, dict(sorted(left_out.items())))


def title_of(source: Source) -> str:
    """What a report is called in Uwazi, where relationships find entities by their title."""
    return f"{source.title} [{source.id}]" if source.title else source.id


def _report(source: Source) -> Iterator[object]:
    yield from (_plain(title_of(source)), source.id, _plain(source.outlet_name))
    yield (source.latest or "").replace("-", "/")
    yield f"{source.id}|{source.url}" if source.url else ""
    yield from (source.language, source.claims)


def _event(one: Placed, bundle: Bundle) -> Iterator[object]:
    event = one.event
    name = labels(bundle.options.language)["events"][event.type]
    yield f"{name}, {one.place.name}, {event.earliest or one.day.isoformat()} [{event.id}]"
    yield from (event.id, event.type)
    yield f"{(event.earliest or '').replace('-', '/')}:{(event.latest or '').replace('-', '/')}"
    yield f"{one.place.lat}|{one.place.lon}"
    yield one.place.name
    yield _several(who.name for who in event.agents)
    yield _several(who.name for who in event.targets)
    yield from (
        fatalities(event),
        event.documents,
        max(event.roots, 1),
        "yes" if event.disputes else "no",
        notes(event),
    )
    told = {claim.document for claim in event.asserting}
    yield _several(title_of(source) for source in bundle.sources if source.id in told)


def _plain(text: str) -> str:
    """Text without the sign that parts values."""
    return text.replace("|", "/")


def _several(values: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(map(_plain, values)))


FORMAT: Final = Format("uwazi", "CSV that Uwazi imports: reports and events", "folder", write, True)
