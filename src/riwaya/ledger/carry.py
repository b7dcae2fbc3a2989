"""What ingestion asks of whoever keeps what people decided, inside its transaction.

A run replaces what machines found. Which documents and claims people decided about, what was redacted, and what becomes
of decisions whose claim is gone, is not for ingestion to know: it asks the `Carry` that `carry_for` gives.
"""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Connection

from riwaya.model import Claim, Document


class Carry(Protocol):
    """Asked in this order: the first two before anything is changed, `finish` when all is written."""

    def documents(self) -> frozenset[str]:
        """The ids of the documents about which, or about claims of which, something was decided."""

    def claims(self) -> frozenset[str]:
        """The ids of the claims about which something was decided."""

    def document(self, document: Document) -> Document:
        """The document as it may be stored: redacted passages purged, all offsets kept."""

    def claim(self, claim: Claim) -> Claim | None:
        """The claim as it may be stored; None if a redaction takes it out."""

    def finish(self, before: Mapping[str, Claim], live: frozenset[str], resting: frozenset[str]) -> None:
        """All is written. `before`: the decided claims that the ledger held, by id; of these ids, `live` are held now
        by documents of the last run, and `resting` by documents that are retired whole, with no newer text under their
        id.

        What is neither is gone (or left in an old version of its document): its decisions are to be matched with the
        new claims, by content, and shown for review again. What is live was found again, perhaps after having been
        gone.
        """


class NothingDecided:
    """For a ledger in which nothing was decided."""

    def documents(self) -> frozenset[str]:
        return frozenset()

    def claims(self) -> frozenset[str]:
        return frozenset()

    def document(self, document: Document) -> Document:
        return document

    def claim(self, claim: Claim) -> Claim | None:
        return claim

    def finish(self, before: Mapping[str, Claim], live: frozenset[str], resting: frozenset[str]) -> None:
        pass


def carry_for(connection: Connection) -> Carry:
    """Who answers for the decisions of this ledger. Decisions have no tables yet, so none are there to carry."""
    return NothingDecided()
