"""Days, numbers and shares, as gold writes them and as predicted records hold them, compared as intervals."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

Interval = tuple[float, float]
Days = tuple[int, int]

_WORDS: dict[str, Interval] = {
    "whole": (1, 1),
    "most": (0.5, 1),
    "half": (0.4, 0.6),
    "part": (0.01, 0.99),
    "dozens": (20, 100),
    "tens": (20, 100),
    "hundreds": (200, 1000),
    "thousands": (2000, 10000),
    "several": (3, 10),
}


def _day(value: str) -> int:
    return datetime.date.fromisoformat(value[:10]).toordinal()


def days(time: Any, published: Days | None) -> Days | None:
    """A time as a closed interval of day ordinals; a predicted time's offsets count from the publication days."""
    if not time:
        return None
    if isinstance(time, Mapping):
        if time.get("earliest") and time.get("latest"):
            return _day(time["earliest"]), _day(time["latest"])
        if time.get("offset_days") and published:
            return published[0] + time["offset_days"][0], published[1] + time["offset_days"][1]
        return None
    found = re.findall(r"\d{4}-\d{2}-\d{2}", str(time))
    return (_day(found[0]), _day(found[-1])) if found else None


def days_iou(a: Days, b: Days) -> float:
    """Days that both intervals hold over the days from the first to the last of them."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1) / (max(a[1], b[1]) - min(a[0], b[0]) + 1)


def number(value: Any) -> Interval | None:
    """A gold quantity or extent ("3 km", "~150", "> 80%", "dozens") as an interval; None if it holds no number."""
    text = str(value).lower()
    found = [float(x.replace(",", "")) for x in re.findall(r"\d[\d,]*\.?\d*", text)]
    if found:
        low, high = found[0], found[-1]
        if "%" in text:
            low, high = low / 100, high / 100
        if ">" in text or "more" in text or "least" in text:
            return low, 1.0 if "%" in text else low * 10
        if "<" in text or "less" in text:
            return 0.0, high
        return (low * 0.85, high * 1.15) if "~" in text or "about" in text else (low, high)
    return next((interval for word, interval in _WORDS.items() if word in text), None)


def numbers_of(claim: Mapping[str, Any]) -> list[Interval]:
    """The quantities of a predicted claim, or the quantity of a gold one."""
    pairs = [(q.get("value"), q.get("high", q.get("value"))) for q in claim.get("quantities") or []]
    out = [(low, high) for low, high in pairs if low is not None and high is not None]
    gold = number(claim["quantity"]) if claim.get("quantity") else None
    return [*out, gold] if gold is not None else out


def extent_of(claim: Mapping[str, Any]) -> Interval | None:
    """The extent of a predicted or gold claim."""
    extent = claim.get("extent")
    if not extent:
        return None
    if isinstance(extent, Mapping):
        return extent["low"], extent["high"]
    return number(extent)


def meets(a: Interval | None, b: Interval | None) -> bool:
    """Whether two intervals share a point."""
    return a is not None and b is not None and min(a[1], b[1]) >= max(a[0], b[0])
