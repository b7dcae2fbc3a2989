"""Head words of places: the nouns that a place name follows (بلدة، تل، حي), and those that name a part of one."""

from functools import cache

import msgspec

from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold
from riwaya.text.once import once


class PlaceHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A head word: `role` is head, part, near or direction; `kind` a gazetteer kind."""

    id: str
    kind: str
    role: str
    forms: tuple[str, ...]
    part: bool = False
    precision: str = ""
    examples: tuple[str, ...] = ()
    negatives: tuple[str, ...] = msgspec.field(default=(), name="not")


@once
def place_heads() -> dict[str, PlaceHead]:
    """Head words by folded form; of two entries with one form the first in the file holds."""
    out: dict[str, PlaceHead] = {}
    for entry in read_entries("place_heads.yaml", PlaceHead):
        for form in entry.forms:
            if " " not in form:
                out.setdefault(fold(form), entry)
    return out


@cache
def head_entry(entry_id: str) -> PlaceHead:
    """The entry of this id."""
    return next(head for head in place_heads().values() if head.id == entry_id)
