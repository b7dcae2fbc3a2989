"""Tables of alerts: what `riwaya watch` found, what of it was told, and what it has seen.

They follow from claims as little as decisions do: what was told once stays told.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from riwaya.ledger.schema import metadata

alerts = Table(
    "alerts",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False, unique=True),  # in the order of finding
    Column("kind", String, nullable=False),
    Column("place", String, nullable=False),
    Column("state", String, nullable=False),  # waiting (for its embargo), told, withheld, lapsed
    Column("reason", String),  # why it is withheld
    Column("found_at", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_alerts_state", "state", "due_at"),
)

alert_claims = Table(
    "alert_claims",
    metadata,
    Column("alert", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Index("ix_alert_claims_claim", "claim"),
)

alert_outbox = Table(
    "alert_outbox",
    metadata,
    Column("alert", String, primary_key=True),
    Column("sink", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("next_at", String, nullable=False),
    Column("sent_at", String),  # None until it is known to have arrived
    Column("error", String),
    Index("ix_alert_outbox_sent", "sink", "sent_at"),
)

alert_seen = Table(
    "alert_seen",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
)

alert_holders = Table(
    "alert_holders",
    metadata,
    Column("place", String, primary_key=True),
    Column("state", String, nullable=False),  # as found last
    Column("told", String, nullable=False),  # as told last, or as it was at first
    Column("alert", String),  # the last about this place
)

watched = Table(
    "watched",
    metadata,
    Column("source", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
)

ALERTS = (alerts, alert_claims, alert_outbox, alert_seen, alert_holders, watched)
