"""Neutral names of actors, voices, outlets and places in the language of an export, with the text's own form beside."""

from collections.abc import Mapping

from riwaya.export.caution import settlement
from riwaya.export.persons import actor_in, initials, is_private_actor, is_private_voice, role
from riwaya.export.records import Named, Spot
from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.outlets import outlet_names
from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.lang.grammar import without_article
from riwaya.lang.labels import Language
from riwaya.model import Actor, Place, Voice
from riwaya.reason.control.whole import holder_name
from riwaya.text.normalise import fold


class Naming:
    """Names in one language. `names`: private persons by the words of the text; `outlets`: what outlets that no table
    knows call themselves.
    """

    def __init__(self, language: Language, *, names: bool, outlets: Mapping[str, str] | None = None) -> None:
        self.language, self.names, self.outlets = language, names, outlets or {}

    def entity(self, entity: str | None, otherwise: str) -> str:
        """What the gazetteer calls an entity; `otherwise` where it does not know it."""
        row = actors().rows.get(entity or "")
        if row is None:
            return otherwise
        return row.name if self.language == "en" else row.forms[0]

    def voice(self, voice: Voice) -> Named:
        """A voice; a private person by what kind of source it is."""
        if not self.names and is_private_voice(voice):
            return Named(role(voice, "ar"), role(voice, self.language), None, voice.kind, private=True)
        return Named(voice.text, self.entity(voice.entity, voice.name or voice.text), voice.entity, voice.kind)

    def actor(self, actor: Actor) -> Named:
        """An agent or target; a private person by initials."""
        row = actors().rows.get(actor.entity or "")
        if not self.names and is_private_actor(actor):
            short = initials(actor.text)
            return Named(short, short, None, "person", private=True)
        meant = row or actor_in(actor.text)  # "units of the army": named by the army, but not taken for all of it
        if meant is None:
            return Named(actor.text, actor.name or actor.text, actor.entity, "")
        return Named(actor.text, self.entity(meant.id, actor.text), actor.entity, meant.kind)

    def outlet(self, outlet: str | None) -> str:
        """What an outlet is called, empty where the report does not show it."""
        if not outlet or outlet.startswith("document:"):
            return ""
        known = outlet_names().get(outlet)
        if known is not None:
            return known[1] if self.language == "en" else known[0]
        if outlet in self.outlets:
            return self.outlets[outlet]
        return self.entity(outlet, outlet.partition(":")[2] or outlet)

    def holder(self, holder: str) -> str:
        """What a holder of a place is called; `contested` and `other` stay as they are."""
        return holder if holder in ("contested", "other") else holder_name(holder, self.language)

    def spot(self, place: Place, *, coarse: bool) -> Spot:
        """A claim's place; with `coarse` no finer than the town."""
        row = Places.load().by_id(place.entity or "")
        lat, lon = place.lat, place.lon
        rounded = False
        if coarse and lat is not None:
            town = settlement(row) if row is not None else None
            lat, lon, rounded = (town.lat, town.lon, town is not row) if town is not None else (None, None, True)
        precision = place.precision if lat is not None or place.lat is None else "unresolved"
        return self._spot(row, place.text, place.entity, lat, lon, precision, rounded)

    def anchor(self, anchor: str, *, coarse: bool) -> Spot | None:
        """The place that claims are filed under: an entity, or `text:` and the name that nobody could resolve."""
        if not anchor:
            return None
        row = Places.load().by_id(anchor)
        if row is None:
            text = anchor.removeprefix("text:").removeprefix("name:")
            return self._spot(None, text, None if ":" in anchor else anchor, None, None, "unresolved", False)
        town = settlement(row) if coarse else row
        lat, lon = (town.lat, town.lon) if town is not None else (None, None)
        precision = row.precision if lat is not None else "unresolved"
        return self._spot(row, row.forms[0], row.id, lat, lon, precision, town is not row)

    def _spot(
        self,
        row: PlaceRow | None,
        text: str,
        entity: str | None,
        lat: float | None,
        lon: float | None,
        precision: str,
        coarse: bool,
    ) -> Spot:
        if row is None:
            return Spot(text, text, text, entity, "", "", "", lat, lon, precision, coarse)
        name = row.name if self.language == "en" else row.forms[0]
        return Spot(text, name, row.forms[0], row.id, row.kind, row.country, province(row), lat, lon, precision, coarse)


def province(row: PlaceRow) -> str:
    """The name of the governorate or region that a place is in, empty where the gazetteer has none."""
    for up in Places.load().hierarchy(row):
        if up.kind in ("governorate", "region"):
            return up.name
    return ""


class Wanted:
    """Whether places are the one that is asked for, or lie in it."""

    def __init__(self, asked: str) -> None:
        places = Places.load()
        self._text = fold(asked).lower()
        row = places.by_id(asked)
        self._rows = [row] if row is not None else [row for row in places.rows() if self._named(row)]
        self._known: dict[str, bool] = {}

    def _named(self, row: PlaceRow) -> bool:
        return any(_bare(fold(form).lower()) == _bare(self._text) for form in (row.name, *row.forms))

    def __call__(self, place: Place | Spot) -> bool:
        if place.entity is None:
            return fold(place.text).lower() == self._text
        known = self._known.get(place.entity)
        if known is None:
            row = Places.load().by_id(place.entity)
            inside = row is not None and any(Places.load().within(row, wanted) for wanted in self._rows)
            known = self._known[place.entity] = inside or place.entity == self._text
        return known


def _bare(name: str) -> str:
    return without_article(name.removeprefix("al-"))
