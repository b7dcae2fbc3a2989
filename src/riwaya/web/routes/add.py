"""Adding reports: files or a text are sent, read beside the requests, and what became of them is shown."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger import additions
from riwaya.model.errors import RiwayaError
from riwaya.web.access import reviews, sends
from riwaya.web.adding import Adder
from riwaya.web.pages import language_of, ledger_of, render, see_other, settings_of, viewer_of
from riwaya.web.uploading import Refused, drain, receive
from riwaya.web.words import say
from riwaya.workspace.editing import Unfit

router = APIRouter()


def adder_of(request: Request) -> Adder:
    """What reads additions; made when the first is sent or looked at."""
    state = request.app.state
    with state.completing:
        if not hasattr(state, "adder"):
            state.adder = Adder(state.ledger, state.settings, state.refresher)
    adder: Adder = state.adder
    return adder


@router.get("/add", dependencies=[reviews])
def page(request: Request) -> Response:
    """The forms, and what was added lately."""
    return _page(request)


@router.post("/add", dependencies=[sends])
async def take(request: Request) -> Response:
    """Take what is sent, and go on to the page of its progress."""
    adder, viewer = adder_of(request), viewer_of(request)
    who = viewer.name or ""
    limits = settings_of(request).uploads
    if not limits.files:
        raise HTTPException(404)
    try:
        adder.room(who)
    except Refused as error:
        await drain(request)
        return await run_in_threadpool(_page, request, problem=error, status=429)
    try:
        received = await receive(request, viewer.token, limits)
    except Refused as error:
        return await run_in_threadpool(_page, request, problem=error, status=413)
    try:
        ident = await run_in_threadpool(lambda: adder.take(received.arrival(), who))
    except BaseException as error:
        await run_in_threadpool(received.discard)
        if isinstance(error, (Refused, Unfit)):
            return await run_in_threadpool(_page, request, problem=error, form=received.fields, status=422)
        raise
    return see_other(request, f"/add/{ident}")


@router.get("/add/{ident}", dependencies=[reviews])
def progress(request: Request, ident: str) -> Response:
    """What became of an addition, or how far it is."""
    job = adder_of(request).job(ident)
    if job is not None:
        addition = job.addition
    else:
        with ledger_of(request).reading() as connection:
            found = additions.addition(connection, ident)
        if found is None:
            raise HTTPException(404)
        addition = found
    held = ("working", "done")  # the states in which what was kept is in the ledger
    shown = job.documents if job is not None and addition.state in held else []
    final = addition.state in additions.FINAL
    return render(
        request,
        "addition.html",
        documents=shown,
        shown=shown,
        job=job,
        one=addition,
        state=addition.state if job is not None or final else "interrupted",
        running=job is not None and not final,
    )


def _page(
    request: Request, *, problem: RiwayaError | None = None, form: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    adder = adder_of(request)
    with ledger_of(request).reading() as connection:
        latest = additions.latest(connection)
    values: dict[str, Any] = {"limits": settings_of(request).uploads}
    return render(
        request,
        "add.html",
        status=status,
        latest=latest,
        working={one.id for one in latest if adder.job(one.id) is not None},
        problem=problem,
        wrong=problem.field if isinstance(problem, Unfit) else "",
        problem_said=_said(request, problem),
        form=form or {},
        **values,
    )


def _said(request: Request, problem: RiwayaError | None) -> str:
    """What is wrong, in the reader's language."""
    if isinstance(problem, (Refused, Unfit)):
        return say(language_of(request), problem.message, **problem.values)
    return ""
