"""A place's timeline as geometry: bands of probability, marks of claims, days. The macro `timeline.html` draws it."""

import datetime
from collections.abc import Sequence
from typing import Final

import msgspec

from riwaya.workspace.records import Timeline

WIDTH: Final = 860.0
BAND: Final = 96.0
ROW: Final = 10.0
ROWS: Final = 6
"""Marks of one day that stand above one another; further ones stand on the last."""


class Mark(msgspec.Struct, frozen=True):
    """A claim: where it is drawn, which state it speaks for, whether it denies."""

    claim: str
    x: float
    y: float
    state: int
    denies: bool
    day: str


class Tick(msgspec.Struct, frozen=True):
    """A day that is written below."""

    x: float
    day: str


class Drawing(msgspec.Struct, frozen=True):
    """`then` and `now`: a path a state, stacked from the bottom. `step` is the width of a day. Marks above speak for
    the holder of whom most is said, those below for anybody else.
    """

    then: tuple[str, ...]
    now: tuple[str, ...]
    above: tuple[Mark, ...]
    below: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    days: int
    step: float
    width: float = WIDTH
    band: float = BAND
    rows: float = ROW * ROWS


class Reading(msgspec.Struct, frozen=True):
    """One day of a timeline: in percent each state as known then and as known now, sieges, and the support."""

    day: str
    index: int
    then: tuple[int, ...]
    now: tuple[int, ...]
    besieged: tuple[int, ...]
    roots: int
    since: int


def drawing(timeline: Timeline, *, alike: bool = False) -> Drawing:
    """The geometry of a timeline; `alike`: as known now if every voice were believed alike."""
    now = timeline.alike if alike and timeline.alike is not None else timeline.smoothed
    days = len(now)
    step = WIDTH / days
    first = datetime.date.fromisoformat(timeline.first)
    most = _most_said(timeline)
    above: list[Mark] = []
    below: list[Mark] = []
    stacked: dict[tuple[bool, int], int] = {}
    for mark in timeline.marks:
        side = mark.state == most
        row = stacked[side, mark.at] = stacked.get((side, mark.at), -1) + 1
        row = min(row, ROWS - 1)
        y = ROW * (ROWS - row - 0.5) if side else ROW * (row + 0.5)
        day = (first + datetime.timedelta(days=mark.at)).isoformat()
        made = Mark(mark.claim, round((mark.at + 0.5) * step, 1), y, mark.state, mark.denies, day)
        (above if side else below).append(made)
    every = max(1, -(-days // 6))
    ticks = tuple(
        Tick(round((at + 0.5) * step, 1), (first + datetime.timedelta(days=at)).isoformat())
        for at in range(every // 2 if days > 6 else 0, days, every)
    )
    return Drawing(_bands(timeline.filtered), _bands(now), tuple(above), tuple(below), ticks, days, step)


def reading(timeline: Timeline, day: str | None, *, alike: bool = False) -> Reading:
    """What a timeline says of a day; of its last without one, of the nearest where it does not reach."""
    first = datetime.date.fromisoformat(timeline.first)
    last = len(timeline.smoothed) - 1
    try:
        at = (datetime.date.fromisoformat(day) - first).days if day else last
    except ValueError:
        at = last
    at = max(0, min(at, last))
    now = timeline.alike if alike and timeline.alike is not None else timeline.smoothed
    return Reading(
        (first + datetime.timedelta(days=at)).isoformat(),
        at,
        timeline.filtered[at],
        now[at],
        timeline.besieged[at],
        timeline.roots[at],
        timeline.since[at],
    )


def _most_said(timeline: Timeline) -> int:
    """The holder for whom most claims speak."""
    counts = [0] * (len(timeline.holders) + 2)
    for mark in timeline.marks:
        counts[mark.state] += 1
    holders = range(len(timeline.holders))
    return max(holders, key=lambda state: (counts[state], -state), default=0)


def _bands(days: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """A path of steps a state; each day as wide as the next, their sums made to fill the band."""
    step = WIDTH / len(days)
    totals = [sum(row) or 1 for row in days]
    below = [0.0] * len(days)
    out = []
    for state in range(len(days[0])):
        above = [b + row[state] / total for b, row, total in zip(below, days, totals, strict=True)]
        out.append(f"M{_edge(above, step, 1)}L{_edge(below, step, -1)}Z")
        below = above
    return tuple(out)


def _edge(values: Sequence[float], step: float, way: int) -> str:
    """The upper (or, backwards, the lower) edge of a band; days of one height share a line."""
    points: list[tuple[float, float]] = []
    for at, value in enumerate(values):
        y = round(BAND * (1.0 - min(1.0, value)), 1)
        if points and points[-1][1] == y:
            points[-1] = (round((at + 1) * step, 1), y)
        else:
            points += [(round(at * step, 1), y), (round((at + 1) * step, 1), y)]
    return " ".join(f"{x:g},{y:g}" for x, y in points[::way])
