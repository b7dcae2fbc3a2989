"""Re-review: claims that were decided about and that the last run no longer makes, beside what it makes instead."""

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from riwaya.ledger import carrying, checks, claim_states, corrections, decision_rows, reviews
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import MAIN, Decision, Draft, Json, Target, standing, utc_now
from riwaya.ledger.reviews import Now
from riwaya.model import Claim
from riwaya.model.errors import LedgerError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger


class Waiting(msgspec.Struct, frozen=True):
    """A claim that waits for re-review: `claim` as it stood, and what stands about it.

    `candidate`: the claim of the last run most like it, if any is (the claim itself where only a correction no longer
    fits); `likeness` of the two, 0 to 1. `reason`: `gone` (the run no longer makes it) or `text` (the document's bytes
    are others). `version` is the claim's, for deciding about it.
    """

    id: str
    document: str
    claim: Claim
    decisions: tuple[Decision, ...]
    version: int
    reason: str
    candidate: str | None = None
    likeness: float | None = None


def waiting(ledger: "Ledger", *, document: str | None = None) -> list[Waiting]:
    """What waits for re-review, by document and id; all of it, or of one document."""
    table = tables.rereview.c
    query = select(tables.rereview).where(table.kind == "claim").order_by(table.document, table.id)
    if document is not None:
        query = query.where(table.document == document)
    with ledger.reading() as connection:
        out = []
        for row in connection.execute(query).all():
            target = Target("claim", row.id)
            stands = carrying.since_settled(standing(decision_rows.about(connection, [target], MAIN)))
            out.append(
                Waiting(
                    id=row.id,
                    document=row.document,
                    claim=checks.last_known(connection, row.id),
                    decisions=tuple(stands),
                    version=decision_rows.version_of(connection, target),
                    reason=row.reason,
                    candidate=row.candidate,
                    likeness=None if row.likeness is None else float(row.likeness),
                )
            )
        return out


def carry_over(
    ledger: "Ledger", gone: str, candidate: str, who: str, why: str | None = None, *, now: Now = utc_now
) -> list[Decision]:
    """Make the decisions about a claim that is gone hold for the claim that took its place; settle the old one.

    The new claim is confirmed, rejected or corrected as the old one was (a correction sets the same fields to the same
    values); RecordError if they do not hold in its text.
    """
    with ledger.writing() as connection:
        waiting = _waiting(connection, gone)
        target = Target("claim", candidate)
        earlier = carrying.since_settled(standing(decision_rows.about(connection, [waiting], MAIN)))
        settle = Draft("settle", waiting, who, {"carried_to": candidate}, why)
        out = [reviews.made(connection, settle, decision_rows.version_of(connection, waiting), now)]
        for old in earlier:
            action, new = old.action, old.new
            if action == "add":
                action, new = "correct", _fields_of(old.new)
            if action not in ("confirm", "correct", "reject", "set_place", "set_actor"):
                continue
            draft = Draft(action, target, who, new, why or f"carried over from {old.id}")
            out.append(reviews.made(connection, draft, decision_rows.version_of(connection, target), now))
        return out


def let_go(ledger: "Ledger", gone: str, who: str, why: str | None = None, *, now: Now = utc_now) -> Decision:
    """End the re-review of a claim that is gone: what was decided about it concerns no claim any more."""
    with ledger.writing() as connection:
        waiting = _waiting(connection, gone)
        draft = Draft("settle", waiting, who, {"carried_to": None}, why)
        return reviews.made(connection, draft, decision_rows.version_of(connection, waiting), now)


def keep(ledger: "Ledger", gone: str, who: str, why: str | None = None, *, now: Now = utc_now) -> Decision:
    """Keep a claim that runs no longer make, as it stood, as one that a person added.

    RecordError if its characters are no longer in the document's text.
    """
    with ledger.writing() as connection:
        waiting = _waiting(connection, gone)
        claim = checks.last_known(connection, gone)
        new = corrections.as_json(msgspec.structs.replace(claim, rules=(corrections.ADDED,), score=1.0))
        draft = Draft("add", waiting, who, new, why)
        return reviews.made(connection, draft, decision_rows.version_of(connection, waiting), now)


def _fields_of(claim: Json | None) -> Json:
    return {name: value for name, value in (claim or {}).items() if name in corrections.CORRECTABLE}


def _waiting(connection: Connection, gone: str) -> Target:
    if not claim_states.gone(connection, [gone]):
        raise LedgerError(f"claim {gone} does not wait for re-review")
    return Target("claim", gone)
