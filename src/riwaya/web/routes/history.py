"""Who decided what, and when; to be read, and to be taken along."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from riwaya.ledger import reviews
from riwaya.web.access import reads
from riwaya.web.pages import done_of, ledger_of, render, viewer_of
from riwaya.workspace.deciders import deciders

router = APIRouter()

SIZE = 50
Text = Annotated[str, Query(max_length=1000)]


@router.get("/history", dependencies=[reads])
def page(
    request: Request,
    who: Text = "",
    document: Text = "",
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
    done: Text = "",
) -> Response:
    """Decisions, the newest first: all, those of one reviewer, or those about one report."""
    ledger, reader = ledger_of(request), viewer_of(request).name
    offset = (page - 1) * SIZE
    if document:
        every = reviews.history_of_document(ledger, document, reader=reader)[::-1]
        found = [one for one in every if not who or one.who == who][offset : offset + SIZE + 1]
    else:
        found = reviews.everything(ledger, who=who or None, newest=True, limit=SIZE + 1, offset=offset, reader=reader)
    return render(
        request,
        "history.html",
        found=found[:SIZE],
        more=len(found) > SIZE,
        page=page,
        people=deciders(ledger),
        done=done_of(request, done),
    )


@router.get("/history.jsonl", dependencies=[reads])
def export(request: Request, who: Text = "") -> Response:
    """The same as JSON lines, the oldest first, for other programs."""
    ledger, reader = ledger_of(request), viewer_of(request).name

    def lines() -> Iterator[bytes]:
        last = 0
        while batch := reviews.everything(ledger, who=who or None, since=last, limit=500, reader=reader):
            yield b"".join(msgspec.json.encode(one) + b"\n" for one in batch)
            last = batch[-1].seq

    name = {"content-disposition": 'attachment; filename="decisions.jsonl"'}
    return StreamingResponse(lines(), media_type="application/jsonl", headers=name)
