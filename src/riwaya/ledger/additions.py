"""The record of additions: who added reports through the workspace, when, and how many became what.

It holds no text, no names of files and no reasons: what has to be redacted is never in it.
"""

from typing import Any, Final, Literal

import msgspec
from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, insert, select, update

from riwaya.ledger.schema import metadata

State = Literal["waiting", "reading", "working", "done", "failed"]
"""Received; being read; in the ledger, while what follows is worked out; all of that done; nothing was added."""
FINAL: Final[tuple[State, ...]] = ("done", "failed")

additions = Table(
    "additions",
    metadata,
    Column("id", String, primary_key=True),
    Column("who", String, nullable=False),
    Column("began", String, nullable=False),  # ISO 8601, UTC
    Column("ended", String),
    Column("state", String, nullable=False),
    Column("inputs", Integer, nullable=False),  # files and texts that were sent
    Column("bytes", BigInteger, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Index("ix_additions_began", "began"),
)


class Addition(msgspec.Struct, frozen=True):
    """One addition. `inputs`: files and texts that were sent, of `bytes` together; the others count what was in them.

    One that is in no final state and that no server works on was interrupted: what it held is in the ledger whole
    (`working`), or not at all.
    """

    id: str
    who: str
    began: str
    ended: str | None = None
    state: State = "waiting"
    inputs: int = 0
    bytes: int = 0
    kept: int = 0
    duplicates: int = 0
    set_aside: int = 0
    passed: int = 0

    @property
    def read(self) -> int:
        """How many inputs were read."""
        return self.kept + self.duplicates + self.set_aside


def begin(connection: Connection, addition: Addition) -> None:
    """Put a new addition on record."""
    connection.execute(insert(additions).values(msgspec.structs.asdict(addition)))


def change(connection: Connection, ident: str, **values: Any) -> None:
    """Say what became of an addition."""
    connection.execute(update(additions).where(additions.c.id == ident).values(values))


def addition(connection: Connection, ident: str) -> Addition | None:
    """One addition; None if there is none of this id."""
    row = connection.execute(select(additions).where(additions.c.id == ident)).first()
    return None if row is None else Addition(**row._mapping)


def latest(connection: Connection, most: int = 50) -> list[Addition]:
    """The latest additions, newest first."""
    query = select(additions).order_by(additions.c.began.desc(), additions.c.id).limit(most)
    return [Addition(**row._mapping) for row in connection.execute(query)]
