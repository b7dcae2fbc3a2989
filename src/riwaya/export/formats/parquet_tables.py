"""The tables of the CSV export as Parquet files: typed, lists as lists, each column's meaning in its metadata."""

from typing import Final

from riwaya.export.arrow import batches, schema_of
from riwaya.export.bundle import Bundle
from riwaya.export.extras import needed
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.export.tables import TABLES


def write(bundle: Bundle, folder: Folder) -> Written:
    """A Parquet file a table."""
    parquet = needed("pyarrow.parquet", "tables", "the parquet format")
    files = {}
    for table in TABLES:
        if not bundle.options.wants(table.name):
            continue
        name = f"{table.name}.parquet"
        files[name] = 0
        with parquet.ParquetWriter(folder.staged(name), schema_of(table), compression="zstd") as writer:
            for batch in batches(table, bundle):
                writer.write_batch(batch)
                files[name] += batch.num_rows
    return Written(files)


FORMAT: Final = Format(
    "parquet",
    "The same tables as Parquet, typed (extra riwaya[tables])",
    "folder",
    write,
    parts=tuple(table.name for table in TABLES),
)
