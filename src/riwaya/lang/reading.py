"""How a token can be read: the records that the lexicon hands out."""

from typing import Any

import msgspec


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to read a token: the entry, what form of it, and the clitics that were taken off."""

    entry: Any
    pos: str
    feature: str
    passive: bool
    conj: str
    prep: str
    article: bool
    suffix: str


class Stored(msgspec.Struct, frozen=True, gc=False):
    """One form of one entry, as the lexicon keeps it."""

    entry: Any
    pos: str
    feature: str
    passive: bool
