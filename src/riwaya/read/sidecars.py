"""Sidecars: index files that say of which outlet, when and where the reports beside and below them were published."""

import calendar
import csv
import datetime
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from riwaya.model.document import Published
from riwaya.model.errors import InputError, Malformed, TooLarge, Unreadable
from riwaya.read.decode import decode

INDEX_NAMES: Final = ("index.json", "index.csv")
"""File names of sidecars, in the order in which they are looked for."""

MAX_SIDECAR_BYTES: Final = 100_000_000
_LEVELS_UP: Final = 4  # folders above a file that are searched when no root bounds the search
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_YEAR: Final = re.compile(r"\d{4}")
_FIELDS: Final = ("outlet", "date", "url", "title")


class About(msgspec.Struct, frozen=True):
    """What a sidecar or a container says of one document; `date` is None where it gives none or a wrong one.

    `document` is the end of the path that it speaks of (any, where that is known otherwise); `retrieved` the time at
    which it was fetched, as ISO 8601 in UTC; `lineage` a name for the telling that it repeats, where that is said.
    """

    document: str = ""
    outlet: str | None = None
    date: Published | None = None
    url: str | None = None
    title: str | None = None
    retrieved: str | None = None
    lineage: str | None = None


def merged(said: About | None, own: About | None, whole: About | None) -> About | None:
    """What is known of an entry: what a sidecar says of it, then what its container does, then whose container it is.

    `whole` is what a sidecar says of the container as a whole: its outlet is that of the entries without their own.
    """
    if said is None and (whole is None or whole.outlet is None or (own is not None and own.outlet is not None)):
        return own
    said, own = said or About(), own or About()
    return About(
        said.document or own.document,
        said.outlet or own.outlet or (whole.outlet if whole is not None else None),
        said.date or own.date,
        said.url or own.url,
        said.title or own.title,
        said.retrieved or own.retrieved,
        said.lineage or own.lineage,
    )


class Index:
    """The entries of one sidecar, found by the end of a path."""

    def __init__(self, abouts: Iterable[About] = ()) -> None:
        self._entries: Final[dict[str, list[About]]] = {}
        for about in abouts:
            self._entries.setdefault(_parts(about.document)[-1], []).append(about)

    def find(self, path: str) -> About | None:
        """The entry whose `document` is the longest end of this path, with or without the path's suffix."""
        if not self._entries:
            return None
        folder, name = os.path.split(path)
        parents = [part for part in _plain(folder).split("/") if part]
        best: tuple[int, About] | None = None
        for last in (_plain(name), _plain(os.path.splitext(name)[0])):
            for about in self._entries.get(last, ()):
                wanted = _parts(about.document)[:-1]
                if parents[len(parents) - len(wanted) :] == wanted and (best is None or len(wanted) > best[0]):
                    best = (len(wanted), about)
        return best[1] if best is not None else None


class _Placed(Protocol):
    @property
    def path(self) -> str: ...


class Sidecars:
    """Looks up what sidecars say of a file: in its folder and above it, up to `root` (or some levels, without one).

    The nearest sidecar that knows the file wins; in it, the entry whose `document` is the longest end of the path.
    Each sidecar is read once. `problems` are those met so far, one for each broken sidecar.
    """

    def __init__(self, root: str | Path | None = None) -> None:
        self._root: Final = os.path.abspath(root) if root is not None else None
        self._indexes: Final[dict[str, Index]] = {}
        self._chains: Final[dict[str, tuple[str, ...]]] = {}
        self.problems: Final[list[InputError]] = []

    def check(self, sources: Iterable[_Placed]) -> list[InputError]:
        """Load every sidecar that these sources could be in; the problems met, each once."""
        for folder in sorted({os.path.dirname(os.path.abspath(s.path)) for s in sources if s.path != "-"}):
            for index in self._chain(folder):
                self._load(index)
        return list(self.problems)

    def lookup(self, path: str) -> About | None:
        """What is said of the file at `path`, or None."""
        if path == "-":
            return None
        whole = os.path.abspath(path)
        for index in self._chain(os.path.dirname(whole)):
            if (found := self._load(index).find(whole)) is not None:
                return found
        return None

    def lookup_in(self, path: str, container: str, entry: str) -> About | None:
        """What is said of an entry of the container at `path`: of `entry`, an id that begins with `container`.

        It is looked up as if the container were a folder of its name (without suffix) that held the entry.
        """
        whole = os.path.abspath(path)
        chain = self._chain(os.path.dirname(whole))
        if not chain:
            return None
        inner = entry[len(container) :].lstrip("/")
        place = os.path.join(os.path.dirname(whole), container.rsplit("/", 1)[-1], inner) if inner else whole
        for index in chain:
            if (found := self._load(index).find(place)) is not None:
                return found
        return None

    def _chain(self, folder: str) -> tuple[str, ...]:
        """The sidecars that a folder's files are looked up in, nearest first."""
        known = self._chains.get(folder)
        if known is not None:
            return known
        folders = [folder]
        bounded = self._root is not None and (
            folder == self._root or folder.startswith(self._root.rstrip(os.sep) + os.sep)
        )
        while (folders[-1] != self._root) if bounded else (len(folders) <= _LEVELS_UP):
            above = os.path.dirname(folders[-1])
            if above == folders[-1]:
                break
            folders.append(above)
        candidates = (os.path.join(place, name) for place in folders for name in INDEX_NAMES)
        chain = tuple(path for path in candidates if os.path.isfile(path))
        self._chains[folder] = chain
        return chain

    def _load(self, path: str) -> Index:
        """The entries of a sidecar; none, and a problem, if it is broken."""
        known = self._indexes.get(path)
        if known is not None:
            return known
        index = Index()
        try:
            abouts, problem = _read(path)
            if problem is not None:
                self.problems.append(problem)
            index = Index(abouts)
        except InputError as error:
            self.problems.append(error)
        self._indexes[path] = index
        return index


def _read(path: str) -> tuple[list[About], InputError | None]:
    """The entries of a sidecar on disk that can be used, and what is wrong with the first that cannot."""
    try:
        if os.path.getsize(path) > MAX_SIDECAR_BYTES:
            raise TooLarge(path, f"a sidecar of over {MAX_SIDECAR_BYTES:,} bytes", "split it")
        raw = Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(path, error.strerror or type(error).__name__, "check its permissions") from error
    return read_index(raw, path)


def read_index(raw: bytes, path: str) -> tuple[list[About], InputError | None]:
    """The entries of a sidecar that can be used, and what is wrong with the first that cannot.

    `path` tells CSV from JSON, and is what errors name. Raises InputError if nothing in it can be used.
    """
    text = decode(raw, path)
    rows = _csv_rows(path, text) if path.lower().endswith(".csv") else _json_rows(path, text)
    abouts: list[About] = []
    problem: InputError | None = None
    for number, row in enumerate(rows, 1):
        about, wrong = _about(row)
        if about is not None:
            abouts.append(about)
        if wrong and problem is None:
            problem = Malformed(path, f"entry {number}: {wrong}", "mend it; the other entries are used")
    return abouts, problem


def _json_rows(path: str, text: str) -> list[Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(path, f"not JSON: {error}", "mend it; until then the reports are read without it") from error
    if isinstance(data, dict):
        data = data.get("documents")
    if not isinstance(data, list):
        raise Malformed(path, "not a list of documents", "write a list of {document, outlet, date, url}")
    return data


def _csv_rows(path: str, text: str) -> list[Any]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows: list[Any] = [
            {(key or "").strip().lower(): value for key, value in row.items() if key is not None}
            for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ]
    except csv.Error as error:
        raise Malformed(path, f"not CSV: {error}", "mend it; until then the reports are read without it") from error
    if rows and "document" not in rows[0]:
        raise Malformed(path, "no column 'document'", "give the columns document, outlet, date, url")
    return rows


def _about(row: Any) -> tuple[About | None, str | None]:
    """An entry as a record, and what is wrong with it (which may leave a usable rest)."""
    if not isinstance(row, dict):
        return None, "not an object with a 'document'"
    document = row.get("document")
    if not isinstance(document, str) or not _parts(document):
        return None, "no 'document'"
    values: dict[str, str | None] = {}
    wrong: str | None = None
    for field in _FIELDS:
        value = row.get(field)
        if value is not None and not isinstance(value, str):
            wrong = wrong or f"{field!r} of {document!r} is no string"
            value = None
        values[field] = value.strip() or None if value else None
    date = values["date"]
    published = parse_interval(date) if date else None
    if date and published is None:
        wrong = wrong or f"{date!r} of {document!r} is no day (2017-11-08) or range (2017-11-08/2017-11-09)"
    return About(document, values["outlet"], published, values["url"], values["title"]), wrong


def parse_interval(text: str) -> Published | None:
    """An ISO day (a time after it is passed over), month or year, or `a/b` of these, as a publication interval."""
    first, slash, second = text.strip().partition("/")
    start, end = _span(first.strip()), _span(second.strip() if slash else first.strip())
    if start is None or end is None or start[0] > end[1]:
        return None
    return Published(start[0].isoformat(), end[1].isoformat(), "sidecar")


def _span(text: str) -> tuple[datetime.date, datetime.date] | None:
    try:
        if found := _DAY.fullmatch(text):
            day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
            return day, day
        if found := _MONTH.fullmatch(text):
            year, month = int(found[1]), int(found[2])
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        if _YEAR.fullmatch(text):
            return datetime.date(int(text), 1, 1), datetime.date(int(text), 12, 31)
    except ValueError:  # no such day (calendar.IllegalMonthError is one, too)
        return None
    return None


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/"))


def _parts(document: str) -> list[str]:
    return [part for part in _plain(document).split("/") if part not in ("", ".")]
