"""Sources: outlets and voices, described; institutions judged, persons pooled."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render
from riwaya.workspace import sources
from riwaya.workspace.derived import freshness

router = APIRouter()


@router.get("/sources", dependencies=[reads])
def listing(
    request: Request,
    kind: Annotated[str, Query(max_length=10)] = "",
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
) -> Response:
    """The sources by how much they tell."""
    ledger = ledger_of(request)
    found = sources.sources(ledger, kind=kind if kind in ("outlet", "voice") else "", page=page)
    return render(request, "sources.html", shown=found, fresh=freshness(ledger))


@router.get("/sources/{entity:path}", dependencies=[reads])
def one(request: Request, entity: str) -> Response:
    """One source."""
    ledger = ledger_of(request)
    shown = sources.source(ledger, entity)
    if shown is None:
        raise HTTPException(404)
    return render(request, "source.html", shown=shown, fresh=freshness(ledger))
