"""Rounds of watching: read what is new, see what follows, tell what may be told, wait."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from riwaya.fetch.clock import Clock
from riwaya.ledger import alert_rows, derived
from riwaya.ledger.store import Ledger
from riwaya.model.errors import InputError
from riwaya.watch.detect import Detector
from riwaya.watch.feeds import FeedWatch, New
from riwaya.watch.ingest import changed_files, ingest
from riwaya.watch.outbox import Sink, deliver, release
from riwaya.watch.telling import Telling
from riwaya.workspace.derived import freshness
from riwaya.workspace.updating import update

EMBARGO_HOURS: Final = 72.0


class Round(msgspec.Struct, frozen=True):
    """What a round did: reports read, those that are the same publication as another, lines about what was set aside,
    what was found and told and holds no more, what is held back by reason, and how many alerts wait.
    """

    read: int
    duplicates: int
    problems: tuple[str, ...]
    found: int
    first: bool
    told: int
    lapsed: int
    held_back: dict[str, int]
    waiting: int


class Watch:
    """Watches `paths` (files and folders) and `feeds` (addresses) into a ledger, and tells `sinks`.

    `say` gets lines about troubles; `changed` is called when the ledger holds new reports.
    """

    def __init__(
        self,
        ledger: Ledger,
        sinks: Sequence[Sink],
        clock: Clock,
        *,
        paths: Sequence[str] = (),
        root: Path | None = None,
        feeds: Sequence[str] = (),
        feed_watch: FeedWatch | None = None,
        telling: Telling,
        embargo_hours: float = EMBARGO_HOURS,
        jobs: int | None = 1,
        from_start: bool = False,
        say: Callable[[str], None] = lambda line: None,
        changed: Callable[[Ledger], None] = lambda ledger: None,
    ) -> None:
        self._ledger, self._sinks, self._clock = ledger, sinks, clock
        self._paths, self._root, self._feeds, self._feed_watch = paths, root, feeds, feed_watch
        self._telling, self._embargo = telling, datetime.timedelta(hours=embargo_hours)
        self._jobs, self._from_start, self._say, self._changed = jobs, from_start, say, changed

    def round(self) -> Round:
        """One round. Killed anywhere, the next one does what is left."""
        ledger = self._ledger
        with ledger.reading() as connection:
            known = alert_rows.fingerprints(connection)
            before = derived.state(connection)
        files = list(changed_files(self._paths, self._root, known, self._clock)) if self._paths else []
        read = ingest(ledger, files, self._entries(known), root=self._root, jobs=self._jobs)
        state = freshness(ledger)
        places: frozenset[str] | None = frozenset()
        if not state.current or state.later:
            places = update(ledger, read.documents, since=before.run if before is not None else None)
        if read.kept:
            self._changed(ledger)
        with ledger.writing() as connection:
            if alert_rows.looked_at(connection) != _mark(before):
                places = None  # nobody has looked since: another analysed, or a round was killed before it looked
            now = self._clock.now()
            detector = Detector(connection, self._telling, now=now, embargo=self._embargo)
            found = detector.look(places, from_start=self._from_start)
            alert_rows.set_looked_at(connection, _mark(derived.state(connection)))
        told, lapsed = release(ledger, self._sinks, self._clock)
        waiting = deliver(ledger, self._sinks, self._clock, self._say)
        with ledger.reading() as connection:
            held_back = alert_rows.held_back(connection)
        return Round(
            read.kept, read.duplicates, read.problems, found.alerts, found.first, told, lapsed, held_back, waiting
        )

    def _entries(self, known: dict[str, str]) -> Iterator[New | InputError]:
        for url in self._feeds:
            if self._feed_watch is not None:
                yield from self._feed_watch.look(url, known)


def _mark(state: derived.State | None) -> str:
    """What tells one state of the derived tables from another."""
    return "" if state is None else f"{state.run}:{state.version}:{state.decision}:{state.documents}"


def held_back_line(held_back: dict[str, int]) -> str:
    """What is held back, in words: `held back: 3 (2 embargo, 1 hospital)`; empty where nothing is."""
    if not held_back:
        return ""
    parts = ", ".join(f"{number} {reason.replace('_', ' ')}" for reason, number in held_back.items())
    return f"held back: {sum(held_back.values())} ({parts})"
