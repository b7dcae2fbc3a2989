"""What outlets call themselves that no table knows."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("documents", sa.Column("outlet_name", sa.String))
    op.create_index("ix_documents_outlet_name", "documents", ["outlet_name", "outlet"])
