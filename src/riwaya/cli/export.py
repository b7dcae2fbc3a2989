"""`riwaya export`: what there is, in formats that other people's tools read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.control import From, SidesFile, To
from riwaya.cli.options import Anchors, Debug, Documents, Quiet

if TYPE_CHECKING:
    from riwaya.export import Bundle, Options

Names = Annotated[bool, typer.Option("--names", help="Name private persons instead of giving a role or initials.")]
Sensitive = Annotated[
    bool,
    typer.Option(
        "--sensitive",
        help="Also what is recent and could endanger people: flight, evacuation, human shields, camps, hospitals.",
    ),
]
Embargo = Annotated[
    int, typer.Option("--embargo", metavar="HOURS", min=0, help="Leave out reports younger than this; 0 for none.")
]
Today = Annotated[
    str | None, typer.Option("--today", metavar="DAY", help="The day from which ages are counted. [default: today]")
]
Language = Annotated[str, typer.Option("--language", "-l", metavar="ar|en", help="The language of neutral names.")]
Place = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help="Only this place and what lies in it: an id or a name.")
]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="Only claims that a person confirmed, corrected or added.")]


def export(
    format: Annotated[str | None, typer.Argument(metavar="FORMAT", help="A format; see --list.")] = None,
    ledger: Annotated[
        str | None,
        typer.Argument(metavar="LEDGER", help="A folder of `riwaya run`, a ledger, or claims as JSON lines."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="The file or folder to write.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    names: Names = False,
    sensitive: Sensitive = False,
    embargo: Embargo = 72,
    today: Today = None,
    language: Language = "en",
    place: Place = None,
    first: From = None,
    last: To = None,
    reviewed: Reviewed = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PART", help="Only this table or file of the format; may be given again."),
    ] = None,
    sides: SidesFile = None,
    anchor: Anchors = None,
    documents: Documents = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write claims, events and control in a format that other tools read.

    What is exported are claims as they stand after review. Private persons appear by role or initials, reports of the
    last 72 hours are left out, and of what was told within a year places are no finer than the town and what could
    endanger people is held back, unless you ask. What a format cannot carry is counted on stderr and listed in
    docs/exports.md.

    \b
    Examples:
      riwaya export --list
      riwaya export csv out -o tables
      riwaya export geojson out -o map --from 2017-11-10 --to 2017-11-20
      riwaya export acled out -o events.csv --place Bukamal
      riwaya export csv out -o tables --only claims --only voices
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        import msgspec

        from riwaya.export import all_formats
        from riwaya.export import export as write
        from riwaya.model.errors import UsageError

        if listed:
            for one in all_formats().values():
                typer.echo(f"{one.name:<12} {one.output:<7} {one.about}")
            return
        if format is None or ledger is None or out is None:
            raise UsageError("give FORMAT LEDGER -o OUT, or --list")
        from riwaya.export import format_named

        format_named(format)
        options = options_of(today, names, sensitive, embargo, language, place, first, last, reviewed=reviewed)
        options = msgspec.structs.replace(options, only=frozenset(only or ()))
        with bundle_of(console, ledger, documents, sides, anchor, options) as bundle:
            written = write(format, bundle, out)
            if not quiet:
                for name, n in written.files.items():
                    console.line(f"{name}: {n}")
                told_apart(console, bundle)
                for why, n in written.left_out.items():
                    console.line(f"left out {n}: {why}")
        console.leave()


def options_of(
    today: str | None,
    names: bool,
    sensitive: bool,
    embargo: int,
    language: str,
    place: str | None,
    first: str | None,
    last: str | None,
    *,
    reviewed: bool,
) -> "Options":
    """The options of an export; UsageError for one that makes no sense."""
    import datetime

    from riwaya.export import Options
    from riwaya.model.errors import UsageError

    if language not in ("ar", "en"):
        raise UsageError(f"--language {language}: choose ar or en")
    try:
        day = datetime.date.fromisoformat(today) if today else datetime.datetime.now(datetime.UTC).date()
    except ValueError as error:
        raise UsageError(f"{today!r} is no day; write days as 2017-11-09") from error
    return Options(day, names, sensitive, embargo, "ar" if language == "ar" else "en", place, first, last, reviewed)


@contextmanager
def bundle_of(
    console: Console,
    ledger: str,
    documents: Path | None,
    sides: Path | None,
    anchor: list[str] | None,
    options: "Options",
) -> "Iterator[Bundle]":
    """What there is to export of a ledger, of a folder that `riwaya run` wrote, or of a file of claims."""
    from riwaya.cli.material import ledger_in, load_material
    from riwaya.export import Bundle
    from riwaya.ledger import open_ledger
    from riwaya.reason.control.sides import read_sides
    from riwaya.reason.dates import parse

    given = read_sides(sides) if sides is not None else None
    anchors = [parse(text) for text in anchor or ()]
    found = ledger_in(ledger) if documents is None else None
    if found is None:
        yield Bundle(load_material(console, ledger, documents), options, anchors=anchors, sides=given)
        return
    with open_ledger(found) as opened:
        yield Bundle.of_ledger(opened, options, anchors=anchors, sides=given)


def told_apart(console: Console, bundle: "Bundle") -> None:
    """Say what was kept back, and how to get it."""
    if bundle.embargoed:
        console.line(f"held by the embargo: {bundle.embargoed} reports (--embargo HOURS)")
    if bundle.held_back:
        console.line(f"held back: {bundle.held_back} claims that are recent and could endanger people (--sensitive)")
    if bundle.undated:
        console.line(f"no day is known of {bundle.undated} reports: handled as recent, but not held by the embargo")
