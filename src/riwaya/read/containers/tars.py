"""Tar archives, read twice from end to end: for what collides and describes, then for the reports."""

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, Final, cast

from riwaya.model.errors import EmptyInput, Malformed, Unreadable
from riwaya.read.containers.archive import Member, read_members
from riwaya.read.containers.container import Container, Stream, told
from riwaya.read.containers.members import clean, spelt
from riwaya.read.containers.metered import BROKEN, Meter, metered
from riwaya.read.entry import Item
from riwaya.read.options import Limits, Options

_MOST_HEADER: Final = 1_000_000  # bytes of a member's long name and other attributes
_STEP: Final = 1 << 18
_KINDS: Final = {
    tarfile.SYMTYPE: "a symbolic link, which is not followed",
    tarfile.LNKTYPE: "a link to another member, which is not followed",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
}


def read(container: Container, options: Options) -> Iterator[Item]:
    """The reports in a tar archive, in its order."""
    yield from read_members(container, partial(_members, container), "tar archive", options)


class _Info(tarfile.TarInfo):
    """A header that, damaged, is an error: the library takes it for the archive's end."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> "_Info":
        try:
            return super().fromtarfile(tar)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.EmptyHeaderError as error:  # type: ignore[attr-defined]
            if tar.offset == 0:
                raise
            raise tarfile.ReadError("it has no end mark, so something may be missing") from error
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        long = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME)
        if self.type in (*long, tarfile.GNUTYPE_LONGLINK) and self.size > _MOST_HEADER:
            raise tarfile.ReadError(f"a header of over {_MOST_HEADER:,} bytes")
        return super()._proc_member(tar)  # type: ignore[misc]


def _members(container: Container) -> Iterator[Member]:
    if container.size == 0:
        raise EmptyInput(container.source, "the file is empty", "nothing can be read from it")
    with container.open() as file:
        try:
            with tarfile.open(
                fileobj=cast(IO[bytes], file), mode="r|", tarinfo=_Info, encoding="utf-8", errors="surrogateescape"
            ) as archive:
                while (info := archive.next()) is not None:
                    archive.members = []  # type: ignore[attr-defined] # else it keeps them all
                    if not info.isdir():
                        yield _member(archive, info, container)
                    _skip(archive)
            while file.read(1 << 20):  # what is compressed proves whole at its very end
                pass
        except (tarfile.TarError, *BROKEN, ValueError, OverflowError, RecursionError) as error:
            problem = f"the tar archive is damaged or cut off ({told(error)})"
            raise Malformed(container.source, problem, "get it again; what came before is read") from error


def _skip(archive: tarfile.TarFile) -> None:
    """Move behind a member. The library would do it in small steps, and go on long after the end of the file."""
    file = cast(IO[bytes], archive.fileobj)
    while (left := archive.offset - 1 - file.tell()) > 0:
        if not file.read(min(left, _STEP)):
            raise tarfile.ReadError("unexpected end of data")


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, container: Container) -> Member:
    name = spelt(info.name.encode("utf-8", "surrogateescape"))
    problem = None
    if not info.isfile():
        what = _KINDS.get(info.type, f"a member of an unknown kind ({info.type!r})")
        problem = (Unreadable, what, "put the file itself into the archive")

    def opened() -> Stream:
        file = archive.extractfile(info)
        assert file is not None, "only regular members are opened"
        return metered(file, Meter(container.source, None, Limits()), container.entry_source(clean(name)))

    return Member(name, info.size, opened, problem)
