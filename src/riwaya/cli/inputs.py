"""From the paths a user gives to the outcomes of their inputs."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from riwaya.cli.console import Console
from riwaya.model.errors import InputError, UsageError
from riwaya.pipeline import Kept, SetAside, process, usable_cores
from riwaya.read import MAX_BYTES, Source, discover
from riwaya.read.source import STDIN

WORTH_A_POOL = 24
"""Fewer inputs than this are read sooner than worker processes would start."""


def find(paths: Sequence[str], root: Path | None) -> list[Source | InputError]:
    """What the paths hold."""
    if root is not None and not root.is_dir():
        raise UsageError(f"{root}: --root is no folder; name the folder that document ids shall be paths below")
    return list(discover(paths, root=root))


def jobs_for(asked: int | None, inputs: int) -> int:
    """How many worker processes to use: as many as asked for, else what the machine has if that pays."""
    if asked is not None:
        return asked
    return usable_cores() if inputs >= WORTH_A_POOL else 1


def read_all(
    console: Console,
    sources: Sequence[Source | InputError],
    *,
    root: Path | None,
    jobs: int | None,
    kept: Callable[[Kept], None],
    set_aside: Callable[[SetAside], None] = lambda _: None,
    with_documents: bool = True,
    progress: bool = True,
) -> None:
    """Read every input, in order; hand on each outcome, count it, and name on stderr what is set aside."""
    for outcome in _outcomes(console, sources, root, jobs, with_documents, progress):
        if isinstance(outcome, Kept):
            console.count_kept()
            kept(outcome)
        else:
            console.count_set_aside(outcome.message, outcome.trace)
            set_aside(outcome)


def _outcomes(
    console: Console,
    sources: Sequence[Source | InputError],
    root: Path | None,
    jobs: int | None,
    with_documents: bool,
    progress: bool,
) -> Iterator[Kept | SetAside]:
    wanted = any(isinstance(source, Source) and source.path == STDIN for source in sources)
    # Read here, for workers have no standard input; one byte too many tells that there is too much.
    stdin = sys.stdin.buffer.read(MAX_BYTES + 1) if wanted else None
    number = jobs_for(jobs, len(sources))
    outcomes = process(sources, root=root, jobs=number, with_documents=with_documents, stdin=stdin)
    with console.progress(len(sources), shown=progress) as advance, closing(outcomes):
        for outcome in outcomes:
            yield outcome
            advance()
