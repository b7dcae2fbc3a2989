"""From the paths a user gives to the outcomes of their inputs."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from riwaya.cli.console import Console
from riwaya.model.errors import InputError, UsageError
from riwaya.pipeline import Kept, Outcome, PassedOver, SetAside, process
from riwaya.pipeline.outcome import DUPLICATE, NOT_CONFLICT
from riwaya.read import MAX_BYTES, Options, Source, discover
from riwaya.read.opening import format_of
from riwaya.read.source import STDIN

if TYPE_CHECKING:
    from riwaya.pipeline.engine import Engine
    from riwaya.pipeline.shard import Shard
    from riwaya.pipeline.store import Store

FEW: Final = 48
"""So many inputs are read again sooner than what became of them would be put on a disk."""


def find(paths: Sequence[str], root: Path | None) -> list[Source | InputError]:
    """What the paths hold."""
    if root is not None and not root.is_dir():
        raise UsageError(f"{root}: --root is no folder; name the folder that document ids shall be paths below")
    return list(discover(paths, root=root))


def reading_options(fields: str | None, *, only_conflict: bool = False) -> Options:
    """What is read, and how: with these fields, as `--map` gives them; with `only_conflict`, what shows signs of it."""
    if fields is None:
        return Options(only_conflict=only_conflict)
    from riwaya.read.containers.records import parse_map

    try:
        return Options(fields=parse_map(fields), only_conflict=only_conflict)
    except ValueError as error:
        raise UsageError(f"--map: {error}") from error


def read_all(
    console: Console,
    sources: Sequence[Source | InputError],
    *,
    root: Path | None,
    jobs: int | None,
    kept: Callable[[Kept], None],
    with_documents: bool = True,
    progress: bool = True,
    options: Options | None = None,
    through: Callable[[Iterator[Outcome]], Iterator[Outcome]] | None = None,
) -> None:
    """Read every input, in order; hand on each document, count each outcome, and name on stderr what is set aside.

    `through` is a step that outcomes take before they are handed on; it sees their documents.
    """
    wanted = with_documents or through is not None
    stdin = standard_input(sources)
    outcomes = process(sources, root=root, jobs=jobs, with_documents=wanted, stdin=stdin, options=options)
    with console.progress(total(sources), shown=progress) as advance, closing(outcomes):
        for outcome in outcomes if through is None else through(outcomes):
            if isinstance(outcome, SetAside):
                tell(console, outcome)
            count(console, outcome)
            if isinstance(outcome, Kept):
                kept(outcome)
            advance(1)


def read_into(
    console: Console,
    sources: Sequence[Source | InputError],
    work: Path,
    *,
    root: Path | None,
    jobs: int | None,
    scheduler: str | None = None,
    options: Options | None = None,
) -> Iterator[Outcome]:
    """Read every input, and then give the outcomes of all in order; name on stderr what is set aside, and count.

    What is done lies in the folder `work` until the caller removes it, and a later run goes on with it; nothing is put
    there where there are few inputs. With `scheduler`, the work is done by the cluster of that address.
    """
    from riwaya.pipeline.fingerprint import fingerprint
    from riwaya.pipeline.run import items_of, jobs_for
    from riwaya.pipeline.shard import cut
    from riwaya.pipeline.store import Memory, WorkFolder

    items = items_of(sources, root=root, stdin=standard_input(sources), options=options)
    number, items = jobs_for(jobs, items)
    first = list(islice(items, FEW))
    if len(first) < FEW:
        yield from _read_into(console, total(sources), cut(first, ""), _engine(number, scheduler), Memory())
        return
    with WorkFolder(work) as store:
        if store.found:
            console.line(
                f"an earlier run into this folder stopped: what it did ({store.found} inputs) is not done again"
            )
        shards = cut(chain(first, items), fingerprint())
        yield from _read_into(console, total(sources), shards, _engine(number, scheduler), store)


def _read_into(
    console: Console, number: int | None, shards: "Iterator[Shard]", engine: "Engine", store: "Store"
) -> Iterator[Outcome]:
    """The outcomes of shards, once all are done."""
    from riwaya.pipeline.run import assembled, complete

    with engine, console.progress(number) as advance:
        order = complete(shards, engine, store, advance=lambda head: advance(head.read), tell=partial(tell, console))
    for outcome in assembled(order, store):
        count(console, outcome)
        yield outcome


def _engine(jobs: int, scheduler: str | None) -> "Engine":
    if scheduler is not None:
        from riwaya.scale.cluster import Cluster

        return Cluster(scheduler)
    if jobs <= 1:
        from riwaya.pipeline.engine import Serial

        return Serial()
    from riwaya.pipeline.pool import Pool  # what starts processes takes a while to import

    return Pool(jobs)


def tell(console: Console, one: SetAside) -> None:
    """Count what is set aside, and name it unless it was asked for."""
    if one.code == NOT_CONFLICT:
        console.count_left_out()
    else:
        console.count_set_aside(one.message, one.trace)


def count(console: Console, outcome: Outcome) -> None:
    """Count an outcome; what is set aside is counted where it is named."""
    if isinstance(outcome, Kept):
        console.count_kept()
    elif isinstance(outcome, PassedOver):
        console.count_passed(outcome.number)
    elif outcome.code == DUPLICATE:
        console.count_duplicate()


def total(sources: Sequence[Source | InputError]) -> int | None:
    """How many inputs there are; None if that will be known when containers have been read."""
    holders = any(isinstance(source, Source) and format_of(source) is not None for source in sources)
    return None if holders else len(sources)


def standard_input(sources: Sequence[Source | InputError]) -> bytes | None:
    """What standard input holds, if it is wanted; one byte too many tells that there is too much."""
    wanted = any(isinstance(source, Source) and source.path == STDIN for source in sources)
    return sys.stdin.buffer.read(MAX_BYTES + 1) if wanted else None
