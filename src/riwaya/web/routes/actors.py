"""An actor or voice: what the gazetteer knows of them, what they say, what is said of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render, viewer_of
from riwaya.workspace.actors import SHOWN, actor

router = APIRouter()


@router.get("/actors/{entity:path}", dependencies=[reads])
def page(request: Request, entity: str, page: Annotated[int, Query(ge=1, le=10**6)] = 1) -> Response:
    """One actor."""
    shown = actor(ledger_of(request), entity, viewer_of(request).name, page=page)
    if shown is None:
        raise HTTPException(404)
    return render(
        request,
        "actor.html",
        claims=[reviewed.claim for _, reviewed in shown.claims],
        shown=shown,
        entity=entity,
        page=page,
        pages=max(1, -(-shown.total // SHOWN)),
    )
