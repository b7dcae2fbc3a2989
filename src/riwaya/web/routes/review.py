"""Deciding: confirm, reject, correct, add, undo; what comes of a conflict; the queue of what waits."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger import queue as waiting
from riwaya.ledger import rereview, reviews
from riwaya.ledger.corrections import added, as_json
from riwaya.ledger.decisions import BuiltUpon, Conflict, Decision, Draft, Target
from riwaya.model import Claim
from riwaya.model.errors import LedgerError, RecordError
from riwaya.web.access import reads
from riwaya.web.access import reviews as reviewing
from riwaya.web.pages import done_of, ledger_of, refresh, render, see_other, settings_of, settle, viewer_of
from riwaya.web.routes.documents import reader_page
from riwaya.web.routes.signin import own_path
from riwaya.web.words import address, with_done
from riwaya.workspace import claims, deciding, disputes, editing, events
from riwaya.workspace.queue import asked, decided_since

router = APIRouter()

Line = Annotated[str, Form(max_length=2000)]
Why = Annotated[str, Form(max_length=10_000)]
Version = Annotated[int, Form(ge=0)]
ON_A_PAGE = 30


@router.post("/review/decide", dependencies=[reviewing])
def decide(
    request: Request, action: Line, claim: Line, version: Version = 0, why: Why = "", next: Line = "/review"
) -> Response:
    """Confirm or reject a claim."""
    if action not in ("confirm", "reject"):
        raise HTTPException(400, "action")
    draft = Draft(action, Target("claim", claim), _who(request), None, why or None)  # type: ignore[arg-type]
    return _decided(request, draft, version, next)


@router.post("/review/document", dependencies=[reviewing])
def whole(request: Request, document: Line, version: Version = 0, next: Line = "/review") -> Response:
    """Say that a report has been reviewed whole: nothing in it is left to add."""
    return _decided(request, Draft("confirm", Target("document", document), _who(request)), version, next)


@router.post("/review/correct", dependencies=[reviewing])
async def correct(request: Request) -> Response:
    """Set fields of a claim to what the form says."""
    return await _in_thread(request, _correct)


@router.post("/review/add", dependencies=[reviewing])
async def add(request: Request) -> Response:
    """Add a claim that extraction missed."""
    return await _in_thread(request, _add)


@router.post("/review/undo", dependencies=[reviewing])
def undo(request: Request, decision: Line, why: Why = "", next: Line = "/review") -> Response:
    """Take a decision back."""
    ledger = ledger_of(request)
    try:
        made = reviews.undo(ledger, decision, _who(request), why or None, now=settings_of(request).clock)
    except BuiltUpon as error:
        return render(request, "conflict.html", status=409, kind="built-upon", later=error.later, next=own_path(next))
    except LedgerError as error:
        return render(request, "conflict.html", status=409, kind="undone", detail=str(error), next=own_path(next))
    refresh(request, made.document)
    settle(request, deciding.claims_of(ledger, made))
    return see_other(request, with_done(_still(request, own_path(next), made), made.id))


def _still(request: Request, next: str, made: Decision) -> str:
    """Where to go on after an undoing: what it brought back may have taken the event or dispute away that was open."""
    ledger = ledger_of(request)
    kind, _, ident = next.partition("?")[0].removeprefix("/").partition("/")
    if kind == "events" and events.event(ledger, ident) is None:
        now = deciding.now_called(ledger, reviews.decision(ledger, made.undoes or ""))
        return address("events", now) if now else "/history"
    if kind == "disputes" and disputes.dispute(ledger, ident) is None:
        return "/disputes"
    return next


@router.post("/review/again", dependencies=[reviewing])
def again(request: Request, gone: Line, action: Line, candidate: Line = "", why: Why = "") -> Response:
    """Settle the re-review of a claim that the last run no longer makes."""
    ledger, who, now = ledger_of(request), _who(request), settings_of(request).clock
    try:
        if action == "carry":
            made = rereview.carry_over(ledger, gone, candidate, who, why or None, now=now)[-1]
        elif action == "keep":
            made = rereview.keep(ledger, gone, who, why or None, now=now)
        elif action == "let-go":
            made = rereview.let_go(ledger, gone, who, why or None, now=now)
        else:
            raise HTTPException(400, "action")
    except (RecordError, LedgerError) as error:
        return render(request, "conflict.html", status=409, kind="again", detail=str(error), next="/review/again")
    refresh(request, made.document)
    return see_other(request, with_done("/review/again", made.id))


@router.get("/review", dependencies=[reads])
def queue_page(
    request: Request,
    page: Annotated[int, Query(ge=1, le=10**6)] = 1,
    done: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """What waits for review."""
    ledger, filters = ledger_of(request), asked(request.query_params)
    found = waiting.queue(ledger, filters, limit=ON_A_PAGE + 1, offset=(page - 1) * ON_A_PAGE)
    return render(
        request,
        "queue.html",
        claims=[reviewed.claim for reviewed in found],
        found=found[:ON_A_PAGE],
        more=len(found) > ON_A_PAGE,
        page=page,
        filters=filters,
        counts=waiting.counts(ledger),
        recent=decided_since(ledger, viewer_of(request).name),
        done=done_of(request, done),
    )


@router.get("/review/again", dependencies=[reads])
def again_page(request: Request, done: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Claims that were decided about and that the last run no longer makes."""
    ledger = ledger_of(request)
    gone = rereview.waiting(ledger)
    instead = {w.id: claims.one(ledger, w.candidate, viewer_of(request).name) for w in gone if w.candidate}
    return render(
        request,
        "again.html",
        claims=[*(w.claim for w in gone), *(r.claim for r in instead.values())],
        gone=gone,
        instead=instead,
        done=done_of(request, done),
    )


# --- deciding --------------------------------------------------------------------------------------------------------


def _who(request: Request) -> str:
    name = viewer_of(request).name
    assert name is not None, "whoever may review has a name"
    return name


def _decided(request: Request, draft: Draft, version: int, next: str) -> Response:
    """Make the decision and go on; on a conflict show the other's change, with the choice."""
    try:
        made = reviews.decide(ledger_of(request), draft, version, now=settings_of(request).clock)
    except Conflict as error:
        return _conflict(request, draft, error, next)
    refresh(request, made.document)
    return see_other(request, with_done(own_path(next), made.id))


def _conflict(request: Request, draft: Draft, error: Conflict, next: str) -> Response:
    ledger, reader = ledger_of(request), viewer_of(request).name
    now = claims.one(ledger, draft.target.id, reader) if draft.target.kind == "claim" else None
    return render(
        request,
        "conflict.html",
        status=409,
        kind="conflict",
        claims=[now.claim] if now else [],
        draft=draft,
        theirs=error.decision,
        found=error.found,
        reviewed=now,
        again=None,
        next=own_path(next),
    )


async def _in_thread(request: Request, work: Any) -> Response:
    form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
    response: Response = await run_in_threadpool(work, request, form)
    return response


def _known(request: Request, document: str) -> list[Claim]:
    return list(ledger_of(request).claims(document=document))


def _version(form: dict[str, str]) -> int:
    given = form.get("version", "0")
    if not given.isdecimal():
        raise HTTPException(400, "version")
    return int(given)


def _correct(request: Request, form: dict[str, str]) -> Response:
    ledger = ledger_of(request)
    try:
        reviewed = claims.one(ledger, form.get("claim", ""), viewer_of(request).name)
    except LedgerError:
        raise HTTPException(404) from None
    document = ledger.document(reviewed.claim.document)
    next = own_path(form.get("next", "/review"))
    try:
        changed = editing.changes(document, reviewed.claim, form, _known(request, document.id))
        if not changed and _version(form) == reviewed.version:
            raise editing.Unfit("", "nothing was changed; to say that the claim is right, accept it")
        draft = Draft("correct", Target("claim", reviewed.claim.id), _who(request), changed, form.get("why") or None)
        return _decided(request, draft, _version(form), next)
    except RecordError as error:
        return reader_page(request, document.id, claim=reviewed.claim.id, edit=True, form=form, problem=error)


def _add(request: Request, form: dict[str, str]) -> Response:
    ledger = ledger_of(request)
    try:
        document = ledger.document(form.get("document", ""))
    except LedgerError:
        raise HTTPException(404) from None
    try:
        made = added(document, editing.read(document, form, known=_known(request, document.id)))
        draft = Draft("add", Target("claim", made.id), _who(request), as_json(made), form.get("why") or None)
        version = reviews.version(ledger, draft.target)
        if version and claims.one(ledger, made.id, viewer_of(request).name).status != "rejected":
            raise editing.Unfit("evidence", "this claim is there already")
        return _decided(request, draft, version, address("documents", document.id, f"c-{made.id}", claim=made.id))
    except RecordError as error:
        return reader_page(request, document.id, add=True, form=form, problem=error)
