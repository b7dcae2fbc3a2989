"""Full-text search over the reports of the last run, with filters on their claims.

The index finds and ranks documents; where the words stand is found in the text itself, for the documents shown only.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Subquery, and_, exists, func, or_, select
from sqlalchemy.sql import ColumnElement

from riwaya.ledger import facets, index_tables, review_tables, rows, schema
from riwaya.ledger.decisions import MAIN
from riwaya.ledger.names import values_of
from riwaya.ledger.passages import Passage, passages
from riwaya.ledger.query import Query, Terms, terms
from riwaya.ledger.schema import CLAIM_BITS, claims, documents
from riwaya.model import Published

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

T = TypeVar("T")

SIZE: Final = 20
"""Hits of a page."""
COUNTED: Final = 1_000
"""Up to so many documents the filters are counted exactly."""

_BROKEN: Final = re.compile("[\x00\ud800-\udfff]")
_LOOKED_AT: Final = 100  # documents whose claims are looked at, at first
_MOST_LOOKED_AT: Final = 10_000
_FIRST, _LAST = "0001-01-01", "9999-12-31"
_UNDECIDED: Final = ("unreviewed", "re-review")
_MENTIONS: Final = {
    facets.VOICE: schema.claim_voices,
    facets.ACTOR: schema.claim_actors,
    facets.PLACE: schema.claim_places,
}


class Hit(msgspec.Struct, frozen=True):
    """A document that matches, how well (higher is better), and up to three passages of it, the best first."""

    document: str
    title: str | None
    outlet: str | None
    published: Published
    score: float
    passages: tuple[Passage, ...]


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Some of the results. `total` is how many there are in all; not `exact`: there are no more than these."""

    items: tuple[T, ...]
    total: int
    exact: bool
    offset: int
    size: int


def search(ledger: "Ledger", query: Query, *, offset: int = 0, size: int = SIZE) -> Page[Hit]:
    """The documents that match, the best first, then in the order of reading; with filters alone, in that order.

    Raises nothing for any text of a query. A query that asks for nothing finds nothing.
    """
    query = _storable(query)
    asked = terms(query.text)
    wanted = {kind: values_of(kind, value) for kind, value in _mentions(query).items()}
    match = _match(query, asked, wanted)
    if match is None:
        return Page((), 0, True, offset, size)
    with ledger.reading() as connection:
        conditions = _conditions(query, wanted)
        found = _found(connection, match, conditions, ranked=bool(asked.wanted))
        ranks = dict(_passing(connection, found, conditions, offset, size))
        listed = connection.execute(select(documents).where(documents.c.position.in_(ranks))).all()
        listed = sorted(listed, key=lambda row: list(ranks).index(row.position))
        hits = tuple(_hit(connection, row, ranks[row.position], asked, conditions.of_claim) for row in listed)
        total, exact = _count(connection, found, conditions)
    return Page(hits, total, exact, offset, size)


class _Conditions(msgspec.Struct, frozen=True):
    """What is asked beyond the index. `settled`: nothing is, the index alone tells which documents pass."""

    of_document: Sequence[ColumnElement[bool]]
    of_claim: Sequence[ColumnElement[bool]]
    settled: bool


def _storable(query: Query) -> Query:
    """The query without what no database takes as text: NUL, and half characters of a broken command line."""
    values = msgspec.structs.asdict(query).items()
    clean = {name: _BROKEN.sub("\ufffd", value) for name, value in values if isinstance(value, str)}
    return msgspec.structs.replace(query, **clean)


def _mentions(query: Query) -> dict[str, str]:
    asked = {facets.VOICE: query.voice, facets.ACTOR: query.actor, facets.PLACE: query.place}
    return {kind: value for kind, value in asked.items() if value is not None}


def _match(query: Query, asked: Terms, wanted: dict[str, list[str]]) -> index_tables.Match | None:
    """What the index is asked for; None when nothing is."""
    groups: list[list[tuple[str, ...]]] = [[term] for term in asked.wanted]
    for kind, value in ((facets.STANCE, query.stance), (facets.EVENT, query.event), (facets.OUTLET, query.outlet)):
        if value is not None:
            groups.append([(facets.facet(kind, value),)])
    for kind, values in wanted.items():
        groups.append([(facets.facet(kind, value),) for value in values])
    if query.since is not None or query.until is not None:
        days = facets.days_within(query.since or _FIRST, query.until or _LAST)
        groups.append([(day,) for day in days or [facets.ANY]])
    if not groups and (asked.unwanted or query.reviewed is not None):
        groups.append([(facets.ANY,)])
    return index_tables.Match(groups, asked.unwanted) if groups else None


def _conditions(query: Query, wanted: dict[str, list[str]]) -> _Conditions:
    """What is asked of documents and claims themselves."""
    column = claims.c
    of_claim: list[ColumnElement[bool]] = []
    if query.stance is not None:
        of_claim.append(column.stance == query.stance)
    if query.event is not None:
        # Not by the index of events, which SQLite would go through whole for every document: their claims are few.
        of_claim.append(column.event.concat("") == query.event)
    for kind, values in wanted.items():
        of_claim.append(_mentions_one(kind, values))
    if query.since is not None:
        of_claim.append(func.coalesce(column.latest, documents.c.published_latest) >= query.since)
    if query.until is not None:
        of_claim.append(func.coalesce(column.earliest, documents.c.published_earliest) <= query.until)
    # One value of one claim is what the index holds; two need not be of the same claim, and days are kept by month.
    settled = len(of_claim) <= 1 and query.since is None and query.until is None and query.reviewed is None
    of_document: list[ColumnElement[bool]] = []
    if query.reviewed is not None:
        target = review_tables.targets.c
        decided = and_(target.kind == "claim", target.track == MAIN, target.status.not_in(_UNDECIDED))
        if query.reviewed:  # few documents, as a rule: those first
            of_document.append(documents.c.id.in_(select(target.document).where(decided)))
        found = exists().where(target.id == column.id, decided)
        of_claim.append(found if query.reviewed else ~found)
    return _Conditions(of_document, of_claim, settled)


def _mentions_one(kind: str, values: Iterable[str]) -> ColumnElement[bool]:
    table = _MENTIONS[kind]
    own = sorted(values)
    named = or_(table.c.entity.in_(own), func.lower(table.c.name).in_(own), table.c.text.in_(own))
    return exists().where(table.c.claim == claims.c.id, named)


def _found(connection: Connection, match: index_tables.Match, conditions: _Conditions, *, ranked: bool) -> Subquery:
    """The documents that the index finds, and what is asked of documents."""
    found = index_tables.matches(connection, match, ranked=ranked)
    if not conditions.of_document:
        return found
    joined = select(found.c.position, found.c.rank).join(documents, documents.c.position == found.c.position)
    return joined.where(*conditions.of_document).subquery("narrowed")


def _passing(
    connection: Connection, found: Subquery, conditions: _Conditions, offset: int, size: int
) -> list[tuple[int, float]]:
    """The documents of a page, in order: their positions and ranks.

    What the index finds is taken by ranks, a good deal at a time, until enough of it passes: of a common word's reports
    only the best need be looked at.
    """
    listed = select(found.c.position, found.c.rank).order_by(found.c.rank, found.c.position)
    if conditions.settled:
        return [(row.position, row.rank) for row in connection.execute(listed.offset(offset).limit(size))]
    passing: list[tuple[int, float]] = []
    start, many = 0, max(_LOOKED_AT, 2 * (offset + size))
    while len(passing) < offset + size:
        rows = connection.execute(listed.offset(start).limit(many)).all()
        some = {row.position for row in rows}
        good = set(connection.execute(_with_claim(conditions.of_claim, documents.c.position.in_(some))).scalars())
        passing += [(row.position, row.rank) for row in rows if row.position in good]
        if len(rows) < many:
            break
        start, many = start + many, min(4 * many, _MOST_LOOKED_AT)
    return passing[offset : offset + size]


def _with_claim(of_claim: Sequence[ColumnElement[bool]], which: ColumnElement[bool]) -> Select[tuple[int]]:
    """The positions of those of the documents that have a claim for which all conditions hold."""
    first = documents.c.position * (1 << CLAIM_BITS)
    own = claims.c.position.between(first, first + ((1 << CLAIM_BITS) - 1))
    return select(documents.c.position).where(which, exists(select(claims.c.id).where(own, and_(*of_claim))))


def _count(connection: Connection, found: Subquery, conditions: _Conditions) -> tuple[int, bool]:
    total = connection.execute(select(func.count()).select_from(found)).scalar_one()
    if conditions.settled or total == 0:
        return total, True
    if total > COUNTED:
        return total, False
    good = _with_claim(conditions.of_claim, documents.c.position.in_(select(found.c.position))).subquery()
    return connection.execute(select(func.count()).select_from(good)).scalar_one(), True


def _hit(connection: Connection, row: Any, rank: float, asked: Terms, of_claim: Sequence[ColumnElement[bool]]) -> Hit:
    document = rows.document_from(row)
    own = select(claims.c.id, claims.c.record).where(claims.c.document == document.id).order_by(claims.c.position)
    found = [rows.claim_from(claim.record) for claim in connection.execute(own)]
    fitting: frozenset[str] | None = None
    if of_claim:
        joined = select(claims.c.id).join(documents, documents.c.id == claims.c.document)
        query = joined.where(claims.c.document == document.id, *of_claim)
        fitting = frozenset(connection.execute(query).scalars())
    shown = passages(document.text, asked, found, fitting)
    return Hit(document.id, document.title, document.outlet, document.published, abs(rank), shown)
