"""A WARC file that fetching writes: every exchange, each record a gzip member of its own, and what it holds by address.

A process may be killed at any byte. Whole members before that stay; on opening, what follows the last whole one is cut
off, and the file goes on from there. (ISO 28500:2017, WARC 1.1.)
"""

import contextlib
import gzip
import hashlib
import os
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import msgspec

from riwaya import __version__
from riwaya.fetch.connection import Exchange
from riwaya.fetch.message import Answer, BrokenAnswer, parse_answer
from riwaya.fetch.settings import Settings
from riwaya.model.errors import UsageError

_PIECE: Final = 1 << 20
_NAMESPACE: Final = uuid.UUID("8f0f1c52-5d1b-5c53-9d86-0f6f0b7a7c11")


class Kept(msgspec.Struct, frozen=True):
    """An answer that the archive holds, when it came, and the SHA-256 of its payload."""

    answer: Answer
    at: str
    sha256: str


class Archive:
    """A WARC file, open for reading back and for adding. One process at a time; use it as a context manager."""

    def __init__(self, path: Path, settings: Settings | None = None) -> None:
        self.path = path
        self._settings = settings or Settings()
        self._where: dict[str, int] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = path.open("a+b")
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from error
        self._lock()
        end = 0
        for start, record, after in members(self._file):
            if start == 0 and not record.startswith(b"WARC/"):
                self._file.close()
                raise UsageError(f"{path}: is no web archive; name another file")
            self._note(start, record)
            end = after
        size = os.fstat(self._file.fileno()).st_size
        if size and not end:
            self._file.close()
            raise UsageError(f"{path}: is no web archive compressed record by record; name another file")
        if size > end:
            self._file.truncate(end)
        self._end = end

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # a system without: nothing keeps a second process out
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            problem = f"{self.path}: another process writes to it; wait for it, or name another file"
            raise UsageError(problem) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, url: str) -> bool:
        return url in self._where

    def get(self, url: str) -> Kept | None:
        """The last answer kept for an address; None if there is none."""
        start = self._where.get(url)
        if start is None:
            return None
        self._file.seek(start)
        record = next(members(self._file, start))[1]
        fields, block = split(record)
        with contextlib.suppress(BrokenAnswer):
            answer = parse_answer(block)
            return Kept(answer, fields.get("warc-date", ""), _payload_digest(block))
        return None

    def add(self, exchange: Exchange) -> Kept:
        """Keep an exchange: its request and its response, on disk when this returns."""
        if self._end == 0:
            software = f"software: riwaya/{__version__}\r\nformat: WARC File Format 1.1\r\n"
            information = f"{software}http-header-user-agent: {self._settings.user_agent}\r\n".encode()
            info = {"WARC-Filename": self.path.name, "Content-Type": "application/warc-fields"}
            self._append(_record("warcinfo", exchange.at, information, info))
        digest = _payload_digest(exchange.response)
        common = {"WARC-Target-URI": exchange.url, "WARC-IP-Address": exchange.ip}
        response = _record(
            "response",
            exchange.at,
            exchange.response,
            {
                **common,
                "WARC-Payload-Digest": f"sha256:{digest}",
                "Content-Type": "application/http; msgtype=response",
            },
        )
        request = _record(
            "request",
            exchange.at,
            exchange.request,
            {**common, "WARC-Concurrent-To": _id(response), "Content-Type": "application/http; msgtype=request"},
        )
        # The request first: a response is only ever there with what was asked.
        self._append(request)
        start = self._append(response)
        os.fsync(self._file.fileno())
        self._where[exchange.url] = start
        return Kept(exchange.answer, exchange.at, digest)

    def _append(self, record: bytes) -> int:
        start = self._end
        self._file.seek(0, os.SEEK_END)
        self._end += self._file.write(gzip.compress(record, mtime=0))
        self._file.flush()
        return start

    def _note(self, start: int, record: bytes) -> None:
        fields, _ = split(record)
        if fields.get("warc-type") == "response" and (url := fields.get("warc-target-uri")):
            self._where[url.strip("<>")] = start


def members(file: BinaryIO, start: int = 0) -> Iterator[tuple[int, bytes, int]]:
    """The whole gzip members of a file from `start` on: where each begins, what it holds, where it ends.

    Ends before the first that is broken or cut off.
    """
    file.seek(start)
    left = b""
    while True:
        engine, out, taken = zlib.decompressobj(16 + zlib.MAX_WBITS), bytearray(), 0
        while not engine.eof:
            piece = left or file.read(_PIECE)
            left = b""
            if not piece:
                return
            try:
                out += engine.decompress(piece)
            except zlib.error:
                return
            taken += len(piece)
        left = engine.unused_data
        end = start + taken - len(left)
        yield start, bytes(out), end
        start = end


def split(record: bytes) -> tuple[dict[str, str], bytes]:
    """A WARC record's fields, names in lower case, and its block."""
    head, _, rest = record.partition(b"\r\n\r\n")
    fields: dict[str, str] = {}
    for line in head.split(b"\r\n")[1:]:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    length = fields.get("content-length", "")
    return fields, rest[: int(length)] if length.isdecimal() else rest


def _record(kind: str, at: str, block: bytes, fields: dict[str, str]) -> bytes:
    digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
    ident = uuid.uuid5(_NAMESPACE, "\n".join((kind, at, fields.get("WARC-Target-URI", ""), digest)))
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{ident}>",
        "WARC-Date": at,
        **fields,
        "WARC-Block-Digest": digest,
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def _id(record: bytes) -> str:
    return split(record)[0]["warc-record-id"]


def _payload_digest(block: bytes) -> str:
    """The SHA-256 of what follows the HTTP headers, as transferred: what tools that verify archives compute."""
    return hashlib.sha256(block.partition(b"\r\n\r\n")[2]).hexdigest()
