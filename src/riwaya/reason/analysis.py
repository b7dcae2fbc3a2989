"""The whole of it: events, lineages and relations of a material, place by place.

    analysis = Analysis()
    analysis.add(material)          # again for more: only what the new claims touch is worked out anew
    analysis.events(); analysis.relations()

Claims meet only under the anchor of a place (`riwaya.reason.where`), and everything about an anchor is a function of
the set of its facts. So the outcome depends neither on the order of the claims nor on how they were added, and adding
a few claims to many costs what their places cost. What people decided about events and relations is applied last, to
each anchor.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from riwaya.model import Claim
from riwaya.model.ids import content_id
from riwaya.reason.clusters import PLANS, Cluster, attach_tolls, clusters_of
from riwaya.reason.decided import Decided, Relinking, homes, regrouped
from riwaya.reason.facts import ALWAYS, Days, Fact, facts_of
from riwaya.reason.inputs import Material, Report, material
from riwaya.reason.kinds import CAUSES, TOLLS
from riwaya.reason.lineages import Accounts, Lineage, lineages_of
from riwaya.reason.relations import Found, find_relations
from riwaya.reason.tolls import Toll, tolls_of
from riwaya.reason.verdict import Related
from riwaya.reason.versions import Chain, chains_of, edited, versions


@dataclass(frozen=True)
class Event:
    """One happening. `facts` in the order of telling; `days` the calendar interval, `(…, …)` of `ALWAYS` when unknown;
    `tolls` also those that the reports give this event as the cause of; `decided`: people merged or split it.
    """

    id: str
    type: str
    kind: str
    place: str
    days: Days
    facts: tuple[Fact, ...]
    lineages: tuple[Lineage, ...]
    tolls: tuple[Toll, ...]
    causes: tuple[str, ...]
    decided: bool = False

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims, in the order of telling."""
        return tuple(dict.fromkeys(fact.id for fact in self.facts))

    @property
    def documents(self) -> tuple[str, ...]:
        """The reports that tell it."""
        return tuple(dict.fromkeys(fact.document for fact in self.facts))

    @property
    def roots(self) -> int:
        """How many independent tellings say that it was so."""
        saying = {fact.id for fact in self.facts if not fact.denied and fact.claim.denial is None}
        return sum(any(claim in saying for claim in lineage.claims) for lineage in self.lineages)

    @property
    def happened(self) -> bool:
        """Whether anybody says that it happened; denials and plans alone do not make it so."""
        return any(fact.committed for fact in self.facts)


@dataclass(frozen=True)
class Block:
    """All that is known of one anchor. `elsewhere`: relations that people made of its claims to those of others."""

    events: tuple[Event, ...]
    plans: tuple[Event, ...]
    relations: tuple[Related, ...]
    found: Found
    elsewhere: tuple[Related, ...] = ()


class Analysis:
    """Events, lineages and relations of all claims added so far, as people left them."""

    def __init__(self, decided: Decided | None = None) -> None:
        self._decided = decided or Decided()
        self._links = Relinking(self._decided.links)
        self._settled: dict[str, Block] = {}
        self._homes: dict[str, list[Related]] | None = None
        self._facts: dict[str, dict[tuple[str, str], Fact]] = {}
        self._of_document: dict[str, set[str]] = {}
        self._reports: dict[str, Report] = {}
        self._claims: dict[str, dict[str, Claim]] = {}
        self._accounts = Accounts()
        self._blocks: dict[str, Block] = {}
        self._before: dict[str, Block] = {}
        self._reworded: dict[str, set[str]] = {}

    @classmethod
    def of(cls, stuff: Material, published: Mapping[str, Days] | None = None) -> "Analysis":
        """The analysis of one material."""
        analysis = cls(stuff.decided)
        analysis.add(stuff, published)
        return analysis

    def add(self, stuff: Material, published: Mapping[str, Days] | None = None) -> None:
        """Take in more claims. `published` holds days of publication (ordinals) where they are known better."""
        touched: set[str] = set()
        new: list[Fact] = []
        known = set(self._of_document)
        for id, report in stuff.reports.items():
            # A report that comes again with more claims may come as its id alone.
            if id not in self._reports or report != Report(id):
                self._reports[id] = report
        for fact in facts_of(self._with_earlier(stuff), published):
            anchor, key = fact.where.anchor, (fact.id, fact.where.part)
            facts = self._facts.setdefault(anchor, {})
            if facts.get(key) != fact:
                facts[key] = fact
                touched.add(anchor)
                new.append(fact)
                self._of_document.setdefault(fact.document, set()).add(anchor)
        self._accounts.add(new, self._reports)
        # What a voice says in a report is one account: its other places hear of more of it.
        for document in {fact.document for fact in new} & known:
            for anchor in self._of_document[document]:
                self._reworded.setdefault(anchor, set()).add(document)
                touched.add(anchor)
        for anchor in touched & self._blocks.keys():
            self._before[anchor] = self._blocks.pop(anchor)
        self._homes = None
        self._settled.clear()

    def _with_earlier(self, added: Material) -> Material:
        """The added claims, with what was there of their reports: a report's claims explain one another."""
        claims: list[Claim] = []
        for claim in added.claims:
            self._claims.setdefault(claim.document, {}).setdefault(claim.id, claim)
        for document in dict.fromkeys(claim.document for claim in added.claims):
            claims += self._claims[document].values()
        return material(claims, self._reports.values() if len(claims) > len(added.claims) else added.reports.values())

    def facts(self) -> Iterator[Fact]:
        """All facts, by anchor and claim."""
        for anchor in sorted(self._facts):
            for key in sorted(self._facts[anchor]):
                yield self._facts[anchor][key]

    def report(self, id: str) -> Report:
        """A report by its id."""
        return self._reports[id]

    def reports(self) -> Mapping[str, Report]:
        """All reports by id."""
        return self._reports

    def leave(self, anchor: str, days: Days) -> None:
        """Of an anchor's facts leave only those of one span (`riwaya.reason.spans`)."""
        there = self._facts.get(anchor, {})
        self._facts[anchor] = {key: f for key, f in there.items() if days[0] <= f.days[0] and f.days[1] <= days[1]}

    def anchors(self) -> list[str]:
        """The anchors that anything is known of, in the order of their names."""
        return sorted(self._facts)

    def blocks(self, anchors: Iterable[str] | None = None) -> Iterator[Block]:
        """What is known of each anchor, or of some, in the order of their names."""
        for anchor in sorted(self._facts if anchors is None else self._facts.keys() & set(anchors)):
            block = self._blocks.get(anchor)
            if block is None:
                block = self._blocks[anchor] = self._block(anchor)
            yield self._settle(anchor, block) if self._decided else block

    def block(self, anchor: str) -> Block:
        """What is known of one anchor, worked out and not kept: for going through many of them once."""
        known = self._blocks.get(anchor)
        block = self._block(anchor) if known is None else known
        return self._settle(anchor, block) if self._decided else block

    def events(self) -> Iterator[Event]:
        """Every event that somebody says happened, may have happened or did not; by place and day."""
        for block in self.blocks():
            yield from block.events

    def relations(self, anchors: Iterable[str] | None = None) -> Iterator[Related]:
        """Every relation between two claims, or those at some anchors, each pair of claims once.

        Between the versions of one article, what the editing did is told, whatever the two claims would be otherwise.
        """
        seen: set[tuple[str, str]] = set()
        for related in self.edits():
            seen.add((min(related.a, related.b), max(related.a, related.b)))
            yield related
        for block in self.blocks(anchors):
            for related in (*block.relations, *block.elsewhere):
                pair = (related.a, related.b) if related.a < related.b else (related.b, related.a)
                if pair not in seen:  # claims that name several places may meet at each
                    seen.add(pair)
                    yield related

    def edits(self) -> list[Related]:
        """What the editing of articles took back or tells otherwise."""
        return list(filter(self._links.stands, edited(self.versions())))

    def versions(self) -> list[Chain]:
        """The articles of which several versions are there, with what the editing changed."""
        chains = chains_of(self._reports)
        if not chains:
            return []
        wanted = {id for chain in chains for id in chain}
        claims = {
            fact.id: fact.claim
            for id in sorted(wanted)
            for anchor in sorted(self._of_document.get(id, ()))
            for fact in self._facts[anchor].values()
            if fact.document == id
        }
        return versions(
            sorted(claims.values(), key=lambda c: (c.document, c.evidence.start, c.id)), chains, self._reports
        )

    def lineages(self) -> "Lineages":
        """The lineages of all events and plans."""
        return Lineages.of(
            lineage for block in self.blocks() for event in (*block.events, *block.plans) for lineage in event.lineages
        )

    def lineages_alone(self) -> "Lineages":
        """The same where nothing else is wanted: relations are not looked for, and no event is kept."""
        if self._decided:
            return self.lineages()
        found = []
        for anchor in sorted(self._facts):
            clusters, events = self._told(anchor, {}, set())
            # As blocks have them: what happened first, then plans.
            for told in (True, False):
                found += [
                    lineage
                    for cluster, event in zip(clusters, events, strict=True)
                    if cluster.told is told
                    for lineage in event.lineages
                ]
        return Lineages.of(found)

    def _settle(self, anchor: str, block: Block) -> Block:
        """What is known of an anchor after what people decided about its events and relations."""
        if anchor not in self._settled:
            block = self._regrouped(block)
            if self._links:
                there = self._relations_made().get(anchor, ())
                ids = {fact.id for event in (*block.events, *block.plans) for fact in event.facts}
                here = [one for one in there if one.a in ids and one.b in ids]
                stands = (*filter(self._links.stands, block.relations), *here)
                relations = tuple(sorted(stands, key=lambda r: (min(r.a, r.b), max(r.a, r.b), r.type)))
                elsewhere = tuple(one for one in there if one not in here)
                block = replace(block, relations=relations, elsewhere=elsewhere)
            self._settled[anchor] = block
        return self._settled[anchor]

    def _regrouped(self, block: Block) -> Block:
        before = (*block.events, *block.plans)
        groups = regrouped(before, self._decided.grouping) if self._decided.grouping is not None else None
        if groups is None:
            return block
        taken = {group.as_before.id for group in groups if group.as_before is not None}
        events: list[Event] = []
        for group in groups:
            event = group.as_before or self._put_together(group.facts)
            if group.as_before is None and event.id in taken:
                # A claim about two parts of the place may be of two events.
                event = replace(event, id=content_id("event", event.id, *sorted(event.claims)))
            taken.add(event.id)
            events.append(event)
        ids = [event.id for event in events]
        told: list[Event] = []
        for group, event in zip(groups, events, strict=True):
            tolls, causes = tolls_of((*group.facts, *group.outcomes)), tuple(ids[cause] for cause in group.causes)
            same = (tolls, causes) == (event.tolls, event.causes)
            told.append(event if same else replace(event, tolls=tolls, causes=causes))
        told.sort(key=lambda event: (event.days, event.kind, event.id))
        found = find_relations(told, block.found)
        planned = [all(fact.claim.stance in PLANS for fact in event.facts) for event in told]
        happenings = tuple(event for event, plan in zip(told, planned, strict=True) if not plan)
        plans = tuple(event for event, plan in zip(told, planned, strict=True) if plan)
        return Block(happenings, plans, found.relations(), found)

    def _relations_made(self) -> Mapping[str, list[Related]]:
        """The relations that people made, by anchor."""
        if self._homes is None:
            named = self._links.claims()
            anchors: dict[str, list[str]] = {}
            for fact in self.facts():
                if fact.id in named and fact.where.anchor not in (known := anchors.setdefault(fact.id, [])):
                    known.append(fact.where.anchor)
            self._homes = homes(self._links.made(), anchors)
        return self._homes

    def _put_together(self, facts: Iterable[Fact]) -> Event:
        """An event of just these facts of one anchor, as people put them together.

        It has the name that clusters have, so that what is merged or split keeps it where it keeps the claim it has it
        from.
        """
        told = tuple(sorted(facts, key=lambda fact: fact.order))
        first = min(told, key=lambda fact: fact.id)
        id = content_id("event", first.kind, first.where.anchor, first.id)
        known = [fact.days for fact in told if fact.dated]
        low, high = max((d[0] for d in known), default=ALWAYS[0]), min((d[1] for d in known), default=ALWAYS[1])
        if low > high:  # no day that all allow: any that one does
            low, high = min(d[0] for d in known), max(d[1] for d in known)
        lineages = lineages_of(id, told, self._accounts)
        anchor = first.where.anchor
        return Event(id, _type(told), first.kind, anchor, (low, high), told, lineages, tolls_of(told), (), True)

    def _block(self, anchor: str) -> Block:
        """What the anchor's facts come to; events of which nothing is new are taken over with their relations."""
        before = self._before.pop(anchor, None)
        reworded = self._reworded.pop(anchor, set())
        old = {event.id: event for event in (*before.events, *before.plans)} if before else {}
        clusters, events = self._told(anchor, old, reworded)
        told = [event for cluster, event in zip(clusters, events, strict=True) if cluster.told]
        plans = [event for cluster, event in zip(clusters, events, strict=True) if not cluster.told]
        found = find_relations(events, before.found if before else None)
        return Block(tuple(told), tuple(plans), found.relations(), found)

    def _told(self, anchor: str, old: Mapping[str, Event], reworded: set[str]) -> tuple[list[Cluster], list[Event]]:
        """The anchor's clusters, and each of them as an event."""
        clusters = clusters_of(self._facts[anchor].values())
        attach_tolls(clusters, TOLLS, CAUSES)
        caused: dict[str, list[Fact]] = {}
        for cluster in clusters:
            for cause in cluster.causes:
                caused.setdefault(cause, []).extend(cluster.facts)
        return clusters, [self._event(c, caused.get(c.id, []), old.get(c.id), reworded) for c in clusters]

    def _event(self, cluster: Cluster, casualties: list[Fact], old: Event | None, reworded: set[str]) -> Event:
        facts = tuple(cluster.facts)
        tolls = tolls_of((*facts, *casualties))
        causes = tuple(cluster.causes)
        if (
            old is not None
            and len(old.facts) == len(facts)
            and all(mine is theirs for mine, theirs in zip(facts, old.facts, strict=True))
            and (old.days, old.tolls, old.causes) == (cluster.days, tolls, causes)
            and reworded.isdisjoint(old.documents)
        ):
            return old
        return Event(
            cluster.id,
            _type(facts),
            cluster.kind,
            cluster.where.anchor,
            cluster.days,
            facts,
            lineages_of(cluster.id, facts, self._accounts),
            tolls,
            causes,
        )


def _type(facts: tuple[Fact, ...]) -> str:
    """The event type that most tellings give, the earliest of equals."""
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact.claim.event] = counts.get(fact.claim.event, 0) + 1
    return max(counts, key=lambda event: counts[event])


@dataclass(frozen=True)
class Lineages:
    """The lineages of a material, with each claim's place in them.

    `lineage_of` and `weight_of` are by claim id. A claim that tells of several places has the lineage of its first, and
    the greatest of its weights. A weight is what the telling adds, in [0, 1]: 1 for a root telling, next to nothing for
    a copy.
    """

    all: tuple[Lineage, ...]
    lineage_of: Mapping[str, str]
    weight_of: Mapping[str, float]

    @classmethod
    def of(cls, lineages: Iterable[Lineage]) -> "Lineages":
        """Lineages with their index."""
        found = tuple(lineages)
        lineage_of: dict[str, str] = {}
        weight_of: dict[str, float] = {}
        for lineage in found:
            for claim, weight in zip(lineage.claims, lineage.weights, strict=True):
                lineage_of.setdefault(claim, lineage.id)
                weight_of[claim] = max(weight, weight_of.get(claim, 0.0))
        return cls(found, lineage_of, weight_of)

    @cached_property
    def by_id(self) -> Mapping[str, Lineage]:
        """Lineages by id."""
        return {lineage.id: lineage for lineage in self.all}

    def roots(self, claims: Iterable[str]) -> int:
        """How many independent roots some claims rest on."""
        return len({self.lineage_of[claim] for claim in claims if claim in self.lineage_of})


def lineages(stuff: Material, published: Mapping[str, Days] | None = None) -> Lineages:
    """The lineages of a material: see `riwaya.reason.lineages` for what makes one."""
    return Analysis.of(stuff, published).lineages_alone()
