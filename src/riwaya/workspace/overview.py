"""What the first page shows."""

import msgspec
from sqlalchemy import select

from riwaya.ledger import browse, derived, reviews
from riwaya.ledger import derived_tables as tables
from riwaya.ledger import queue as waiting
from riwaya.ledger.decisions import Decision, Status
from riwaya.ledger.store import Ledger
from riwaya.workspace.heads import Head, head_of
from riwaya.workspace.records import DisputeRecord, PlaceRecord

SHOWN = 8


class Overview(msgspec.Struct, frozen=True):
    """What there is. `stances`: how many claims have each; `set_aside`: why inputs were, with how many each; `reviews`:
    claims by state.

    `disputes`: the weightiest that are open; `places`: those of which most is told, with the likeliest holder on the
    last day; `reports`: the newest; `decisions`: the latest that this reader may see. `outdated`: how many decisions
    were made since all was derived; None if nothing was derived yet.
    """

    documents: int
    undated: int
    claims: int
    stances: dict[str, int]
    set_aside: dict[str, int]
    reviews: dict[Status, int]
    disputes: list[DisputeRecord]
    places: list[PlaceRecord]
    reports: list[Head]
    decisions: list[Decision]
    outdated: int | None


def overview(ledger: Ledger, reader: str | None) -> Overview:
    """The overview of a ledger."""
    counts = browse.counts(ledger)
    place, dispute = tables.derived_places.c, tables.derived_disputes.c
    with ledger.reading() as connection:
        disputes = connection.execute(
            select(dispute.record).where(dispute.open).order_by(dispute.weight.desc(), dispute.id).limit(SHOWN)
        ).scalars()
        found = [msgspec.json.decode(record, type=DisputeRecord) for record in disputes]
        places = connection.execute(
            select(place.record).where(place.id != "").order_by(place.claims.desc(), place.id).limit(SHOWN)
        ).scalars()
        told = [msgspec.json.decode(record, type=PlaceRecord) for record in places]
        at = connection.execute(select(tables.derived_state.c.computed_at_decision)).scalar()
        outdated = None if at is None else derived.decisions_since(connection, at)
    newest, _ = browse.list_documents(ledger, browse.DocumentFilter(newest_first=True), offset=0, limit=SHOWN)
    return Overview(
        counts.documents,
        counts.undated,
        sum(counts.stances.values()),
        counts.stances,
        counts.set_aside,
        waiting.counts(ledger),
        found,
        told,
        [head_of(one) for one in newest if one.published.latest],
        reviews.everything(ledger, newest=True, limit=SHOWN, reader=reader),
        outdated,
    )
