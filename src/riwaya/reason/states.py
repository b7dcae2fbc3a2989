"""Two claims about who has a place: whether they can both be so, and which of them came after the other.

What cannot be so at once is a contradiction when both are of one day, and succession when one is later: a place that is
taken, lost and retaken has changed hands. Where the days leave it open, nothing is said.
"""

from typing import NamedTuple

from riwaya.reason.facts import WHOLE, Fact, numbers_of
from riwaya.reason.parties import Same, compare
from riwaya.reason.verdict import Related, Subtype, found
from riwaya.reason.when import When, later_of, when
from riwaya.reason.where import Place2, compare_places

SUCCESSION_DAYS = 60
"""A state replaces those of so many days before it; what is older was replaced by something between."""
FAR_KM = 2.0
"""From this distance on, a force is not in the place."""


class Clash(NamedTuple):
    """Why two states cannot be at once."""

    subtype: Subtype
    score: float
    why: str


def states(a: Fact, b: Fact) -> Related | None:
    """The relation of two asserted states of one anchor that cannot both be so; None when they can."""
    if not a.committed or not b.committed or a.effect is None or b.effect is None:
        return None
    clash = _clash(a, b) or _clash(b, a)
    if clash is None:
        return None
    follows = _follows(a, b)
    if follows is not None:
        new, old = follows
        if new.dated and old.dated and new.days[0] - old.days[1] > SUCCESSION_DAYS:
            return None
        return found("supersedes", None, new, old, 0.85 * clash.score, "a later state of the place", clash.why)
    if when(a, b) is not When.SAME or a.voice == b.voice or not _both_now(a, b):
        return None
    return found("contradicts", clash.subtype, a, b, clash.score, clash.why)


def _both_now(a: Fact, b: Fact) -> bool:
    """Whether two reports mean one moment: an exact day, one report, or one day of publication."""
    if a.background or b.background:
        return not a.vague and not b.vague
    if a.document == b.document:
        return bool(a.claim.voices) and bool(b.claim.voices)  # a report that contradicts itself tells a development
    return not (a.vague or b.vague) or a.told == b.told


def _follows(a: Fact, b: Fact) -> tuple[Fact, Fact] | None:
    """`(later, earlier)` where time or the words tell it."""
    ordered = later_of(a, b)
    if ordered is not None:
        return ordered
    if when(a, b) is When.UNKNOWN:
        return None
    for new, old in ((a, b), (b, a)):
        # Who retakes a place takes it from who has it; who withdraws has had it; both come after its taking.
        if new.claim.event == "recapture" and old.kind == "taking" and old.claim.event != "recapture":
            return new, old
        if new.kind == "leaving" and old.kind == "taking" and compare(new.who, old.who) is Same.YES:
            return new, old
    if a.kind == b.kind == "taking" and compare(a.who, b.who) is Same.YES and _one_telling(a, b):
        # One party's share grows: the larger part is taken last.
        return (a, b) if a.share > b.share else (b, a)
    return None


def _one_telling(a: Fact, b: Fact) -> bool:
    return a.voice == b.voice or (a.document == b.document and not (a.claim.voices and b.claim.voices))


def _clash(a: Fact, b: Fact) -> Clash | None:
    """Why `a` and `b` cannot be at once, looked at from `a`; days do not count here."""
    place = compare_places(a.where, b.where)
    if a.effect == "holds" and place is not Place2.OTHER:
        if b.effect == "holds":
            return _two_holders(a, b, place)
        if place is Place2.SAME and compare(a.who, b.who) is Same.YES:
            return _holder_elsewhere(a, b)
    apart = a.effect == "inside" and b.effect == "outside" and place is Place2.SAME and _far(b)
    if apart and compare(a.who, b.who) is Same.YES:
        return Clash("direct", 0.8, "in the place against still at a distance from it")
    return None


def _two_holders(a: Fact, b: Fact, place: Place2) -> Clash | None:
    same = compare(a.who, b.who)
    if same is Same.UNKNOWN and compare(a.who, b.loser) is Same.YES:
        same = Same.NO  # taken from the one who is said to have it
    if same is Same.YES:
        disjoint = a.share[1] < b.share[0] or b.share[1] < a.share[0]
        if disjoint and place is Place2.SAME and max(a.share[1], b.share[1]) >= WHOLE and _counted(a, b):
            return Clash("partial", 0.7, "all of the place against a part of it")
        return None
    if same is not Same.NO:
        return None
    if place is Place2.SAME:
        if a.share[0] + b.share[0] <= 1.0:
            return None  # each may have its part
        whole = a.share[0] >= WHOLE and b.share[0] >= WHOLE
        return Clash("direct" if whole else "partial", 0.9 if whole else 0.75, "two parties are said to have it")
    outer, inner = (a, b) if place is Place2.WHOLE else (b, a)
    if outer.share[0] >= WHOLE and inner.share[1] > 0 and inner.where.part:
        return Clash("partial", 0.7, "all of the place against another's hold on a part of it")
    return None


def _counted(a: Fact, b: Fact) -> bool:
    """Whether the smaller share is said as a share: a place named by a part may mean the whole."""
    smaller = a if a.share[1] < b.share[1] else b
    return smaller.claim.extent is not None


def _holder_elsewhere(a: Fact, b: Fact) -> Clash | None:
    if b.effect == "gone":
        return Clash("direct", 0.85, "has the place against has left or lost it")
    if b.effect == "outside" and _far(b):
        return Clash("direct", 0.85, "has the place against still at a distance from it")
    return None


def _far(fact: Fact) -> bool:
    return any(n.unit == "km" and n.quantity.value >= FAR_KM for n in numbers_of(fact))
