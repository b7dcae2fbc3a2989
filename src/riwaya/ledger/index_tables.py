"""The tables of the search index: FTS5 on SQLite, a tsvector on PostgreSQL. Both hold words' forms, not the text.

Forms come from `riwaya.lang.index_forms`; here they are opaque words without blanks or quotes. A document is known by
its position.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Float, Subquery, text

from riwaya.ledger.dialect import Position, is_postgres

PART: Final = 8_000
"""Words of a part of a document on PostgreSQL, whose tsvector counts no more than 16,383 positions."""
RANKED: Final = 10_000
"""Parts of documents that PostgreSQL ranks at most."""
OVERLAP: Final = 32
"""Words that a part shares with the next, so that a phrase over the border is found."""


class Entry(msgspec.Struct, frozen=True):
    """What is indexed of one document: the forms of its title, its text, and the display names of what its claims
    mention, and the words of `riwaya.ledger.facets`."""

    position: int
    title: Sequence[str]
    body: Sequence[str]
    names: Sequence[str]
    facets: Sequence[str]


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


class Match(msgspec.Struct, frozen=True):
    """What to look for: each of `all_of` is a list of alternatives, each of those a phrase of one or more words; and
    none of `none_of`. There must be something in `all_of`."""

    all_of: Sequence[Sequence[Sequence[str]]]
    none_of: Sequence[Sequence[str]] = ()


def matches(connection: Connection, match: Match, *, ranked: bool) -> Subquery:
    """The documents that match: their `position` and `rank`, the best lowest; all ranks 0 unless `ranked`.

    PostgreSQL fetches what it ranks; of more than RANKED documents it ranks the first.
    """
    if is_postgres(connection):
        rank = "-ts_rank_cd(words, q)" if ranked else "0.0"
        limit = f" ORDER BY document LIMIT {RANKED}" if ranked else ""
        found = text(
            f"SELECT document AS position, min({rank}) AS rank FROM (SELECT document, words, q FROM search_index, "
            f"CAST(:match AS tsquery) q WHERE words @@ q{limit}) AS found GROUP BY document"
        )
        expression = _tsquery(match)
    else:
        rank = "bm25(search_index, 4.0, 1.0, 0.5)" if ranked else "0.0"
        found = text(f"SELECT rowid AS position, {rank} AS rank FROM search_index WHERE search_index MATCH :match")
        expression = _fts5(match)
    typed = found.columns(Column("position", Position), Column("rank", Float))
    return typed.bindparams(match=expression).subquery("found")


def _fts5(match: Match) -> str:
    groups = [" OR ".join(f'"{" ".join(phrase)}"' for phrase in group) for group in match.all_of]
    wanted = " AND ".join(f"({group})" for group in groups)
    return f"({wanted})" + "".join(f' NOT "{" ".join(phrase)}"' for phrase in match.none_of)


def _tsquery(match: Match) -> str:
    def phrase(forms: Sequence[str]) -> str:
        return "(" + " <-> ".join(f"'{form}'" for form in forms) + ")"

    wanted = ["(" + " | ".join(map(phrase, group)) + ")" for group in match.all_of]
    return " & ".join([*wanted, *(f"!{phrase(forms)}" for forms in match.none_of)])


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
        "names": " ".join((*entry.names, *entry.facets)),
    }


def _parts(entry: Entry) -> Iterator[dict[str, object]]:
    """A document's rows on PostgreSQL; title and names stand in each, so that they are found with any word of it."""
    for number, start in enumerate(range(0, max(1, len(entry.body)), PART)):
        body = entry.body[start : start + PART + OVERLAP]
        words: dict[str, list[str]] = {}
        at = 0
        for forms, weight in ((entry.title, "A"), ((*entry.names, *entry.facets), "C"), (body, "D")):
            for form in forms:
                at += 1
                words.setdefault(form, []).append(f"{at}{weight}")
            at += 1  # a gap, so that no phrase runs from one to the next
        vector = " ".join(f"'{form}':{','.join(places)}" for form, places in words.items())
        yield {"p": entry.position, "n": number, "w": vector}
