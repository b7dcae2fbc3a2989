"""What the first page shows."""

import msgspec

from riwaya.ledger import browse
from riwaya.ledger.store import Ledger


class Overview(msgspec.Struct, frozen=True):
    """`stances`: how many claims have each; `codes`: why inputs were set aside, with how many each."""

    documents: int
    undated: int
    claims: int
    stances: dict[str, int]
    set_aside: dict[str, int]


def overview(ledger: Ledger) -> Overview:
    """The overview of a ledger."""
    counts = browse.counts(ledger)
    return Overview(counts.documents, counts.undated, sum(counts.stances.values()), counts.stances, counts.set_aside)
