"""Records of tables and JSON: which of their fields is the text, the title, the date, and how one becomes an entry."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, Final

import msgspec

from riwaya.model.errors import EmptyInput, InputError, Malformed, TooLarge
from riwaya.read.containers.container import Container
from riwaya.read.containers.members import clean, hash_of, spelt
from riwaya.read.containers.seen import Seen
from riwaya.read.dates import published_of
from riwaya.read.entry import Entry, Item, Kind, Passed
from riwaya.read.fragment import looks_like_markup
from riwaya.read.html import is_page
from riwaya.read.options import FIELDS, Options
from riwaya.read.sidecars import About
from riwaya.text.once import once

_SEPARATORS: Final = re.compile(r"[\s_\-.:]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONGEST_ID: Final = 120
_LONGEST_LINE: Final = 2000
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


@once
def _guesses() -> dict[str, tuple[str, ...]]:
    """What fields are called, in the order of preference, from `fields.yaml`."""
    text = resources.files("riwaya.read.containers").joinpath("fields.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(text, type=dict[str, tuple[str, ...]])


class Records:
    """Makes entries of the records of one container: a mapping that the user gives, and guesses for the rest of it."""

    def __init__(self, container: Container, options: Options) -> None:
        self._container = container
        self._fields: Final = dict(options.fields)
        self._limit: Final = options.limits.entry
        self._broken: Final = options.limits.broken
        self._seen: Final = Seen()
        self._empty = self._without = 0
        self._any = False

    def check(self, names: list[str], where: str) -> None:
        """Malformed if a table of these columns has none that the user named, or none that can be the text."""
        missing = [name for name in self._fields.values() if name not in names]
        if missing:
            problem = f"{where} has no column {missing[0]!r} (it has {_listed(names)})"
            raise Malformed(self._container.source, problem, "give --map the columns' names")
        plain = {_plain(name) for name in names}
        if "text" not in self._fields and not plain.intersection(_guesses()["text"]):
            problem = f"no column of {where} looks like the text (it has {_listed(names)})"
            raise Malformed(self._container.source, problem, "name it with --map text=COLUMN")

    def items(self, record: Mapping[str, Any], number: int) -> Iterator[Item]:
        """The report in a record, or why there is none; `number` counts records from 1.

        A record whose text is empty is passed over. Malformed if record after record has nothing like a text.
        """
        get = self._getter(record)
        text = _string(get("text"))
        if text is None and self._has_empty_text(record):
            self._empty += 1
            return
        source = self._container.entry_source(str(number))
        if text is None:
            where = repr(self._fields["text"]) if "text" in self._fields else "any field that looks like it"
            problem = f"no text in {where} (the record has {_listed(record)})"
            error = EmptyInput(source, problem, "name the field with --map text=FIELD, or leave the record out")
            yield error
            self._without += 1
            if not self._any and self._without >= self._broken:
                problem = f"none of the first {self._without} records has a text; the rest is left"
                raise Malformed(self._container.source, problem, "name its field with --map text=FIELD") from error
            return
        self._any = True
        yield self._entry(get, text, source, number)

    def passed(self) -> Iterator[Item]:
        """How many records were passed over, at the end."""
        if self._empty:
            yield Passed(self._container.source, self._empty, "records without text")

    def has_text(self, record: Mapping[str, Any]) -> bool:
        """Whether a record has a text."""
        return _string(self._getter(record)("text")) is not None

    def _entry(self, get: Callable[[str], Any], text: str, source: str, number: int) -> Entry | InputError:
        inner = self._id(_string(get("id")), number)
        # Bytes that are of no encoding are kept: reading the entry says what they are.
        data = _bytes(text)
        if len(data) > self._limit:
            return TooLarge(source, f"over {self._limit:,} bytes, more than one report can be", "split it")
        about = About(
            document=inner,
            outlet=_name(get("outlet")),
            date=published_of(get("date")),
            url=_url(get("url")),
            title=_line(get("title")),
            retrieved=_time(get("retrieved")),
        )
        kind: Kind = "page" if is_page(text) else "fragment" if looks_like_markup(text) else "text"
        return Entry(source, self._container.entry_id(inner), data, kind, about)

    def _has_empty_text(self, record: Mapping[str, Any]) -> bool:
        if (named := self._fields.get("text")) is not None:
            return named in record
        names = _guesses()
        whole = set(names["text"]).difference(names["short"])
        return any(_plain(str(name)) in whole for name in record)

    def _getter(self, record: Mapping[str, Any]) -> Callable[[str], Any]:
        plain: dict[str, Any] = {}
        for name, value in record.items():
            if value not in (None, "", [], {}):
                plain.setdefault(_plain(str(name)), value)

        def get(field: str) -> Any:
            named = self._fields.get(field)
            if named is not None:
                return record[named] if named in record else _dotted(record, named)
            for guess in _guesses()[field]:
                if guess in plain and (field != "text" or _string(plain[guess]) is not None):
                    return plain[guess]
            return None

        return get

    def _id(self, given: str | None, number: int) -> str:
        """The record's own id where it has one that no record before it had, else its number."""
        inner = clean(given.strip().replace("!", "_")) if given is not None and given.strip() else str(number)
        if len(inner) > _LONGEST_ID:
            inner = f"{hash_of(inner):016x}"
        while not self._seen.add(inner):
            inner = f"{inner}~{number}"
        return inner


def parse_map(pairs: str) -> dict[str, str]:
    """A field mapping from what the user writes (`text=body,date=published_at`); ValueError if it is none."""
    found: dict[str, str] = {}
    for pair in pairs.split(","):
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name or field not in FIELDS:
            raise ValueError(f"{pair.strip()!r} is no FIELD=NAME with a FIELD of {', '.join(FIELDS)}")
        if field in found:
            raise ValueError(f"{field!r} is mapped twice")
        found[field] = name
    return found


def _listed(names: Iterable[str]) -> str:
    return " ".join(", ".join(map(str, names)).split())[:200]


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name.strip().lower().lstrip("@$\ufeff"))


def _dotted(record: Any, path: str) -> Any:
    """What a path such as `source.name` or `authors.0` leads to in nested objects."""
    for step in path.split("."):
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, list) and step.isdigit() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


def _string(value: Any) -> str | None:
    """A value as text: strings, numbers, and lists of strings as paragraphs; None for anything else or nothing."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value) if any(part.strip() for part in value) else None
    if isinstance(value, Mapping) and len(value) == 1:  # {"$oid": …} and the like
        return _string(next(iter(value.values())))
    return None


def _line(value: Any) -> str | None:
    text = _string(value)
    if text is None:
        return None
    if _SURROGATE.search(text) is not None:
        text = spelt(_bytes(text))
    return " ".join(text.split())[:_LONGEST_LINE] or None


def _bytes(text: str) -> bytes:
    """A text's bytes; those that its file's encoding could not read as they were there."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _name(value: Any) -> str | None:
    """What an outlet is called: a string, or the name in an object that describes it."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title", "domain", "id", "url") if value.get(key)), None)
    return _line(value)


def _url(value: Any) -> str | None:
    text = _line(value)
    return text if text is not None and text.lower().startswith(("http://", "https://")) and " " not in text else None


def _time(value: Any) -> str | None:
    text = _line(value)
    return text if text is not None and _TIME.fullmatch(text.replace(" ", "T", 1)) else None
