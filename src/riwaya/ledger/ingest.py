"""Writing what a run found into a ledger, in one transaction that readers see whole or not at all.

The machine layer (documents, claims, what was set aside, the run) becomes the run's; nothing that people decided is
lost. A document about which something was decided stays when the run does not hold it: retired, with its claims, its
position below zero. One whose text changed leaves its old text as a retired document `ID~SHA8`, with those of its
claims that the new text no longer gives. Everything here is ordered by content, so that equal steps leave equal
ledgers.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Table, bindparam, delete, func, insert, select, update

from riwaya.ledger import index, index_tables, retired, rows, schema
from riwaya.ledger.carry import Carry, carry_for
from riwaya.ledger.records import Run
from riwaya.ledger.redaction.mark import is_redacted
from riwaya.ledger.schema import CLAIM_BITS
from riwaya.ledger.schema import claims as claims_table
from riwaya.ledger.schema import documents as documents_table
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError
from riwaya.model.ids import content_id
from riwaya.pipeline import SetAside
from riwaya.pipeline.outcome import DUPLICATE, from_duplicate

T = TypeVar("T")
Twin = tuple[object, ...]

BATCH: Final = 500
"""Records that are inserted at a time."""


class Findings(msgspec.Struct, frozen=True):
    """What a run found. `inputs`: the names of what it read, where it is to be added to what the ledger holds;
    `outlet_names`: for documents by their ids, what their outlets call themselves. `duplicate` hears the id of each
    document that is the same publication as one that is there.
    """

    documents: Iterable[Document]
    claims: Iterable[Claim]
    set_aside: Iterable[SetAside]
    version: str
    options: Mapping[str, str | None]
    inputs: Collection[str] | None = None
    outlet_names: Iterable[tuple[str, str]] = ()
    duplicate: Callable[[str], None] = lambda id: None


def write(connection: Connection, findings: Findings) -> Run:
    """Make the ledger's machine layer that of `findings`; with `inputs`, only add to it, or replace, what they hold.

    The records are taken one after the other and not kept. Claims are those of the documents, a document's claims in
    text order; LedgerError if one is of another document.
    """
    return _Ingestion(connection, carry_for(connection), adding=findings.inputs is not None).write(findings)


class _Ingestion:
    def __init__(self, connection: Connection, carry: Carry, *, adding: bool) -> None:
        self.connection, self.carry, self.adding = connection, carry, adding
        self.carrying = carry.documents()
        self.placed: dict[str, int] = {}  # the documents of this run, and their positions
        self.duplicates: list[SetAside] = []

    def write(self, findings: Findings) -> Run:
        if not self.adding:
            self._clear()
        self._write_documents(findings.documents)
        self._name_outlets(findings.outlet_names)
        for one in self.duplicates:
            findings.duplicate(one.source)
        self._write_claims(findings.claims)
        self._write_set_aside(findings)
        retired.number(self.connection)
        if self.adding:
            index.remember(self.connection, sorted(self.placed.values()))
        else:
            index.rebuild(self.connection)
        self.carry.finish()
        return record_run(self.connection, findings.version, findings.options)

    # --- what was there ----------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        """Remove the last run; only documents with decisions stay, retired until they turn up again."""
        live = claims_table.c.position >= 0
        if self.carrying:
            for document_id in self._column(select(documents_table.c.id).where(documents_table.c.position >= 0)):
                if document_id in self.carrying:
                    retired.retire(self.connection, document_id)
            for table in retired.MENTIONS:
                self.connection.execute(delete(table).where(table.c.claim.in_(select(claims_table.c.id).where(live))))
            self.connection.execute(delete(claims_table).where(live))
            self.connection.execute(delete(documents_table).where(documents_table.c.position >= 0))
        else:
            for table in (*retired.MENTIONS, claims_table, documents_table):
                self.connection.execute(table.delete())
        self.connection.execute(schema.set_aside.delete())
        index_tables.clear(self.connection)

    # --- documents ---------------------------------------------------------------------------------------------------

    def _write_documents(self, documents: Iterable[Document]) -> None:
        last = self.connection.execute(select(func.max(documents_table.c.position))).scalar()
        following = 0 if last is None else max(last + 1, 0)
        for batch in _batches(documents):
            there = self._there([document.id for document in batch])
            if self.adding:
                index.forget(self.connection, sorted(old.position for old in there.values() if old.position >= 0))
            twins = self._twins(batch) if self.adding else {}
            values = []
            for document in batch:
                old = there.get(document.id)
                stored = self.carry.document(document)
                row = rows.document_row(0, stored) | {"redacted": is_redacted(stored.sha256)}
                first = twins.get(twin) if old is None and (twin := _twin(row)) is not None else None
                if first is not None:
                    self.duplicates.append(from_duplicate(document.id, first))
                    continue
                if old is not None and old.position >= 0:
                    row["position"] = old.position
                else:
                    row["position"], following = following, following + 1
                if old is not None:
                    self._make_room(old, row)
                self.placed[document.id] = row["position"]
                if self.adding and (twin := _twin(row)) is not None:
                    twins.setdefault(twin, document.id)
                values.append(row)
            _insert(self.connection, documents_table, values)

    def _name_outlets(self, names: Iterable[tuple[str, str]]) -> None:
        table = documents_table
        query = update(table).where(table.c.id == bindparam("of")).values(outlet_name=bindparam("name"))
        for batch in _batches(names):
            self.connection.execute(query, [{"of": id, "name": self.carry.note(name)} for id, name in batch])

    def _there(self, ids: Sequence[str]) -> dict[str, Any]:
        """What the ledger holds under these ids."""
        column = documents_table.c
        query = select(column.id, column.position, column.text_sha256).where(column.id.in_(ids))
        return {row.id: row for row in self.connection.execute(query)}

    def _twins(self, batch: Sequence[Document]) -> dict[Twin, str]:
        """The documents that are there and may be the same publication as one of these, the first of equals.

        Those that this batch brings anew are left out: they may change.
        """
        column = documents_table.c
        texts = {rows.text_hash(self.carry.document(document).text) for document in batch}
        query = select(documents_table).where(column.text_sha256.in_(sorted(texts)), column.position >= 0)
        again = {document.id for document in batch}
        found: dict[Twin, str] = {}
        for row in self.connection.execute(query.order_by(column.position)):
            twin = _twin(row._asdict())
            if twin is not None and row.id not in again:
                found.setdefault(twin, row.id)
        return found

    def _make_room(self, old: Any, row: rows.Values) -> None:
        """For a document that comes anew: the old one goes, or stays as a version if decisions rest on its text."""
        if old.id in self.carrying and old.text_sha256 != row["text_sha256"]:
            retired.keep_version(self.connection, old.id, row["sha256"])
        else:
            retired.remove(self.connection, old.id)

    # --- claims ------------------------------------------------------------------------------------------------------

    def _write_claims(self, claims: Iterable[Claim]) -> None:
        old_ids = set(self._column(select(claims_table.c.id).where(claims_table.c.position < 0)))
        numbers: dict[str, int] = {}
        left_out = {one.source for one in self.duplicates}
        for batch in _batches(claims):
            kept = []
            values = []
            for found in batch:
                claim = self.carry.claim(found) if found.document not in left_out else None
                if claim is None:
                    continue
                if claim.id in old_ids:  # the new text gives it too: it is this document's again
                    retired.remove_claim(self.connection, claim.id)
                values.append(rows.claim_row(self._position(claim, numbers), claim))
                kept.append(claim)
            _insert(self.connection, claims_table, values)
            _insert(self.connection, schema.claim_voices, [row for c in kept for row in rows.voice_rows(c)])
            _insert(self.connection, schema.claim_actors, [row for c in kept for row in rows.actor_rows(c)])
            _insert(self.connection, schema.claim_places, [row for c in kept for row in rows.place_rows(c)])

    def _position(self, claim: Claim, numbers: dict[str, int]) -> int:
        if claim.document not in self.placed:
            raise LedgerError(f"claim {claim.id} is of the document {claim.document!r}, which is not in this run")
        number = numbers[claim.document] = numbers.get(claim.document, -1) + 1
        return (self.placed[claim.document] << CLAIM_BITS) + number

    # --- what was set aside, and the run -----------------------------------------------------------------------------

    def _write_set_aside(self, findings: Findings) -> None:
        table = schema.set_aside
        inputs = frozenset((*(findings.inputs or ()), *(one.source for one in self.duplicates)))
        before = self.connection.execute(select(table.c.position, table.c.source)) if inputs else ()
        for gone in _batches([position for position, source in before if _is_of(source, inputs)]):
            self.connection.execute(delete(table).where(table.c.position.in_(gone)))
        last = self.connection.execute(select(func.max(table.c.position))).scalar()
        following = 0 if last is None else last + 1
        for batch in _batches(chain(findings.set_aside, self.duplicates)):
            values = [
                {
                    "position": following + n,
                    "source": self.carry.note(s.source),
                    "code": s.code,
                    "message": self.carry.note(s.message),
                }
                for n, s in enumerate(batch)
            ]
            _insert(self.connection, table, values)
            following += len(batch)

    # --- the connection ----------------------------------------------------------------------------------------------

    def _column(self, query: Select[tuple[Any]]) -> Sequence[Any]:
        return self.connection.execute(query).scalars().all()


def _twin(row: rows.Values) -> Twin | None:
    """What documents share that are one publication (`riwaya.pipeline.twins`); None where that cannot be known."""
    if row["outlet"] is None and row["url"] is None:
        return None
    return tuple(row[name] for name in ("text_sha256", "outlet", "url", "published_earliest", "published_latest"))


def _is_of(source: str, inputs: Collection[str]) -> bool:
    """Whether a source is one of the inputs, or lies in one of them (`crawl.zip!a.html`)."""
    return source in inputs or any(source[:n] in inputs for n, letter in enumerate(source) if letter == "!")


def record_run(connection: Connection, version: str, options: Mapping[str, str | None]) -> Run:
    """Say of what the ledger holds now that a run of this version with these options left it."""
    column = documents_table.c
    digest = hashlib.sha256()
    query = select(column.id, column.sha256).where(column.position >= 0).order_by(column.position)
    for row in connection.execute(query):
        digest.update(f"{row.id}\0{row.sha256}\n".encode())
    settings = dict(sorted(options.items()))
    counts = (
        _count(connection, documents_table, documents_table.c.position >= 0),
        _count(connection, claims_table, claims_table.c.position >= 0),
        _count(connection, schema.set_aside, schema.set_aside.c.code != DUPLICATE),
        _count(connection, schema.set_aside, schema.set_aside.c.code == DUPLICATE),
    )
    run_id = content_id(version, json.dumps(settings), *counts, digest.hexdigest())
    run = Run(run_id, version, settings, *counts)
    connection.execute(schema.runs.delete())
    values = msgspec.structs.asdict(run) | {"options": json.dumps(settings, ensure_ascii=False)}
    connection.execute(insert(schema.runs), values)
    return run


def _count(connection: Connection, table: Table, *where: Any) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _batches(records: Iterable[T]) -> Iterator[list[T]]:
    left = iter(records)
    while batch := list(islice(left, BATCH)):
        yield batch


def _insert(connection: Connection, table: Table, values: list[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), values)
