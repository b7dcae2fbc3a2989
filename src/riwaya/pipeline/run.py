"""Process inputs in order, with one process or a pool of them; the outcomes are the same whichever it is."""

import os
from collections.abc import Generator, Iterable
from pathlib import Path

from riwaya.model.errors import InputError
from riwaya.pipeline.outcome import Outcome, from_error
from riwaya.pipeline.work import Worker
from riwaya.read import Source


def usable_cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def process(
    sources: Iterable[Source | InputError],
    *,
    root: Path | None = None,
    jobs: int = 1,
    with_documents: bool = True,
    stdin: bytes | None = None,
) -> Generator[Outcome, None, None]:
    """The outcome of each input, in the order of the inputs.

    `sources` is what `riwaya.read.discover` gives; `root` is the folder that ids and sidecars are looked up below;
    `stdin` the bytes of the input named `-`. With more than one job the work is done by that many worker processes;
    an input at which a worker dies is set aside, the others are unharmed. With one job it is done in this process.
    """
    items = (from_error(item) if isinstance(item, InputError) else item for item in sources)
    if jobs <= 1:
        worker = Worker(root, with_documents=with_documents)
        for item in items:
            yield worker(item, stdin) if isinstance(item, Source) else item
        return
    from riwaya.pipeline.pool import Pool  # what starts processes takes a while to import

    pool = Pool(jobs, root, with_documents)
    try:
        yield from pool.map(items, stdin)
    finally:
        pool.close()
