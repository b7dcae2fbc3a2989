"""The map and its data."""

import datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.web.access import reads
from riwaya.web.across import SILENT_AFTER, tells
from riwaya.web.pages import language_of, ledger_of, render, settings_of, with_session
from riwaya.web.words import entity_name
from riwaya.workspace import map as mapped
from riwaya.workspace.basemap import towns
from riwaya.workspace.derived import freshness
from riwaya.workspace.holders import numbered

router = APIRouter()

MOST_LISTED = 200
"""Places in the list beside the map, and lines of claims."""

SPAN = 7
"""Days before the one chosen whose claims are shown."""


@router.get("/map", dependencies=[reads])
def page(request: Request, day: Annotated[str, Query(max_length=10)] = "") -> Response:
    """The map."""
    ledger = ledger_of(request)
    found = mapped.control(ledger)
    # Timelines go on for some days after the last report: a map opened there would show no claim.
    chosen = _day(day) or (mapped.last_told(ledger, found.last) or found.last if found.last else None)
    spots = mapped.spots(ledger, chosen, SPAN) if chosen else []
    # What has no position is on no map: the list is where it can be found.
    nowhere = [spot for spot in spots if spot.lat is None]
    near = [spot for spot in spots if spot.lat is not None]
    listed = [*near[: max(MOST_LISTED - len(nowhere), MOST_LISTED // 2)], *nowhere][:MOST_LISTED]
    return render(
        request,
        "map.html",
        shown=found,
        listed=sorted(found.places, key=lambda place: not tells(place, chosen))[:MOST_LISTED],
        chosen=chosen,
        spots=listed,
        more=len(spots) - len(listed),
        span=SPAN,
        silent_after=SILENT_AFTER,
        tiles=settings_of(request).tiles,
        fresh=freshness(ledger),
    )


@router.get("/map/control.json", dependencies=[reads])
def control(request: Request) -> Response:
    """Places with their control, and what their holders are called."""
    found = mapped.control(ledger_of(request))
    language = language_of(request)
    names = {holder: entity_name(holder, language) for place in found.places for holder in place.holders}
    return _json(request, {"data": found, "names": names, "order": numbered(ledger_of(request), names)})


@router.get("/map/claims.json", dependencies=[reads])
def claims(request: Request, day: Annotated[str, Query(max_length=10)]) -> Response:
    """Where claims about the days before a day are."""
    chosen = _day(day)
    if chosen is None:
        raise HTTPException(400)
    return _json(request, mapped.spots(ledger_of(request), chosen, SPAN))


@router.get("/map/labels.json", dependencies=[reads])
def labels(request: Request) -> Response:
    """Names of countries and larger towns for the basemap."""
    return _json(request, towns(language_of(request)))


def _json(request: Request, found: object) -> Response:
    return with_session(request, Response(msgspec.json.encode(found), media_type="application/json"))


def _day(text: str) -> str | None:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None
