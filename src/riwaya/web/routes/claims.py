"""A claim's own page: what it says, where, how it came about, what was decided about it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.model.errors import LedgerError
from riwaya.web.access import reads
from riwaya.web.filled import Filled
from riwaya.web.pages import ledger_of, render, see_other, viewer_of
from riwaya.workspace import claims
from riwaya.workspace.across import across, apart, to_relate
from riwaya.workspace.provenance import around

router = APIRouter()


@router.get("/claims/{ident}", dependencies=[reads])
def claim(request: Request, ident: str, done: Annotated[str, Query(max_length=100)] = "") -> Response:
    """One claim; the beginning of an id leads to the whole one."""
    return claim_page(request, ident, Filled(done))


def claim_page(request: Request, ident: str, filled: Filled) -> Response:
    """The page, with what became of its forms."""
    ledger, reader = ledger_of(request), viewer_of(request).name
    try:
        reviewed = claims.one(ledger, ident, reader)
    except LedgerError:
        raise HTTPException(404) from None
    found = reviewed.claim
    if found.id != ident:
        return see_other(request, f"/claims/{found.id}")
    document = ledger.document(found.document)
    reasoned = across(ledger, found.id, reader)
    reviewer = viewer_of(request).may("review")
    offered = to_relate(ledger, reasoned, found.id, reader) if reviewer else []
    return render(
        request,
        "claim.html",
        claims=[found, *(one.other.claim for one in reasoned.related), *(one.claim for one in offered)],
        reviewer=reviewer,
        offered=offered,
        apart=apart(ledger, found.id),
        across=reasoned,
        reviewed=reviewed,
        claim=found,
        document=document,
        around=around(document, found),
        decisions=claims.history(ledger, "claim", found.id, reader),
        **filled.values(request),
    )
