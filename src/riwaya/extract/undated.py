"""Weekdays of reports whose day of publication is not known: how many days before it they most likely lie.

A bare weekday is the last such day, so it may be six days back; but a report is mostly of the day it tells of, or of
the next one, and of several weekdays mostly of the latest. The shares are those of `riwaya.reason.dates.kernels`,
measured on dated reports: what is kept here holds nine in ten of them.
"""

from typing import Final

from riwaya.extract.times import TimeHit

_WEEK: Final = 7
_LEAD: Final = 300  # characters
_NEAR: Final = 3  # days: "last Friday" is hardly a nearer one
_BARE: Final = (-6, 0)
_PAST: Final = (-7, -1)


def narrowed(hits: list[TimeHit]) -> list[TimeHit]:
    """The times of an undated text, with the weekdays among them no more than a few days wide."""
    bare = [hit for hit in hits if hit.bare_weekday and hit.weekday is not None and _open(hit, _BARE)]
    if not bare:
        return hits
    named = {hit.weekday for hit in bare if hit.weekday is not None}
    latest = min(named, key=lambda day: (max((day - other) % _WEEK for other in named), day))
    slack = 1 if len(named) > 1 or bare[0].start < _LEAD else 2
    return [_narrowed(hit, latest, slack) for hit in hits]


def _narrowed(hit: TimeHit, latest: int, slack: int) -> TimeHit:
    """A weekday counted back from the latest one of the report, which is its day or up to `slack` days before."""
    if hit.weekday is None:
        return hit
    back = (latest - hit.weekday) % _WEEK
    if hit.bare_weekday and _open(hit, _BARE):
        last = 0 if hit.kind == "since" else -back
        return hit._replace(offset_days=(-back - slack, last))
    if not hit.bare_weekday and hit.kind == "event_day" and hit.offset_days == _PAST and back >= _NEAR:
        return hit._replace(offset_days=(-back - slack, -back))
    return hit


def _open(hit: TimeHit, week: tuple[int, int]) -> bool:
    """Whether nothing but the weekday tells the day."""
    return hit.offset_days == week and hit.kind in ("event_day", "since")
