"""The tables as Arrow tables: what Parquet files and queries are made of."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from riwaya.export.bundle import Bundle
from riwaya.export.extras import needed
from riwaya.export.tables import SCHEMA, Table

BATCH: Final = 10_000
"""Rows that are turned into columns at a time."""


def arrow() -> Any:
    """The pyarrow module; UsageError names the extra where it is not installed."""
    return needed("pyarrow", "tables", "this")


def schema_of(table: Table) -> Any:
    """The Arrow schema of a table: each column's meaning is its metadata `about`, the schema's version the table's."""
    pa = arrow()
    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    fields = [pa.field(column.name, types[column.type], metadata={"about": column.about}) for column in table.columns]
    return pa.schema(fields, metadata={"riwaya.schema": f"{SCHEMA}", "riwaya.about": table.about})


def batches(table: Table, bundle: Bundle) -> Iterator[Any]:
    """The rows as record batches."""
    import datetime

    pa = arrow()
    schema = schema_of(table)
    by_type: dict[str, Callable[[Any], Any]] = {"date": datetime.date.fromisoformat, "number": float, "integer": int}
    convert = [by_type.get(column.type) for column in table.columns]
    rows = table.rows(bundle)
    while part := list(islice(rows, BATCH)):
        columns = []
        for n, field in enumerate(schema):
            change = convert[n]
            values = [row[n] if row[n] is None or change is None else change(row[n]) for row in part]
            columns.append(pa.array(values, field.type))
        yield pa.record_batch(columns, schema=schema)
