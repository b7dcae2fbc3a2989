"""Whose word a claim is: the voice that its likelihood is judged by, and which side that voice may take.

The innermost voice of the chain is judged; those who relay it make it count a little less (saying.py). Private persons
are never judged one by one: who has no institution's name is pooled with others of its kind at the same outlet.
"""

import datetime
from typing import Final

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.model import Claim, Voice
from riwaya.reason.control.parties import NAMED, Parties
from riwaya.reason.control.sides import NEUTRAL
from riwaya.text.normalise import fold

INSTITUTIONS: Final = frozenset(
    {"outlet", "agency", "state_media", "government", "military", "armed_group", "monitor", "international", "medical"}
)
"""Kinds of voices that are judged by name."""
_ALIGNABLE: Final = frozenset({"government", "military", "armed_group", "official", "state_media"})
_UNKNOWN_OUTLET: Final = "outlet:?"


class Judged(msgspec.Struct, frozen=True):
    """A voice as it is judged: `key`, display `name`, `kind`, `side` (a party's key, `neutral`, or None: unknown).

    `half`: the side is only that of the outlet at which the voice is pooled. `institution`: may be graded.
    """

    key: str
    name: str
    kind: str
    side: str | None
    half: bool = False
    institution: bool = True


class Voicing:
    """Look-up of judged voices."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._cache: dict[tuple[object, ...], Judged] = {}

    def of(self, claim: Claim, outlet: str | None, conflict: str, day: datetime.date | None) -> Judged:
        """Who is judged for the claim."""
        voice = claim.voices[-1] if claim.voices else None
        if outlet is None:
            outlet = f"{_UNKNOWN_OUTLET}{claim.document}"  # two unknown outlets are not one
        month = day.replace(day=1) if day is not None else None
        key: tuple[object, ...] = (
            (outlet, conflict, month)
            if voice is None
            else (
                voice.entity,
                voice.kind,
                voice.name or voice.text if not voice.entity else "",
                outlet,
                conflict,
                month,
            )
        )
        found = self._cache.get(key)
        if found is None:
            found = self._outlet(outlet, conflict, day) if voice is None else self._voice(voice, outlet, conflict, day)
            self._cache[key] = found
        return found

    def _outlet(self, outlet: str, conflict: str, day: datetime.date | None) -> Judged:
        if outlet.startswith(_UNKNOWN_OUTLET):
            return Judged(outlet, "unknown outlet", "outlet", None, institution=False)
        row = actors().rows.get(outlet)
        name = row.name if row is not None else outlet
        return self._named(outlet, name, row.kind if row is not None else "outlet", conflict, day)

    def _voice(self, voice: Voice, outlet: str, conflict: str, day: datetime.date | None) -> Judged:
        rows = actors().rows
        entity = voice.entity
        row = rows.get(entity) if entity else None
        if row is not None and row.kind == "person" and row.parent in rows:
            row, entity = rows[row.parent], row.parent
        if entity and (row is None or not (row.generic or row.kind == "person")):
            name = row.name if row is not None else voice.name or voice.text or entity
            return self._named(entity, name, row.kind if row is not None else voice.kind, conflict, day)
        known = not outlet.startswith(_UNKNOWN_OUTLET)
        if entity is None and voice.kind in INSTITUTIONS and not known:
            # An institution that the gazetteer does not know, at an outlet that nobody knows: at least it has a name.
            pool = NAMED + fold(voice.name or voice.text).strip()
        else:
            pool = f"{entity or 'voice:' + voice.kind}@{outlet}"
        kind = row.name if row is not None else voice.kind.replace("_", " ")
        side, half = self._stated(voice, conflict, day), False
        if side is None and voice.kind in _ALIGNABLE:
            party = self._parties.of(voice, conflict, day)
            side = party if party and not party.startswith((NAMED, "?")) else None
        if side is None:
            side, half = self._parties.sides.of_voice(outlet, day, conflict), True
            half = side not in (None, NEUTRAL)
            side = side if half else None
        key = f"{pool}#{side}" if side else pool
        return Judged(key, f"{kind} ({outlet})" if known else kind, voice.kind, side, half, institution=False)

    def _stated(self, voice: Voice, conflict: str, day: datetime.date | None) -> str | None:
        """The side that a SIDES file gives to a voice by its entity, its name or its words."""
        for name in (voice.entity, voice.name, voice.text):
            side = self._parties.sides.given(name, day)
            if side is not None:
                return side
        return None

    def _named(self, entity: str, name: str, kind: str, conflict: str, day: datetime.date | None) -> Judged:
        sides = self._parties.sides
        side = sides.of_voice(entity, day, conflict)
        if side is None and not (sides.stated and not entity.startswith("actor:")):
            side = sides.of_voice(entity, day) if not conflict else None
        key = f"{entity}#{side}" if side else entity
        return Judged(key, name, kind, side)
