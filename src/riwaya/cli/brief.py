"""`riwaya brief`: a page an editor could file, in Arabic or English."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Anchors, Debug, Documents, Stuff

About = Annotated[
    str | None,
    typer.Argument(metavar="[ABOUT]", help="A place (id or name), or a dispute (its id). [default: all]"),
]


def brief(
    ledger: Stuff,
    about: About = None,
    language: Annotated[
        str, typer.Option("--language", "-l", metavar="ar|en", help="The language of the page.")
    ] = "ar",
    form: Annotated[str, typer.Option("--format", "-f", metavar="md|html", help="Markdown or HTML.")] = "md",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to FILE.")] = None,
    names: Annotated[bool, typer.Option("--names", help="Name private persons instead of giving their role.")] = False,
    anchor: Anchors = None,
    documents: Documents = None,
    debug: Debug = False,
) -> None:
    """Write a brief: what is agreed, what is disputed, what rests on one root, what is unknown.

    Composed from the claims without any model: every sentence says on whose word, and leads to its passages. Private
    persons appear by role.

    \b
    Examples:
      riwaya brief out Bukamal --language en
      riwaya brief out البوكمال --format html --out bukamal.html
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.across import analysed
        from riwaya.model.errors import UsageError
        from riwaya.reason.dates import date_reports, parse
        from riwaya.report.brief import compose, markdown, page

        if language not in ("ar", "en"):
            raise UsageError(f"--language {language}: choose ar or en")
        if form not in ("md", "html"):
            raise UsageError(f"--format {form}: choose md or html")
        chosen: Literal["ar", "en"] = "ar" if language == "ar" else "en"
        material, analysis = analysed(console, ledger, documents, anchor)
        dated = date_reports(material, [parse(text) for text in anchor or ()])
        made = compose(material, analysis, dated, chosen, about=about, with_names=names)
        text = markdown(made) if form == "md" else page(made)
        if out is None:
            typer.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")
            console.line(f"written to {out}")
        console.leave()
