"""The list of places, and what a page shows of one."""

import msgspec
from sqlalchemy import select

from riwaya.gazetteer.places import Places
from riwaya.ledger import derived
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.store import Ledger
from riwaya.reason.where import anchor_of
from riwaya.text.normalise import fold
from riwaya.workspace.derived import PAGE, claims, count, record, records
from riwaya.workspace.records import DisputeRecord, EventRecord, PlaceRecord, Timeline

ON_A_PAGE = 50
MOST_DISPUTES = 10
MOST_EVENTS = 20
MOST_REPORTS = 30


class _Named(msgspec.Struct):
    """So much of a place's record as says what it is called."""

    name: str
    arabic: str


def _holds(place: _Named, wanted: str) -> bool:
    return wanted in fold(place.arabic) or wanted in fold(place.name.lower())


class Holding(msgspec.Struct, frozen=True):
    """Who most probably holds a place on the last day of its timeline: a holder, `contested` or `other`."""

    state: str
    probability: float
    roots: int
    last: str


class Listed(msgspec.Struct, frozen=True):
    """A line of the list."""

    place: PlaceRecord
    holding: Holding | None


class Listing(msgspec.Struct, frozen=True):
    """Page `page` of `pages` of `total` places."""

    lines: list[Listed]
    total: int
    page: int
    pages: int


class PlacePage(msgspec.Struct, frozen=True):
    """A place: its timeline (None where nobody says who holds it) and those of its parts, its disputes and events, one
    page of its claims, and the reports that name it. `later`: decisions since the timeline was worked out.
    """

    place: PlaceRecord
    timeline: Timeline | None
    later: int
    parts: list[tuple[str, Holding]]
    disputes: list[DisputeRecord]
    events: list[EventRecord]
    claims: list[Reviewed]
    documents: list[str]
    page: int
    pages: int


def places(ledger: Ledger, *, text: str = "", disputed: bool = False, page: int = 1) -> Listing:
    """Places by how much is told of them; those whose name holds a text, or that are disputed."""
    table, control = tables.derived_places.c, tables.derived_control.c
    query = select(table.id, table.record).where(table.id != "").order_by(table.claims.desc(), table.id)
    if disputed:
        query = query.where(table.disputes > 0)
    with ledger.reading() as connection:
        if text.strip():
            wanted = fold(text)
            named = msgspec.json.Decoder(_Named).decode
            known = [row.record for row in connection.execute(query) if _holds(named(row.record), wanted)]
            total = len(known)
            shown = known[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
            found = [msgspec.json.decode(record, type=PlaceRecord) for record in shown]
        else:
            total = count(connection, query.order_by(None))
            found = records(connection, query.offset((page - 1) * ON_A_PAGE).limit(ON_A_PAGE), PlaceRecord)
        held = {
            row.place: Holding(row.state, row.probability, row.roots, row.last)
            for row in connection.execute(
                select(control.place, control.state, control.probability, control.roots, control.last).where(
                    control.place.in_([place.id for place in found])
                )
            )
        }
    lines = [Listed(place, held.get(place.id)) for place in found]
    return Listing(lines, total, page, max(1, -(-total // ON_A_PAGE)))


def place(ledger: Ledger, ident: str, *, page: int = 1) -> PlacePage | None:
    """One place, by its id or that of a part of it; None where nothing is told of it."""
    anchor = anchor_of(ident) if Places.load().by_id(ident) is not None else ident
    table, told = tables.derived_places.c, tables.derived_place_claims.c
    control = tables.derived_control.c
    with ledger.reading() as connection:
        found = record(connection, select(table.record).where(table.id == anchor), PlaceRecord)
        if found is None:
            return None
        row = connection.execute(
            select(control.record, control.computed_at_decision).where(control.place == anchor)
        ).first()
        timeline = msgspec.json.decode(row.record, type=Timeline) if row is not None else None
        parts = [
            (part.place, Holding(part.state, part.probability, part.roots, part.last))
            for part in connection.execute(
                select(control.place, control.state, control.probability, control.roots, control.last)
                .where(control.anchor == anchor, control.place != anchor)
                .order_by(control.roots.desc(), control.place)
                .limit(MOST_EVENTS)
            )
        ]
        disputes, events = tables.derived_disputes.c, tables.derived_events.c
        ids = connection.execute(
            select(told.claim)
            .where(told.place == anchor)
            .order_by(told.day.desc(), told.claim)
            .offset((page - 1) * PAGE)
            .limit(PAGE)
        ).scalars()
        return PlacePage(
            found,
            timeline,
            derived.decisions_since(connection, row.computed_at_decision) if row is not None else 0,
            parts,
            records(
                connection,
                select(disputes.record)
                .where(disputes.place == anchor)
                .order_by(disputes.weight.desc(), disputes.id)
                .limit(MOST_DISPUTES),
                DisputeRecord,
            ),
            records(
                connection,
                select(events.record)
                .where(events.place == anchor, events.happened)
                .order_by(events.latest.desc(), events.id)
                .limit(MOST_EVENTS),
                EventRecord,
            ),
            claims(connection, ids.all()),
            list(
                connection.execute(
                    select(told.document).where(told.place == anchor).distinct().limit(MOST_REPORTS)
                ).scalars()
            ),
            page,
            max(1, -(-found.claims // PAGE)),
        )


def timeline(ledger: Ledger, ident: str) -> Timeline | None:
    """The timeline of a place, or of a part of one."""
    table = tables.derived_control.c
    with ledger.reading() as connection:
        return record(connection, select(table.record).where(table.place == ident), Timeline)
