"""Claims with what people have made of them, for the pages."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from riwaya.ledger.store import Ledger
from riwaya.model import Claim

Status = Literal["unreviewed", "confirmed", "corrected", "rejected", "added", "re-review"]


class Reviewed(msgspec.Struct, frozen=True):
    """A claim as it stands now, how it got there, and the version that a change must name."""

    claim: Claim
    status: Status = "unreviewed"
    version: int = 0
    decision: str | None = None


def of_document(ledger: Ledger, document: str) -> Iterator[Reviewed]:
    """Every claim of a document, in text order."""
    return map(Reviewed, ledger.claims(document=document, retired=True))


def one(ledger: Ledger, ident: str) -> Reviewed:
    """One claim by its id; LedgerError if there is none."""
    return Reviewed(ledger.claim(ident))
