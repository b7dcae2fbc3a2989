"""What `riwaya redact` does: the ledger, its file, and the files of the run beside it."""

import shutil
from typing import TYPE_CHECKING

import typer

from riwaya.cli.console import Console
from riwaya.cli.llm import CACHE, LOG
from riwaya.cli.output import STAGING, WORK
from riwaya.cli.run import CLAIMS, DOCUMENTS, REPORT, write_again
from riwaya.ledger import open_ledger
from riwaya.ledger.redaction.purge import Tombstone, Wanted, redact, tombstones
from riwaya.ledger.redaction.sweep import sweep
from riwaya.report.offsets import printable
from riwaya.workspace.derive import derive

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger


def redact_ledger(console: Console, target: str, wanted: Wanted, *, who: str, why: str, dry_run: bool) -> None:
    """Redact, write the files beside the ledger anew, and say what went."""
    with open_ledger(target) as ledger:
        stone = redact(ledger, wanted, who=who, reason=why, dry_run=dry_run)
        if not dry_run:
            rewrite_files(console, ledger)
            derive(ledger)
            sweep(ledger)
    _say(stone, "would go" if dry_run else "is redacted")
    for warning in stone.warnings:
        console.line(printable(warning))


def rewrite_files(console: Console, ledger: "Ledger") -> None:
    """Write documents.jsonl, claims.jsonl and report.html anew where they lie beside the ledger."""
    if ledger.path is None:
        console.line("the ledger is a database: write the folders that were made from it anew, or delete them")
        return
    folder = ledger.path.parent
    for unfinished in (STAGING, WORK):
        shutil.rmtree(folder / unfinished, ignore_errors=True)
    # What a language model said quotes the reports, in any spelling: it goes whole.
    shutil.rmtree(folder / CACHE, ignore_errors=True)
    (folder / LOG).unlink(missing_ok=True)
    if any((folder / name).exists() for name in (DOCUMENTS, CLAIMS, REPORT)):
        write_again(console, ledger, folder)


def _say(stone: Tombstone, what: str) -> None:
    counted = (
        ", ".join(f"{n} {name.removesuffix('s') if n == 1 else name}" for name, n in stone.counts.items()) or "nothing"
    )
    typer.echo(f"{stone.kind}: {what}: {counted}")
    for document in stone.documents:
        typer.echo(f"   {printable(document)}")


def list_redactions(target: str) -> None:
    """Print the tombstones of a ledger."""
    with open_ledger(target) as ledger:
        found = tombstones(ledger)
    for stone in found:
        about = f" {printable(stone.document)}" if stone.document else ""
        typer.echo(
            f"{stone.id}  {stone.when[:19]}  {printable(stone.who)}  {stone.kind}{about}: {printable(stone.reason)}"
        )


def sweep_ledger(console: Console, target: str) -> None:
    """Do once more what comes after a redaction, in case something kept it from being done."""
    with open_ledger(target) as ledger:
        rewrite_files(console, ledger)
        sweep(ledger)
