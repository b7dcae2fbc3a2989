"""The days of reports without a date, as far as their own words and shared events tell them, for comparing claims."""

import datetime
from collections.abc import Iterable, Mapping

from riwaya.reason.dates import Anchor, Dated, date_reports
from riwaya.reason.facts import Days
from riwaya.reason.inputs import Material

USEFUL_DAYS = 45
"""A report whose day is known no better than to so many days has none."""
MOST_UNDATED = 2000
"""Of more undated reports than that, none is dated on the way: `riwaya dates` does it, and its days can be given."""


def published_days(material: Material, anchors: Iterable[Anchor] = (), *, with_record: bool = True) -> dict[str, Days]:
    """First and last likely day (ordinals; 80% between them) of every report that gives none and can be dated."""
    undated = [id for id, report in material.reports.items() if report.published.earliest is None]
    if not undated or len(undated) > MOST_UNDATED:
        return {}
    dated = date_reports(material, anchors, with_record=with_record)
    return useful_days({id: dated[id] for id in undated})


def useful_days(dated: Mapping[str, Dated]) -> dict[str, Days]:
    """The first and last likely day of each report that is dated closely enough to be of use."""
    out: dict[str, Days] = {}
    for id, found in dated.items():
        if found.earliest is not None and found.latest is not None:
            days = _ordinal(found.earliest), _ordinal(found.latest)
            if days[1] - days[0] < USEFUL_DAYS:
                out[id] = days
    return out


def _ordinal(day: str | None) -> int:
    return datetime.date.fromisoformat(day or "").toordinal()
