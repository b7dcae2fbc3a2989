"""Not too fast: the time between requests to one host, and what a host asks for itself."""

import datetime
import email.utils
from typing import Final

from riwaya.fetch.address import Address
from riwaya.fetch.clock import Clock
from riwaya.fetch.errors import NetworkProblem
from riwaya.fetch.message import Answer
from riwaya.fetch.settings import Settings

BUSY: Final = frozenset({429, 503})
"""Answers that say: not now."""


class Pace:
    """When each host may be asked next. Hosts that are one machine under two names count apart."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._next: dict[str, float] = {}

    def wait(self, address: Address, crawl_delay: float | None = None) -> None:
        """Wait until the host of an address may be asked, and count that as asked.

        NetworkProblem if that is further off than anybody waits.
        """
        delay = max(self._settings.delay, crawl_delay or 0.0)
        if delay > self._settings.longest_wait:
            self._too_long(address, delay)
        now = self._clock.steady()
        left = self._next.get(address.host, now) - now
        if left > self._settings.longest_wait:
            self._too_long(address, left)
        if left > 0:
            self._clock.sleep(left)
        self._next[address.host] = self._clock.steady() + delay

    def slow_down(self, address: Address, answer: Answer, tries: int) -> None:
        """Take a busy host at its word, or without one wait longer each time."""
        wait = retry_after(answer.header("Retry-After"), self._clock.now())
        if wait is None:
            wait = max(self._settings.delay, 1.0) * 2.0 ** (tries + 1)
        self._next[address.host] = max(self._next.get(address.host, 0.0), self._clock.steady() + wait)

    def _too_long(self, address: Address, seconds: float) -> None:
        problem = f"{address.host} asks for {seconds:.0f} seconds between requests, more than is waited for"
        raise NetworkProblem(address.url, problem, "try again later, or raise the longest wait")


def retry_after(value: str | None, now: datetime.datetime) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date; None if it is neither."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - now).total_seconds())
