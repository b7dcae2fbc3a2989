"""Sources: outlets and voices, described; institutions judged, persons pooled."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger.checks import gradable
from riwaya.web.access import reads
from riwaya.web.filled import Filled
from riwaya.web.pages import ledger_of, render, viewer_of
from riwaya.workspace import deciding, sources
from riwaya.workspace.claims import history
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
def one(request: Request, entity: str, done: Annotated[str, Query(max_length=100)] = "") -> Response:
    """One source."""
    return source_page(request, entity, Filled(done))


def source_page(request: Request, entity: str, filled: Filled) -> Response:
    """The page, with what became of its forms."""
    ledger = ledger_of(request)
    shown = sources.source(ledger, entity)
    if shown is None:
        raise HTTPException(404)
    return render(
        request,
        "source.html",
        documents=[use.document for words in shown.framing() for use in words.uses],
        shown=shown,
        fresh=freshness(ledger),
        grading=gradable(entity) and viewer_of(request).may("review"),
        letters=deciding.LETTERS,
        decisions=history(ledger, "source", entity, viewer_of(request).name),
        **filled.values(request),
    )
