"""JSON files: an array of records, an object that holds one, records one after the other, a single record, or an
export of Telegram."""

from collections.abc import Iterator
from typing import Any, Final

from riwaya.model.errors import InputError, Malformed
from riwaya.read.containers import telegram
from riwaya.read.containers.container import Container
from riwaya.read.containers.json_stream import JsonStream, decode
from riwaya.read.containers.patience import Patience
from riwaya.read.containers.records import Records
from riwaya.read.entry import Entry, Item
from riwaya.read.options import Options

_LISTS: Final = frozenset(
    {"documents", "articles", "items", "data", "records", "results", "posts", "news", "entries", "rows", "docs"}
    | {"stories", "reports", "messages", "response", "list"}
)
"""Keys of objects that hold nothing but their records."""
_ESCAPED: Final = 3


def read(container: Container, options: Options) -> Iterator[Item]:
    """The records of a JSON file, numbered from 1; of an export of Telegram, its messages."""
    with container.open() as file:
        limits = options.limits
        stream = JsonStream(file, container.source, limit=_ESCAPED * limits.entry, depth=limits.depth)
        yield from _File(container, options, stream).items()


class _File:
    def __init__(self, container: Container, options: Options, stream: JsonStream) -> None:
        self._container, self._options, self._stream = container, options, stream
        self._records = Records(container, options)
        self._number = 0
        self._patience = Patience(container.source, options.limits.broken, "values that are no records")

    def items(self) -> Iterator[Item]:
        first = self._stream.peek()
        if first == b"[":
            yield from self._array()
        elif first == b"{":
            yield from self._object()
        else:
            raise Malformed(self._container.source, "neither a JSON object nor an array of them", "give it as text")
        while following := self._stream.peek():
            if following != b"{":
                problem = f"something follows the JSON value that is no object ({following!r})"
                raise Malformed(self._container.source, problem, "mend it")
            yield from self._record(self._stream.value())
        yield from self._records.passed()

    def _array(self) -> Iterator[Item]:
        for _ in self._stream.elements():
            yield from self._record(self._stream.value())

    def _record(self, raw: bytes) -> Iterator[Item]:
        self._number += 1
        source = self._container.entry_source(str(self._number))
        try:
            record = decode(raw, source)
            if not isinstance(record, dict):
                raise Malformed(source, "the record is no JSON object", "write one object a report")
            self._patience.whole()
        except InputError as error:
            yield error
            self._patience.broken(error)
            return
        yield from self._records.items(record, self._number)

    def _object(self) -> Iterator[Item]:
        """What the file's first object holds: the records in its list, a chat, or itself as a record."""
        known: dict[str, Any] = {}
        held = False
        for key in self._stream.members():
            following = self._stream.peek()
            if key == "messages" and following == b"[" and telegram.is_chat(known):
                held = True
                yield from telegram.messages(
                    self._stream, telegram.Chat.of(known, alone=True), self._container, self._options
                )
            elif key == "chats" and following == b"{":
                held = True
                yield from telegram.chats(self._stream, self._container, self._options)
            elif key.lower() in _LISTS and following == b"[" and not self._records.has_text(known):
                held = True
                yield from self._array()
            elif held:
                self._stream.skip()
            else:
                known[key] = decode(self._stream.value(), self._container.source)
        if held:
            return
        self._number += 1
        alone = not self._stream.peek()
        for item in self._records.items(known, 1):
            yield self._alone(item) if alone and isinstance(item, Entry) else item

    def _alone(self, entry: Entry) -> Entry:
        """The entry of a file that is one record: it is called as the file is."""
        return Entry(self._container.source, self._container.id, entry.data, entry.kind, entry.about)
