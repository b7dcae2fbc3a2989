"""From what a user calls a place, an actor or a voice to the values that mentions of it may have."""

from typing import Final

from riwaya.ledger import facets
from riwaya.text.normalise import fold
from riwaya.text.tokens import tokenise

_ARABIC: Final = ("\u0600", "\u06ff")


def values_of(kind: str, called: str) -> list[str]:
    """The entities, lower-case display names and forms of text that a filter on `kind` means by `called`.

    An Arabic name means every place, or actor, that the gazetteer knows by exactly this name.
    """
    value = called.strip()
    found = {value, value.lower()}
    if any(_ARABIC[0] <= char <= _ARABIC[1] for char in value):
        found.update(_places(value) if kind == facets.PLACE else _actors(value))
    return sorted(found)


def _places(name: str) -> set[str]:
    from riwaya.gazetteer.places import Places

    keys = [fold(word) for word in name.split()]
    found = Places.load().match(keys, 0) if keys else None
    return {row.id for row in found[1]} if found is not None and found[0] == len(keys) else set()


def _actors(name: str) -> set[str]:
    from riwaya.gazetteer.actors import actors

    tokens = tokenise(name)
    found = actors().match(tokens, 0) if tokens else None
    return {row.id for row in found.rows} if found is not None and found.end == len(tokens) else set()
