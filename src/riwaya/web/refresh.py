"""Deriving anew what decisions touch, beside the requests: reviewers do not wait for it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Final

from riwaya.ledger.store import Ledger

_log: Final = logging.getLogger("uvicorn.error")
_PAUSE: Final = 0.5
"""Seconds to wait for more of the kind before work begins."""


class Refresher:
    """One thread that works out anew what is derived from the documents of claims that were decided about."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._idle = Event()
        self._idle.set()
        self._lock = Lock()
        self._working = Lock()
        self._thread: Thread | None = None

    def touch(self, document: str | None) -> None:
        """A decision concerned this document."""
        if document is None:
            return
        with self._lock:
            self._idle.clear()
            self._waiting.put(document)
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True, name="refresh")
                self._thread.start()

    def settle(self, claims: list[str]) -> None:
        """A decision about events or a relation named these claims: what follows is there when this returns."""
        from riwaya.workspace.touch import settle

        with self._working:  # what is worked out from an older state is never written over what is newer
            settle(self._ledger, claims)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nothing else is worked out."""
        with self._working:
            yield

    def wait(self, seconds: float = 30) -> bool:
        """Wait until nothing is left to do; False if it takes longer."""
        return self._idle.wait(seconds)

    def _work(self) -> None:
        from riwaya.workspace.touch import touch

        while True:
            documents = {self._waiting.get()}
            try:
                while True:
                    documents.add(self._waiting.get(timeout=_PAUSE))
            except Empty:
                pass
            try:
                with self._working:
                    touch(self._ledger, sorted(documents))
            except Exception:  # the pages then show what was derived before, and `riwaya analyse` works it out
                _log.exception("what follows from decisions could not be worked out; run `riwaya analyse`")
            with self._lock:
                if self._waiting.empty():
                    self._idle.set()
