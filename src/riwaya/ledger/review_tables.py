"""The tables of human decisions. Importing this adds them to the ledger's `metadata`.

`decisions`, `decision_targets` and `redactions` are append-only: triggers refuse every DELETE, and every UPDATE but
those of a redaction, which declares itself by a row in `redacting` for as long as its transaction lasts.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from riwaya.ledger.schema import metadata

__all__ = [
    "decision_targets",
    "decisions",
    "metadata",
    "redacting",
    "redactions",
    "rereview",
    "sample_items",
    "samples",
    "targets",
]

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # the order in which they were made, without gaps
    Column("id", String, nullable=False, unique=True),
    Column("action", String, nullable=False),
    Column("target_kind", String, nullable=False),
    Column("target_id", String, nullable=False),
    Column("old", Text),  # JSON
    Column("new", Text),  # JSON
    Column("why", Text),
    Column("who", String, nullable=False, index=True),
    Column("made_at", String, nullable=False),  # UTC, ISO 8601
    Column("version", Integer, nullable=False),  # of the target, before
    Column("document", String, index=True),
    Column("sha256", String),  # of the document's raw bytes
    Column("undoes", String),
    Column("track", String, nullable=False),  # '' for all, or the reviewer whose own it is while a sample is open
    Column("sample", String),
    Column("redacted", Boolean, nullable=False, server_default=false()),
    Index("ix_decisions_target", "target_kind", "target_id"),
)

decision_targets = Table(
    "decision_targets",
    metadata,
    Column("seq", Integer, ForeignKey("decisions.seq"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),  # of this target, before
    Index("ix_decision_targets_target", "kind", "id"),
)
"""Everything that a decision touches: its own target, and those of `also`."""

targets = Table(
    "targets",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("track", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("status", String, nullable=False),  # of a claim; of anything else `confirmed`, or `unreviewed` when undone
    Column("document", String, index=True),
    Index("ix_targets_status", "kind", "track", "status"),
)
"""The version of everything that was ever decided about, which a decision must know to be made."""

rereview = Table(
    "rereview",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("document", String, index=True),
    Column("candidate", String, index=True),  # the claim of the last run that looks most like it
    Column("likeness", String),  # how like it is, 0 to 1 in two digits
    Column("reason", String, nullable=False),  # gone: no longer made; text: the document's text changed
)
"""What waits to be looked at again because a run no longer makes the claim that was decided about."""

samples = Table(
    "samples",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # documents or claims
    Column("size", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("state", String, nullable=False),  # open: decisions are kept apart; closed: adjudicated
)

sample_items = Table(
    "sample_items",
    metadata,
    Column("sample", String, ForeignKey("samples.id"), primary_key=True),
    Column("item", String, primary_key=True, index=True),
    Column("position", Integer, nullable=False),
)

redactions = Table(
    "redactions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),  # document, passage or person
    Column("document", String),
    Column("reason", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("rule", Text, nullable=False),  # JSON: offsets and keyed hashes, never text
    Column("counts", Text, nullable=False),  # JSON: how much of what was taken out
)

redacting = Table(
    "redacting",
    metadata,
    Column("redaction", String, primary_key=True),
)
"""Holds a row only within the transaction of a redaction."""
