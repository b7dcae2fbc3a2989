"""The events, relations and disputes of a place as people left them: merges, splits, links and unlinks applied.

What reasoning finds at a place is a `Block`. Where people decided about its events, the block is made anew from the
events as they are then: claims that became one happening are compared as such, those that were told apart are not, so
that disputes follow, too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Self

from riwaya.ledger import effective
from riwaya.ledger.grouping import Grouping, Linked
from riwaya.ledger.store import Ledger
from riwaya.model.ids import content_id
from riwaya.reason.analysis import Analysis, Block, Event
from riwaya.reason.facts import Fact
from riwaya.reason.relations import find_relations
from riwaya.reason.tolls import tolls_of
from riwaya.reason.verdict import Related

DECIDED: Final = "decided: "
"""Begins the reason of a relation that somebody linked; the decision's id follows."""


class Regrouped:
    """What people decided about events and relations, to be applied to any block. It goes to other processes."""

    def __init__(self, grouping: Grouping | None = None, links: Sequence[Linked] = ()) -> None:
        self._grouping = grouping if grouping else None
        self._grouped = grouping.claims() if grouping else frozenset()
        self._links = tuple(links)

    @classmethod
    def of(cls, ledger: Ledger) -> Self:
        """What stands in a ledger."""
        return cls(effective.grouping(ledger), effective.links(ledger))

    def block(self, analysis: Analysis, block: Block) -> Block:
        """A block of the analysis as people left it; the same one where nobody decided anything about its claims."""
        if self._grouping is not None and not self._grouped.isdisjoint(_claims(block.events)):
            block = self._regrouped(self._grouping, analysis, block)
        return self._linked(block) if self._links else block

    def _regrouped(self, grouping: Grouping, analysis: Analysis, block: Block) -> Block:
        events = _events(grouping, analysis, block.events)
        if events == block.events:
            return block
        found = find_relations([*events, *block.plans], block.found)
        return Block(events, block.plans, found.relations(), found)

    def _linked(self, block: Block) -> Block:
        """The block with its relations as people linked and unlinked them: a link takes the place of what was found."""
        here = {fact.id for event in (*block.events, *block.plans) for fact in event.facts}
        decided: dict[frozenset[str], list[Linked]] = {}
        for link in self._links:
            if link.a in here and link.b in here:
                decided.setdefault(frozenset((link.a, link.b)), []).append(link)
        if not decided:
            return block
        kept = [
            related for related in block.relations if not _overruled(related, decided.get(_pair(related.a, related.b)))
        ]
        made = [
            Related(link.a, link.b, link.type, link.subtype, (DECIDED + link.decision,), 1.0)
            for some in decided.values()
            for link in some
            if link.holds and link.type is not None
        ]
        relations = sorted([*kept, *made], key=lambda r: (min(r.a, r.b), max(r.a, r.b), r.type))
        return replace(block, relations=tuple(relations))


def _pair(a: str, b: str) -> frozenset[str]:
    return frozenset((a, b))


def _overruled(related: Related, links: Sequence[Linked] | None) -> bool:
    return any(link.holds or link.type is None or link.type == related.type for link in links or ())


def _claims(events: Iterable[Event]) -> Iterable[str]:
    return (fact.id for event in events for fact in event.facts)


def _events(grouping: Grouping, analysis: Analysis, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events as people merged and split them, in the order of their days; those that stay are the same objects."""
    known = {frozenset(event.claims): event for event in events}
    facts: dict[str, list[Fact]] = {}
    for event in events:
        for fact in event.facts:
            facts.setdefault(fact.id, []).append(fact)
    out, changed, taken, became = [], set[str](), set[str](), dict[str, str]()
    for claims in grouping.regroup([event.claims for event in events]):
        same = known.get(frozenset(claims))
        if same is not None:
            event = same
        else:
            # A claim that told of two parts of the place in two events has a fact in each.
            event = analysis.event_of({(f.id, f.where.part): f for claim in claims for f in facts[claim]}.values())
            if event.id in taken:
                event = replace(event, id=content_id("event", event.id, *sorted(event.claims)))
            changed.add(event.id)
        taken.add(event.id)
        out.append(event)
        for claim in event.claims:
            became.setdefault(claim, event.id)
    now = {event.id: became[event.claims[0]] for event in events}
    causes = {id: set[str]() for id in (event.id for event in out)}
    for old in events:
        mine = now[old.id]
        causes[mine] |= {now[cause] for cause in old.causes if cause in now and now[cause] != mine}
    if not changed:
        return events
    return tuple(sorted((_caused(event, causes, changed, out) for event in out), key=lambda event: event.days))


def _caused(event: Event, causes: dict[str, set[str]], changed: set[str], events: Sequence[Event]) -> Event:
    """The event with its causes as they are called now; one that was put together anew with the tolls it caused."""
    mine = tuple(sorted(causes[event.id]))
    if mine != tuple(sorted(event.causes)):
        event = replace(event, causes=mine)
    if event.id in changed:
        casualties = [fact for other in events if event.id in causes[other.id] for fact in other.facts]
        if casualties:
            event = replace(event, tolls=tolls_of((*event.facts, *casualties)))
    return event


__all__ = ["DECIDED", "Regrouped"]
