"""Disputes: the events and states of a place about which voices contradict one another.

A dispute is a set of claims that contradictions hold together, with those that support one of them. Its camps are the
accounts that go together. Which camp is right is not said; what is said is who tells what, since when, on how many
independent roots, who changed sides, and what would settle it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from riwaya.model.ids import content_id
from riwaya.reason.analysis import Analysis, Block, Event
from riwaya.reason.facts import Fact
from riwaya.reason.harmed import others_harmed
from riwaya.reason.kinds import STRIKES, TERRITORY, TOLLS
from riwaya.reason.parties import Same, compare
from riwaya.reason.phrases import day, days, named_place, saying, voice_id, voice_name
from riwaya.reason.verdict import Related

IMPORTANCE = (
    (TERRITORY | {"chemical_attack"}, 1.0),
    (TOLLS | STRIKES, 0.9),
    (frozenset({"battle", "custody", "displacement", "human_shields", "evacuation"}), 0.7),
)
LEAST_IMPORTANCE = 0.4

Topic = Literal["holder", "event", "number", "responsibility", "victims"]
"""What is disputed: who has a place, whether something happened, how many, who did it, who was harmed."""

SettledBy = Literal["count", "origin", "names", "quarters", "account"]
"""What would settle it: a count or list of names, where the fire came from, who the victims were, which quarters are
whose, or an account from outside the camps.
"""


_HOLDS: Final = frozenset(("holds", "inside"))


@dataclass(frozen=True)
class Camp:
    """One account. `says` is what the claim `spokesman` says, the surest of those that others contradict; `since` is
    the ISO day when the account was first told, None when no report of it is dated.
    """

    says: str
    spokesman: str
    voices: tuple[str, ...]
    names: tuple[str, ...]
    claims: tuple[str, ...]
    roots: int
    since: str | None


@dataclass(frozen=True)
class Change:
    """A voice that told one camp's account and later another's."""

    voice: str
    before: int
    after: int
    on: str | None


@dataclass(frozen=True)
class Dispute:
    """A contested event or state. `camps` by their roots, the most first; `open` until nobody holds the other account;
    `weight` in [0, 1] is how much it matters, for ordering.
    """

    id: str
    topic: Topic
    about: str
    place: str
    earliest: str | None
    latest: str | None
    subtypes: tuple[str, ...]
    camps: tuple[Camp, ...]
    changed: tuple[Change, ...]
    open: bool
    settled_by: SettledBy
    would_settle: str
    weight: float


def disputes(analysis: Analysis) -> list[Dispute]:
    """All disputes, those that matter most first."""
    found = [dispute for block in analysis.blocks() for dispute in disputes_of(block)]
    return sorted(found, key=lambda dispute: (-dispute.weight, dispute.id))


def disputes_of(block: Block) -> list[Dispute]:
    """The disputes of one anchor."""
    facts = {fact.id: fact for event in block.events for fact in event.facts}
    against = [r for r in block.relations if r.type in ("contradicts", "retracts") and r.a in facts and r.b in facts]
    if not against:
        return []
    event_of = {fact.id: event for event in block.events for fact in event.facts}
    groups = _Groups()
    for related in against:
        if related.type == "contradicts":
            groups.join(related.a, related.b)
    for related in against:
        if related.type == "retracts" and (related.a in groups or related.b in groups):
            groups.join(related.a, related.b)
    support = _support(block.relations)
    out = []
    for members in groups.all():
        supporters = {s for member in members for s in support.get(member, ()) if s not in groups and s in facts}
        denials = [facts[id] for id in members if facts[id].denied]
        # Who tells of other dead in the same fight takes no side in whether these were killed.
        supporters = {s for s in supporters if not any(others_harmed(denial, facts[s]) for denial in denials)}
        claims = [facts[id] for id in sorted({*members, *supporters}, key=lambda id: facts[id].order)]
        edges = [r for r in against if r.a in members and r.b in members]
        out.append(_dispute(claims, edges, support, event_of))
    return out


class _Groups:
    """Claims that contradictions hold together."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}

    def __contains__(self, id: str) -> bool:
        return id in self._of

    def join(self, a: str, b: str) -> None:
        mine, theirs = self._of.setdefault(a, {a}), self._of.setdefault(b, {b})
        if mine is not theirs:
            if len(mine) < len(theirs):
                mine, theirs = theirs, mine
            mine |= theirs
            for id in theirs:
                self._of[id] = mine

    def all(self) -> list[set[str]]:
        once = {id(group): group for group in self._of.values()}
        return sorted(once.values(), key=min)


def _support(relations: Iterable[Related]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for related in relations:
        if related.type in ("repeats", "corroborates"):
            out.setdefault(related.a, set()).add(related.b)
            out.setdefault(related.b, set()).add(related.a)
    return out


def _dispute(
    facts: Sequence[Fact], edges: Sequence[Related], support: Mapping[str, set[str]], event_of: Mapping[str, Event]
) -> Dispute:
    against: dict[str, set[str]] = {}
    for edge in edges:
        against.setdefault(edge.a, set()).add(edge.b)
        against.setdefault(edge.b, set()).add(edge.a)
    camps = [_camp(camp, against, event_of) for camp in _camps(facts, against, support)]
    camps.sort(key=lambda camp: (-camp.roots, camp.since or "9999", camp.claims))
    changed = _changes(camps, {fact.id: fact for fact in facts})
    contested = [fact for fact in facts if fact.id in against]
    first = next((fact for fact in contested if not fact.denied), contested[0])
    subtypes = tuple(dict.fromkeys(edge.subtype for edge in edges if edge.subtype))
    topic = _topic(contested, subtypes)
    settled_by = _settled_by(topic, subtypes)
    spans = [days(fact.days) for fact in contested]
    earliest = min((low for low, _ in spans if low), default=None)
    latest = max((high for _, high in spans if high), default=None)
    return Dispute(
        content_id("dispute", first.where.anchor, min(fact.id for fact in contested)),
        topic,
        _about(topic, first),
        first.where.anchor,
        earliest,
        latest,
        subtypes,
        tuple(camps),
        changed,
        _is_open(camps, changed),
        settled_by,
        _would_settle(settled_by, first, earliest, latest),
        _weight(contested, edges, camps, {fact.document for fact in facts}),
    )


def _camps(facts: Sequence[Fact], against: Mapping[str, set[str]], support: Mapping[str, set[str]]) -> list[list[Fact]]:
    """Accounts that go together: each claim joins the camp that supports it most and where none contradicts it."""
    camps: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda f: (f.id not in against, f.order)):
        best: tuple[float, list[Fact]] | None = None
        for camp in camps:
            if any(other.id in against.get(fact.id, ()) for other in camp):
                continue
            score = sum(1.0 for other in camp if other.id in support.get(fact.id, ()))
            score += 0.5 * any(_same_position(fact, other) for other in camp)
            if score and (best is None or score > best[0]):
                best = (score, camp)
        if best is not None:
            best[1].append(fact)
        elif fact.id in against:
            camps.append([fact])
    camps = _allied(camps, against)
    for camp in camps:
        camp.sort(key=lambda fact: fact.order)
    return camps


def _allied(camps: list[list[Fact]], against: Mapping[str, set[str]]) -> list[list[Fact]]:
    """Camps that contradict the same camp and not one another are one: who says it is thirty kilometres off, and who
    says it has not fallen. Accounts that give the place to different parties never are, though one may follow.
    """
    opposed = [
        {m for m, other in enumerate(camps) if any(o.id in against.get(f.id, ()) for f in camp for o in other)}
        for camp in camps
    ]
    out: list[tuple[list[Fact], set[int], set[int]]] = []
    for n, camp in enumerate(camps):
        for joined, members, foes in out:
            if foes & opposed[n] and n not in foes and not members & opposed[n] and not _rivals(joined, camp):
                joined.extend(camp)
                members.add(n)
                foes |= opposed[n]
                break
        else:
            out.append((list(camp), {n}, set(opposed[n])))
    return [joined for joined, _, _ in out]


def _rivals(camp: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """Whether two camps give the place to different parties."""
    return any(
        a.effect in _HOLDS and b.effect in _HOLDS and not a.denied and not b.denied and compare(a.who, b.who) is Same.NO
        for a in camp
        for b in other
    )


def _same_position(a: Fact, b: Fact) -> bool:
    if a.denied != b.denied:
        return False
    if a.kind in TERRITORY and b.kind in TERRITORY:
        both = (a.effect in _HOLDS) == (b.effect in _HOLDS)
        return both and compare(a.who, b.who) is Same.YES
    return a.kind == b.kind and compare(a.gainer, b.gainer) is Same.YES


def _camp(facts: Sequence[Fact], against: Mapping[str, set[str]], event_of: Mapping[str, Event]) -> Camp:
    contested = [fact for fact in facts if fact.id in against]
    spokesman = max(contested, key=lambda fact: (bool(fact.claim.agents), fact.claim.score, len(against[fact.id])))
    lineages = {lineage.id for fact in facts for lineage in event_of[fact.id].lineages if fact.id in lineage.claims}
    told = [fact.told for fact in facts if fact.told is not None]
    return Camp(
        saying(spokesman),
        spokesman.id,
        tuple(dict.fromkeys(voice_id(fact) for fact in facts)),
        tuple(dict.fromkeys(voice_name(fact) for fact in facts)),
        tuple(dict.fromkeys(fact.id for fact in facts)),
        min(len(lineages), len({fact.voice for fact in facts})),
        day(min(told)) if told else None,
    )


def _changes(camps: Sequence[Camp], facts: Mapping[str, Fact]) -> tuple[Change, ...]:
    told: dict[str, list[tuple[Fact, int]]] = {}
    for n, camp in enumerate(camps):
        for claim in camp.claims:
            if facts[claim].identified:
                told.setdefault(facts[claim].voice, []).append((facts[claim], n))
    out = []
    for voice in sorted(told):
        ordered = sorted(told[voice], key=lambda item: item[0].order)
        for (old, before), (new, after) in pairwise(ordered):
            if before != after and old.told is not None and new.told is not None and old.told < new.told:
                out.append(Change(voice_name(new), before, after, day(new.told)))
    return tuple(out)


def _is_open(camps: Sequence[Camp], changed: Sequence[Change]) -> bool:
    """Whether more than one camp still has somebody in it who has not gone over to another."""
    gone = {(change.voice, change.before) for change in changed}
    back = {(change.voice, change.after) for change in changed}
    staying = [any((name, n) not in gone or (name, n) in back for name in camp.names) for n, camp in enumerate(camps)]
    return sum(staying) > 1


def _topic(contested: Sequence[Fact], subtypes: Sequence[str]) -> Topic:
    if subtypes == ("quantity",):
        return "number"
    if subtypes == ("responsibility",):
        return "responsibility"
    if subtypes == ("victim_status",):
        return "victims"
    kinds = {fact.kind for fact in contested}
    return "holder" if len(kinds) > 1 and kinds & TERRITORY else "event"


def _about(topic: Topic, first: Fact) -> str:
    if topic == "holder":
        return f"who has {named_place(first)}"
    asks = {
        "event": "whether it is so",
        "number": "the number",
        "responsibility": "who is responsible",
        "victims": "who the victims were",
    }
    return f"{asks[topic]}: {saying(first)}"


def _settled_by(topic: Topic, subtypes: Sequence[str]) -> SettledBy:
    if topic == "number":
        return "count"
    if "responsibility" in subtypes:
        return "origin"
    if "victim_status" in subtypes:
        return "names"
    return "quarters" if "partial" in subtypes or "definitional" in subtypes else "account"


SETTLES: dict[SettledBy, str] = {
    "count": "a list of names, or a count from a hospital or monitor at {place}, {when}",
    "origin": "remains of the weapon, or a witness of where the fire came from, at {place}, {when}",
    "names": "names and affiliation of the victims at {place}, {when}",
    "quarters": "footage or a witness that names the quarters of {place} held by each side, {when}",
    "account": "dated footage from {place}, or an account by somebody outside both camps, {when}",
}


def _would_settle(by: SettledBy, first: Fact, earliest: str | None, latest: str | None) -> str:
    if earliest is None:
        when = "with its day, which no report gives"
    else:
        when = f"of {earliest}" if earliest == latest else f"between {earliest} and {latest}"
    return SETTLES[by].format(place=named_place(first), when=when)


def _weight(contested: Sequence[Fact], edges: Sequence[Related], camps: Sequence[Camp], documents: set[str]) -> float:
    importance = max(_importance(fact.kind) for fact in contested)
    sure = max(edge.score for edge in edges)
    second = camps[1].roots if len(camps) > 1 else 0
    # More independent voices on the weaker side and more reports make it matter more, each further one less.
    return round(importance * sure * (1 - 0.5 ** (second + 1)) * (1 - 0.5 ** (len(documents) + 1)), 3)


def _importance(kind: str) -> float:
    return next((value for kinds, value in IMPORTANCE if kind in kinds), LEAST_IMPORTANCE)
