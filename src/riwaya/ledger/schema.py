"""The tables as the newest migration leaves them. A change here needs a migration; a test compares the two."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, false

from riwaya.ledger.dialect import Position

HEAD = "0010"
"""The newest migration."""

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    # The order of reading; below zero for what is retired.
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False),
    Column("outlet", String),
    Column("url", String),
    Column("title", String),
    Column("language", String, nullable=False),
    Column("published_earliest", String),
    Column("published_latest", String),
    Column("published_basis", String, nullable=False),
    Column("retrieved", String),
    Column("lineage", String),
    Column("version_of", String),
    Column("text", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),  # not in the last run; kept for its decisions
    Column("redacted", Boolean, nullable=False, server_default=false()),  # passages were purged from the text
    Column("text_sha256", String, nullable=False, server_default=""),  # of the text as it stands here, in UTF-8
    Column("outlet_name", String),  # what an outlet that no table knows calls itself
    Index("ix_documents_outlet", "outlet"),
    Index("ix_documents_outlet_name", "outlet_name", "outlet"),
    Index("ix_documents_published", "published_earliest"),
    Index("ix_documents_latest", "published_latest"),
    Index("ix_documents_text", "text_sha256"),
)

CLAIM_BITS = 20
"""A claim's position is its document's, shifted by so many bits, plus its place in the document."""

claims = Table(
    "claims",
    metadata,
    # Documents in order, claims in text order (CLAIM_BITS); below zero for those of retired documents.
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("event", String, nullable=False, index=True),
    Column("stance", String, nullable=False),
    Column("denial", String),
    Column("denies_what", String),
    Column("attitude", String, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("earliest", String),
    Column("latest", String),
    Column("score", Float, nullable=False),
    Column("record", Text, nullable=False),  # the whole claim, as its JSON line
)


def _mentions(name: str, *columns: "Column[object]") -> Table:
    """A table of a claim's mentions; `place_in_list` is the mention's place in its list."""
    return Table(
        name,
        metadata,
        Column("claim", String, ForeignKey("claims.id"), primary_key=True),
        *columns,
        Column("place_in_list", Integer, primary_key=True),
        Column("text", String, nullable=False),
        Column("name", String),
        Column("entity", String, index=True),
    )


claim_voices = _mentions("claim_voices")
claim_voices.append_column(Column("kind", String, nullable=False))

claim_actors = _mentions("claim_actors", Column("role", String, primary_key=True))  # agent or target

claim_places = _mentions("claim_places")
claim_places.append_column(Column("lat", Float))
claim_places.append_column(Column("lon", Float))
claim_places.append_column(Column("precision", String, nullable=False))

set_aside = Table(
    "set_aside",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("source", String, nullable=False),
    Column("code", String, nullable=False, index=True),
    Column("message", String, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", String, nullable=False),
    Column("options", Text, nullable=False),  # JSON object
    Column("documents", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False, server_default="0"),
)

search_state = Table(
    "search_state",
    metadata,
    Column("version", String, primary_key=True),  # the forms by which the search index was built
)

SEARCH_INDEX = "search_index"
"""The search index itself is of another make in each database: see `riwaya.ledger.index_tables`."""

OUTPUT = (claim_places, claim_actors, claim_voices, claims, documents, set_aside, runs)
"""The tables that a run fills, those that refer to others first."""
