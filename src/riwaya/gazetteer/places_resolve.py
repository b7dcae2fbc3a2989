"""Which of several places of one name is meant, by what else the document names.

Each candidate gets a sum of weights (kind and population, countries and provinces that the document names, a place
named beside it, the head word before it); candidates that contain one another (a town and its district) are one answer
and do not compete. The certainty is the winner's share, lowered where little speaks for the reading as a place at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log10
from typing import Final

from riwaya.gazetteer.places_data import BULK, SETTLEMENTS, PlaceRow

# Weights are in natural-log units: a difference of 1 means odds of e to 1.
_KIND: Final = {
    "country": 12.0,
    "governorate": 6.0,
    "region": 6.0,
    "city": 5.0,
    "town": 3.5,
    "district": 3.0,
    "village": 2.0,
}
_KIND_OTHER: Final = 4.0  # a base, field or crossing that we list is there because reports name it
_PER_DIGIT_OF_PEOPLE: Final = 0.7
_UNLISTED: Final = -1.5  # a plain GeoNames row: no report that we know of made us list it
_SAME_COUNTRY: Final = 3.0
_SAME_PROVINCE: Final = 2.5
_SAME_DISTRICT: Final = 1.0  # for each level below the province
_OTHER_COUNTRY: Final = -2.0
_BESIDE: Final = 6.0
_NOT_BESIDE: Final = -4.0
_HEAD: Final = 3.0
_MAJOR: Final = frozenset({"country", "region", "governorate", "sea", "city"})
_MINOR: Final = frozenset({"quarter", "village", "district", "subdistrict", "front", "site"})
_SETTLED: Final = 0.7  # the share from which the winner is named
_WORTHWHILE: Final = 0.4  # the certainty below which a name stays unresolved

_HEAD_FITS: Final[dict[str, frozenset[str]]] = {
    "city": frozenset({"city", "town", "quarter", "governorate"}),
    "town": frozenset({"town", "village", "city", "quarter"}),
    "village": frozenset({"village", "town"}),
    "quarter": frozenset({"quarter", "camp", "town"}),
    "subdistrict": frozenset({"subdistrict", "town", "village", "city"}),
    "district": frozenset({"district", "subdistrict", "city", "town", "region"}),
    "governorate": frozenset({"governorate", "region", "district", "city", "town"}),
    "region": frozenset(
        {"region", "governorate", "district", "city", "town", "village", "quarter", "desert", "valley", "site"}
    ),
    "camp": frozenset({"camp", "base"}),
    "base": frozenset({"base", "airport", "camp"}),
    "airport": frozenset({"airport", "base"}),
    "mountain": frozenset({"mountain", "region"}),
    "valley": frozenset({"valley", "region"}),
    "field": frozenset({"field", "site"}),
    "site": frozenset({"site", "field", "base"}),
    "river": frozenset({"river"}),
    "lake": frozenset({"lake"}),
    "sea": frozenset({"sea"}),
    "desert": frozenset({"desert", "region"}),
    "island": frozenset({"island"}),
    "road": frozenset({"road"}),
    "front": frozenset({"front", "town", "village", "quarter", "city"}),
    "crossing": frozenset({"crossing", "town", "village"}),
    "dam": frozenset({"dam"}),
    "bridge": frozenset({"bridge"}),
    "country": frozenset({"country"}),
}


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What the document says around a name.

    `seen`: ids of the places that the document names beyond doubt; `near`: ids of places named right beside this one as
    containing it ("in the countryside of Aleppo"); `head`: the kind that the head word before the name says, None
    without one; `locative`: whether a preposition of place precedes; `tokens`: how many tokens the name takes, 0 when
    not known.
    """

    seen: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    head: str | None = None
    locative: bool = False
    tokens: int = 0


def decide(
    candidates: Sequence[PlaceRow],
    context: PlaceContext,
    chain: Callable[[PlaceRow], tuple[PlaceRow, ...]],
    seen: frozenset[str],
    countries: frozenset[str],
) -> tuple[PlaceRow | None, float]:
    """The candidate that is meant and the certainty in [0, 1]; None where nothing settles it. See `Places.resolve`.

    `seen` and `countries`: the ids of the places that the context has seen with all that contains them, and the codes
    of their countries.
    """
    weights: dict[PlaceRow, float] = {}
    for row in candidates:
        ups = chain(row)
        fits = context.head is not None and row.kind in _HEAD_FITS.get(context.head, frozenset())
        if context.head is not None and not fits:
            continue
        beside = bool(context.near) and any(up.id in context.near for up in ups[1:])
        at_home = row.country in countries or not row.country
        if _risky(row, context) and not fits and not beside and not _vouched(row, context, ups, seen):
            continue
        weight = _KIND.get(row.kind, _KIND_OTHER) + _PER_DIGIT_OF_PEOPLE * log10(row.population + 1)
        if row.id.startswith(BULK):
            weight += _UNLISTED
        if context.head == row.kind:
            weight += _HEAD
        if context.near:
            weight += _BESIDE if beside else _NOT_BESIDE
        if countries and row.kind != "country":
            weight += _SAME_COUNTRY if at_home else _OTHER_COUNTRY
            # The row's own id counts too: a place that the document named before is what its name means now.
            levels = len([up for up in ups if up.id in seen and up.kind != "country"])
            weight += _SAME_PROVINCE + _SAME_DISTRICT * (levels - 1) if levels else 0.0
        weights[row] = weight
    if not weights:
        return None, 0.0
    return _winner(weights, context, chain, countries)


def _winner(
    weights: dict[PlaceRow, float],
    context: PlaceContext,
    chain: Callable[[PlaceRow], tuple[PlaceRow, ...]],
    countries: frozenset[str],
) -> tuple[PlaceRow | None, float]:
    ranked = sorted(weights, key=lambda row: (-weights[row], row.id))
    top = weights[ranked[0]]
    share = {row: exp(weights[row] - top) for row in ranked}
    best = ranked[0]
    one_answer = [row for row in ranked if row is best or best in chain(row) or row in chain(best)]
    certainty = sum([share[row] for row in one_answer], 0.0) / sum(share.values(), 0.0)
    best = min(one_answer, key=lambda row: (_order(row, context), -weights[row], row.id))
    if certainty < _SETTLED:
        return None, certainty
    supported = context.near or best.country in countries or best.kind == "country"
    if best.id.startswith(BULK) and not supported and best.population < 100_000:
        certainty *= 0.5
    elif not supported and len(weights) == 1 and best.kind in SETTLEMENTS:
        certainty *= 0.95
    if _risky(best, context):
        certainty *= 0.85
    return (best, certainty) if certainty >= _WORTHWHILE else (None, certainty)


def _order(row: PlaceRow, context: PlaceContext) -> int:
    """Of places that contain one another, which one a bare name means first; a head word comes before that."""
    if context.head is not None:
        return 0 if row.kind == context.head else 1
    if row.kind == "country":
        return 0
    if row.kind in SETTLEMENTS:
        return 1
    return 3 if row.kind in ("district", "subdistrict", "governorate") else 2


def _risky(row: PlaceRow, context: PlaceContext) -> bool:
    """Whether the name as matched may be no place; a form that holds a shorter one (with "field" before it) is free."""
    if not row.risk:
        return False
    return not context.tokens or context.tokens in _risky_sizes(row)


@cache
def _risky_sizes(row: PlaceRow) -> frozenset[int]:
    """How many words those forms of a row have that may be no place."""
    if row.risk == "word":
        return frozenset([min(form.count(" ") + 1 for form in row.forms)])
    padded = [f" {form} " for form in row.forms]
    return frozenset(
        form.count(" ") - 1 for form in padded if not any(other in form and other != form for other in padded)
    )


def _vouched(row: PlaceRow, context: PlaceContext, ups: Sequence[PlaceRow], seen: frozenset[str]) -> bool:
    """Whether a preposition of place vouches for a risky name: only for large or central places of a part of a country
    that the document names; hardly anybody writes a bare "in the victory" for a quarter or village of that name.
    """
    if not context.locative or row.id.startswith(BULK) or row.kind in _MINOR:
        return False
    if row.kind == "country":
        return True
    if any(len(form) <= 2 for form in row.forms):
        return False  # too often another word: a month, a father
    if not row.country and row.kind == "region":
        return False  # "on the coast" is no Sahel
    wide = row.kind in _MAJOR or len(ups) <= 2  # ... or nothing is known between it and its country
    return not row.country or any(up.id in seen for up in ups if wide or up.kind != "country")
