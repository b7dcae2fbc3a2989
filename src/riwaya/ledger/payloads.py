"""What a decision's `new` holds, action by action; unknown keys and wrong values are refused.

| action | on | `new` |
| --- | --- | --- |
| confirm, reject | claim, event, document | nothing |
| correct | claim | fields of the claim with their new values (`riwaya.ledger.corrections`) |
| add | claim | the claim, whole |
| set_place | claim | `SetPlace` with `index`: which of the claim's places |
| set_place | place | `SetPlace` without `index`: wherever this id or name stands (in `document` only, if given) |
| set_actor | claim | `SetActor` with `role` and `index` |
| set_actor | actor | `SetActor` without them |
| merge, split | event | `Groups`: the claims of each of the events that are one, or that are not one |
| link, unlink | relation | `Link` |
| grade | source | `Graded` |
| settle | claim | `Settled` |
"""

from typing import Any, Final, Literal, TypeVar

import msgspec

from riwaya.ledger.decisions import Draft, Json
from riwaya.model.errors import RecordError
from riwaya.model.vocabulary import Precision

RelationType = Literal["repeats", "corroborates", "contradicts", "supersedes", "retracts"]
RelationSubtype = Literal["direct", "partial", "definitional", "responsibility", "victim_status", "quantity"]
Letter = Literal["A", "B", "C", "D", "E", "F"]
Role = Literal["agents", "targets", "voices"]


class PlaceChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which place is meant. Without an entity the place stays as named, with the coordinates given, if any."""

    entity: str | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unresolved"


class ActorChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which actor or voice is meant."""

    entity: str | None = None
    name: str | None = None


class SetPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The place that is meant; None: no place that can be told."""

    place: PlaceChoice | None
    index: int | None = None
    document: str | None = None


class SetActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The actor (or voice) that is meant; None: none that can be told."""

    actor: ActorChoice | None
    role: Role | None = None
    index: int | None = None
    document: str | None = None


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Claims of two or more events."""

    claims: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        named = [claim for group in self.claims for claim in group]
        if len(self.claims) < 2 or not all(self.claims):
            raise RecordError("merging and splitting need two groups of claims or more")
        if len(set(named)) != len(named):
            raise RecordError("a claim stands in two of the groups, or twice in one")


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How claim `a` is related to claim `b` (`a` supersedes `b`); for `unlink` that it is not, whatever the type."""

    a: str
    b: str
    type: RelationType | None = None
    subtype: RelationSubtype | None = None


class Graded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reliability of an institution on the Admiralty scale: A (reliable) to E (unreliable), F (cannot be judged).

    None takes a grade away. The items' own scale (1 to 6) is about claims and not given here.
    """

    grade: Letter | None


class Settled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What came of the re-review of a claim that is gone: the claim that took its decisions over, or None."""

    carried_to: str | None


T = TypeVar("T")

_PAYLOADS: Final[dict[str, type[Any]]] = {
    "set_place": SetPlace,
    "set_actor": SetActor,
    "merge": Groups,
    "split": Groups,
    "link": Link,
    "unlink": Link,
    "grade": Graded,
    "settle": Settled,
}
_NOTHING: Final = frozenset({"confirm", "reject", "undo"})


def read(kind: type[T], value: Json | None) -> T:
    """A payload from JSON; RecordError says what is wrong with it."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise RecordError(f"this decision cannot be read: {error}") from error


def check(draft: Draft) -> None:
    """RecordError unless `draft.new` is what its action takes; what the ledger holds is not looked at."""
    if draft.action in _NOTHING:
        if draft.new:
            raise RecordError(f"{draft.action} takes no values, but was given {', '.join(sorted(draft.new))}")
        return
    if draft.action in ("correct", "add"):
        if not draft.new:
            raise RecordError(f"{draft.action} needs the fields of the claim and their values")
        return
    payload = read(_PAYLOADS[draft.action], draft.new)
    on_claim = draft.target.kind == "claim"
    if isinstance(payload, SetPlace | SetActor) and (payload.index is not None) != on_claim:
        raise RecordError("which of a claim's names is meant needs its index; for all claims leave it out")
    if isinstance(payload, SetActor) and (payload.role is not None) != on_claim:
        raise RecordError("which of a claim's lists is meant needs its role; for all claims leave it out")
    if draft.action == "link" and isinstance(payload, Link) and payload.type is None:
        raise RecordError("linking two claims needs the type of their relation")
    if draft.action == "grade" and not (draft.why or "").strip():
        raise RecordError("a grade needs its reason")
