"""How far from the day of publication an event lies, as time expressions tell it: soft, never a calendar rule.

The shares were measured on some 540 dated news reports of 2013 and 2015 (docs/dates.md says how), with the collections'
own delay between publication and stamp taken out where it could be told apart, and smoothed.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from riwaya.lang.day_words import DayWords
from riwaya.model import EventTime

Vector = npt.NDArray[np.float64]

WEEK: Final = 7
EXACT: Final = {0: 0.82, -1: 0.13, -2: 0.03, -3: 0.01, 1: 0.01}
"""Days beside the one that "today" means: a text is often posted again a day later, with its words as they were."""
BARE_LEAD: Final = (0.50, 0.42, 0.05, 0.02, 0.01, 0.0, 0.0)
"""A bare weekday in the lead, the only one of the report: so many days before publication."""
BARE_LATER: Final = (0.17, 0.42, 0.29, 0.08, 0.03, 0.01, 0.0)
"""The same, further down in the text."""
BARE_SEVERAL: Final = (0.83, 0.11, 0.04, 0.02, 0.0, 0.0, 0.0)
"""The latest of several bare weekdays: a report that tells two days apart by name is mostly of the later one."""
GAP: Final = (0.0, 0.86, 0.08, 0.03, 0.02, 0.01, 0.0)
"""How much earlier another bare weekday of the report is."""
LAST: Final = {-1: 0.03, -2: 0.1, -3: 0.29, -4: 0.18, -5: 0.17, -6: 0.14, -7: 0.07, -8: 0.01, -9: 0.01}
"""'Last Friday': mostly not the Friday that is nearest."""
NEXT: Final = {1: 0.12, 2: 0.2, 3: 0.2, 4: 0.17, 5: 0.13, 6: 0.1, 7: 0.06, 8: 0.02}
WEEKDAY_SLIP: Final = 0.04
"""Weekdays that are wrong in the text or were read of the wrong event."""
SLIP: Final = 0.005
"""The least share of any weekday of publication, whatever a text says."""
NEWS_LAG: Final = {
    0: 0.2, -1: 0.22, -2: 0.12, -3: 0.08, -4: 0.06, -5: 0.05, -6: 0.04, -7: 0.03,
    **{-day: 0.1 / 13 for day in range(8, 21)}, **{-day: 0.1 / 100 for day in range(21, 121)},
}  # fmt: skip
"""What is told without any day: fresh, or any time before."""
STORY: Final = {day: 0.55 * 0.9 ** abs(day) + 0.06 * 0.97 ** abs(day) for day in range(-90, 91)}
"""Reports on one place, from the middle of its story: days or weeks away, at times months."""


class Kernel:
    """Shares of the event's day, by its offset from publication and the weekday of publication (0 Monday).

    `table[w, k]`: the share of offset `lo + k` for a report of weekday `w`; each row sums to 1.
    """

    __slots__ = ("entropy", "lo", "table")

    def __init__(self, lo: int, table: Vector) -> None:
        self.lo = lo
        self.table = table / table.sum(axis=1, keepdims=True)
        seen = np.where(self.table > 0, self.table, 1.0)
        self.entropy = float(-(self.table * np.log(seen)).sum() / WEEK)

    @property
    def hi(self) -> int:
        """The last offset."""
        return self.lo + int(self.table.shape[1]) - 1

    def days(self, published: int, weekday: int) -> Mapping[int, float]:
        """The shares of the event's days (ordinals) for a report of a known day."""
        return {published + self.lo + k: float(p) for k, p in enumerate(self.table[weekday]) if p > 0}


def _kernel(shares: Mapping[int, float], weekday: int | None = None) -> Kernel:
    lo, hi = min(shares), max(shares)
    if weekday is not None:
        # One more week on either side, so that every weekday of publication reaches the weekday that is meant.
        lo, hi = lo - WEEK, hi + WEEK
    table = np.zeros((WEEK, hi - lo + 1))
    for w in range(WEEK):
        for k in range(hi - lo + 1):
            share = shares.get(lo + k, 1e-4 if weekday is not None else 0.0)
            if weekday is not None:
                share *= 1 - WEEKDAY_SLIP if (w + lo + k) % WEEK == weekday else WEEKDAY_SLIP / WEEK
            table[w, k] = share
    return Kernel(lo, table)


@cache
def exact(offset: int, weekday: int | None = None) -> Kernel:
    """Today, yesterday, three days ago."""
    return _kernel({offset + day: share for day, share in EXACT.items()}, weekday)


@cache
def interval(low: int, high: int) -> Kernel:
    """Somewhere in these days; a tenth of it fades out on either side."""
    inside = high - low + 1
    shares = dict.fromkeys(range(low, high + 1), 0.9 / inside)
    fade = max(1, round(inside / 2))
    for k in range(1, fade + 1):
        shares[low - k] = shares[high + k] = 0.05 / fade
    return _kernel(shares)


@cache
def bare(weekday: int) -> Kernel:
    """A bare weekday: the last such day, today included."""
    return _kernel({-day: 1.0 for day in range(WEEK)} | {-day: 0.03 for day in range(WEEK, 2 * WEEK)}, weekday)


@cache
def last(weekday: int) -> Kernel:
    """'Last Friday', also in 'since last Friday'."""
    return _kernel(LAST, weekday)


@cache
def following(weekday: int) -> Kernel:
    """'Next Friday'."""
    return _kernel(NEXT, weekday)


@cache
def news() -> Kernel:
    """An event that is told without a day."""
    return _kernel(NEWS_LAG)


@cache
def story() -> Kernel:
    """The middle of a place's story, from a report on that place."""
    return _kernel(STORY)


@cache
def mixed(kernel: Kernel, other: Kernel, share: float) -> Kernel:
    """`kernel`, and with `share` the `other`."""
    lo, hi = min(kernel.lo, other.lo), max(kernel.hi, other.hi)
    table = np.zeros((WEEK, hi - lo + 1))
    for one, weight in ((kernel, 1 - share), (other, share)):
        table[:, one.lo - lo : one.hi - lo + 1] += weight * one.table
    return Kernel(lo, table)


def of_time(time: EventTime | None, words: DayWords) -> Kernel | None:
    """The kernel that a claim's time calls for; None when it says nothing that is counted from publication."""
    if time is None:
        return news()
    if time.offset_days is None:
        return None
    low, high = time.offset_days
    weekday = words.weekdays[0] if len(words.weekdays) == 1 else None
    if words.now:
        return news()  # what goes on now began some time before
    if weekday is not None and words.anchored and low == high:
        return exact(low, weekday)
    if weekday is not None and words.past:
        return last(weekday)
    if weekday is not None and words.next:
        return following(weekday)
    if weekday is not None and not words.anchored:
        return bare(weekday)
    if words.since:
        return interval(low, low)  # a state that began then
    return exact(low) if low == high else interval(low, high)
