"""An alert as people and programs read it."""

from typing import Literal

import msgspec

Kind = Literal["contradiction", "dispute", "holder"]


class Where(msgspec.Struct, frozen=True):
    """The place; `lat` and `lon` are those of its town, never finer."""

    id: str
    name: str
    arabic: str
    country: str
    lat: float | None
    lon: float | None


class Side(msgspec.Struct, frozen=True):
    """One account: what it says, and who says it; private persons by their role."""

    says: str
    by: tuple[str, ...]


class Source(msgspec.Struct, frozen=True):
    """A report that the alert rests on."""

    document: str
    outlet: str
    published: str | None
    url: str | None


class Alert(msgspec.Struct, frozen=True):
    """One alert. `id` is a hash of what it tells: the same is never told twice.

    `subtype`: of a contradiction its kind, of a dispute what it is about. `earliest` and `latest`: the days that are
    spoken of. `before`, `after`, `holder` (the id of `after`) and `probability` (of it, a model probability) are of a
    change of holder.
    """

    id: str
    kind: Kind
    text: str
    found_at: str
    place: Where | None
    subtype: str | None
    earliest: str | None
    latest: str | None
    sides: tuple[Side, ...]
    before: str | None
    after: str | None
    holder: str | None
    probability: float | None
    claims: tuple[str, ...]
    sources: tuple[Source, ...]
