"""SQL over the tables, by DuckDB: those of a ledger, worked out as far as the query names them, or of a Parquet folder.

DuckDB runs in this process, reads nothing but the tables, and reaches no network.
"""

import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from riwaya.export.arrow import arrow, batches, schema_of
from riwaya.export.bundle import Bundle
from riwaya.export.extras import needed
from riwaya.export.tables import TABLES, Table
from riwaya.model.errors import UsageError

IN_MEMORY: Final = 5
"""Tables of a ledger of fewer batches (`riwaya.export.arrow.BATCH`) are asked where they are."""
_WORDS: Final = re.compile(r"\w+")


class Answer(msgspec.Struct, frozen=True):
    """The columns' names and the rows."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def is_table_folder(path: Path) -> bool:
    """Whether a folder holds tables that `riwaya export parquet` wrote."""
    return path.is_dir() and (path / "claims.parquet").is_file()


def ask(source: Bundle | Path, sql: str) -> Answer:
    """The answer to a query; UsageError says what is wrong with it, or which tables there are.

    Tables of a ledger that are more than `IN_MEMORY` batches of rows long are laid out in a temporary folder, so that
    memory holds none of them whole.
    """
    duckdb = needed("duckdb", "tables", "riwaya query")
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 2}
    )
    named = {word.lower() for word in _WORDS.findall(sql)}
    wanted = [table for table in TABLES if table.name in named]
    laid_out = tempfile.TemporaryDirectory(prefix="riwaya-query-") if isinstance(source, Bundle) else None
    folder = Path(laid_out.name) if laid_out is not None else source
    assert isinstance(folder, Path)
    for table in wanted:
        file = folder / f"{table.name}.parquet"
        if isinstance(source, Bundle) and (small := _few_or_file(table, source, file)) is not None:
            connection.register(table.name, small)
        elif file.is_file():
            connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet({_quoted(file)})")
    connection.execute(f"SET allowed_directories = [{_quoted(folder)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    try:
        found = connection.execute(sql)
    except duckdb.Error as error:
        tables = ", ".join(table.name for table in TABLES)
        said = " ".join(str(error).split())
        raise UsageError(f"the query failed: {said} (tables: {tables}; columns: docs/exports.md)") from error
    return Answer(tuple(column[0] for column in found.description or ()), _rows(found, laid_out))


def _few_or_file(table: Table, bundle: Bundle, file: Path) -> Any | None:
    """A short table as an Arrow table; None for a long one, which is then in the Parquet file."""
    made = batches(table, bundle)
    first = list(islice(made, IN_MEMORY))
    if len(first) < IN_MEMORY:
        return arrow().Table.from_batches(first, schema_of(table))
    parquet = needed("pyarrow.parquet", "tables", "riwaya query")
    with parquet.ParquetWriter(file, schema_of(table), compression="zstd") as writer:
        while first:
            writer.write_batch(first.pop(0))
        for batch in made:
            writer.write_batch(batch)
    return None


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"


def _rows(found: Any, laid_out: "tempfile.TemporaryDirectory[str] | None") -> Iterator[tuple[Any, ...]]:
    try:
        while part := found.fetchmany(1000):
            yield from part
    finally:
        if laid_out is not None:
            laid_out.cleanup()
