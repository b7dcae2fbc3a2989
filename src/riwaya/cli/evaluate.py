"""`riwaya evaluate`: figures against gold, and the floors that they may not fall below."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from riwaya.cli.console import FAILED, Console
from riwaya.cli.inputs import read_all
from riwaya.evaluate import GoldDocument, breaches, floors_for, raise_floors, read_gold, read_predictions, score
from riwaya.evaluate.matching import RawClaim
from riwaya.model.errors import UsageError
from riwaya.pipeline import Kept
from riwaya.read import Source


@dataclass(frozen=True)
class FloorOptions:
    """The floors to hold, and whether to raise them."""

    file: Path
    name: str
    raise_them: bool

    @staticmethod
    def of(file: Path | None, name: str | None, raise_them: bool) -> "FloorOptions | None":
        """The options as given; UsageError if only some of what belongs together was given."""
        if file is None and name is None and not raise_them:
            return None
        if file is None or name is None:
            raise UsageError("--floors and --name go together (and --raise-floors needs both)")
        return FloorOptions(file, name, raise_them)


def evaluate_claims(
    console: Console,
    corpus: Path,
    gold_folder: Path,
    *,
    claims: Path | None,
    as_json: bool,
    worst: int,
    floors: FloorOptions | None,
    jobs: int | None,
) -> None:
    """Score claims, given or extracted now, and print the figures; then hold the floors."""
    held = floors_for(floors.file, floors.name) if floors else None
    gold = read_gold(corpus, gold_folder)
    predicted = read_predictions(claims) if claims is not None else _extract(console, corpus, gold, jobs)
    result = score(gold, predicted)
    if worst and not as_json:
        typer.echo("\n".join(result.worst_lines(worst)))
    typer.echo(result.json_text() if as_json else "\n".join(result.lines()))
    if floors and held:
        broken = breaches(result, held)
        for breach in broken:
            console.error(f"{floors.name}: {breach}")
        if broken:
            raise typer.Exit(FAILED)
        if floors.raise_them:
            for change in raise_floors(floors.file, floors.name, result):
                console.line(change)
    console.leave()


def _extract(
    console: Console, corpus: Path, gold: Sequence[GoldDocument], jobs: int | None
) -> dict[str, list[RawClaim]]:
    """The claims of the gold's documents, as `riwaya claims` prints them: nothing for a document without claims."""
    out: dict[str, list[RawClaim]] = {}

    def keep(kept: Kept) -> None:
        if kept.claims:
            out[kept.id] = [json.loads(claim) for claim in kept.claims]

    sources = [Source(str(corpus / f"{document.id}.txt"), document.id) for document in gold]
    read_all(console, sources, root=corpus, jobs=jobs, kept=keep, with_documents=False)
    if console.set_aside:
        console.summary()
    return out
