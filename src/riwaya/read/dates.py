"""Publication dates as feeds, tables and exports write them: by own parsing, for Arabic and Hijri dates too."""

import datetime
import re
from typing import Any, Final

from riwaya.lang.datelines import find_days
from riwaya.model.document import Published
from riwaya.read.sidecars import parse_interval
from riwaya.text.normalise import fold

_YEARS: Final = range(1990, 2100)
_EPOCH: Final = re.compile(r"-?\d{9,19}(?:\.\d{1,9})?")
_LATIN: Final = re.compile(r"[A-Za-z]{3}")
_ISO: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ]\d{2}.*)?")
_LONGEST: Final = 200  # characters of a date


def published_of(value: Any) -> Published | None:
    """When a report was published, from what a record says; None for what is no date, or none of 1990 to 2099.

    Known are ISO 8601 (a time's own day counts, whatever its zone), RFC 2822 and its relatives, seconds and fractions
    of them since 1970 (the day in UTC), Arabic and English words (Levantine, Maghrebi, Gregorian and Hijri months) in
    any digits, day before month where only numbers are given, months and years alone, `a/b` of ISO days, and objects
    with `earliest` and `latest`.
    """
    if isinstance(value, dict):
        first, last = value.get("earliest"), value.get("latest")
        if isinstance(first, str) and isinstance(last, str):
            return _sound(parse_interval(f"{first}/{last}"))
        return published_of(value.get("$date"))  # as databases of documents export it
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if not text or len(text) > _LONGEST:
        return None
    folded = fold(text)
    if (found := _sound(parse_interval(folded.upper()))) is not None:
        return found
    if _EPOCH.fullmatch(folded) and _ISO.fullmatch(folded) is None:
        return _since_epoch(float(folded))
    if (iso := _ISO.fullmatch(folded.upper())) is not None and int(iso[1]) in _YEARS:
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]))
        return _interval(day, day) if day is not None else None
    if (days := find_days(text)) is not None:
        return _interval(*days)
    if _LATIN.search(text) is not None:
        from email.utils import parsedate

        parts = parsedate(text)
        if parts is not None and (day := _day(*parts[:3])) is not None:
            return _interval(day, day)
    return None


def _since_epoch(number: float) -> Published | None:
    """Seconds since 1970, or thousandths, millionths or billionths of them: whichever gives a day of our time."""
    for unit in (1.0, 1e3, 1e6, 1e9):
        seconds = number / unit
        if 631_152_000 <= seconds < 4_102_444_800:  # 1990 to 2099
            day = (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).date()
            return _interval(day, day)
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _interval(first: datetime.date, last: datetime.date) -> Published | None:
    return _sound(Published(first.isoformat(), last.isoformat(), "sidecar"))


def _sound(found: Published | None) -> Published | None:
    if found is None or found.earliest is None or found.latest is None:
        return None
    return found if int(found.earliest[:4]) in _YEARS and int(found.latest[:4]) in _YEARS else None
