"""Human decisions, append-only; versions of what was decided about; re-review; samples; redactions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

APPEND_ONLY = {
    "decisions": "a decision is never changed or deleted; undo it by another one",
    "decision_targets": "a decision is never changed or deleted; undo it by another one",
    "redactions": "a redaction is never changed or deleted",
}


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("target_kind", sa.String, nullable=False),
        sa.Column("target_id", sa.String, nullable=False),
        sa.Column("old", sa.Text),
        sa.Column("new", sa.Text),
        sa.Column("why", sa.Text),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.String),
        sa.Column("sha256", sa.String),
        sa.Column("undoes", sa.String),
        sa.Column("track", sa.String, nullable=False),
        sa.Column("sample", sa.String),
        sa.Column("redacted", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_decisions_target", "decisions", ["target_kind", "target_id"])
    op.create_index("ix_decisions_who", "decisions", ["who"])
    op.create_index("ix_decisions_document", "decisions", ["document"])
    op.create_table(
        "decision_targets",
        sa.Column("seq", sa.Integer, sa.ForeignKey("decisions.seq"), primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_decision_targets_target", "decision_targets", ["kind", "id"])
    op.create_table(
        "targets",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("track", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("document", sa.String),
    )
    op.create_index("ix_targets_status", "targets", ["kind", "track", "status"])
    op.create_index("ix_targets_document", "targets", ["document"])
    op.create_table(
        "rereview",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document", sa.String),
        sa.Column("candidate", sa.String),
        sa.Column("likeness", sa.String),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_index("ix_rereview_document", "rereview", ["document"])
    op.create_index("ix_rereview_candidate", "rereview", ["candidate"])
    op.create_table(
        "samples",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_table(
        "sample_items",
        sa.Column("sample", sa.String, sa.ForeignKey("samples.id"), primary_key=True),
        sa.Column("item", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_index("ix_sample_items_item", "sample_items", ["item"])
    op.create_table(
        "redactions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("document", sa.String),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_table("redacting", sa.Column("redaction", sa.String, primary_key=True))
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgres()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    for table, says in APPEND_ONLY.items():
        op.execute(
            f"CREATE TRIGGER {table}_undeleted BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} "
            f"WHEN NOT EXISTS (SELECT 1 FROM redacting) BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )


def _guard_postgres() -> None:
    op.execute(
        """
        CREATE FUNCTION riwaya_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM redacting) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '%', TG_ARGV[0];
        END $$
        """
    )
    for table, says in APPEND_ONLY.items():
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION riwaya_append_only('{says}')"
        )
        op.execute(
            f"CREATE TRIGGER {table}_untruncated BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION riwaya_append_only('{says}')"
        )
