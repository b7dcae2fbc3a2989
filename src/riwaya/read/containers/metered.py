"""Streams that count what is unpacked, and end when it is out of proportion: bombs cost little time and no memory."""

import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from riwaya.model.errors import InputError, Malformed, TooLarge
from riwaya.read.containers.container import Stream, told
from riwaya.read.options import Limits

_IN_MEMORY: Final = 16_000_000  # bytes of a copy that are held before a file takes them
_BLOCK: Final = 1 << 20
BROKEN: Final = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, OSError)
"""What decompressors raise on damaged data (bz2 and gzip raise OSErrors)."""


class Disproportionate(TooLarge):
    """More is unpacked than what is stored can be: the whole archive is left."""


class Meter:
    """Counts bytes unpacked from a file of `stored` bytes (None: unknown); Disproportionate when there are too many."""

    def __init__(self, source: str, stored: int | None, limits: Limits) -> None:
        self._source: Final = source
        self._ratio: Final = limits.ratio
        self._most: Final = max(limits.unpacked, limits.ratio * stored) if stored is not None else None
        self._count = 0

    def add(self, number: int) -> None:
        """So many more bytes were unpacked."""
        self._count += number
        if self._most is not None and self._count > self._most:
            problem = f"unpacks to over {self._ratio} times its size, as reports never do"
            raise Disproportionate(self._source, problem, "unpack it yourself if you trust it")


class Metered(io.RawIOBase):
    """A stream read through a meter; what its decompressor cannot read becomes Malformed."""

    def __init__(self, stream: Stream, meter: Meter, source: str) -> None:
        self._stream, self._meter, self._source = stream, meter, source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except InputError:
            raise
        except BROKEN as error:
            raise Malformed(self._source, f"damaged or cut off ({told(error)})", "get it again") from error
        self._meter.add(len(data))
        return data

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def metered(stream: Stream, meter: Meter, source: str) -> io.BufferedReader:
    """The stream, counted and buffered."""
    return io.BufferedReader(Metered(stream, meter, source), 1 << 16)


@contextmanager
def spooled(file: Stream, source: str, name: str, limits: Limits) -> Iterator[tuple[Callable[[], Stream], int]]:
    """A copy of a stream that can be opened again and again and sought in, and its size.

    It lies in memory or, if it is large, in a file without a name. TooLarge beyond the limit of nested containers.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as held:
        size = 0
        while block := file.read(_BLOCK):
            size += len(block)
            if size > limits.nested:
                raise TooLarge(source, f"a {name} of over {limits.nested:,} bytes", "unpack it first")
            held.write(block)
        yield lambda: io.BufferedReader(Unclosed(held)), size


class Unclosed(io.RawIOBase):
    """A view of a stream with a position of its own, which stays open when the view is closed."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        try:
            self._seekable = stream.seekable()
        except AttributeError:  # what lies in a tar archive that is read as a stream cannot tell
            self._seekable = False
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._seekable

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence == io.SEEK_END:
            offset += self._stream.seek(0, io.SEEK_END)
        if offset < 0:
            raise ValueError("no such place in the file")
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        if self._seekable:
            self._stream.seek(self._at)
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
