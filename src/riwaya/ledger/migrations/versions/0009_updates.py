"""What working out only the places that new reports touch starts from, and a way to find a text that is there."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("derived_state", sa.Column("documents", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "derived_days",
        sa.Column("document", sa.String, primary_key=True),
        sa.Column("first", sa.Integer),
        sa.Column("last", sa.Integer),
    )
    op.create_table(
        "derived_voices",
        sa.Column("voice", sa.String, primary_key=True),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_documents_text", "documents", ["text_sha256"])
