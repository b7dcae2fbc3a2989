"""Process inputs with one process, a pool of them, or a cluster; the outcomes are the same whichever it is.

Either as a stream (`process`), or shard by shard into a store (`complete`) from which the run is then put together in
the order of the inputs (`assembled`).
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import Final

import msgspec

from riwaya.model.errors import InputError
from riwaya.pipeline.engine import Engine
from riwaya.pipeline.outcome import Kept, Outcome, PassedOver, SetAside, from_duplicate, from_error
from riwaya.pipeline.result import Head, unpack
from riwaya.pipeline.shard import Item, Shard, cut
from riwaya.pipeline.store import Store
from riwaya.pipeline.twins import Twins
from riwaya.read import Sidecars, Source
from riwaya.read.entry import Passed
from riwaya.read.opening import entries
from riwaya.read.options import Options

WRITING: Final = 4
"""Shards that wait for the disk at most: what is done is in memory until then."""
STREAMED: Final = 32
"""Inputs in a shard at most where somebody waits for the outcomes."""


WORTH_A_POOL: Final = 24
"""Fewer inputs than this are read sooner than worker processes would start."""


def usable_cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs_for(asked: int | None, items: Iterator[Item]) -> tuple[int, Iterator[Item]]:
    """How many worker processes to use, and the items: as many as asked for, else what the machine has if that pays."""
    if asked is not None:
        return asked, items
    first = list(islice(items, WORTH_A_POOL))
    return usable_cores() if len(first) == WORTH_A_POOL else 1, chain(first, items)


def items_of(
    sources: Iterable[Source | InputError],
    *,
    root: Path | None = None,
    stdin: bytes | None = None,
    options: Options | None = None,
) -> Iterator[Item]:
    """Everything that the sources hold, in order, each item as it is asked for; of a container, what is in it.

    `sources` is what `riwaya.read.discover` gives; `root` the folder that sidecars are looked up below; `stdin` the
    bytes of the input named `-`.
    """
    sidecars = Sidecars(root)
    for source in sources:
        if isinstance(source, InputError):
            yield from_error(source)
            continue
        for item in entries(source, sidecars, options, stdin=stdin):
            if isinstance(item, InputError):
                yield from_error(item)
            elif isinstance(item, Passed):
                yield PassedOver(item.source, item.number, item.what)
            elif options is not None and options.only_conflict:
                yield msgspec.structs.replace(item, only_conflict=True)
            else:
                yield item


def process(
    sources: Iterable[Source | InputError],
    *,
    root: Path | None = None,
    jobs: int | None = 1,
    with_documents: bool = True,
    stdin: bytes | None = None,
    options: Options | None = None,
) -> Generator[Outcome, None, None]:
    """The outcome of each input, in the order of the inputs: see `items_of` and `stream`.

    `jobs` as `jobs_for` understands it.
    """
    number, items = jobs_for(jobs, items_of(sources, root=root, stdin=stdin, options=options))
    yield from stream(items, jobs=number, with_documents=with_documents)


def stream(items: Iterable[Item], *, jobs: int = 1, with_documents: bool = True) -> Generator[Outcome, None, None]:
    """The outcome of each item, in order, as soon as its turn has come.

    With more than one job the work is done by that many worker processes; an item of which workers die is set aside,
    the others are unharmed. With one job it is done in this process.
    """
    if jobs <= 1:
        from riwaya.pipeline.work import work

        for item in items:
            yield work(item, with_documents=with_documents)
        return
    from riwaya.pipeline.pool import Pool  # what starts processes takes a while to import

    with Pool(jobs, with_documents=with_documents) as pool:
        for done in pool.run(cut(items, "", most=STREAMED), in_order=True):
            yield from unpack(done.packed)


def complete(
    shards: Iterable[Shard],
    engine: Engine,
    store: Store,
    *,
    advance: Callable[[Head], None] = lambda _: None,
    tell: Callable[[SetAside], None] = lambda _: None,
) -> list[str]:
    """Have every shard done that the store does not hold yet; the addresses of all, in order.

    `advance` hears of each shard once it is done, in whatever order; `tell` of what is set aside, in the order of the
    inputs.
    """
    order: list[str] = []
    waiting: dict[int, tuple[SetAside, ...]] = {}
    turn = 0

    def note(number: int, head: Head) -> None:
        nonlocal turn
        advance(head)
        waiting[number] = head.set_aside
        while turn in waiting:
            for one in waiting.pop(turn):
                tell(one)
            turn += 1

    def undone() -> Iterator[Shard]:
        for shard in shards:
            order.append(shard.key)
            head = store.head(shard.key)
            if head is None:
                yield shard
            else:
                note(shard.number, head)

    # A thread of its own waits for the disk, so that nobody who works waits for it.
    with ThreadPoolExecutor(1) as writer:
        writing: deque[tuple[int, Future[Head]]] = deque()
        for done in engine.run(undone(), in_order=False):
            writing.append((done.shard.number, writer.submit(store.put, done)))
            while writing and (writing[0][1].done() or len(writing) > WRITING):
                number, written = writing.popleft()
                note(number, written.result())
        for number, written in writing:
            note(number, written.result())
    return order


def assembled(order: Iterable[str], store: Store) -> Iterator[Outcome]:
    """What became of every input of a run, in order; `order` is what `complete` gave.

    What is the same publication as an earlier input comes as set aside, with the code `DUPLICATE`. Memory does not grow
    with the documents, but for what is kept of duplicates.
    """
    order = list(order)
    twins = Twins()
    try:
        for key in order:
            head = store.head(key)
            assert head is not None, "every shard of the order is done"
            twins.add(head.twins)
        pairs = twins.pairs()
    finally:
        twins.close()
    firsts = set(pairs.values())
    ids: dict[int, str] = {}
    number = 0
    for key in order:
        for outcome in unpack(store.packed(key)):
            if not isinstance(outcome, Kept):
                yield outcome
                continue
            first = pairs.get(number)
            if first is not None:
                yield from_duplicate(outcome.source, ids[first])
            else:
                if number in firsts:
                    ids[number] = outcome.id
                yield outcome
            number += 1
