"""What one portion of a ledger's places came to, in a form that goes from one process to another."""

from typing import TYPE_CHECKING, Final, NamedTuple

from riwaya.ledger import derived_tables as tables
from riwaya.ledger.derived import Days, Values
from riwaya.reason.sources import Profiling
from riwaya.workspace.portions import Portion

if TYPE_CHECKING:
    from riwaya.reason.control.known import Known


class Worked(NamedTuple):
    """A portion worked out: which, rows by the names of their tables, how tellings compare, and counts; the days
    of its reports without a date, and what control has learned of the voices.
    """

    part: Portion
    rows: dict[str, list[Values]]
    profiling: Profiling
    counts: dict[str, int]
    days: "dict[str, Days | None]"
    voices: "dict[str, Known]"


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
