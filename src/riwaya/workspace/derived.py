"""Reading the derived tables: what they know, how old it is, and claims by their ids."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, func, select

from riwaya.ledger import claim_states, derived, review_tables, rows, schema
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.store import Ledger

T = TypeVar("T")

PAGE = 20
"""Claims on a page."""


class Freshness(msgspec.Struct, frozen=True):
    """How far the derived tables know the ledger. `current`: they are of the run that it holds; `later`: decisions made
    since everything was worked out.
    """

    current: bool
    later: int


def freshness(ledger: Ledger) -> Freshness:
    """How far the derived tables know the ledger."""
    with ledger.reading() as connection:
        state = connection.execute(select(tables.derived_state)).first()
        if state is None:
            return Freshness(derived.run_id(connection) is None, 0)
        later = derived.decisions_since(connection, state.computed_at_decision)
        return Freshness(state.run == derived.run_id(connection), later)


def records(connection: Connection, query: Select[Any], kind: type[T]) -> list[T]:
    """The records of a query's rows, which have a column `record`."""
    decoder = msgspec.json.Decoder(kind)
    return [decoder.decode(row.record) for row in connection.execute(query)]


def record(connection: Connection, query: Select[Any], kind: type[T]) -> T | None:
    """The record of a query's first row."""
    found = records(connection, query.limit(1), kind)
    return found[0] if found else None


def count(connection: Connection, query: Select[Any]) -> int:
    """How many rows a query has."""
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())


def claims(connection: Connection, ids: Iterable[str]) -> list[Reviewed]:
    """Claims as they stand, in the order of their ids given; those that nobody makes any more are left out."""
    wanted = list(dict.fromkeys(ids))
    targets, waiting, machine = review_tables.targets.c, review_tables.rereview.c, schema.claims.c
    decided: set[str] = set()
    for query in (
        select(targets.id).where(targets.kind == "claim", targets.id.in_(wanted)),
        select(waiting.id).where(waiting.kind == "claim", waiting.id.in_(wanted)),
        select(waiting.candidate).where(waiting.candidate.in_(wanted)),
    ):
        decided |= set(connection.execute(query).scalars())
    # Most claims were never decided about; looking at decisions one claim at a time would be slow.
    everywhere = claim_states.everywhere(connection)
    plain = select(machine.id, machine.record).where(machine.id.in_(set(wanted) - decided), machine.position >= 0)
    found = {
        row.id: Reviewed(everywhere.apply(rows.claim_from(row.record)), "unreviewed", 0)
        for row in connection.execute(plain)
    }
    for id in wanted:
        if id not in found and (state := claim_states.state(connection, id)) is not None:
            found[id] = state[0]
    return [found[id] for id in wanted if id in found]
