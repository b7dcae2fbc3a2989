"""What one portion of a ledger's places came to, in a form that goes from one process to another."""

from typing import Final, NamedTuple

from riwaya.ledger import derived_tables as tables
from riwaya.ledger.derived import Values
from riwaya.reason.sources import Profiling


class Worked(NamedTuple):
    """A portion worked out: its places, rows by the names of their tables, how tellings compare, and counts."""

    places: frozenset[str]
    rows: dict[str, list[Values]]
    profiling: Profiling
    counts: dict[str, int]


TABLES: Final = {
    table.name: table
    for table in (
        tables.derived_places,
        *tables.BY_PLACE,
        tables.derived_event_claims,
        tables.derived_dispute_claims,
        tables.derived_control,
    )
}
"""The tables that a portion fills, by their names."""
