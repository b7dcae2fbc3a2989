"""Redaction: what would go, and doing it, by those who administer."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger.redaction.purge import tombstones
from riwaya.web.access import administers
from riwaya.web.pages import alone, ledger_of, render, settings_of, viewer_of
from riwaya.workspace import redacting
from riwaya.workspace.editing import Unfit

router = APIRouter()

Line = Annotated[str, Form(max_length=2000)]
Why = Annotated[str, Form(max_length=2000)]
Names = Annotated[str, Form(max_length=10_000)]
Mark = Annotated[str, Form(max_length=900_000)]


@router.get("/redact", dependencies=[administers])
def page(
    request: Request,
    document: Annotated[str, Query(max_length=1000)] = "",
    at: Annotated[str, Query(max_length=24)] = "",
) -> Response:
    """The form, and what was redacted. `document`, `at` (characters `START-END`): what the form begins with."""
    start, _, end = at.partition("-")
    kind = "passage" if document and start.isdecimal() else "document" if document else "person"
    return _page(request, form={"kind": kind, "document": document, "start": start, "end": end})


@router.post("/redact", dependencies=[administers])
def redact(
    request: Request,
    kind: Line = "",
    document: Line = "",
    start: Line = "",
    end: Line = "",
    names: Names = "",
    why: Why = "",
    step: Line = "",
    typed: Line = "",
    mark: Mark = "",
) -> Response:
    """Show what would go; with `step` "redact", what was typed to confirm it, and the preview's mark, do it."""
    ledger, settings, who = ledger_of(request), settings_of(request), viewer_of(request).name or ""
    form = {"kind": kind, "document": document, "start": start, "end": end, "names": names, "why": why}
    rewrite = settings.rewrite
    if rewrite is None or redacting.too_large(ledger):
        raise HTTPException(400, "redact")
    shown: redacting.Preview | None = None
    try:
        wanted = redacting.wanted_of(form)
        shown = redacting.preview(ledger, wanted, who, why)
        if step != "redact":
            return _page(request, form=form, shown=shown)
        with alone(request):
            stone, unswept = redacting.carry_out(ledger, wanted, who, why, typed=typed, mark=mark, rewrite=rewrite)
    except Unfit as error:
        return _page(request, form=form, shown=shown, problem=error)
    return _page(request, form={"kind": "person"}, stone=stone, unswept=unswept)


def _page(request: Request, *, form: Mapping[str, str], **given: object) -> Response:
    ledger = ledger_of(request)
    values: dict[str, Any] = {"shown": None, "problem": None, "stone": None, "unswept": "", **given}
    possible = settings_of(request).rewrite is not None
    return render(
        request,
        "redact.html",
        status=422 if values["problem"] is not None else 200,
        form=form,
        stones=tombstones(ledger)[::-1],
        possible=possible and not redacting.too_large(ledger),
        **values,
    )
