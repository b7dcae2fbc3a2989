"""CSV tables in a folder, with a Data Package (`datapackage.json`) that says what every column means."""

from collections.abc import Sequence
from typing import Any, Final

from riwaya import __version__
from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.export.registry import Format, Written
from riwaya.export.tables import SCHEMA, TABLES, Table

_TYPES: Final = {"list": "array"}


def write(bundle: Bundle, folder: Folder) -> Written:
    """A CSV file a table."""
    files = {}
    tables = [table for table in TABLES if bundle.options.wants(table.name)]
    for table in tables:
        header = [column.name for column in table.columns]
        files[f"{table.name}.csv"] = folder.csv(f"{table.name}.csv", header, table.rows(bundle))
    folder.json("datapackage.json", data_package(tables))
    return Written(files)


def data_package(tables: Sequence[Table] = TABLES) -> dict[str, Any]:
    """The Data Package descriptor (Frictionless, Table Schema) of the tables."""
    return {
        "profile": "tabular-data-package",
        "name": "riwaya-export",
        "title": "Claims of conflict reports, on whose word, and what they say together",
        "version": f"{SCHEMA}",
        "created_with": f"riwaya {__version__}",
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.about,
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.about}
                for column in table.columns
            ],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


FORMAT: Final = Format(
    "csv",
    "CSV tables (documents, claims, voices, events, control, …) and a Data Package",
    "folder",
    write,
    parts=tuple(table.name for table in TABLES),
)
