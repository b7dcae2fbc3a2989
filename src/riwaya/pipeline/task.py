"""A shard on its way, and what becomes of it when workers die of it."""

from collections import deque
from typing import Final

from riwaya.pipeline.engine import Done
from riwaya.pipeline.outcome import Outcome, from_crash
from riwaya.pipeline.result import pack, unpack
from riwaya.pipeline.shard import Item, Shard
from riwaya.read.entry import Entry

DEATHS: Final = 2
"""Workers that may die of a shard before its inputs are tried one by one, and of an input before it is set aside."""


class Task:
    """A shard on its way: whole, or, once it has cost two workers, one input at a time."""

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self._deaths = 0
        self._left: deque[Item] | None = None
        self._outcomes: list[Outcome] = []

    def next_items(self) -> tuple[Item, ...]:
        """What is to be worked on next."""
        return self.shard.items if self._left is None else (self._left[0],)

    def take(self, packed: bytes) -> Done | None:
        """Take in what came back; the shard if that was all of it."""
        if self._left is None:
            return Done(self.shard, packed)
        return self._go_on(unpack(packed))

    def worker_died(self) -> Done | None:
        """A worker died of what was to be worked on; the shard if nothing of it is left to do."""
        self._deaths += 1
        if self._deaths < DEATHS:
            return None
        if self._left is None:
            self._left, self._deaths = deque(self.shard.items), 0
            return None
        item = self._left[0]
        return self._go_on([from_crash(item.source) if isinstance(item, Entry) else item])

    def _go_on(self, outcomes: list[Outcome]) -> Done | None:
        assert self._left is not None, "only shards that are taken apart go on input by input"
        self._outcomes += outcomes
        self._left.popleft()
        self._deaths = 0
        return None if self._left else Done(self.shard, pack(self._outcomes))
