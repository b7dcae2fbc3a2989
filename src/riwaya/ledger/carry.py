"""What ingestion asks of whoever keeps what people decided, inside its transaction.

A run replaces what machines found. Which documents and claims people decided about, what was redacted, and what becomes
of decisions whose claim is gone, is not for ingestion to know: it asks the `Carry` that `carry_for` gives.
"""

from typing import Protocol

from sqlalchemy import Connection

from riwaya.model import Claim, Document


class Carry(Protocol):
    """Asked in this order: the first before anything is changed, `finish` when all is written."""

    def documents(self) -> frozenset[str]:
        """The ids of the documents about which, or about claims of which, something was decided."""

    def document(self, document: Document) -> Document:
        """The document as it may be stored: redacted passages purged, all offsets kept."""

    def claim(self, claim: Claim) -> Claim | None:
        """The claim as it may be stored; None if a redaction takes it out."""

    def note(self, text: str) -> str:
        """What is said of an input that was set aside, as it may be stored."""

    def finish(self) -> None:
        """All is written: decisions whose claim is gone (or left in an old version of its document) are to be matched
        with the new claims, by content, and shown for review again; those whose claim is back are to hold again.
        """


def carry_for(connection: Connection) -> Carry:
    """Who answers for the decisions of this ledger."""
    from riwaya.ledger.carrying import Decided

    return Decided(connection)
