"""`riwaya redact`: take a person, a passage or a document out of a ledger and of the files beside it."""

from typing import Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, Ledger
from riwaya.cli.review import As, name_of


def redact(
    ledger: Ledger,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Redact a whole document.")] = None,
    passage: Annotated[
        tuple[str, int, int] | None,
        typer.Option(metavar="DOC START END", help="Redact characters START to END (code points) of a document."),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Redact a person in all documents; give every form of the name."),
    ] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason, without what is to go.")] = None,
    who: As = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Only clear the files again, after something kept them busy.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the redactions that were made.")] = False,
    debug: Debug = False,
) -> None:
    """Take a person, a passage or a document out for good.

    Out of the text (each character replaced, so that every offset stays), of claims, decisions and notes, of the search
    index, of what was worked out, and of documents.jsonl, claims.jsonl and report.html beside the ledger. What is left
    says who did it, when and why, and never what it was. It stays so when the same reports are read again. Backups and
    exports made before are not touched: look after them yourself.

    \b
    Examples:
      riwaya redact out --document difaf-bilkamil --why "withdrawn by the outlet" --dry-run
      riwaya redact out --list
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.redacting import list_redactions, redact_ledger, sweep_ledger
        from riwaya.model.errors import UsageError

        if listed:
            list_redactions(ledger)
            return
        if sweep:
            sweep_ledger(console, ledger)
            return
        if sum(bool(given) for given in (document, passage, person)) != 1:
            raise UsageError("name one thing to redact: --document ID, --passage DOC START END, or --person NAME")
        from riwaya.ledger.redaction.purge import Wanted

        span = None if passage is None else (passage[1], passage[2])
        wanted = Wanted(passage[0] if passage is not None else document, span, tuple(person or ()))
        redact_ledger(console, ledger, wanted, who=name_of(who), why=why or "", dry_run=dry_run)
