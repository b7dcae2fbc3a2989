"""What somebody sent to be added: files as they lie in a folder of their own, or a text; and the inputs that they hold.

Names come from other people's machines. A file keeps of its name what is letters, digits and a few signs, and the ids
of what is in it begin with `added/` and a hash of its bytes: another file of the same name never takes its place, and
the same file sent again does.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from riwaya.model.errors import EmptyInput
from riwaya.pipeline import SetAside
from riwaya.pipeline.outcome import PassedOver, from_error
from riwaya.pipeline.run import items_of
from riwaya.pipeline.shard import Item
from riwaya.read import Sidecars, Source
from riwaya.read.entry import Entry
from riwaya.read.sidecars import INDEX_NAMES, About, merged, parse_interval
from riwaya.read.source import without_suffix
from riwaya.workspace.editing import Unfit

PREFIX: Final = "added/"
LONGEST_NAME: Final = 100
LONGEST_LINE: Final = 2000
_SIGNS: Final = frozenset("._-+()[]، ")


class Sent(msgspec.Struct, frozen=True):
    """A file that was sent: `name` as it may be shown and written, where it lies, and a hash of its bytes."""

    name: str
    path: Path
    digest: str


class Arrival(msgspec.Struct, frozen=True):
    """What was sent at once: files below `folder`, or `text`; `about` is what the sender says of it.

    `refused` are files that were not taken, with the reason; `size` is how many bytes were.
    """

    folder: Path
    files: tuple[Sent, ...] = ()
    text: str = ""
    about: About = About()
    refused: tuple[SetAside, ...] = ()
    size: int = 0

    @property
    def reports(self) -> list[Sent]:
        """The files that hold reports."""
        return [sent for sent in self.files if not is_index(sent.name)]

    @property
    def inputs(self) -> int:
        """How many files and texts were sent that are to be read."""
        return len(self.reports) + len(self.refused) + bool(self.text)


def is_index(name: str) -> bool:
    """Whether a file of this name says what the others are (docs/readers.md), and is no report itself."""
    return name.lower() in INDEX_NAMES


def safe_name(given: str) -> str:
    """A file's name as it may be shown and written: the last part of a path, without what could mislead."""
    last = unicodedata.normalize("NFC", given.replace("\\", "/")).rstrip("/ ").rpartition("/")[2]
    kept = "".join(c if c.isalnum() or unicodedata.combining(c) or c in _SIGNS else "_" for c in last)
    kept = kept.strip(" .")
    if len(kept) > LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        kept = stem[: LONGEST_NAME - len(suffix) - 1] + dot + suffix if dot and len(suffix) <= 10 else kept
    return kept[:LONGEST_NAME].strip(" .") or "report"


def about_of(form: Mapping[str, str]) -> About:
    """What a form says of reports: outlet, day, address, title. Unfit names the field that cannot be meant."""
    given = {name: form.get(name, "").strip() for name in ("outlet", "date", "url", "title")}
    for name, value in given.items():
        if len(value) > LONGEST_LINE or not all(c.isprintable() or c in "\u200c\u200d\u200e\u200f" for c in value):
            raise Unfit(name, "write this on one line of ordinary characters")
    date = parse_interval(given["date"]) if given["date"] else None
    if given["date"] and date is None:
        raise Unfit("date", "“%(text)s” is no day: write it as 2031-05-07", text=given["date"])
    if given["url"]:
        try:
            parts = urlsplit(given["url"])
            fit = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fit = False
        if not fit:
            raise Unfit("url", "give the whole address of the report, beginning with https://")
    return About("", given["outlet"] or None, date, given["url"] or None, given["title"] or None)


def items(arrival: Arrival, inputs: set[str]) -> Iterator[Item]:
    """Everything that was sent, as inputs whose names are the sender's; `inputs` is told their names on the way."""
    yield from arrival.refused
    if arrival.text:
        yield _text(arrival, inputs)
    seen: dict[str, str] = {}
    sources: list[Source] = []
    called: list[tuple[str, str]] = []
    for sent in arrival.reports:
        place = f"{PREFIX}{_digest(sent.digest, arrival.about.outlet)}/"
        source = place + sent.name
        id = place + without_suffix(sent.name)
        called.append((f"{sent.path.parent}/", place))
        if id in seen:
            message = f"{sent.name}: the same file as {seen[id]}, sent twice"
            yield SetAside(source, "duplicate", message)
            continue
        seen[id] = sent.name
        inputs.add(source)
        sources.append(Source(str(sent.path), id))
    folder = arrival.folder
    for problem in Sidecars(folder).check(sources):
        yield _named(from_error(problem), [(f"{folder}/", "")])
    for item in items_of(sources, root=folder):
        named = _named(item, called)
        if isinstance(named, Entry):
            named = msgspec.structs.replace(named, about=merged(named.about, arrival.about, None))
        yield named


def shown(line: str) -> str:
    """A message about what was sent, without the first part of ids, which says nothing to people."""
    start = line.find(PREFIX)
    while start >= 0:
        end = line.find("/", start + len(PREFIX))
        if end < 0:
            break
        line = line[:start] + line[end + 1 :]
        start = line.find(PREFIX, start)
    return line


def _text(arrival: Arrival, inputs: set[str]) -> Item:
    text = arrival.text.replace("\r\n", "\n")
    data = text.encode("utf-8", "replace")
    about = arrival.about
    # Outlets print the same wire copy: each has its own report of it.
    place = f"{PREFIX}{_digest(hashlib.sha256(data).hexdigest(), about.outlet, about.url)}/text"
    inputs.add(place)
    if not text.strip():
        return from_error(EmptyInput(place, "there is nothing but white space", "nothing can be read from it"))
    return Entry(place, place, data, "text", about)


def _digest(*parts: str | None) -> str:
    """Twelve hexadecimal digits that tell what was sent from anything else."""
    return hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()[:12]


def _named(item: Item, called: Iterable[tuple[str, str]]) -> Item:
    """The item under the sender's names: where it lies here is nobody's business."""

    def named(text: str) -> str:
        for place, name in called:
            text = text.replace(place, name)
        return text

    if isinstance(item, SetAside):
        return msgspec.structs.replace(item, source=named(item.source), message=named(item.message))
    if isinstance(item, PassedOver):
        return msgspec.structs.replace(item, source=named(item.source), what=named(item.what))
    return msgspec.structs.replace(item, source=named(item.source))
