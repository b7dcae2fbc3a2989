"""`riwaya import`: what others annotated or extracted, into a ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, Quiet
from riwaya.cli.review import As, name_of

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger
    from riwaya.model import Claim, Document


def import_(
    form: Annotated[
        Literal["gold", "claims"], typer.Argument(metavar="FORMAT", help="gold (YAML) or claims (JSON lines).")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; of gold also a folder of files.")],
    into: Annotated[
        str, typer.Option("--into", metavar="LEDGER", help="A ledger, a folder with one, or one to be made.")
    ],
    texts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="gold: the texts, for reports that the ledger does not hold."),
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="claims: the reports (JSON lines) that the ledger does not hold."),
    ] = None,
    who: As = None,
    why: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A reason. [default: that and what was imported]")
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Take claims that others annotated or extracted into a ledger.

    They become additions of the person named, on record and to be undone one by one like any decision; what machines
    found stays. A claim that is there already is not added again, and one whose words do not stand in the report's text
    is set aside. Run `riwaya analyse` afterwards.

    \b
    Examples:
      riwaya import gold examples/bukamal/gold/madar-sabt.yaml --texts examples/bukamal/reports --into new.db --as huda
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.imports.ledger import take
        from riwaya.ledger import is_url, open_ledger

        target: str | Path = into
        if not is_url(into):
            path = Path(into)
            if path.is_dir():
                path = path / "ledger.db"
            path.parent.mkdir(parents=True, exist_ok=True)
            target = path
        with open_ledger(target, create=True) as ledger:
            read = _gold if form == "gold" else _claims
            claims, reports = read(console, ledger, file, texts if form == "gold" else documents)
            done = take(ledger, claims, reports, who=name_of(who), why=why or f"imported from {file.name} ({form})")
        for problem in done.problems:
            console.count_set_aside(problem)
        if not quiet:
            console.line(
                f"{done.added} claims added, {done.there} there already, {len(done.problems)} set aside; "
                f"{done.documents} reports added"
            )
        console.leave()


Read = tuple[list["Claim"], list["Document"]]


def _gold(console: Console, ledger: "Ledger", file: Path, texts: Path | None) -> Read:
    from riwaya.evaluate.gold import read_text
    from riwaya.imports import gold
    from riwaya.model import Document
    from riwaya.model.errors import UsageError
    from riwaya.model.ids import sha256

    held = {document.id: document.text for document in ledger.documents()}

    def text_of(id: str) -> str:
        if id in held:
            return held[id]
        if texts is None:
            raise UsageError(f"the ledger holds no report {id!r}; give its text with --texts DIR")
        return read_text(texts, id)

    claims: list[Claim] = []
    documents: list[Document] = []
    for one in gold.read(file, text_of):
        claims += one.claims
        text = text_of(one.document)
        documents.append(
            Document(one.document, text, sha256(text.encode()), outlet=one.outlet, published=one.published)
        )
    return claims, documents


def _claims(console: Console, ledger: "Ledger", file: Path, documents: Path | None) -> Read:
    from riwaya.model import Document
    from riwaya.model.codec import read_records
    from riwaya.reason import read_claims

    with file.open("rb") as lines:
        claims, problems = read_claims(lines, str(file))
    for problem in problems:
        console.count_set_aside(str(problem))
    return claims, list(read_records(documents, Document)) if documents is not None else []
