"""From the actors of a claim to parties: coalitions of actors on one side, as far as is known.

A party is named by its side's label, or by its own entity where no side is known; where a claim has only a name, the
gazetteer is asked what that name means in the place's country.
"""

import datetime
from typing import Final

from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.model import Actor, Voice
from riwaya.reason.control.sides import NEUTRAL, Sides
from riwaya.reason.control.tables import read_data
from riwaya.text.normalise import fold
from riwaya.text.once import once
from riwaya.text.tokens import tokenise

STATE: Final = "?state"
INSURGENT: Final = "?insurgent"
"""Parties of which only the kind is known: decided at each place, once its parties are."""
UNNAMED: Final = {STATE: "actor:government-forces", INSURGENT: "actor:rebels"}
"""The gazetteer's common nouns that stand for them where nobody is named."""
NAMED: Final = "name:"
"""Opens the key of a party that is known by its name only."""


@once
def _common_nouns() -> dict[str, str]:
    found = read_data("actors.yaml")
    return {entity: kind for kind, key in ((STATE, "state"), (INSURGENT, "insurgent")) for entity in found[key]}


class Parties:
    """Which party an actor is of, on a day and at a place whose country's conflicts are named `conflict`."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self._by_entity: dict[tuple[str, str, datetime.date | None], str | None] = {}
        self._by_name: dict[tuple[str, str, datetime.date | None], str | None] = {}

    def of(self, actor: Actor | Voice, conflict: str, day: datetime.date | None) -> str | None:
        """The party's key, `STATE`, `INSURGENT`, or None for who is no party (civilians, an unknown name)."""
        if actor.entity:
            key = (actor.entity, conflict, day)
            if key not in self._by_entity:
                self._by_entity[key] = self._entity(*key)
            return self._by_entity[key]
        name = (actor.name or actor.text, conflict, day)
        if name not in self._by_name:
            found = self._name(name[0], conflict, day)
            for form in () if found and not found.startswith(NAMED) else actor.also:
                other = self._name(form, conflict, day)
                if other is not None and not other.startswith(NAMED):
                    found = other
                    break
            self._by_name[name] = found
        return self._by_name[name]

    def _entity(self, entity: str, conflict: str, day: datetime.date | None) -> str | None:
        rows = actors().rows
        row = rows.get(entity)
        if row is not None and row.generic and self.sides.of(entity, day) is None:
            return _common_nouns().get(entity)
        side = self.sides.of(entity, day, conflict) or (self.sides.of(entity, day) if conflict else None)
        if side == NEUTRAL:
            return None
        if side is not None:
            return side
        while row is not None and row.parent in rows:
            row = rows[row.parent]
        return row.id if row is not None else entity

    def _name(self, name: str, conflict: str, day: datetime.date | None) -> str | None:
        rows, whole = _meanings(name)
        named = [row for row in rows if not row.generic]
        labels = {self._entity(row.id, conflict, day) for row in named if self.sides.of(row.id, day, conflict)}
        if len(labels) == 1:
            return labels.pop()
        for row in rows:
            if row.generic:
                return _common_nouns().get(row.id)
        if named or whole or not name.strip():
            return None
        return NAMED + fold(name).strip()


def _meanings(name: str) -> tuple[list[ActorRow], bool]:
    """What the gazetteer knows by this name or a part of it, the longest first; whether the whole name is known."""
    tokens = tokenise(name)
    found: list[tuple[int, ActorRow]] = []
    whole = False
    i = 0
    while i < len(tokens):
        match = actors().match(tokens, i)
        if match is None:
            i += 1
            continue
        found += [(match.end - match.start, row) for row in match.rows]
        whole = whole or match.end - match.start == len(tokens)
        i = match.end
    return [row for _, row in sorted(found, key=lambda item: (-item[0], item[1].generic))], whole
