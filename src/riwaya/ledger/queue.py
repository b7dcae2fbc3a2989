"""What waits for review, and how much of a ledger was reviewed."""

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from riwaya.ledger import claim_states, derived, schema
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import MAIN, Status
from riwaya.ledger.folding import Reviewed
from riwaya.ledger.several import undecided
from riwaya.ledger.tracks import OPEN

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger


class Filters(msgspec.Struct, frozen=True):
    """Which claims are asked for; None asks for any. `place`, `voice`, `actor` and `outlet` are gazetteer ids.

    `status`: what the claim's review has come to. `below`: only claims with a score under this.
    """

    status: Status | None = "unreviewed"
    document: str | None = None
    event: str | None = None
    stance: str | None = None
    place: str | None = None
    voice: str | None = None
    actor: str | None = None
    outlet: str | None = None
    below: float | None = None


def queue(ledger: "Ledger", filters: Filters | None = None, *, limit: int = 50, offset: int = 0) -> list[Reviewed]:
    """Claims of the last run, documents in order and claims in text order, as they stand.

    The filters look at what machines found; claims that people added have a status of their own, and come in the order
    in which they were added. What is in an open sample is left out: it waits for its reviewers
    (`riwaya.ledger.samples`). Claims that are gone are not here either (`riwaya.ledger.rereview`), but those that came
    in their place are, under `re-review`.
    """
    filters = filters or Filters()
    with ledger.reading() as connection:
        query = _added(filters) if filters.status == "added" else _of_machine(filters)
        found = connection.execute(query.limit(limit).offset(offset)).scalars().all()
        fresh = undecided(connection, found)
        states = [(fresh[id], None) if id in fresh else claim_states.state(connection, id) for id in found]
        table = tables.rereview.c
        waiting = set(connection.execute(select(table.candidate).where(table.candidate.in_(found))).scalars())
    out = [state[0] for state in states if state is not None]
    return [
        msgspec.structs.replace(r, status="re-review") if r.claim.id in waiting and r.status == "unreviewed" else r
        for r in out
    ]


def counts(ledger: "Ledger") -> dict[Status, int]:
    """How many claims have which status; `re-review` counts the claims that are gone and wait, the rest those there."""
    target, claim = tables.targets.c, schema.claims.c
    decided = select(target.status, func.count()).join(schema.claims, claim.id == target.id)
    decided = decided.where(target.kind == "claim", target.track == MAIN, claim.position >= 0).group_by(target.status)
    with ledger.reading() as connection:
        out: dict[Status, int] = dict.fromkeys(("unreviewed", "confirmed", "corrected", "rejected", "added"), 0)
        total = derived.counted(connection)["claims"]
        for status, n in connection.execute(decided):
            if status in out:
                out[status] = n
        out["unreviewed"] = total - sum(n for status, n in out.items() if status != "unreviewed")
        out["added"] += connection.execute(_count(_added(Filters(status="added")))).scalar_one()
        out["re-review"] = connection.execute(select(func.count()).select_from(tables.rereview)).scalar_one()
    return out


def _count(query: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(query.order_by(None).subquery())


def _added(filters: Filters) -> Select[Any]:
    """Claims that stand as added, of documents of the last run, and that machines do not make."""
    target = tables.targets.c
    by_machine = select(schema.claims.c.id).where(schema.claims.c.id == target.id, schema.claims.c.position >= 0)
    query = select(target.id).join(schema.documents, schema.documents.c.id == target.document)
    query = query.where(
        target.kind == "claim",
        target.track == MAIN,
        target.status == "added",
        schema.documents.c.position >= 0,
        ~by_machine.exists(),
    )
    if filters.document is not None:
        query = query.where(target.document == filters.document)
    if filters.outlet is not None:
        query = query.where(schema.documents.c.outlet == filters.outlet)
    first = select(func.min(tables.decision_targets.c.seq))
    first = first.where(tables.decision_targets.c.kind == "claim", tables.decision_targets.c.id == target.id)
    return query.order_by(first.scalar_subquery())


def _of_machine(filters: Filters) -> Select[Any]:
    claim, target = schema.claims.c, tables.targets.c
    on = and_(target.kind == "claim", target.id == claim.id, target.track == MAIN)
    query = select(claim.id).join(tables.targets, on, isouter=True).where(claim.position >= 0)
    candidate = select(tables.rereview.c.id).where(tables.rereview.c.candidate == claim.id).exists()
    untouched = or_(target.status.is_(None), target.status == "unreviewed")
    if filters.status == "unreviewed":
        query = query.where(untouched, ~candidate)
    elif filters.status == "re-review":
        query = query.where(or_(and_(untouched, candidate), target.status == "re-review"))
    elif filters.status is not None:
        query = query.where(target.status == filters.status)
    for condition in _conditions(filters):
        query = query.where(condition)
    item, sample = tables.sample_items.c, tables.samples.c
    sampled = select(item.item).join(tables.samples, sample.id == item.sample).where(sample.state == OPEN)
    kept_apart = sampled.where(or_(item.item == claim.id, item.item == claim.document))
    return query.where(~kept_apart.exists()).order_by(claim.position)


def _conditions(filters: Filters) -> "list[ColumnElement[bool]]":
    claim = schema.claims.c
    out: list[ColumnElement[bool]] = []
    for name in ("document", "event", "stance"):
        value = getattr(filters, name)
        if value is not None:
            out.append(claim[name] == value)
    for value, table in (
        (filters.place, schema.claim_places),
        (filters.voice, schema.claim_voices),
        (filters.actor, schema.claim_actors),
    ):
        if value is not None:
            out.append(claim.id.in_(select(table.c.claim).where(table.c.entity == value)))
    if filters.outlet is not None:
        own = select(schema.documents.c.id).where(schema.documents.c.outlet == filters.outlet)
        out.append(claim.document.in_(own))
    if filters.below is not None:
        out.append(claim.score < filters.below)
    return out
