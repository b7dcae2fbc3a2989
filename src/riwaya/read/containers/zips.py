"""ZIP archives."""

import stat
import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO, Final, cast

from riwaya.model.errors import EmptyInput, Malformed, TooLarge, Unreadable
from riwaya.read.containers.archive import Member, Problem, read_members
from riwaya.read.containers.container import Container, Stream, told
from riwaya.read.containers.members import spelt
from riwaya.read.containers.metered import Meter, metered
from riwaya.read.entry import Item
from riwaya.read.options import Limits, Options

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_NAMES: Final = {9: "deflate64", 14: "lzma", 93: "zstandard", 95: "xz", 98: "ppmd", 99: "encrypted"}
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_MOST_DIRECTORY: Final = 64_000_000  # bytes of the list of members, which is read whole
_UNICODE_NAME: Final = 0x7075


def read(container: Container, options: Options) -> Iterator[Item]:
    """The reports in a ZIP archive, in the order of its directory."""
    if container.size == 0:
        raise EmptyInput(container.source, "the file is empty", "nothing can be read from it")
    with container.open() as file:
        _refuse_endless(file, container.source)
        try:
            archive = zipfile.ZipFile(cast(IO[bytes], file))
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError) as error:
            problem = f"no whole ZIP archive ({told(error)})"
            raise Malformed(container.source, problem, "get it again") from error
        with archive:
            meter = Meter(container.source, container.size, options.limits)
            yield from read_members(
                container, partial(_members, archive, container, meter, options.limits), "ZIP archive", options
            )


def _members(archive: zipfile.ZipFile, container: Container, meter: Meter, limits: Limits) -> Iterator[Member]:
    for info in archive.infolist():
        if info.filename.endswith("/"):
            continue
        name = _name(info)
        problem: Problem | None = None
        if stat.S_ISLNK(info.external_attr >> 16):
            problem = (Unreadable, "a symbolic link, which is not followed", "put the file itself into the archive")
        elif info.flag_bits & _ENCRYPTED:
            problem = (Unreadable, "locked with a password", "unpack it first")
        elif info.compress_type not in _METHODS:
            packed = _NAMES.get(info.compress_type, f"number {info.compress_type}")
            problem = (Unreadable, f"packed by a method that is not read ({packed})", "unpack it first")
        elif info.file_size > limits.unpacked and info.file_size > limits.ratio * info.compress_size:
            problem = (TooLarge, f"unpacks to over {limits.ratio} times its size, as reports never do", "leave it out")
        yield Member(name, info.file_size, partial(_open, archive, info, container.entry_source(name), meter), problem)


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, meter: Meter) -> Stream:
    try:
        return metered(archive.open(info), meter, source)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, struct.error, ValueError, OSError) as error:
        raise Malformed(source, f"damaged or cut off ({told(error)})", "get the archive again") from error


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; where the archive does not say that it is UTF-8, from the bytes that it stores."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_NAME and 5 < length <= len(extra) - 4:
            try:
                return extra[9 : 4 + length].decode("utf-8")
            except UnicodeDecodeError:
                break
        extra = extra[4 + length :]
    try:
        return spelt(info.filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _refuse_endless(file: Stream, source: str) -> None:
    """TooLarge if the list of members, as the archive's last part gives its length, would fill the memory."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 65_557 - 76))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size = 0
    if at >= 0 and len(tail) >= at + 16:
        size = cast(int, struct.unpack_from("<L", tail, at + 12)[0])
    at = tail.rfind(b"PK\x06\x06")  # the larger form of the same, which holds if the smaller one cannot
    if at >= 0 and len(tail) >= at + 48:
        size = max(size % 0xFFFFFFFF, struct.unpack_from("<Q", tail, at + 40)[0])
    file.seek(0)
    if min(size, end) > _MOST_DIRECTORY:
        raise TooLarge(source, "lists more members than can be held in memory", "split it")
