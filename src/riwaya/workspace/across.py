"""What other claims have to do with one: its event, its disputes, how it is related; from the derived tables."""

import json

import msgspec
from sqlalchemy import or_, select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import schema
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.several import several
from riwaya.ledger.store import Ledger
from riwaya.workspace.heads import Head, heads
from riwaya.workspace.records import DisputeRecord, EventRecord

MOST = 30
"""Related claims that a page shows."""


class Related(msgspec.Struct, frozen=True):
    """Another claim and how the two are related. `from_here`: the relation reads from this claim to the other.

    `reasons` are of the reasoning, in English.
    """

    other: Reviewed
    type: str
    subtype: str | None
    from_here: bool
    score: float
    reasons: tuple[str, ...]


class Across(msgspec.Struct, frozen=True):
    """What is reasoned about one claim: the events and disputes that it is of, and its relations, the surest first."""

    events: list[EventRecord]
    disputes: list[DisputeRecord]
    related: list[Related]


def across(ledger: Ledger, claim: str, reader: str | None) -> Across:
    """What is derived of a claim; nothing where nothing was derived yet."""
    event, dispute, relation = tables.derived_events.c, tables.derived_disputes.c, tables.derived_relations.c
    of_event, of_dispute = tables.derived_event_claims.c, tables.derived_dispute_claims.c
    with ledger.reading() as connection:
        events = connection.execute(
            select(event.record)
            .join(tables.derived_event_claims, of_event.event == event.id)
            .where(of_event.claim == claim)
            .order_by(event.documents.desc(), event.id)
        ).scalars()
        found_events = [msgspec.json.decode(record, type=EventRecord) for record in events]
        disputes = connection.execute(
            select(dispute.record)
            .join(tables.derived_dispute_claims, of_dispute.dispute == dispute.id)
            .where(of_dispute.claim == claim)
            .order_by(dispute.weight.desc(), dispute.id)
        ).scalars()
        found_disputes = [msgspec.json.decode(record, type=DisputeRecord) for record in disputes]
        rows = connection.execute(
            select(relation.a, relation.b, relation.type, relation.subtype, relation.score, relation.reasons)
            .where(or_(relation.a == claim, relation.b == claim))
            .order_by(relation.score.desc(), relation.a, relation.b, relation.type)
            .limit(MOST)
        ).all()
    known = several(ledger, [row.b if row.a == claim else row.a for row in rows], reader=reader)
    related = [
        Related(known[other], row.type, row.subtype, row.a == claim, row.score, _reasons(row.reasons))
        for row in rows
        if (other := row.b if row.a == claim else row.a) in known
    ]
    return Across(found_events, found_disputes, related)


def _reasons(stored: str) -> tuple[str, ...]:
    try:
        value = json.loads(stored)
    except ValueError:
        return (stored,) if stored else ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def same_event(ledger: Ledger, claim: str, document: str, most: int) -> list[tuple[Head, str]]:
    """Other reports of the event that a claim is of: each with one of its claims, those with most first."""
    mine = tables.derived_event_claims.alias("mine").c
    other, stored = tables.derived_event_claims.c, schema.claims.c
    events = select(mine.event).where(mine.claim == claim)
    query = (
        select(stored.document, stored.id)
        .join(tables.derived_event_claims, other.claim == stored.id)
        .where(other.event.in_(events), stored.document != document, stored.position >= 0)
        .order_by(stored.position)
        .limit(200)
    )
    with ledger.reading() as connection:
        found: dict[str, str] = {}
        for row in connection.execute(query):
            found.setdefault(row.document, row.id)
    shown = list(found.items())[:most]
    known = heads(ledger, [one for one, _ in shown])
    return [(known[one], ident) for one, ident in shown if one in known]
