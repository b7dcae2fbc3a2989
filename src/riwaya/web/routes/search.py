"""Search over all reports, with filters on their claims."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from riwaya.ledger.query import Query as Asked
from riwaya.ledger.search import search
from riwaya.model.vocabulary import EVENTS, STANCES
from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render, viewer_of
from riwaya.web.words import marked
from riwaya.workspace import listing
from riwaya.workspace.found import claims_in

router = APIRouter()

SIZE = 20
Text = Annotated[str, Query(max_length=1000)]


@router.get("/search", dependencies=[reads])
def page(
    request: Request,
    q: Text = "",
    voice: Text = "",
    actor: Text = "",
    place: Text = "",
    stance: Text = "",
    event: Text = "",
    since: Text = "",
    until: Text = "",
    outlet: Text = "",
    reviewed: Text = "",
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
) -> Response:
    """Reports that match, each with the passages where the words stand."""
    ledger = ledger_of(request)
    asked = Asked(
        text=q,
        voice=voice or None,
        actor=actor or None,
        place=place or None,
        stance=stance if stance in STANCES else None,
        event=event if event in EVENTS else None,
        since=since or None,
        until=until or None,
        outlet=outlet or None,
        reviewed={"yes": True, "no": False}.get(reviewed),
    )
    found = search(ledger, asked, offset=(page - 1) * SIZE, size=SIZE)
    told = claims_in(ledger, found.items, viewer_of(request).name)
    return render(
        request,
        "search.html",
        claims=[reviewed.claim for reviewed in told.values()],
        asked=asked,
        found=found,
        told_of=told,
        page=page,
        pages=max(1, -(-found.total // SIZE)),
        outlets=listing.outlets(ledger)[:300],
        searched=bool(q.strip() or asked.has_claim_filters or outlet),
        marked=marked,
    )
