"""Feeds to watch: asked for anew each round; their new entries, or the pages that these link to, as reports."""

from collections.abc import Iterator, Mapping

import msgspec

from riwaya.fetch import Fetched, Fetcher, NotFetched
from riwaya.model.errors import InputError
from riwaya.model.ids import sha256
from riwaya.read import About, Entry
from riwaya.read.addresses import name_of_address
from riwaya.read.feed import read_feed


class New(msgspec.Struct, frozen=True):
    """A report to read, and what it is remembered by: `source`, and `fingerprint` of what it said."""

    source: str
    fingerprint: str
    entry: Entry


class FeedWatch:
    """The feeds, each with its last answer (so that a site need not send again what did not change)."""

    def __init__(self, fetcher: Fetcher, *, full_text: bool) -> None:
        self._fetcher, self._full_text = fetcher, full_text
        self._last: dict[str, Fetched] = {}

    def look(self, url: str, known: Mapping[str, str]) -> Iterator[New | InputError]:
        """What is new in a feed; an error for what cannot be had or read."""
        last = self._last.get(url)
        try:
            found = self._fetcher.fetch(url, anew=True, known=last.answer if last is not None else None)
            if found is None:
                return
            for item in read_feed(found.body, url, name_of_address(url), base=found.final, retrieved=found.retrieved):
                if isinstance(item, InputError):
                    yield item
                    continue
                mark = sha256(item.data)
                if known.get(item.source) != mark:
                    yield New(item.source, mark, self._whole(item))
        except InputError as error:
            yield error
            return
        self._last[url] = found

    def _whole(self, entry: Entry) -> Entry:
        """The page that an entry stands for, where it is wanted and can be had; else the entry."""
        about = entry.about
        if not self._full_text or about is None or about.url is None:
            return entry
        try:
            page = self._fetcher.fetch(about.url)
        except NotFetched:
            return entry
        if page is None or page.media_type not in ("text/html", "application/xhtml+xml", ""):
            return entry
        said: About = msgspec.structs.replace(about, retrieved=page.retrieved)
        return Entry(entry.source, entry.id, page.body, "page", said, page.charset)
