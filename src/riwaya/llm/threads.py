"""Threads that wait for a server.

They are daemons, other than those of `concurrent.futures`: a command that is interrupted ends at once, and does not
wait for a server that may take minutes.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread

from riwaya.llm.cache import Kept

Task = tuple["Future[Kept]", Callable[[], Kept]]


class Threads:
    """A few threads that do what they are given, in order."""

    def __init__(self, number: int) -> None:
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._number = number
        for n in range(number):
            Thread(target=self._work, name=f"llm-{n}", daemon=True).start()

    def submit(self, task: Callable[[], Kept]) -> "Future[Kept]":
        """What the task will give."""
        future: Future[Kept] = Future()
        self._tasks.put((future, task))
        return future

    def close(self) -> None:
        """Let the threads end after what they are at."""
        for _ in range(self._number):
            self._tasks.put(None)

    def _work(self) -> None:
        while (given := self._tasks.get()) is not None:
            future, task = given
            try:
                future.set_result(task())
            except BaseException as error:  # whoever waits for the result gets it
                future.set_exception(error)
