"""The relations of one anchor's claims.

Within an event every two tellings are compared, and across events every two that say who has the place. Where there are
many tellings, each is compared with the first of every lineage only: a copy stands where its root stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass
class Found:
    """Relations by the events that they were found in, so that they need not be looked for again."""

    events: "dict[str, Event]"
    within: dict[str, list[Related]]
    across: dict[tuple[str, str], list[Related]]

    def relations(self) -> tuple[Related, ...]:
        """All of them, each pair of claims once."""
        out: dict[tuple[str, str], Related] = {}
        for part in (self.within.values(), self.across.values()):
            for found in part:
                for related in found:
                    pair = (related.a, related.b) if related.a < related.b else (related.b, related.a)
                    known = out.get(pair)
                    if known is None or _rank(related) < _rank(known):
                        out[pair] = related
        return tuple(out[pair] for pair in sorted(out))


RANKS = ("contradicts", "retracts", "supersedes", "repeats", "corroborates")


def _rank(related: Related) -> tuple[int, float]:
    return RANKS.index(related.type), -related.score


def find_relations(events: "Sequence[Event]", before: Found | None = None) -> Found:
    """The relations among the events of one anchor (in the order of their days).

    Those between events that were there `before`, the same objects, are taken from there.
    """
    out = Found({event.id: event for event in events}, {}, {})

    def same(event: "Event") -> bool:
        return before is not None and before.events.get(event.id) is event

    for event in events:
        kept = before.within.get(event.id) if before is not None and same(event) else None
        out.within[event.id] = _within(event) if kept is None else kept
    territory = [(event, _has_state(event), _has_denial(event)) for event in events if event.kind in TERRITORY]
    for n, (event, state, denial) in enumerate(territory):
        for other, other_state, other_denial in territory[n + 1 : n + 1 + NEXT_EVENTS]:
            if ALWAYS not in (event.days, other.days) and other.days[0] - event.days[1] > SUCCESSION_DAYS:
                break
            if not (state and other_state) and not (denial or other_denial):
                continue
            pair = (event.id, other.id)
            kept = before.across.get(pair) if before is not None and same(event) and same(other) else None
            out.across[pair] = _across(event, other) if kept is None else kept
    return out


def _within(event: "Event") -> list[Related]:
    lineage = {claim: lineage.id for lineage in event.lineages for claim in lineage.claims}
    found = (relate(a, b, one_event=True, linked=lineage[a.id] == lineage[b.id]) for a, b in _pairs(event))
    return [related for related in found if related is not None]


def _across(event: "Event", other: "Event") -> list[Related]:
    found = (relate(a, b, one_event=False, linked=False) for a in _spokesmen(event) for b in _spokesmen(other))
    return [related for related in found if related is not None]


def _has_state(event: "Event") -> bool:
    return any(fact.effect is not None for fact in event.facts)


def _has_denial(event: "Event") -> bool:
    return any(fact.denied for fact in event.facts)


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
