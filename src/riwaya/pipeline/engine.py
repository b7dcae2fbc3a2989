"""Who does the work on shards: this process, worker processes, a cluster. The outcomes are the same whoever it is."""

from collections.abc import Generator, Iterator
from types import TracebackType
from typing import Protocol, Self

import msgspec

from riwaya.pipeline.shard import Shard


class Done(msgspec.Struct, frozen=True):
    """A shard that is done: its outcomes as `riwaya.pipeline.result.pack` gives them."""

    shard: Shard
    packed: bytes


class Engine(Protocol):
    """Does the work on shards. A context manager: workers end with it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def run(self, shards: Iterator[Shard], *, in_order: bool) -> Generator[Done, None, None]:
        """Every shard once it is done, in the order of the shards if that is wanted, else as they come.

        Shards are taken as there is room for them: a bounded number is in memory, done or not.
        """


class Serial:
    """Does the work in this process."""

    def __init__(self, *, with_documents: bool = True) -> None:
        self._with_documents = with_documents

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def run(self, shards: Iterator[Shard], *, in_order: bool) -> Generator[Done, None, None]:
        """Every shard, one after the other."""
        from riwaya.pipeline.result import pack
        from riwaya.pipeline.work import work_all

        for shard in shards:
            yield Done(shard, pack(work_all(shard.items, with_documents=self._with_documents)))
