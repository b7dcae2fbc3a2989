"""Lists of documents without their texts: what a page of many shows of each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, select

from riwaya.ledger import derived, rows, schema
from riwaya.ledger.store import Ledger
from riwaya.model import Document, Published

OPENING = 400
"""Characters of a text that tell what it is about where it has no title."""

_AT_ONCE = 500

_doc = schema.documents.c


class DocumentHead(msgspec.Struct, frozen=True):
    """A document without its text: `opening` is how the text begins, `length` its characters.

    `retired`: not in the last run, kept for its decisions; `redacted`: passages were purged from the text.
    """

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str
    published: Published
    opening: str
    length: int
    retired: bool = False
    redacted: bool = False


def without_texts(ledger: Ledger) -> Iterator[Document]:
    """Every document of the last run in the order of reading, each with an empty text."""
    table = schema.documents
    columns = [column for column in table.c if column.name != "text"]
    query = select(*columns, literal("").label("text")).where(_doc.position >= 0).order_by(_doc.position)
    return map(rows.document_from, ledger.rows(query))


class DocumentFilter(msgspec.Struct, frozen=True):
    """Which documents: of an outlet (an id; empty text for those of an unknown one), published within days."""

    outlet: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    newest_first: bool = False


def _heads() -> Select[Any]:
    return select(
        _doc.id,
        _doc.title,
        _doc.outlet,
        _doc.url,
        _doc.language,
        _doc.published_earliest,
        _doc.published_latest,
        _doc.published_basis,
        func.substr(_doc.text, 1, OPENING).label("opening"),
        func.length(_doc.text).label("length"),
        _doc.retired,
        _doc.redacted,
    )


def heads(ledger: Ledger, ids: Iterable[str]) -> dict[str, DocumentHead]:
    """The heads of these documents, by id; those that the ledger does not hold are left out."""
    wanted = sorted(set(ids))
    found: dict[str, DocumentHead] = {}
    with ledger.reading() as connection:
        for at in range(0, len(wanted), _AT_ONCE):
            query = _heads().where(_doc.id.in_(wanted[at : at + _AT_ONCE]))
            found.update((row.id, _head(row)) for row in connection.execute(query))
    return found


def list_documents(ledger: Ledger, which: DocumentFilter, *, offset: int, limit: int) -> tuple[list[DocumentHead], int]:
    """A page of documents and how many there are: in the order of reading, or the newest first, undated ones last."""
    conditions = _conditions(which)
    order: list[ColumnElement[Any]] = [_doc.position]
    if which.newest_first:
        order = [_doc.published_latest.desc().nulls_last(), _doc.position]
    # Which they are is told by an index; only those that are shown are read, with their texts.
    shown = select(_doc.position).where(*conditions).order_by(*order).offset(offset).limit(limit).subquery()
    query = _heads().join(shown, shown.c.position == _doc.position).order_by(*order)
    with ledger.reading() as connection:
        if which in (DocumentFilter(), DocumentFilter(newest_first=True)):
            total = derived.counted(connection)["documents"]
        else:
            everything = select(func.count()).select_from(schema.documents).where(*conditions)
            total = connection.execute(everything).scalar_one()
        rows = connection.execute(query).all()
    return [_head(row) for row in rows], total


def claim_counts(ledger: Ledger, ids: Sequence[str]) -> dict[str, int]:
    """How many claims extraction found in each of these documents."""
    claims = schema.claims.c
    with ledger.reading() as connection:
        query = select(claims.document, func.count()).where(claims.document.in_(ids)).group_by(claims.document)
        return {row[0]: row[1] for row in connection.execute(query)}


def outlets(ledger: Ledger) -> list[tuple[str | None, int]]:
    """The outlets of the ledger's documents with how many each has, the most first; None for unknown ones."""
    number = func.count().label("number")
    with ledger.reading() as connection:
        query = (
            select(_doc.outlet, number)
            .where(_doc.position >= 0)
            .group_by(_doc.outlet)
            .order_by(number.desc(), _doc.outlet)
        )
        return [(outlet, count) for outlet, count in connection.execute(query)]


def _conditions(which: DocumentFilter) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = [_doc.position >= 0]
    if which.outlet is not None:
        out.append(_doc.outlet == which.outlet if which.outlet else _doc.outlet.is_(None))
    if which.first_day:
        out.append(and_(_doc.published_latest.is_not(None), _doc.published_latest >= which.first_day))
    if which.last_day:
        out.append(and_(_doc.published_earliest.is_not(None), _doc.published_earliest <= which.last_day))
    return out


def _head(row: Row[Any]) -> DocumentHead:
    published = Published(row.published_earliest, row.published_latest, row.published_basis)
    return DocumentHead(
        row.id,
        row.title,
        row.outlet,
        row.url,
        row.language,
        published,
        row.opening,
        row.length,
        row.retired,
        row.redacted,
    )


def claims_at(
    ledger: Ledger, places: Iterable[str], events: Sequence[str], *, apart_from: str, most: int
) -> list[tuple[str, str]]:
    """Other documents with claims of these event types at these places: `(document, one such claim's id)`."""
    claims, at = schema.claims.c, schema.claim_places.c
    query = (
        select(claims.document, func.min(claims.id), func.count().label("number"))
        .join(schema.claim_places, at.claim == claims.id)
        .where(
            at.entity.in_(sorted(places)), claims.event.in_(events), claims.document != apart_from, claims.position >= 0
        )
        .group_by(claims.document)
        .order_by(func.count().desc(), claims.document)
        .limit(most)
    )
    with ledger.reading() as connection:
        return [(document, ident) for document, ident, _ in connection.execute(query)]


class Counts(msgspec.Struct, frozen=True):
    """How many documents, how many of them undated, claims by stance, inputs set aside by code."""

    documents: int
    undated: int
    stances: dict[str, int]
    set_aside: dict[str, int]


def counts(ledger: Ledger) -> Counts:
    """What the ledger holds, counted."""
    code = schema.set_aside.c.code
    with ledger.reading() as connection:
        found = derived.counted(connection)
        codes = {row[0]: row[1] for row in connection.execute(select(code, func.count()).group_by(code).order_by(code))}
    stances = {name.removeprefix(derived.STANCE): n for name, n in found.items() if name.startswith(derived.STANCE)}
    return Counts(found["documents"], found["undated"], stances, codes)
