"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders and archives of reports; `-` reads one report from stdin."),
]
Root = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder that document ids are paths below. [default: the folder given]"),
]
Jobs = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Worker processes; the output is the same. [default: all cores]")
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="FIELDS",
        help="What tables and JSON call their fields, such as 'text=body,date=published_at'. [default: usual names]",
    ),
]
OnlyConflict = Annotated[
    bool,
    typer.Option("--only-conflict", help="Leave out what shows no sign of armed conflict: for archives of everything."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Have a Dask cluster do the work; its scheduler, as tcp://host:8786."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress, no summary; what is set aside is still named.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of errors that nobody foresaw.")]
Ledger = Annotated[
    str,
    typer.Argument(
        metavar="LEDGER", help="A folder that `riwaya run` wrote, its ledger.db, or the URL of a PostgreSQL ledger."
    ),
]
Stuff = Annotated[
    str,
    typer.Argument(
        metavar="LEDGER",
        help="A folder that `riwaya run` wrote, its ledger.db, a PostgreSQL URL, or claims as JSON lines.",
    ),
]
Documents = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What is known of the reports, as JSON lines; beside claims.")
]
Anchors = Annotated[
    list[str] | None,
    typer.Option(
        "--anchor", metavar="TEXT", help="A happening whose day is known, such as 'capture of Raqqa = 2017-10-17'."
    ),
]
NoRecord = Annotated[
    bool, typer.Option("--no-record", help="Leave out the shipped events of public record as anchors.")
]
JsonLines = Annotated[bool, typer.Option("--json", help="JSON lines instead of text.")]
