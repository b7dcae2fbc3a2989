"""Samples as their reviewers see them."""

from riwaya.ledger import samples
from riwaya.ledger.several import several
from riwaya.ledger.store import Ledger


def left_for(ledger: Ledger, sample: samples.Sample, reader: str | None) -> list[str]:
    """The items of an open sample that this reviewer has not decided about, in the order in which they were drawn."""
    if reader is None or sample.state != "open":
        return []
    done = samples.done_by(ledger, sample.id, reader)
    return [item for item in sample.items if item not in done]


def where(ledger: Ledger, sample: samples.Sample) -> dict[str, str]:
    """The document of each item: of a claim its own, of a document the same."""
    if sample.kind == "documents":
        return {item: item for item in sample.items}
    return {ident: found.claim.document for ident, found in several(ledger, sample.items).items()}
