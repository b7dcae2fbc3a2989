"""What people decided about events and relations: which claims are one happening, and which are related how.

It comes with the material (`riwaya.reason.inputs`), and `Analysis` applies it, so that whoever asks for events,
relations, disputes or lineages gets them as people left them. Decisions name claims; what they say of claims that the
material does not hold is passed over.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from riwaya.reason.facts import Fact
from riwaya.reason.verdict import Related, Subtype, Verdict

if TYPE_CHECKING:
    from riwaya.reason.analysis import Event


class Regrouping(Protocol):
    """Merges and splits of events."""

    def claims(self) -> frozenset[str]:
        """Every claim that was decided about."""

    def regroup(self, events: Sequence[Sequence[str]]) -> list[list[str]]:
        """The claims of each event after the decisions, given those of each event before."""


class Linking(Protocol):
    """That `a` is related to `b` by `type`, or (`holds` false) that it is not (by any type, where `type` is None)."""

    @property
    def a(self) -> str: ...
    @property
    def b(self) -> str: ...
    @property
    def type(self) -> Verdict | None: ...
    @property
    def subtype(self) -> Subtype | None: ...
    @property
    def holds(self) -> bool: ...
    @property
    def decision(self) -> str: ...


@dataclass(frozen=True)
class Decided:
    """All that people decided about events and relations."""

    grouping: Regrouping | None = None
    links: tuple[Linking, ...] = ()

    def __bool__(self) -> bool:
        return self.grouping is not None or bool(self.links)


class Relinking:
    """What stands about the relations of claims."""

    def __init__(self, links: Iterable[Linking]) -> None:
        self._of: dict[frozenset[str], list[Linking]] = {}
        for link in links:
            self._of.setdefault(frozenset((link.a, link.b)), []).append(link)

    def __bool__(self) -> bool:
        return bool(self._of)

    def claims(self) -> frozenset[str]:
        """Every claim that was decided about."""
        return frozenset().union(*self._of)

    def stands(self, related: Related) -> bool:
        """Whether nobody took a relation away or put another in its place."""
        links = self._of.get(frozenset((related.a, related.b)), ())
        return not any(link.holds or link.type is None or link.type == related.type for link in links)

    def made(self) -> list[Related]:
        """The relations that people made, as records."""
        return [
            Related(
                link.a,
                link.b,
                link.type,
                link.subtype,
                (f"decided by a person: {link.decision}",),
                1.0,
                decided=link.decision,
            )
            for links in self._of.values()
            for link in links
            if link.holds and link.type is not None
        ]


@dataclass(frozen=True)
class Group:
    """The facts of one event after the decisions; `as_before` the event if nothing of it changed.

    `causes` are numbers of the groups that it is an outcome of, `outcomes` facts of those that are outcomes of it.
    """

    facts: tuple[Fact, ...]
    as_before: "Event | None"
    causes: tuple[int, ...]
    outcomes: tuple[Fact, ...]


def regrouped(events: "Sequence[Event]", grouping: Regrouping) -> list[Group] | None:
    """The events of a place as people merged and split them; None where nothing is other than before.

    Casualties that a report gives as the outcome of an event stay with the group that has most of its tellings.
    """
    named = grouping.claims()
    if all(named.isdisjoint(event.claims) for event in events):
        return None
    left: dict[frozenset[str], list[Event]] = {}
    for event in events:
        left.setdefault(frozenset(event.claims), []).append(event)
    found: list[Event | list[str]] = []
    for claims in grouping.regroup([event.claims for event in events]):
        same = left.get(frozenset(claims))
        found.append(same.pop(0) if same else claims)
    facts: dict[str, list[Fact]] = {}
    for event in (event for same in left.values() for event in same):
        for fact in event.facts:
            facts.setdefault(fact.id, []).append(fact)
    if not facts:
        return None
    # A claim about two quarters may stand in two events: each of its facts goes to one group only.
    members = [
        tuple(fact for claim in group for fact in facts.pop(claim, ())) if isinstance(group, list) else group.facts
        for group in found
    ]
    return _with_causes(events, found, members)


def _with_causes(
    events: "Sequence[Event]", found: "Sequence[Event | list[str]]", members: Sequence[tuple[Fact, ...]]
) -> list[Group]:
    owner = {_key(fact): n for n, group in enumerate(members) for fact in group}
    heir: dict[str, int] = {}
    for event in events:
        owners = Counter(owner[_key(fact)] for fact in event.facts if _key(fact) in owner)
        if owners:
            heir[event.id] = owners.most_common(1)[0][0]
    causes: dict[int, dict[int, None]] = {}
    outcomes: dict[int, dict[tuple[str, str], Fact]] = {}
    for event in events:
        for cause in (heir[id] for id in event.causes if id in heir):
            for fact in event.facts:
                mine = owner.get(_key(fact))
                if mine is not None and mine != cause:
                    causes.setdefault(mine, {})[cause] = None
                    outcomes.setdefault(cause, {})[_key(fact)] = fact
    return [
        Group(
            group,
            None if isinstance(found[n], list) else found[n],  # type: ignore[arg-type]
            tuple(causes.get(n, ())),
            tuple(outcomes.get(n, {}).values()),
        )
        for n, group in enumerate(members)
        if group
    ]


def _key(fact: Fact) -> tuple[str, str]:
    return fact.id, fact.where.part


def homes(links: Iterable[Related], anchors: Mapping[str, Sequence[str]]) -> dict[str, list[Related]]:
    """Where relations that people made are filed: at every anchor that both claims have, else at the first of `a`'s.

    `anchors` are those of each claim; a relation of a claim that has none is filed nowhere.
    """
    out: dict[str, list[Related]] = {}
    for related in links:
        mine, theirs = anchors.get(related.a, ()), anchors.get(related.b, ())
        if mine and theirs:
            for anchor in [one for one in mine if one in theirs] or mine[:1]:
                out.setdefault(anchor, []).append(related)
    return out
