"""Who asks, and whether they may: the one dependency that every route carries.

A route says what it needs (`reads`, `reviews`, `sends`, `administers`, or `anyone` for the sign-in page). The
dependency finds out who asks, checks the role, and for every method that changes something the form's token.
"""

import hashlib
import hmac
import secrets
from typing import Final
from urllib.parse import quote

import msgspec
from fastapi import Depends, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool

from riwaya.web.guard import SAFE_METHODS
from riwaya.web.settings import Settings
from riwaya.web.users import ROLES, Role, Users

COOKIE: Final = "riwaya_session"
TOKEN_FIELD: Final = "token"
TOKEN_HEADER: Final = "x-riwaya-token"
LOGIN_MINUTES: Final = 60


class Viewer(msgspec.Struct, frozen=True):
    """Who asks: `name` (None before sign-in), what they may do, and the token that their forms carry."""

    name: str | None
    role: Role | None
    token: str

    def may(self, role: Role) -> bool:
        """Whether this is within what the viewer may do."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


class SignInNeeded(Exception):
    """Nobody is signed in, and the page is for users only."""

    def __init__(self, request: Request) -> None:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        self.location = "/signin" if request.method not in SAFE_METHODS else f"/signin?next={quote(path)}"


class StaleForm(HTTPException):
    """A form without its session's token: forged, or from before the session."""

    def __init__(self) -> None:
        super().__init__(403, "stale-form")


class Access:
    """What a route needs. One instance is a dependency; `role` None admits everybody, signed in or not.

    `streams`: the route takes its form piece by piece, and checks the token itself before it takes any file.
    """

    def __init__(self, role: Role | None, *, streams: bool = False) -> None:
        self.role, self.streams = role, streams

    async def __call__(self, request: Request, response: Response) -> Viewer:
        desk: Desk = request.app.state.desk
        viewer = await run_in_threadpool(desk.viewer, request)
        request.state.viewer = viewer
        if self.role is not None and viewer.role is None:
            raise SignInNeeded(request)
        if self.role is not None and not viewer.may(self.role):
            raise HTTPException(403, "role")
        if request.method not in SAFE_METHODS and not self.streams:
            given = request.headers.get(TOKEN_HEADER)
            if given is None:
                form = await request.form()
                field = form.get(TOKEN_FIELD)
                given = field if isinstance(field, str) else ""
            if not hmac.compare_digest(given.encode(), viewer.token.encode()):
                raise StaleForm
        return viewer


anyone = Depends(Access(None))
reads = Depends(Access("read"))
reviews = Depends(Access("review"))
sends = Depends(Access("review", streams=True))
administers = Depends(Access("administer"))


class Desk:
    """Finds out who asks, from the session cookie; without a file of users, whoever sits at this machine."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.users = Users(settings.users, settings.clock) if settings.users is not None else None
        self._secret = secrets.token_bytes(32)

    def viewer(self, request: Request) -> Viewer:
        """Who asks."""
        cookie = request.cookies.get(COOKIE, "")
        if self.users is not None:
            user = self.users.session(cookie, self.settings.session, self.settings.idle) if cookie else None
            if user is not None:
                return Viewer(user.name, user.role, self._token(cookie))
        fresh = None
        if not self._ours(cookie):
            cookie = fresh = self._visitor()
        request.state.new_cookie = fresh
        token = self._token(cookie)
        if self.users is not None:
            return Viewer(None, None, token)
        return Viewer(self.settings.analyst, "administer", token)

    def keep(self, response: Response, value: str) -> None:
        """Give the browser its session cookie."""
        response.set_cookie(
            COOKIE, value, httponly=True, samesite="strict", secure=self.settings.secure, path="/", max_age=None
        )

    def _visitor(self) -> str:
        """A cookie for somebody who has not signed in; only this process can make one."""
        value = secrets.token_urlsafe(24)
        return f"v.{value}.{self._sign(value)}"

    def _ours(self, cookie: str) -> bool:
        kind, _, rest = cookie.partition(".")
        value, _, signature = rest.partition(".")
        return kind == "v" and hmac.compare_digest(signature.encode(), self._sign(value).encode())

    def _sign(self, value: str) -> str:
        return hmac.new(self._secret, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    @staticmethod
    def _token(cookie: str) -> str:
        """The forms' token of a session: nobody can tell it who does not hold the cookie."""
        return hashlib.sha256(b"riwaya form " + cookie.encode("utf-8", "surrogatepass")).hexdigest()
