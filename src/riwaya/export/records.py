"""What formats write: claims, events, disputes and places as they may leave the house.

Everything here has been through `persons` and `caution` already; a format never sees a raw claim.
"""

import msgspec

from riwaya.ledger.decisions import Status
from riwaya.model import Quantity


class Named(msgspec.Struct, frozen=True):
    """Who is mentioned. `text`: the words of the text; `name`: the neutral name in the export's language.

    `private`: a person who is not named here: both are a role or initials, and there is no entity.
    """

    text: str
    name: str
    entity: str | None
    kind: str
    private: bool = False


class Spot(msgspec.Struct, frozen=True):
    """Where. `precision` is that of the claim (`point`, `area`, `part`, `near`, `unresolved`).

    `coarse`: the position is that of the town, although more is known. `kind`, `country` (ISO 3166-1 alpha-2) and
    `province` are the gazetteer's, empty where it has none.
    """

    text: str
    name: str
    arabic: str
    entity: str | None
    kind: str
    country: str
    province: str
    lat: float | None
    lon: float | None
    precision: str
    coarse: bool = False


class Told(msgspec.Struct, frozen=True):
    """One claim. `earliest` and `latest`: its days in the calendar, None when unknown; `supposed`: the text gives none,
    and they are those just before its publication. `masked`: private names were taken out of `evidence`.
    """

    id: str
    document: str
    outlet: str | None
    outlet_name: str
    published: str | None
    start: int
    end: int
    evidence: str
    masked: bool
    voices: tuple[Named, ...]
    cue: str | None
    attitude: str
    stance: str
    denial: str | None
    denies_what: str | None
    event: str
    background: bool
    agents: tuple[Named, ...]
    targets: tuple[Named, ...]
    places: tuple[Spot, ...]
    earliest: str | None
    latest: str | None
    supposed: bool
    time_text: str | None
    offset_days: tuple[int, int] | None
    extent: tuple[float, float] | None
    quantities: tuple[Quantity, ...]
    rules: tuple[str, ...]
    score: float
    status: Status

    @property
    def teller(self) -> str:
        """On whose word: the innermost voice, or the outlet."""
        return self.voices[-1].name if self.voices else self.outlet_name


class Count(msgspec.Struct, frozen=True):
    """How many people of one status (`civilians`, `people`, `fighters, injured`): the least and most anybody says."""

    of: str
    low: float
    high: float


class Happening(msgspec.Struct, frozen=True):
    """One event as told. `asserting`: the claims that say that it happened, without those that were taken back; an
    event without any did not happen in anybody's words, and is no event of the event-shaped formats.

    `type` is the one that most of them give (of all claims where nobody asserts it). `agents` and `targets` are theirs
    alone. `others`: the claims that deny, doubt, expect, threaten, demand or think it possible. `roots`: independent
    tellings that say it happened. `causes`: the events that a toll is told as the outcome of. `decided`:
    people merged or split it.
    """

    id: str
    type: str
    place: Spot | None
    earliest: str | None
    latest: str | None
    asserting: tuple[Told, ...]
    others: tuple[Told, ...]
    agents: tuple[Named, ...]
    targets: tuple[Named, ...]
    civilians: bool
    counts: tuple[Count, ...]
    documents: int
    roots: int
    disputes: tuple[str, ...]
    causes: tuple[str, ...]
    country: str
    decided: bool = False

    @property
    def happened(self) -> bool:
        """Whether anybody says, and has not taken back, that it happened."""
        return bool(self.asserting)

    @property
    def claims(self) -> tuple[Told, ...]:
        """All its claims, those that assert it first."""
        return (*self.asserting, *self.others)


class Account(msgspec.Struct, frozen=True):
    """One camp of a dispute."""

    says: str
    voices: tuple[str, ...]
    claims: tuple[str, ...]
    roots: int
    since: str | None


class Contested(msgspec.Struct, frozen=True):
    """One dispute; `open` until nobody holds the other account."""

    id: str
    topic: str
    about: str
    place: Spot | None
    earliest: str | None
    latest: str | None
    subtypes: tuple[str, ...]
    open: bool
    would_settle: str
    weight: float
    camps: tuple[Account, ...]


class Linked(msgspec.Struct, frozen=True):
    """A relation of two claims, as `riwaya relations` prints it. `decided`: a person said so."""

    a: str
    b: str
    type: str
    subtype: str | None
    score: float
    reasons: tuple[str, ...]
    decided: bool


class Source(msgspec.Struct, frozen=True):
    """One report, without its text."""

    id: str
    outlet: str | None
    outlet_name: str
    title: str | None
    url: str | None
    earliest: str | None
    latest: str | None
    basis: str
    retrieved: str | None
    language: str | None
    sha256: str | None
    lineage: str | None
    version_of: str | None
    redacted: bool
    claims: int


class Held(msgspec.Struct, frozen=True):
    """Who held a place on a day, by the model: `then` as known on that day, `now` as known now, each by holder (an
    entity, `contested` or `other`). `roots`: independent tellings so far; `days_since` the last report.
    """

    place: Spot
    day: str
    then: dict[str, float]
    now: dict[str, float]
    besieged_by: dict[str, float]
    roots: int
    days_since: int | None

    @property
    def likeliest(self) -> str:
        """The state with the highest probability as known now; of equals the first by name."""
        return min(self.now, key=lambda state: (-self.now[state], state))
