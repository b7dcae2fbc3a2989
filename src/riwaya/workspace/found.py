"""What a search found, with the claims that its passages hold."""

from collections.abc import Iterable

from riwaya.ledger.effective import Reviewed
from riwaya.ledger.search import Hit
from riwaya.ledger.several import several
from riwaya.ledger.store import Ledger

MOST = 3
"""Claims that are shown of one passage."""


def claims_in(ledger: Ledger, hits: Iterable[Hit], reader: str | None) -> dict[str, Reviewed]:
    """The claims of the passages by id, the first few of each, as people left them; rejected ones left out."""
    wanted = [ident for hit in hits for passage in hit.passages for ident in passage.claims[:MOST]]
    return {
        ident: found for ident, found in several(ledger, wanted, reader=reader).items() if found.status != "rejected"
    }
