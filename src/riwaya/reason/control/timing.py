"""Which day a claim speaks of and when it became known, for every day on which its report may have come out."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from riwaya.model import Claim, Published
from riwaya.reason.control.tables import priors

Days = tuple[tuple[int, float], ...]
"""Days (proleptic ordinals) on which a report may have been published, with probabilities that sum to 1."""

_MOST_DAYS: Final = 12
_SPREAD: Final = 7
_LEFT_OUT: Final = 0.05


def report_days(published: Published, inferred: Mapping[str, float] | None = None) -> Days:
    """When a report came out: as inferred, else evenly over its interval; nothing where nothing is known.

    Of a distribution its unlikeliest days are left out, up to a twentieth in all; one over more than twelve days is
    thinned to twelve, each standing for its neighbours.
    """
    if inferred:
        total = sum(inferred.values())
        days = [
            (datetime.date.fromisoformat(day).toordinal(), p / total)
            for day, p in sorted(inferred.items())
            if p > 0.0 and total > 0.0
        ]
    else:
        known = published.days()
        if known is None:
            return ()
        first, last = known[0].toordinal(), known[1].toordinal()
        days = [(day, 1.0 / (last - first + 1)) for day in range(first, last + 1)]
    return _thinned(days)


def _thinned(days: Sequence[tuple[int, float]]) -> Days:
    kept, left = list(days), _LEFT_OUT
    for day, p in sorted(days, key=lambda item: (item[1], -item[0])):
        if p > left:
            break
        left -= p
        kept.remove((day, p))
    total = sum(p for _, p in kept)
    kept = [(day, p / total) for day, p in kept]
    if len(kept) <= _MOST_DAYS:
        return tuple(kept)
    out: list[tuple[int, float]] = []
    size = -(-len(kept) // _MOST_DAYS)
    for first in range(0, len(kept), size):
        group = kept[first : first + size]
        mass = sum(p for _, p in group)
        middle = min(group, key=lambda item: abs(sum(day * p for day, p in group) / mass - item[0]))
        out.append((middle[0], mass))
    return tuple(out)


class When(msgspec.Struct, frozen=True):
    """The first and last day that a claim speaks of (ordinals)."""

    first: int
    last: int


def when(claim: Claim, published: int | None, *, spread: bool) -> When | None:
    """What days a claim is about if its report came out on day `published` (None: nobody knows).

    Plans are about the day they are told. Evidence about what is longer ago than `longest_ago` counts for that many
    days ago; nothing is about days after its report.
    """
    time = claim.time
    first = last = published
    if claim.stance in ("asserts", "denies", "possible", "doubts") and time is not None:
        if published is not None and time.offset_days is not None:
            first, last = published + time.offset_days[0], published + time.offset_days[1]
        elif time.latest is not None and time.earliest is not None:
            first = datetime.date.fromisoformat(time.earliest).toordinal()
            last = datetime.date.fromisoformat(time.latest).toordinal()
    if first is None or last is None:
        return None
    if published is not None:
        oldest = published - priors().longest_ago
        last = max(oldest, min(last, published))
        first = max(oldest, min(first, last))
    if not spread or last - first >= _SPREAD:
        first = last
    return When(first, last)


def tells_day(claim: Claim) -> bool:
    """Whether the claim itself tells the one day of which it speaks."""
    time = claim.time
    if time is None:
        return False
    if time.offset_days is not None:
        return time.offset_days[0] == time.offset_days[1]
    return time.earliest is not None and time.earliest == time.latest
