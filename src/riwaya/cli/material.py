"""From the LEDGER argument of a command to the material of reasoning: a run's folder, a ledger, or anybody's claims."""

from pathlib import Path

from riwaya.cli.console import Console
from riwaya.ledger import is_url, open_ledger
from riwaya.model.errors import UsageError
from riwaya.reason import Material, Problem, Report, material, read_claims, read_reports

CLAIMS, DOCUMENTS, LEDGER = "claims.jsonl", "documents.jsonl", "ledger.db"
_SQLITE = b"SQLite format 3\x00"


def load_material(console: Console, named: str | Path, documents: Path | None = None) -> Material:
    """What is named: a folder that `riwaya run` wrote, a ledger (file or URL), or a file of claims as JSON lines.

    `documents` is a file of documents as JSON lines; beside a file of claims it may be missing, beside a ledger it
    takes the place of what the ledger says about its documents. Each line that cannot be understood is named on
    stderr and counted in `console` as set aside; finish the command with `console.leave()` for its exit code.
    """
    if is_url(named):
        return _from_ledger(named, _reports(console, documents) if documents is not None else None)
    path = Path(named)
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder; give a folder that `riwaya run` wrote, or claims")
    if path.is_dir():
        path, documents = _in_folder(path, documents)
    reports = _reports(console, documents) if documents is not None else None
    if _is_ledger(path):
        return _from_ledger(path, reports)
    with path.open("rb") as file:
        claims, problems = read_claims(file, str(path))
    _set_aside(console, problems)
    if problems and not claims:
        raise UsageError(f"{path}: holds no claim; give a folder that `riwaya run` wrote, or claims as JSON lines")
    return material(claims, reports or ())


def ledger_in(named: str | Path) -> str | Path | None:
    """The ledger that is named (its URL, its file, or the one in a folder); None where it is something else."""
    if is_url(named):
        return named
    path = Path(named)
    if path.is_dir():
        return path / LEDGER if (path / LEDGER).is_file() else None
    return path if path.is_file() and _is_ledger(path) else None


def _from_ledger(named: str | Path, reports: list[Report] | None) -> Material:
    """The claims of a ledger as they stand, with what people decided about events and relations."""
    from riwaya.ledger import effective

    with open_ledger(named) as ledger:
        claims = [reviewed.claim for reviewed in effective.claims(ledger)]
        known = [Report.of(document) for document in ledger.documents()]
        decided, outlets = effective.decided(ledger), ledger.outlet_names()
    return material(claims, [*(reports or ()), *known], decided, outlets)


def _in_folder(folder: Path, documents: Path | None) -> tuple[Path, Path | None]:
    if (folder / LEDGER).is_file():
        return folder / LEDGER, documents
    if not (folder / CLAIMS).is_file():
        raise UsageError(f"{folder}: holds neither {LEDGER} nor {CLAIMS}; make them with `riwaya run PATH... -o DIR`")
    beside = folder / DOCUMENTS
    return folder / CLAIMS, documents or (beside if beside.is_file() else None)


def _is_ledger(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _reports(console: Console, path: Path) -> list[Report]:
    with path.open("rb") as file:
        reports, problems = read_reports(file, str(path))
    _set_aside(console, problems)
    return reports


def _set_aside(console: Console, problems: list[Problem]) -> None:
    for problem in problems:
        console.count_set_aside(str(problem))
