"""Fetching an address: what is archived already is not fetched again, and what is fetched is archived first."""

import ssl
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from riwaya.fetch.address import Address, Resolver, parse, places, system_resolver
from riwaya.fetch.archive import Archive, Kept
from riwaya.fetch.clock import Clock, SystemClock, stamp
from riwaya.fetch.connection import exchange
from riwaya.fetch.errors import BadStatus, NetworkProblem
from riwaya.fetch.message import Answer, BrokenAnswer
from riwaya.fetch.pace import BUSY, Pace
from riwaya.fetch.robots import Robots
from riwaya.fetch.settings import Settings
from riwaya.model.ids import sha256

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LASTING: Final = frozenset({200, 203, 301, 302, 303, 307, 308, 404, 410})
"""Answers that are gone by when they are archived. Others (errors, "not now") are asked for again."""
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
)


class Fetched(msgspec.Struct, frozen=True):
    """What an address gave.

    `url` is the one asked for, `final` the one that answered after redirects; `body` is without codings; `sha256` is
    of the payload as transferred; `retrieved` is a moment in UTC; `cached` says that it came from the archive.
    """

    url: str
    final: str
    media_type: str
    charset: str | None
    body: bytes
    sha256: str
    retrieved: str
    cached: bool
    answer: Answer


class Fetcher:
    """Fetches addresses one by one into an archive (or, without one, keeps nothing).

    `allow_private` names hosts that may be in the machine's own network, which is otherwise never asked; it is for
    servers that a test starts. `tls` replaces the machine's own idea of whom to trust.
    """

    def __init__(
        self,
        archive: Archive | None = None,
        *,
        settings: Settings | None = None,
        clock: Clock | None = None,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        allow_private: Collection[str] = (),
    ) -> None:
        self.settings = settings or Settings()
        self._archive = archive
        self._clock = clock or SystemClock()
        self._resolver, self._tls, self._allow_private = resolver, tls, allow_private
        self._pace = Pace(self.settings, self._clock)
        self._robots = Robots(self._ask, self._clock)

    def fetch(self, url: str, *, anew: bool = False, known: Answer | None = None) -> Fetched | None:
        """What an address gives, redirects followed. NotFetched says why it gives nothing.

        `anew` asks although an answer is archived; then `known`, an answer of before, makes it None if nothing changed
        since.
        """
        asked = at = parse(url)
        for _ in range(self.settings.most_redirects + 1):
            kept = None if anew else self._archived(at)
            cached = kept is not None
            kept = kept or self._asked(at, known)
            answer = kept.answer
            if answer.status == 304 and known is not None:
                return None
            if answer.status not in _REDIRECTS or (location := answer.header("Location")) is None:
                return self._fetched(asked, at, kept, cached)
            # Servers send addresses as raw UTF-8; http.client reads headers as Latin-1.
            at = parse(_as_sent(location), base=at.url)
        problem = f"over {self.settings.most_redirects} redirects, one after the other"
        raise NetworkProblem(asked.url, problem, "name the page itself")

    def _archived(self, address: Address) -> Kept | None:
        """A lasting answer that the archive holds."""
        kept = self._archive.get(address.url) if self._archive is not None else None
        return kept if kept is not None and kept.answer.status in _LASTING else None

    def _asked(self, address: Address, known: Answer | None) -> Kept:
        """An answer from the site, if its robots.txt allows, in its own time."""
        places(address, self._resolver, allow_private=self._allow_private)  # before robots.txt is asked for
        delay = self._robots.check(address)
        headers = []
        if known is not None and (tag := known.header("ETag")):
            headers.append(("If-None-Match", _one_line(tag)))
        if known is not None and (changed := known.header("Last-Modified")):
            headers.append(("If-Modified-Since", _one_line(changed)))
        for tries in range(self.settings.retries + 1):
            self._pace.wait(address, delay)
            last = tries == self.settings.retries
            try:
                kept = self._exchange(address, headers)
            except NetworkProblem:
                if last:
                    raise
                continue
            if kept.answer.status not in BUSY or last:
                return kept
            self._pace.slow_down(address, kept.answer, tries)
        raise AssertionError("unreachable")

    def _ask(self, address: Address) -> Answer:
        self._pace.wait(address)
        return self._exchange(address, ()).answer

    def _exchange(self, address: Address, more: Sequence[tuple[str, str]]) -> Kept:
        ips = places(address, self._resolver, allow_private=self._allow_private)
        headers = [("User-Agent", self.settings.user_agent), ("Accept", _ACCEPT), ("Accept-Encoding", "gzip"), *more]
        at = stamp(self._clock.now())
        found = exchange(address, ips, headers, at=at, settings=self.settings, clock=self._clock, tls=self._tls)
        if self._archive is not None and found.answer.status != 304:
            return self._archive.add(found)
        return Kept(found.answer, at, sha256(found.answer.payload))

    def _fetched(self, asked: Address, at: Address, kept: Kept, cached: bool) -> Fetched:
        answer = kept.answer
        if not 200 <= answer.status < 300:
            problem = f"the site answers {answer.status} {answer.reason}".rstrip()
            raise BadStatus(asked.url, problem, "check the address, or try again later")
        try:
            body = answer.body(self.settings.most_bytes)
        except BrokenAnswer as error:
            raise NetworkProblem(asked.url, str(error), "leave it out") from error
        return Fetched(asked.url, at.url, answer.media_type, answer.charset, body, kept.sha256, kept.at, cached, answer)


def _one_line(value: str) -> str:
    return "".join(char for char in value if char.isprintable())


def _as_sent(value: str) -> str:
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
