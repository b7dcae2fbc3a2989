"""Times in a text: days, dates and periods, told by the calendar or from the day of publication.

A hit says what stands there and where; to which event it belongs is for the caller to decide.
"""

import datetime
from typing import Final, NamedTuple

from riwaya.extract.calendars import Days, shift, weekday
from riwaya.extract.times_parse import Core, Parser, TimeKind
from riwaya.lang.time_words import time_table
from riwaya.model.claim import EventTime
from riwaya.text.tokens import Token

BACKGROUND_DAYS: Final = 60
"""What ended longer ago than this (or, with "since", began) is background rather than news."""


_TOLD: Final = {"day.today": 0, "day.yesterday": -1}
_LATE: Final = 3
"""Days within which a report is published after the day that it calls today."""


class TimeHit(NamedTuple):
    """A time in a text.

    Tokens `[first, last)`, characters `[start, end)` of the original text. `offset_days`: days from publication, for
    whatever is told from there. `earliest`, `latest`: the calendar days, where known. `kind`: `event_day` (a day or
    period), `now`, `since` (from then to publication), `until`, `duration` (a length of time up to publication, or
    "for the third day"), `relative` (told from another event), `clock` (a time of day only), `background` (long past).
    `weekday` (0 Monday) when one is named; `consistent`: whether it agrees with the rest (None: nothing to check).
    `bare_weekday`: the day rests on the weekday alone, so with a verb of the future `ahead` is meant.
    """

    first: int
    last: int
    start: int
    end: int
    offset_days: tuple[int, int] | None
    earliest: datetime.date | None
    latest: datetime.date | None
    kind: TimeKind
    weekday: int | None
    consistent: bool | None
    bare_weekday: bool
    rules: tuple[str, ...]

    def event_time(self, source: str) -> EventTime:
        """The record for a claim, with its text cut from the original."""
        return EventTime(
            earliest=self.earliest.isoformat() if self.earliest else None,
            latest=self.latest.isoformat() if self.latest else None,
            offset_days=self.offset_days,
            text=source[self.start : self.end],
            start=self.start,
            end=self.end,
        )


def times(tokens: list[Token], published: Days | None = None) -> list[TimeHit]:
    """The times in a text, in its order, none overlapping another; `published` is a closed interval of days."""
    parser = Parser(tokens, published)
    triggers = time_table().triggers
    hits: list[TimeHit] = []
    free = 0
    for i in [i for i, token in enumerate(tokens) if token.key in triggers or token.kind == "number"]:
        if i < free:
            continue
        core = parser.number(i) if tokens[i].kind == "number" else parser.at(i)
        if core is None:
            continue
        hit = _hit(tokens, i, core, published)
        joined = _join(parser, hits[-1], hit) if hits and hit.first - hits[-1].last <= 1 else None
        if joined is not None:
            hits[-1] = joined
        else:
            hits.append(hit)
        free = core.end
    return _written_before(hits)


def _written_before(hits: list[TimeHit]) -> list[TimeHit]:
    """The hits with "today" and "yesterday" counted from the day of writing, where their weekdays show it is earlier.

    Such a report says "today, Monday" (or the like) of no other day than the Monday before its publication.
    """
    lags = {lag for hit in hits if hit.weekday is not None and (lag := _lag(hit)) is not None}
    lag = lags.pop() if len(lags) == 1 else 0
    if not lag:
        return hits
    return [hit if hit.weekday is not None or _lag(hit) is None else _earlier(hit, lag) for hit in hits]


def _lag(hit: TimeHit) -> int | None:
    """How many days before publication the day lies from which "today" or "yesterday" is told; None for other times."""
    told = next((_TOLD[rule] for rule in hit.rules if rule in _TOLD), None)
    if told is None or hit.offset_days is None or hit.kind != "event_day":
        return None
    return told - hit.offset_days[0]


def _earlier(hit: TimeHit, days: int) -> TimeHit:
    low, high = hit.offset_days or (0, 0)
    first, last = hit.earliest, hit.latest
    return hit._replace(
        offset_days=(low - days, high - days),
        earliest=shift(first, -days) if first is not None else None,
        latest=shift(last, -days) if last is not None else None,
    )


def ahead(hit: TimeHit, published: Days | None) -> TimeHit:
    """A bare weekday read as the next such day after publication; any other hit unchanged."""
    if not hit.bare_weekday or hit.weekday is None:
        return hit
    days = weekday(published, hit.weekday, "next")
    earliest, latest = days or (None, None)
    offset = (1, 7)
    if published is not None and published[0] == published[1] and days is not None:
        offset = ((days[0] - published[0]).days, (days[1] - published[0]).days)
    return hit._replace(offset_days=offset, earliest=earliest, latest=latest)


def _hit(tokens: list[Token], i: int, core: Core, published: Days | None) -> TimeHit:
    first = core.start if core.start is not None else i
    offset, days, kind = core.offset, core.days, core.kind
    if days is None and offset is not None and published is not None:
        days = shift(published[0], offset[0]), shift(published[1], offset[1])
    earliest, latest = days or (None, None)
    if offset is not None and days is not None and published is not None and published[0] == published[1]:
        offset = ((days[0] - published[0]).days, (days[1] - published[0]).days)
    end = latest
    if kind == "since":
        end = earliest
        latest = max(published[1], earliest) if published is not None and earliest is not None else None
        offset = (offset[0], max(offset[0], 0)) if offset is not None else None
    if kind in ("event_day", "since"):
        far = -(offset[0] if kind == "since" else offset[1]) if offset is not None else 0
        if end is not None and published is not None:
            far = (published[0] - end).days
        if far > BACKGROUND_DAYS:
            kind = "background"
    consistent = None
    if core.weekday is not None and not core.bare_weekday and days is not None and kind != "since":
        span = [shift(days[0], k) for k in range(min((days[1] - days[0]).days, 6) + 1)]
        fitting = [day for day in span if day.weekday() == core.weekday]
        consistent = bool(fitting)
        if fitting and len(span) <= 6 and kind == "event_day":
            # The weekday picks among the days of an uncertain publication; it never moves a date.
            earliest, latest = fitting[0], fitting[-1]
        if not fitting and core.days is None and kind == "event_day" and days[0] == days[1]:
            # "Today, Monday", published on Wednesday: it was written on the Monday before.
            back = (days[0].weekday() - core.weekday) % 7
            if back <= _LATE:
                earliest = latest = shift(days[0], -back)
                offset = (offset[0] - back, offset[1] - back) if offset is not None else None
    return TimeHit(
        first, core.end, tokens[first].start, tokens[core.end - 1].end, offset, earliest, latest, kind, core.weekday,
        consistent, core.bare_weekday, tuple(core.rules),
    )  # fmt: skip


_DASHES: Final = frozenset("-–—/")


def _join(parser: Parser, a: TimeHit, b: TimeHit) -> TimeHit | None:
    """Two neighbouring days that are the ends of one period ("Wednesday until Thursday"), as that period."""
    if a.kind not in ("event_day", "background") or b.kind not in ("event_day", "until", "background"):
        return None
    if a.earliest is None and a.offset_days is None:
        return None
    if a.last == b.first:
        # "and" joins only what "between" or "the two days" announces.
        pair = parser.match(a.first - 1, "between") or parser.match(a.first, "days-word")
        linked = b.kind == "until" or (pair is not None and parser.begins_with_and(b.first))
    else:
        token = parser.tokens[a.last]
        linked = b.kind in ("event_day", "background") and (
            token.text in _DASHES
            or parser.match(a.last, "join") is not None
            or (token.key == parser.numbers.table.and_word and parser.match(a.first - 1, "between") is not None)
        )
    if not linked or (a.latest is not None and b.latest is not None and b.latest < a.latest):
        return None
    offset = earliest = latest = None
    if a.offset_days is not None and b.offset_days is not None:
        offset = (min(a.offset_days[0], b.offset_days[0]), max(a.offset_days[1], b.offset_days[1]))
    if a.earliest is not None and b.latest is not None:
        earliest, latest = a.earliest, b.latest
    return a._replace(
        last=b.last, end=b.end, offset_days=offset, earliest=earliest, latest=latest, bare_weekday=False,
        rules=(*a.rules, *b.rules),
    )  # fmt: skip
