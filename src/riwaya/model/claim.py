"""A claim: one proposition about the conflict, on somebody's word, tied to the characters that support it.

Field order is the order of keys in the JSON lines that every command reads and writes.
"""

from collections.abc import Iterator

import msgspec

from riwaya.model.errors import RecordError
from riwaya.model.span import Span
from riwaya.model.vocabulary import (
    DENIALS,
    DENIED_PARTS,
    EVENTS,
    NEGATIVE_STANCES,
    Attitude,
    Denial,
    DeniesWhat,
    Precision,
    Relation,
    Stance,
    VoiceKind,
)


class Voice(msgspec.Struct, frozen=True):
    """Who is credited. `text` stands at `[start, end)`; `name` and `entity` are the gazetteer's where it knows them."""

    text: str
    start: int
    end: int
    name: str | None = None
    entity: str | None = None
    kind: VoiceKind = "unnamed"
    also: tuple[str, ...] = ()


class Cue(msgspec.Struct, frozen=True):
    """The reporting words, standing at `[start, end)`."""

    text: str
    start: int
    end: int


class Actor(msgspec.Struct, frozen=True):
    """Who does it or to whom it is done. A pronoun or 'the organisation' is written as the name it stands for."""

    text: str
    start: int
    end: int
    name: str | None = None
    entity: str | None = None
    also: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True):
    """Where. Coordinates (WGS84 degrees) only with a precision that says what they mean; never an invented pin."""

    text: str
    start: int
    end: int
    name: str | None = None
    entity: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unresolved"
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise RecordError(f"place {self.text!r} has half a coordinate")
        if self.lat is not None and self.precision == "unresolved":
            raise RecordError(f"place {self.text!r} has coordinates but is unresolved")


class EventTime(msgspec.Struct, frozen=True):
    """When it happened: days where they can be known, and days from publication wherever the wording is relative."""

    earliest: str | None
    latest: str | None
    offset_days: tuple[int, int] | None
    text: str
    start: int
    end: int


class Extent(msgspec.Struct, frozen=True):
    """The share of the place that is meant, as an interval in [0, 1]."""

    text: str
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.high <= 1.0:
            raise RecordError(f"extent {self.text!r} is no share: {self.low} to {self.high}")


class Quantity(msgspec.Struct, frozen=True):
    """A number that matters: `value` to `high` in `unit`, of whom or what (`of`), as exactly as the text says it."""

    text: str
    value: int | float
    high: int | float
    unit: str | None = None
    relation: Relation = "exactly"
    of: str | None = None


class Claim(msgspec.Struct, frozen=True):
    """One claim. `voices` is the chain, outermost first; empty means that the outlet says it itself.

    `score` is the system's own certainty that the passage makes the claim, in [0, 1], calibrated on annotated reports;
    it is not the probability that the event happened.
    """

    id: str
    document: str
    evidence: Span
    voices: tuple[Voice, ...]
    cue: Cue | None
    attitude: Attitude
    stance: Stance
    denial: Denial | None
    denies_what: DeniesWhat | None
    event: str
    background: bool
    agents: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    places: tuple[Place, ...]
    time: EventTime | None
    extent: Extent | None
    quantities: tuple[Quantity, ...]
    rules: tuple[str, ...]
    score: float

    def __post_init__(self) -> None:
        if self.event not in EVENTS:
            raise RecordError(f"unknown event type {self.event!r}")
        if self.stance in NEGATIVE_STANCES:
            if self.denial not in DENIALS or self.denies_what not in DENIED_PARTS:
                raise RecordError(f"a claim that {self.stance} needs a kind of denial and what it denies")
        elif self.denial is not None or self.denies_what is not None:
            raise RecordError(f"a claim that {self.stance} carries no denial")
        if bool(self.voices) != (self.cue is not None):
            raise RecordError("a claim has a cue exactly when it has a voice")
        if not 0.0 <= self.score <= 1.0:
            raise RecordError(f"score {self.score} is outside [0, 1]")

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """Every `(start, end, text)` of this claim that must hold in the document's text."""
        yield self.evidence.start, self.evidence.end, self.evidence.text
        if self.cue is not None:
            yield self.cue.start, self.cue.end, self.cue.text
        mentions: tuple[Voice | Actor | Place, ...] = (*self.voices, *self.agents, *self.targets, *self.places)
        for mention in mentions:
            yield mention.start, mention.end, mention.text
        if self.time is not None:
            yield self.time.start, self.time.end, self.time.text

    def check_against(self, text: str) -> None:
        """Raise RecordError unless every span is exactly what stands in `text`."""
        for start, end, expected in self.spans():
            if text[start:end] != expected:
                raise RecordError(f"claim {self.id}: {expected!r} is not at [{start}, {end}) of {self.document}")
