"""A sheet for Bayanat's sheet import, which makes actors, each with events: parties and institutions, never persons.

A row an actor of the gazetteer that events name, with the events in which it is said to have acted or been acted upon
in numbered columns. Bayanat maps columns to fields by hand; the names here are those of its fields.
"""

from collections.abc import Iterator
from typing import Final

from riwaya.export.bundle import Bundle
from riwaya.export.coding import Placed, happened, notes, row_of
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.gazetteer.actors import ActorRow
from riwaya.lang.labels import labels

MOST_EVENTS: Final = 20
"""Events of one row; what is left out is counted."""
_EVENT: Final = ("title", "type", "location", "from_date", "to_date", "comments")
COLUMNS: Final = (
    *("name", "name_ar", "type", "tags", "description", "originid"),
    *(f"event{n}_{field}" for n in range(1, MOST_EVENTS + 1) for field in _EVENT),
)


def write(bundle: Bundle, folder: Folder) -> Written:
    """The actors of the events that happened in somebody's words."""
    left_out: dict[str, int] = {}
    found: dict[str, tuple[ActorRow, list[tuple[str, Placed]]]] = {}
    for one in happened(bundle, left_out):
        seen: set[str] = set()
        for part, mentions in (("agent", one.event.agents), ("target", one.event.targets)):
            for named in mentions:
                row = row_of(named)
                if row is not None and not row.generic and row.kind != "person" and row.id not in seen:
                    seen.add(row.id)
                    found.setdefault(row.id, (row, []))[1].append((part, one))
        if not seen:
            why = "no party or institution of the gazetteer is named"
            left_out[why] = left_out.get(why, 0) + 1
    more = sum(max(0, len(events) - MOST_EVENTS) for _, events in found.values())
    if more:
        left_out[f"beyond the first {MOST_EVENTS} events of an actor"] = more
    rows = (_row(*found[id], bundle) for id in sorted(found))
    n = folder.csv("actors.csv", COLUMNS, rows)
    return Written({folder.name("actors.csv"): n}, dict(sorted(left_out.items())))


def _row(row: ActorRow, events: list[tuple[str, Placed]], bundle: Bundle) -> Iterator[object]:
    sides = "; ".join(row.sides)
    yield from (row.name, row.forms[0], "Entity", ", ".join(filter(None, (row.kind, "riwaya"))))
    yield f"Sides by the gazetteer: {sides or 'not known'}. What its events say is told, not established."
    yield row.id
    for n in range(MOST_EVENTS):
        if n >= len(events):
            yield from ("",) * len(_EVENT)
            continue
        part, one = events[n]
        name = labels(bundle.options.language)["events"][one.event.type]
        yield f"{name}, {one.place.name} (as {part})"
        yield from (name, one.place.name, one.event.earliest, one.event.latest, notes(one.event))


FORMAT: Final = Format(
    "bayanat", "Sheet that Bayanat imports: parties and institutions with events", "file", write, True
)
