"""Alerts to a web server: signed, dated, and with an id by which a receiver knows one that comes twice.

Headers and signature are those of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over
`id.timestamp.body`. Nothing but 2xx counts as arrived; redirects are not followed.
"""

import base64
import hashlib
import hmac
import http.client
import ssl
from typing import Final
from urllib.parse import urlsplit

from riwaya import __version__
from riwaya.model.errors import UsageError

TIMEOUT: Final = 15.0
TOLERANCE: Final = 300
"""Seconds by which a receiver should let the timestamp be off."""
_PREFIX: Final = "whsec_"
_LEAST_SECRET: Final = 16  # bytes


class NotTaken(Exception):
    """The receiver did not take an alert; in words."""


def secret_of(text: str) -> bytes:
    """A secret as it stands in a file: bytes in base64 behind `whsec_`, or any other text as it is."""
    text = text.strip()
    if text.startswith(_PREFIX):
        try:
            secret = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
        except ValueError as error:
            raise UsageError("the webhook's secret is no base64 behind whsec_; copy it again") from error
    else:
        secret = text.encode()
    if len(secret) < _LEAST_SECRET:
        raise UsageError(f"the webhook's secret is shorter than {_LEAST_SECRET} bytes; make a longer one")
    return secret


def signature(secret: bytes, ident: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    signed = b"%b.%d.%b" % (ident.encode(), timestamp, body)
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def verify(secret: bytes, headers: dict[str, str], body: bytes, now: int) -> bool:
    """Whether a request is one of ours, unchanged and not replayed later: what a receiver does."""
    try:
        timestamp = int(headers["webhook-timestamp"])
    except (KeyError, ValueError):
        return False
    expected = signature(secret, headers.get("webhook-id", ""), timestamp, body)
    given = headers.get("webhook-signature", "").split()
    return abs(now - timestamp) <= TOLERANCE and any(hmac.compare_digest(expected, one) for one in given)


class Webhook:
    """A receiver of alerts at an address that the user named."""

    def __init__(self, url: str, secret: bytes | None, *, tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError as error:
            raise UsageError(f"{url}: no address ({error})") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{url}: a webhook is an http or https address")
        self.url, self._secret, self._tls = url, secret, tls
        self._scheme, self._host, self._port = parts.scheme, parts.hostname, port
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def send(self, ident: str, body: bytes, timestamp: int) -> None:
        """POST an alert; NotTaken unless the receiver says that it has it."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"riwaya/{__version__}",
            "webhook-id": ident,
            "webhook-timestamp": str(timestamp),
        }
        if self._secret is not None:
            headers["webhook-signature"] = signature(self._secret, ident, timestamp, body)
        connection: http.client.HTTPConnection
        if self._scheme == "https":
            tls = self._tls or ssl.create_default_context()
            connection = http.client.HTTPSConnection(self._host, self._port, timeout=TIMEOUT, context=tls)
        else:
            connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT)
        try:
            connection.request("POST", self._target, body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotTaken(f"no answer ({getattr(error, 'strerror', None) or type(error).__name__})") from error
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise NotTaken(f"it answers {status}")
