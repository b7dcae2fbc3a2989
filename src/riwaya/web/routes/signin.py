"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from riwaya.web.access import COOKIE, Desk, anyone
from riwaya.web.pages import render, see_other
from riwaya.web.users import TooManyTries

router = APIRouter()


def own_path(target: str) -> str:
    """`target` if it is a path of this server, else the overview: a sign-in never leads to another site."""
    fine = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if fine else "/"


@router.get("/signin", dependencies=[anyone])
def form(request: Request, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """The sign-in page."""
    desk: Desk = request.app.state.desk
    if desk.users is None:
        return see_other(request, own_path(next))
    return render(request, "signin.html", next=own_path(next), problem="")


@router.post("/signin", dependencies=[anyone])
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Check name and password; a new session each time."""
    desk: Desk = request.app.state.desk
    if desk.users is None:
        return see_other(request, "/")
    address = request.client.host if request.client is not None else ""
    try:
        token = desk.users.sign_in(name, password, address)
    except TooManyTries:
        return render(request, "signin.html", status=429, next=own_path(next), problem="many")
    if token is None:
        return render(request, "signin.html", status=401, next=own_path(next), problem="wrong")
    response = see_other(request, own_path(next))
    desk.keep(response, token)
    return response


@router.post("/signout", dependencies=[anyone])
def sign_out(request: Request) -> Response:
    """End the session."""
    desk: Desk = request.app.state.desk
    if desk.users is not None:
        desk.users.sign_out(request.cookies.get(COOKIE, ""), request.client.host if request.client else "")
    response = see_other(request, "/signin")
    response.delete_cookie(COOKIE, path="/")
    return response
