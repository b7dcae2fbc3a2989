"""Documents and the reader."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.model import Document
from riwaya.model.errors import LedgerError
from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render
from riwaya.workspace import listing
from riwaya.workspace.reader import Opened, open_document

router = APIRouter()

Text = Annotated[str, Query(max_length=1000)]
Number = Annotated[int, Query(ge=1, le=10**9)]


@router.get("/documents", dependencies=[reads])
def documents(
    request: Request, outlet: Text = "", since: Text = "", until: Text = "", order: Text = "", page: Number = 1
) -> Response:
    """The list of reports."""
    shown = listing.documents(
        ledger_of(request),
        outlet=None if outlet == "" else "" if outlet == "-" else outlet,
        since=since,
        until=until,
        newest_first=order == "newest",
        page=page,
    )
    return render(request, "documents.html", shown=shown, outlets=listing.outlets(ledger_of(request)))


@router.get("/documents/{ident:path}", dependencies=[reads])
def reader(
    request: Request, ident: str, claim: Text = "", beside: Text = "", page: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """One report with its claims; `claim` opens one, `beside` puts another report next to it."""
    ledger = ledger_of(request)
    left = _opened(request, ident, claim, page)
    right = _opened(request, beside, "", 0) if beside else None
    claims = [reviewed.claim for opened in (left, right) if opened is not None for reviewed in opened.claims]
    related = listing.same_happenings(ledger, left.document.id, claim=left.open)
    return render(request, "reader.html", left=left, right=right, related=related, claims=claims)


def _opened(request: Request, ident: str, claim: str, page: int) -> Opened:
    ledger = ledger_of(request)
    try:
        document: Document = ledger.document(ident)
    except LedgerError:
        raise HTTPException(404) from None
    return open_document(ledger, document, claim=claim or None, page=page or None)
