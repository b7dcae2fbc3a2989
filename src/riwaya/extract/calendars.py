"""Calendar arithmetic over a publication day that may itself be an interval."""

import datetime
from calendar import monthrange
from collections.abc import Callable

from riwaya.lang import hijri

Days = tuple[datetime.date, datetime.date]
"""A closed interval of days."""

_DAY = datetime.timedelta(days=1)
_MOST_DAYS = 400  # a publication interval longer than this is only looked at by its ends


def over(published: Days | None, rule: Callable[[datetime.date], Days | None]) -> Days | None:
    """The days that `rule` gives for some day of publication, as one interval; None when that is unknown."""
    if published is None:
        return None
    first, last = published
    candidates = [first, last]
    if _DAY < last - first <= _MOST_DAYS * _DAY:
        candidates = [first + k * _DAY for k in range((last - first).days + 1)]
    found = [days for day in candidates if (days := rule(day)) is not None]
    if not found:
        return None
    return min(days[0] for days in found), max(days[1] for days in found)


def shift(day: datetime.date, days: int) -> datetime.date:
    """`day` plus `days`, held within the calendar."""
    ordinal = min(max(day.toordinal() + days, 1), datetime.date.max.toordinal())
    return datetime.date.fromordinal(ordinal)


def month(year: int, number: int) -> Days:
    """A Gregorian month; numbers above 12 run into the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return datetime.date(year, number, 1), datetime.date(year, number, monthrange(year, number)[1])


def year(number: int) -> Days:
    """A Gregorian year."""
    return datetime.date(number, 1, 1), datetime.date(number, 12, 31)


def last_century(day: datetime.date) -> Days:
    """The century before that of a day, from its year 1 to its year 100."""
    first = (day.year - 1) // 100 * 100 - 99
    return year(first)[0], year(first + 99)[1]


def on(year_number: int, month_number: int, first: int | None, last: int | None, calendar: str) -> Days | None:
    """A day, a run of days or (without days) a whole month; None when the calendar has no such day.

    Hijri days are widened by one on either side, for months that begin when the moon is seen.
    """
    try:
        if calendar == "hijri":
            begin = hijri.to_date(year_number, month_number, first or 1)
            end = hijri.to_date(
                year_number, month_number, last or first or hijri.month_length(year_number, month_number)
            )
            return begin - _DAY, end + _DAY
        if first is None:
            return month(year_number, month_number)
        days = datetime.date(year_number, month_number, first), datetime.date(year_number, month_number, last or first)
    except (ValueError, OverflowError):
        return None
    return days if days[0] <= days[1] else None


def nearest(
    published: Days | None, month_number: int, first: int | None, last: int | None, calendar: str, which: str | None
) -> Days | None:
    """A date without its year: the last one begun at or before publication, or by `which` past, present or next."""

    def rule(day: datetime.date) -> Days | None:
        base = hijri.from_date(day)[0] if calendar == "hijri" else day.year
        dates = [d for y in (base - 1, base, base + 1) if (d := on(y, month_number, first, last, calendar)) is not None]
        if which == "next":
            return next((d for d in dates if d[0] > day), None)
        if which == "past":
            return next((d for d in reversed(dates) if d[1] < day), None)
        if which == "present":
            return next((d for d in dates if d[0].year == day.year), None)
        return next((d for d in reversed(dates) if d[0] <= day), None)

    return over(published, rule)


def weekday(published: Days | None, number: int, which: str | None) -> Days | None:
    """A weekday: today or the last one before (None), the last one before today (past), the next one (next)."""

    def rule(day: datetime.date) -> Days:
        back = (day.weekday() - number) % 7
        offset = {"next": 7 - back, "past": -(back or 7)}.get(which or "", -back)
        found = shift(day, offset)
        return found, found

    return over(published, rule)


def part_of(days: Days, share: tuple[float, float]) -> Days:
    """The part of an interval between two fractions of its length."""
    length = (days[1] - days[0]).days + 1
    low, high = int(length * share[0] + 0.5), int(length * share[1] + 0.5)
    return shift(days[0], low), shift(days[0], max(high - 1, low))
