"""All that SQLite and PostgreSQL want done differently, but for the search index (`riwaya.ledger.index_tables`).

Both have one writer at a time. SQLite has it anyhow; on PostgreSQL writers take one advisory lock for as long as their
transaction lasts, so that whoever checks a version before writing checks what nobody changes meanwhile.
"""

from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Connection, Engine, Integer, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from riwaya.ledger.target import Target
from riwaya.model.errors import LedgerError

BUSY_SECONDS: Final = 30
"""How long to wait for another process that is writing to the same ledger."""

Position = BigInteger().with_variant(Integer, "sqlite")
"""An integer of 64 bits; on SQLite, where every integer is one, the only type whose primary key is the row's place."""

_WRITERS: Final = 0x7269776179  # "riway": the number of the writers' lock
_CACHE_KIB: Final = 65_536
_WRITING_CACHE_KIB: Final = 786_432  # at most; a run's ids come in no order, and each goes into several indexes
_MAPPED_BYTES: Final = 1 << 30

_AFTER_ANY: Final = "\U0010ffff"  # sorts after any character of an id: what begins with p lies from p to p + this


def engine_for(target: Target) -> Engine:
    """An engine on a ledger. LedgerError if a database is named and its driver is not installed."""
    return _sqlite(target) if target.path is not None else _postgres(target)


def _sqlite(target: Target) -> Engine:
    """Write-ahead log, every commit on the disk, foreign keys on, transactions that hold schema changes too."""
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    # A reader that was left in the middle holds its connection until it is collected; others must not wait for that.
    engine = create_engine(f"sqlite:///{target.path}", connect_args=arguments, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def on_connect(raw: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, but not before CREATE TABLE: migrations would not be atomic.
        raw.isolation_level = None
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # what was acknowledged survives a power cut
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        cursor.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(target: Target) -> Engine:
    try:
        engine = create_engine(str(target.url), max_overflow=-1, connect_args={"connect_timeout": BUSY_SECONDS})
    except ModuleNotFoundError as error:
        problem = f"a PostgreSQL ledger needs the package {error.name}"
        raise LedgerError(f"{target.name}: {problem}; install it with pip install 'riwaya[postgres]'") from error

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        else:
            # A reader sees one state, as on SQLite, however many questions it asks. A writer must see what the writer
            # before it left, and so begins to see only when it has the lock.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine


def prepare_for_much(connection: Connection) -> None:
    """Have room for the pages that a run's records touch, while this connection lasts; taken only as it is needed."""
    if not is_postgres(connection):
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_WRITING_CACHE_KIB}")


def done_with_much(connection: Connection) -> None:
    """Give that room back."""
    if not is_postgres(connection):
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")


def is_postgres(connection: Connection) -> bool:
    """Whether this connection leads to PostgreSQL; else to SQLite."""
    return connection.dialect.name == "postgresql"


def begins_with(connection: Connection, column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """The condition that `column` begins with `prefix`, case and all, in a form that an index serves."""
    if is_postgres(connection):
        return column.startswith(prefix, autoescape=True)
    return (column >= prefix) & (column < prefix + _AFTER_ANY)


def problems(connection: Connection) -> list[str]:
    """What the database finds wrong with its own pages and references. PostgreSQL answers for its pages itself."""
    if is_postgres(connection):
        return []
    pages = [str(line) for line in connection.execute(text("PRAGMA integrity_check(10)")).scalars() if line != "ok"]
    dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
    return pages + [f"a row of {row[0]} refers to nothing in {row[2]}" for row in dangling[:10]]
