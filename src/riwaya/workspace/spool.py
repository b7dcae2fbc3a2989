"""Documents and claims of a large ledger laid out on disk by document, to be read again portion by portion."""

import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

import msgspec

from riwaya.model import Claim
from riwaya.reason import Report

_LENGTH = 8


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    report: Report
    claims: tuple[Claim, ...]


class Spool:
    """A temporary file, deleted when it is closed. Holds in memory where each document stands in it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="riwaya-")  # noqa: SIM115 (closed with the spool)
        self._where: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(_Kept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, report: Report, claims: Iterable[Claim]) -> None:
        """Take in a document with its claims."""
        packed = self._encoder.encode(_Kept(report, tuple(claims)))
        self._file.write(packed)
        self._where[report.id] = (self._end, len(packed))
        self._end += len(packed)

    def packed(self, documents: Iterable[str]) -> bytes:
        """Documents with their claims, to be sent elsewhere and read by `unpacked`."""
        self._file.flush()
        places = sorted(self._where[document] for document in documents)
        handle = self._file.fileno()
        framed = (length.to_bytes(_LENGTH, "big") + os.pread(handle, length, start) for start, length in places)
        return zlib.compress(b"".join(framed), 1)

    def read(self, documents: Iterable[str]) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
        """Documents with their claims, in the order in which they were added."""
        self._file.flush()
        for start, length in sorted(self._where[document] for document in documents):
            # Not by the file's position: processes that were forked share it.
            kept = self._decoder.decode(os.pread(self._file.fileno(), length, start))
            yield kept.report, kept.claims


def unpacked(packed: bytes) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    """The documents with their claims that `Spool.packed` gave."""
    decoder = msgspec.msgpack.Decoder(_Kept)
    data = memoryview(zlib.decompress(packed))
    start = 0
    while start < len(data):
        length = int.from_bytes(data[start : start + _LENGTH], "big")
        kept = decoder.decode(data[start + _LENGTH : start + _LENGTH + length])
        yield kept.report, kept.claims
        start += _LENGTH + length
