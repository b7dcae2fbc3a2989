"""Alembic's entry point: runs the migrations on the connection that `riwaya.ledger.connect` gives it."""

from alembic import context

from riwaya.ledger import alert_tables, derived_tables, review_tables  # noqa: F401  (tables of the metadata)
from riwaya.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()
