"""`redact`: takes text out of everything that a ledger holds, in one transaction, and leaves a tombstone.

What goes: the characters in the document's text (a filler for each, so that every offset stays), claims that rest on
them wholly, every string in claims, decisions, notes and titles that repeats them, the ids that are hashes of them, the
search index of the documents, and all that was derived. `riwaya.ledger.redaction.sweep` then takes the old pages out of
the file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from riwaya.ledger import alert_rows, carrying, derived, ingest, retired, rows, schema
from riwaya.ledger import index as search_index
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import timestamp, utc_now
from riwaya.ledger.redaction import rules as kept
from riwaya.ledger.redaction.decided import Decided, Ids
from riwaya.ledger.redaction.rules import Redactor, Rule
from riwaya.ledger.redaction.scrub import scrubbed_claim, scrubbed_text, texts_of
from riwaya.ledger.redaction.words import Key, Needles, hashed, keys_of, rows_of_name
from riwaya.ledger.reviews import Now
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError, UsageError
from riwaya.model.ids import content_id

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

LEAST_LETTERS: Final = 4
"""A name of fewer letters would take half the words of the language with it."""


class Wanted(msgspec.Struct, frozen=True):
    """What is to go: a `document`; the `span` of one (half-open, in code points); or a person, by each of `names`."""

    document: str | None = None
    span: tuple[int, int] | None = None
    names: tuple[str, ...] = ()

    @property
    def kind(self) -> kept.Kind:
        """What kind of redaction it is."""
        return "person" if self.names else "passage" if self.span is not None else "document"


class Tombstone(msgspec.Struct, frozen=True):
    """What is left of a redaction. `counts`: how much of what went; `documents`: of which something went.

    `warnings`: what a redaction cannot reach and somebody should look at.
    """

    id: str
    kind: kept.Kind
    document: str | None
    reason: str
    who: str
    when: str
    counts: dict[str, int]
    documents: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class _Undone(Exception):
    """Rolls a dry run back."""


def redact(
    ledger: "Ledger", wanted: Wanted, *, who: str, reason: str, dry_run: bool = False, now: Now = utc_now
) -> Tombstone:
    """Redact; with `dry_run` only find out what would go.

    UsageError if nothing that can be redacted is named, or `reason` repeats what is to go; LedgerError if the ledger
    does not hold it.
    """
    if not who.strip() or not reason.strip():
        raise UsageError("a redaction needs who asks for it and the reason; give --who and --why")
    stone: Tombstone | None = None
    try:
        with ledger.writing() as connection:
            key = Key(bytes(32)) if dry_run else kept.make_key(kept.key_file(connection))
            stone = _Purge(connection, key, wanted).run(who.strip(), reason.strip(), timestamp(now()))
            if dry_run:
                raise _Undone
    except _Undone:
        pass
    assert stone is not None, "the transaction ended without an error"
    return stone


def tombstones(ledger: "Ledger") -> list[Tombstone]:
    """Every redaction of a ledger, in order."""
    with ledger.reading() as connection:
        found = connection.execute(select(tables.redactions).order_by(tables.redactions.c.seq)).all()
    return [
        Tombstone(
            r.id, r.kind, r.document, r.reason, r.who, r.made_at, msgspec.json.decode(r.counts, type=dict[str, int])
        )
        for r in found
    ]


class _Purge:
    def __init__(self, connection: Connection, key: Key, wanted: Wanted) -> None:
        self._connection, self._key, self._wanted = connection, key, wanted
        self._counts: Counter[str] = Counter()
        self._hashes: dict[str, str] = {}
        seq = connection.execute(select(func.max(tables.redactions.c.seq))).scalar()
        self._seq = (seq or 0) + 1

    def run(self, who: str, reason: str, when: str) -> Tombstone:
        """Do it all; the tombstone."""
        rule = self._rule()
        # The rules of earlier redactions hold for what is there already.
        self._redactor = Redactor([rule], self._key)
        self._id = content_id("redaction", self._seq, rule.kind, self._wanted.document, who, when)
        self._ids = Ids(self._id)
        self._connection.execute(insert(tables.redacting), {"redaction": self._id})
        found = list(self._affected())
        if not found:
            raise LedgerError("nothing in the ledger is of this; nothing was redacted")
        search_index.forget(self._connection, sorted(p for p, _, _ in found if p >= 0))
        names = {old.id: self._renamed(old) for _, old, _ in found}
        for _, old, new in found:
            self._document(old, new, names[old.id])
        self._needles = self._words()
        self._refuse(reason)
        fills = self._redactor.fills
        Decided(self._connection, fills, self._needles, self._ids, self._hashes, self._counts).run()
        self._others()
        search_index.remember(self._connection, sorted(p for p, _, _ in found if p >= 0))
        carrying.refresh(self._connection)
        self._run_row()
        alert_rows.after_redaction(self._connection)
        derived.clear(self._connection)  # to be worked out anew, without what was redacted
        self._connection.execute(delete(tables.redacting))
        stone = Tombstone(
            id=self._id,
            kind=rule.kind,
            document=self._wanted.document,
            reason=reason,
            who=who,
            when=when,
            counts=dict(sorted(self._counts.items())),
            documents=tuple(names.values()),
            warnings=tuple(self._warnings(names.values())),
        )
        values = msgspec.structs.asdict(stone) | {
            "seq": self._seq,
            "made_at": when,
            "rule": msgspec.json.encode(rule).decode(),
            "counts": msgspec.json.encode(stone.counts).decode(),
        }
        for name in ("when", "documents", "warnings"):
            del values[name]
        self._connection.execute(insert(tables.redactions), values)
        return stone

    # --- what goes ---------------------------------------------------------------------------------------------------

    def _rule(self) -> Rule:
        wanted = self._wanted
        if wanted.names:
            return Rule("person", words=tuple(hashed(self._key, row) for row in self._name_rows()))
        if wanted.document is None:
            raise UsageError("name what is to be redacted: --document ID, --passage DOC START END, or --person NAME")
        documents = self._versions(wanted.document)
        if not documents:
            raise LedgerError(f"the ledger holds no document {wanted.document!r}")
        redactor = Redactor((), self._key)
        if wanted.span is None:
            return Rule("document", files=tuple(sorted({redactor.hash_of(d.sha256) for d in documents})))
        start, end = wanted.span
        document = next((d for d in documents if d.id == wanted.document), documents[0])
        if not 0 <= start < end <= len(document.text):
            raise UsageError(f"[{start}, {end}) is no range of the {len(document.text)} characters of {document.id}")
        words = keys_of(document.text[start:end])
        return Rule(
            "passage",
            files=(redactor.hash_of(document.sha256),),
            spans=((start, end),),
            words=(hashed(self._key, words),) if words else (),
            within=retired.base_of(wanted.document) or wanted.document,
        )

    def _name_rows(self) -> list[tuple[str, ...]]:
        out: list[tuple[str, ...]] = []
        for name in self._wanted.names:
            found = rows_of_name(name)
            if not found or sum(map(len, keys_of(name))) < LEAST_LETTERS:
                raise UsageError(f"{name!r} is too short for a name: it would take other words with it")
            out += found
        return out

    def _versions(self, id: str) -> list[Document]:
        """A document and its retired versions, whichever of them is named."""
        family = retired.base_of(id) or id
        query = select(schema.documents).order_by(schema.documents.c.position.desc())
        found = map(rows.document_from, self._connection.execute(query))
        return [d for d in found if family in (d.id, retired.base_of(d.id)) or d.id == id]

    def _affected(self) -> Iterator[tuple[int, Document, Document]]:
        """The documents of which something goes: their position, as they are, as they will be."""
        column = schema.documents.c
        query = select(column.id, column.position).order_by(column.position)
        if self._wanted.document is not None:
            wanted = [d.id for d in self._versions(self._wanted.document)]
            query = query.where(column.id.in_(wanted))
        for id, position in self._connection.execute(query).all():
            row = self._connection.execute(select(schema.documents).where(column.id == id)).one()
            old = rows.document_from(row)
            new = self._redactor.document(old)
            if new is not old:
                yield position, old, new

    # --- documents and claims ----------------------------------------------------------------------------------------

    def _renamed(self, old: Document) -> str:
        """The id that the document will have: an old version is named after the hash of its bytes."""
        base = retired.base_of(old.id)
        return old.id if base is None else f"{base}~{self._redactor.hash_of(old.sha256)[:8]}"

    def _document(self, old: Document, new: Document, name: str) -> None:
        fill = self._redactor.fills[old.id]
        self._hashes[old.sha256] = new.sha256
        self._counts["documents"] += 1
        self._counts["characters"] += sum(end - start for start, end in fill.spans)
        values = {
            "text": new.text,
            "title": new.title,
            "url": new.url,
            "sha256": new.sha256,
            "text_sha256": rows.text_hash(new.text),
            "redacted": True,
        }
        if fill.whole:
            values["outlet_name"] = None
        table = schema.documents
        self._connection.execute(update(table).where(table.c.id == old.id).values(values))
        claims = schema.claims.c
        query = select(claims.position, claims.record).where(claims.document == old.id).order_by(claims.position)
        for position, record in self._connection.execute(query).all():
            self._claim(position, rows.claim_from(record))
        if name != old.id:
            self._rename(old.id, name)

    def _claim(self, position: int, claim: Claim) -> None:
        new = scrubbed_claim(claim, self._redactor.fills[claim.document])
        if new is claim:
            return
        self._counts["claims"] += 1
        retired.remove_claim(self._connection, claim.id)
        if new is None:
            self._counts["claims removed"] += 1
            self._ids.drop(claim.id)
            return
        self._ids[claim.id] = new.id
        self._connection.execute(insert(schema.claims), rows.claim_row(position, new))
        for table, found in (
            (schema.claim_voices, rows.voice_rows(new)),
            (schema.claim_actors, rows.actor_rows(new)),
            (schema.claim_places, rows.place_rows(new)),
        ):
            if values := list(found):
                self._connection.execute(insert(table), values)

    def _rename(self, old: str, new: str) -> None:
        table = schema.documents
        row = self._connection.execute(select(table).where(table.c.id == old)).one()
        below = self._connection.execute(select(func.min(table.c.position))).scalar_one() - 1
        values = dict(row._mapping)
        self._connection.execute(insert(table), values | {"id": new, "position": below})
        claims = schema.claims.c
        for id, record in self._connection.execute(
            select(claims.id, claims.record).where(claims.document == old)
        ).all():
            moved = msgspec.structs.replace(rows.claim_from(record), document=new)
            values_of = {"document": new, "record": rows.record_of(moved)}
            self._connection.execute(update(schema.claims).where(claims.id == id).values(values_of))
        self._connection.execute(delete(table).where(table.c.id == old))
        self._connection.execute(update(table).where(table.c.id == new).values(position=row.position))
        self._redactor.fills[new] = self._redactor.fills[old]

    # --- the words of it ---------------------------------------------------------------------------------------------

    def _words(self) -> Needles:
        """The redacted words to look for wherever text may stand: names, and passages by three words in a row."""
        out = self._name_rows() if self._wanted.names else []
        for text in texts_of(self._redactor.fills.values()):
            words = keys_of(text)
            out += [words[at : at + kept.RUN] for at in range(len(words) - kept.RUN + 1)]
        return Needles(out)

    def _refuse(self, reason: str) -> None:
        words = [keys_of(text) for text in texts_of(self._redactor.fills.values())]
        short = Needles(row for row in words if len(row) < kept.RUN)
        if self._needles.spans(reason) or short.spans(reason):
            raise UsageError("the reason repeats what is to be redacted, and would keep it; give it in other words")

    # --- all else ----------------------------------------------------------------------------------------------------

    def _others(self) -> None:
        """Names in what was set aside, in what outlets call themselves and in the run's settings; ids in samples."""
        called = schema.documents.c.outlet_name
        for name in self._connection.execute(select(called).where(called.is_not(None)).distinct()).scalars().all():
            if (new_name := scrubbed_text(name, self._needles)) != name:
                query = update(schema.documents).where(called == name).values(outlet_name=new_name)
                self._connection.execute(query)
        table = schema.set_aside
        for row in self._connection.execute(select(table)).all():
            new = {name: scrubbed_text(getattr(row, name), self._needles) for name in ("source", "message")}
            if new != {"source": row.source, "message": row.message}:
                self._counts["lines set aside"] += 1
                self._connection.execute(update(table).where(table.c.position == row.position).values(new))
        for run in self._connection.execute(select(schema.runs)).all():
            options = scrubbed_text(run.options, self._needles)
            self._connection.execute(update(schema.runs).where(schema.runs.c.id == run.id).values(options=options))
        items = tables.sample_items
        for id, renamed in self._ids.items():
            self._connection.execute(update(items).where(items.c.item == id).values(item=renamed))

    def _run_row(self) -> None:
        run = self._connection.execute(select(schema.runs)).first()
        if run is not None:
            ingest.record_run(self._connection, run.version, msgspec.json.decode(run.options))

    def _warnings(self, documents: Iterable[str]) -> Iterator[str]:
        """What holds the same and was not redacted."""
        for id in documents:
            if self._needles.spans(id.replace("/", " ").replace("-", " ").replace("_", " ")):
                yield f"the id of {id} spells what was redacted; rename the file and run `riwaya run` again"
        if self._wanted.span is None:
            return
        long = Needles(row for row in map(keys_of, texts_of(self._redactor.fills.values())) if len(row) >= kept.RUN)
        if not long:
            return
        column = schema.documents.c
        for id, text in self._connection.execute(select(column.id, column.text).where(column.position >= 0)):
            if id not in self._redactor.fills and (found := long.spans(text)):
                start, end = found[0]
                yield f"the same words stand in {id}, characters {start} to {end}; redact them there too"


__all__: Sequence[str] = ("Tombstone", "Wanted", "redact", "tombstones")
