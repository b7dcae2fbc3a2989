"""Documents that are not in the last run but stay for the decisions that rest on them.

A retired document and its claims have positions below zero. An old version of a document that is in the last run is
retired under the id `ID~SHA8`: eight digits of the hash of its bytes (of its text, where the bytes are the same and
only the reading of them changed).
"""

import re
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from riwaya.ledger import rows, schema
from riwaya.ledger.schema import CLAIM_BITS, claims, documents

MENTIONS: Final = (schema.claim_places, schema.claim_actors, schema.claim_voices)
"""The tables that refer to claims."""

_DIGITS: Final = 8
_VERSION: Final = re.compile(r"(.+)~[0-9a-f]{8}", re.DOTALL)


def base_of(document_id: str) -> str | None:
    """The document whose old version this id names; None if it names none."""
    found = _VERSION.fullmatch(document_id)
    return found[1] if found else None


def retire(connection: Connection, document_id: str) -> None:
    """Put a document behind all that are retired already."""
    _move(connection, document_id, _below_all(connection))


def _below_all(connection: Connection) -> int:
    lowest = connection.execute(select(func.min(documents.c.position))).scalar()
    return min(lowest or 0, 0) - 1


def _move(connection: Connection, document_id: str, position: int) -> None:
    here = documents.c.id == document_id
    old = connection.execute(select(documents.c.position).where(here)).scalar_one()
    shift = (position - old) << CLAIM_BITS
    own = claims.c.document == document_id
    connection.execute(update(claims).where(own).values(position=claims.c.position + shift))
    connection.execute(update(documents).where(here).values(position=position, retired=position < 0))


def number(connection: Connection) -> None:
    """Give retired documents positions by their ids, -1 the first, whatever the order in which they were retired."""
    query = select(documents.c.id, documents.c.position).where(documents.c.position < 0)
    now: dict[str, int] = {row.id: row.position for row in connection.execute(query)}
    wanted = {document_id: -1 - n for n, document_id in enumerate(sorted(now))}
    if now == wanted:
        return
    below = _below_all(connection)
    for n, document_id in enumerate(wanted):
        _move(connection, document_id, below - n)
    for document_id, position in wanted.items():
        _move(connection, document_id, position)


def remove(connection: Connection, document_id: str) -> None:
    """Remove a document and its claims."""
    own = select(claims.c.id).where(claims.c.document == document_id)
    for table in MENTIONS:
        connection.execute(delete(table).where(table.c.claim.in_(own)))
    connection.execute(delete(claims).where(claims.c.document == document_id))
    connection.execute(delete(documents).where(documents.c.id == document_id))


def remove_claim(connection: Connection, claim_id: str) -> None:
    """Remove one claim."""
    for table in MENTIONS:
        connection.execute(delete(table).where(table.c.claim == claim_id))
    connection.execute(delete(claims).where(claims.c.id == claim_id))


def keep_version(connection: Connection, document_id: str, sha256: str) -> None:
    """Retire a document as an old version of itself, so that its id is free for the new text, whose bytes are
    `sha256`.
    """
    row: Any = connection.execute(select(documents).where(documents.c.id == document_id)).one()
    old: dict[str, Any] = dict(row._mapping)
    digest = old["text_sha256"] if old["sha256"] == sha256 else old["sha256"]
    name = f"{document_id}~{digest[:_DIGITS]}"
    if connection.execute(select(documents.c.id).where(documents.c.id == name)).first() is not None:
        remove(connection, name)  # the same text was here before, and went, and came again
    position = _below_all(connection)
    shift = (position - old["position"]) << CLAIM_BITS
    connection.execute(insert(documents), old | {"id": name, "position": position, "retired": True})
    query = select(claims.c.id, claims.c.position, claims.c.record).where(claims.c.document == document_id)
    for claim in connection.execute(query).all():
        moved = msgspec.structs.replace(rows.claim_from(claim.record), document=name)
        values = {"document": name, "record": rows.record_of(moved), "position": claim.position + shift}
        connection.execute(update(claims).where(claims.c.id == claim.id).values(values))
    connection.execute(delete(documents).where(documents.c.id == document_id))
