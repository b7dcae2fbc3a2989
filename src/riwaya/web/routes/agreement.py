"""Two-person review: samples, the agreement of their reviewers, and what comes of their differences."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger import agreement as figures
from riwaya.ledger import samples
from riwaya.model.errors import LedgerError, RecordError, UsageError
from riwaya.web.access import administers, reads
from riwaya.web.access import reviews as reviewing
from riwaya.web.pages import ledger_of, refresh, render, see_other, settings_of, viewer_of
from riwaya.workspace import agreement as workspace

router = APIRouter()

Line = Annotated[str, Form(max_length=200)]


@router.get("/review/agreement", dependencies=[reads])
def page(request: Request) -> Response:
    """All samples."""
    return _listed(request)


@router.get("/review/agreement/{ident}", dependencies=[reads])
def sample(request: Request, ident: str) -> Response:
    """One sample: what is left to review for who asks; once two are done, their figures and differences."""
    return _sample(request, ident)


@router.post("/review/sample", dependencies=[administers])
def draw(request: Request, kind: Line, size: Line, seed: Line = "1") -> Response:
    """Draw a sample that two people review apart."""
    if kind not in ("documents", "claims") or not size.isdecimal() or not seed.isdecimal():
        raise HTTPException(400, "sample")
    who, now = viewer_of(request).name or "", settings_of(request).clock
    try:
        made = samples.draw(ledger_of(request), kind, int(size), int(seed), who, now=now)  # type: ignore[arg-type]
    except UsageError as error:
        return _listed(request, problem=str(error))
    return see_other(request, f"/review/agreement/{made.id}")


@router.post("/review/adjudicate", dependencies=[reviewing])
async def adjudicate(request: Request) -> Response:
    """Take one reviewer's reading of each difference that the form names; close the sample if none is left."""
    form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
    response: Response = await run_in_threadpool(_adjudicate, request, form)
    return response


def _adjudicate(request: Request, form: dict[str, str]) -> Response:
    ledger, ident = ledger_of(request), form.get("sample", "")
    take = {key.removeprefix("take."): who for key, who in form.items() if key.startswith("take.") and who}
    try:
        done = samples.adjudicate(
            ledger,
            ident,
            viewer_of(request).name or "",
            take,
            pair=(form.get("first") or None, form.get("second") or None),
            close=form.get("close") == "yes",
            now=settings_of(request).clock,
        )
    except (UsageError, LedgerError, RecordError) as error:
        return _sample(request, ident, problem=str(error))
    for decision in done.made:
        refresh(request, decision.document)
    return see_other(request, f"/review/agreement/{ident}")


def _listed(request: Request, problem: str = "") -> Response:
    status = 422 if problem else 200
    return render(
        request, "agreement.html", status=status, samples=samples.samples(ledger_of(request)), problem=problem
    )


def _sample(request: Request, ident: str, problem: str = "") -> Response:
    ledger, reader = ledger_of(request), viewer_of(request).name
    try:
        one = samples.sample(ledger, ident)
    except LedgerError:
        raise HTTPException(404) from None
    found = None
    pair: tuple[str, str] | None = None
    try:
        pair = samples.pair_of(one)
        found = figures.agreement(ledger, ident, *pair)
    except UsageError:
        pair = None
    # Who has not finished does not see what the others decided: they are to decide by themselves.
    left = workspace.left_for(ledger, one, reader)
    shown = found is not None and (one.state == "closed" or not left or viewer_of(request).may("administer"))
    differences = samples.differences(ledger, one, pair) if shown and pair is not None else []
    return render(
        request,
        "sample.html",
        status=422 if problem else 200,
        claims=[r.claim for d in differences for r in (d.first, d.second) if r is not None],
        sample=one,
        left=left,
        figures=found if shown else None,
        differences=differences,
        pair=pair,
        problem=problem,
        where=workspace.where(ledger, one),
    )
