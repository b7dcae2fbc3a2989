"""The registry of container formats: a format is told by its file's name or, failing that, by how it begins.

One module reads one format. It is imported when the first such container is opened, and offers

    read(container: Container, options: Options) -> Iterator[Item]

which yields the container's reports in their order, each with an id that is unique in it; what is wrong with one of
them as an InputError in its place; and at the end, how much was passed over. An InputError that it raises ends the
container: what came before stays. Sidecars on disk are no concern of it: see `riwaya.read.opening`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Final, cast

import msgspec

from riwaya.read.containers.container import Container
from riwaya.read.entry import Item
from riwaya.read.options import Options

HEAD: Final = 2048
"""Bytes from a file's beginning that tell its format."""


FEED_STARTS: Final = (
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}+>\s*+)?(?:<!--(?>.*?-->)\s*+|<\?xml-stylesheet[^>]{0,400}+>\s*+"
    rb"|<!DOCTYPE\s+(?:rss|rdf)[^>\[]{0,400}+>\s*+)*+<(?:rss|feed|rdf:RDF|atom:feed)\b"
)
"""How a feed begins (with DOTALL and IGNORECASE)."""


class Format(msgspec.Struct, frozen=True):
    """A container format, read by `riwaya.read.containers.{module}`.

    `suffixes` and `names` (whole file names) are in lower case; a name wins over a suffix, a longer suffix over a
    shorter. `starts` is a pattern (bytes, matched at the beginning) that files of this format begin with and no text
    or page does; None where nothing tells. `once`: its reader opens a container once, and reads it from end to end;
    `seeks`: it must seek in it.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    names: tuple[str, ...] = ()
    starts: bytes | None = None
    once: bool = False
    seeks: bool = False

    def read(self, container: Container, options: Options) -> Iterator[Item]:
        """What is in a container of this format."""
        module = import_module(f"riwaya.read.containers.{self.module}")
        return cast(Callable[[Container, Options], Iterator[Item]], module.read)(container, options)


FORMATS: Final[tuple[Format, ...]] = (
    Format("ZIP archive", "zips", (".zip",), starts=rb"PK(?:\x03\x04|\x05\x06)", seeks=True),
    Format("tar archive", "tars", (".tar",), starts=rb"(?s).{257}ustar"),
    Format(
        "compressed file",
        "compressed",
        (".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".tbz", ".txz"),
        starts=rb"\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\x00",
    ),
    Format("file of JSON lines", "jsonlines", (".jsonl", ".ndjson"), once=True),
    Format("JSON file", "json_files", (".json",), starts=rb"(?:\xef\xbb\xbf)?\s*+(?:\[\s*+)?\{\s*+\"", once=True),
    Format("table", "tables", (".csv", ".tsv", ".tab"), once=True),
    Format("web archive", "warcs", (".warc", ".warc.gz", ".wet", ".wet.gz"), starts=rb"WARC/1\.[01]\r?\n"),
    Format("feed", "feeds", (".rss", ".atom", ".rdf", ".xml"), starts=rb"(?is)" + FEED_STARTS, once=True),
)


def suffix_of(name: str) -> str | None:
    """The suffix of a file name by which its format is known, as it is spelt there; None for no container."""
    lower = name.lower()
    found = [suffix for suffix in _by_suffix() if lower.endswith(suffix) and len(lower) > len(suffix)]
    return name[-max(map(len, found)) :] if found else None


def format_named(name: str) -> Format | None:
    """The format that a file's name tells."""
    for form in FORMATS:
        if name.lower() in form.names:
            return form
    suffix = suffix_of(name)
    return _by_suffix()[suffix.lower()] if suffix is not None else None


def format_of_content(head: bytes) -> Format | None:
    """The format of a file that begins so."""
    return next((form for form in FORMATS if form.starts is not None and re.match(form.starts, head)), None)


@cache
def _by_suffix() -> dict[str, Format]:
    return {suffix: form for form in FORMATS for suffix in form.suffixes}
