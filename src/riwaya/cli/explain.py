"""`riwaya explain`: one claim in words, with the text that supports it and the steps that made it."""

import json
from pathlib import Path

import typer

from riwaya.ledger import open_ledger
from riwaya.report.explaining import as_lines, as_record, steps_of


def explain_claim(ledger_path: str | Path, prefix: str, *, as_json: bool) -> None:
    """Print what is behind the claim whose id begins with `prefix`; extraction is run again for its steps."""
    with open_ledger(ledger_path) as ledger:
        claim = ledger.claim(prefix)
        document = ledger.document(claim.document)
    steps = steps_of(claim, document)
    if as_json:
        typer.echo(json.dumps(as_record(claim, document, steps), ensure_ascii=False))
    else:
        typer.echo("\n".join(as_lines(claim, document, steps)))
