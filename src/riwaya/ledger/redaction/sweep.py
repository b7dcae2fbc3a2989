"""Taking what was deleted out of the files of a ledger, not only out of its tables."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from riwaya.model.errors import LedgerError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

BUSY_SECONDS: Final = 10


def sweep(ledger: "Ledger") -> None:
    """Write the ledger's file anew without its deleted pages, and empty its write-ahead log.

    LedgerError if another process keeps it from being done; what was redacted is gone for all who read the ledger, but
    its bytes are still in the file until this succeeds. On PostgreSQL the tables are written anew; the server's own
    log and its backups are for whoever keeps the server.
    """
    if ledger.path is not None:
        _sqlite(ledger.path, ledger.name)
    else:
        _postgres(str(ledger.target.url), ledger.name)


def _sqlite(path: Path, name: str) -> None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            # One segment is left, without what was deleted from the others.
            connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise LedgerError(_says(name, str(error))) from error
    if busy:
        raise LedgerError(_says(name, "another process is reading it"))


def _says(name: str, why: str) -> str:
    return (
        f"{name}: is redacted, but old pages could not be taken out of the file ({why}); "
        "close what has it open and run `riwaya redact LEDGER --sweep`"
    )


def _postgres(url: str, name: str) -> None:
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import DatabaseError

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text("VACUUM (FULL)"))
    except DatabaseError as error:
        raise LedgerError(_says(name, " ".join(str(error.orig).split()))) from error
    finally:
        engine.dispose()
