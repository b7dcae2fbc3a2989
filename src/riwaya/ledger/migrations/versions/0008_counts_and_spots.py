"""What the overview and the map count, worked out beforehand; the newest documents by an index.

What an earlier analysis left is counted here as well as it can be told without reasoning: of claims that name several
places, those by which they are filed. The next analysis counts anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("ix_documents_latest", "documents", ["published_latest"])
    op.create_table(
        "derived_counts",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "derived_spots",
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("spot", sa.String, primary_key=True),
        sa.Column("precision", sa.String, primary_key=True),
        sa.Column("stance", sa.String, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("example", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_derived_spots_place", "derived_spots", ["place"])
    op.execute(
        """
        INSERT INTO derived_counts (name, number)
        SELECT 'documents', count(*) FROM documents WHERE position >= 0
        UNION ALL SELECT 'undated', count(*) - count(published_earliest) FROM documents WHERE position >= 0
        UNION ALL SELECT 'claims', count(*) FROM claims WHERE position >= 0
        UNION ALL SELECT 'stance:' || stance, count(*) FROM claims WHERE position >= 0 GROUP BY stance
        """
    )
    op.execute(
        """
        INSERT INTO derived_spots (day, place, spot, precision, stance, text, lat, lon, claims, example)
        SELECT told.day, told.place, coalesce(at.entity, told.place), at.precision, claims.stance,
               min(at.text), min(at.lat), min(at.lon), count(DISTINCT claims.id), min(claims.id)
        FROM derived_place_claims AS told
        JOIN claims ON claims.id = told.claim
        JOIN claim_places AS at ON at.claim = claims.id
        WHERE told.day IS NOT NULL AND (at.entity = told.place OR NOT EXISTS (
            SELECT 1 FROM claim_places AS other
            WHERE other.claim = at.claim AND other.place_in_list <> at.place_in_list))
        GROUP BY told.day, told.place, coalesce(at.entity, told.place), at.precision, claims.stance
        """
    )
