"""A document opened for reading: one page of its text and the claims on it."""

import msgspec

from riwaya.ledger import reviews
from riwaya.ledger.decisions import Decision, Target, standing
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document
from riwaya.workspace.claims import Reviewed, of_document
from riwaya.workspace.heads import Head, heads
from riwaya.workspace.reading import PageOfText, Piece, on_page, page_of, pieces


class Opened(msgspec.Struct, frozen=True):
    """`claims`: those on this page, in text order; `total`: of the document. `open`: the claim that is looked at.

    `by_id`: the page's claims by id. `before`, `after`: the claims next to the open one, on this page or another.
    """

    document: Document
    head: Head
    page: PageOfText
    pieces: list[Piece]
    claims: list[Reviewed]
    total: int
    unreviewed: int
    open: Reviewed | None
    before: str | None
    after: str | None
    next_unreviewed: str | None

    @property
    def by_id(self) -> dict[str, Reviewed]:
        """The page's claims by id."""
        return {reviewed.claim.id: reviewed for reviewed in self.claims}

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each of the page's claims, from 1, as the margin shows it."""
        return {reviewed.claim.id: n for n, reviewed in enumerate(self.claims, 1)}


def open_document(
    ledger: Ledger,
    document: Document,
    *,
    claim: str | None = None,
    page: int | None = None,
    at: int | None = None,
    found: tuple[int, int] | None = None,
    reader: str | None = None,
) -> Opened:
    """The document's page that holds the claim, or the character `at`, or this page, or the first; as `reader` sees it.

    `found`: characters that a search found. `reader`: who asks; decisions of others about a sample that is still open
    stay hidden from them.
    """
    every = sorted(of_document(ledger, document, reader), key=lambda r: _order(r.claim))
    place = next((n for n, reviewed in enumerate(every) if reviewed.claim.id == claim), None)
    opened = every[place] if place is not None else None
    shown = page_of(document.text, number=page, at=opened.claim.evidence.start if opened else at)
    here = {c.id for c in on_page((reviewed.claim for reviewed in every), shown)}
    claims = [reviewed for reviewed in every if reviewed.claim.id in here]
    waiting = [n for n, reviewed in enumerate(every) if reviewed.status in ("unreviewed", "re-review")]
    later = next((n for n in waiting if place is None or n > place), waiting[0] if waiting else None)
    kept = [reviewed.claim for reviewed in claims if reviewed.status != "rejected" or reviewed is opened]
    return Opened(
        document,
        heads(ledger, [document.id]).get(document.id, Head(document.id)),
        shown,
        pieces(document, shown, kept, opened.claim if opened else None, found),
        claims,
        len(every),
        len(waiting),
        opened,
        every[place - 1].claim.id if place else None,
        _next(every, place),
        every[later].claim.id if later is not None and later != place else None,
    )


def _next(every: list[Reviewed], at: int | None) -> str | None:
    following = 0 if at is None else at + 1
    return every[following].claim.id if following < len(every) else None


def _order(claim: Claim) -> tuple[int, int, str]:
    return claim.evidence.start, claim.evidence.end, claim.id


def reviewed_whole(ledger: Ledger, document: str) -> Decision | None:
    """The decision that says that a document was reviewed whole, if one stands."""
    made = standing(reviews.history(ledger, Target("document", document)))
    return made[-1] if made else None
