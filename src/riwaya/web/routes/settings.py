"""How the workspace is set up, and what it is made of."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from riwaya import __version__
from riwaya.web import about as facts
from riwaya.web.access import Desk, anyone, reads
from riwaya.web.pages import ledger_of, render, viewer_of

router = APIRouter()


@router.get("/settings", dependencies=[reads])
def settings(request: Request) -> Response:
    """Language, keys, who is signed in; for administrators the users and the record of sign-ins."""
    desk: Desk = request.app.state.desk
    admin = desk.users is not None and viewer_of(request).may("administer")
    users = desk.users.all() if admin and desk.users is not None else []
    signins = desk.users.signins() if admin and desk.users is not None else []
    return render(request, "settings.html", users=users, signins=signins, run=ledger_of(request).run(), admin=admin)


@router.get("/about", dependencies=[anyone])
def about(request: Request) -> Response:
    """Version, licences, attribution."""
    return render(request, "about.html", version=__version__, vendored=facts.vendored())
