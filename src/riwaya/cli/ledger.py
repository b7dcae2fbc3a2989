"""`riwaya ledger`: looking after a ledger."""

from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.console import FAILED, Console, guarded
from riwaya.cli.options import Debug, Ledger, Quiet

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Check, back up and copy ledgers.

    \b
    Examples:
      riwaya ledger check out
      riwaya ledger backup out out/backup.db
      riwaya ledger copy out out/copy.db
      riwaya ledger index out
    """,
)


@app.command()
def check(ledger: Ledger, quiet: Quiet = False, debug: Debug = False) -> None:
    """Check that a ledger is sound.

    The database's own pages and references, every claim's words in its text and the hashes of both, the order of what
    was decided, and that the search index is in step. Each problem is a line on stderr; with any, the exit code is 1.

    \b
    Examples:
      riwaya ledger check out
      riwaya ledger check out/ledger.db --quiet
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.ledger.check import problems

        with open_ledger(ledger) as opened:
            found = 0
            for problem in problems(opened):
                found += 1
                console.error(f"{opened.name}: {problem}")
            if found:
                raise typer.Exit(FAILED)
            run = opened.run()
            if not quiet:
                held = "nothing yet" if run is None else f"{run.documents} documents, {run.claims} claims"
                console.line(f"{opened.name}: sound; it holds {held}")


@app.command()
def backup(
    ledger: Ledger,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The SQLite file to write; there must be none yet.")],
    debug: Debug = False,
) -> None:
    """Copy a ledger to a file, as it is at one moment.

    Others may read and write the ledger meanwhile. The file appears when it is whole; it is a ledger like any other,
    also when the ledger is a PostgreSQL database.

    \b
    Examples:
      riwaya ledger backup out out/backup.db
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.ledger.copying import backup

        with open_ledger(ledger) as opened:
            backup(opened, file)


@app.command()
def copy(
    ledger: Ledger,
    to: Annotated[str, typer.Argument(metavar="TO", help="A new file, or the URL of an empty PostgreSQL database.")],
    debug: Debug = False,
) -> None:
    """Copy a ledger into another: from a file into a PostgreSQL database, or back.

    \b
    Examples:
      riwaya ledger copy out out/copy.db
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.ledger.copying import copy

        with open_ledger(ledger) as source, open_ledger(to, create=True) as target:
            copy(source, target)


@app.command()
def index(ledger: Ledger, debug: Debug = False) -> None:
    """Build a ledger's search index anew.

    Only needed where `riwaya ledger check` says so: a run keeps the index in step.

    \b
    Examples:
      riwaya ledger index out
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.ledger.index import rebuild

        with open_ledger(ledger) as opened, opened.writing() as connection:
            rebuild(connection)
