"""Commands and options. Each command imports what it needs when it runs, so that `--help` and `--version` are quick."""

from pathlib import Path
from typing import Annotated

import typer

from riwaya import __version__
from riwaya.cli import llm_options as llm
from riwaya.cli.about import about
from riwaya.cli.analyse import analyse
from riwaya.cli.brief import brief
from riwaya.cli.console import Console, guarded
from riwaya.cli.control import control
from riwaya.cli.dates import dates
from riwaya.cli.export import export
from riwaya.cli.fetch import fetch
from riwaya.cli.gazetteer import app as gazetteer_app
from riwaya.cli.import_ import import_
from riwaya.cli.ledger import app as ledger_app
from riwaya.cli.options import (
    Anchors,
    Debug,
    Documents,
    Jobs,
    JsonLines,
    Ledger,
    Map,
    OnlyConflict,
    Paths,
    Quiet,
    Root,
    Scheduler,
    Stuff,
)
from riwaya.cli.places_option import Gazetteer, choose
from riwaya.cli.query import query
from riwaya.cli.redact import redact
from riwaya.cli.review import app as review_app
from riwaya.cli.search import search
from riwaya.cli.serve import serve, users
from riwaya.cli.sources import sources
from riwaya.cli.timeline import timeline
from riwaya.cli.watch import alerts, watch

app = typer.Typer(
    name="riwaya",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Read Arabic conflict reports into a ledger of attributed claims: who says what happened, on whose word.

    \b
    Exit codes: 0 all done; 1 failed; 2 wrong usage; 3 done, but some input was set aside (a line each on stderr).
    """,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"riwaya {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


@app.command()
def claims(
    paths: Paths,
    root: Root = None,
    jobs: Jobs = None,
    fields: Map = None,
    only_conflict: OnlyConflict = False,
    gazetteer: Gazetteer = None,
    llm_url: llm.Url = None,
    llm_model: llm.Model = None,
    llm_budget: llm.Spend = None,
    llm_jobs: llm.AtOnce = 2,
    llm_timeout: llm.Timeout = 120.0,
    llm_cache: llm.Answers = None,
    llm_log: llm.LogFile = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print the claims of reports as JSON lines.

    One line a claim, documents in order and claims in text order, each as soon as its document is read.

    \b
    Examples:
      riwaya claims examples/bukamal/reports
      riwaya claims examples/bukamal/reports --root examples --jobs 2
      riwaya claims examples/bukamal/reports --only-conflict
      cat examples/bukamal/reports/*.txt | riwaya claims -
      riwaya claims examples/containers/result.json
      riwaya claims examples/containers/posts.jsonl --map text=body,title=headline,outlet=source,id=key
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.cli.claims import print_claims
        from riwaya.cli.inputs import reading_options

        options = reading_options(fields, only_conflict=only_conflict)
        asked = llm.asked_for(llm_url, llm_model, llm_budget, llm_jobs, llm_timeout, llm_cache)
        choose(gazetteer, keep=True)
        print_claims(console, paths, root=root, jobs=jobs, options=options, llm=asked, llm_log=llm_log)


@app.command()
def run(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write into; made if need be.")],
    root: Root = None,
    jobs: Jobs = None,
    fields: Map = None,
    only_conflict: OnlyConflict = False,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The title of the report.")] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Keep the reports that are there; add these, or replace those of the same id.")
    ] = False,
    ledger: Annotated[
        str | None, typer.Option(metavar="URL", help="A PostgreSQL ledger to fill, instead of ledger.db in the folder.")
    ] = None,
    scheduler: Scheduler = None,
    gazetteer: Gazetteer = None,
    llm_url: llm.Url = None,
    llm_model: llm.Model = None,
    llm_budget: llm.Spend = None,
    llm_jobs: llm.AtOnce = 2,
    llm_timeout: llm.Timeout = 120.0,
    llm_cache: llm.Answers = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read reports into a folder with claims and a report.

    It holds documents.jsonl, claims.jsonl, ledger.db (for the other commands) and report.html (for you) afterwards.

    The files of an earlier run into the same folder are replaced when the new ones are whole, never before. What people
    decided in the ledger stays. A run that was stopped goes on where it stopped when the same command is given again.

    \b
    Examples:
      riwaya run examples/bukamal/reports -o out
      riwaya run examples/bukamal/reports -o out --title "Al-Bukamal" --quiet
      riwaya run examples/bukamal/reports/madar-sabt.txt -o out --add
      riwaya run examples/containers -o out --add
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.cli.inputs import reading_options
        from riwaya.cli.run import run_into

        options = reading_options(fields, only_conflict=only_conflict)
        asked = llm.asked_for(llm_url, llm_model, llm_budget, llm_jobs, llm_timeout, llm_cache)
        choose(gazetteer, keep=add)
        run_into(
            console,
            paths,
            out,
            root=root,
            jobs=jobs,
            options=options,
            title=title,
            add=add,
            ledger=ledger,
            llm=asked,
            scheduler=scheduler,
        )


@app.command()
def explain(
    ledger: Ledger,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or as much of it as tells it apart.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")] = False,
    debug: Debug = False,
) -> None:
    """Show how one claim came about.

    What it says, where in the text, which rules made it, and the steps that extraction took.

    \b
    Examples:
      riwaya explain out CLAIM
      riwaya explain out/ledger.db CLAIM --json
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.explain import explain_claim

        explain_claim(ledger, claim, as_json=json)


@app.command()
def events(
    ledger: Stuff, documents: Documents = None, anchor: Anchors = None, json: JsonLines = False, debug: Debug = False
) -> None:
    """Print the events that claims tell of, each with its tellings.

    With how many reports and independent roots tell it, and the tolls from low to high.

    \b
    Examples:
      riwaya events out
      riwaya events out/claims.jsonl --documents out/documents.jsonl --json
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.across import analysed, print_events

        print_events(*analysed(console, ledger, documents, anchor), as_json=json)
        console.leave()


@app.command()
def relations(
    ledger: Stuff,
    documents: Documents = None,
    anchor: Anchors = None,
    claim: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="Only those of this claim (its id, or how it begins).")
    ] = None,
    json: JsonLines = False,
    debug: Debug = False,
) -> None:
    """Print which claims repeat, corroborate, contradict, supersede or retract which.

    \b
    Examples:
      riwaya relations out
      riwaya relations out --claim CLAIM
      riwaya relations out/claims.jsonl --json
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.across import analysed, print_relations

        print_relations(*analysed(console, ledger, documents, anchor), claim, as_json=json)
        console.leave()


@app.command()
def disputes(
    ledger: Stuff, documents: Documents = None, anchor: Anchors = None, json: JsonLines = False, debug: Debug = False
) -> None:
    """Print what voices contradict one another about.

    The camps, what each says and since when, who changed their account, and what would settle it.

    \b
    Examples:
      riwaya disputes out
      riwaya disputes out/claims.jsonl --json
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.across import analysed, print_disputes

        print_disputes(*analysed(console, ledger, documents, anchor), as_json=json)
        console.leave()


@app.command()
def evaluate(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder of the texts that the gold is of.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold YAML files, or one of them.")],
    claims: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Score these claims (JSON lines, or a folder of gold) instead of extracting."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    worst: Annotated[
        int, typer.Option(metavar="N", min=0, help="Also list up to N missed, wrong and spurious claims a document.")
    ] = 0,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="JSON file of floors to hold.")] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Which floors of that file.")] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Raise floors that were passed; none is ever lowered.")
    ] = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Score claims against gold annotation.

    With floors, fail (exit code 1) if a figure is below its floor.

    \b
    Examples:
      riwaya evaluate examples/bukamal/reports examples/bukamal/gold
      riwaya evaluate examples/bukamal/reports examples/bukamal/gold --floors quality/floors.json --name example
      riwaya evaluate examples/bukamal/reports examples/bukamal/gold --claims examples/bukamal/gold --json
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.cli.evaluate import FloorOptions, evaluate_claims

        evaluate_claims(
            console,
            corpus,
            gold,
            claims=claims,
            as_json=json,
            worst=worst,
            floors=FloorOptions.of(floors, name, raise_floors),
            jobs=jobs,
        )


app.command()(control)
app.command()(dates)
app.command()(sources)
app.command()(analyse)
app.command()(about)
app.command()(timeline)
app.command()(brief)
app.command()(fetch)
app.command()(watch)
app.command()(alerts)
app.command()(export)
app.command(name="import")(import_)
app.command()(query)
app.command()(serve)
app.add_typer(users, name="users")
app.command()(search)
app.add_typer(ledger_app, name="ledger")
app.add_typer(gazetteer_app, name="gazetteer")
app.command()(redact)
app.add_typer(review_app, name="review")
