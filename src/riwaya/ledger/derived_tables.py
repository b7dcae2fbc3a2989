"""Tables of what is reasoned from the claims: filled by `riwaya.workspace.derive`, thrown away and made anew at will.

Nothing here is a source: every row follows from claims and decisions. A row has the columns that pages look things up
and order them by, and the whole record as JSON. Places are anchors (`riwaya.reason.where`): a gazetteer id, `text:` and
a name, or empty for claims that name no place.
"""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text

from riwaya.ledger.schema import metadata

derived_state = Table(
    "derived_state",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("run", String),  # the run whose claims these are, None when nothing is derived
    Column("version", String, nullable=False),  # of riwaya
    Column("computed_at_decision", Integer, nullable=False),  # the last decision that all of it knows of
    # How many documents there were when all of it was last worked out at once.
    Column("documents", Integer, nullable=False, server_default="0"),
)

derived_days = Table(
    "derived_days",
    metadata,
    Column("document", String, primary_key=True),  # a document without a date
    Column("first", Integer),  # its likely days, as proleptic ordinals; none where they cannot be told
    Column("last", Integer),
)

derived_voices = Table(
    "derived_voices",
    metadata,
    Column("voice", String, primary_key=True),  # as control judges it; empty for one that is not known yet
    Column("weight", Float, nullable=False),  # how many claims that was learned from
    Column("record", Text, nullable=False),
)

derived_counts = Table(
    "derived_counts",
    metadata,
    Column("name", String, primary_key=True),  # documents, undated, claims, or stance: and a stance
    Column("number", Integer, nullable=False),
)
"""What would take a look at every claim to count, of the run of `derived_state`."""

derived_places = Table(
    "derived_places",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("country", String, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("first", String),
    Column("last", String),
    Column("record", Text, nullable=False),
    Index("ix_derived_places_claims", "claims"),
)

derived_place_claims = Table(
    "derived_place_claims",
    metadata,
    Column("place", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("day", String),  # the last day that it may speak of
    Index("ix_derived_place_claims_day", "place", "day", "claim"),
    Index("ix_derived_place_claims_document", "document"),
    Index("ix_derived_place_claims_when", "day"),
    sqlite_with_rowid=False,
)

derived_spots = Table(
    "derived_spots",
    metadata,
    Column("day", String, primary_key=True),  # the last day that its claims may speak of
    Column("place", String, primary_key=True),
    Column("spot", String, primary_key=True),  # the place as it is drawn: a part of the anchor, or the anchor
    Column("precision", String, primary_key=True),
    Column("stance", String, primary_key=True),
    Column("text", String, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("claims", Integer, nullable=False),
    Column("example", String, nullable=False),  # one of its claims
    Index("ix_derived_spots_place", "place"),
    sqlite_with_rowid=False,
)
"""How many claims of which stance are where on which day: what the map shows, so that no claim need be looked at."""

derived_events = Table(
    "derived_events",
    metadata,
    Column("id", String, primary_key=True),
    Column("place", String, nullable=False),
    Column("type", String, nullable=False),
    Column("earliest", String),
    Column("latest", String),
    Column("documents", Integer, nullable=False),
    Column("roots", Integer, nullable=False),
    Column("happened", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_derived_events_place", "place", "latest"),
    Index("ix_derived_events_documents", "documents"),
)

derived_event_claims = Table(
    "derived_event_claims",
    metadata,
    Column("event", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Index("ix_derived_event_claims_claim", "claim"),
    sqlite_with_rowid=False,
)

derived_relations = Table(
    "derived_relations",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("type", String, primary_key=True),
    Column("subtype", String),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index("ix_derived_relations_b", "b"),
    Index("ix_derived_relations_place", "place"),
)

derived_disputes = Table(
    "derived_disputes",
    metadata,
    Column("id", String, primary_key=True),
    Column("place", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("weight", Float, nullable=False),
    Column("earliest", String),
    Column("latest", String),
    Column("record", Text, nullable=False),
    Index("ix_derived_disputes_weight", "weight", "id"),
    Index("ix_derived_disputes_place", "place"),
)

derived_dispute_claims = Table(
    "derived_dispute_claims",
    metadata,
    Column("dispute", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("camp", Integer, nullable=False),
    Index("ix_derived_dispute_claims_claim", "claim"),
)

derived_control = Table(
    "derived_control",
    metadata,
    Column("place", String, primary_key=True),
    Column("anchor", String, nullable=False),  # the place whose page shows it
    Column("roots", Integer, nullable=False),
    Column("first", String, nullable=False),
    Column("last", String, nullable=False),
    Column("state", String, nullable=False),  # the likeliest on the last day: a holder, contested or other
    Column("probability", Float, nullable=False),
    Column("stretches", Text, nullable=False),  # the likeliest state by stretches of days: what the map shows
    Column("record", Text, nullable=False),
    Column("computed_at_decision", Integer, nullable=False),
    Index("ix_derived_control_anchor", "anchor"),
    Index("ix_derived_control_roots", "roots"),
)

derived_sources = Table(
    "derived_sources",
    metadata,
    Column("kind", String, primary_key=True),  # outlet or voice
    Column("id", String, primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_derived_sources_claims", "claims"),
)

BY_PLACE = (derived_events, derived_relations, derived_disputes, derived_place_claims, derived_spots)
"""Tables whose rows belong to one place each, by their column `place`."""

DERIVED = (
    derived_state,
    derived_counts,
    derived_places,
    *BY_PLACE,
    derived_event_claims,
    derived_dispute_claims,
    derived_control,
    derived_sources,
    derived_days,
    derived_voices,
)
