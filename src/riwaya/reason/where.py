"""Where a claim is: the place by which claims are brought together, and how two claims' places compare.

A claim is filed under its *anchor*: the settlement that it is in or is part of (gazetteer hierarchy), or the place
itself where there is none: a province, a road, a village the gazetteer does not know. What is smaller than the anchor,
or only a part of it in the words of the text, is its `part`.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.lang.grammar import without_article
from riwaya.lang.load import read_entries
from riwaya.model import Claim, Place
from riwaya.text.normalise import fold

SETTLEMENT = frozenset({"city", "town", "village"})
AREAS = frozenset({"country", "region", "governorate", "district", "subdistrict", "desert", "sea"})
WIDE = AREAS | {"city", "front"}
"""Kinds of place in which much happens on one day."""
NOWHERE = ""
"""The anchor of claims that name no place."""


class Where(NamedTuple):
    """`anchor`: the id (or folded text) that claims are filed under; `part`: what of it is meant, empty for all of it.

    A part that begins with `place:` is a place of its own within the anchor; others are words ("part", "near").
    """

    anchor: str
    part: str


class Place2(Enum):
    """How the places of two claims compare."""

    SAME = "same"
    PART = "part"  # the first is a part of the second
    WHOLE = "whole"  # the second is a part of the first
    OTHER = "other"


def places_of(claim: Claim) -> tuple[Where, ...]:
    """The places of a claim, each once; those that only say where another of them lies are left out."""
    if not claim.places:
        return (Where(NOWHERE, ""),)
    rows = [_row(place.entity) for place in claim.places]
    out: dict[Where, None] = {}
    for n, place in enumerate(claim.places):
        row = rows[n]
        if row is not None and any(
            other is not None and other is not row and row.id in _within(other.id) for other in rows
        ):
            continue
        # An unresolved mention beside a resolved one is its description ("the southern desert, 12 km from …").
        if row is None and place.entity is None and any(other is not None for other in rows):
            continue
        out[_where(place, row, claim.document)] = None
    return tuple(out)


def _where(place: Place, row: PlaceRow | None, document: str) -> Where:
    words = place.precision if place.precision in ("part", "near") else ""
    if words == "part" and fold(place.text.partition(" ")[0]) in _listed("inside_words.txt"):
        words = ""
    if row is None:
        key = _text_key(place.text)
        # "The city" is another one in every report.
        own = f"{key} ({document})" if without_article(key) in _listed("common_places.txt") else key
        return Where(place.entity or f"text:{own}", words)
    anchor = _anchor(row.id)
    return Where(anchor, row.id if anchor != row.id else words)


def anchor_of(entity: str) -> str:
    """The anchor under which claims about a place of the gazetteer are filed."""
    return _anchor(entity)


def anchor_of_mention(place: Place, document: str) -> str:
    """The anchor of a place as a report names it."""
    return _where(place, _row(place.entity), document).anchor


def spread(where: Where) -> bool:
    """Whether a place is too wide for two counts in it to be of the same: a country, a province, a district."""
    row = _row(where.anchor)
    return row is not None and row.kind in AREAS and not where.part.startswith("place:")


def narrow(where: Where) -> bool:
    """Whether a place is small enough for one event of a kind a day: a site, a quarter, a village; no city or province.

    A place that the gazetteer does not know is small.
    """
    if where.part.startswith("place:"):
        return True
    row = _row(where.anchor)
    return row is None or row.kind not in WIDE


def compare_places(a: Where, b: Where) -> Place2:
    """How two places compare; those under different anchors are others."""
    if a.anchor != b.anchor:
        return Place2.OTHER
    if a.part == b.part:
        return Place2.SAME
    if not a.part:
        return Place2.WHOLE
    if not b.part:
        return Place2.PART
    return Place2.OTHER if a.part.startswith("place:") and b.part.startswith("place:") else Place2.PART


@cache
def _row(entity: str | None) -> PlaceRow | None:
    return None if entity is None else Places.load().by_id(entity)


@cache
def _within(entity: str) -> frozenset[str]:
    return frozenset(row.id for row in _up(entity))


def _up(entity: str) -> Iterator[PlaceRow]:
    places = Places.load()
    row = places.by_id(entity)
    if row is not None:
        yield from places.hierarchy(row)


@cache
def _anchor(entity: str) -> str:
    return next((row.id for row in _up(entity) if row.kind in SETTLEMENT), entity)


@lru_cache(maxsize=50_000)
def _text_key(text: str) -> str:
    """A name that the gazetteer does not know, without the words that say what kind of place it is."""
    words = fold(text).split()
    while len(words) > 1 and without_article(words[0]) in _heads():
        words = words[1:]
    return " ".join(words)


@cache
def _listed(name: str) -> frozenset[str]:
    text = resources.files("riwaya.reason").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line and not line.startswith("#"))


class _Head(msgspec.Struct):
    role: str
    forms: tuple[str, ...]


@cache
def _heads() -> frozenset[str]:
    heads = read_entries("place_heads.yaml", _Head)
    return frozenset(fold(form) for head in heads if head.role == "head" for form in head.forms)
