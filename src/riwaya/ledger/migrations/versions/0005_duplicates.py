"""How many inputs were the same publication as another of their run."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("runs", sa.Column("duplicates", sa.Integer, nullable=False, server_default="0"))
