"""Places put together into portions that can be worked out one at a time.

Everything about a place follows from the claims of the reports that name it, so a portion needs those reports whole.
Places of one country stand together, since reports name neighbours.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from riwaya.gazetteer.places import Places


class Portion(NamedTuple):
    """Places, and the documents that name any of them."""

    places: frozenset[str]
    documents: frozenset[str]


def portions(named: Mapping[str, frozenset[str]], claims: Mapping[str, int], most: int) -> Iterator[Portion]:
    """Portions whose documents hold at most `most` claims, or one place each.

    `named` gives the documents that name each place, `claims` the claims of each document.
    """
    places: set[str] = set()
    documents: set[str] = set()
    held = 0
    for place in sorted(named, key=_order):
        more = sum(claims[document] for document in named[place] - documents)
        if places and held + more > most:
            yield Portion(frozenset(places), frozenset(documents))
            places, documents, held = set(), set(), 0
            more = sum(claims[document] for document in named[place])
        places.add(place)
        documents |= named[place]
        held += more
    if places:
        yield Portion(frozenset(places), frozenset(documents))


def _order(place: str) -> tuple[str, str, str]:
    """Country, governorate, id; what the gazetteer does not know comes last."""
    row = Places.load().by_id(place)
    if row is None:
        return "~", "", place
    return row.country, next(iter(_above(row.id)), ""), place


def _above(place: str) -> list[str]:
    rows = Places.load()
    row = rows.by_id(place)
    return [upper.id for upper in rows.hierarchy(row) if upper.kind == "governorate"] if row is not None else []
