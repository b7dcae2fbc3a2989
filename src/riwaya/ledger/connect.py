"""Connections to a ledger file, and bringing its tables up to date."""

from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from riwaya.ledger.schema import HEAD
from riwaya.model.errors import LedgerError

BUSY_SECONDS = 30
"""How long to wait for another process that is writing to the same ledger."""


def engine_for(path: Path) -> Engine:
    """An engine on a ledger file: write-ahead log, foreign keys on, transactions that hold schema changes too."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def on_connect(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, but not before CREATE TABLE: migrations would not be atomic.
        raw.isolation_level = None
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def bring_up_to_date(engine: Engine, path: Path) -> None:
    """Migrate the ledger at `path` to the newest tables.

    LedgerError if it is no ledger, damaged, or of a version that this riwaya does not know.
    """
    try:
        with engine.connect() as connection:
            at = _version(connection, path)
            if at != HEAD:
                connection.rollback()
                _migrate(connection.execution_options(writes=True), at, path)
    except DatabaseError as error:
        raise LedgerError(
            f"{path}: cannot be used as a ledger ({error.orig}); name a ledger that riwaya wrote"
        ) from error


def _version(connection: Connection, path: Path) -> str | None:
    """The migration a ledger stands at; None for an empty file."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found is not None else None
    if tables:
        raise LedgerError(f"{path}: is a database, but no riwaya ledger; name a ledger that riwaya wrote")
    return None


def _migrate(connection: Connection, at: str | None, path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(files("riwaya.ledger") / "migrations").replace("%", "%%"))
    if at is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(at)
        except CommandError as error:
            problem = f"its version {at!r} is unknown to this riwaya (which knows up to {HEAD!r})"
            raise LedgerError(f"{path}: {problem}; use the newer riwaya that wrote it") from error
    config.attributes["connection"] = connection
    with connection.begin():
        command.upgrade(config, HEAD)
