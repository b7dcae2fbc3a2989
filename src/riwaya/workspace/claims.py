"""Claims as people left them, for the pages."""

from collections.abc import Iterator

from riwaya.ledger import effective, reviews
from riwaya.ledger.decisions import Decision, Target
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.store import Ledger
from riwaya.model import Document

__all__ = ["Reviewed", "history", "of_document", "one"]


def of_document(ledger: Ledger, document: Document, reader: str | None) -> Iterator[Reviewed]:
    """Every claim of a document, rejected ones too, as this reader sees them (who may be reviewing a sample apart).

    A document that is not in the last run has the claims that were found when it was.
    """
    found = list(effective.claims(ledger, document.id, rejected=True, reader=reader))
    if found:
        yield from found
        return
    for claim in ledger.claims(document=document.id, retired=True):
        yield Reviewed(claim, "unreviewed", 0)


def one(ledger: Ledger, ident: str, reader: str | None) -> Reviewed:
    """One claim by its id, or the beginning of it; LedgerError if there is none."""
    from riwaya.model.errors import LedgerError

    try:
        return effective.claim(ledger, ident, reader=reader)
    except LedgerError:
        whole = ledger.claim(ident)
        if whole.id == ident:  # of a document that is not in the last run
            return Reviewed(whole, "unreviewed", 0)
        return effective.claim(ledger, whole.id, reader=reader)


def history(ledger: Ledger, kind: str, ident: str, reader: str | None) -> list[Decision]:
    """Every decision about something, the newest first."""
    return reviews.history(ledger, Target(kind, ident), reader=reader)[::-1]  # type: ignore[arg-type]
