"""Blind review: whose decisions are kept apart while a sample is open, and who may see them.

Decisions about what is in an open sample (`riwaya.ledger.samples`) go on the reviewer's own track: they change nothing
for others, and others do not see them. Once the sample is closed, everybody sees them in the history, and the main
track holds what came of the adjudication.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, or_, select, true

from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import MAIN, Decision, Draft
from riwaya.model.errors import LedgerError

OPEN, CLOSED = "open", "closed"


def sample_of(connection: Connection, claim: str | None, document: str | None) -> str | None:
    """The open sample that holds this claim or document."""
    items = [item for item in (claim, document) if item is not None]
    sample, item = tables.samples.c, tables.sample_items.c
    query = select(sample.id).join(tables.sample_items, item.sample == sample.id)
    return connection.execute(query.where(sample.state == OPEN, item.item.in_(items)).order_by(sample.id)).scalar()


def track_of(connection: Connection, draft: Draft, document: str | None) -> tuple[str, str | None]:
    """The track that a decision goes on, and the sample that it belongs to."""
    if draft.sample is not None:
        if connection.execute(select(tables.samples.c.id).where(tables.samples.c.id == draft.sample)).scalar() is None:
            raise LedgerError(f"there is no sample {draft.sample!r}; `riwaya review sample LEDGER` lists them")
        return MAIN, draft.sample
    if draft.target.kind not in ("claim", "document"):
        return MAIN, None
    sample = sample_of(connection, draft.target.id, document)
    return (MAIN, None) if sample is None else (draft.who.strip(), sample)


def closed(connection: Connection, decision: Decision) -> bool:
    """Whether the sample that a decision was made for is closed."""
    query = select(tables.samples.c.state).where(tables.samples.c.id == decision.sample)
    return connection.execute(query).scalar() == CLOSED


def open_samples(connection: Connection) -> set[str]:
    """The samples that are open."""
    return set(connection.execute(select(tables.samples.c.id).where(tables.samples.c.state == OPEN)).scalars())


def visible(connection: Connection, decisions: Iterable[Decision], reader: str | None) -> list[Decision]:
    """The decisions that a reader may see; all of them for None."""
    if reader is None:
        return list(decisions)
    hidden = open_samples(connection)
    return [d for d in decisions if d.track in (MAIN, reader) or d.sample not in hidden]


def may_see(connection: Connection, reader: str) -> ColumnElement[bool]:
    """`visible` as a condition."""
    table = tables.decisions.c
    hidden = open_samples(connection)
    return or_(table.track.in_((MAIN, reader)), table.sample.not_in(hidden)) if hidden else true()
