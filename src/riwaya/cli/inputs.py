"""From the paths a user gives to the outcomes of their inputs."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from riwaya.cli.console import Console
from riwaya.model.errors import InputError, UsageError
from riwaya.pipeline import Kept, Outcome, PassedOver, SetAside, process
from riwaya.read import MAX_BYTES, Options, Source, discover
from riwaya.read.opening import format_of
from riwaya.read.source import STDIN


def find(paths: Sequence[str], root: Path | None) -> list[Source | InputError]:
    """What the paths hold."""
    if root is not None and not root.is_dir():
        raise UsageError(f"{root}: --root is no folder; name the folder that document ids shall be paths below")
    return list(discover(paths, root=root))


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
    options: Options | None = None,
    through: Callable[[Iterator[Outcome]], Iterator[Outcome]] | None = None,
) -> None:
    """Read every input, in order; hand on each outcome, count it, and name on stderr what is set aside.

    `through` is a step that outcomes take before they are handed on; it sees their documents.
    """
    found = _outcomes(console, sources, root, jobs, with_documents or through is not None, progress, options)
    for outcome in found if through is None else through(found):
        if isinstance(outcome, Kept):
            console.count_kept()
            kept(outcome)
        elif isinstance(outcome, PassedOver):
            console.count_passed(outcome.number)
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
    options: Options | None,
) -> Iterator[Outcome]:
    wanted = any(isinstance(source, Source) and source.path == STDIN for source in sources)
    # Read here, for workers have no standard input; one byte too many tells that there is too much.
    stdin = sys.stdin.buffer.read(MAX_BYTES + 1) if wanted else None
    outcomes = process(sources, root=root, jobs=jobs, with_documents=with_documents, stdin=stdin, options=options)
    # How much is in a container is known when it has been read.
    holders = any(isinstance(source, Source) and format_of(source) is not None for source in sources)
    with console.progress(None if holders else len(sources), shown=progress) as advance, closing(outcomes):
        for outcome in outcomes:
            yield outcome
            advance()
