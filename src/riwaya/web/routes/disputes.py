"""Disputes and events."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render
from riwaya.workspace import disputes, events
from riwaya.workspace.derived import freshness

router = APIRouter()

Page = Annotated[int, Query(ge=1, le=10**6)]
Text = Annotated[str, Query(max_length=40)]


@router.get("/disputes", dependencies=[reads])
def listing(request: Request, topic: Text = "", state: Text = "", page: Page = 1) -> Response:
    """The disputes, those that matter most first."""
    ledger = ledger_of(request)
    wanted = {"open": True, "closed": False}.get(state)
    found = disputes.disputes(ledger, topic=topic, open=wanted, page=page)
    return render(request, "disputes.html", shown=found, fresh=freshness(ledger))


@router.get("/disputes/{ident}", dependencies=[reads])
def one(request: Request, ident: str) -> Response:
    """One dispute."""
    ledger = ledger_of(request)
    shown = disputes.dispute(ledger, ident)
    if shown is None:
        raise HTTPException(404)
    told = [reviewed for camp in shown.camps for reviewed in camp.claims]
    return render(
        request,
        "dispute.html",
        claims=[reviewed.claim for reviewed in told],
        shown=shown,
        by_id={reviewed.claim.id: reviewed for reviewed in told},
        fresh=freshness(ledger),
    )


@router.get("/events/{ident}", dependencies=[reads])
def event(request: Request, ident: str) -> Response:
    """One event."""
    ledger = ledger_of(request)
    shown = events.event(ledger, ident)
    if shown is None:
        raise HTTPException(404)
    claims = [reviewed.claim for reviewed in shown.claims.values()]
    return render(request, "event.html", claims=claims, shown=shown, fresh=freshness(ledger))
