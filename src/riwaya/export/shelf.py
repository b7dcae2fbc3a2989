"""Claims as they are to be exported, laid aside in order: in memory while they are few, then in a temporary file.

A ledger may hold millions of claims, and a format goes through them several times (once a table). Made once and put
here, they are read again at the cost of decoding, and memory holds eight bytes of each.
"""

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from riwaya.export.records import Told

IN_MEMORY: Final = 32 * 2**20
"""Bytes that are kept in memory before a file is used."""

_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(Told)


class Shelf:
    """Claims in the order in which they were put here. Iterate over it as often as need be."""

    def __init__(self, claims: Iterable[Told]) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # gone with the shelf
        self._ends = array("Q", [0])
        for told in claims:
            record = _encoder.encode(told)
            self._file.write(record)
            self._ends.append(self._ends[-1] + len(record))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[Told]:
        return (self[n] for n in range(len(self)))

    def __getitem__(self, n: int) -> Told:
        """The claim of that number, from 0."""
        start, end = self._ends[n], self._ends[n + 1]
        # Several may be reading in turns.
        self._file.seek(start)
        return _decoder.decode(self._file.read(end - start))


class Part:
    """Some of the claims of a shelf."""

    def __init__(self, shelf: Shelf, numbers: "array[int]") -> None:
        self._shelf, self._numbers = shelf, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Told]:
        return (self._shelf[n] for n in self._numbers)

    def __getitem__(self, n: int) -> Told:
        """The claim of that number among these, from 0."""
        return self._shelf[self._numbers[n]]
