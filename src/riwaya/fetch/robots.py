"""What a site's robots.txt asks for (RFC 9309).

A file that is not there (any 4xx) allows everything; one that cannot be had (5xx, no answer, "not now") forbids
everything, for nobody knows what it says. Only the first 500 KiB count.
"""

from collections.abc import Callable
from typing import Final

import msgspec
from protego import Protego

from riwaya.fetch.address import Address, parse
from riwaya.fetch.clock import Clock
from riwaya.fetch.errors import BadAddress, Forbidden, NetworkProblem, NotFetched
from riwaya.fetch.message import Answer, BrokenAnswer
from riwaya.fetch.pace import BUSY
from riwaya.fetch.settings import PRODUCT

PATH: Final = "/robots.txt"
_MOST_BYTES: Final = 512_000
_MOST_UNPACKED: Final = 20_000_000
_MOST_REDIRECTS: Final = 5
_FRESH_FOR: Final = 86_400.0
"""Seconds: RFC 9309 asks not to go by a copy older than a day."""


class _Known(msgspec.Struct, frozen=True):
    rules: Protego | None
    """None forbids everything."""
    because: str
    until: float


class Robots:
    """The robots.txt of every site that was asked for; `ask` fetches one address without asking this."""

    def __init__(self, ask: Callable[[Address], Answer], clock: Clock) -> None:
        self._ask, self._clock = ask, clock
        self._known: dict[str, _Known] = {}

    def check(self, address: Address) -> float | None:
        """The Crawl-delay that the site asks for, in seconds. Forbidden if it asks not to fetch the address at all."""
        known = self._known.get(address.origin)
        if known is None or known.until <= self._clock.steady():
            known = self._known[address.origin] = self._read(address)
        if known.rules is None:
            raise Forbidden(address.url, f"{known.because}, so nobody knows what it forbids", "try again later")
        if not known.rules.can_fetch(address.url, PRODUCT):
            raise Forbidden(address.url, "the site's robots.txt forbids it", "leave it out")
        delay = known.rules.crawl_delay(PRODUCT)
        return float(delay) if delay is not None else None

    def _read(self, address: Address) -> _Known:
        until = self._clock.steady() + _FRESH_FOR
        at = parse(address.origin + PATH)
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._ask(at)
                if not 300 <= answer.status < 400 or (location := answer.header("Location")) is None:
                    return self._of(answer, until)
                at = parse(location, base=at.url)
        except BadAddress as error:
            if at.origin == address.origin:  # the site itself is none that is ever asked
                raise
            return _Known(None, f"robots.txt leads astray ({error.problem})", until)
        except (NetworkProblem, BrokenAnswer) as error:
            problem = error.problem if isinstance(error, NotFetched) else str(error)
            return _Known(None, f"robots.txt cannot be had ({problem})", self._soon())
        return _Known(Protego.parse(""), "", until)  # so many redirects count as no file

    def _of(self, answer: Answer, until: float) -> _Known:
        if 200 <= answer.status < 300:
            text = answer.body(_MOST_UNPACKED)[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
            return _Known(Protego.parse(text), "", until)
        if 400 <= answer.status < 500 and answer.status not in BUSY:
            return _Known(Protego.parse(""), "", until)
        return _Known(None, f"robots.txt cannot be had (status {answer.status})", self._soon())

    def _soon(self) -> float:
        return self._clock.steady() + 600.0
