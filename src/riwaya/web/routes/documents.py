"""Documents and the reader."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from riwaya.ledger import reviews
from riwaya.ledger.decisions import Target
from riwaya.ledger.several import several
from riwaya.model import Actor, Document, Voice
from riwaya.model.errors import LedgerError, RecordError
from riwaya.web.access import reads
from riwaya.web.pages import done_of, ledger_of, render, viewer_of
from riwaya.workspace import claims, listing
from riwaya.workspace.deciding import seen
from riwaya.workspace.editing import evidence_only, form_of, rows
from riwaya.workspace.reader import Opened, open_document, reviewed_whole

router = APIRouter()

Text = Annotated[str, Query(max_length=1000)]
Number = Annotated[int, Query(ge=1, le=10**9)]


@router.get("/documents", dependencies=[reads])
def documents(
    request: Request, outlet: Text = "", since: Text = "", until: Text = "", order: Text = "", page: Number = 1
) -> Response:
    """The list of reports."""
    shown = listing.documents(
        ledger_of(request),
        outlet=None if outlet == "" else "" if outlet == "-" else outlet,
        since=since,
        until=until,
        newest_first=order == "newest",
        page=page,
    )
    return render(request, "documents.html", shown=shown, outlets=listing.outlets(ledger_of(request)))


@router.get("/documents/{ident:path}", dependencies=[reads])
def reader(
    request: Request,
    ident: str,
    claim: Text = "",
    beside: Text = "",
    page: Annotated[int, Query(ge=0)] = 0,
    edit: Text = "",
    add: Text = "",
    done: Text = "",
    at: Text = "",
) -> Response:
    """One report with its claims; `claim` opens one, `beside` puts another report next to it.

    `edit`: with the form to correct the open claim; `add`: with the form for a missed one, on the characters
    `START-END` if it says so. `at`: characters `START-END` to show.
    """
    return reader_page(
        request,
        ident,
        claim=claim,
        beside=beside,
        page=page,
        edit=bool(edit),
        add=bool(add),
        picked=add,
        done=done,
        at=at,
    )


def reader_page(
    request: Request,
    ident: str,
    *,
    claim: str = "",
    beside: str = "",
    page: int = 0,
    edit: bool = False,
    add: bool = False,
    picked: str = "",
    done: str = "",
    at: str = "",
    form: dict[str, str] | None = None,
    problem: RecordError | None = None,
) -> Response:
    """The reader; `form` and `problem` when what was filled in could not be taken."""
    ledger = ledger_of(request)
    document = _document(request, ident)
    start, end = _range(picked)
    found = _range(at)
    shown_from = start if add and start is not None else _offset(form, "evidence.at") or found[0]
    left = _opened(request, document, claim, page, shown_from, found)
    right = _opened(request, _document(request, beside), "", 0) if beside else None
    given = form
    if given is None and edit and left.open is not None:
        given = form_of(left.open.claim)
    elif given is None and add:
        given = evidence_only(document, start or 0, end or 0)
    reviewer = viewer_of(request).may("review") and not left.head.retired
    related = listing.same_happenings(ledger, document.id, claim=left.open)
    others: list[claims.Reviewed] = []
    if reviewer and left.open is not None:  # what a form offers to relate the open claim to
        told = several(ledger, [ident for _, ident in related], reader=viewer_of(request).name)
        others = right.claims if right else list(told.values())
    return render(
        request,
        "reader.html",
        status=422 if problem is not None else 200,
        claims=[
            *(reviewed.claim for opened in (left, right) if opened is not None for reviewed in opened.claims),
            *(reviewed.claim for reviewed in others),
        ],
        left=left,
        right=right,
        related=related,
        others=others,
        seen=seen(ledger),
        mode=("edit" if edit and left.open else "add" if add else "") if reviewer else "",
        form=given or {},
        rows=rows,
        problem=problem,
        done=done_of(request, done),
        reviewer=reviewer,
        known=_entities(left) if given else {},
        whole=reviewed_whole(ledger, document.id),
        whole_version=reviews.version(ledger, Target("document", document.id)) if reviewer else 0,
        decisions=claims.history(ledger, "claim", left.open.claim.id, viewer_of(request).name) if left.open else [],
    )


def _document(request: Request, ident: str) -> Document:
    try:
        return ledger_of(request).document(ident)
    except LedgerError:
        raise HTTPException(404) from None


def _opened(
    request: Request,
    document: Document,
    claim: str,
    page: int,
    at: int | None = None,
    found: tuple[int | None, int | None] = (None, None),
) -> Opened:
    return open_document(
        ledger_of(request),
        document,
        claim=claim or None,
        page=page or None,
        at=at,
        found=(found[0], found[1]) if found[0] is not None and found[1] is not None else None,
        reader=viewer_of(request).name,
    )


def _range(picked: str) -> tuple[int | None, int | None]:
    """The characters `START-END` that an address names."""
    start, _, end = picked.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() and len(picked) < 24 else (None, None)


def _offset(form: dict[str, str] | None, name: str) -> int | None:
    given = (form or {}).get(name, "")
    return int(given) if given.isdecimal() and len(given) < 12 else None


def _entities(opened: Opened) -> dict[str, list[tuple[str, str]]]:
    """The entities that claims of this page name, for forms to offer: by list, id and words."""
    out: dict[str, dict[str, str]] = {"places": {}, "actors": {}}
    for reviewed in opened.claims:
        claim = reviewed.claim
        for place in claim.places:
            out["places"].setdefault(place.entity or "", place.text)
        acting: tuple[Voice | Actor, ...] = (*claim.voices, *claim.agents, *claim.targets)
        for one in acting:
            out["actors"].setdefault(one.entity or "", one.text)
    return {name: [(ident, words) for ident, words in found.items() if ident] for name, found in out.items()}
