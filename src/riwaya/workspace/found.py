"""What a search found, with the claims that its passages hold."""

from collections.abc import Iterable

from riwaya.ledger import effective
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.search import Hit
from riwaya.ledger.store import Ledger
from riwaya.model.errors import LedgerError

MOST = 3
"""Claims that are shown of one passage."""


def claims_in(ledger: Ledger, hits: Iterable[Hit], reader: str | None) -> dict[str, Reviewed]:
    """The claims of the passages by id, the first few of each, as people left them; rejected ones left out."""
    wanted = [ident for hit in hits for passage in hit.passages for ident in passage.claims[:MOST]]
    out = {}
    for ident in dict.fromkeys(wanted):
        try:
            found = effective.claim(ledger, ident, reader=reader)
        except LedgerError:
            continue
        if found.status != "rejected":
            out[ident] = found
    return out
