"""Documents, their claims with voices, actors and places, what was set aside, and the run that made them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("outlet", sa.String),
        sa.Column("url", sa.String),
        sa.Column("title", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("published_earliest", sa.String),
        sa.Column("published_latest", sa.String),
        sa.Column("published_basis", sa.String, nullable=False),
        sa.Column("retrieved", sa.String),
        sa.Column("lineage", sa.String),
        sa.Column("version_of", sa.String),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("stance", sa.String, nullable=False),
        sa.Column("denial", sa.String),
        sa.Column("denies_what", sa.String),
        sa.Column("attitude", sa.String, nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("evidence_start", sa.Integer, nullable=False),
        sa.Column("evidence_end", sa.Integer, nullable=False),
        sa.Column("earliest", sa.String),
        sa.Column("latest", sa.String),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_claims_document", "claims", ["document"])
    op.create_index("ix_claims_event", "claims", ["event"])
    _mentions("claim_voices", last=[sa.Column("kind", sa.String, nullable=False)])
    _mentions("claim_actors", key=[sa.Column("role", sa.String, primary_key=True)])
    _mentions(
        "claim_places",
        last=[
            sa.Column("lat", sa.Float),
            sa.Column("lon", sa.Float),
            sa.Column("precision", sa.String, nullable=False),
        ],
    )
    op.create_table(
        "set_aside",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("message", sa.String, nullable=False),
    )
    op.create_index("ix_set_aside_code", "set_aside", ["code"])
    op.create_table(
        "runs",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("set_aside", sa.Integer, nullable=False),
    )


def _mentions(
    name: str, key: "list[sa.Column[str]] | None" = None, last: "list[sa.Column[object]] | None" = None
) -> None:
    op.create_table(
        name,
        sa.Column("claim", sa.String, sa.ForeignKey("claims.id"), primary_key=True),
        *(key or []),
        sa.Column("place_in_list", sa.Integer, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("entity", sa.String),
        *(last or []),
    )
    op.create_index(f"ix_{name}_entity", name, ["entity"])


def downgrade() -> None:
    for name in ("claim_places", "claim_actors", "claim_voices", "claims", "documents", "set_aside", "runs"):
        op.drop_table(name)
