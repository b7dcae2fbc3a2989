"""Whether a ledger is sound: the database's own pages, references, places, hashes, spans, the search index, and the
chain of decisions."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, select

from riwaya.ledger import decision_rows, dialect, index, index_tables, retired, rows, schema
from riwaya.ledger.decisions import Target, decision_id
from riwaya.ledger.review_tables import decisions, targets
from riwaya.ledger.schema import CLAIM_BITS, claims, documents
from riwaya.model import Claim, claim_id
from riwaya.model.errors import RecordError
from riwaya.pipeline.outcome import DUPLICATE

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

_BATCH: Final = 200


def problems(ledger: "Ledger") -> Iterator[str]:
    """What is wrong, a line each, in a fixed order; nothing when the ledger is sound.

    Everything is read: expect some seconds for each ten thousand documents. Others may write meanwhile.
    """
    with ledger.writing() as connection:  # what the index asks of itself is, to the database, a write
        broken = index_tables.problems(connection)
    with ledger.reading() as connection:
        yield from dialect.problems(connection)
        yield from broken
        yield from _run(connection)
        positions = connection.execute(select(documents.c.position).order_by(documents.c.position)).scalars().all()
        left = iter(positions)
        while batch := list(islice(left, _BATCH)):
            for position in batch:
                yield from _document(connection, position)
        yield from _index(connection, [position for position in positions if position >= 0])
        yield from _decisions(connection)


def _run(connection: Connection) -> Iterator[str]:
    run = connection.execute(select(schema.runs)).first()
    code = schema.set_aside.c.code
    counts = {
        "documents": connection.execute(select(func.count()).where(documents.c.position >= 0)).scalar_one(),
        "claims": connection.execute(select(func.count()).where(claims.c.position >= 0)).scalar_one(),
        "set_aside": connection.execute(select(func.count()).where(code != DUPLICATE)).scalar_one(),
        "duplicates": connection.execute(select(func.count()).where(code == DUPLICATE)).scalar_one(),
    }
    for name, count in counts.items():
        said = 0 if run is None else run._mapping[name]
        if said != count:
            yield f"the run says {name} {said}, the ledger holds {count}"


def _document(connection: Connection, position: int) -> Iterator[str]:
    row = connection.execute(select(documents).where(documents.c.position == position)).one()
    if row.retired != (position < 0):
        yield f"document {row.id}: its position {position} does not agree with its being retired or not"
    if rows.text_hash(row.text) != row.text_sha256:
        yield f"document {row.id}: its text was changed"
    query = select(claims.c.id, claims.c.position, claims.c.document, claims.c.record)
    for found in connection.execute(query.where(claims.c.document == row.id).order_by(claims.c.position)):
        if found.position >> CLAIM_BITS != position:
            yield f"claim {found.id}: its position {found.position} is not its document's"
        try:
            claim = rows.claim_from(found.record)
            claim.check_against(row.text)
        except (RecordError, ValueError) as error:
            yield f"claim {found.id}: {error}"
            continue
        yield from _claim(found.id, claim, row.id, row.redacted)


def _claim(stored_id: str, claim: Claim, document: str, redacted: bool) -> Iterator[str]:
    base = retired.base_of(document)
    names = (document,) if base is None else (document, base)
    if claim.document != document:
        yield f"claim {stored_id}: its record says that it is of {claim.document}, the ledger that it is of {document}"
    if claim.id != stored_id or (not redacted and all(claim_id(name, claim) != stored_id for name in names)):
        yield f"claim {stored_id}: its id is not the hash of what it says"


def _index(connection: Connection, positions: list[int]) -> Iterator[str]:
    if not index.is_current(connection):
        yield "the search index was built by another riwaya; build it anew with `riwaya ledger index`"
    elif index_tables.positions(connection) != positions:
        yield "the search index does not hold the documents of the last run; build it anew with `riwaya ledger index`"


def _decisions(connection: Connection) -> Iterator[str]:
    """Decisions are numbered without a gap, say what their ids are the hashes of, and each names the version of its
    targets that the one before it left."""
    versions: dict[tuple[Target, str], int] = {}
    ids: set[str] = set()
    count = 0
    while batch := decision_rows.decisions(connection, decisions.c.seq > count, limit=_BATCH):
        for decision in batch:
            count += 1
            if decision.seq != count:
                yield f"decision {decision.id}: is number {decision.seq}, where {count} comes next; one is missing"
                return
            if not decision.redacted and decision_id(decision) != decision.id:
                yield f"decision {decision.id}: its id is not the hash of what it says"
            if decision.undoes is not None and decision.undoes not in ids:
                yield f"decision {decision.id}: undoes {decision.undoes}, which was not made before it"
            ids.add(decision.id)
            for target, version in ((decision.target, decision.version), *decision.also):
                before = versions.get((target, decision.track), 0)
                if version != before:
                    yield f"decision {decision.id}: names version {version} of {target}, which was at {before}"
                versions[target, decision.track] = before + 1
    column = targets.c
    kept = {
        (Target(row.kind, row.id), row.track): row.version
        for row in connection.execute(select(column.kind, column.id, column.track, column.version))
    }
    for target, track in sorted(kept.keys() ^ versions.keys(), key=str):
        yield f"{target}: its decisions and its version do not agree{f' (for {track})' if track else ''}"
    for key in sorted(kept.keys() & versions.keys(), key=str):
        if kept[key] != versions[key]:
            yield f"{key[0]}: is said to be at version {kept[key]}, but {versions[key]} decisions were made"
