"""Worker processes that do shards, and are replaced when they die.

Each worker has a pipe of its own, so a death tells at which shard it was. That shard is tried once more; if its worker
dies again, its inputs go one by one, and the one at which workers die is set aside. Memory is bounded: a worker has one
shard, and those that wait to be handed on are bounded, too.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Final, Self

from riwaya.pipeline.engine import Done
from riwaya.pipeline.result import pack
from riwaya.pipeline.shard import Item, Shard
from riwaya.pipeline.task import Task
from riwaya.pipeline.work import work_all

AHEAD: Final = 4
"""Shards under way or waiting for their turn, for each worker: a long one does not leave the others idle."""


STARTS: Final = 3
"""How often a worker is tried to be started."""


class Pool:
    """An engine of worker processes (`riwaya.pipeline.engine.Engine`)."""

    def __init__(self, jobs: int, *, with_documents: bool = True) -> None:
        self._jobs, self._with_documents = jobs, with_documents
        self._context = multiprocessing.get_context(_start_method())
        if self._context.get_start_method() == "forkserver":
            # Workers are forked from a process that has everything loaded, and no threads or open files of ours.
            multiprocessing.set_forkserver_preload(["riwaya.pipeline.work", "riwaya.pipeline.warm"])
        # Workers hold one end of a pipe and end when the other is closed: by us, or by the system if we are killed.
        self._leash, self._held = self._context.Pipe(duplex=False)
        self._seats: list[_Seat] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()  # ends the workers, whatever they are at
        for seat in self._seats:
            seat.close()
        self._leash.close()

    def run(self, shards: Iterator[Shard], *, in_order: bool) -> Generator[Done, None, None]:
        """Every shard once it is done: see `Engine`."""
        ready: dict[int, Done] = {}  # done, but not yet its turn
        again: deque[Task] = deque()  # to be tried again
        turn = under_way = 0
        more = True
        while True:
            while under_way < self._jobs and (again or (more and under_way + len(ready) < self._jobs * AHEAD)):
                if again:
                    task = again.popleft()
                elif (shard := next(shards, None)) is not None:
                    task = Task(shard)
                else:
                    more = False
                    continue
                self._free().begin(task)
                under_way += 1
            if not under_way:
                break
            for done in self._wait(again):
                under_way -= 1
                if done is not None:
                    ready[done.shard.number] = done
            for number in sorted(ready):
                if in_order and number != turn:
                    break
                turn += 1
                yield ready.pop(number)

    def _free(self) -> "_Seat":
        """A worker with nothing to do, started if need be."""
        for seat in self._seats:
            if seat.task is None:
                return seat
        self._seats.append(_Seat(self._context, self._leash, self._with_documents))
        return self._seats[-1]

    def _wait(self, again: deque[Task]) -> Iterator[Done | None]:
        """Wait for workers; each shard that one of them finished, and None for one that has to be tried `again`."""
        busy = {seat.pipe: seat for seat in self._seats if seat.task is not None}
        for pipe in wait(list(busy)):
            assert isinstance(pipe, Connection), "only pipes are waited for"
            seat = busy[pipe]
            assert seat.task is not None, "only busy workers are waited for"
            packed = seat.receive()
            if packed is not None:
                done = seat.task.take(packed)
                if done is None:
                    seat.begin(seat.task)
                    continue
                seat.task = None
                yield done
                continue
            task, done = seat.task, seat.task.worker_died()
            seat.close()
            self._seats.remove(seat)
            if done is None:
                again.append(task)
            yield done


class _Seat:
    """A worker process and what it is at."""

    def __init__(self, context: BaseContext, leash: Connection, with_documents: bool) -> None:
        self.pipe, theirs = context.Pipe()
        self.task: Task | None = None
        # mypy: contexts of any start method have a Process, which the base class does not say
        self._process = _started(context, (theirs, leash, with_documents))
        theirs.close()

    def begin(self, task: Task) -> None:
        """Give the worker what the task has to be done next."""
        self.task = task
        with contextlib.suppress(OSError):  # it died while it was idle: found out when it is waited for
            self.pipe.send_bytes(pickle.dumps(task.next_items(), protocol=pickle.HIGHEST_PROTOCOL))

    def receive(self) -> bytes | None:
        """What the worker made; None if it died."""
        try:
            return self.pipe.recv_bytes()
        except (EOFError, OSError):
            return None

    def close(self) -> None:
        """End the worker and let go of it."""
        self.pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _start_method() -> str:
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in methods else "spawn"


def _started(context: BaseContext, arguments: tuple[Connection, Connection, bool]) -> BaseProcess:
    """A worker, started. The fork server may die as workers do; it is started anew with the next worker."""
    for left in range(STARTS - 1, -1, -1):
        # Every kind of context can make processes, though the type of their base does not say so.
        process: BaseProcess = context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        try:
            process.start()
            return process
        except (OSError, EOFError):
            if not left:
                raise
    raise AssertionError("unreachable")


def _end_when_let_go(leash: Connection) -> None:
    wait([leash])
    os._exit(1)


def _serve(pipe: Connection, leash: Connection, with_documents: bool) -> None:
    """In a worker: do what comes, until nothing comes any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C
    threading.Thread(target=_end_when_let_go, args=(leash,), daemon=True).start()
    while True:
        try:
            items: tuple[Item, ...] = pickle.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        pipe.send_bytes(pack(work_all(items, with_documents=with_documents)))
