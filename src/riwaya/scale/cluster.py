"""An engine whose workers are a cluster's: one task a shard.

What is under way is bounded by the cluster's threads, so neither this process nor the scheduler holds the whole input.
A worker that dies costs nothing: Dask gives its tasks to others. A task that several workers died of is taken apart, as
in a pool of processes (`riwaya.pipeline.task`). If the scheduler is lost, the run ends, and the next one goes on.
"""

import asyncio
import concurrent.futures
import logging
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from riwaya.model.errors import ClusterError, UsageError
from riwaya.pipeline.engine import Done
from riwaya.pipeline.fingerprint import REASONING, fingerprint
from riwaya.pipeline.shard import Shard
from riwaya.pipeline.task import Task
from riwaya.scale.tasks import version, work_on

Result = TypeVar("Result")

AHEAD: Final = 2
"""Shards at the cluster for each of its threads: one is worked on while the next one travels."""
LEAST_AHEAD: Final = 8
"""Shards at the cluster at least: workers may still be on their way to it."""
PATIENCE: Final = 20.0
"""Seconds within which a scheduler has to answer."""


class Cluster:
    """An engine on the cluster whose scheduler is at an address such as `tcp://host:8786` (`riwaya.pipeline.engine`).

    UsageError without the extra `cluster`; ClusterError if no scheduler answers, or if workers have another riwaya.
    """

    def __init__(self, scheduler: str, *, with_documents: bool = True) -> None:
        self._scheduler, self._with_documents = scheduler, with_documents
        self.made_by = fingerprint(REASONING)
        try:
            import distributed
        except ImportError:
            raise UsageError("--scheduler needs Dask: `pip install 'riwaya[cluster]'`") from None
        self._dask: Any = distributed
        self._client: Any = None

    def __enter__(self) -> Self:
        # Dask tells of lost connections at length; what the user has to know, we say.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client = self._dask.Client(self._scheduler, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            what = " ".join(str(error).split()) or type(error).__name__
            raise ClusterError(
                f"{self._scheduler}: no scheduler answers there ({what}); start one with `dask scheduler`, and give "
                "its address, such as tcp://host:8786"
            ) from None
        try:
            self._check_workers()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()  # the cluster forgets what is still under way

    def _check_workers(self) -> None:
        """Compare versions with the workers that are there; those that come later are compared with each task."""
        here = version()
        found = self._client.run(version, on_error="return")
        for address, there in sorted(found.items()):
            if isinstance(there, Exception):
                raise self._unfit(address, there)
            if tuple(there) != here:
                raise ClusterError(
                    f"{address}: this worker has riwaya {there[0]} ({there[1][:8]}), here it is {here[0]} "
                    f"({here[1][:8]}); install the same riwaya on all machines, with the same own places"
                )

    def _unfit(self, where: str, error: Exception) -> ClusterError:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return ClusterError(f"{where}: cannot do the work ({what}); install the same riwaya on all machines")

    def run(self, shards: Iterator[Shard], *, in_order: bool) -> Generator[Done, None, None]:
        """Every shard once it is done: see `Engine`."""
        finished = self._dask.as_completed(loop=self._client.loop)
        tasks: dict[str, Task] = {}
        ready: dict[int, Done] = {}
        turn = attempts = 0
        more = True

        def submit(task: Task) -> None:
            nonlocal attempts
            attempts += 1
            key = f"riwaya-{task.shard.key}-{attempts}"
            arguments = (task.next_items(), self._with_documents, self.made_by)
            tasks[key] = task
            finished.add(self._submit(work_on, arguments, key))

        while True:
            room = self._room()
            while more and len(tasks) + len(ready) < room:
                shard = next(shards, None)
                if shard is None:
                    more = False
                else:
                    submit(Task(shard))
            if not tasks:
                break
            future = next(finished)
            task = tasks.pop(future.key)
            done = self._taken(task, future)
            if done is None:
                submit(task)
            else:
                ready[done.shard.number] = done
            for number in sorted(ready):
                if in_order and number != turn:
                    break
                turn += 1
                yield ready.pop(number)

    def each(self, function: Callable[..., Result], arguments: Iterator[tuple[Any, ...]]) -> Iterator[Result]:
        """What `function` gives for each tuple of arguments, in order."""
        waiting: deque[tuple[Any, tuple[Any, ...]]] = deque()
        more = True
        while True:
            room = self._room()
            while more and len(waiting) < room:
                given = next(arguments, None)
                if given is None:
                    more = False
                else:
                    waiting.append((self._submit(function, given), given))
            if not waiting:
                return
            future, given = waiting.popleft()
            try:
                result: Result = future.result()
            except self._dask.KilledWorker:
                # The machines may be too small for it, or were taken away: once more, and then it is said.
                result = self._result(self._submit(function, given))
            except Exception as error:
                raise self._told(error) from error
            yield result

    def _submit(self, function: Callable[..., Any], arguments: tuple[Any, ...], key: str | None = None) -> Any:
        with warnings.catch_warnings():
            # Scattering what is large, as Dask proposes, would lose it with the worker that it lies on.
            warnings.filterwarnings("ignore", message=".*large graph.*")
            return self._client.submit(function, *arguments, key=key, pure=False)

    def _result(self, future: Any) -> Any:
        try:
            return future.result()
        except Exception as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> ClusterError:
        """What to say of an error that came back from the cluster, or of the cluster's loss."""
        if isinstance(error, ClusterError):
            return error
        if isinstance(error, concurrent.futures.CancelledError | OSError | TimeoutError):
            return self._lost()
        return self._unfit(self._scheduler, error)

    def _room(self) -> int:
        """How many shards may be under way, given the workers that are there now."""
        try:
            return max(LEAST_AHEAD, AHEAD * int(sum(self._client.nthreads().values())))
        except (OSError, TimeoutError) as error:
            raise self._lost() from error

    def _taken(self, task: Task, future: Any) -> Done | None:
        """What came of a task; None if it has to be tried again."""
        try:
            return task.take(future.result())
        except self._dask.KilledWorker:
            return task.worker_died()
        except asyncio.CancelledError as error:
            raise self._lost() from error
        except Exception as error:  # what cannot be unpacked over there, or raises there, would do so everywhere
            raise self._told(error) from error
        finally:
            future.release()

    def _lost(self) -> ClusterError:
        return ClusterError(
            f"{self._scheduler}: the scheduler was lost; start it again and run the same command, which goes on where "
            "this one stopped"
        )
