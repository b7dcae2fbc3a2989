"""What a user asks of an export: whose names, which places and days, how recent, and what is held back."""

import datetime
from typing import Final

import msgspec

from riwaya.lang.labels import Language

EMBARGO_HOURS: Final = 72
"""Reports younger than this are left out of exports unless the user says otherwise."""
RECENT_DAYS: Final = 365
"""How long what a report tells counts as live: people may still be where it says that they are."""


class Options(msgspec.Struct, frozen=True):
    """`today` is the day from which age is counted: the only clock of an export, and the caller's.

    `names`: private persons by the words of the text, instead of by role or initials. `sensitive`: also what is held
    back while it is recent (`riwaya.export.caution`). `embargo_hours`: 0 for none. `place` (an id or a name) with all
    that lies in it, `first` and `last` (days, inclusive) and `reviewed` (only what a person confirmed, corrected or
    added) choose what is written; what claims say together is worked out from all of them first. `only`: of a format
    that has several tables or files, these; none for all.
    """

    today: datetime.date
    names: bool = False
    sensitive: bool = False
    embargo_hours: int = EMBARGO_HOURS
    language: Language = "en"
    place: str | None = None
    first: str | None = None
    last: str | None = None
    reviewed: bool = False
    only: frozenset[str] = frozenset()

    def wants(self, part: str) -> bool:
        """Whether a part (a table, a file) of a format that has several is to be written."""
        return not self.only or part in self.only
