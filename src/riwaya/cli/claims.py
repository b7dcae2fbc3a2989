"""`riwaya claims`: claims as JSON lines on stdout."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from riwaya.cli.console import Console
from riwaya.cli.inputs import find, read_all
from riwaya.cli.llm import step
from riwaya.pipeline import Kept
from riwaya.read import Options

if TYPE_CHECKING:
    from riwaya.llm.settings import Settings


def print_claims(
    console: Console,
    paths: Sequence[str],
    *,
    root: Path | None,
    jobs: int | None,
    options: Options | None = None,
    llm: "Settings | None" = None,
    llm_log: Path | None = None,
) -> None:
    """Print the claims of every report that the paths hold, each document's as soon as its turn has come.

    With `llm`, a language model is asked, too; `llm_log` is where to write what became of its readings.
    """
    # A bar would be drawn between the claims if both go to one terminal.
    progress = not sys.stdout.isatty()
    # A stream of our own: the standard one is unbuffered if the user wants that, and may then write only a part.
    with open(sys.stdout.fileno(), "wb", closefd=False) as out:

        def show(kept: Kept) -> None:
            out.writelines(claim + b"\n" for claim in kept.claims)
            out.flush()

        sources = find(paths, root)
        with step(console, llm, llm_log) as asking:
            read_all(
                console,
                sources,
                root=root,
                jobs=jobs,
                kept=show,
                with_documents=False,
                progress=progress,
                options=options,
                through=asking,
            )
            if asking is not None:
                asking.say()
    if console.set_aside or console.left_out or sys.stderr.isatty():
        console.summary()
    console.leave(incomplete=asking is not None and asking.failed)
