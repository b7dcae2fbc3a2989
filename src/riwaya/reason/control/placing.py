"""Which places a claim is evidence about.

The most specific places that it names; a quarter or a gate is besides evidence about the town that it is part of. A
claim about a governorate says nothing of one town in it. A place that nobody could resolve is kept by its name, but
only where the claim names no other.
"""

from typing import Final, Literal

from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.model import Claim, Place
from riwaya.reason.control.evidence import PlaceKey
from riwaya.text.normalise import fold

Grade = Literal["at", "inside", "near"]
"""How the claim's place relates to the place of the timeline: it is it, a part of it, or only near it."""

_TOWNS: Final = frozenset({"city", "town", "village", "camp"})
_PARTS: Final = frozenset({"quarter", "site", "bridge", "crossing", "island", "camp"})
_NOWHERE: Final = frozenset({"country", "region", "sea", "river", "lake", "desert", "road", "valley", "front"})
"""Kinds of which nobody holds the whole, or whose holder is no local question."""
_BY_NAME: Final = "name:"


class Placing:
    """Look-up of a claim's places."""

    def __init__(self) -> None:
        self._places: Places | None = None
        self._keys: dict[tuple[object, ...], tuple[tuple[PlaceKey, Grade, str], ...]] = {}
        self._conflicts: dict[str, str] = {}

    def of(self, claim: Claim) -> tuple[tuple[PlaceKey, Grade, str], ...]:
        """The places, how the claim relates to each, and the name of the conflicts of its country ('' if unknown)."""
        shared = claim.extent is not None
        key = shared, *((place.entity, place.precision, None if place.entity else place.text) for place in claim.places)
        found = self._keys.get(key)
        if found is None:
            found = self._keys[key] = tuple(self._resolve(claim.places, shared=shared))
        return found

    def _rows(self) -> Places:
        if self._places is None:
            self._places = Places.load()
            for row in self._places.rows():
                if row.kind == "country":
                    self._conflicts[row.country] = row.name.lower().replace(" ", "-")
        return self._places

    def _resolve(self, places: tuple[Place, ...], *, shared: bool) -> list[tuple[PlaceKey, Grade, str]]:
        """`shared`: the claim says what share of the place it is about, which tells more than that it is a part."""
        known = [place for place in places if place.entity]
        if not known:
            return [
                (PlaceKey(f"{_BY_NAME}{fold(place.name or place.text).strip()}", place.name or place.text), "at", "")
                for place in places[:1]
                if (place.name or place.text).strip() and place.precision != "near"
            ]
        # What nobody could resolve and stands first ("the headquarters in the town") is a part of what follows.
        part = not places[0].entity or any(not place.entity and place.precision == "part" for place in places)
        gazetteer = self._rows()
        out: dict[str, tuple[PlaceKey, Grade, str]] = {}
        rows = [(place, gazetteer.by_id(place.entity or "")) for place in known]
        for place, row in rows:
            if any(_contains(gazetteer, row, other) for _, other in rows if other is not row):
                continue
            inside = (part or place.precision == "part") and not shared
            grade: Grade = "near" if place.precision == "near" else "inside" if inside else "at"
            if row is None:
                entity = place.entity or ""
                _keep(out, PlaceKey(entity, place.name or place.text or entity, entity), grade, "")
                continue
            conflict = self._conflicts.get(row.country, "")
            if row.kind not in _NOWHERE:
                _keep(out, PlaceKey(row.id, row.name, row.id), grade, conflict)
            parent = gazetteer.by_id(row.parent) if row.parent else None
            if row.kind in _PARTS and parent is not None and parent.kind in _TOWNS and grade != "near":
                _keep(out, PlaceKey(parent.id, parent.name, parent.id), "inside", conflict)
        return list(out.values())


def _keep(out: dict[str, tuple[PlaceKey, Grade, str]], key: PlaceKey, grade: Grade, conflict: str) -> None:
    """Keep the closest of several relations to one place."""
    order: tuple[Grade, ...] = ("at", "inside", "near")
    known = out.get(key.key)
    if known is None or order.index(grade) < order.index(known[1]):
        out[key.key] = (key, grade, conflict)


def _contains(gazetteer: Places, outer: PlaceRow | None, inner: PlaceRow | None) -> bool:
    return outer is not None and inner is not None and gazetteer.within(inner, outer)
