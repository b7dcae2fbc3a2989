"""The tables of the search index: FTS5 on SQLite, a tsvector on PostgreSQL. Both hold words' forms, not the text.

Forms come from `riwaya.lang.index_forms`; here they are opaque words without blanks or quotes. A document is known by
its position.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, text

from riwaya.ledger.dialect import is_postgres

PART: Final = 8_000
"""Words of a part of a document on PostgreSQL, whose tsvector counts no more than 16,383 positions."""
OVERLAP: Final = 32
"""Words that a part shares with the next, so that a phrase over the border is found."""


class Entry(msgspec.Struct, frozen=True):
    """What is indexed of one document: the forms of its title, its text, and the names of what its claims mention."""

    position: int
    title: Sequence[str]
    body: Sequence[str]
    names: Sequence[str]


def clear(connection: Connection) -> None:
    """Empty the index."""
    if is_postgres(connection):
        connection.execute(text("DELETE FROM search_index"))
    else:
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))


def add(connection: Connection, entries: Sequence[Entry]) -> None:
    """Put documents into the index that are not in it."""
    if not entries:
        return
    if is_postgres(connection):
        statement = text("INSERT INTO search_index (document, part, words) VALUES (:p, :n, CAST(:w AS tsvector))")
        connection.execute(statement, [row for entry in entries for row in _parts(entry)])
    else:
        statement = text("INSERT INTO search_index (rowid, title, body, names) VALUES (:p, :title, :body, :names)")
        connection.execute(statement, [_columns(entry) for entry in entries])


def remove(connection: Connection, entries: Sequence[Entry]) -> None:
    """Take documents out of the index. On SQLite an entry must be exactly what was put in, for the index keeps no
    text.
    """
    if not entries:
        return
    if is_postgres(connection):
        statement = text("DELETE FROM search_index WHERE document = :p")
        connection.execute(statement, [{"p": entry.position} for entry in entries])
    else:
        statement = text(
            "INSERT INTO search_index (search_index, rowid, title, body, names) "
            "VALUES ('delete', :p, :title, :body, :names)"
        )
        connection.execute(statement, [_columns(entry) for entry in entries])


def positions(connection: Connection) -> list[int]:
    """The positions of the documents that are in the index, in order."""
    where = "DISTINCT document FROM search_index" if is_postgres(connection) else "id FROM search_index_docsize"
    return [int(p) for p in connection.execute(text(f"SELECT {where} ORDER BY 1")).scalars()]


def problems(connection: Connection) -> list[str]:
    """What the database finds wrong with the index's own pages."""
    if is_postgres(connection):
        return []
    from sqlalchemy.exc import DatabaseError

    try:
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('integrity-check')"))
    except DatabaseError as error:
        return [f"the search index is damaged ({error.orig})"]
    return []


def _columns(entry: Entry) -> dict[str, object]:
    return {
        "p": entry.position,
        "title": " ".join(entry.title),
        "body": " ".join(entry.body),
        "names": " ".join(entry.names),
    }


def _parts(entry: Entry) -> Iterator[dict[str, object]]:
    """A document's rows on PostgreSQL; title and names stand in each, so that they are found with any word of it."""
    for number, start in enumerate(range(0, max(1, len(entry.body)), PART)):
        body = entry.body[start : start + PART + OVERLAP]
        words: dict[str, list[str]] = {}
        at = 0
        for forms, weight in ((entry.title, "A"), (entry.names, "C"), (body, "D")):
            for form in forms:
                at += 1
                words.setdefault(form, []).append(f"{at}{weight}")
            at += 1  # a gap, so that no phrase runs from one to the next
        vector = " ".join(f"'{form}':{','.join(places)}" for form, places in words.items())
        yield {"p": entry.position, "n": number, "w": vector}
