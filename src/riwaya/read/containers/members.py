"""Names of archive members: how they are spelt, and what they say of the content. No name is ever used as a path."""

import enum
import hashlib
import os
import re
from collections.abc import Callable
from typing import Final

from riwaya.lang.script import arabic_letters
from riwaya.read.containers.container import shown
from riwaya.read.containers.formats import format_named
from riwaya.read.source import BINARY_SUFFIXES, PAGE_SUFFIXES, TEXT_SUFFIXES, is_sidecar, without_suffix

_PARTS_OF_PAGES: Final = frozenset(
    {".css", ".js", ".mjs", ".map", ".svg", ".eot", ".ttf", ".otf", ".webmanifest", ".swf", ".bmp", ".gif", ".heic"}
    | {".ico", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp", ".svgz", ".avif", ".avi", ".mov", ".mp3", ".mp4"}
    | {".ogg", ".oga", ".wav", ".webm", ".woff", ".woff2", ".m4a", ".m4v", ".aac", ".flac", ".mkv", ".3gp", ".opus"}
    | {".tgs", ".thumb", ".cur"}
)
_DRIVE: Final = re.compile(r"[A-Za-z]:(?=/)")
_LEGACY: Final = ("cp1256", "cp720", "iso8859_6")  # what Windows, its Explorer and old mail programs write
_LONGEST: Final = 1000  # characters of a name that are shown and made into an id


class Role(enum.Enum):
    """What a member is by its name."""

    REPORT = enum.auto()
    CONTAINER = enum.auto()
    SIDECAR = enum.auto()
    HIDDEN = enum.auto()
    PART = enum.auto()
    """Of a saved web page: a picture, script or style; or other media."""
    DOCUMENT = enum.auto()
    """Something that may hold a report, but is not text."""
    OTHER = enum.auto()


def clean(name: str) -> str:
    """A member's name as a relative path without surprises: no drive, no root, no way up, no control characters."""
    plain = shown(name.replace("\\", "/"))
    parts = [part for part in _DRIVE.sub("", plain).split("/") if part not in ("", ".", "..")]
    whole = "/".join(parts) or "unnamed"
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 17]}~{hash_of(whole):016x}"


def role_of(name: str) -> Role:
    """What a member is, by its clean name."""
    parts = name.split("/")
    base = parts[-1]
    if any(part.startswith(".") or part == "__MACOSX" for part in parts) or base.lower() in (
        "thumbs.db",
        "desktop.ini",
    ):
        return Role.HIDDEN
    if is_sidecar(base):
        return Role.SIDECAR
    suffix = os.path.splitext(base)[1].lower()
    if suffix in TEXT_SUFFIXES or suffix in PAGE_SUFFIXES:
        return Role.REPORT
    if format_named(base) is not None:
        return Role.CONTAINER
    if suffix in _PARTS_OF_PAGES:
        return Role.PART
    return Role.DOCUMENT if suffix in BINARY_SUFFIXES else Role.OTHER


def stem_of(name: str) -> str:
    """A clean name without the suffix that tells its kind."""
    return without_suffix(name)


def is_part_of_page(name: str, is_page: Callable[[str], bool]) -> bool:
    """Whether a member lies in a folder `X_files` beside a page `X`, where browsers save what a page shows."""
    at = name.find("_files/")
    while at >= 0:
        if is_page(name[:at]):
            return True
        at = name.find("_files/", at + 1)
    return False


def hash_of(name: str) -> int:
    """64 bits that stand for a name, the same in every run."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def spelt(raw: bytes) -> str:
    """A name that its archive stores as bytes of an encoding it does not tell."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = []
    for rank, encoding in enumerate(_LEGACY):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = sum(1 for char in text if char > "\x7f")
        found.append((foreign - arabic_letters(text), rank, text))
    return min(found)[2] if found else raw.decode("utf-8", "replace")
