"""Full-text search; documents that are retired or redacted, and the hash of their text; claims placed by document."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BITS = 20


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("documents", sa.Column("retired", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("documents", sa.Column("redacted", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("documents", sa.Column("text_sha256", sa.String, nullable=False, server_default=""))
    op.create_index("ix_documents_outlet", "documents", ["outlet"])
    op.create_index("ix_documents_published", "documents", ["published_earliest"])
    op.create_table("search_state", sa.Column("version", sa.String, primary_key=True))
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE documents ALTER COLUMN position TYPE BIGINT")
        op.execute("ALTER TABLE claims ALTER COLUMN position TYPE BIGINT")
        op.execute("ALTER TABLE set_aside ALTER COLUMN position TYPE BIGINT")
        # Without it, only a database whose collation is C finds ids by how they begin.
        op.execute("CREATE INDEX ix_claims_id_begins ON claims (id text_pattern_ops)")
        op.execute(
            "CREATE TABLE search_index (document BIGINT NOT NULL, part INTEGER NOT NULL, words TSVECTOR NOT NULL, "
            "PRIMARY KEY (document, part))"
        )
        op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")
    else:
        # The text is in documents already; the index keeps only its words' forms.
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5"
            "(title, body, names, content='', tokenize='unicode61 remove_diacritics 0')"
        )
    _hash_texts(connection)
    _place_claims(connection)


def _hash_texts(connection: sa.Connection) -> None:
    for position in connection.execute(sa.text("SELECT position FROM documents ORDER BY position")).scalars().all():
        text = connection.execute(sa.text("SELECT text FROM documents WHERE position = :p"), {"p": position}).scalar()
        digest = hashlib.sha256(str(text).encode("utf-8", "surrogatepass")).hexdigest()
        connection.execute(
            sa.text("UPDATE documents SET text_sha256 = :d WHERE position = :p"), {"d": digest, "p": position}
        )


def _place_claims(connection: sa.Connection) -> None:
    """From one row of numbers over all documents to numbers within each; by way of negative ones, which are free."""
    # Worked out before anything changes: an UPDATE sees the rows that it has changed already.
    connection.execute(
        sa.text(
            "CREATE TEMPORARY TABLE first_claims AS SELECT c.document AS document, min(c.position) AS first, "
            "d.position AS place FROM claims c JOIN documents d ON d.id = c.document GROUP BY c.document, d.position"
        )
    )
    connection.execute(sa.text("CREATE INDEX ix_first_claims ON first_claims (document)"))
    connection.execute(
        sa.text(
            f"UPDATE claims SET position = -1 - (SELECT f.place * {1 << BITS} + claims.position - f.first "
            "FROM first_claims f WHERE f.document = claims.document)"
        )
    )
    connection.execute(sa.text("UPDATE claims SET position = -1 - position"))
    connection.execute(sa.text("DROP TABLE first_claims"))
