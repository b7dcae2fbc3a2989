"""Bringing a ledger's tables up to date."""

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from riwaya.ledger.schema import HEAD
from riwaya.ledger.target import Target
from riwaya.model.errors import LedgerError


def bring_up_to_date(engine: Engine, target: Target, *, create: bool) -> None:
    """Migrate the ledger at `target` to the newest tables, in one transaction.

    LedgerError if it is no ledger (an empty database is one only with `create`), damaged, or of a version that this
    riwaya does not know.
    """
    try:
        with engine.connect() as connection:
            at = _version(connection, target)
        if at == HEAD:
            return
        if at is None and target.path is None and not create:
            raise LedgerError(f"{target.name}: there is no ledger; make one with `riwaya run PATH... -o DIR --ledger`")
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            # Whoever had the lock before may have done it.
            at = _version(connection, target)
            if at != HEAD:
                _migrate(connection, at, target)
    except DatabaseError as error:
        raise LedgerError(
            f"{target.name}: cannot be used as a ledger ({one_line(error.orig)}); name a ledger that riwaya wrote"
        ) from error


def one_line(error: BaseException | None) -> str:
    """A driver's error in one line."""
    return " ".join(str(error).split())


def _version(connection: Connection, target: Target) -> str | None:
    """The migration a ledger stands at; None for an empty file or database."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found is not None else None
    if tables:
        raise LedgerError(f"{target.name}: is a database, but no riwaya ledger; name a ledger that riwaya wrote")
    return None


def _migrate(connection: Connection, at: str | None, target: Target) -> None:
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
            raise LedgerError(f"{target.name}: {problem}; use the newer riwaya that wrote it") from error
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    from riwaya.ledger import index  # it knows Arabic, which takes a while to load

    if index.version_of(connection) is None:
        index.rebuild(connection)
