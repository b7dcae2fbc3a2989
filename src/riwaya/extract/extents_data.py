"""The entries of `extents.yaml`: words that tell how much of a place is meant."""

from functools import cache
from typing import Literal

import msgspec

from riwaya.lang.load import read_entries

FILE = "extents.yaml"

Kind = Literal[
    "share",
    "before-place",
    "not-people",
    "before-direction",
    "percent",
    "negation",
    "more",
    "direction",
    "place",
    "person-ending",
]


class ExtentEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `extents.yaml`.

    `share`: the interval meant. By `kind`: `share` stands by itself (with `beside`: only next to one of these words);
    `before-place` and `before-direction` need such a word after them; `not-people` must not be followed by persons;
    `percent` follows a number; the rest are helper words. `not_after`: words before which nothing is meant.
    `negated`: says itself that it is not the whole. `examples` maps texts to `"low-high"` (with ` negated`), `not`
    lists texts in which this entry gives nothing.
    """

    id: str
    kind: Kind
    forms: tuple[str, ...]
    share: tuple[float, float] | None = None
    beside: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    negated: bool = False
    examples: dict[str, str] = {}
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


@cache
def extent_entries() -> tuple[ExtentEntry, ...]:
    """All entries of the file, in its order."""
    return read_entries(FILE, ExtentEntry)
