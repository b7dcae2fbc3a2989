"""Opponents: from whom a place was taken, and whom somebody attacked, where only the rest of the report says it.

A report that tells who holds the town, or whom its taker fights, says from whom the town was taken. Read off the claims
of the whole document, what stands before and what comes after.
"""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from riwaya.extract.sides import BATTLES, FIGHTING, TAKEN, UNTOLD, Parties, Sides
from riwaya.extract.view import View
from riwaya.lang.arabic import arabic
from riwaya.lang.grammar import ARTICLE
from riwaya.model import Actor, Claim, Voice, claim_id
from riwaya.model.vocabulary import MOST_FORMS
from riwaya.text.normalise import fold

RULE: Final = "target:opponent"
_AT_MOST: Final = 2
_JUST_BEFORE: Final = 200  # characters from a group's name to the common noun that takes it up
_ROUNDS: Final = 2  # whom the second side took a place back from tells whom the first had taken it from


def with_opponents(claims: Sequence[Claim], view: View) -> list[Claim]:
    """The claims, those that leave out against whom they were with the opponents that the document gives."""
    out = list(claims)
    if not any(
        _untold(c) or _leaves_out(c) or _nameless(c) or any(_the_enemy(a) or _attackers(a) for a in c.agents)
        for c in out
    ):
        return out
    for n, claim in enumerate(out):
        if any(map(_attackers, claim.agents)):
            out[n] = _by_their_attack(claim, out[:n])
    parties = Parties(view)
    out = [_between_both(claim, parties) if _untold(claim) else claim for claim in out]
    out = [_known(claim, parties) if any(map(_the_enemy, claim.agents)) else claim for claim in out]
    sides = None
    for _ in range(_ROUNDS):
        if any(map(_leaves_out, out)):
            sides = Sides(out, parties)
            out = [_against(claim, sides) if _leaves_out(claim) else claim for claim in out]
    if any(map(_nameless, out)):
        sides = sides or Sides(out, parties)
        out = [_named(claim, sides) if _nameless(claim) else claim for claim in out]
    return out


def _untold(claim: Claim) -> bool:
    return UNTOLD in claim.rules and not claim.agents and claim.event in FIGHTING


def _between_both(claim: Claim, parties: Parties) -> Claim:
    """The claim of fighting "between the two sides" with the two parties that are named last before it.

    Which of them set upon the other is not said, so both do what is done.
    """
    both = parties.two_before(claim.evidence.start)
    if not both:
        return claim
    changed = msgspec.structs.replace(claim, agents=both, rules=(*claim.rules, "agent:parties-before"))
    return msgspec.structs.replace(changed, id=claim_id(claim.document, changed))


def _nameless(claim: Claim) -> bool:
    """Whether somebody did a deed to fighters who are told by a common noun only: gunmen, the enemy."""
    return claim.event in FIGHTING and bool(claim.agents) and any(map(_anybody, claim.targets))


def _named(claim: Claim, sides: Sides) -> Claim:
    """The claim with its opponent's names beside the common nouns for his fighters."""
    names = tuple(dict.fromkeys(name for a in sides.opponents(claim) for name in (a.text, *a.also)))
    if not names:
        return claim
    return msgspec.structs.replace(claim, targets=_also_called(claim.targets, names, _anybody))


def _also_called(
    mentions: tuple[Actor, ...], names: tuple[str, ...], which: Callable[[Actor], bool]
) -> tuple[Actor, ...]:
    """The mentions, those that `which` picks with further names."""
    return tuple(
        msgspec.structs.replace(m, also=tuple(n for n in dict.fromkeys((*m.also, *names)) if n != m.text)[:MOST_FORMS])
        if which(m)
        else m
        for m in mentions
    )


def _known(claim: Claim, parties: Parties) -> Claim:
    """The claim with the names of an armed group of the report beside the common nouns for who acts: the enemy.

    It is the only one that is on no side of whom the claim tells that it befell, or of who tells it; of several the
    one that was named right before.
    """
    ours: frozenset[str] = frozenset()
    for body in (*claim.targets, *(_speaker(v) for v in claim.voices)):
        ours |= parties.labels(body)
    groups = [(m, labels) for m, labels in parties.armed() if m.sure and m.rows[0].kind == "armed_group"]
    others = [m for m, labels in groups if not labels & ours]
    if len({m.rows[0].id for m in others}) > 1:
        at = min(a.start for a in claim.agents if _the_enemy(a))
        before = [m for m in others if at - _JUST_BEFORE <= m.start < at]
        others = [m for m in others if before and m.rows[0].id == before[-1].rows[0].id]
    if not others:
        return claim
    names = tuple(dict.fromkeys(m.text for m in others))
    return msgspec.structs.replace(claim, agents=_also_called(claim.agents, names, _the_enemy))


def _attackers(actor: Actor) -> bool:
    """Whether somebody is told by nothing but his attack: the attackers, the attacking forces."""
    words = {key.removeprefix(ARTICLE) for key in fold(actor.text).split()}
    return actor.entity is None and len(words) <= 2 and not words.isdisjoint(arabic().group("attackers"))


def _by_their_attack(claim: Claim, before: Sequence[Claim]) -> Claim:
    """The claim with the names of who made the last attack told before it beside "the attackers"."""
    told = (c for c in reversed(before) if c.event in BATTLES and c.agents and not any(map(_attackers, c.agents)))
    attack = next(told, None)
    if attack is None:
        return claim
    names = tuple(dict.fromkeys(name for a in attack.agents for name in (a.text, *a.also)))
    return msgspec.structs.replace(claim, agents=_also_called(claim.agents, names, _attackers))


def _speaker(voice: Voice) -> Actor:
    return Actor(voice.text, voice.start, voice.end, voice.name, voice.entity, voice.also)


def _anybody(actor: Actor) -> bool:
    if actor.entity is not None:
        return False
    words = [key.removeprefix(ARTICLE) for key in fold(actor.text).split()]
    common = arabic().group("common.fighters")
    return bool(words) and all(word in common or not word.isalpha() for word in words)


def _the_enemy(actor: Actor) -> bool:
    """Whether an actor is told by a definite common noun for the other side: the enemy, the extremists."""
    words = [key.removeprefix(ARTICLE) for key in fold(actor.text).split()]
    either = arabic().group("fighters.of.either.side")
    return actor.text.startswith(ARTICLE) and _anybody(actor) and any(word not in either for word in words)


def _leaves_out(claim: Claim) -> bool:
    if claim.targets or not 0 < len(claim.agents) <= _AT_MOST:
        return False
    return claim.event in TAKEN or (claim.event in BATTLES and claim.stance == "asserts")


def _against(claim: Claim, sides: Sides) -> Claim:
    whom = (sides.holders(claim) if claim.event in TAKEN else ()) or sides.opponents(claim) or sides.other(claim)
    if not whom:
        return claim
    whom = tuple({a.text: a for a in (sides.parties.plainly(a, claim.evidence.start) for a in whom)}.values())
    changed = msgspec.structs.replace(claim, targets=whom[:_AT_MOST], rules=(*claim.rules, RULE))
    return msgspec.structs.replace(changed, id=claim_id(claim.document, changed))
