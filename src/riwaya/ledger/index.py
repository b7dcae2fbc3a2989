"""Keeping the search index in step with the documents.

The index holds the documents that are not retired. Who changes a document's text, title, position or claims calls
`forget` before and `remember` after, in one transaction. An index that was built by other forms than today's (another
riwaya wrote it) is not mended but built anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from riwaya.lang.index_forms import forms_version, index_forms
from riwaya.ledger import facets, index_tables, schema
from riwaya.ledger.index_tables import Entry
from riwaya.ledger.schema import claims, documents

BATCH: Final = 500
_STALE: Final = "stale"
_MENTIONS: Final = {
    facets.VOICE: schema.claim_voices,
    facets.ACTOR: schema.claim_actors,
    facets.PLACE: schema.claim_places,
}


def version_of(connection: Connection) -> str | None:
    """By which forms the index was built; None when it was never built."""
    return connection.execute(select(schema.search_state.c.version)).scalar()


def version() -> str:
    """What an index that is built today says it was built by."""
    return f"{forms_version()}.{facets.LAYOUT}"


def is_current(connection: Connection) -> bool:
    """Whether the index was built by the forms that searches use today."""
    return version_of(connection) == version()


def rebuild(connection: Connection) -> None:
    """Build the index anew from the documents."""
    index_tables.clear(connection)
    for entries in _entries(connection, None):
        index_tables.add(connection, entries)
    _set_version(connection, version())


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
    column = documents.c
    query = select(column.position, column.title, column.text, column.outlet)
    rows = connection.execute(
        query.where(column.position.in_(positions), column.position >= 0).order_by(column.position)
    ).all()
    names, words = _of_claims(connection, [row.position for row in rows])
    for row in rows:
        if row.outlet is not None:
            words[row.position].add(facets.facet(facets.OUTLET, row.outlet))
    return [
        Entry(
            row.position,
            index_forms(row.title or ""),
            index_forms(row.text),
            [form for name in sorted(names[row.position]) for form in index_forms(name)],
            sorted(words[row.position]),
        )
        for row in rows
    ]


def _of_claims(connection: Connection, positions: Sequence[int]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Under each position the display names that the document's claims mention, and the words to filter them by."""
    names: dict[int, set[str]] = {position: set() for position in positions}
    words: dict[int, set[str]] = {position: {facets.ANY} for position in positions}
    own = select(documents.c.position).join(claims, claims.c.document == documents.c.id)
    own = own.where(documents.c.position.in_(positions)).distinct()
    published = (documents.c.published_earliest, documents.c.published_latest)
    said = own.add_columns(claims.c.stance, claims.c.event, claims.c.earliest, claims.c.latest, *published)
    for position, stance, event, earliest, latest, first, last in connection.execute(said):
        known = earliest is not None and latest is not None
        words[position].update(facets.days_of(earliest, latest) if known else facets.days_of(first, last))
        words[position].update((facets.facet(facets.STANCE, stance), facets.facet(facets.EVENT, event)))
    for kind, table in _MENTIONS.items():
        query = own.join(table, table.c.claim == claims.c.id)
        for position, text, name, entity in connection.execute(
            query.add_columns(table.c.text, table.c.name, table.c.entity)
        ):
            words[position].update(facets.facet(kind, value) for value in facets.mention_values(text, name, entity))
            if name is not None:
                names[position].add(name)
    return names, words


def _entries(connection: Connection, positions: Iterable[int] | None) -> Iterator[list[Entry]]:
    """Entries in batches: of these documents, or of all that are not retired."""
    if positions is None:
        column = documents.c.position
        positions = connection.execute(select(column).where(column >= 0).order_by(column)).scalars().all()
    left = iter(positions)
    while batch := list(islice(left, BATCH)):
        yield entries_at(connection, batch)


def _set_version(connection: Connection, version: str) -> None:
    connection.execute(delete(schema.search_state))
    connection.execute(insert(schema.search_state), {"version": version})
