"""What people decided about events and relations: which claims are one happening, and which are related how.

Events and relations are worked out anew from claims, so decisions about them name claims, never events: they hold
whatever the events are called after the next run.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from riwaya.ledger import payloads
from riwaya.ledger.decisions import Decision, relation_id
from riwaya.ledger.payloads import RelationSubtype, RelationType


class Linked(msgspec.Struct, frozen=True):
    """A decision about the relation of two claims: `a` is related to `b` by `type`, or (`holds` false) not at all.

    An unlinking with a type takes away relations of that type only.
    """

    a: str
    b: str
    type: RelationType | None
    subtype: RelationSubtype | None
    holds: bool
    decision: str

    @property
    def id(self) -> str:
        """The relation's id."""
        return relation_id(self.a, self.b)


class Grouping:
    """Merges and splits of events, in the order in which they were decided.

    `moved` maps claims that are gone to those that took their decisions over (`riwaya.ledger.carry`).
    """

    def __init__(self, decisions: Iterable[Decision], moved: Mapping[str, str] | None = None) -> None:
        self._steps: list[tuple[str, list[list[str]]]] = []
        moved = moved or {}
        for decision in decisions:
            if decision.action in ("merge", "split"):
                groups = payloads.read(payloads.Groups, decision.new).claims
                self._steps.append((decision.action, [[moved.get(c, c) for c in group] for group in groups]))

    def __bool__(self) -> bool:
        return bool(self._steps)

    def claims(self) -> frozenset[str]:
        """Every claim that was decided about."""
        return frozenset(claim for _, groups in self._steps for group in groups for claim in group)

    def regroup(self, events: Sequence[Sequence[str]]) -> list[list[str]]:
        """The claims of each event after the decisions, given those of each event as the machine has it.

        Merged claims take the rest of their events with them. On a split the first group keeps what the decision does
        not name, the others become events of their own. Order within an event and of the events is that of the input;
        claims that are in no event given are passed over.
        """
        order = {claim: n for n, claim in enumerate(claim for event in events for claim in event)}
        of = {claim: n for n, event in enumerate(events) for claim in event}
        members = {n: set(event) for n, event in enumerate(events)}
        for action, groups in self._steps:
            known = [[claim for claim in group if claim in of] for group in groups]
            if action == "merge":
                _merge(sorted({of[claim] for group in known for claim in group}), of, members)
            else:
                _split(known, of, members)
        left = [sorted(event, key=order.__getitem__) for event in members.values() if event]
        return sorted(left, key=lambda event: order[event[0]])


def _merge(together: list[int], of: dict[str, int], members: dict[int, set[str]]) -> None:
    for other in together[1:]:
        for claim in members.pop(other):
            members[together[0]].add(claim)
            of[claim] = together[0]


def _split(groups: list[list[str]], of: dict[str, int], members: dict[int, set[str]]) -> None:
    taken = {of[claim] for claim in groups[0]}
    for group in groups[1:]:
        away = [claim for claim in group if of[claim] in taken]
        if away:
            own = max(members) + 1
            members[own] = set(away)
            for claim in away:
                members[of[claim]].discard(claim)
                of[claim] = own
        taken |= {of[claim] for claim in group}


def linked(decisions: Iterable[Decision], moved: Mapping[str, str] | None = None) -> list[Linked]:
    """What stands about relations: for each two claims the last decision, or the last of each type."""
    moved = moved or {}
    out: dict[tuple[str, str | None], Linked] = {}
    for decision in decisions:
        if decision.action not in ("link", "unlink"):
            continue
        link = payloads.read(payloads.Link, decision.new)
        a, b = moved.get(link.a, link.a), moved.get(link.b, link.b)
        if a == b:
            continue
        found = Linked(a, b, link.type, link.subtype, decision.action == "link", decision.id)
        if link.type is None or found.holds:  # says all there is to say about the two
            for key in [key for key in out if key[0] == found.id]:
                del out[key]
        out[found.id, None if found.holds else link.type] = found
    return list(out.values())
