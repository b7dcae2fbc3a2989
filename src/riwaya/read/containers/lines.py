"""Lines of a text file of any size, in any encoding that reports come in, none longer than can be held."""

import codecs
from collections import deque
from collections.abc import Iterator
from typing import Final

from riwaya.model.errors import EncodingProblem, InputError, TooLarge
from riwaya.read.containers.container import Stream
from riwaya.read.decode import decode

_BLOCK: Final = 1 << 16
_HEAD: Final = 1 << 18  # bytes by which the encoding is told
_LEGACY: Final = ("cp1256", "iso8859_6", "utf-16-le", "utf-16-be")


class Lines:
    """The lines with their ends, each of at most `limit` characters; TooLarge for a longer one.

    Bytes that are none of the encoding come as surrogates (`surrogateescape`), for their record to be judged by.
    """

    def __init__(self, file: Stream, source: str, limit: int) -> None:
        self._file, self._source, self._limit = file, source, limit
        head = b""
        while len(head) < _HEAD and (more := file.read(_HEAD - len(head))):
            head += more
        self._decoder = codecs.getincrementaldecoder(encoding_of(head, source))("surrogateescape")
        self._held_back = ""
        self._parts: list[str] = []  # of the line that has not ended yet
        self._length = 0
        self._waiting: deque[str] = deque()
        self._ended = False
        self._take(head)

    def peek(self) -> list[str]:
        """The first lines, as many as are held."""
        while not self._waiting and not self._ended:
            self._read()
        return list(self._waiting)

    def drop(self) -> None:
        """Pass over the first line."""
        self._waiting.popleft()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while not self._waiting:
            if self._ended:
                raise StopIteration
            self._read()
        return self._waiting.popleft()

    def _read(self) -> None:
        data = self._file.read(_BLOCK)
        self._take(data)

    def _take(self, data: bytes) -> None:
        try:
            text = self._held_back + self._decoder.decode(data, not data)
        except UnicodeDecodeError as error:  # UTF-16, of which no byte can be kept for later
            problem = f"not valid {error.encoding.upper()} ({error.reason}); the rest is left"
            raise EncodingProblem(self._source, problem, "save it as UTF-8") from error
        self._held_back = ""
        if data and text.endswith("\r"):  # its line feed may follow
            text, self._held_back = text[:-1], "\r"
        for line in _split(text):
            self._parts.append(line)
            self._length += len(line)
            if self._length > self._limit:
                raise TooLarge(self._source, f"a line of over {self._limit:,} characters; the rest is left", "split it")
            if line.endswith(("\n", "\r")):
                self._end_line()
        if not data:
            self._ended = True
            if self._parts:
                self._end_line()

    def _end_line(self) -> None:
        self._waiting.append("".join(self._parts))
        self._parts.clear()
        self._length = 0


def _split(text: str) -> list[str]:
    """Lines that end in LF, CR LF or CR, and in nothing else (`str.splitlines` knows too many)."""
    if "\r" not in text:
        return text.splitlines(keepends=True) if not _OTHER_ENDS.intersection(text) else _split_at_feeds(text)
    return _split_at_feeds(text)


_OTHER_ENDS: Final = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def _split_at_feeds(text: str) -> list[str]:
    lines = []
    start = 0
    for at, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
            lines.append(text[start : at + 1])
            start = at + 1
    if start < len(text):
        lines.append(text[start:])
    return lines


def encoding_of(head: bytes, source: str) -> str:
    """The encoding of a file that begins so, by Python's name. Raises the InputErrors of `decode`."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    if b"\x00" not in head:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
            return "utf-8"
        except UnicodeDecodeError:
            pass
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        text = decode(whole, source)
    except InputError:
        if b"\x00" in head:
            raise
        return "utf-8"  # mixed: each record is judged by itself
    for name in _LEGACY:
        try:
            if whole.decode(name) == text:
                return name
        except UnicodeDecodeError:
            continue
    return "utf-8"
