"""Backups, and copies from one kind of database to the other."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, MetaData, delete, func, insert, inspect, select

from riwaya.ledger import index, schema
from riwaya.model.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

BATCH: Final = 500
_SUFFIX: Final = ".partial"
# What a new ledger has already, and what is built from the rest.
_DERIVED: Final = "derived_"
_NOT_COPIED: Final = frozenset({"alembic_version", schema.search_state.name})


def backup(ledger: "Ledger", file: Path) -> None:
    """Copy a ledger to a new SQLite file, as it is at one moment, while others may read and write it.

    The file appears when it is whole. UsageError if there is one of that name; LedgerError if it cannot be written.
    """
    if file.exists():
        raise UsageError(f"{file}: is there already; give a new name, a backup overwrites nothing")
    partial = file.with_name(file.name + _SUFFIX)
    _remove(partial)
    try:
        if ledger.path is not None:
            _copy_pages(ledger.path, partial)
        else:
            from riwaya.ledger import open_ledger

            with open_ledger(partial, create=True) as target:
                copy(ledger, target)
        _to_disk(partial)
        os.link(partial, file)  # unlike a rename, this never replaces a file that came meanwhile
    except FileExistsError:
        raise UsageError(f"{file}: is there already; give a new name, a backup overwrites nothing") from None
    except sqlite3.Error as error:
        raise LedgerError(f"{file}: cannot be written ({error}); see that the disk has room") from error
    finally:
        _remove(partial)


def _copy_pages(source: Path, target: Path) -> None:
    """SQLite's online backup, in one step: others' writes go on in the write-ahead log and are not in the copy."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.backup(writer)


def _to_disk(file: Path) -> None:
    """Make sure that the file survives a power cut."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + suffix).unlink()


def copy(source: "Ledger", target: "Ledger") -> None:
    """Put all that `source` holds, as it is at one moment, into `target`, a new ledger of either kind.

    UsageError if `target` holds anything already.
    """
    with source.reading() as reader, target.writing() as writer:
        tables = _tables(reader)
        into = _tables(writer)
        for table in into.sorted_tables:
            if table.name.startswith(_DERIVED):  # a new ledger counts that it holds nothing
                writer.execute(delete(table))
            if writer.execute(select(func.count()).select_from(table)).scalar_one():
                raise UsageError(f"{target.name}: is in use (it has {table.name}); copy into a new ledger")
        for table in into.sorted_tables:
            if table.name not in tables.tables:
                continue
            result = reader.execute(select(tables.tables[table.name]).execution_options(yield_per=BATCH))
            for rows in result.mappings().partitions():
                writer.execute(insert(table), [dict(row) for row in rows])
        index.rebuild(writer)


def _tables(connection: Connection) -> MetaData:
    """The tables that hold records, as the database has them: also those of parts that this module does not know."""
    names = [
        name
        for name in inspect(connection).get_table_names()
        if name not in _NOT_COPIED and not name.startswith(schema.SEARCH_INDEX)
    ]
    found = MetaData()
    if names:
        found.reflect(connection, only=names)
    return found
