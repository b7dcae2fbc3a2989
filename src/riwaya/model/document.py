"""A document: one report's text as read, and what is known about its publication."""

import datetime

import msgspec

from riwaya.model.errors import RecordError
from riwaya.model.vocabulary import DateBasis


class Published(msgspec.Struct, frozen=True):
    """When a report was published: a closed interval of days, or nothing known, and where that comes from.

    `basis`: `sidecar` (an index file), `page` (the page's own metadata), `text` (a date line in the text),
    `inferred` (reasoned from other reports), `unknown`. Days are ISO dates.
    """

    earliest: str | None = None
    latest: str | None = None
    basis: DateBasis = "unknown"

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.latest is None):
            raise RecordError("a publication date needs both its earliest and its latest day, or neither")
        if self.earliest is None or self.latest is None:
            if self.basis != "unknown":
                raise RecordError(f"no publication date, yet its basis is {self.basis!r}")
            return
        if self.basis == "unknown":
            raise RecordError("a publication date needs a basis")
        if datetime.date.fromisoformat(self.earliest) > datetime.date.fromisoformat(self.latest):
            raise RecordError(f"publication interval {self.earliest}/{self.latest} ends before it begins")

    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The interval as dates, or None when unknown."""
        if self.earliest is None or self.latest is None:
            return None
        return datetime.date.fromisoformat(self.earliest), datetime.date.fromisoformat(self.latest)


class Document(msgspec.Struct, frozen=True):
    """One report. `text` never changes: every offset in every claim counts its Unicode code points.

    `id` is the path below the root, `sha256` that of the raw bytes as stored, `outlet` a gazetteer id
    (`outlet:…`) when the publisher is known.
    """

    id: str
    text: str
    sha256: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str = "ar"
    published: Published = Published()
    retrieved: str | None = None
    lineage: str | None = None
    version_of: str | None = None
