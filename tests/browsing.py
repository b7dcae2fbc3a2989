"""Waiting in a browser for what a page comes to show, on a machine that may be slow or busy with other things.

A press, a click or a request is answered when the page and the server get to it, and a test that looks at once may look
too early. It says what it waits for, by `settle` or by Playwright's own waiting (`wait_for`, `wait_for_url`, actions).
`RIWAYA_SLOW=N` makes the browser's processor N times as slow, to find tests that look too early.
"""

import os
import time
from collections.abc import Callable
from typing import Any

LIMIT = 20  # seconds


def settle(page: Any, holds: Callable[[], bool]) -> None:
    """Wait until `holds`. It is asked from outside: the pages' policy forbids the browser to evaluate text."""
    from playwright.sync_api import Error

    until = time.monotonic() + LIMIT
    while True:
        try:
            if holds():
                return
        except Error as error:  # the page that was looked at has just been left
            if time.monotonic() > until:
                raise AssertionError("the page did not come to rest") from error
        assert time.monotonic() < until, "the page did not come to show what was expected"
        page.wait_for_timeout(50)


def as_slow_as_told(page: Any) -> Any:
    """The page, on a slower processor where `RIWAYA_SLOW` says so."""
    rate = os.environ.get("RIWAYA_SLOW")
    if rate:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": float(rate)})
    return page
