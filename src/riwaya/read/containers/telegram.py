"""Exports of Telegram's desktop program as JSON: of one chat, or of all."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from riwaya.model.errors import InputError, Malformed, TooLarge
from riwaya.model.ids import sha256
from riwaya.read.containers.container import Container
from riwaya.read.containers.json_stream import JsonStream, decode
from riwaya.read.containers.members import clean
from riwaya.read.containers.patience import Patience
from riwaya.read.containers.seen import Seen
from riwaya.read.dates import published_of
from riwaya.read.entry import Entry, Item, Passed
from riwaya.read.options import Options
from riwaya.read.outlets import outlet_id
from riwaya.read.sidecars import About

_PRIVATE: Final = frozenset({"personal_chat", "saved_messages", "bot_chat"})
"""Kinds of chats whose name is a person's or nobody's: it is no outlet."""


class Chat(msgspec.Struct, frozen=True):
    """A chat: what it is called if that is an outlet's name, and what its messages' ids begin with."""

    outlet: str | None
    prefix: str

    @classmethod
    def of(cls, known: Mapping[str, Any], *, alone: bool) -> "Chat":
        """The chat that says this of itself; `alone` in its export, it needs no name in ids."""
        name, kind, number = known.get("name"), known.get("type"), known.get("id")
        outlet = name.strip() or None if isinstance(name, str) and kind not in _PRIVATE else None
        return cls(outlet, "" if alone else clean(str(number if number is not None else name or "chat")) + "/")


def is_chat(known: Mapping[str, Any]) -> bool:
    """Whether an object that begins so, and then has messages, is a chat."""
    return isinstance(known.get("type"), str) and ("name" in known or "id" in known)


def chats(stream: JsonStream, container: Container, options: Options) -> Iterator[Item]:
    """The messages of all chats of a full export: an object with a list of chats comes next."""
    for key in stream.members():
        if key != "list" or stream.peek() != b"[":
            stream.skip()
            continue
        for _ in stream.elements():
            if stream.peek() != b"{":
                stream.skip()
                continue
            known: dict[str, Any] = {}
            for inner in stream.members():
                if inner == "messages" and stream.peek() == b"[":
                    yield from messages(stream, Chat.of(known, alone=False), container, options)
                else:
                    known[inner] = decode(stream.value(), container.source)


def messages(stream: JsonStream, chat: Chat, container: Container, options: Options) -> Iterator[Item]:
    """The messages with text of one chat, whose list comes next."""
    passed: Counter[str] = Counter()
    seen = Seen()
    patience = Patience(container.source, options.limits.broken, "broken messages", "get the export again")
    for number, _ in enumerate(stream.elements(), 1):
        source = container.entry_source(f"{chat.prefix}n{number}")
        raw = stream.value()
        try:
            message = decode(raw, source)
            if not isinstance(message, dict):
                raise Malformed(source, "a message that is no JSON object", "get the export again")
            patience.whole()
        except InputError as error:
            yield error
            patience.broken(error)
            continue
        if message.get("type") != "message":
            passed["service messages"] += 1
            continue
        text = text_of(message)
        if not text.strip():
            passed["messages without text"] += 1
            continue
        yield _entry(message, number, text, chat, container, seen, options)
    yield from (Passed(container.source, passed[what], what) for what in sorted(passed))


def _entry(
    message: Mapping[str, Any], number: int, text: str, chat: Chat, container: Container, seen: Seen, options: Options
) -> Entry | InputError:
    given = message.get("id")
    inner = chat.prefix + (str(given) if isinstance(given, int) and not isinstance(given, bool) else f"n{number}")
    while not seen.add(inner):
        inner = f"{inner}~{number}"
    source, limit = container.entry_source(inner), options.limits.entry
    data = text.encode("utf-8", "replace")
    if len(data) > limit:
        return TooLarge(source, f"over {limit:,} bytes, more than one report can be", "leave it out")
    # The day where it was exported, which is mostly where it was written; else the day in UTC.
    date = published_of(message.get("date")) or published_of(message.get("date_unixtime"))
    about = About(document=inner, outlet=chat.outlet, date=date, lineage=_forwarded(message, data))
    return Entry(source, container.entry_id(inner), data, "text", about)


def _forwarded(message: Mapping[str, Any], data: bytes) -> str | None:
    """A name for the telling that a forwarded message repeats: whose it was, and its text. None if a person's."""
    origin, origin_id = message.get("forwarded_from"), message.get("forwarded_from_id")
    if not isinstance(origin, str) or (isinstance(origin_id, str) and origin_id.startswith("user")):
        return None
    outlet = outlet_id(origin)
    return f"{outlet}#{sha256(data)[:12]}" if outlet is not None else None


def text_of(message: Mapping[str, Any]) -> str:
    """A message's text: a string, or a list of strings and of objects with a `text` (bold, links, mentions)."""
    for field in ("text", "text_entities"):
        value = message.get(field)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, list):
            parts = (part.get("text") if isinstance(part, dict) else part for part in value)
            if text := "".join(part for part in parts if isinstance(part, str)):
                return text
    return ""
