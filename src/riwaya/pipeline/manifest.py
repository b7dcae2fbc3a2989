"""The manifest: an append-only file that says which shards are done. A shard counts once its line is on the disk.

Each line is a JSON object that ends with a checksum over what comes before it, so that a line that a crash cut short is
told from a whole one.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

_CHECK: Final = b',"check":"'
_DIGITS: Final = 16
_END: Final = b'"}\n'


class Line(msgspec.Struct, frozen=True):
    """One shard that is done. `shard` is its address; `bytes` and `digest` are of the file that holds its outcomes;
    `settled` is false for what is to be tried again by the next run, for a worker died of it.
    """

    shard: str
    bytes: int
    digest: str
    kept: int
    set_aside: int
    settled: bool = True


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(Line)


class Manifest:
    """An open manifest. What a crash left unfinished at its end is cut off when it is opened. One process at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        self.lines: Final = tuple(self._read())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)

    def add(self, line: Line) -> None:
        """Commit a line: it is on the disk when this returns."""
        _write_all(self._handle, sealed(line))
        os.fsync(self._handle)

    def _read(self) -> Iterator[Line]:
        """The whole lines; those after the last whole one are cut off the file."""
        end = 0
        with open(self._handle, "rb", closefd=False) as file:
            for raw in file:
                line = opened(raw)
                if line is not None:
                    yield line
                if raw.endswith(b"\n"):
                    end += len(raw)
        os.ftruncate(self._handle, end)
        os.lseek(self._handle, end, os.SEEK_SET)


def sealed(line: Line) -> bytes:
    """A line with its checksum and line end."""
    said = _encoder.encode(line)[:-1]
    return said + _CHECK + _digest(said) + _END


def opened(raw: bytes) -> Line | None:
    """What a line says; None if it is not whole."""
    said = raw[: -(len(_CHECK) + _DIGITS + len(_END))]
    if raw != said + _CHECK + _digest(said) + _END:
        return None
    try:
        return _decoder.decode(said + b"}")
    except msgspec.DecodeError:
        return None


def _digest(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=_DIGITS // 2).hexdigest().encode()


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
