"""Places put together into portions that can be worked out one at a time.

Everything about a place follows from the claims of the reports that name it, so a portion needs those reports whole.
Places of one country stand together, since reports name neighbours. A place of which more is told than a portion is to
hold is cut in time, where its claims fall apart (`riwaya.reason.spans`); only control needs its whole history, and no
more of the reports than what they say of the place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from riwaya.gazetteer.places import Places
from riwaya.model import Claim
from riwaya.reason import Report, material
from riwaya.reason.facts import ALWAYS, Days, Fact, facts_of
from riwaya.reason.spans import spans

Told = Iterator[tuple[Report, Sequence[Claim]]]
"""Reports with their claims."""


class Portion(NamedTuple):
    """Places, and the documents that name any of them.

    Of a place that is cut in time, `days` are those whose events are wanted; `what` is then `events`, and `control` in
    a portion of its own, the place's last.
    """

    places: frozenset[str]
    documents: frozenset[str]
    days: Days | None = None
    what: Literal["all", "events", "control"] = "all"


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


def cut(part: Portion, read: Callable[[Iterable[str]], Told], claims: Mapping[str, int], most: int) -> list[Portion]:
    """A portion that holds more than `most` claims, cut in time if it can be; otherwise it is left whole.

    It cannot be where reports have no date, or where there is no gap. `read` gives documents with their claims.
    """
    if len(part.places) > 1 or sum(claims[document] for document in part.documents) <= most:
        return [part]
    [place] = part.places
    told: list[tuple[Days, str]] = []

    def facts() -> Iterator[Fact]:
        for report, mine in read(part.documents):
            if report.published.earliest is None:
                told.append((ALWAYS, report.id))  # its day follows from what it is put together with
            for fact in facts_of(material(mine, [report])):
                if fact.where.anchor == place:
                    told.append((fact.days, fact.document))
                    yield fact

    found = spans(facts())
    told.sort()
    if len(found) < 2 or told[0][0] == ALWAYS:
        return [part]
    out: list[Portion] = []
    first, documents, at = found[0][0], frozenset[str](), 0
    for number, (_, last) in enumerate(found):
        here: set[str] = set()
        while at < len(told) and told[at][0][1] <= last:
            here.add(told[at][1])
            at += 1
        documents |= here
        following = {d for (low, _), d in told[at:] if number + 1 < len(found) and low <= found[number + 1][1]}
        held = sum(claims[document] for document in documents | following)
        if number + 1 == len(found) or held > most:
            out.append(Portion(part.places, documents, (first, last), "events"))
            documents = frozenset()
            first = found[number + 1][0] if number + 1 < len(found) else last
    if len(out) < 2:
        return [part]
    return [*out, part._replace(what="control")]


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
