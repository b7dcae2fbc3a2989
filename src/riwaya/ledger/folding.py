"""The state of a claim: what the machine said of it, with the decisions that stand applied in their order."""

from collections.abc import Iterable

import msgspec

from riwaya.ledger import corrections, payloads
from riwaya.ledger.decisions import Decision, Json, Status
from riwaya.model import Claim
from riwaya.model.errors import RecordError


class Reviewed(msgspec.Struct, frozen=True):
    """A claim as it stands. `version` counts the decisions made about it; `decision` is the last one that stands."""

    claim: Claim
    status: Status
    version: int
    decision: str | None = None


def folded(machine: Claim | None, decisions: Iterable[Decision], version: int) -> Reviewed | None:
    """The claim with the standing decisions about it applied; None where neither machine nor person makes it.

    Decisions were checked against the text when they were made; that they still hold in it is looked into whenever
    the text changes (`riwaya.ledger.carrying`).
    """
    claim, status, last = machine, "unreviewed", None
    fixed = False
    for decision in decisions:
        if decision.redacted and decision.new is None and decision.action not in ("confirm", "reject"):
            continue  # what it said was redacted
        if decision.action == "add":
            claim, status, fixed = corrections.claim_of(decision.new), "added", False
        elif decision.action == "settle":  # what was decided before concerned another claim
            claim, status, fixed = machine, "unreviewed", False
        elif claim is None:
            continue
        elif decision.action == "reject":
            status = "rejected"
        elif decision.action == "confirm":
            status = "corrected" if fixed else _unless_added(claim, "confirmed")
            claim = corrections.kept(claim)
        elif decision.action in ("correct", "set_place", "set_actor"):
            claim, fixed = changed(claim, decision.action, decision.new or {}), True
            status = _unless_added(claim, "corrected")
        else:
            continue
        last = decision.id
    if claim is None:
        return None
    return Reviewed(claim, msgspec.convert(status, Status), version, last)


def _unless_added(claim: Claim, status: str) -> str:
    return "added" if corrections.ADDED in claim.rules else status


def changed(claim: Claim, action: str, new: Json) -> Claim:
    """The claim after a correction (with the text of its spans), or after one of its places or actors was set."""
    if action == "correct":
        return corrections.patched(claim, new)
    if action == "set_place":
        return corrections.place_set(claim, payloads.read(payloads.SetPlace, new))
    if action == "set_actor":
        return corrections.actor_set(claim, payloads.read(payloads.SetActor, new))
    raise RecordError(f"{action} does not change a claim")
