"""The ledger: documents, claims and what was set aside, in one SQLite file or a PostgreSQL database, to be asked for.

Importing this package loads no database library; opening a ledger does.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from riwaya.ledger.records import Run
from riwaya.ledger.target import FILE_NAME, is_url, locate

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

__all__ = ["FILE_NAME", "Run", "is_url", "ledger_path", "open_ledger"]


def ledger_path(path: Path) -> Path:
    """The ledger's file: `path` itself, or `ledger.db` in it when it is a folder."""
    return path / FILE_NAME if path.is_dir() else path


def open_ledger(target: str | Path, *, create: bool = False) -> "Ledger":
    """Open a ledger: a file, the one in a folder, or a PostgreSQL database by its URL; bring an older one up to date.

    Own places that the run left beside the file are used from then on, unless others were asked for.

    LedgerError when there is none (unless `create`), it is no ledger, it is damaged, or a newer riwaya wrote it;
    UsageError for a URL that names no PostgreSQL database.
    """
    from riwaya.gazetteer.own.tables import use_beside
    from riwaya.ledger.store import Ledger

    found = locate(target)
    if found.path is not None:
        use_beside(found.path)
    return Ledger(found, create=create)
