"""Spans: where in time a place's claims fall apart into groups that have nothing to do with one another.

Facts of one place whose days lie more than `GAP` days apart are never of one event (clusters allow a day of slack, and
`LAG_DAYS` before a denial), events so far apart are never compared (`SUCCESSION_DAYS`), and disputes are made of
relations. A cluster's days lie within those of its facts. So events, lineages, relations and disputes of the facts on
one side of a gap are the same whether those on the other side are there or not. What ties facts across a gap is only
that one report tells casualties and their cause; such days are one span.
"""

from collections.abc import Iterable
from typing import Final

from riwaya.reason.clusters import LAG_DAYS
from riwaya.reason.facts import Days, Fact
from riwaya.reason.kinds import CAUSES, TOLLS
from riwaya.reason.states import SUCCESSION_DAYS

GAP: Final = max(SUCCESSION_DAYS, LAG_DAYS + 2)
"""Days without any claim between two spans, more than that."""


def spans(facts: Iterable[Fact]) -> list[Days]:
    """The spans of one place's facts, in order: first and last day of each. One of all days where a fact has none."""
    days: set[Days] = set()
    harm: dict[tuple[str, str], Days] = {}
    for fact in facts:
        days.add(fact.days)
        if fact.kind in TOLLS or fact.kind in CAUSES:
            told = (fact.document, fact.voice)
            low, high = harm.get(told, fact.days)
            harm[told] = min(low, fact.days[0]), max(high, fact.days[1])
    out: list[Days] = []
    for low, high in sorted({*days, *harm.values()}):
        if out and low - out[-1][1] <= GAP:
            out[-1] = out[-1][0], max(out[-1][1], high)
        else:
            out.append((low, high))
    return out
