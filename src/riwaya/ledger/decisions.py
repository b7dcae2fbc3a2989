"""Human decisions: what a reviewer may decide, about what, and the record that is left of it.

A decision is never changed and never deleted; it is taken back by a further one (`undo`). What the ledger says of
anything is the machine's output with the decisions that stand applied in the order in which they were made.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, get_args

import msgspec

from riwaya.model.errors import LedgerError, RecordError
from riwaya.model.ids import content_id

TargetKind = Literal["claim", "event", "relation", "source", "place", "actor", "document"]
Action = Literal[
    "confirm",
    "correct",
    "reject",
    "add",
    "merge",
    "split",
    "link",
    "unlink",
    "set_place",
    "set_actor",
    "grade",
    "settle",
    "undo",
]
Status = Literal["unreviewed", "confirmed", "corrected", "rejected", "added", "re-review"]

TARGET_KINDS: Final[frozenset[str]] = frozenset(get_args(TargetKind))
ACTIONS: Final[frozenset[str]] = frozenset(get_args(Action))

ACTIONS_ON: Final[dict[str, frozenset[str]]] = {
    "claim": frozenset({"confirm", "correct", "reject", "add", "set_place", "set_actor", "settle"}),
    "event": frozenset({"merge", "split", "confirm"}),
    "relation": frozenset({"link", "unlink"}),
    "source": frozenset({"grade"}),
    "place": frozenset({"set_place"}),
    "actor": frozenset({"set_actor"}),
    "document": frozenset({"confirm"}),
}
"""What can be decided about what (beside `undo`, which takes back any decision).

`confirm` of a document says that it has been reviewed whole: nothing in it is left to add. `settle` ends the re-review
of a claim that a later run no longer makes (`riwaya.ledger.carry`)."""

MAIN: Final = ""
"""The track of decisions that everybody sees. Every other track is one reviewer's own, kept apart for a sample."""

Json = dict[str, Any]


class Target(msgspec.Struct, frozen=True, order=True):
    """What a decision is about.

    `id`: a claim's or a document's id; an event's (or dispute's) id; for a relation `relation_id` of its two claims; a
    gazetteer id for a source; for places and actors a gazetteer id, or `text:` and the folded name where the gazetteer
    knows none.
    """

    kind: TargetKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Draft(msgspec.Struct, frozen=True):
    """A decision that somebody asks for. `riwaya.ledger.payloads` says what `new` holds for each action.

    `also`: further targets that it touches, each with the version that was seen (merging touches several events).
    `sample`: the sample (two-person review) that it is an adjudication of.
    """

    action: Action
    target: Target
    who: str
    new: Json | None = None
    why: str | None = None
    also: tuple[tuple[Target, int], ...] = ()
    sample: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """A decision that was made. `seq` orders all decisions of a ledger; `when` is UTC, ISO 8601, to the microsecond.

    `old` is what stood before, `new` what was decided; `version` that of the target before, which the decision raised
    by one. `document` is the document concerned, if it is one, and `sha256` that of its raw bytes, so that a decision
    always tells which text it was made on. `track` is MAIN, or the reviewer's own in a sample. `redacted`: text was
    taken out of this record later.
    """

    id: str
    seq: int
    action: Action
    target: Target
    old: Json | None
    new: Json | None
    why: str | None
    who: str
    when: str
    version: int
    document: str | None = None
    sha256: str | None = None
    undoes: str | None = None
    track: str = MAIN
    sample: str | None = None
    also: tuple[tuple[Target, int], ...] = ()
    redacted: bool = False

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything it touches."""
        return (self.target, *(target for target, _ in self.also))


class Conflict(LedgerError):
    """Somebody else decided about the same thing meanwhile; nothing was written.

    `target` is what changed, `expected` the version that was seen, `found` the version there is, `decision` the last
    decision about it (None if it can't be told), `by` and `when` who made it and when.
    """

    def __init__(self, target: Target, expected: int, found: int, decision: Decision | None) -> None:
        self.target, self.expected, self.found, self.decision = target, expected, found, decision
        self.by = decision.who if decision else None
        self.when = decision.when if decision else None
        what = f"{decision.who} decided on it ({decision.action}) at {decision.when}" if decision else "it was changed"
        super().__init__(
            f"{target}: {what}, after the state that you saw (version {expected}, now {found}); "
            "look at it again and decide anew"
        )

    def __reduce__(self) -> "tuple[type[Conflict], tuple[Target, int, int, Decision | None]]":
        return type(self), (self.target, self.expected, self.found, self.decision)


class BuiltUpon(LedgerError):
    """A decision cannot be undone by itself, because later ones rest on it; `later` are those, last first."""

    def __init__(self, decision: Decision, later: Sequence[Decision]) -> None:
        self.decision, self.later = decision, tuple(later)
        named = "; ".join(f"{d.id} ({d.action} by {d.who}, {d.when})" for d in self.later[:3])
        more = f" and {len(self.later) - 3} more" if len(self.later) > 3 else ""
        super().__init__(f"decision {decision.id}: later decisions rest on it: {named}{more}; undo those first")

    def __reduce__(self) -> "tuple[type[BuiltUpon], tuple[Decision, tuple[Decision, ...]]]":
        return type(self), (self.decision, self.later)


def decision_id(decision: Decision) -> str:
    """The content hash of all that a decision says; `id` and `redacted` do not count."""
    plain = {name: value for name, value in msgspec.to_builtins(decision).items() if name not in ("id", "redacted")}
    return content_id("decision", msgspec.json.encode(plain, order="deterministic").decode())


def relation_id(a: str, b: str) -> str:
    """The id of the relation between two claims, whichever is named first."""
    if a == b:
        raise RecordError(f"claim {a} cannot be related to itself")
    return "~".join(sorted((a, b)))


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those of the decisions that have not been undone, in order, without the undoings themselves.

    The decisions must be all of their targets; the undoing of an undoing makes the first decision stand again.
    """
    ordered = sorted(decisions, key=lambda decision: decision.seq)
    undone: set[str] = set()
    for decision in reversed(ordered):
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return [decision for decision in ordered if decision.id not in undone and decision.undoes is None]


def utc_now() -> datetime.datetime:
    """The clock that decisions are dated by unless another is given."""
    return datetime.datetime.now(datetime.UTC)


def timestamp(moment: datetime.datetime) -> str:
    """A moment as decisions record it. RecordError for one without a time zone."""
    if moment.tzinfo is None:
        raise RecordError("a decision's time needs a time zone")
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
