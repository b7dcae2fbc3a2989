"""What a page shows of one event."""

import msgspec
from sqlalchemy import select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.store import Ledger
from riwaya.workspace.derived import claims, record
from riwaya.workspace.records import EventRecord

MOST = 60
"""Claims that a page shows."""


class EventPage(msgspec.Struct, frozen=True):
    """An event: its claims by id, and as `(id, topic or type)` the disputes that they are part of and the events that
    caused it.
    """

    event: EventRecord
    claims: dict[str, Reviewed]
    disputes: list[tuple[str, str]]
    causes: list[tuple[str, str]]


def event(ledger: Ledger, ident: str) -> EventPage | None:
    """One event, None where there is none of this id."""
    table, of = tables.derived_events.c, tables.derived_event_claims.c
    disputes, disputed = tables.derived_disputes.c, tables.derived_dispute_claims.c
    with ledger.reading() as connection:
        found = record(connection, select(table.record).where(table.id == ident), EventRecord)
        if found is None:
            return None
        shown = [claim for lineage in found.lineages for claim in lineage.claims][:MOST]
        about = connection.execute(
            select(disputes.id, disputes.topic)
            .where(
                disputes.id.in_(
                    select(disputed.dispute).where(disputed.claim.in_(select(of.claim).where(of.event == ident)))
                )
            )
            .order_by(disputes.weight.desc(), disputes.id)
            .limit(20)
        )
        near = connection.execute(
            select(table.id, table.type).where(table.id.in_(found.causes)).order_by(table.id).limit(20)
        )
        return EventPage(
            found,
            {reviewed.claim.id: reviewed for reviewed in claims(connection, shown)},
            [(row.id, row.topic) for row in about],
            [(row.id, row.type) for row in near],
        )


def claims_of(ledger: Ledger, ident: str) -> list[str]:
    """The claims of an event."""
    table = tables.derived_event_claims.c
    with ledger.reading() as connection:
        return list(connection.execute(select(table.claim).where(table.event == ident)).scalars())


def of_claim(ledger: Ledger, claim: str) -> list[str]:
    """The events that a claim tells."""
    table = tables.derived_event_claims.c
    with ledger.reading() as connection:
        return list(connection.execute(select(table.event).where(table.claim == claim).order_by(table.event)).scalars())
