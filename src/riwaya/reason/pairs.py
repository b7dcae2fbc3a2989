"""What two claims of one place are to each other.

`relate` is a function of two facts, of whether they are told of one event, and of whether they share a lineage. It says
least where least is known: two reports conflict only when they cannot both be so on the same day. Of what changes, the
later report follows the earlier one and does not contradict it. The rules stand in `states` (who has the place), in
`denials`, and here (one event told twice).
"""

from riwaya.reason.clusters import names_of, times_over
from riwaya.reason.denials import denied_by
from riwaya.reason.facts import Fact, Number, numbers_of
from riwaya.reason.harmed import HARMLESS
from riwaya.reason.kinds import STRIKES, TERRITORY, TOLLS
from riwaya.reason.parties import Same, compare
from riwaya.reason.states import states
from riwaya.reason.verdict import Related, Verdict, found
from riwaya.reason.when import When, later_of, when
from riwaya.reason.where import Place2, compare_places, narrow, spread

LOCATED = frozenset({"distance", "battle"})
"""Kinds whose numbers say where they are, not how many."""
FAR_COUNT = 20.0
"""Counts that differ so many times over are of different things."""


def relate(a: Fact, b: Fact, *, one_event: bool, linked: bool) -> Related | None:
    """The relation of two facts of one anchor, with its direction; None when there is none to speak of."""
    if a.id == b.id or not _speaks(a) or not _speaks(b):
        return None
    if a.denied and b.denied:
        return _agree(a, b, linked, "both say that it was not so") if one_event else None
    if a.denied or b.denied:
        return denied_by(*((a, b) if a.denied else (b, a)))
    if a.kind in TERRITORY and b.kind in TERRITORY:
        verdict = states(a, b)
        if verdict is not None:
            return verdict
    return _told_twice(a, b, linked) if one_event else None


def _speaks(fact: Fact) -> bool:
    """Whether a fact takes part at all: plans and what could not be verified relate to nothing."""
    return fact.denied or fact.claim.stance in ("asserts", "possible")


def _told_twice(a: Fact, b: Fact, linked: bool) -> Related | None:
    """Two tellings that it happened."""
    both_say = a.committed and b.committed
    if both_say:
        for conflict in (_numbers(a, b), _victims(a, b), _culprits(a, b)):
            if conflict is not None:
                return conflict
    if a.kind in STRIKES | TOLLS and compare(a.gainer, b.gainer) is Same.NO:
        return None
    return _agree(a, b, linked, "both say that it was so", 1.0 if both_say else 0.6)


def _agree(a: Fact, b: Fact, linked: bool, why: str, score: float = 1.0) -> Related:
    score *= 0.9 if when(a, b) in (When.SAME, When.UNCLEAR) else 0.7
    if Same.UNKNOWN in (compare(a.gainer, b.gainer),):
        score *= 0.85
    if linked:
        copy, root = (a, b) if a.order > b.order else (b, a)
        return found("repeats", None, copy, root, score, why, "one root telling")
    return found("corroborates", None, a, b, score, why, "independent of each other")


def _numbers(a: Fact, b: Fact) -> Related | None:
    """Numbers of one thing that cannot both be right."""
    if compare_places(a.where, b.where) is not Place2.SAME or when(a, b) is not When.SAME:
        return None
    if a.background or b.background:
        return None  # totals of a war, of a year
    if a.kind not in LOCATED and a.voice != b.voice and not _same_counted(a, b):
        return None
    conflict: tuple[Number, Number] | None = None
    for mine in numbers_of(a):
        for theirs in numbers_of(b):
            if mine.unit != theirs.unit or mine.status != theirs.status:
                continue
            if max(mine.low, theirs.low) <= min(mine.high, theirs.high):
                return None
            if a.kind in LOCATED or times_over(mine, theirs) <= FAR_COUNT:
                conflict = conflict or (mine, theirs)
    if conflict is None:
        return None
    mine, theirs = conflict
    says = f"{_shown(mine)} against {_shown(theirs)}"
    if a.told is not None and b.told is not None and a.told != b.told:
        new, old = (a, b) if a.told > b.told else (b, a)
        rising = (mine.low > theirs.high) == (new is a)
        if a.voice == b.voice or (rising and a.kind in TOLLS):
            return found("supersedes", None, new, old, 0.8, says, "a later count")
    elif a.voice == b.voice:
        return None  # one voice, one day: a breakdown or a slip, not a contradiction
    return found("contradicts", "quantity", a, b, 0.85, says)


def _same_counted(a: Fact, b: Fact) -> bool:
    """Whether two counts are of the same people or things: in a city there may be several tolls of one day."""
    if spread(a.where):
        return False
    if narrow(a.where) or compare(a.loser, b.loser) is Same.YES:
        return True
    if a.kind not in TOLLS | {"custody"} and compare(a.gainer, b.gainer) is Same.YES:
        return True
    return bool(names_of(a) & names_of(b))


def _shown(number: Number) -> str:
    quantity = number.quantity
    value = f"{quantity.value:g}" if quantity.value == quantity.high else f"{quantity.value:g}-{quantity.high:g}"
    relation = {"at_least": "at least ", "at_most": "at most ", "about": "about "}.get(quantity.relation, "")
    return f"{relation}{value} {number.unit}".rstrip()


def _victims(a: Fact, b: Fact) -> Related | None:
    """The same dead, civilians to one and fighters to the other."""
    if a.kind not in TOLLS or a.kind != b.kind or a.voice == b.voice or when(a, b) is not When.SAME:
        return None
    for mine in numbers_of(a):
        for theirs in numbers_of(b):
            statuses = {mine.status, theirs.status}
            counted_alike = mine.quantity.value == theirs.quantity.value and mine.unit == theirs.unit
            if counted_alike and mine.quantity.value > 1 and "fighters" in statuses and statuses & HARMLESS:
                return found("contradicts", "victim_status", a, b, 0.8, f"{mine.status} against {theirs.status}")
    return None


def _culprits(a: Fact, b: Fact) -> Related | None:
    """One harm, laid at the doors of two."""
    if a.kind not in STRIKES | TOLLS or a.kind != b.kind or when(a, b) is not When.SAME or a.voice == b.voice:
        return None
    if compare(a.gainer, b.gainer) is not Same.NO or compare_places(a.where, b.where) is not Place2.SAME:
        return None
    same_number = any(
        m.quantity.value == t.quantity.value > 1 and m.unit == t.unit for m in numbers_of(a) for t in numbers_of(b)
    )
    if not same_number and compare(a.loser, b.loser) is not Same.YES and a.where.part == "":
        return None
    who = f"{' and '.join(a.gainer.forms)} against {' and '.join(b.gainer.forms)}"
    return found("contradicts", "responsibility", a, b, 0.75, f"whose doing it was: {who}")


__all__ = ["Related", "Verdict", "later_of", "relate"]
