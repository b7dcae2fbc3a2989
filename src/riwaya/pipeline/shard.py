"""Shards: runs of inputs that are worked on, and are done, as one.

Where one shard ends and the next begins follows from the inputs alone, and a shard's address from its content, so that
a run that continues another, with more workers or fewer, finds what is done already.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from riwaya.pipeline.outcome import PassedOver, SetAside
from riwaya.read.entry import Entry

LEAST: Final = 8
MOST: Final = 512
"""Inputs in a shard: a `SHARE` of those that came before it, so that a small run is shared out over the workers, too,
and a large one writes few files; within these bounds."""
SHARE: Final = 32
MOST_BYTES: Final = 4_000_000
"""A shard that holds so many bytes is full."""

Item = Entry | SetAside | PassedOver
"""What a shard is made of: something to read; or, in its place, what is known to be unreadable or no input."""


class Shard(msgspec.Struct, frozen=True):
    """A run of inputs. `number` counts the shards of a run from 0; `key` is its address (32 hexadecimal digits)."""

    number: int
    key: str
    items: tuple[Item, ...]


def cut(items: Iterable[Item], made_by: str, *, most: int = MOST) -> Iterator[Shard]:
    """Items as shards, in order, of at most `most` items each.

    `made_by` is what outcomes depend on beside the items, and part of each address.
    """
    held: list[Item] = []
    number = before = size = 0
    for item in items:
        held.append(item)
        size += len(item.data) if isinstance(item, Entry) else 0
        if len(held) >= min(most, max(LEAST, before // SHARE)) or size >= MOST_BYTES:
            yield Shard(number, address(held, made_by), tuple(held))
            number, before, size = number + 1, before + len(held), 0
            held.clear()
    if held:
        yield Shard(number, address(held, made_by), tuple(held))


def address(items: Iterable[Item], made_by: str) -> str:
    """The address of some items: all of their content goes into it."""
    digest = hashlib.blake2b(made_by.encode(), digest_size=16)
    for item in items:
        if isinstance(item, Entry):
            content = hashlib.blake2b(item.data, digest_size=16).digest()
            how = item.kind, item.charset, item.only_conflict
            said = _encoder.encode(("entry", item.source, item.id, how, item.about, content))
        else:
            said = _encoder.encode(item)
        digest.update(len(said).to_bytes(4, "big"))
        digest.update(said)
    return digest.hexdigest()


_encoder: Final = msgspec.msgpack.Encoder()
