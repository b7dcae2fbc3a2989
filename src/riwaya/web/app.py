"""The application: routes, the guard before them, static files, error pages."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from threading import Event, Lock
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from riwaya.ledger.store import Ledger
from riwaya.model.errors import LedgerError
from riwaya.web.access import Desk, SignInNeeded, Viewer
from riwaya.web.guard import HEADERS, Guard
from riwaya.web.pages import render, wants_fragment, with_session
from riwaya.web.refresh import Refresher
from riwaya.web.settings import Settings

ROUTES: Final = (
    "signin",
    "overview",
    "claims",
    "review",
    "regroup",
    "agreement",
    "search",
    "history",
    "actors",
    "places",
    "disputes",
    "sources",
    "map",
    "documents",
    "settings",
    "redact",
    "add",
)
"""The modules of `riwaya.web.routes`, each with a `router`; the documents' last, for their ids may hold anything."""

FIRST: Final = ("overview",)
"""Those without which nobody can begin; where people sign in, `signin` too, whose forms take FastAPI long to read."""

_STATIC: Final = Path(__file__).parent / "static"


class _Static(StaticFiles):
    """Static files: kept for a year when the address carries the content's hash, else asked for again each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = b"v=" in scope.get("query_string", b"")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response


def create_app(ledger: Ledger, settings: Settings, *, whole: bool = True) -> FastAPI:
    """The workspace over an open ledger; without `whole` only its first pages, until `complete`.

    UsersError when the file of users cannot be used.
    """
    app = FastAPI(title="riwaya", docs_url=None, redoc_url=None, openapi_url=None, default_response_class=HTMLResponse)
    app.state.ledger, app.state.settings, app.state.desk = ledger, settings, Desk(settings)
    app.state.refresher = Refresher(ledger)
    app.state.completing, app.state.complete, app.state.loaded = Lock(), False, set()
    _add(app, FIRST if settings.users is None else ("signin", *FIRST))
    app.mount("/static", _Static(directory=_STATIC), name="static")
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(LedgerError, _ledger_error)
    app.add_exception_handler(Exception, _unforeseen)
    app.add_middleware(Guard, settings=settings)
    if whole:
        complete(app)
    return app


def complete(app: FastAPI) -> None:
    """Load all other pages, once."""
    with app.state.completing:
        if not app.state.complete:
            _add(app, [name for name in ROUTES if name not in app.state.loaded])
            app.state.complete = True


def _add(app: FastAPI, names: Iterable[str]) -> None:
    for name in names:
        router: APIRouter = import_module(f"riwaya.web.routes.{name}").router
        app.router.routes.extend(router.routes)  # as they are, so that all can be counted
        app.state.loaded.add(name)


class Later:
    """An application that is completed when anything but its first pages is asked for; `answered` once it answered."""

    def __init__(self, app: FastAPI) -> None:
        self.app, self.answered = app, Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        there = path == "/" or path.startswith("/static/") or path.removeprefix("/") in self.app.state.loaded
        if not there and not self.app.state.complete:
            await run_in_threadpool(complete, self.app)
        try:
            await self.app(scope, receive, send)
        finally:
            self.answered.set()


async def _sign_in(request: Request, error: Exception) -> Response:
    assert isinstance(error, SignInNeeded)
    if wants_fragment(request):
        return with_session(request, HTMLResponse("", 401, headers={"HX-Redirect": "/signin"}))
    return with_session(request, RedirectResponse(error.location, 303))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _page(request, error.status_code, str(error.detail))


async def _ledger_error(request: Request, error: Exception) -> Response:
    return _page(request, 500, "ledger", str(error))


async def _unforeseen(request: Request, error: Exception) -> Response:
    # The server logs the traceback; the page tells no inner details.
    response = _page(request, 500, "unforeseen")
    response.headers.update(HEADERS)  # the guard is not outside of this one
    return response


def _page(request: Request, status: int, reason: str, detail: str = "") -> Response:
    if not hasattr(request.state, "viewer"):
        request.state.viewer = Viewer(None, None, "")
    return render(request, "error.html", status=status, code=status, reason=reason, detail=detail)
