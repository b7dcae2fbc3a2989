"""The application: routes, the guard before them, static files, error pages."""

from importlib import import_module
from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from riwaya.ledger.store import Ledger
from riwaya.model.errors import LedgerError
from riwaya.web.access import Desk, SignInNeeded, Viewer
from riwaya.web.guard import HEADERS, Guard
from riwaya.web.nav import PAGES
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
)
"""The modules of `riwaya.web.routes`, each with a `router`; the documents' last, for their ids may hold anything."""

_STATIC: Final = Path(__file__).parent / "static"


class _Static(StaticFiles):
    """Static files: kept for a year when the address carries the content's hash, else asked for again each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = b"v=" in scope.get("query_string", b"")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response


def create_app(ledger: Ledger, settings: Settings) -> FastAPI:
    """The workspace over an open ledger. UsersError when the file of users cannot be used."""
    app = FastAPI(title="riwaya", docs_url=None, redoc_url=None, openapi_url=None, default_response_class=HTMLResponse)
    app.state.ledger, app.state.settings, app.state.desk = ledger, settings, Desk(settings)
    app.state.refresher = Refresher(ledger)
    paths = set()
    for name in ROUTES:
        router: APIRouter = import_module(f"riwaya.web.routes.{name}").router
        app.router.routes.extend(router.routes)  # as they are, so that all can be counted
        paths |= {route.path for route in router.routes if isinstance(route, APIRoute)}
    app.state.paths = frozenset(paths)
    app.state.nav = [(path, name) for path, name in PAGES if path in paths]
    app.mount("/static", _Static(directory=_STATIC), name="static")
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(LedgerError, _ledger_error)
    app.add_exception_handler(Exception, _unforeseen)
    app.add_middleware(Guard, settings=settings)
    return app


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
