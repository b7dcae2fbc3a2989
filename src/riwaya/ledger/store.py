"""An open ledger: its connections, and the records it holds."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.exc import DatabaseError

from riwaya.ledger import rows, schema
from riwaya.ledger.connect import bring_up_to_date, one_line
from riwaya.ledger.dialect import begins_with, done_with_much, engine_for, prepare_for_much
from riwaya.ledger.records import Run
from riwaya.ledger.target import Target
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError
from riwaya.pipeline import SetAside
from riwaya.pipeline.outcome import DUPLICATE

BATCH: Final = 500
"""Records that are fetched at a time."""


class Ledger:
    """An open ledger. Use it as a context manager, or close it. Threads may share it, processes may not.

    `name` is what messages call it; `path` is its file, None where it is a database.
    """

    def __init__(self, target: Target, *, create: bool = False) -> None:
        if target.path is not None and not create and not target.path.is_file():
            raise LedgerError(f"{target.name}: there is no ledger; make one with `riwaya run PATH... -o DIR`")
        self.target = target
        self.name = target.name
        self._outlet_names: tuple[Run | None, Mapping[str, str]] | None = None
        self._engine = engine_for(target)
        try:
            bring_up_to_date(self._engine, target, create=create)
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path | None:
        """The ledger's file; None where it is a database."""
        return self.target.path

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
        inputs: Collection[str] | None = None,
        outlet_names: Iterable[tuple[str, str]] = (),
        duplicate: Callable[[str], None] = lambda id: None,
    ) -> Run:
        """Make the machine layer that of this run, in one transaction: readers see the old state or the new.

        Nothing that people decided is lost (`riwaya.ledger.ingest`). With `inputs`, the names of what was read, this
        run's documents are added to those that are there, or replace those of the same id; `duplicate` hears the ids of
        those that are the same publication as one that is there, which are set aside. The records are taken one after
        the other and not kept. `outlet_names`: documents of outlets that no table knows, with what these call
        themselves. Equal arguments leave equal content, whatever machines left there before.
        """
        from riwaya.ledger import ingest  # with what the search index needs to know of Arabic: readers do without

        with self.writing() as connection:
            findings = ingest.Findings(
                documents, claims, set_aside, version, options or {}, inputs, outlet_names, duplicate
            )
            prepare_for_much(connection)
            try:
                return ingest.write(connection, findings)
            finally:
                done_with_much(connection)

    # --- reading -----------------------------------------------------------------------------------------------------

    def documents(self) -> Iterator[Document]:
        """Every document of the last run, in the order of reading."""
        column = schema.documents.c.position
        return map(rows.document_from, self.rows(select(schema.documents).where(column >= 0).order_by(column)))

    def outlet_names(self) -> Mapping[str, str]:
        """What outlets that no table knows call themselves, by their ids; of several names the one of most reports.

        Empty for what older versions read: those outlets are known by their ids only.
        """
        run = self.run()
        if self._outlet_names is None or self._outlet_names[0] != run:
            column = schema.documents.c
            names = (column.outlet, column.outlet_name)
            known = column.outlet.is_not(None) & column.outlet_name.is_not(None)
            query = select(*names, func.count().label("n")).where(known).group_by(*names)
            rows = sorted(self.rows(query), key=lambda row: (row.outlet, row.n, row.outlet_name))
            self._outlet_names = run, {row.outlet: row.outlet_name for row in rows}
        return self._outlet_names[1]

    def document(self, document_id: str) -> Document:
        """One document, also one that is retired; LedgerError if there is none of this id."""
        row = self.first(select(schema.documents).where(schema.documents.c.id == document_id))
        if row is None:
            raise LedgerError(f"{self.name}: holds no document {document_id!r}")
        return rows.document_from(row)

    def retired(self) -> Iterator[Document]:
        """The documents that are not in the last run and stay for their decisions, in order of their ids."""
        column = schema.documents.c.position
        return map(rows.document_from, self.rows(select(schema.documents).where(column < 0).order_by(column.desc())))

    def claims(
        self, *, document: str | None = None, event: str | None = None, retired: bool = False
    ) -> Iterator[Claim]:
        """Every claim that machines found, documents in order and claims in text order.

        Only those of one document, or one event type. Those of retired documents only with `retired`.
        """
        column = schema.claims.c
        query = select(column.record).order_by(column.position)
        if not retired:
            query = query.where(column.position >= 0)
        if document is not None:
            query = query.where(column.document == document)
        if event is not None:
            query = query.where(column.event == event)
        return (rows.claim_from(row.record) for row in self.rows(query))

    def claim(self, prefix: str) -> Claim:
        """The claim whose id is `prefix`, or the only one whose id begins with it; else LedgerError."""
        column = schema.claims.c.id
        query = select(column, schema.claims.c.record)
        with self.reading() as connection:
            found = connection.execute(query.where(column == prefix)).all()
            if prefix and not found:
                found = connection.execute(query.where(begins_with(connection, column, prefix)).limit(4)).all()
        if not found:
            raise LedgerError(
                f"{self.name}: holds no claim {prefix!r}; claim ids are the `id` of each line of claims.jsonl"
            )
        if len(found) > 1:
            some = ", ".join(sorted(row.id for row in found)[:3]) + (", …" if len(found) > 3 else "")
            raise LedgerError(
                f"{self.name}: {prefix!r} begins several claim ids ({some}); give more of the one you mean"
            )
        return rows.claim_from(found[0].record)

    def set_aside(self) -> Iterator[SetAside]:
        """What the run set aside, in the order of reading."""
        return self._not_kept(schema.set_aside.c.code != DUPLICATE)

    def duplicates(self) -> Iterator[SetAside]:
        """What the run found to be the same publication as another of its documents, in the order of reading."""
        return self._not_kept(schema.set_aside.c.code == DUPLICATE)

    def _not_kept(self, which: ColumnElement[bool]) -> Iterator[SetAside]:
        query = select(schema.set_aside).where(which).order_by(schema.set_aside.c.position)
        return (SetAside(row.source, row.code, row.message) for row in self.rows(query))

    def run(self) -> Run | None:
        """The run that the ledger holds; None if none was written yet."""
        row = self.first(select(schema.runs))
        return None if row is None else Run(**(row._asdict() | {"options": json.loads(row.options)}))

    def has_redactions(self) -> bool:
        """Whether something was purged from a document of the last run."""
        column = schema.documents.c
        return self.first(select(column.id).where(column.redacted, column.position >= 0).limit(1)) is not None

    def redacts(self) -> Callable[[Document], bool]:
        """A test for whether something of a document would be redacted here. LedgerError where the key is missing."""
        from riwaya.ledger.redaction.rules import redactor_of

        with self.reading() as connection:
            redactor = redactor_of(connection)
        return lambda document: redactor is not None and redactor.document(document) is not document

    def check(self) -> None:
        """LedgerError unless the ledger is sound: see `riwaya.ledger.check`."""
        from riwaya.ledger.check import problems

        found = list(problems(self))
        if found:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            raise LedgerError(f"{self.name}: is damaged: {found[0]}{more}; restore a backup, or make it anew")

    # --- connections -------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, the only one on this ledger while it lasts; all of it is kept, or nothing."""
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except DatabaseError as error:
            raise LedgerError(f"{self.name}: cannot be written ({one_line(error.orig)})") from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger, whoever writes meanwhile."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise LedgerError(f"{self.name}: cannot be read ({one_line(error.orig)})") from error

    def first(self, query: Select[Any]) -> Any:
        """The first row, or None."""
        with self.reading() as connection:
            return connection.execute(query).first()

    def rows(self, query: Select[Any]) -> Iterator[Any]:
        """The rows, fetched as they are taken."""
        with self.reading() as connection:
            yield from connection.execute(query.execution_options(yield_per=BATCH))
