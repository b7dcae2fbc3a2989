"""Opponents: from whom a place was taken, and whom somebody attacked, where only the rest of the report says it.

A report that tells who holds the town, or whom its taker fights, says from whom the town was taken. Read off the claims
of the whole document, what stands before and what comes after.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.lang.arabic import arabic
from riwaya.model import Actor, Claim, Place, claim_id
from riwaya.model.vocabulary import FAMILIES
from riwaya.text.normalise import fold

RULE: Final = "target:opponent"
_TAKEN: Final = frozenset(("capture", "recapture", "clearing"))
_BATTLES: Final = frozenset(("clash", "attack", "ambush"))
_FIGHTING: Final = frozenset(
    (*_BATTLES, *FAMILIES["remote"], *_TAKEN, "entry", "siege", "killed", "execution", "detained")
) - {"shootdown"}
_HOLDING: Final = frozenset(("control", "loss", "withdrawal"))
_TOLD: Final = frozenset(("asserts", "denies", "doubts"))  # who is said not to have hit whom fights him none the less
_ARMED: Final = frozenset(("military", "armed_group"))
_NEAR: Final = 700  # characters within which one of several opponents is the one meant
_FAR: Final = 2500  # ... and the only one
_AT_MOST: Final = 2
_ALSO: Final = 8
_ROUNDS: Final = 2  # whom the second side took a place back from tells whom the first had taken it from


def with_opponents(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those that leave out against whom they were with the opponents that the document gives."""
    out = list(claims)
    sides = None
    for _ in range(_ROUNDS):
        if any(map(_leaves_out, out)):
            sides = _Sides(out)
            out = [_against(claim, sides) if _leaves_out(claim) else claim for claim in out]
    if any(map(_nameless, out)):
        sides = sides or _Sides(out)
        out = [_named(claim, sides) if _nameless(claim) else claim for claim in out]
    return out


def _nameless(claim: Claim) -> bool:
    """Whether somebody did a deed to fighters who are told by a common noun only: gunmen, the enemy."""
    return claim.event in _FIGHTING and bool(claim.agents) and any(map(_anybody, claim.targets))


def _named(claim: Claim, sides: "_Sides") -> Claim:
    """The claim with its opponent's names beside the common nouns for his fighters."""
    names = tuple(dict.fromkeys(name for a in sides.opponents(claim) for name in (a.text, *a.also)))
    if not names:
        return claim
    targets = tuple(
        msgspec.structs.replace(t, also=tuple(n for n in dict.fromkeys((*t.also, *names)) if n != t.text)[:_ALSO])
        if _anybody(t)
        else t
        for t in claim.targets
    )
    return msgspec.structs.replace(claim, targets=targets)


def _anybody(actor: Actor) -> bool:
    if actor.entity is not None:
        return False
    words = [key.removeprefix("ال") for key in fold(actor.text).split()]
    common = arabic().group("common.fighters")
    return bool(words) and all(word in common or not word.isalpha() for word in words)


def _leaves_out(claim: Claim) -> bool:
    if claim.targets or not 0 < len(claim.agents) <= _AT_MOST:
        return False
    return claim.event in _TAKEN or (claim.event in _BATTLES and claim.stance == "asserts")


def _against(claim: Claim, sides: "_Sides") -> Claim:
    whom = (sides.holders(claim) if claim.event in _TAKEN else ()) or sides.opponents(claim) or sides.other(claim)
    if not whom:
        return claim
    changed = msgspec.structs.replace(claim, targets=whom[:_AT_MOST], rules=(*claim.rules, RULE))
    return msgspec.structs.replace(changed, id=claim_id(claim.document, changed))


class _Sides:
    """Who fights whom, and who holds what, by the claims of a document.

    Those are of one side who have one name, who act together in a claim, or who share a side in the gazetteer (of some
    time), unless the document tells that they fight each other.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._allies: set[tuple[str, str]] = set()
        self._enemies: set[tuple[str, str]] = set()
        self._fights: list[tuple[int, tuple[Actor, ...], tuple[Actor, ...]]] = []
        self._held: list[tuple[int, tuple[Actor, ...], frozenset[str]]] = []
        self._armed: list[Actor] = []
        for claim in claims:
            agents = tuple(a for a in claim.agents if _party(a) or (a.entity is None and claim.event in _FIGHTING))
            targets = tuple(t for t in claim.targets if _party(t) or (t.entity is None and claim.event == "clash"))
            at = claim.evidence.start
            if claim.event != "clash" or targets:
                keys = [_key(a) for a in agents]
                self._allies.update((a, b) for a in keys for b in keys)
            if claim.event in _FIGHTING and agents and targets and claim.stance in _TOLD:
                self._fights.append((at, agents, targets))
                self._fights.append((at, targets, agents))
                self._enemies.update((_key(a), _key(t)) for a in agents for t in targets)
                self._enemies.update((_key(t), _key(a)) for a in agents for t in targets)
            elif claim.event in _HOLDING and agents and claim.stance == "asserts":
                self._held.append((at, agents, _marks(claim.places)))
            self._armed.extend(a for a in (*agents, *targets) if _kind(a.entity) in _ARMED)

    def holders(self, claim: Claim) -> tuple[Actor, ...]:
        """Who is told to hold, lose or leave the very place that somebody else takes; the nearest telling counts."""
        places = _marks(claim.places)
        told = [
            (abs(at - claim.evidence.start), at, agents)
            for at, agents, held in self._held
            if held & places and not self._one_side(agents, claim.agents)
        ]
        return min(told, key=lambda t: t[:2])[2] if told else ()

    def opponents(self, claim: Claim) -> tuple[Actor, ...]:
        """Whom one of the claim's agents fights: the only ones in the document, else those told close by."""
        told = [
            (abs(at - claim.evidence.start), at, others)
            for at, side, others in self._fights
            if self._one_side(side, claim.agents) and not self._one_side(others, claim.agents)
        ]
        if not told:
            return ()
        distance, _, nearest = min(told, key=lambda t: t[:2])
        several = any(not self._one_side(others, nearest) for _, _, others in told)
        states = any(_kind(a.entity) == "government" for a in (*claim.agents, *nearest))
        near = several or states or claim.event in _BATTLES
        return () if distance > (_NEAR if near else _FAR) else nearest

    def other(self, claim: Claim) -> tuple[Actor, ...]:
        """The one armed party in the document that the gazetteer has on another side of the same conflict."""
        ours = frozenset().union(*(_labels(a.entity) for a in claim.agents))
        wars = {label.partition(":")[0] for label in ours}
        against = [
            a
            for a in self._armed
            if (labels := _labels(a.entity)) and not labels & ours and wars & {x.partition(":")[0] for x in labels}
        ]
        one = against[:1] if all(self._one_side((a,), against[:1]) for a in against) else ()
        return tuple(one)

    def _one_side(self, some: Iterable[Actor], others: Sequence[Actor]) -> bool:
        for a in some:
            for b in others:
                pair = _key(a), _key(b)
                if _same(a, b) or pair in self._allies:
                    return True
                if pair not in self._enemies and not _labels(a.entity).isdisjoint(_labels(b.entity)):
                    return True
        return False


def _party(actor: Actor) -> bool:
    if actor.entity is None or not actor.entity.startswith("actor:"):
        return False
    first = fold(actor.text).split()[0].removeprefix("ال")
    return first not in arabic().group("blows")  # ضربات التحالف: what somebody does is no side


def _marks(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(p.entity if p.entity is not None and p.precision != "part" else p.text for p in places)


def _key(actor: Actor) -> str:
    return actor.entity or actor.text


def _same(a: Actor, b: Actor) -> bool:
    named = a.text == b.text or a.text in b.also or b.text in a.also
    if named or (a.entity is not None and a.entity == b.entity):
        return True
    short, long = sorted((a.text, b.text), key=len)
    return " " in short and long.startswith(short + " ")  # الجيش السوري, الجيش السوري وحلفاؤه


def _kind(entity: str | None) -> str:
    row = actors().rows.get(entity) if entity is not None else None
    return row.kind if row is not None else ""


@cache
def _labels(entity: str | None) -> frozenset[str]:
    """The sides that the gazetteer gives an actor, whatever the day."""
    row = actors().rows.get(entity) if entity is not None else None
    return frozenset(side.partition("@")[0] for side in row.sides) if row is not None else frozenset()
