"""Holding a model's claim against the grammar's claims of the same words."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from riwaya.model import Actor, Claim, Place, Voice
from riwaya.model.vocabulary import FAMILY_OF, NEGATIVE_STANCES
from riwaya.text.normalise import fold

CERTAIN: Final = 0.5
"""The score from which a reading of the grammar counts as certain: likelier than not that a reader finds it, too."""
_SHARED: Final = 0.5
"""The share of the shorter evidence from which two claims rest on the same words."""

Difference = Literal["stance", "voice", "event", "agent", "target", "place", "roles"]


class Comparison(NamedTuple):
    """The grammar's claim that is nearest, and how the model's differs from it; () where they agree."""

    claim: Claim
    differences: tuple[Difference, ...]


def compared(claim: Claim, others: Sequence[Claim], told_apart: bool) -> Comparison | None:
    """How a model's claim stands to the grammar's; None where they have nothing of this happening.

    `told_apart`: a word of the evidence tells exactly this event type, so that another type in the same words is
    another happening.
    """
    near = [o for o in others if FAMILY_OF[o.event] == FAMILY_OF[claim.event] and shared(claim, o) >= _SHARED]
    exact = [o for o in near if o.event == claim.event]
    if not exact and told_apart:
        return None
    found = [Comparison(other, tuple(_differences(claim, other))) for other in exact or near]
    return min(found, key=lambda c: (len(c.differences), c.claim.score < CERTAIN, c.claim.id), default=None)


def shared(a: Claim, b: Claim) -> float:
    """The share of the shorter evidence that stands in the other."""
    both = min(a.evidence.end, b.evidence.end) - max(a.evidence.start, b.evidence.start)
    return both / max(1, min(a.evidence.end - a.evidence.start, b.evidence.end - b.evidence.start))


def denied_elsewhere(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    """A claim of the grammar that denies or doubts what this one asserts, where it has none that asserts it."""
    near = [o for o in others if FAMILY_OF[o.event] == FAMILY_OF[claim.event] and shared(claim, o) >= _SHARED]
    if any(o.stance == claim.stance for o in near):
        return None
    return next((o for o in near if o.stance in NEGATIVE_STANCES), None)


def _differences(claim: Claim, other: Claim) -> Iterable[Difference]:
    if claim.stance != other.stance or claim.denies_what != other.denies_what:
        yield "stance"
    if claim.event != other.event:
        yield "event"
    if bool(claim.voices) != bool(other.voices) or (
        claim.voices and other.voices and not _same(claim.voices[-1], other.voices[-1])
    ):
        yield "voice"
    if _apart(claim.agents, other.agents):
        yield "agent"
    if _apart(claim.targets, other.targets):
        yield "target"
    if _apart(claim.places, other.places):
        yield "place"
    if _meet(claim.agents, other.targets) or _meet(claim.targets, other.agents):
        yield "roles"


Mentions = Sequence[Voice] | Sequence[Actor] | Sequence[Place]


def _apart(ours: Mentions, theirs: Mentions) -> bool:
    """Whether both name somebody, and nobody is among both."""
    return bool(ours) and bool(theirs) and not _meet(ours, theirs)


def _meet(ours: Mentions, theirs: Mentions) -> bool:
    return any(_same(a, b) for a in ours for b in theirs)


def _same(a: Voice | Actor | Place, b: Voice | Actor | Place) -> bool:
    """Whether two mentions mean one: the same entity, the same words, or one inside the other."""
    if a.entity is not None and a.entity == b.entity:
        return True
    if a.start < b.end and b.start < a.end:
        return True
    ours, theirs = ({f" {' '.join(fold(t).split())} " for t in (m.text, *m.also)} for m in (a, b))
    return any(x in y or y in x for x in ours for y in theirs)
