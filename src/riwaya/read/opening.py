"""From sources to the reports in them: containers are opened here, one entry after the other, in bounded memory."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from riwaya.model.errors import InputError, Malformed, TooLarge, Unreadable
from riwaya.read.containers.container import Container, told
from riwaya.read.containers.formats import HEAD, Format, format_named, format_of_content
from riwaya.read.entry import Entry, Item, Kind
from riwaya.read.options import Options
from riwaya.read.sidecars import Sidecars, merged
from riwaya.read.source import PAGE_SUFFIXES, STDIN, TEXT_SUFFIXES, Source, kind_of

_SPLIT: Final = "split it into one file a report"


def expand(
    sources: Iterable[Source | InputError], sidecars: Sidecars, options: Options | None = None
) -> Iterator[Source | Item]:
    """Every report of the sources, in order: single files as they are, to be read elsewhere; containers' as entries."""
    options = options or Options()
    for source in sources:
        form = None if isinstance(source, InputError) else format_of(source)
        if form is None or isinstance(source, InputError):
            yield source
        else:
            yield from _opened(source, form, sidecars, options)


def entries(
    source: Source, sidecars: Sidecars, options: Options | None = None, *, stdin: BinaryIO | bytes | None = None
) -> Iterator[Item]:
    """Everything in one source, in order: one entry of a single file, all those of a container.

    Nothing is raised: what cannot be read comes as the InputError that says why. `stdin` is where the source `-` is
    read from.
    """
    options = options or Options()
    form = format_of(source)
    if form is not None:
        yield from _opened(source, form, sidecars, options)
        return
    try:
        yield read_file(source, sidecars, limit=options.limits.entry, stdin=stdin)
    except InputError as error:
        yield error


def format_of(source: Source) -> Format | None:
    """The container format of a source; None for a single report, and for what cannot be looked at."""
    if source.path == STDIN:
        return None
    name = os.path.basename(source.path)
    form = format_named(name)
    suffix = os.path.splitext(name)[1].lower()
    if form is not None or (suffix and (suffix in TEXT_SUFFIXES or suffix in PAGE_SUFFIXES)):
        return form
    try:
        if not os.path.isfile(source.path):
            return None
        with open(source.path, "rb") as file:
            return format_of_content(file.read(HEAD))
    except (OSError, ValueError):
        return None  # whoever reads it says why not


def read_file(source: Source, sidecars: Sidecars, *, limit: int, stdin: BinaryIO | bytes | None = None) -> Entry:
    """The one report that a file or standard input holds; TooLarge (before it is read whole) or Unreadable."""
    path = source.path
    if path == STDIN:
        import sys

        given = sys.stdin.buffer if stdin is None else stdin
        data = given if isinstance(given, bytes) else given.read(limit + 1)
        kind: Kind = "unknown"
    else:
        try:
            status = os.stat(path)
            if os.path.isdir(path):
                raise Unreadable(path, "this is a folder", "name the files in it, or the folder to discover them")
            if status.st_size > limit:
                raise _too_large(path, limit)
            with Path(path).open("rb") as file:
                data = file.read(limit + 1)
        except (OSError, ValueError) as error:
            raise Unreadable(
                path, f"cannot be opened ({_reason(error)})", "check the path and its permissions"
            ) from error
        kind = kind_of(path)
    if len(data) > limit:
        raise _too_large(path, limit)
    return Entry(path, source.id, data, kind, sidecars.lookup(path))


def _opened(source: Source, form: Format, sidecars: Sidecars, options: Options) -> Iterator[Item]:
    """What a container on disk holds, with what sidecars beside it say of its entries."""
    path = source.path
    try:
        size = os.stat(path).st_size
        if not os.path.isfile(path):
            raise Unreadable(path, "not a regular file", "name a file")
    except OSError as error:
        yield Unreadable(path, f"cannot be opened ({_reason(error)})", "check the path and its permissions")
        return
    container = Container(path, source.id, os.path.basename(path), partial(_binary, path), size)
    whole = sidecars.lookup(path)
    for item in opened(container, form, options):
        if isinstance(item, Entry):
            said = sidecars.lookup_in(path, source.id, item.id)
            about = merged(said, item.about, whole)
            yield item if about is item.about else msgspec.structs.replace(item, about=about)
        else:
            yield item


def opened(container: Container, form: Format, options: Options) -> Iterator[Item]:
    """What a container holds; what ends its reading before its end comes last, as an InputError."""
    try:
        yield from form.read(container, options)
    except InputError as error:
        yield error
    except OSError as error:
        yield Unreadable(container.source, f"cannot be read further ({_reason(error)})", "check the file")
    except MemoryError:
        yield TooLarge(container.source, f"the {form.name} needs more memory than there is", "split it")
    except Exception as error:  # one broken container must not cost the user the others
        what = f"{type(error).__name__}: {told(error)}"
        yield Malformed(container.source, f"the {form.name} cannot be read further ({what})", "mend it or unpack it")


def _binary(path: str) -> BinaryIO:
    return open(path, "rb")


def _too_large(path: str, limit: int) -> TooLarge:
    return TooLarge(path, f"over {limit:,} bytes, more than one report can be", _SPLIT)


def _reason(error: OSError | ValueError) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
