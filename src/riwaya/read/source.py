"""Inputs: from the paths a user names to sources with ids, in a fixed order."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from riwaya.model.errors import BinaryInput, InputError, Unreadable, UsageError
from riwaya.read.containers.formats import format_named, suffix_of
from riwaya.read.entry import Kind
from riwaya.read.sidecars import INDEX_NAMES, Sidecars

STDIN: Final = "-"
TEXT_SUFFIXES: Final = frozenset({"", ".txt", ".text", ".md"})
PAGE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
BINARY_SUFFIXES: Final = frozenset(
    {".bmp", ".gif", ".heic", ".ico", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp", ".svgz"}
    | {".avi", ".mov", ".mp3", ".mp4", ".ogg", ".wav", ".webm", ".woff", ".woff2"}
    | {".doc", ".docx", ".epub", ".odt", ".pdf", ".ppt", ".pptx", ".xls", ".xlsx", ".db", ".parquet", ".sqlite"}
    | {".7z", ".rar", ".zst"}
)
_NOT_REPORTS: Final = ("readme", "license", "licence", "notice", "changelog", "sha256sums", "md5sums", "checksums")
_OUTPUTS: Final = frozenset(
    {"documents.jsonl", "claims.jsonl", "llm.jsonl", "ledger.db", "ledger.db-wal", "ledger.db-shm", "report.html"}
)
_LEDGER: Final = "ledger.db"
_RECORDS: Final = frozenset({"documents.jsonl", "claims.jsonl"})
"""What a run leaves whose ledger is elsewhere."""


class Source(msgspec.Struct, frozen=True):
    """One input: where it is (`-` for standard input), and the id that its document gets.

    Of a container, the id is the first part of its documents' ids.
    """

    path: str
    id: str


class _Found(msgspec.Struct, frozen=True):
    """A file found, and its path below the root that its id comes from."""

    path: str
    below: str


def discover(paths: Sequence[str | Path], *, root: Path | None = None) -> list[Source | InputError]:
    """Sources for the files named and for every report below the folders named, each once, in order.

    Folders are walked in the order of their names. Passed over in silence: hidden files, sidecars (`index.json`,
    `index.csv`, `README*` and the like), the parts of saved web pages, riwaya's own output. What cannot be a report,
    or is not there, becomes an InputError in its place; broken sidecars come first. An id is the path below `root`
    (default: the folder given, or a file's parent) without its suffix, unless two would collide. UsageError if `root`
    does not hold a path.
    """
    found: list[_Found | InputError] = []
    stdin = False
    for path in map(str, paths):
        if path == STDIN:
            if not stdin:
                found.append(_Found(STDIN, "stdin"))
            stdin = True
            continue
        base = _base(path, root)
        if os.path.isdir(path):
            found.extend(_walk(path, base))
        elif not os.path.lexists(path):
            found.append(Unreadable(path, "no such file or folder", "check the path"))
        else:
            found.append(_named(path, base))
    sources = _with_ids(found)
    problems = Sidecars(root).check([item for item in sources if isinstance(item, Source)])
    return [*problems, *sources]


def _base(path: str, root: Path | None) -> str:
    """The folder that ids of this path are relative to."""
    whole = os.path.abspath(path)
    if root is None:
        return whole if os.path.isdir(path) else os.path.dirname(whole)
    base = os.path.abspath(root)
    if os.path.commonpath([base, whole]) != base:
        raise UsageError(f"{path}: is not below --root {root}; name a root that holds every input")
    return base


def _below(path: str, base: str) -> str:
    relative = os.path.relpath(os.path.abspath(path), base).replace(os.sep, "/")
    # File names need not be valid UTF-8; ids are.
    return os.fsencode(relative).decode("utf-8", "replace")


def _named(path: str, base: str) -> _Found | InputError:
    """A file that the user named: any suffix will do, its content decides."""
    if os.path.basename(path).lower() in INDEX_NAMES:
        return InputError(path, "a sidecar is no report", "name the folder it describes")
    return _Found(path, _below(path, base))


def _walk(folder: str, base: str) -> Iterator[_Found | InputError]:
    """Every report below a folder, in the order of names; symbolic links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Unreadable(folder, f"the folder cannot be listed ({_reason(error)})", "check its permissions")
        return
    names = {entry.name for entry in listed}
    own = _OUTPUTS if _LEDGER in names else _RECORDS if names >= _RECORDS else frozenset()
    for entry in listed:
        name = entry.name
        if name.startswith(".") or name in own:
            continue
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError as error:
            yield Unreadable(entry.path, _reason(error), "check its permissions")
            continue
        if is_folder:
            if not _is_page_folder(name, names):
                yield from _walk(entry.path, base)
        elif entry.is_symlink() and os.path.isdir(entry.path):
            continue
        elif not is_sidecar(name):
            yield _listed(entry.path, base)


def _listed(path: str, base: str) -> _Found | InputError:
    """A file that a folder holds: only known suffixes are read."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix in TEXT_SUFFIXES or suffix in PAGE_SUFFIXES or format_named(os.path.basename(path)) is not None:
        if os.path.exists(path) and not os.path.isfile(path):
            return Unreadable(path, "not a regular file", "name a text or HTML file")
        return _Found(path, _below(path, base))
    if suffix in BINARY_SUFFIXES:
        return BinaryInput(path, f"a {suffix} file is not text", "convert it to text or HTML, or leave it out")
    return InputError(
        path,
        f"a {suffix} file is no kind of report that riwaya knows",
        "name the file itself to have it read all the same",
    )


def is_sidecar(name: str) -> bool:
    """Whether a file of this name describes others, and is no report itself."""
    lower = name.lower()
    return lower in INDEX_NAMES or lower.split(".")[0] in _NOT_REPORTS


def _is_page_folder(name: str, names: set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a web page that a browser saved beside it."""
    stem, _, tail = name.rpartition("_")
    return tail == "files" and any(stem + suffix in names for suffix in PAGE_SUFFIXES)


def _with_ids(found: list[_Found | InputError]) -> list[Source | InputError]:
    """Give ids: without suffix where that is unique, with it otherwise, and numbered where even that is not."""
    once: dict[str, _Found] = {}
    kept: list[_Found | InputError] = []
    for item in found:
        if isinstance(item, _Found):
            place = item.path if item.path == STDIN else os.path.abspath(item.path)
            if place in once:
                continue
            once[place] = item
        kept.append(item)
    short = Counter(without_suffix(item.below) for item in once.values())
    # A container must not give ids like those of the files in a folder of its name.
    folders = {parent for item in once.values() for parent in _parents(item.below)}
    used: set[str] = set()
    out: list[Source | InputError] = []
    for item in kept:
        if isinstance(item, InputError):
            out.append(item)
            continue
        name = without_suffix(item.below)
        container = suffix_of(item.below.rpartition("/")[2]) is not None
        if short[name] > 1 or (container and name in folders):
            name = item.below
        unique, number = name, 2
        while unique in used:
            unique, number = f"{name}~{number}", number + 1
        used.add(unique)
        out.append(Source(item.path, unique))
    return out


def _parents(below: str) -> Iterator[str]:
    while "/" in below:
        below = below.rpartition("/")[0]
        yield below


def without_suffix(below: str) -> str:
    """A path without what its name ends with to tell the kind of its content; twice, for what is compressed."""
    for _ in range(2):
        known = suffix_of(below.rpartition("/")[2])
        if known is None:
            break
        below = below[: -len(known)]
    else:
        return below
    stem, suffix = os.path.splitext(below)
    if suffix.lower() in TEXT_SUFFIXES or suffix.lower() in PAGE_SUFFIXES:
        return stem
    return stem if suffix and len(suffix) <= 6 and suffix[1:].isalnum() and not suffix[1:].isdigit() else below


def kind_of(name: str) -> Kind:
    """What a file's name says of its content."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in PAGE_SUFFIXES:
        return "page"
    return "text" if suffix and suffix in TEXT_SUFFIXES else "unknown"


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
