"""What other claims have to do with one: its event, its disputes, how it is related; from the derived tables."""

import json
from typing import Any

import msgspec
from sqlalchemy import or_, select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import effective, schema
from riwaya.ledger.decisions import Decision
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.several import several
from riwaya.ledger.store import Ledger
from riwaya.workspace.heads import Head, heads
from riwaya.workspace.records import DisputeRecord, EventRecord

MOST = 30
"""Related claims that a page shows."""
OFFERED = 20
"""Claims that a form offers to be related to one."""


class Related(msgspec.Struct, frozen=True):
    """Another claim and how the two are related. `from_here`: the relation reads from this claim to the other.

    `reasons` are of the reasoning, in English. `decided`: the decision that says so, where it is a person's.
    """

    other: Reviewed
    type: str
    subtype: str | None
    from_here: bool
    score: float
    reasons: tuple[str, ...]
    decided: Decision | None = None


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
    # What people decided shows at once, also of claims that meet at no place.
    links = effective.links_of(ledger, claim)
    linked = {_other(link, claim) for link, _ in links if link.holds}
    unlinked = {(_other(link, claim), link.type) for link, _ in links if not link.holds}
    found = [
        row
        for row in rows
        if (other := _other(row, claim)) not in linked and not {(other, None), (other, row.type)} & unlinked
    ]
    held = [(link, decision) for link, decision in links if link.holds and link.type is not None]
    known = several(ledger, [_other(one, claim) for one in (*(link for link, _ in held), *found)], reader=reader)
    related = [
        Related(known[other], str(link.type), link.subtype, link.a == claim, 1.0, (), decision)
        for link, decision in held
        if (other := _other(link, claim)) in known
    ]
    related += [
        Related(known[other], row.type, row.subtype, row.a == claim, row.score, _reasons(row.reasons))
        for row in found
        if (other := _other(row, claim)) in known
    ]
    return Across(found_events, found_disputes, related)


def _other(pair: Any, claim: str) -> str:
    """The other claim of a relation."""
    return str(pair.b if pair.a == claim else pair.a)


def apart(ledger: Ledger, claim: str) -> list[tuple[str, Decision]]:
    """The claims of which somebody said that they are not related to this one, with the decisions."""
    return [(_other(link, claim), by) for link, by in effective.links_of(ledger, claim) if not link.holds]


def to_relate(ledger: Ledger, reasoned: Across, claim: str, reader: str | None) -> list[Reviewed]:
    """Claims of the same events and disputes that nothing relates to a claim yet, for a form to offer."""
    known = {claim, *(related.other.claim.id for related in reasoned.related)}
    of_events = (id for event in reasoned.events for lineage in event.lineages for id in lineage.claims)
    of_disputes = (id for dispute in reasoned.disputes for camp in dispute.camps for id in camp.claims)
    ids = [id for id in dict.fromkeys((*of_events, *of_disputes)) if id not in known]
    return list(several(ledger, ids[:OFFERED], reader=reader).values())


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
