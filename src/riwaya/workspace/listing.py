"""The list of documents, and which other reports tell of the same."""

import msgspec

from riwaya.ledger import browse
from riwaya.ledger.store import Ledger
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF
from riwaya.workspace.across import same_event
from riwaya.workspace.claims import Reviewed
from riwaya.workspace.heads import Head, head_of, heads

ON_A_PAGE = 50
_RELATED = 8


class Listed(msgspec.Struct, frozen=True):
    """A line of the list: the document and how many claims extraction found in it."""

    head: Head
    claims: int


class Documents(msgspec.Struct, frozen=True):
    """Page `page` of `pages` of a list of `total` documents."""

    lines: list[Listed]
    total: int
    page: int
    pages: int


def documents(
    ledger: Ledger, *, outlet: str | None, since: str, until: str, newest_first: bool, page: int
) -> Documents:
    """A page of the list of documents; `outlet` None for all, an empty text for unknown outlets."""
    which = browse.DocumentFilter(outlet, since or None, until or None, newest_first)
    found, total = browse.list_documents(ledger, which, offset=(page - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    counts = browse.claim_counts(ledger, [one.id for one in found])
    lines = [Listed(head_of(one), counts.get(one.id, 0)) for one in found]
    return Documents(lines, total, page, max(1, -(-total // ON_A_PAGE)))


def outlets(ledger: Ledger) -> list[tuple[str | None, int]]:
    """The outlets with their numbers of documents, the most first."""
    return browse.outlets(ledger)


def same_happenings(ledger: Ledger, document: str, *, claim: Reviewed | None) -> list[tuple[Head, str]]:
    """Other reports of the event that this claim is of, each with one such claim's id.

    Where none is known, those with claims of the same family at a place of this claim.
    """
    if claim is None:
        return []
    told = same_event(ledger, claim.claim.id, document, _RELATED)
    if told:
        return told
    places = {place.entity for place in claim.claim.places if place.entity}
    events = FAMILIES[FAMILY_OF[claim.claim.event]]
    found = browse.claims_at(ledger, places, events, apart_from=document, most=_RELATED)
    known = heads(ledger, [one for one, _ in found])
    return [(known[one], ident) for one, ident in found]
