"""Writing the derived tables: all of them, or the rows of some places."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Table, func, insert, select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import review_tables, schema

Values = dict[str, Any]
Rows = Mapping[Table, Iterable[Values]]

CHUNK: Final = 500
BATCH: Final = 5_000
STATE: Final = 1
STANCE: Final = "stance:"
"""Begins the names of counts of claims by stance."""
HOLDER: Final = "holder:"
"""Begins the names of counts of the roots on which a party's places rest."""


def last_decision(connection: Connection) -> int:
    """The number of the last decision; 0 when there is none."""
    return int(connection.execute(select(func.max(review_tables.decisions.c.seq))).scalar() or 0)


def decisions_since(connection: Connection, seq: int) -> int:
    """How many decisions were made after that one."""
    table = review_tables.decisions
    return int(connection.execute(select(func.count()).select_from(table).where(table.c.seq > seq)).scalar() or 0)


def run_id(connection: Connection) -> str | None:
    """The run that the ledger holds."""
    found = connection.execute(select(schema.runs.c.id)).scalar()
    return None if found is None else str(found)


def counted(connection: Connection) -> dict[str, int]:
    """How many documents there are (`documents`), how many of them undated (`undated`), how many `claims` machines
    make, and how many of each stance (`stance:asserts`).

    As it was counted when all was derived of this run; where nothing was, everything is looked at.
    """
    state, counts = tables.derived_state.c, tables.derived_counts.c
    run = connection.execute(select(state.run)).scalar()
    if run is not None and run == run_id(connection):
        found = {row[0]: int(row[1]) for row in connection.execute(select(counts.name, counts.number))}
        if found:
            return found
    return _counted(connection)


def _counted(connection: Connection) -> dict[str, int]:
    documents, claims, number = schema.documents.c, schema.claims.c, func.count()
    here = documents.position >= 0
    every = connection.execute(select(number).select_from(schema.documents).where(here)).scalar_one()
    dated = connection.execute(select(func.count(documents.published_earliest)).where(here)).scalar_one()
    told = select(claims.stance, number).where(claims.position >= 0).group_by(claims.stance)
    stances = {f"{STANCE}{row[0]}": int(row[1]) for row in connection.execute(told.order_by(claims.stance))}
    return {
        "documents": every,
        "undated": every - dated,
        "claims": sum(stances.values()),
        **stances,
        **{f"{HOLDER}{holder}": roots for holder, roots in _holders(connection).items()},
    }


def holders(connection: Connection) -> dict[str, int]:
    """On how many independent roots rest the timelines of the places that a party holds, holds in part or may hold."""
    counts = tables.derived_counts.c
    rows = connection.execute(select(counts.name, counts.number).where(counts.name.like(f"{HOLDER}%"))).all()
    return {row.name.removeprefix(HOLDER): int(row.number) for row in rows} or _holders(connection)


def _holders(connection: Connection) -> dict[str, int]:
    table = tables.derived_control.c
    found: dict[str, int] = {}
    for row in connection.execute(select(table.roots, table.stretches)):
        for holder in msgspec.json.decode(row.stretches, type=_Holders).holders:
            found[holder] = found.get(holder, 0) + int(row.roots)
    return found


class _Holders(msgspec.Struct):
    """So much of a place's stretches as says who may hold it."""

    holders: tuple[str, ...]


def clear(connection: Connection) -> None:
    """Empty all derived tables."""
    for table in tables.DERIVED:
        connection.execute(table.delete())


def clear_places(connection: Connection, places: Collection[str], *, control: bool) -> None:
    """Drop what is derived of some places; their control only if asked."""
    for some in chunks(sorted(places)):
        events, disputes = tables.derived_events.c, tables.derived_disputes.c
        for table, column, owner in (
            (tables.derived_event_claims, tables.derived_event_claims.c.event, events),
            (tables.derived_dispute_claims, tables.derived_dispute_claims.c.dispute, disputes),
        ):
            connection.execute(table.delete().where(column.in_(select(owner.id).where(owner.place.in_(some)))))
        for table in tables.BY_PLACE:
            connection.execute(table.delete().where(table.c.place.in_(some)))
        connection.execute(tables.derived_places.delete().where(tables.derived_places.c.id.in_(some)))
        if control:
            connection.execute(tables.derived_control.delete().where(tables.derived_control.c.anchor.in_(some)))


def drop_other_places(connection: Connection, places: Collection[str]) -> None:
    """Drop what is derived of all places but these."""
    table = tables.derived_places.c.id
    known = set(connection.execute(select(table)).scalars())
    known |= set(connection.execute(select(tables.derived_control.c.anchor).distinct()).scalars())
    clear_places(connection, known - set(places), control=True)


def write(connection: Connection, rows: Rows) -> None:
    """Insert rows."""
    for table, values in rows.items():
        waiting = iter(values)
        while batch := list(islice(waiting, BATCH)):
            connection.execute(insert(table), batch)


class State(msgspec.Struct, frozen=True):
    """What the derived tables were made from. `documents`: how many there were when all was worked out at once."""

    run: str | None
    version: str
    decision: int
    documents: int


def set_state(connection: Connection, state: State) -> None:
    """Note what the derived tables were made from, and count what there is."""
    connection.execute(tables.derived_state.delete())
    connection.execute(tables.derived_counts.delete())
    connection.execute(
        insert(tables.derived_counts), [{"name": name, "number": n} for name, n in _counted(connection).items()]
    )
    connection.execute(
        insert(tables.derived_state),
        {
            "one": STATE,
            "run": state.run,
            "version": state.version,
            "computed_at_decision": state.decision,
            "documents": state.documents,
        },
    )


def state(connection: Connection) -> State | None:
    """What the derived tables were made from; None where nothing is derived."""
    row = connection.execute(select(tables.derived_state)).first()
    return None if row is None else State(row.run, row.version, row.computed_at_decision, row.documents)


def decided_since(connection: Connection, seq: int) -> set[str] | None:
    """The documents that decisions after that one are about; None where one is about no document in particular."""
    table = review_tables.decisions.c
    found = set(connection.execute(select(table.document).where(table.seq > seq).distinct()).scalars())
    return None if None in found else {str(document) for document in found}


def places_of(connection: Connection, documents: Collection[str]) -> set[str]:
    """The places that documents name, as far as they are derived."""
    table = tables.derived_place_claims.c
    return {
        place
        for some in chunks(sorted(documents))
        for place in connection.execute(select(table.place).where(table.document.in_(some)).distinct()).scalars()
    }


def documents_of(connection: Connection, place: str) -> set[str]:
    """The documents that name a place, as far as they are derived."""
    table = tables.derived_place_claims.c
    return set(connection.execute(select(table.document).where(table.place == place).distinct()).scalars())


def sizes(connection: Connection) -> tuple[int, int]:
    """How many documents and claims the ledger holds."""
    counts = (
        select(func.count()).select_from(table).where(table.c.position >= 0)
        for table in (schema.documents, schema.claims)
    )
    documents, claims = (int(connection.execute(query).scalar_one()) for query in counts)
    return documents, claims


def claims_in(connection: Connection, documents: Collection[str]) -> dict[str, int]:
    """How many claims each of the documents has that has any."""
    claims = schema.claims.c
    out: dict[str, int] = {}
    for some in chunks(sorted(documents)):
        query = select(claims.document, func.count()).where(claims.document.in_(some), claims.position >= 0)
        out |= {row[0]: int(row[1]) for row in connection.execute(query.group_by(claims.document))}
    return out


Days = tuple[int, int]


def days(connection: Connection) -> dict[str, Days | None]:
    """The likely days of documents without a date, None for those that nothing tells."""
    rows = connection.execute(select(tables.derived_days))
    return {row.document: None if row.first is None else (row.first, row.last) for row in rows}


def set_days(connection: Connection, known: Mapping[str, Days | None]) -> None:
    """Note the days of documents without a date."""
    for some in chunks(sorted(known)):
        connection.execute(tables.derived_days.delete().where(tables.derived_days.c.document.in_(some)))
    rows = (
        {"document": document, "first": span[0] if span else None, "last": span[1] if span else None}
        for document, span in sorted(known.items())
    )
    write(connection, {tables.derived_days: rows})


def chunks(items: list[str]) -> Iterable[list[str]]:
    """As many at a time as a query may name."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
