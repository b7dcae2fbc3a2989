"""Web archives (WARC, ISO 28500): pages as responses, resources and conversions, one record after the other.

What is no page, holds hardly any Arabic, or came before with the same bytes is passed over before anything costly.
Where a record is broken, reading goes on with the next one that begins as a record does.
"""

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, cast

from riwaya.fetch.message import BrokenAnswer, decoded
from riwaya.model.errors import InputError, Malformed, TooLarge
from riwaya.model.ids import content_id
from riwaya.read.addresses import name_of_address
from riwaya.read.containers.container import Container, Stream
from riwaya.read.entry import Entry, Item, Kind, Passed
from riwaya.read.feed import FEED_TYPES, is_feed, read_feed
from riwaya.read.options import Options
from riwaya.read.outlets import known_outlet
from riwaya.read.sidecars import About
from riwaya.read.sieve import holds_arabic, tells_of_conflict

DUPLICATES: Final = "duplicates"
"""What pages are passed over as that came before with the same bytes."""

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS: Final = frozenset({"text/plain"})
_UNSAID: Final = frozenset({"", "application/octet-stream", "unknown/unknown", "text/xml", "application/xml"})
_OK: Final = range(200, 300)
_GZIP: Final = b"\x1f\x8b\x08"
_BLOCK: Final = 1 << 20
_MOST_HEADER: Final = 65_536
_MOST_HELD: Final = 50_000_000  # bytes of feeds' entries that wait for the archive's end


def read(container: Container, options: Options) -> Iterator[Item]:
    """The pages of an archive, in its order, then what its feeds tell beyond them."""
    yield from _Archive(container, options).read()


class _Archive:
    def __init__(self, container: Container, options: Options) -> None:
        self._container, self._options = container, options
        self._passed: Counter[str] = Counter()
        self._digests: set[int] = set()
        self._ids: set[int] = set()
        self._targets: set[int] = set()
        self._feeds: list[Entry] = []
        self._held = 0
        self._broken = 0

    def read(self) -> Iterator[Item]:
        with self._container.open() as file:
            for record in self._records(file):
                yield from self._record(record) if not isinstance(record, InputError) else [record]
        for entry in self._feeds:
            yield from self._told(entry)
        for what, number in sorted(self._passed.items()):
            yield Passed(self._container.source, number, what)

    # --- records -----------------------------------------------------------------------------------------------------

    def _records(self, file: Stream) -> Iterator["Any | InputError"]:
        """The archive's records, and an error for each place at which it is broken."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
        start = found = 0
        while True:
            last = -1
            try:
                for record in ArchiveIterator(file, record_types=kinds, parse_http=False, max_header_len=_MOST_HEADER):
                    last = record.stream_pos
                    found += 1
                    yield record
                if not found and not self._is_archive():
                    yield self._problem("no record of a web archive is in it", "check what kind of file it is")
                return
            except (OSError, ValueError) as error:
                problem = " ".join(str(error).split()) or type(error).__name__
            self._broken += 1
            if self._broken > self._options.limits.broken:
                yield self._problem(f"broken in over {self._options.limits.broken} places", "the rest is left out")
                return
            where = self._next_record(start + max(last, 0) + 1)
            whereabouts = f"after the record at byte {start + last:,}" if last >= 0 else f"at byte {start:,}"
            if where is None:
                yield self._problem(f"broken or cut off {whereabouts} ({problem})", "what came before is read")
                return
            yield self._problem(f"broken {whereabouts} ({problem})", "a record or more are left out")
            start = where
            file = self._from(start)

    def _is_archive(self) -> bool:
        """Whether the archive is sound and merely holds nothing that is read (only requests, say)."""
        from fastwarc.warc import ArchiveIterator

        with self._container.open() as file:
            return next(iter(ArchiveIterator(file, parse_http=False)), None) is not None

    def _from(self, position: int) -> Stream:
        """The archive from a position on."""
        file = self._container.open()
        if file.seekable():
            file.seek(position)
        else:
            left = position
            while left and (piece := file.read(min(left, _BLOCK))):
                left -= len(piece)
        return cast(Stream, _Rest(file))

    def _next_record(self, position: int) -> int | None:
        """Where the next record begins, compressed or not."""
        with self._from(position) as file:
            window, at = b"", position
            while piece := file.read(_BLOCK):
                window += piece
                for found in _beginnings(window):
                    if found + 64 <= len(window) or len(piece) < _BLOCK:
                        return at + found
                keep = min(len(window), 128)
                at += len(window) - keep
                window = window[-keep:]
        return None

    def _problem(self, problem: str, remedy: str) -> InputError:
        return Malformed(self._container.source, problem, remedy)

    # --- one record --------------------------------------------------------------------------------------------------

    def _record(self, record: Any) -> Iterator[Item]:
        headers = record.headers
        url = (headers.get("WARC-Target-URI") or "").strip("<>")
        kind_of_record = (headers.get("WARC-Type") or "").lower()
        if kind_of_record == "revisit":
            self._passed[DUPLICATES] += 1
            return
        limit = self._options.limits.entry
        try:
            if kind_of_record == "response":
                if not url.lower().startswith(("http:", "https:")):
                    self._passed["no pages"] += 1
                    return
                record.parse_http(auto_decode="none")
                answer = record.http_headers
                status = answer.status_code if answer is not None else None
                if status is None or status not in _OK:
                    self._passed["answers without a page"] += 1
                    return
                kind = _kind(record.http_content_type, url)
                charset = record.http_charset
            else:
                answer, charset = None, None
                kind = _kind((headers.get("Content-Type") or "").partition(";")[0], url)
            if kind is None:
                self._passed["no pages"] += 1
                return
            declared = record.content_length
            data = record.reader.read(limit + 1)
            if len(data) > limit:
                yield TooLarge(self._source(url), f"over {limit:,} bytes, more than one report can be", "leave it out")
                return
            if len(data) < declared:
                yield Malformed(self._source(url), "the archive is cut off within it", "get the archive again")
                return
            if answer is not None:
                data = _plain(data, answer, limit)
        except BrokenAnswer as error:
            yield Malformed(self._source(url), str(error), "leave it out")
            return
        self._targets.add(hash(url))
        yield from self._page(url, data, kind, charset, headers.get("WARC-Date"))

    def _page(self, url: str, data: bytes, kind: str, charset: str | None, at: str | None) -> Iterator[Item]:
        digest = hash(data)
        if digest in self._digests:
            self._passed[DUPLICATES] += 1
            return
        self._digests.add(digest)
        if not holds_arabic(data, charset):
            self._passed["pages without Arabic"] += 1
            return
        if kind == "feed" or is_feed(data):  # many servers call a feed a page
            self._hold(url, data, at)
            return
        if self._options.only_conflict and not tells_of_conflict(data):
            self._passed["pages without signs of conflict"] += 1
            return
        about = About(url=url or None, outlet=known_outlet(url) if url else None, retrieved=at)
        form: Kind = "page" if kind == "page" else "text" if kind == "text" else "unknown"
        yield Entry(self._source(url), self._id(url, at), data, form, about, charset)

    # --- feeds -------------------------------------------------------------------------------------------------------

    def _hold(self, url: str, data: bytes, at: str | None) -> None:
        """Keep what a feed tells until it is known which of its pages are in the archive themselves."""
        name = self._id(url, at)
        for item in read_feed(data, self._source(url), name, base=url or None, retrieved=at):
            if not isinstance(item, Entry) or self._held + len(item.data) > _MOST_HELD:
                self._passed["entries of feeds that cannot be read"] += 1
                continue
            self._held += len(item.data)
            self._feeds.append(item)

    def _told(self, entry: Entry) -> Iterator[Item]:
        link = entry.about.url if entry.about is not None else None
        digest = hash(entry.data)
        if (link and hash(link) in self._targets) or digest in self._digests:
            self._passed[DUPLICATES] += 1
            return
        self._digests.add(digest)
        yield entry

    # --- names -------------------------------------------------------------------------------------------------------

    def _source(self, url: str) -> str:
        return self._container.entry_source(url or "a record without an address")

    def _id(self, url: str, at: str | None) -> str:
        """The id of a page: its address, with the time where that came before, with a number where that did, too."""
        name = plain = name_of_address(url)
        number = 1
        while hash(name) in self._ids:
            number += 1
            name = f"{plain}@{_compact(at)}" if number == 2 and at else f"{plain}@{_compact(at)}~{number}"
        self._ids.add(hash(name))
        return self._container.entry_id(name)


class _Rest(io.BufferedIOBase):
    """The rest of a file: positions count from where it begins."""

    def __init__(self, file: Stream) -> None:
        self._file, self._at = file, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        piece = self._file.read(-1 if size is None else size)
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._file.close()
        super().close()


def _beginnings(window: bytes) -> Iterator[int]:
    """Where in a piece of a file a record may begin: a gzip member that holds one, or its plain first line."""
    at = -1
    plain = window.find(b"\r\n\r\nWARC/1.")
    while (at := window.find(_GZIP, at + 1)) >= 0:
        if 0 <= plain < at:
            break
        try:
            if zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(window[at : at + 4_096], 16).startswith(b"WARC/"):
                yield at
        except zlib.error:
            continue
    if plain >= 0:
        yield plain + 4


def _kind(media_type: str | None, url: str) -> str | None:
    """What a record is by the type that is said of it: page, text, feed, unknown (to be looked at), or nothing."""
    media_type = (media_type or "").strip().lower()
    if url.partition("?")[0].endswith("/robots.txt"):
        return None
    if media_type in _PAGES:
        return "page"
    if media_type in _TEXTS:
        return "text"
    if media_type in FEED_TYPES:
        return "feed"
    return "unknown" if media_type in _UNSAID else None


def _plain(data: bytes, answer: Any, limit: int) -> bytes:
    """A payload without its codings. Some archives keep the headers of codings that they have undone."""
    if "chunked" in (answer.get("Transfer-Encoding") or "").lower():
        joined = _unchunked(data)
        data = data if joined is None else joined
    coding = answer.get("Content-Encoding")
    if coding and not (("gzip" in coding.lower() and not data.startswith(b"\x1f\x8b")) or _is_markup(data)):
        return decoded(data, coding, limit)
    return data


def _is_markup(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _unchunked(data: bytes) -> bytes | None:
    """The data of chunks; None if it does not come in chunks. A last chunk that was cut off counts as it is."""
    out, at = bytearray(), 0
    while at < len(data):
        end = data.find(b"\n", at, at + 1_024)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return None if not out else bytes(out)
        if length == 0:
            break
        if length < 0:
            return None
        out += data[end + 1 : end + 1 + length]
        at = end + 1 + length
        at += 2 if data[at : at + 2] == b"\r\n" else 1
    return bytes(out)


def _compact(at: str | None) -> str:
    return "".join(char for char in at or "" if char.isalnum()) or content_id(at)
