"""The state of a claim: what the machine said of it, with the decisions that stand applied in their order."""

from collections.abc import Iterable

import msgspec

from riwaya.ledger import corrections, payloads
from riwaya.ledger.decisions import Decision, Json, Status
from riwaya.model import Claim, Document
from riwaya.model.errors import RecordError


class Reviewed(msgspec.Struct, frozen=True):
    """A claim as it stands. `version` counts the decisions made about it; `decision` is the last one that stands."""

    claim: Claim
    status: Status
    version: int
    decision: str | None = None


def folded(machine: Claim | None, decisions: Iterable[Decision], document: Document, version: int) -> Reviewed | None:
    """The claim with the standing decisions about it applied; None where neither machine nor person makes it.

    Decisions were checked when they were made; one that does not fit the claim any more (its text changed) is
    a RecordError, and shown for re-review before it can come to that.
    """
    claim, status, last = machine, "unreviewed", None
    fixed = False
    for decision in decisions:
        if decision.action == "add":
            claim, status, fixed = corrections.claim_of(decision.new), "added", False
        elif claim is None:
            continue
        elif decision.action == "reject":
            status = "rejected"
        elif decision.action == "confirm":
            status = "corrected" if fixed else _unless_added(claim, "confirmed")
            claim = corrections.kept(claim)
        elif decision.action in ("correct", "set_place", "set_actor"):
            claim, fixed = changed(claim, decision.action, decision.new or {}, document), True
            status = _unless_added(claim, "corrected")
        else:
            continue
        last = decision.id
    if claim is None:
        return None
    return Reviewed(claim, msgspec.convert(status, Status), version, last)


def _unless_added(claim: Claim, status: str) -> str:
    return "added" if corrections.ADDED in claim.rules else status


def changed(claim: Claim, action: str, new: Json, document: Document) -> Claim:
    """The claim after a correction, or after one of its places or actors was set."""
    if action == "correct":
        return corrections.corrected(claim, document, new)
    if action == "set_place":
        return corrections.place_set(claim, payloads.read(payloads.SetPlace, new))
    if action == "set_actor":
        return corrections.actor_set(claim, payloads.read(payloads.SetActor, new))
    raise RecordError(f"{action} does not change a claim")
