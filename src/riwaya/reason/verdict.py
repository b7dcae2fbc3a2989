"""The outcome of comparing two claims."""

from typing import Final, Literal

import msgspec

from riwaya.reason.facts import Fact

Verdict = Literal["repeats", "corroborates", "contradicts", "supersedes", "retracts"]
Subtype = Literal["direct", "partial", "definitional", "responsibility", "victim_status", "quantity"]
SYMMETRIC: Final = frozenset({"corroborates", "contradicts"})


class Related(msgspec.Struct, frozen=True):
    """`a` `type` `b`. The later claim repeats, supersedes or retracts the earlier; the other types have no direction,
    and `a` is the claim that was told first. `score` is certainty in [0, 1], no probability. `decided`: the id of the
    decision by which a person said so, None where it was worked out.
    """

    a: str
    b: str
    type: Verdict
    subtype: Subtype | None
    reasons: tuple[str, ...]
    score: float
    decided: str | None = None


def found(type: Verdict, subtype: Subtype | None, a: Fact, b: Fact, score: float, *reasons: str) -> Related:
    """A relation between two facts, those without direction in the order of telling."""
    if type in SYMMETRIC and b.order < a.order:
        a, b = b, a
    return Related(a.id, b.id, type, subtype, reasons, round(score, 3))
