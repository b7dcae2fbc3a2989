"""Writing a run into a ledger and asking it for what it holds."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Table, insert, select
from sqlalchemy.exc import DatabaseError

from riwaya.ledger import rows, schema
from riwaya.ledger.connect import bring_up_to_date, engine_for
from riwaya.ledger.records import Run
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError
from riwaya.model.ids import content_id
from riwaya.pipeline import SetAside

T = TypeVar("T")

BATCH = 500
"""Records that are inserted, or fetched, at a time."""

AFTER_ANY = "\U0010ffff"
"""Sorts after any character that an id may hold: ids that begin with `p` lie from `p` to `p + AFTER_ANY`."""


class Ledger:
    """An open ledger. Use it as a context manager, or close it."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.is_file():
            raise LedgerError(f"{path}: there is no ledger; make one with `riwaya run PATH... -o DIR`")
        self.path = path
        self._engine = engine_for(path)
        try:
            bring_up_to_date(self._engine, path)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # --- writing -----------------------------------------------------------------------------------------------------

    def write_run(
        self,
        documents: Iterable[Document],
        claims: Iterable[Claim],
        set_aside: Iterable[SetAside] = (),
        *,
        version: str,
        options: Mapping[str, str | None] | None = None,
    ) -> Run:
        """Replace what the last run left by this run's output, in one transaction: readers see the old or the new.

        The records are taken one after the other and not kept. Equal arguments leave equal content, whatever was there.
        """
        with self._transaction() as connection:
            for table in schema.OUTPUT:
                connection.execute(table.delete())
            digest = hashlib.sha256()
            n_documents = self._write_documents(connection, documents, digest)
            n_claims = self._write_claims(connection, claims)
            n_set_aside = self._write_set_aside(connection, set_aside)
            settings = dict(sorted((options or {}).items()))
            counts = (n_documents, n_claims, n_set_aside)
            run_id = content_id(version, json.dumps(settings), *counts, digest.hexdigest())
            run = Run(run_id, version, settings, *counts)
            values = msgspec.structs.asdict(run) | {"options": json.dumps(settings, ensure_ascii=False)}
            connection.execute(insert(schema.runs), values)
            return run

    def _write_documents(self, connection: Connection, documents: Iterable[Document], digest: "hashlib._Hash") -> int:
        count = 0
        for batch in _batches(documents):
            for document in batch:
                digest.update(f"{document.id}\0{document.sha256}\n".encode())
            _insert(connection, schema.documents, [rows.document_row(count + n, d) for n, d in enumerate(batch)])
            count += len(batch)
        return count

    def _write_claims(self, connection: Connection, claims: Iterable[Claim]) -> int:
        count = 0
        for batch in _batches(claims):
            _insert(connection, schema.claims, [rows.claim_row(count + n, c) for n, c in enumerate(batch)])
            _insert(connection, schema.claim_voices, [row for c in batch for row in rows.voice_rows(c)])
            _insert(connection, schema.claim_actors, [row for c in batch for row in rows.actor_rows(c)])
            _insert(connection, schema.claim_places, [row for c in batch for row in rows.place_rows(c)])
            count += len(batch)
        return count

    def _write_set_aside(self, connection: Connection, set_aside: Iterable[SetAside]) -> int:
        count = 0
        for batch in _batches(set_aside):
            values = [
                {"position": count + n, "source": s.source, "code": s.code, "message": s.message}
                for n, s in enumerate(batch)
            ]
            _insert(connection, schema.set_aside, values)
            count += len(batch)
        return count

    # --- reading -----------------------------------------------------------------------------------------------------

    def documents(self) -> Iterator[Document]:
        """Every document, in the order of reading."""
        return map(rows.document_from, self._rows(select(schema.documents).order_by(schema.documents.c.position)))

    def document(self, document_id: str) -> Document:
        """One document; LedgerError if there is none of this id."""
        row = self._first(select(schema.documents).where(schema.documents.c.id == document_id))
        if row is None:
            raise LedgerError(f"{self.path}: holds no document {document_id!r}")
        return rows.document_from(row)

    def claims(self, *, document: str | None = None, event: str | None = None) -> Iterator[Claim]:
        """Every claim, documents in order and claims in text order; only those of one document, or one event type."""
        query = select(schema.claims.c.record).order_by(schema.claims.c.position)
        if document is not None:
            query = query.where(schema.claims.c.document == document)
        if event is not None:
            query = query.where(schema.claims.c.event == event)
        return (rows.claim_from(row.record) for row in self._rows(query))

    def claim(self, prefix: str) -> Claim:
        """The claim whose id is `prefix`, or the only one whose id begins with it; else LedgerError."""
        column = schema.claims.c.id
        query = (
            select(column, schema.claims.c.record).where(column >= prefix, column < prefix + AFTER_ANY).order_by(column)
        )
        with self._reading() as connection:
            found = connection.execute(query.limit(4)).all()
        if not prefix or not found:
            raise LedgerError(
                f"{self.path}: holds no claim {prefix!r}; claim ids are the `id` of each line of claims.jsonl"
            )
        if len(found) > 1 and found[0].id != prefix:
            some = ", ".join(row.id for row in found[:3]) + (", …" if len(found) > 3 else "")
            raise LedgerError(
                f"{self.path}: {prefix!r} begins several claim ids ({some}); give more of the one you mean"
            )
        return rows.claim_from(found[0].record)

    def set_aside(self) -> Iterator[SetAside]:
        """What the run set aside, in the order of reading."""
        query = select(schema.set_aside).order_by(schema.set_aside.c.position)
        return (SetAside(row.source, row.code, row.message) for row in self._rows(query))

    def run(self) -> Run | None:
        """The run that the ledger holds; None if none was written yet."""
        row = self._first(select(schema.runs))
        return None if row is None else Run(**(row._asdict() | {"options": json.loads(row.options)}))

    def check(self) -> None:
        """LedgerError unless the file is sound: its pages, its references, every span of every claim in its text."""
        with self._reading() as connection:
            verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if verdict != "ok" or dangling is not None:
            raise LedgerError(f"{self.path}: is damaged ({verdict}); make it anew with `riwaya run`")
        for document in self.documents():
            for claim in self.claims(document=document.id):
                claim.check_against(document.text)

    # --- connections -------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except DatabaseError as error:
            raise LedgerError(f"{self.path}: cannot be written ({error.orig})") from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise LedgerError(f"{self.path}: cannot be read ({error.orig})") from error

    def _first(self, query: Select[Any]) -> Any:
        with self._reading() as connection:
            return connection.execute(query).first()

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with self._reading() as connection:
            yield from connection.execution_options(yield_per=BATCH).execute(query)


def _batches(records: Iterable[T]) -> Iterator[list[T]]:
    left = iter(records)
    while batch := list(islice(left, BATCH)):
        yield batch


def _insert(connection: Connection, table: Table, values: list[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), values)
