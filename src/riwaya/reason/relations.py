"""The relations of one anchor's claims.

Within an event every two tellings are compared, and across events every two that say who has the place. Where there are
many tellings, each is compared with the first of every lineage only: a copy stands where its root stands.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from riwaya.reason.facts import ALWAYS, Fact
from riwaya.reason.kinds import TERRITORY
from riwaya.reason.pairs import relate
from riwaya.reason.states import SUCCESSION_DAYS
from riwaya.reason.verdict import Related

if TYPE_CHECKING:
    from riwaya.reason.analysis import Event

FEW = 24
"""Up to so many tellings of an event, every pair is compared."""
ROOTS = 12
"""Of a larger event, every telling is compared with so many roots."""
NEXT_EVENTS = 24
"""An event about who has the place is compared with so many that follow it."""


def relations_of(events: "Sequence[Event]") -> tuple[Related, ...]:
    """The relations among the events of one anchor (in the order of their days), each pair of claims once."""
    out: dict[tuple[str, str], Related] = {}
    for related in _all(events):
        pair = (related.a, related.b) if related.a < related.b else (related.b, related.a)
        known = out.get(pair)
        if known is None or _rank(related) < _rank(known):
            out[pair] = related
    return tuple(out[pair] for pair in sorted(out))


RANKS = ("contradicts", "retracts", "supersedes", "repeats", "corroborates")


def _rank(related: Related) -> tuple[int, float]:
    return RANKS.index(related.type), -related.score


def _all(events: "Sequence[Event]") -> Iterator[Related]:
    for event in events:
        lineage = {claim: lineage.id for lineage in event.lineages for claim in lineage.claims}
        for a, b in _pairs(event):
            linked = lineage[a.id] == lineage[b.id]
            related = relate(a, b, one_event=True, linked=linked)
            if related is not None:
                yield related
    territory = [event for event in events if event.kind in TERRITORY]
    for n, event in enumerate(territory):
        for other in territory[n + 1 : n + 1 + NEXT_EVENTS]:
            if ALWAYS not in (event.days, other.days) and other.days[0] - event.days[1] > SUCCESSION_DAYS:
                break
            for a in _spokesmen(event):
                for b in _spokesmen(other):
                    related = relate(a, b, one_event=False, linked=False)
                    if related is not None:
                        yield related


def _pairs(event: "Event") -> Iterator[tuple[Fact, Fact]]:
    facts = event.facts
    if len(facts) <= FEW:
        yield from combinations(facts, 2)
        return
    roots = _roots(event)
    root_of = {claim: lineage.root for lineage in event.lineages for claim in lineage.claims}
    by_id = {fact.id: fact for fact in facts}
    done: set[tuple[str, str]] = set()
    for fact in facts:
        for other in (*roots, by_id[root_of[fact.id]]):
            pair = (min(fact.id, other.id), max(fact.id, other.id))
            if fact.id != other.id and pair not in done:
                done.add(pair)
                yield (other, fact)


def _roots(event: "Event") -> list[Fact]:
    """The first telling of each lineage, of each stance, up to a number."""
    seen: set[tuple[str, str]] = set()
    out: list[Fact] = []
    lineage = {claim: lineage.id for lineage in event.lineages for claim in lineage.claims}
    for fact in event.facts:
        key = (lineage[fact.id], fact.claim.stance)
        if key not in seen and len(out) < ROOTS:
            seen.add(key)
            out.append(fact)
    return out


def _spokesmen(event: "Event") -> Sequence[Fact]:
    """The tellings of an event that are compared with other events'."""
    return event.facts if len(event.facts) <= FEW else _roots(event)
