"""`riwaya query`: SQL over the tables of a ledger."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.control import SidesFile
from riwaya.cli.export import Language, Names
from riwaya.cli.options import Anchors, Debug, Documents

if TYPE_CHECKING:
    from riwaya.export.query import Answer

WIDEST = 60
"""Columns of a terminal that a value may take before it is shortened."""


def query(
    ledger: Annotated[
        str,
        typer.Argument(metavar="LEDGER", help="A ledger, claims as JSON lines, or a folder of Parquet tables."),
    ],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query in DuckDB's SQL.")],
    form: Annotated[
        Literal["table", "csv", "json"], typer.Option("--format", "-f", help="A table, CSV, or a JSON object a line.")
    ] = "table",
    names: Names = False,
    language: Language = "en",
    sides: SidesFile = None,
    anchor: Anchors = None,
    documents: Documents = None,
    debug: Debug = False,
) -> None:
    """Ask the tables of a ledger in SQL.

    The tables are those of `riwaya export csv` (docs/exports.md): documents, claims, voices, mentions, claim_places,
    places, actors, events, tolls, relations, disputes, control. Only those that the query names are worked out; for a
    large ledger export Parquet once and ask that. This looks at your own desk: nothing is embargoed or held back, but
    private persons are not named.

    \b
    Examples:
      riwaya query out "SELECT event, stance, count(*) AS n FROM claims GROUP BY ALL ORDER BY n DESC, event, stance"
      riwaya query out "SELECT day, holder_name, probability_now FROM control WHERE likeliest LIMIT 5" --format csv
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.export import bundle_of, options_of
        from riwaya.export.query import ask, is_table_folder

        source = Path(ledger)
        if is_table_folder(source):
            show(ask(source, sql), form)
            return
        options = options_of(None, names, True, 0, language, None, None, None, reviewed=False)
        with bundle_of(console, ledger, documents, sides, anchor, options) as bundle:
            show(ask(bundle, sql), form)
        console.leave()


def show(answer: "Answer", form: str) -> None:
    """Print an answer."""
    import sys

    import msgspec

    from riwaya.export.files import csv_text

    if form == "csv":
        _write(sys.stdout.buffer, [csv_text(answer.columns, map(_plain, answer.rows)).encode()])
    elif form == "json":
        encode = msgspec.json.Encoder().encode
        lines = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
        _write(sys.stdout.buffer, (encode(line) + b"\n" for line in lines))
    else:
        _write(sys.stdout.buffer, (line.encode() + b"\n" for line in _table(answer)))


def _write(out: Any, parts: Iterable[bytes]) -> None:
    for part in parts:
        out.write(part)
    out.flush()


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]


def _table(answer: "Answer") -> Iterable[str]:
    from riwaya.report.offsets import printable

    rows = [[_short(printable(_text(value))) for value in row] for row in answer.rows]
    widths = [max([len(name), *(len(row[n]) for row in rows)]) for n, name in enumerate(answer.columns)]
    yield "  ".join(name.ljust(width) for name, width in zip(answer.columns, widths, strict=True)).rstrip()
    yield "  ".join("-" * width for width in widths)
    for row in rows:
        yield "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.6g}"
    return " ".join(str(value).split())


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
