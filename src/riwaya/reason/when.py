"""Which of two facts was first."""

from enum import Enum

from riwaya.reason.facts import ALWAYS, Fact

EXACT_DAYS = 2


class When(Enum):
    """How the days of two facts lie."""

    SAME = "same"  # on days that both are said to be on
    BEFORE = "before"  # the first is over before the second begins
    AFTER = "after"
    UNCLEAR = "unclear"  # the days overlap, but only because they are not known exactly
    UNKNOWN = "unknown"  # at least one has no day at all


def when(a: Fact, b: Fact) -> When:
    """How the days of two facts lie: in the calendar, and within one report by its own reckoning."""
    if a.document == b.document:
        if a.vague or b.vague:
            return When.SAME
        both_exact = a.dated and b.dated and _exact(a) and _exact(b)
        return (_intervals(a.days, b.days) if both_exact else _intervals(a.since, b.since)) or When.SAME
    if a.days == ALWAYS or b.days == ALWAYS:
        return When.UNKNOWN
    ordered = _intervals(a.days, b.days)
    if ordered is not None:
        return ordered
    if _exact(a) and _exact(b):
        return When.SAME
    return When.SAME if a.told is not None and a.told == b.told else When.UNCLEAR


def _exact(fact: Fact) -> bool:
    return not fact.vague and fact.days[1] - fact.days[0] <= EXACT_DAYS


def _intervals(a: tuple[int, int], b: tuple[int, int]) -> When | None:
    if a[1] < b[0]:
        return When.BEFORE
    return When.AFTER if b[1] < a[0] else None


def later_of(a: Fact, b: Fact) -> tuple[Fact, Fact] | None:
    """`(later, earlier)` of two facts, by their days or, if these overlap, by when they were told; or None."""
    lies = when(a, b)
    if lies is When.BEFORE:
        return b, a
    if lies is When.AFTER:
        return a, b
    if lies is When.UNCLEAR and a.told is not None and b.told is not None:
        return (a, b) if a.told > b.told else (b, a)
    return None
