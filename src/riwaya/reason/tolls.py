"""Tolls: how many were killed and injured in one event, by who they were, as low to high over all who count.

Counts of one event overlap, so nothing is ever added: low is the least and high the most that anybody counts. Those
whom nobody says anything about are `people`; the injured are counted apart ("civilians, injured").
"""

import math
from collections.abc import Iterable

import msgspec

from riwaya.reason.facts import Fact, numbers_of
from riwaya.reason.kinds import TOLLS

ORDER = ("civilians", "children", "women", "fighters", "people")


class Count(msgspec.Struct, frozen=True):
    """What one voice counts: `low` to `high` people, with the claims in which it does."""

    voice: str
    low: float
    high: float
    claims: tuple[str, ...]


class Toll(msgspec.Struct, frozen=True):
    """People of one status: the least and the most that anybody counts, and who counts what."""

    of: str
    low: float
    high: float
    counts: tuple[Count, ...]


def tolls_of(facts: Iterable[Fact]) -> tuple[Toll, ...]:
    """The tolls that facts of one event tell."""
    counted: dict[str, dict[str, list[tuple[float, float, str]]]] = {}
    for fact in facts:
        if fact.kind not in TOLLS or fact.claim.stance not in ("asserts", "possible"):
            continue
        for number in numbers_of(fact):
            if number.unit not in ("people", "person", "bodies", ""):
                continue
            status = number.status or "people"
            of = status if fact.kind == "killed" else f"{status}, injured"
            # As counted: "at least 20" is a count of 20 by whoever says it, its upper end is not known.
            low, high = float(number.quantity.value), float(max(number.quantity.high, number.quantity.value))
            if math.isfinite(low) and math.isfinite(high):
                counted.setdefault(of, {}).setdefault(fact.voice, []).append((low, high, fact.id))
    return tuple(_toll(of, counted[of]) for of in sorted(counted, key=_rank))


def _rank(of: str) -> tuple[bool, int, str]:
    status = of.partition(",")[0]
    return "," in of, ORDER.index(status) if status in ORDER else len(ORDER), of


def _toll(of: str, by_voice: dict[str, list[tuple[float, float, str]]]) -> Toll:
    counts = tuple(
        Count(
            voice,
            min(low for low, _, _ in found),
            max(high for _, high, _ in found),
            tuple(sorted({claim for _, _, claim in found})),
        )
        for voice, found in sorted(by_voice.items())
    )
    return Toll(of, min(count.low for count in counts), max(count.high for count in counts), counts)
