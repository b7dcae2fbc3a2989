"""Reading what was sent, beside the requests: one addition after the other, each with its progress to be looked at."""

import logging
import secrets
import shutil
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Final

import msgspec
from sqlalchemy import select

from riwaya.ledger import additions, schema
from riwaya.ledger.additions import Addition
from riwaya.ledger.store import Ledger
from riwaya.model.errors import RiwayaError
from riwaya.pipeline import Kept, Outcome, SetAside
from riwaya.pipeline.outcome import DUPLICATE, PassedOver
from riwaya.web.refresh import Refresher
from riwaya.web.settings import Settings
from riwaya.web.uploading import Refused
from riwaya.workspace.arrival import Arrival, items, shown

_log: Final = logging.getLogger("uvicorn.error")
MOST_WAITING: Final = 20
"""Additions that wait at most; and of one person a quarter of them."""
REMEMBERED: Final = 50
"""Additions whose lines are kept to be looked at; of older ones, and after a restart, the numbers are."""
LISTED: Final = 500
"""Lines of each kind that are kept of one addition."""

BUSY: Final = "too much is waiting to be read: send this when some of it is done"


class Line(msgspec.Struct, frozen=True):
    """Why one input was not kept: a stable word (`labels.codes` names it), and the whole reason in one line."""

    code: str
    message: str


class Job(msgspec.Struct):
    """One addition while it is worked on, and for a while afterwards. `seen` counts what was read so far."""

    addition: Addition
    arrival: Arrival | None
    seen: int = 0
    documents: list[str] = []
    again: frozenset[str] = frozenset()
    duplicates: list[Line] = []
    set_aside: list[Line] = []
    warning: str = ""


def _line(one: SetAside) -> Line:
    return Line(one.code, shown(one.message))


class Adder:
    """One thread that reads additions and works out what follows, as `riwaya watch` does after each round."""

    def __init__(self, ledger: Ledger, settings: Settings, refresher: Refresher) -> None:
        self._ledger, self._settings, self._refresher = ledger, settings, refresher
        self._queue: SimpleQueue[Job] = SimpleQueue()
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()
        self._thread: Thread | None = None

    def room(self, who: str) -> None:
        """Refused if there is no room for another addition of this person."""
        with self._lock:
            waiting = [job for job in self._jobs.values() if job.addition.state not in additions.FINAL]
            own = sum(job.addition.who == who for job in waiting)
        if len(waiting) >= MOST_WAITING or own >= MOST_WAITING // 4:
            raise Refused(BUSY)

    def take(self, arrival: Arrival, who: str) -> str:
        """Put an addition on record and in the queue; its id."""
        began = self._now()
        new = Addition(secrets.token_hex(8), who, began, inputs=arrival.inputs, bytes=arrival.size)
        with self._ledger.writing() as connection:
            additions.begin(connection, new)
        job = Job(new, arrival)
        with self._lock:
            self._jobs[new.id] = job
            for old in [one.addition.id for one in self._jobs.values() if one.arrival is None][:-REMEMBERED]:
                del self._jobs[old]
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True, name="adding")
                self._thread.start()
        self._queue.put(job)
        return new.id

    def job(self, ident: str) -> Job | None:
        """An addition that this server worked on, or does."""
        return self._jobs.get(ident)

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            arrival = job.arrival
            assert arrival is not None, "what waits was not read yet"
            try:
                self._add(job, arrival)
            except Exception as error:  # the next one is read all the same
                _log.exception("an addition failed")
                self._failed(job, error)

    @staticmethod
    def _let_go(job: Job) -> None:
        """Remove what was sent: it was read, or will not be."""
        if job.arrival is not None:
            shutil.rmtree(job.arrival.folder, ignore_errors=True)
            job.arrival = None

    def _failed(self, job: Job, error: Exception) -> None:
        self._let_go(job)
        state = job.addition.state
        job.warning = shown(str(error)) if isinstance(error, RiwayaError) else type(error).__name__
        try:
            self._say(job, state="failed" if state in ("waiting", "reading") else "done")
        except RiwayaError:  # the ledger cannot be written: what is on record says where this one stopped
            job.addition = msgspec.structs.replace(job.addition, state="failed")

    def _add(self, job: Job, arrival: Arrival) -> None:
        from riwaya.workspace.adding import add
        from riwaya.workspace.updating import update

        again: set[str] = set()

        def heard(outcome: Outcome) -> None:
            if isinstance(outcome, PassedOver):
                return
            job.seen += 1
            if isinstance(outcome, Kept) and self._holds(outcome.id):
                again.add(outcome.id)

        self._say(job, state="reading")
        before = self._ledger.run()
        inputs: set[str] = set()
        added = add(self._ledger, items(arrival, inputs), inputs=inputs, jobs=None, heard=heard)
        self._let_go(job)
        twice = frozenset(added.duplicates)
        aside = [one for one in added.set_aside if one.code != DUPLICATE]
        same = [one for one in added.set_aside if one.code == DUPLICATE]
        job.documents = list(added.documents[:LISTED])
        job.again = frozenset(again)
        job.set_aside = [_line(one) for one in aside[:LISTED]]
        job.duplicates = [_line(one) for one in (*same, *self._duplicates(added.duplicates))][:LISTED]
        self._say(
            job,
            state="working",
            kept=len(added.documents),
            duplicates=len(twice) + len(same),
            set_aside=len(aside),
            passed=added.passed,
        )
        if added.documents:
            with self._refresher.alone():
                update(self._ledger, added.documents, since=before.id if before is not None else None)
            if self._settings.added is not None:
                self._settings.added(self._ledger)
        self._say(job, state="done")

    def _holds(self, ident: str) -> bool:
        """Whether the ledger holds a report of this id."""
        column = schema.documents.c
        return self._ledger.first(select(column.id).where(column.id == ident, column.position >= 0)) is not None

    def _duplicates(self, ids: tuple[str, ...]) -> list[SetAside]:
        """What the ledger says of reports that were there already."""
        column = schema.set_aside.c
        some = ids[:LISTED]
        query = select(schema.set_aside).where(column.source.in_(some), column.code == DUPLICATE)
        said = {row.source: row.message for row in self._ledger.rows(query)}
        return [SetAside(id, DUPLICATE, said.get(id, id)) for id in some]

    def _say(self, job: Job, **values: Any) -> None:
        """Change what is on record of an addition."""
        if values.get("state") in additions.FINAL:
            values["ended"] = self._now()
        with self._ledger.writing() as connection:
            additions.change(connection, job.addition.id, **values)
        job.addition = msgspec.structs.replace(job.addition, **values)

    def _now(self) -> str:
        return self._settings.clock().isoformat()
