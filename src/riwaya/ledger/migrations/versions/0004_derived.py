"""What is reasoned from the claims: places, events, relations, disputes, control, sources."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "derived_state",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("run", sa.String),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("computed_at_decision", sa.Integer, nullable=False),
    )
    op.create_table(
        "derived_places",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("country", sa.String, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("disputes", sa.Integer, nullable=False),
        sa.Column("first", sa.String),
        sa.Column("last", sa.String),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_derived_places_claims", "derived_places", ["claims"])
    op.create_table(
        "derived_place_claims",
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("day", sa.String),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_derived_place_claims_day", "derived_place_claims", ["place", "day", "claim"])
    op.create_index("ix_derived_place_claims_document", "derived_place_claims", ["document"])
    op.create_index("ix_derived_place_claims_when", "derived_place_claims", ["day"])
    op.create_table(
        "derived_events",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("earliest", sa.String),
        sa.Column("latest", sa.String),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("roots", sa.Integer, nullable=False),
        sa.Column("happened", sa.Boolean, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_derived_events_place", "derived_events", ["place", "latest"])
    op.create_index("ix_derived_events_documents", "derived_events", ["documents"])
    op.create_table(
        "derived_event_claims",
        sa.Column("event", sa.String, primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_derived_event_claims_claim", "derived_event_claims", ["claim"])
    op.create_table(
        "derived_relations",
        sa.Column("a", sa.String, primary_key=True),
        sa.Column("b", sa.String, primary_key=True),
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("type", sa.String, primary_key=True),
        sa.Column("subtype", sa.String),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
    )
    op.create_index("ix_derived_relations_b", "derived_relations", ["b"])
    op.create_index("ix_derived_relations_place", "derived_relations", ["place"])
    op.create_table(
        "derived_disputes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("earliest", sa.String),
        sa.Column("latest", sa.String),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_derived_disputes_weight", "derived_disputes", ["weight", "id"])
    op.create_index("ix_derived_disputes_place", "derived_disputes", ["place"])
    op.create_table(
        "derived_dispute_claims",
        sa.Column("dispute", sa.String, primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("camp", sa.Integer, nullable=False),
    )
    op.create_index("ix_derived_dispute_claims_claim", "derived_dispute_claims", ["claim"])
    op.create_table(
        "derived_control",
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("anchor", sa.String, nullable=False),
        sa.Column("roots", sa.Integer, nullable=False),
        sa.Column("first", sa.String, nullable=False),
        sa.Column("last", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("stretches", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("computed_at_decision", sa.Integer, nullable=False),
    )
    op.create_index("ix_derived_control_anchor", "derived_control", ["anchor"])
    op.create_index("ix_derived_control_roots", "derived_control", ["roots"])
    op.create_table(
        "derived_sources",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_derived_sources_claims", "derived_sources", ["claims"])
