"""`riwaya review`: what people decided, samples that two of them review, and reviewed documents as gold."""

import getpass
from pathlib import Path
from typing import Annotated, Literal

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, JsonLines, Ledger

As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who does this. [default: your login name]")]
SampleId = Annotated[str | None, typer.Option("--sample", metavar="ID", help="Which sample. [default: the last one]")]
Between = Annotated[
    list[str] | None,
    typer.Option("--between", metavar="NAME", help="One of the two reviewers; twice. [default: those who did most]"),
]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Show, take back and compare what people decided about a ledger.

    \b
    Examples:
      riwaya review history out
      riwaya review history out --target claim:CLAIM --json
      riwaya review waiting out
      riwaya review sample out --size 3 --seed 7
      riwaya review samples out
    """,
)


def name_of(who: str | None) -> str:
    """The name that is given, or the login name."""
    return who or getpass.getuser()


@app.command()
def history(
    ledger: Ledger,
    target: Annotated[
        str | None,
        typer.Option(metavar="KIND:ID", help="Only about this claim, event, relation, source, place, actor, document."),
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only about this document and its claims.")] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person decided.")] = None,
    json: JsonLines = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table for spreadsheets instead of text.")] = False,
    debug: Debug = False,
) -> None:
    """Print who decided what about what, when and why; also what was taken back.

    \b
    Examples:
      riwaya review history out
      riwaya review history out --who salma --csv
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.decided import print_history

        print_history(ledger, target=target, document=document, who=who, form="csv" if csv else "json" if json else "")


@app.command()
def undo(
    ledger: Ledger,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="A decision's id, as `history` shows it.")],
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason.")] = None,
    who: As = None,
    debug: Debug = False,
) -> None:
    """Take a decision back, by a further one that can be taken back, too."""
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger, reviews

        with open_ledger(ledger) as opened:
            made = reviews.undo(opened, decision, name_of(who), why)
        typer.echo(f"{made.id}  took back {decision}")


@app.command()
def waiting(ledger: Ledger, json: JsonLines = False, debug: Debug = False) -> None:
    """Print the claims that were decided about and that the last run no longer makes, beside what it makes instead."""
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.decided import print_waiting

        print_waiting(ledger, as_json=json)


@app.command()
def sample(
    ledger: Ledger,
    size: Annotated[int, typer.Option(metavar="N", min=1, help="How many.")],
    seed: Annotated[int, typer.Option(metavar="S", help="Equal seeds draw equal samples of equal ledgers.")],
    of: Annotated[
        Literal["documents", "claims"], typer.Option("--of", metavar="KIND", help="Documents (whole) or single claims.")
    ] = "documents",
    who: As = None,
    debug: Debug = False,
) -> None:
    """Draw a sample for two people to review apart.

    It is drawn from what nobody has decided about yet. Until it is closed, what each reviewer decides about it is seen
    by that reviewer alone.
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.decided import print_sample
        from riwaya.ledger import open_ledger
        from riwaya.ledger.samples import draw

        with open_ledger(ledger) as opened:
            print_sample(draw(opened, of, size, seed, name_of(who)), items=True)


@app.command()
def samples(ledger: Ledger, json: JsonLines = False, debug: Debug = False) -> None:
    """Print the samples that were drawn, and how far their reviewers are."""
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.decided import print_samples

        print_samples(ledger, as_json=json)


@app.command()
def agreement(
    ledger: Ledger,
    sample: SampleId = None,
    between: Between = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")] = False,
    debug: Debug = False,
) -> None:
    """Print how far two reviewers of a sample agree.

    Cohen's kappa for each field with its 95% interval, and the measures that extraction is scored by.
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.decided import print_agreement

        print_agreement(ledger, sample, between or [], as_json=json)


@app.command()
def adjudicate(
    ledger: Ledger,
    sample: SampleId = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="CLAIM=NAME", help="Where they differ: what this reviewer decided holds."),
    ] = None,
    between: Between = None,
    close: Annotated[bool, typer.Option("--close", help="Close the sample if no difference is left.")] = False,
    who: As = None,
    debug: Debug = False,
) -> None:
    """Make what two reviewers agree on hold for all, and list where they differ."""
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.decided import adjudicate_sample

        adjudicate_sample(ledger, sample, between or [], take or [], close=close, who=name_of(who))


@app.command()
def gold(
    ledger: Ledger,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write into; made if need be.")],
    debug: Debug = False,
) -> None:
    """Write the documents that were reviewed whole as gold: DIR/gold/ID.yaml and DIR/reports/ID.txt.

    `riwaya evaluate DIR/reports DIR/gold` reads it.
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.ledger.gold import export

        with open_ledger(ledger) as opened:
            found = export(opened, out)
        console.line(
            f"{len(found.documents)} documents with {found.claims} claims ({found.denials} of them denials) in {out}"
        )
