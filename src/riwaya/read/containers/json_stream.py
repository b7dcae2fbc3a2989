"""JSON read piece by piece: values are found by their brackets and quotes, and held one at a time.

So a file of any size is read in the memory of its largest record, and limits on that are ours.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from riwaya.model.errors import EmptyInput, Malformed, TooLarge
from riwaya.read.containers.container import Stream, told

_BLOCK: Final = 1 << 16
_SPACE: Final = re.compile(rb"[ \t\r\n]*+")
_STRING: Final = re.compile(rb"""(?:[^"\\]++|\\.)*+""", re.DOTALL)
_PLAIN: Final = re.compile(rb"""[^"{}\[\]]*+""")
_SCALAR: Final = re.compile(rb"""[^\s,\]}{\["]*+""")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


class JsonStream:
    """A cursor in a JSON file. Errors name `source`: Malformed, and TooLarge beyond `limit` bytes or `depth` levels."""

    def __init__(self, file: Stream, source: str, *, limit: int, depth: int) -> None:
        self._file, self._source, self._limit, self._depth = file, source, limit, depth
        self._buffer = b""
        self._at = 0
        self._before = 0  # bytes that left the buffer
        self._fill(4)
        if self._buffer.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in self._buffer[:4]:
            raise Malformed(source, "JSON in UTF-16 or UTF-32", "save it as UTF-8")
        if self._buffer.startswith(b"\xef\xbb\xbf"):
            self._at = 3

    def peek(self) -> bytes:
        """The byte that comes next, white space aside; empty at the end."""
        while True:
            found = _SPACE.match(self._buffer, self._at)
            assert found is not None, "it matches the empty string"
            self._at = found.end()
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            if not self._more():
                return b""

    def expect(self, byte: bytes) -> None:
        """Pass over a byte that has to come next."""
        found = self.peek()
        if found != byte:
            what = f"{found!r}"[1:] if found else "the end"
            raise self._broken(f"{byte.decode()!r} expected, {what} found")
        self._at += 1

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next; after each, its value has to be taken before the next key."""
        self.expect(b"{")
        if self.peek() == b"}":
            self._at += 1
            return
        while True:
            key = decode(self.value(), self._source)
            if not isinstance(key, str):
                raise self._broken("a key is no string")
            self.expect(b":")
            yield key
            if self.peek() == b"}":
                self._at += 1
                return
            self.expect(b",")

    def elements(self) -> Iterator[None]:
        """Stops before each element of the array that comes next; it has to be taken before the next stop."""
        self.expect(b"[")
        if self.peek() == b"]":
            self._at += 1
            return
        while True:
            yield
            if self.peek() == b"]":
                self._at += 1
                return
            self.expect(b",")

    def value(self) -> bytes:
        """The value that comes next, as it is written."""
        return self._take(keep=True)

    def skip(self) -> None:
        """Pass over the value that comes next, however large it is."""
        self._take(keep=False)

    def _take(self, *, keep: bool) -> bytes:
        first = self.peek()
        if first in (b"", b",", b"]", b"}", b":"):
            raise self._broken(f"a value expected, {first.decode() or 'the end'!r} found")
        start = self._before + self._at
        depth = 0
        while True:
            byte = self._buffer[self._at : self._at + 1]
            if byte == b'"':
                self._at += 1
                self._pass(_STRING, start, keep, until=b'"')
                self._at += 1
            elif byte and byte in b"{[":
                depth += 1
                if depth > self._depth:
                    raise TooLarge(self._source, f"JSON nested over {self._depth} deep", "mend it")
                self._at += 1
            elif byte and byte in b"}]":
                depth -= 1
                self._at += 1
            elif depth == 0:
                self._pass(_SCALAR, start, keep)
            if depth == 0:
                break
            self._pass(_PLAIN, start, keep, until=b'"{}[]')
        return self._buffer[start - self._before : self._at] if keep else b""

    def _pass(self, pattern: re.Pattern[bytes], start: int, keep: bool, until: bytes = b"") -> None:
        """Move over all that a pattern matches, reading on as needed; what stops it must be in `until`, if given."""
        while True:
            found = pattern.match(self._buffer, self._at)
            assert found is not None, "all patterns match the empty string"
            self._at = found.end()
            if keep and self._before + self._at - start > self._limit:
                raise TooLarge(self._source, f"a JSON value of over {self._limit:,} bytes", "split it")
            # A backslash at the very end waits for what it escapes.
            if self._at < len(self._buffer) - (self._buffer[self._at : self._at + 1] == b"\\"):
                return
            if not self._more(start if keep else None):
                if until:
                    raise self._broken("the file ends within a value")
                return

    def _more(self, start: int | None = None) -> bool:
        """Read on, and forget what was passed, but not what begins at `start`; whether there was more."""
        cut = self._at if start is None else start - self._before
        held = len(self._buffer) - cut
        more = self._file.read(max(_BLOCK, held))
        self._buffer = self._buffer[cut:] + more
        self._before += cut
        self._at -= cut
        return bool(more)

    def _fill(self, number: int) -> None:
        while len(self._buffer) < number and self._more():
            pass
        if not self._buffer:
            raise EmptyInput(self._source, "the file is empty", "nothing can be read from it")

    def _broken(self, what: str) -> Malformed:
        return Malformed(
            self._source, f"not JSON at byte {self._before + self._at:,}: {what}", "mend it or get it again"
        )


def decode(raw: bytes, source: str) -> Any:
    """A JSON value. Also what some write that is no JSON: NaN, control characters in strings, bytes of no UTF-8.

    Such bytes come as surrogates, as `surrogateescape` makes them. Raises Malformed, which names `source`.
    """
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(raw.decode("utf-8", "surrogateescape"), strict=False)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else told(error)
        raise Malformed(source, f"not JSON ({reason})", "mend it") from error
