"""Work that is independent by place, done by as many processes as there are processors.

The processes are forks, so that they find claims and evidence in memory and only results travel. Results come in the
order of the parts and are the same as without any process.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, TypeVar

MOST: Final = 8
"""Processes at most: each holds a block of its own in memory."""

Part = TypeVar("Part")
Result = TypeVar("Result")


def mapped(function: Callable[[Part], Result], parts: Sequence[Part], *, much: bool) -> Iterator[Result]:
    """`function` of every part, in order. What a process that died leaves undone is done here.

    `much`: there is enough to do for processes to be worth their start.
    """
    count = min(processors(), len(parts), MOST) if much else 1
    if count < 2 or not _may_fork():
        yield from map(function, parts)
        return
    started: list[tuple[BaseProcess, Connection]] = []
    try:
        for number in range(count):
            started.append(_start(function, parts[number::count], [reader for _, reader in started]))
        for number, part in enumerate(parts):
            try:
                result: Result = started[number % count][1].recv()
            except (EOFError, OSError):
                result = function(part)
            yield result
    finally:
        for process, reader in started:
            reader.close()
            process.terminate()
            process.join()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _may_fork() -> bool:
    """Only where there is a fork at all, no thread that could hold a lock, and this process may have children."""
    return (
        "fork" in multiprocessing.get_all_start_methods()
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


def _start(
    function: Callable[[Part], Result], parts: Sequence[Part], others: Sequence[Connection]
) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, parts, writer, [*others, reader]), daemon=True)
    process.start()
    writer.close()
    return process, reader


def _work(
    function: Callable[[Part], Result], parts: Sequence[Part], writer: Connection, readers: Sequence[Connection]
) -> None:
    # A reader kept open here would keep this process waiting after the one that reads is gone.
    for reader in readers:
        reader.close()
    try:
        for part in parts:
            writer.send(function(part))
    except BrokenPipeError:
        pass
    finally:
        writer.close()
