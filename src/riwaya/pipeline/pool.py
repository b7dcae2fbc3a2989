"""A pool of worker processes that survives the death of any of them.

Memory stays flat: at most `WINDOW` inputs a worker are under way or wait to be taken; what was taken is not kept.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait
from pathlib import Path

from riwaya.pipeline.outcome import Outcome, from_crash
from riwaya.pipeline.work import Work, Worker, name_of
from riwaya.read import Entry, Source

WINDOW = 8
"""Inputs under way for each worker: enough that one long report does not leave the others idle."""


class Pool:
    """Worker processes that are replaced when one of them dies."""

    def __init__(self, jobs: int, root: Path | None, with_documents: bool) -> None:
        self._jobs, self._root, self._with_documents = jobs, root, with_documents
        self._context = multiprocessing.get_context(_start_method())
        if self._context.get_start_method() == "forkserver":
            # Workers are forked from a process that has everything loaded, and no threads or open files of ours.
            multiprocessing.set_forkserver_preload(["riwaya.pipeline.work", "riwaya.pipeline.warm"])
        # Workers hold one end of a pipe and end when the other is closed: by us, or by the system if we are killed.
        self._leash, self._held = self._context.Pipe(duplex=False)
        self._executor = self._start(jobs)

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        arguments = (self._root, self._with_documents, self._leash)
        return ProcessPoolExecutor(jobs, self._context, _start_worker, arguments)

    def close(self) -> None:
        """End the workers, whatever they are at."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._held.close()

    def map(self, items: Iterator[Work | Outcome]) -> Iterator[Outcome]:
        """The outcome of each item in order."""
        under_way: deque[tuple[Work, Future[Outcome]] | Outcome] = deque()
        more = True
        while more or under_way:
            while more and len(under_way) < self._jobs * WINDOW:
                item = next(items, None)
                if item is None:
                    more = False
                elif isinstance(item, Source | Entry):
                    under_way.append((item, self._submit(item)))
                else:
                    under_way.append(item)
            if under_way:
                yield self._take(under_way)

    def _submit(self, work: Work) -> "Future[Outcome]":
        try:
            return self._executor.submit(_work, work)
        except BrokenProcessPool as error:  # died between two inputs: found out, and mended, when it is this one's turn
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    def _take(self, under_way: "deque[tuple[Work, Future[Outcome]] | Outcome]") -> Outcome:
        """The outcome of the first item; if a worker has died, first find out at which input it did."""
        first = under_way.popleft()
        if not isinstance(first, tuple):
            return first
        try:
            return first[1].result()
        except BrokenProcessPool:
            waiting = [first, *under_way]
            under_way.clear()
            under_way.extend(self._alone(waiting))
            self._executor.shutdown(wait=False)
            self._executor = self._start(self._jobs)
            return self._take(under_way)

    def _alone(self, waiting: "list[tuple[Work, Future[Outcome]] | Outcome]") -> Iterator[Outcome]:
        """The outcomes of what was under way when a worker died: each unfinished input is tried by itself."""
        solo: ProcessPoolExecutor | None = None
        for item in waiting:
            if not isinstance(item, tuple):
                yield item
                continue
            work, future = item
            if future.done() and future.exception() is None:
                yield future.result()
                continue
            solo = solo or self._start(1)
            try:
                yield solo.submit(_work, work).result()
            except BrokenProcessPool:
                yield from_crash(name_of(work))
                solo = None
        if solo is not None:
            solo.shutdown(wait=False)


def _start_method() -> str:
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in methods else "spawn"


_worker: Worker | None = None
"""In a worker process: the worker that does its work."""


def _end_when_let_go(leash: Connection) -> None:
    wait([leash])
    os._exit(1)


def _start_worker(root: Path | None, with_documents: bool, leash: Connection) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C
    threading.Thread(target=_end_when_let_go, args=(leash,), daemon=True).start()
    _worker = Worker(root, with_documents=with_documents)


def _work(work: Work) -> Outcome:
    assert _worker is not None, "the pool starts every worker with _start_worker"
    return _worker(work)
