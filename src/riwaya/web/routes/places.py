"""Places: the list, one place, and one day of its timeline."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render
from riwaya.web.timeline import drawing, reading
from riwaya.workspace import places
from riwaya.workspace.derived import freshness
from riwaya.workspace.holders import numbered

router = APIRouter()

Page = Annotated[int, Query(ge=1, le=10**6)]
Text = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(max_length=10)]


@router.get("/places", dependencies=[reads])
def listing(request: Request, q: Text = "", disputed: Text = "", page: Page = 1) -> Response:
    """The places that claims name."""
    ledger = ledger_of(request)
    found = places.places(ledger, text=q, disputed=bool(disputed), page=page)
    return render(request, "places.html", shown=found, fresh=freshness(ledger))


@router.get("/timeline/{entity:path}", dependencies=[reads])
def day_of(request: Request, entity: str, day: Day = "", sides: Text = "") -> Response:
    """What a place's timeline says of one day, as a part of its page."""
    timeline = places.timeline(ledger_of(request), entity)
    if timeline is None:
        raise HTTPException(404)
    read = reading(timeline, day, alike=sides == "off")
    order = numbered(ledger_of(request), timeline.holders)
    return render(request, "timeline_day.html", timeline=timeline, read=read, order=order)


@router.get("/places/{entity:path}", dependencies=[reads])
def one(request: Request, entity: str, day: Day = "", sides: Text = "", page: Page = 1) -> Response:
    """One place; a part of a place is shown with it."""
    ledger = ledger_of(request)
    shown = places.place(ledger, entity, page=page)
    if shown is None:
        raise HTTPException(404)
    if shown.place.id != entity:
        from riwaya.web.words import address

        return RedirectResponse(address("places", shown.place.id), 307)
    alike = sides == "off"
    timeline = shown.timeline
    return render(
        request,
        "place.html",
        claims=[reviewed.claim for reviewed in shown.claims],
        shown=shown,
        timeline=timeline,
        order=numbered(ledger, timeline.holders) if timeline is not None else {},
        drawn=drawing(timeline, alike=alike) if timeline is not None else None,
        read=reading(timeline, day, alike=alike) if timeline is not None else None,
        alike=alike,
        fresh=freshness(ledger),
    )
