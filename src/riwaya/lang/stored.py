"""The records that the lexicon keeps."""

from typing import Any

import msgspec


class Stored(msgspec.Struct, frozen=True, gc=False):
    """One form of one entry, as the lexicon keeps it."""

    entry: Any
    pos: str
    feature: str
    passive: bool
