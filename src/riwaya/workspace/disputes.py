"""The list of disputes, and what a page shows of one."""

import msgspec
from sqlalchemy import select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.store import Ledger
from riwaya.workspace.derived import claims, count, record, records
from riwaya.workspace.records import DisputeRecord, EventRecord, Told

ON_A_PAGE = 30
MOST_TOLD = 40
"""Claims of a camp that a page shows."""


class Listing(msgspec.Struct, frozen=True):
    """Page `page` of `pages` of `total` disputes, those that matter most first."""

    lines: list[DisputeRecord]
    total: int
    page: int
    pages: int


class Relation(msgspec.Struct, frozen=True):
    """Two claims that contradict one another, and how."""

    a: str
    b: str
    type: str
    subtype: str | None


class CampShown(msgspec.Struct, frozen=True):
    """A camp with its claims in the order of telling and the lineages that they come in: each a root and its copies."""

    claims: list[Reviewed]
    lineages: list[Told]


class DisputePage(msgspec.Struct, frozen=True):
    """A dispute: `camps` beside those of its record. `divided`: the events of which several camps tell, with the
    numbers of those, from 1.
    """

    dispute: DisputeRecord
    camps: list[CampShown]
    against: list[Relation]
    events: list[EventRecord]
    divided: list[tuple[EventRecord, list[int]]]


def disputes(ledger: Ledger, *, topic: str = "", open: bool | None = None, page: int = 1) -> Listing:
    """Disputes, of one topic, open or not."""
    table = tables.derived_disputes.c
    query = select(table.record).order_by(table.weight.desc(), table.id)
    if topic:
        query = query.where(table.topic == topic)
    if open is not None:
        query = query.where(table.open == open)
    with ledger.reading() as connection:
        total = count(connection, query.order_by(None))
        found = records(connection, query.offset((page - 1) * ON_A_PAGE).limit(ON_A_PAGE), DisputeRecord)
    return Listing(found, total, page, max(1, -(-total // ON_A_PAGE)))


def dispute(ledger: Ledger, ident: str) -> DisputePage | None:
    """One dispute, None where there is none of this id."""
    table, of, related = tables.derived_disputes.c, tables.derived_event_claims.c, tables.derived_relations.c
    with ledger.reading() as connection:
        found = record(connection, select(table.record).where(table.id == ident), DisputeRecord)
        if found is None:
            return None
        shown = [camp.claims[:MOST_TOLD] for camp in found.camps]
        everything = [id for camp in shown for id in camp]
        events = records(
            connection,
            select(tables.derived_events.c.record)
            .where(
                tables.derived_events.c.id.in_(select(of.event).where(of.claim.in_(everything)).distinct()),
                tables.derived_events.c.place == found.place,
            )
            .order_by(tables.derived_events.c.earliest, tables.derived_events.c.id)
            .limit(MOST_TOLD),
            EventRecord,
        )
        rows = connection.execute(
            select(related.a, related.b, related.type, related.subtype)
            .where(related.a.in_(everything), related.b.in_(everything), related.type == "contradicts")
            .order_by(related.score.desc(), related.a, related.b)
            .limit(MOST_TOLD)
        )
        against = [Relation(row.a, row.b, row.type, row.subtype) for row in rows]
        camps = [CampShown(claims(connection, camp), _lineages(events, set(camp))) for camp in shown]
        rows = connection.execute(
            select(of.event, of.claim).where(of.claim.in_(everything), of.event.in_([event.id for event in events]))
        )
        tells = {(row.event, row.claim) for row in rows}
    divided = []
    for event in events:
        among = [n for n, camp in enumerate(found.camps, 1) if any((event.id, claim) in tells for claim in camp.claims)]
        if len(among) > 1:
            divided.append((event, among))
    return DisputePage(found, camps, against, events, divided)


def _lineages(events: list[EventRecord], camp: set[str]) -> list[Told]:
    """The lineages of a camp's claims, cut down to them; a lineage may have its root in another camp."""
    out = []
    for event in events:
        for lineage in event.lineages:
            mine = [n for n, claim in enumerate(lineage.claims) if claim in camp]
            if mine:
                out.append(
                    Told(
                        lineage.root,
                        tuple(lineage.claims[n] for n in mine),
                        tuple(lineage.weights[n] for n in mine),
                        tuple(lineage.because[n] for n in mine),
                        lineage.outlets,
                    )
                )
    return out
