"""The overview: what there is, what is disputed, what changed, what waits."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from riwaya.web.access import reads
from riwaya.web.pages import ledger_of, render, viewer_of
from riwaya.workspace.overview import overview

router = APIRouter()


@router.get("/", dependencies=[reads])
def page(request: Request) -> Response:
    """The first page."""
    return render(request, "overview.html", shown=overview(ledger_of(request), viewer_of(request).name))
