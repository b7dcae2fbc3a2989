"""Deciding about events, relations and sources: merge, split, link, unlink, grade."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger.decisions import Action, Conflict, Decision, Draft, Target, TargetKind
from riwaya.model.errors import RecordError
from riwaya.web.access import reviews as reviewing
from riwaya.web.filled import Filled
from riwaya.web.pages import ledger_of, render, see_other, settings_of, settle, viewer_of
from riwaya.web.routes.claims import claim_page
from riwaya.web.routes.disputes import dispute_page, event_page
from riwaya.web.routes.signin import own_path
from riwaya.web.routes.sources import source_page
from riwaya.web.words import address, with_done
from riwaya.workspace import deciding, disputes
from riwaya.workspace.editing import Unfit

router = APIRouter()

Line = Annotated[str, Form(max_length=2000)]
Lines = Annotated[list[str] | None, Form(max_length=500)]
Why = Annotated[str, Form(max_length=10_000)]
Seen = Annotated[int, Form(ge=0)]

_DISPUTES = "/disputes/"


@router.post("/review/merge", dependencies=[reviewing])
def merge(
    request: Request, seen: Seen, event: Line = "", other: Lines = None, why: Why = "", dispute: Line = ""
) -> Response:
    """Make events one: `event` and the others; without `event` the others."""
    chosen = [one for one in (event, *(other or ())) if one.strip()]
    if not chosen:
        return _unfit(request, Unfit("other", "choose the events that are one"), "", dispute, why)
    first, rest = deciding.ident_of(chosen[0]), chosen[1:]
    return _event(
        request,
        ("merge", first, dispute, why, seen),
        [("event", first), *(("other", one) for one in rest)],
        lambda by: deciding.merge(ledger_of(request), first, rest, by),
    )


@router.post("/review/split", dependencies=[reviewing])
def split(
    request: Request, seen: Seen, event: Line, claim: Lines = None, why: Why = "", dispute: Line = ""
) -> Response:
    """Make an event of its own of some claims of an event; from a dispute, of what each account tells."""
    ledger = ledger_of(request)

    def work(by: deciding.By) -> Decision:
        if dispute:
            return deciding.split_by_accounts(ledger, event, dispute, by)
        return deciding.split(ledger, event, [claim or ()], by)

    fields = [("event", event), *(("claim", one) for one in claim or ())]
    return _event(request, ("split", event, dispute, why, seen), fields, work)


@router.post("/review/link", dependencies=[reviewing])
def link(
    request: Request,
    seen: Seen,
    claim: Line,
    type: Line = "",
    other: Line = "",
    given: Line = "",
    subtype: Line = "",
    way: Line = "",
    why: Why = "",
    next: Line = "",
) -> Response:
    """Say how two claims are related. `given`: an id or address typed in place of a choice; `way` "back": the other is
    what is related to this claim.
    """
    ledger = ledger_of(request)
    b = deciding.ident_of(given) or deciding.ident_of(other)
    fields = [("claim", claim), ("type", type), ("other", b), ("subtype", subtype), ("way", way)]

    def work(by: deciding.By) -> Decision:
        if b and way == "back":
            return deciding.link(ledger, b, claim, type, subtype, by)
        return deciding.link(ledger, claim, b, type, subtype, by)

    return _relation(request, ("link", claim, b, why, seen, next), fields, work)


@router.post("/review/unlink", dependencies=[reviewing])
def unlink(
    request: Request, seen: Seen, claim: Line, other: Line, type: Line = "", why: Why = "", next: Line = ""
) -> Response:
    """Say that two claims are not related, or not so."""
    ledger, fields = ledger_of(request), [("claim", claim), ("other", other), ("type", type)]
    return _relation(
        request,
        ("unlink", claim, other, why, seen, next),
        fields,
        lambda by: deciding.unlink(ledger, claim, other, type, by),
    )


@router.post("/review/grade", dependencies=[reviewing])
def grade(request: Request, seen: Seen, source: Line, letter: Line = "", why: Why = "") -> Response:
    """Give an institution a letter, or take it away."""
    try:
        made = deciding.grade(ledger_of(request), source, letter, _by(request, why, seen))
    except Conflict as error:
        fields = [("source", source), ("letter", letter)]
        return _conflict(request, error, _draft(request, "grade", "source", source, why), fields, _source(source))
    except RecordError as error:
        return source_page(request, source, Filled(problem=error, form={"letter": letter, "why": why}))
    return see_other(request, with_done(_source(source), made.id))


# --- what comes of it ------------------------------------------------------------------------------------------------


def _by(request: Request, why: str, seen: int) -> deciding.By:
    name = viewer_of(request).name
    assert name is not None, "whoever may review has a name"
    return deciding.By(name, why or None, seen, settings_of(request).clock)


def _draft(request: Request, action: Action, kind: TargetKind, ident: str, why: str) -> Draft:
    return Draft(action, Target(kind, ident), viewer_of(request).name or "", None, why or None)


def _source(ident: str) -> str:
    return address("sources", ident)


def _event(
    request: Request,
    about: tuple[Action, str, str, str, int],
    fields: list[tuple[str, str]],
    work: Callable[[deciding.By], Decision],
) -> Response:
    """Decide about an event, and go to what became of it, or back to the dispute if there still is one."""
    action, event, dispute, why, seen = about
    back = address("disputes", dispute) if dispute else address("events", event)
    try:
        made = work(_by(request, why, seen))
    except Conflict as error:
        draft = _draft(request, action, "event", event, why)
        return _conflict(request, error, draft, [*fields, ("dispute", dispute)], back)
    except RecordError as error:
        return _unfit(request, error, event, dispute, why)
    ledger = ledger_of(request)
    settle(request, deciding.claims_of(ledger, made))
    if dispute and disputes.dispute(ledger, dispute) is not None:
        return see_other(request, with_done(back, made.id))
    return see_other(request, with_done(address("events", deciding.now_called(ledger, made) or event), made.id))


def _unfit(request: Request, error: RecordError, event: str, dispute: str, why: str) -> Response:
    if dispute:
        return dispute_page(request, dispute, Filled(problem=error, form={"why": why}))
    if not event:
        raise HTTPException(400, "event")
    return event_page(request, event, Filled(problem=error, form={"why": why}))


def _relation(
    request: Request,
    about: tuple[Action, str, str, str, int, str],
    fields: list[tuple[str, str]],
    work: Callable[[deciding.By], Decision],
) -> Response:
    """Decide about a relation, and go back to where that was asked for."""
    action, claim, other, why, seen, next = about
    back = own_path(next) if next else address("claims", claim)
    try:
        made = work(_by(request, why, seen))
    except Conflict as error:
        return _conflict(request, error, _draft(request, action, "relation", other, why), fields, back)
    except RecordError as error:
        return claim_page(request, claim, Filled(problem=error, form={**dict(fields), "why": why}))
    settle(request, deciding.claims_of(ledger_of(request), made))
    dispute = back.partition("?")[0].removeprefix(_DISPUTES) if back.startswith(_DISPUTES) else ""
    if dispute and disputes.dispute(ledger_of(request), dispute) is None:  # there is nothing to dispute any more
        back = address("claims", claim)
    return see_other(request, with_done(back, made.id))


def _conflict(request: Request, error: Conflict, draft: Draft, fields: list[tuple[str, str]], back: str) -> Response:
    """Tell what somebody else decided meanwhile, and offer to decide all the same, having seen it."""
    seen = deciding.seen(ledger_of(request))
    return render(
        request,
        "conflict.html",
        status=409,
        kind="conflict",
        draft=draft,
        theirs=error.decision,
        found=error.found,
        reviewed=None,
        again=(
            f"/review/{draft.action}",
            [*fields, ("why", draft.why or ""), ("seen", str(seen))],
        ),
        next=back,
    )
