"""Single files compressed with gzip, bzip2 or xz: a report, or a container of any kind."""

import bz2
import gzip
import io
import lzma
from collections.abc import Iterator
from functools import partial
from typing import IO, Final, cast

from riwaya.model.errors import EmptyInput, Malformed, TooLarge
from riwaya.read.containers.container import Container, Stream
from riwaya.read.containers.formats import HEAD, format_named, format_of_content, suffix_of
from riwaya.read.containers.metered import Meter, metered, spooled
from riwaya.read.entry import Entry, Item
from riwaya.read.options import Options
from riwaya.read.source import kind_of

_TARS: Final = (".tgz", ".tbz2", ".tbz", ".txz")
_XZ_MEMORY: Final = 256_000_000  # bytes; more than the highest setting of xz needs


def read(container: Container, options: Options) -> Iterator[Item]:
    """The report, or the reports in the container, that is compressed."""
    from riwaya.read.opening import opened

    suffix = suffix_of(container.name) or ""
    name = container.name[: len(container.name) - len(suffix)] + (".tar" if suffix.lower() in _TARS else "")
    unpack = partial(_unpack, container, options)
    with unpack() as file:
        head = file.read(HEAD)
        form = format_named(name) or (format_of_content(head) if kind_of(name) == "unknown" else None)
        if form is None:
            limit = options.limits.entry
            data = head + file.read(limit + 1 - len(head))
            if len(data) > limit:
                raise TooLarge(container.source, f"over {limit:,} bytes, more than one report can be", "split it")
            yield Entry(container.source, container.id, data, kind_of(name))
            return
    if form.module == "compressed":
        raise TooLarge(container.source, "compressed several times", "unpack it first")
    if form.seeks:
        with unpack() as file, spooled(file, container.source, form.name, options.limits) as (again, size):
            yield from opened(
                Container(container.source, container.id, name, again, size, container.level), form, options
            )
        return
    # Of unknown size: what is too much unpacked for what is stored ends in the stream itself.
    yield from opened(Container(container.source, container.id, name, unpack, None, container.level), form, options)


def _unpack(container: Container, options: Options) -> io.BufferedReader:
    file = container.open()
    start = file.read(6)
    file.seek(0)
    stream: Stream
    if not start:
        raise EmptyInput(container.source, "the file is empty", "nothing can be read from it")
    if start.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(fileobj=cast(IO[bytes], file), mode="rb")
    elif start.startswith(b"BZh"):
        stream = bz2.BZ2File(cast(IO[bytes], file), "rb")
    elif start == b"\xfd7zXZ\x00":
        stream = cast(Stream, _Xz(file))
    else:
        raise Malformed(container.source, "not compressed as its name says", "name it as what it is")
    return metered(stream, Meter(container.source, container.size, options.limits), container.source)


class _Xz(io.RawIOBase):
    """An xz stream unpacked within bounded memory, which the library's own file does not bound."""

    def __init__(self, file: Stream) -> None:
        self._file = file
        self._decompressor = self._new()
        self._any = False

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while True:
            if self._decompressor.eof:
                rest = self._decompressor.unused_data.lstrip(b"\x00") or self._file.read(1 << 16).lstrip(b"\x00")
                if not rest:
                    return 0
                self._decompressor = self._new()
                data = self._decompressor.decompress(rest, len(buffer))
            else:
                more = self._file.read(1 << 16) if self._decompressor.needs_input else b""
                if self._decompressor.needs_input and not more:
                    raise EOFError("the compressed data ends too early")
                data = self._decompressor.decompress(more, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
