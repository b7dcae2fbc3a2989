"""Handing alerts on: what is due goes into the outbox of every sink, and from there to the sink until it has arrived.

An alert is in the outbox before it is sent and marked after: whoever is killed between sends it again. A file is looked
at before it is written to, so that an alert stands in it once; a webhook's receiver is told the alert's id.
"""

import datetime
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec

from riwaya.fetch.clock import Clock, stamp
from riwaya.ledger import alert_rows
from riwaya.ledger.store import Ledger
from riwaya.model.errors import UsageError
from riwaya.watch.detect import holder_of, still_holds
from riwaya.watch.record import Alert
from riwaya.watch.webhook import NotTaken, Webhook

_FIRST_WAIT: Final = 30
_LONGEST_WAIT: Final = 3_600
_PATIENCE: Final = 5
_AT_ONCE: Final = (1.0, 3.0)
"""Seconds after which a webhook is tried again within one round."""


class Sink(Protocol):
    """Where alerts go. `name` tells it from others in the ledger."""

    name: str

    def send(self, alert: Alert, body: bytes) -> None:
        """Hand an alert on; NotTaken if it did not arrive."""
        ...


class Terminal:
    """Lines of text."""

    name = "terminal"

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def send(self, alert: Alert, body: bytes) -> None:
        """A line an alert."""
        self._write(f"{alert.found_at} {alert.kind} {alert.id} {alert.text}")


class JsonFile:
    """JSON lines, each alert once: what a killed process left half written is taken away first."""

    def __init__(self, path: Path) -> None:
        self.name = f"file:{os.path.abspath(path)}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from error
        self._file.seek(0)
        self._there: set[str] = set()
        end = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            end += len(line)
            try:
                self._there.add(str(json.loads(line)["id"]))
            except (ValueError, KeyError, TypeError):
                raise UsageError(f"{path}: holds something else than alerts; name another file") from None
        self._file.truncate(end)

    def send(self, alert: Alert, body: bytes) -> None:
        """A line, on disk when this returns."""
        if alert.id in self._there:
            return
        self._file.seek(0, os.SEEK_END)
        self._file.write(body + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._there.add(alert.id)


class Posted:
    """A webhook, tried a few times in a round."""

    def __init__(self, webhook: Webhook, clock: Clock) -> None:
        self.name = f"webhook:{webhook.url}"
        self._webhook, self._clock = webhook, clock

    def send(self, alert: Alert, body: bytes) -> None:
        """A request."""
        for wait in (*_AT_ONCE, None):
            try:
                self._webhook.send(alert.id, body, int(self._clock.now().timestamp()))
                return
            except NotTaken:
                if wait is None:
                    raise
                self._clock.sleep(wait)


def release(ledger: Ledger, sinks: Sequence[Sink], clock: Clock) -> tuple[int, int]:
    """Put what is due into the outboxes; how many alerts that were, and how many had ceased to be so."""
    now = stamp(clock.now())
    told = lapsed = 0
    with ledger.writing() as connection:
        for row in alert_rows.due(connection, now):
            if not row.record or not still_holds(connection, row):
                alert_rows.settle(connection, row.id, alert_rows.LAPSED)
                lapsed += 1
                continue
            if row.kind == "holder" and (holder := holder_of(row)) is not None:
                alert_rows.set_holder(connection, row.place, told=holder)
            alert_rows.tell(connection, row.id, [sink.name for sink in sinks], now)
            told += 1
    return told, lapsed


def deliver(ledger: Ledger, sinks: Sequence[Sink], clock: Clock, say: Callable[[str], None]) -> int:
    """Send what waits in the outboxes; how many alerts wait on.

    A sink gets its alerts in order: while it does not take one, it is left alone for longer and longer. Only what it
    refused `_PATIENCE` times stands in the way of others no more.
    """
    waiting = 0
    for sink in sinks:
        with ledger.reading() as connection:
            queue = alert_rows.waiting_for(connection, sink.name)
        for delivery in queue:
            due = delivery.next_at <= stamp(clock.now())
            arrived = due and _send(ledger, sink, delivery, clock, say)
            waiting += not arrived
            if not arrived and delivery.tries < _PATIENCE:
                waiting += len(queue) - queue.index(delivery) - 1
                break
    return waiting


def _send(ledger: Ledger, sink: Sink, delivery: alert_rows.Delivery, clock: Clock, say: Callable[[str], None]) -> bool:
    """Send one alert, and mark what became of it."""
    row = delivery.alert
    try:
        if row.record:  # else it was redacted meanwhile
            sink.send(msgspec.json.decode(row.record, type=Alert), row.record.encode())
    except NotTaken as error:
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(delivery.tries, 16))
        later = stamp(clock.now() + datetime.timedelta(seconds=wait))
        with ledger.writing() as connection:
            alert_rows.failed(connection, row.id, sink.name, later, str(error))
        say(f"{sink.name}: alert {row.id} did not arrive: {error}; it is tried again")
        return False
    with ledger.writing() as connection:
        alert_rows.arrived(connection, row.id, sink.name, stamp(clock.now()))
    return True
