"""The tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty).

Sighted months differ from it by a day, so callers widen its days by one on either side.
"""

import datetime
from typing import Final

_EPOCH: Final = 227014  # day before 1 Muharram 1 AH (16 July 622 Julian), as a proleptic Gregorian ordinal, less one


def to_date(year: int, month: int, day: int) -> datetime.date:
    """The Gregorian day of a Hijri date; ValueError when there is no such month or day."""
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ValueError(f"no Hijri date {year}-{month}-{day}")
    return datetime.date.fromordinal(_ordinal(year, month) + day - 1)


def month_length(year: int, month: int) -> int:
    """29 or 30 days."""
    return 30 if month % 2 or (month == 12 and (11 * year + 14) % 30 < 11) else 29


def from_date(date: datetime.date) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian day."""
    ordinal = date.toordinal()
    year = (30 * (ordinal - _EPOCH) + 10646) // 10631
    while _ordinal(year, 1) > ordinal:
        year -= 1
    while _ordinal(year + 1, 1) <= ordinal:
        year += 1
    month = 12
    while _ordinal(year, month) > ordinal:
        month -= 1
    return year, month, ordinal - _ordinal(year, month) + 1


def _ordinal(year: int, month: int) -> int:
    """The Gregorian ordinal of a month's first day."""
    return _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + 1
