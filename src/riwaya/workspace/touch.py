"""What follows from a decision, worked out anew at once: the events, relations and disputes of the places it concerns.

Control and sources are left to the next analysis (`riwaya.workspace.derive`), and so is what is told of places of which
more is told than can be worked out while somebody waits. Of those, the events that a decision is about are worked out
by themselves, so that what people merge, split, link and unlink shows everywhere at once.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, select

from riwaya.ledger import derived, effective, schema
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.several import several
from riwaya.ledger.store import Ledger
from riwaya.reason.where import places_of
from riwaya.reason.workings import Workings
from riwaya.workspace.working import Working

MOST_TOUCHED: Final = 4_000
"""Claims that are reasoned about while somebody waits for a page: about a second."""
MOST_OF_EVENTS: Final = 4_000
"""Claims of the events of a decision that are reasoned about by themselves."""


def touch(ledger: Ledger, documents: Collection[str]) -> None:
    """After decisions about claims of some documents: work out anew the events, relations and disputes of their places.

    Places of which more is told than can be worked out at once are left as they are until `derive`.
    """
    with ledger.reading() as connection:
        table = tables.derived_place_claims.c
        before = set(connection.execute(select(table.place).where(table.document.in_(documents)).distinct()).scalars())
    now = {
        where.anchor
        for document in documents
        for reviewed in effective.claims(ledger, document)
        for where in places_of(reviewed.claim)
    }
    _whole(ledger, before | now, set(documents))


def settle(ledger: Ledger, claims: Collection[str]) -> None:
    """After decisions about events and relations that name these claims: work out anew what they come to.

    Their places are worked out whole where that is quick, else only the events that hold these claims.
    """
    with ledger.reading() as connection:
        table = tables.derived_place_claims.c
        rows = connection.execute(select(table.place, table.document).where(table.claim.in_(claims))).all()
    left = _whole(ledger, {row.place for row in rows}, {row.document for row in rows})
    for place in sorted(left):
        _events(ledger, place, claims)


def _whole(ledger: Ledger, wanted: set[str], documents: set[str]) -> set[str]:
    """Work places out whole; those for which that is too much are given back."""
    with ledger.reading() as connection:
        decision = derived.last_decision(connection)
    places, told = _small(ledger, wanted, documents)
    if places:
        some = [ledger.document(id) for id in sorted(told)]
        claims = [reviewed.claim for document in some for reviewed in effective.claims(ledger, document.id)]
        working = Working.of(ledger, decision)
        rows = working.places(Workings.of(some, claims, working.decided), places)
        with ledger.writing() as connection:
            derived.clear_places(connection, places, control=False)
            derived.write(connection, rows)
    return wanted - places


def _small(ledger: Ledger, places: Iterable[str], documents: set[str]) -> tuple[set[str], set[str]]:
    """Those of the places that can be worked out at once, and the documents that name them; the smallest first."""
    table, place = tables.derived_place_claims.c, tables.derived_places.c
    kept: set[str] = set()
    with ledger.reading() as connection:
        much = select(place.id).where(place.id.in_(places), place.claims > MOST_TOUCHED)
        large = set(connection.execute(much).scalars())
        named = {
            place: set(connection.execute(select(table.document).where(table.place == place).distinct()).scalars())
            for place in places
            if place not in large
        }
        sizes: dict[str, int] = {}
        for some in _chunks(sorted(set().union(*named.values(), documents))):
            claims = schema.claims.c
            query = select(claims.document, func.count()).where(claims.document.in_(some), claims.position >= 0)
            sizes |= {row[0]: int(row[1]) for row in connection.execute(query.group_by(claims.document))}
    told = {document for document in documents if document in sizes}
    for place_id in sorted(named, key=lambda place: (len(named[place]), place)):
        more = told | {document for document in named[place_id] if document in sizes}
        if sum(sizes[document] for document in more) <= MOST_TOUCHED:
            kept.add(place_id)
            told = more
    return kept, told


def _events(ledger: Ledger, place: str, claims: Collection[str]) -> None:
    """Work out only the events of a place that hold these claims, from the claims of those events alone.

    What the rest of the place has to do with them (disputes, counts) stays as it was until the next analysis.
    """
    event, of = tables.derived_events.c, tables.derived_event_claims.c
    with ledger.reading() as connection:
        decision = derived.last_decision(connection)
        holding = select(of.event).join(tables.derived_events, event.id == of.event)
        before = set(connection.execute(holding.where(of.claim.in_(claims), event.place == place)).scalars())
        told = set(connection.execute(select(of.claim).where(of.event.in_(before))).scalars()) | set(claims)
    if len(told) > MOST_OF_EVENTS:
        return
    found = [one.claim for one in several(ledger, sorted(told)).values() if one.status != "rejected"]
    documents = [ledger.document(id) for id in sorted({claim.document for claim in found})]
    working = Working.of(ledger, decision)
    rows = working.places(Workings.of(documents, found, working.decided), [place])
    kept = {
        table: rows[table] for table in (tables.derived_events, tables.derived_event_claims, tables.derived_relations)
    }
    gone = before | {str(row["id"]) for row in kept[tables.derived_events]}
    with ledger.writing() as connection:
        connection.execute(delete(tables.derived_event_claims).where(of.event.in_(gone)))
        connection.execute(delete(tables.derived_events).where(event.id.in_(gone)))
        for pair in _among(sorted(told)):
            connection.execute(delete(tables.derived_relations).where(tables.derived_relations.c.place == place, pair))
        derived.write(connection, kept)


def _among(claims: list[str]) -> Iterator[ColumnElement[bool]]:
    """Conditions under which a relation is between two of the claims."""
    relation = tables.derived_relations.c
    parts = list(_chunks(claims))
    return (and_(relation.a.in_(a), relation.b.in_(b)) for a in parts for b in parts)


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[start : start + 500] for start in range(0, len(items), 500))


__all__ = ["settle", "touch"]
