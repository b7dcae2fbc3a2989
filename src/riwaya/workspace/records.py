"""What is derived from the claims, as it is stored and shown. Days are ISO, shares in percent, places anchors."""

import msgspec


class Teller(msgspec.Struct, frozen=True):
    """Who tells something: an entity, or the name as told; private persons only by their kind (`pool:activist`).

    `kind` is the voice's, or `outlet`; `claims` how many of its claims are meant here.
    """

    id: str
    name: str
    kind: str
    claims: int


class PlaceRecord(msgspec.Struct, frozen=True):
    """A place and how much is told of it. `name` is Latin, `arabic` Arabic; either may be the other.

    `lat`, `lon` are None where the place is not known well enough to be drawn; `precision` as in the gazetteer.
    """

    id: str
    name: str
    arabic: str
    kind: str
    country: str
    parent: str | None
    lat: float | None
    lon: float | None
    precision: str
    claims: int
    documents: int
    events: int
    disputes: int
    first: str | None
    last: str | None


class Told(msgspec.Struct, frozen=True):
    """One lineage of an event: the claims of it, the root first, with what each adds and why it is of this lineage."""

    root: str
    claims: tuple[str, ...]
    weights: tuple[float, ...]
    because: tuple[str, ...]
    outlets: tuple[str, ...]


class CountRecord(msgspec.Struct, frozen=True):
    """What one voice counts, with the claims in which it does."""

    voice: str
    low: float
    high: float
    claims: tuple[str, ...]


class TollRecord(msgspec.Struct, frozen=True):
    """People of one status, from the least to the most that anybody counts."""

    of: str
    low: float
    high: float
    counts: tuple[CountRecord, ...]


class EventRecord(msgspec.Struct, frozen=True):
    """One happening as its reports tell it. `claims` counts all; the lineages hold the first of them (`MOST`)."""

    id: str
    type: str
    kind: str
    place: str
    earliest: str | None
    latest: str | None
    claims: int
    documents: int
    roots: int
    happened: bool
    lineages: tuple[Told, ...]
    tolls: tuple[TollRecord, ...]
    causes: tuple[str, ...]


class CampRecord(msgspec.Struct, frozen=True):
    """One account of a dispute."""

    says: str
    spokesman: str
    tellers: tuple[Teller, ...]
    claims: tuple[str, ...]
    roots: int
    since: str | None


class ChangeRecord(msgspec.Struct, frozen=True):
    """A voice that went from one camp (by number) to another."""

    voice: str
    before: int
    after: int
    on: str | None


class DisputeRecord(msgspec.Struct, frozen=True):
    """A contested event or state of a place. `event`: the type of event that some tell of and others deny; empty in
    records that an earlier version wrote.
    """

    id: str
    topic: str
    about: str
    place: str
    earliest: str | None
    latest: str | None
    subtypes: tuple[str, ...]
    camps: tuple[CampRecord, ...]
    changed: tuple[ChangeRecord, ...]
    open: bool
    settled_by: str
    would_settle: str
    weight: float
    event: str = ""


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """A claim on a timeline: the day that it speaks of (from the first), the state that it speaks for (holders, then
    contested, then other), and whether it denies.
    """

    claim: str
    at: int
    state: int
    denies: bool


class Timeline(msgspec.Struct, frozen=True):
    """Who held one place, day by day from `first`, in percent: holders in their order, then contested and other.

    `filtered` as known on each day, `smoothed` as known now, `alike` as known now if every voice were believed alike
    (None when that was not worked out). `roots` and `since` (days since the last report, -1 for none yet) are the
    support; `besieged` by each holder. `marks` are the weightiest claims, in the order of their days; `cut` tells that
    the timeline begins later than its evidence.
    """

    place: str
    name: str
    first: str
    holders: tuple[str, ...]
    filtered: tuple[tuple[int, ...], ...]
    smoothed: tuple[tuple[int, ...], ...]
    alike: tuple[tuple[int, ...], ...] | None
    besieged: tuple[tuple[int, ...], ...]
    roots: tuple[int, ...]
    since: tuple[int, ...]
    marks: tuple[Mark, ...]
    cut: bool = False


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """From this day (from the first) on, this state is the likeliest, with this many percent, besieged or not."""

    at: int
    state: int
    percent: int
    besieged: bool


class Shown(msgspec.Struct, frozen=True):
    """What the map shows of a place: its holders by number, and its stretches of days."""

    holders: tuple[str, ...]
    stretches: tuple[Stretch, ...]


class Use(msgspec.Struct, frozen=True, array_like=True):
    """One use of a paired word, with where it stands."""

    form: str
    document: str
    start: int
    end: int
    text: str


class Words(msgspec.Struct, frozen=True):
    """The words that a source uses for one referent: how often each, and where some of them stand."""

    referent: str
    forms: tuple[tuple[str, int], ...]
    uses: tuple[Use, ...]


class SourceFigures(msgspec.Struct, frozen=True):
    """One outlet or voice in figures: so much of its record as lists show, for what it words how is most of a record.

    `pooled`: private persons of one kind, together; they are never graded. `low` and `high` are the interval of the
    share of its claims of control that held, over `checked` independent roots, with its Admiralty `letter`; None where
    it cannot be judged or was not.
    """

    id: str
    name: str
    kind: str
    pooled: bool
    claims: int
    first: int
    repeated: int
    denied: int
    contradicted: int
    low: float | None = None
    high: float | None = None
    checked: int | None = None
    letter: str | None = None


class SourceRecord(SourceFigures, frozen=True, kw_only=True):
    """The whole record of an outlet or voice: its figures, and how it words whom and what (`framing_left` left out)."""

    framing: tuple[Words, ...]
    framing_left: int = 0
