"""What every request passes before any page: known Host, same origin, bounded body; and the headers of every answer."""

import socket
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from riwaya.web.settings import Settings, is_loopback

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS: Final = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not `no-referrer`: that would blank the Origin of our own forms, which is checked.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def policy(tiles: str) -> str:
    """The policy of pages whose map takes its tiles from a server that the settings name."""
    parts = urlsplit(tiles)
    if not parts.netloc:
        return CONTENT_POLICY
    return CONTENT_POLICY.replace("connect-src 'self'", f"connect-src 'self' {parts.scheme}://{parts.netloc}")


ADDING: Final = "/add"
"""Where reports are sent."""
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def known_host(host: str, settings: Settings) -> bool:
    """Whether a Host header is one by which this server is meant.

    A page of another site whose name was made to point here (DNS rebinding) sends that name. On the loopback address
    only `localhost` and loopback addresses are meant, with our port. Elsewhere an address of digits, this machine's
    name, and the configured origin's.
    """
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not name or parts.username is not None or parts.path:
        return False
    if settings.origin is not None and host == urlsplit(settings.origin).netloc:
        return True
    if port != settings.port and not (port is None and settings.port == 80):
        return False
    if is_loopback(name):
        return True
    if is_loopback(settings.host):
        return False
    try:
        ip_address(name)
    except ValueError:
        return name == settings.host or name == socket.gethostname().lower()
    return True


def same_origin(headers: Headers, settings: Settings) -> bool:
    """Whether a request that changes something comes from a page of ours.

    Browsers send Origin with every POST. Other programs may leave it out: they hold the form's token all the same.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    if settings.origin is not None and origin == settings.origin:
        return True
    return origin == f"http://{headers.get('host', '')}"


class Guard:
    """Refuses requests of foreign hosts and origins and bodies beyond the limit; adds the headers of `HEADERS`."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answered = False

        async def guarded_send(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                outgoing = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    outgoing[name] = value
                if self.settings.tiles:
                    outgoing["content-security-policy"] = policy(self.settings.tiles)
                # What a ledger holds does not stay in caches; static files say themselves how long they keep.
                outgoing.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, guarded_send)
            return
        limit, taken = self._limit(scope), 0

        async def bounded_receive() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _TooMuch
            return message

        try:
            await self.app(scope, bounded_receive, guarded_send)
        except _TooMuch:
            if not answered:
                await _too_long(limit)(scope, receive, guarded_send)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if not known_host(headers.get("host", ""), self.settings):
            return PlainTextResponse("This address is not served here.\n", 421)
        if scope["method"] not in SAFE_METHODS and not same_origin(headers, self.settings):
            return PlainTextResponse("Refused: the request comes from another site.\n", 403)
        length = headers.get("content-length", "0")
        limit = self._limit(scope)
        if not length.isdecimal() or int(length) > limit:
            return _too_long(limit)
        return None

    def _limit(self, scope: Scope) -> int:
        """Bytes that this request may hold; reports are taken in piece by piece, and counted where they are."""
        adds = scope["method"] == "POST" and scope["path"] == ADDING
        return self.settings.uploads.body if adds else self.settings.body_limit


class _TooMuch(Exception):
    pass


def _too_long(limit: int) -> PlainTextResponse:
    return PlainTextResponse(f"Refused: a request may hold {limit} bytes at most.\n", 413)
