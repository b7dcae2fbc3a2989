"""The outcomes of one shard as bytes: what workers send back and what lies on disk until a run is put together.

Three parts: the length of the head (four bytes, big-endian), the head, the outcomes; both in MessagePack. Whoever only
counts, or looks for duplicates, reads the head alone.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

import msgspec

from riwaya.model.errors import LedgerError
from riwaya.pipeline.outcome import CRASHED, Kept, Outcome, SetAside

TWIN_BYTES: Final = 16


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What a shard came to. `twins`: the digests of what was kept, one after the other; `settled`: nothing in it would
    come out otherwise on another machine, that is, no worker died of it.
    """

    kept: int
    set_aside: tuple[SetAside, ...]
    twins: bytes
    settled: bool

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Self:
        """The head of some outcomes."""
        kept: list[Kept] = []
        aside: list[SetAside] = []
        for outcome in outcomes:
            if isinstance(outcome, Kept):
                kept.append(outcome)
            elif isinstance(outcome, SetAside):
                aside.append(outcome)
        settled = not any(one.code == CRASHED for one in aside)
        return cls(len(kept), tuple(aside), b"".join(one.twin for one in kept), settled)

    @property
    def read(self) -> int:
        """How many inputs the shard holds."""
        return self.kept + len(self.set_aside)


_encoder: Final = msgspec.msgpack.Encoder()
_heads: Final = msgspec.msgpack.Decoder(Head)
_bodies: Final = msgspec.msgpack.Decoder(list[Outcome])


def pack(outcomes: list[Outcome]) -> bytes:
    """Outcomes as bytes."""
    head = _encoder.encode(Head.of(outcomes))
    return b"".join((len(head).to_bytes(4, "big"), head, _encoder.encode(outcomes)))


def head_of(packed: bytes) -> Head:
    """The head of what `pack` gave."""
    return _heads.decode(packed[4 : 4 + int.from_bytes(packed[:4], "big")])


def unpack(packed: bytes) -> list[Outcome]:
    """The outcomes of what `pack` gave."""
    return _bodies.decode(memoryview(packed)[4 + int.from_bytes(packed[:4], "big") :])


def head_in(file: Path) -> Head:
    """The head of a file with what `pack` gave, the rest unread; LedgerError if it is damaged."""
    try:
        with file.open("rb") as handle:
            return _heads.decode(handle.read(int.from_bytes(handle.read(4), "big")))
    except msgspec.DecodeError as error:
        raise damaged(file) from error


def damaged(file: Path) -> LedgerError:
    """What to say of a file that is not as it was written."""
    return LedgerError(f"{file}: is damaged; delete it and run the same command again, which makes it anew")
