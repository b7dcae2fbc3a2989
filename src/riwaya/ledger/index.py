"""Keeping the search index in step with the documents.

The index holds the documents that are not retired. Who changes a document's text, title, position or claims calls
`forget` before and `remember` after, in one transaction. An index that was built by other forms than today's (another
riwaya wrote it) is not mended but built anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import Connection, delete, insert, select, union_all

from riwaya.lang.index_forms import forms_version, index_forms
from riwaya.ledger import index_tables, schema
from riwaya.ledger.index_tables import Entry

BATCH: Final = 500
_STALE: Final = "stale"


def version_of(connection: Connection) -> str | None:
    """By which forms the index was built; None when it was never built."""
    return connection.execute(select(schema.search_state.c.version)).scalar()


def is_current(connection: Connection) -> bool:
    """Whether the index was built by the forms that searches use today."""
    return version_of(connection) == forms_version()


def rebuild(connection: Connection) -> None:
    """Build the index anew from the documents."""
    index_tables.clear(connection)
    for entries in _entries(connection, None):
        index_tables.add(connection, entries)
    _set_version(connection, forms_version())


def forget(connection: Connection, positions: Iterable[int]) -> None:
    """Take the documents at these positions out of the index, while they and their claims still are as they were."""
    if not is_current(connection):
        _set_version(connection, _STALE)  # cannot be taken out by today's forms: `remember` builds the whole anew
        return
    for entries in _entries(connection, positions):
        index_tables.remove(connection, entries)


def remember(connection: Connection, positions: Iterable[int]) -> None:
    """Put the documents at these positions, with their claims as they now are, into the index."""
    if not is_current(connection):
        rebuild(connection)
        return
    for entries in _entries(connection, positions):
        index_tables.add(connection, entries)


def entries_at(connection: Connection, positions: Sequence[int]) -> list[Entry]:
    """What the index should hold of the documents at these positions; those that are retired have nothing there."""
    table = schema.documents.c
    query = select(table.position, table.title, table.text).where(table.position.in_(positions), table.position >= 0)
    rows = connection.execute(query.order_by(table.position)).all()
    names = _names(connection, [row.position for row in rows])
    return [
        Entry(row.position, index_forms(row.title or ""), index_forms(row.text), index_forms(names[row.position]))
        for row in rows
    ]


def _names(connection: Connection, positions: Sequence[int]) -> dict[int, str]:
    """Under each position the display names of what the document's claims mention, each once, in order of the
    alphabet.
    """
    claim = schema.claims.c
    wanted = schema.documents.c.position.in_(positions)
    mentions = union_all(
        *(
            select(schema.documents.c.position.label("position"), table.c.name.label("name"))
            .join(schema.claims, claim.document == schema.documents.c.id)
            .join(table, table.c.claim == claim.id)
            .where(wanted, claim.position >= 0, table.c.name.is_not(None))
            .distinct()
            for table in (schema.claim_voices, schema.claim_actors, schema.claim_places)
        )
    )
    found: dict[int, set[str]] = {position: set() for position in positions}
    for position, name in connection.execute(mentions):
        found[position].add(name)
    return {position: " | ".join(sorted(names)) for position, names in found.items()}


def _entries(connection: Connection, positions: Iterable[int] | None) -> Iterator[list[Entry]]:
    """Entries in batches: of these documents, or of all that are not retired."""
    if positions is None:
        column = schema.documents.c.position
        positions = connection.execute(select(column).where(column >= 0).order_by(column)).scalars().all()
    left = iter(positions)
    while batch := list(islice(left, BATCH)):
        yield entries_at(connection, batch)


def _set_version(connection: Connection, version: str) -> None:
    connection.execute(delete(schema.search_state))
    connection.execute(insert(schema.search_state), {"version": version})
