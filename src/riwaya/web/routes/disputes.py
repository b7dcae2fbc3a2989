"""Disputes and events."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger import effective
from riwaya.web.access import reads
from riwaya.web.filled import Filled
from riwaya.web.pages import ledger_of, render, viewer_of
from riwaya.workspace import deciding, disputes, events
from riwaya.workspace.derived import freshness

router = APIRouter()

Page = Annotated[int, Query(ge=1, le=10**6)]
Text = Annotated[str, Query(max_length=40)]
Done = Annotated[str, Query(max_length=100)]


@router.get("/disputes", dependencies=[reads])
def listing(request: Request, topic: Text = "", state: Text = "", page: Page = 1) -> Response:
    """The disputes, those that matter most first."""
    ledger = ledger_of(request)
    wanted = {"open": True, "closed": False}.get(state)
    found = disputes.disputes(ledger, topic=topic, open=wanted, page=page)
    return render(request, "disputes.html", shown=found, fresh=freshness(ledger))


@router.get("/disputes/{ident}", dependencies=[reads])
def one(request: Request, ident: str, done: Done = "") -> Response:
    """One dispute."""
    return dispute_page(request, ident, Filled(done))


def dispute_page(request: Request, ident: str, filled: Filled) -> Response:
    """The page, with what became of its forms."""
    ledger = ledger_of(request)
    shown = disputes.dispute(ledger, ident)
    if shown is None:
        raise HTTPException(404)
    told = [reviewed for camp in shown.camps for reviewed in camp.claims]
    return render(
        request,
        "dispute.html",
        reviewer=viewer_of(request).may("review"),
        **filled.values(request),
        claims=[reviewed.claim for reviewed in told],
        shown=shown,
        by_id={reviewed.claim.id: reviewed for reviewed in told},
        fresh=freshness(ledger),
    )


@router.get("/events/{ident}", dependencies=[reads])
def event(request: Request, ident: str, done: Done = "") -> Response:
    """One event."""
    return event_page(request, ident, Filled(done))


def event_page(request: Request, ident: str, filled: Filled) -> Response:
    """The page, with what became of its forms."""
    ledger = ledger_of(request)
    shown = events.event(ledger, ident)
    if shown is None:
        raise HTTPException(404)
    claims = [reviewed.claim for reviewed in shown.claims.values()]
    reviewer = viewer_of(request).may("review")
    return render(
        request,
        "event.html",
        claims=claims,
        shown=shown,
        fresh=freshness(ledger),
        reviewer=reviewer,
        near=deciding.near(ledger, shown.event) if reviewer else [],
        decisions=effective.event_decisions(ledger, events.claims_of(ledger, ident))[::-1],
        **filled.values(request),
    )
