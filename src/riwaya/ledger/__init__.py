"""The ledger: one SQLite file that holds documents, claims and what was set aside, and can be asked for them.

Importing this package loads no database library; opening a ledger does.
"""

from typing import TYPE_CHECKING

from riwaya.ledger.records import Run

if TYPE_CHECKING:
    from pathlib import Path

    from riwaya.ledger.store import Ledger

__all__ = ["FILE_NAME", "Run", "ledger_path", "open_ledger"]

FILE_NAME = "ledger.db"
"""The name of the ledger in a run's output folder."""


def ledger_path(path: "Path") -> "Path":
    """The ledger's file: `path` itself, or `ledger.db` in it when it is a folder."""
    return path / FILE_NAME if path.is_dir() else path


def open_ledger(path: "Path", *, create: bool = False) -> "Ledger":
    """Open a ledger file, or the one in a folder; bring an older one up to date.

    Raises LedgerError when there is none (unless `create`), it is no ledger, it is damaged, or a newer riwaya wrote it.
    """
    from riwaya.ledger.store import Ledger

    return Ledger(ledger_path(path), create=create)
