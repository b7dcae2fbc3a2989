"""An HTTP answer as it came over the wire: its status, headers and body, from a connection or from an archive.

`http.client` does the reading; what it does not do is bound: content codings are undone up to a limit, so that a small
answer that unpacks to gigabytes ends as an error.
"""

import io
import re
import zlib
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import Final, Protocol, cast

import msgspec

_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS
_RAW_DEFLATE: Final = -zlib.MAX_WBITS
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_PIECE: Final = 65_536


class BrokenAnswer(Exception):
    """The bytes are no whole HTTP answer, or unpack to more than they may."""


class Answer(msgspec.Struct, frozen=True):
    """An HTTP answer. `payload` is the body without transfer coding, still with its content coding."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    payload: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name, in whatever case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str:
        """The type that the server says, in lower case without parameters; '' if it says none."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server says."""
        found = _CHARSET.search(self.header("Content-Type") or "")
        return found[1] if found else None

    def body(self, most: int) -> bytes:
        """The payload without its content codings. BrokenAnswer if they are broken, unknown, or it is over `most`."""
        return decoded(self.payload, self.header("Content-Encoding"), most)


class _Stream(Protocol):
    def makefile(self, mode: str) -> io.BufferedIOBase: ...


class _Stored:
    """Bytes that stand in for a socket."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def makefile(self, mode: str) -> io.BufferedIOBase:
        return io.BytesIO(self._raw)


def read_answer(stream: _Stream, *, method: str = "GET") -> Answer:
    """The answer that a stream holds. BrokenAnswer, or whatever the stream raises."""
    response = HTTPResponse(cast("object", stream), method=method)  # type: ignore[arg-type]
    try:
        response.begin()
        payload = response.read()
    except (HTTPException, ValueError) as error:
        raise BrokenAnswer(f"no whole HTTP answer ({type(error).__name__})") from error
    finally:
        response.close()
    headers = cast("Message", response.headers)
    pairs = tuple((str(key), str(value)) for key, value in headers.items())
    return Answer(response.status, response.reason, pairs, payload)


def parse_answer(raw: bytes) -> Answer:
    """The answer that an archive holds."""
    return read_answer(_Stored(raw))


def decoded(payload: bytes, codings: str | None, most: int) -> bytes:
    """`payload` without the content codings listed (outermost last). BrokenAnswer as for `Answer.body`."""
    for coding in reversed([name.strip().lower() for name in (codings or "").split(",") if name.strip()]):
        if coding in ("gzip", "x-gzip", "deflate"):
            payload = _inflated(payload, most)
        elif coding == "br":
            payload = _unbrotlied(payload, most)
        elif coding != "identity":
            raise BrokenAnswer(f"the content coding {coding!r} is unknown")
    if len(payload) > most:
        raise BrokenAnswer(f"over {most:,} bytes")
    return payload


def _inflated(payload: bytes, most: int) -> bytes:
    """gzip (of any number of members), zlib, or the bare deflate that some servers send in its place."""
    if not payload:
        return b""
    out, left, first = bytearray(), payload, True
    bits = _GZIP_OR_ZLIB
    while left:
        engine = zlib.decompressobj(bits)
        try:
            out += engine.decompress(left, most + 1 - len(out))
        except zlib.error as error:
            if first and bits == _GZIP_OR_ZLIB:
                bits = _RAW_DEFLATE
                continue
            if not first:  # padding after the last member
                break
            raise BrokenAnswer("its compression is broken") from error
        if len(out) > most:
            raise BrokenAnswer(f"unpacks to over {most:,} bytes")
        if not engine.eof:
            raise BrokenAnswer("its compression is cut off")
        left, first = engine.unused_data, False
    return bytes(out)


def _unbrotlied(payload: bytes, most: int) -> bytes:
    import brotli

    engine, out = brotli.Decompressor(), bytearray()
    try:
        piece = payload
        while True:
            more = engine.process(piece, output_buffer_limit=_PIECE)
            out += more
            if len(out) > most:
                raise BrokenAnswer(f"unpacks to over {most:,} bytes")
            if engine.is_finished():
                return bytes(out)
            if not more and engine.can_accept_more_data():
                raise BrokenAnswer("its compression is cut off")
            piece = b""
    except brotli.error as error:
        raise BrokenAnswer("its compression is broken") from error
