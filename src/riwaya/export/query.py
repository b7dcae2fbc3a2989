"""SQL over the tables, by DuckDB: those of a ledger, worked out as far as the query names them, or of a Parquet folder.

DuckDB runs in this process, reads nothing but the tables, and reaches no network.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from riwaya.export.arrow import arrow_table
from riwaya.export.bundle import Bundle
from riwaya.export.extras import needed
from riwaya.export.tables import TABLES
from riwaya.model.errors import UsageError

_WORDS: Final = re.compile(r"\w+")


class Answer(msgspec.Struct, frozen=True):
    """The columns' names and the rows."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def is_table_folder(path: Path) -> bool:
    """Whether a folder holds tables that `riwaya export parquet` wrote."""
    return path.is_dir() and (path / "claims.parquet").is_file()


def ask(source: Bundle | Path, sql: str) -> Answer:
    """The answer to a query; UsageError says what is wrong with it, or which tables there are."""
    duckdb = needed("duckdb", "tables", "riwaya query")
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 2}
    )
    named = {word.lower() for word in _WORDS.findall(sql)}
    for table in TABLES:
        if table.name not in named:
            continue
        if isinstance(source, Bundle):
            connection.register(table.name, arrow_table(table, source))
        elif (file := source / f"{table.name}.parquet").is_file():
            path = str(file).replace("'", "''")
            connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{path}')")
    if not isinstance(source, Bundle):
        connection.execute(f"SET allowed_directories = ['{str(source).replace(chr(39), chr(39) * 2)}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    try:
        found = connection.execute(sql)
    except duckdb.Error as error:
        tables = ", ".join(table.name for table in TABLES)
        said = " ".join(str(error).split())
        raise UsageError(f"the query failed: {said} (tables: {tables}; columns: docs/exports.md)") from error
    return Answer(tuple(column[0] for column in found.description or ()), _rows(found))


def _rows(found: Any) -> Iterator[tuple[Any, ...]]:
    while part := found.fetchmany(1000):
        yield from part
