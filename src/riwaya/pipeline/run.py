"""Process inputs in order, with one process or a pool of them; the outcomes are the same whichever it is."""

import os
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from riwaya.model.errors import InputError
from riwaya.pipeline.outcome import Outcome, PassedOver, from_error
from riwaya.pipeline.work import Work, Worker
from riwaya.read import Entry, Options, Passed, Sidecars, Source, expand
from riwaya.read.opening import read_file
from riwaya.read.source import STDIN

WORTH_A_POOL = 24
"""Fewer inputs than this are read sooner than worker processes would start."""


def usable_cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def process(
    sources: Iterable[Source | InputError],
    *,
    root: Path | None = None,
    jobs: int | None = 1,
    with_documents: bool = True,
    stdin: bytes | None = None,
    options: Options | None = None,
) -> Generator[Outcome, None, None]:
    """The outcome of each input, in the order of the inputs; of a container, the outcomes of its entries in theirs.

    `sources` is what `riwaya.read.discover` gives; `root` is the folder that ids and sidecars are looked up below;
    `stdin` the bytes of the input named `-`. With more than one job the work is done by that many worker processes;
    an input at which a worker dies is set aside, the others are unharmed. With one job it is done in this process;
    None is as many as there are cores, if there is work for them. Containers are opened in this process, and no
    further than the workers have come.
    """
    items = _items(sources, Sidecars(root), options, stdin)
    if jobs is None:
        first = list(islice(items, WORTH_A_POOL))
        jobs = usable_cores() if len(first) == WORTH_A_POOL else 1
        items = chain(first, items)
    if jobs <= 1:
        worker = Worker(root, with_documents=with_documents)
        for item in items:
            yield worker(item) if isinstance(item, Source | Entry) else item
        return
    from riwaya.pipeline.pool import Pool  # what starts processes takes a while to import

    pool = Pool(jobs, root, with_documents)
    try:
        yield from pool.map(items)
    finally:
        pool.close()


def _items(
    sources: Iterable[Source | InputError], sidecars: Sidecars, options: Options | None, stdin: bytes | None
) -> Iterator[Work | Outcome]:
    """What there is to do, and what is settled already."""
    for item in expand(sources, sidecars, options):
        if isinstance(item, InputError):
            yield from_error(item)
        elif isinstance(item, Passed):
            yield PassedOver(item.source, item.number, item.what)
        elif isinstance(item, Source) and item.path == STDIN:  # workers have no standard input
            yield _standard_input(item, stdin, options)
        else:
            yield item


def _standard_input(source: Source, stdin: bytes | None, options: Options | None) -> Work | Outcome:
    limit = (options or Options()).limits.entry
    try:
        return read_file(source, Sidecars(), limit=limit, stdin=stdin)
    except InputError as error:
        return from_error(error)
