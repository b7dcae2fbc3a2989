"""Alerts: what watching found, told and has seen."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("found_at", sa.String, nullable=False),
        sa.Column("due_at", sa.String, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_alerts_state", "alerts", ["state", "due_at"])
    op.create_table(
        "alert_claims",
        sa.Column("alert", sa.String, primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
    )
    op.create_index("ix_alert_claims_claim", "alert_claims", ["claim"])
    op.create_table(
        "alert_outbox",
        sa.Column("alert", sa.String, primary_key=True),
        sa.Column("sink", sa.String, primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String, nullable=False),
        sa.Column("sent_at", sa.String),
        sa.Column("error", sa.String),
    )
    op.create_index("ix_alert_outbox_sent", "alert_outbox", ["sink", "sent_at"])
    op.create_table(
        "alert_seen",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
    )
    op.create_table(
        "alert_holders",
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("told", sa.String, nullable=False),
        sa.Column("alert", sa.String),
    )
    op.create_table(
        "watched",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
    )
