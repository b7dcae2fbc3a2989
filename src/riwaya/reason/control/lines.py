"""The JSON lines of `riwaya control`, as CLAIMS.md shapes them."""

import datetime
from collections.abc import Iterator
from typing import Any

import numpy as np

from riwaya.reason.control.series import SHOWN_HIGH, SHOWN_LOW, Series

SIEGE_SHOWN = 0.01


def lines(series: Series, first: str | None = None, last: str | None = None) -> Iterator[dict[str, Any]]:
    """One line a day, from the place's first evidence to the last day of the material, or between two days.

    Probabilities are clamped to 0.01-0.99 for display, rounded, and sum to 1.
    """
    keys = (*series.holders, "contested", "other")
    start = max(0, _index(series, first)) if first else 0
    end = min(len(series.filtered) - 1, _index(series, last)) if last else len(series.filtered) - 1
    place = series.place.entity or series.place.name
    for at in range(start, end + 1):
        since = int(series.days_since[at])
        yield {
            "place": place,
            "date": series.day(at),
            "filtered": shown(keys, series.filtered[at]),
            "smoothed": shown(keys, series.smoothed[at]),
            "besieged_by": {
                holder: round(min(SHOWN_HIGH, float(p)), 4)
                for holder, p in zip(series.holders, series.besieged[at], strict=True)
                if p >= SIEGE_SHOWN
            },
            "support": {"roots": int(series.roots[at]), "days_since": since if since >= 0 else None},
        }


def shown(keys: tuple[str, ...], row: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, float]:
    """Probabilities fit to be shown: none beyond 0.01 and 0.99, four decimals, sum 1."""
    floor = min(SHOWN_LOW, 0.5 / len(keys))
    kept = np.maximum(row, floor)
    over = kept.sum() - 1.0
    room = kept - floor
    kept = kept - room * (over / room.sum()) if room.sum() > 0.0 else kept / kept.sum()
    values = [round(float(p), 4) for p in kept]
    largest = max(range(len(values)), key=lambda i: values[i])
    values[largest] = round(values[largest] + 1.0 - sum(values), 4)
    return dict(zip(keys, values, strict=True))


def _index(series: Series, day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal() - series.first_day
