"""How a decision changes a claim: any field, spans included, always checked against the document's characters.

A claim that a person has looked at and kept, put right or added has a score of 1: the score is the certainty that the
passage makes the claim. A corrected claim keeps the id of the claim that was corrected, so that links to it stay, and
carries the rule `human:correct`; an added one carries `human:add`.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from riwaya.ledger.decisions import Json
from riwaya.ledger.payloads import ActorChoice, PlaceChoice, SetActor, SetPlace
from riwaya.model import Actor, Claim, Document, Place, Voice, claim_id
from riwaya.model.codec import encode
from riwaya.model.errors import RecordError
from riwaya.model.vocabulary import NEGATIVE_STANCES
from riwaya.text.normalise import fold

ADDED: Final = "human:add"
CORRECTED: Final = "human:correct"
"""Rules of claims that a person added or corrected."""

GONE: Final = "redacted"
"""The key of what stands for a claim that was redacted whole."""

TEXT_KEY: Final = "text:"
"""Begins the id of a place or an actor that is known by its name only."""

CORRECTABLE: Final = tuple(name for name in Claim.__struct_fields__ if name not in ("id", "document", "rules", "score"))
"""The fields that a correction may set."""

_SPANS: Final = frozenset({"evidence", "cue", "voices", "agents", "targets", "places", "time"})
_DEFAULTS: Final[Json] = {
    "voices": [],
    "cue": None,
    "attitude": "neutral",
    "stance": "asserts",
    "denial": None,
    "denies_what": None,
    "background": False,
    "agents": [],
    "targets": [],
    "places": [],
    "time": None,
    "extent": None,
    "quantities": [],
}


def as_json(claim: Claim) -> Json:
    """A claim as plain JSON values, keys in the contract's order."""
    value: Json = msgspec.json.decode(encode(claim))
    return value


def claim_of(value: Json | None) -> Claim:
    """A claim from JSON values; RecordError says what is wrong with it."""
    try:
        return msgspec.convert(value, Claim)
    except msgspec.ValidationError as error:
        raise RecordError(f"this is no claim: {error}") from error


def recorded(value: Json | None) -> Claim | None:
    """The claim that a decision recorded; None if it recorded none, or a redaction took it out."""
    return None if not value or GONE in value else claim_of(value)


def corrected(claim: Claim, document: Document, fields: Mapping[str, Any]) -> Claim:
    """The claim with `fields` replaced.

    Values are as in a claim's JSON line. Where characters are meant, `start` and `end` are enough: the text is what
    stands there. Offsets are code points of the document's text. RecordError if a field cannot be set, a value is none
    of the guide's, or the characters are not there.
    """
    made = patched(claim, filled(document, fields))
    check_spans(made, document)
    return made


def patched(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """The claim with `fields` replaced, whatever its text; a stance that denies nothing drops the denial by itself."""
    values = as_json(claim) | dict(fields)
    if "stance" in fields and values["stance"] not in NEGATIVE_STANCES:
        for name in ("denial", "denies_what"):
            if name not in fields:
                values[name] = None
    rules = [*(rule for rule in claim.rules if rule != CORRECTED), CORRECTED]
    return claim_of(values | {"rules": rules, "score": 1.0})


def added(document: Document, fields: Mapping[str, Any]) -> Claim:
    """A claim that a person found in the document; at least `evidence` and `event` are needed."""
    for name in ("evidence", "event"):
        if fields.get(name) is None:
            raise RecordError(f"a claim needs its {name}")
    fixed = {"id": "", "document": document.id, "rules": [ADDED], "score": 1.0}
    made = claim_of(_DEFAULTS | filled(document, fields) | fixed)
    check_spans(made, document)
    return msgspec.structs.replace(made, id=claim_id(document.id, made))


def kept(claim: Claim) -> Claim:
    """The claim as it is once a person has confirmed it."""
    return msgspec.structs.replace(claim, score=1.0)


def filled(document: Document, fields: Mapping[str, Any]) -> Json:
    """The fields of a correction with the text of each span; RecordError for a field that cannot be set."""
    for name in fields:
        if name not in CORRECTABLE:
            raise RecordError(f"{name!r} is not a field that can be set; these can: {', '.join(CORRECTABLE)}")
    return {name: _with_text(value, document) if name in _SPANS else value for name, value in fields.items()}


def _with_text(value: Any, document: Document) -> Any:
    """The value with the text of each span that gives only its offsets."""
    if isinstance(value, list | tuple):
        return [_with_text(item, document) for item in value]
    if isinstance(value, Mapping) and "text" not in value and {"start", "end"} <= set(value):
        start, end = value["start"], value["end"]
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text)):
            raise RecordError(f"[{start}, {end}) is no range of characters of {document.id}")
        return {**value, "text": document.text[start:end]}
    return value


def check_spans(claim: Claim, document: Document) -> None:
    """RecordError unless every span is what stands in the document's text."""
    for start, end, text in claim.spans():
        if not 0 <= start < end <= len(document.text) or document.text[start:end] != text:
            raise RecordError(f"{text!r} is not at [{start}, {end}) of {document.id}")


def place_set(claim: Claim, change: SetPlace) -> Claim:
    """The claim with one of its places set. RecordError if it has no such place."""
    places = list(claim.places)
    at = _index(change.index, places)
    places[at] = _placed(places[at], change.place)
    return _renamed(claim, places=tuple(places))


def actor_set(claim: Claim, change: SetActor) -> Claim:
    """The claim with one of its agents, targets or voices set. RecordError if it has no such one."""
    role = change.role or "agents"
    mentions = list(getattr(claim, role))
    at = _index(change.index, mentions)
    mentions[at] = _acting(mentions[at], change.actor)
    return _renamed(claim, **{role: tuple(mentions)})


def _index(index: int | None, listed: list[Any]) -> int:
    if index is None or not 0 <= index < len(listed):
        raise RecordError(f"there is no number {index} in a list of {len(listed)}")
    return index


def _renamed(claim: Claim, **fields: Any) -> Claim:
    rules = (*(rule for rule in claim.rules if rule != CORRECTED), CORRECTED)
    return msgspec.structs.replace(claim, rules=rules, score=1.0, **fields)


def _placed(place: Place, choice: PlaceChoice | None) -> Place:
    if choice is None:
        choice = PlaceChoice()
    return msgspec.structs.replace(
        place, name=choice.name, entity=choice.entity, lat=choice.lat, lon=choice.lon, precision=choice.precision
    )


def _acting(mention: Actor | Voice, choice: ActorChoice | None) -> Actor | Voice:
    choice = choice or ActorChoice()
    return msgspec.structs.replace(mention, name=choice.name, entity=choice.entity)


def key_of(mention: Actor | Voice | Place) -> str:
    """The id by which all mentions of one place or actor are decided about: its entity, or `text:` and its name."""
    return mention.entity or TEXT_KEY + fold(mention.text)


class Everywhere:
    """Decisions about a place or an actor wherever it is named, applied to one claim after the other.

    The last decision about a name counts; one for the claim's document goes before one for all.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str | None], PlaceChoice | None] = {}
        self._actors: dict[tuple[str, str | None], ActorChoice | None] = {}

    def __bool__(self) -> bool:
        return bool(self._places or self._actors)

    def set_place(self, key: str, change: SetPlace) -> None:
        """Take up a decision about the place `key`."""
        self._places[key, change.document] = change.place

    def set_actor(self, key: str, change: SetActor) -> None:
        """Take up a decision about the actor or voice `key`."""
        self._actors[key, change.document] = change.actor

    def place_keys(self) -> frozenset[str]:
        """The places that were decided about."""
        return frozenset(key for key, _ in self._places)

    def apply(self, claim: Claim) -> Claim:
        """The claim with the names that were decided about set."""
        if not self:
            return claim
        changed: dict[str, Any] = {}
        if self._places:
            places = tuple(self._place(place, claim.document) for place in claim.places)
            if places != claim.places:
                changed["places"] = places
        if self._actors:
            for role in ("voices", "agents", "targets"):
                mentions = getattr(claim, role)
                found = tuple(self._actor(mention, claim.document) for mention in mentions)
                if found != mentions:
                    changed[role] = found
        return msgspec.structs.replace(claim, **changed) if changed else claim

    def _place(self, place: Place, document: str) -> Place:
        key = key_of(place)
        for scope in (document, None):
            if (key, scope) in self._places:
                return _placed(place, self._places[key, scope])
        return place

    def _actor(self, mention: Actor | Voice, document: str) -> Actor | Voice:
        key = key_of(mention)
        for scope in (document, None):
            if (key, scope) in self._actors:
                return _acting(mention, self._actors[key, scope])
        return mention
