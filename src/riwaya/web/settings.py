"""How the workspace is served: addresses, who may use it, limits."""

import datetime
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import msgspec

from riwaya.lang.labels import Language
from riwaya.ledger.store import Ledger


def utc_now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


LONGEST_TEXT: Final = 4_000_000
"""Bytes of a text that is pasted: as many as a report can have characters, four bytes each."""


class Uploads(msgspec.Struct, frozen=True):
    """What may be sent to be added: bytes of a file, files at once, bytes at once. Nothing where `files` is 0."""

    file: int = 50_000_000
    files: int = 200
    total: int = 200_000_000

    @property
    def body(self) -> int:
        """Bytes of a request beyond which nothing of it is taken in."""
        return 2 * self.total + LONGEST_TEXT


class Settings(msgspec.Struct, frozen=True):
    """How the workspace is served.

    `users`: the file of users; None means no sign-in, which is for the loopback address only. `analyst`: the name under
    which reviews are kept when there is no sign-in. `origin`: the address that browsers use, where it is not
    `http://HOST:PORT` (behind a proxy that speaks HTTPS). `names`: show private persons by name in lists too.
    `tiles`: the URL template of a tile server for the map, instead of the bundled basemap. `body_limit`: bytes of the
    longest request, but for those that add reports: `uploads` has their limits. `session`, `idle`: how long a sign-in
    lasts at most, and without use. `clock` is there for tests. `rewrite` writes what lies beside the ledger anew after
    a redaction; without it pages redact nothing. `added` does so after reports were added.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    users: Path | None = None
    analyst: str = "analyst"
    origin: str | None = None
    language: Language = "ar"
    names: bool = False
    tiles: str | None = None
    body_limit: int = 1_000_000
    session: datetime.timedelta = datetime.timedelta(hours=12)
    idle: datetime.timedelta = datetime.timedelta(hours=2)
    clock: Callable[[], datetime.datetime] = utc_now
    rewrite: Callable[[Ledger], None] | None = None
    uploads: Uploads = Uploads()
    added: Callable[[Ledger], None] | None = None

    @property
    def secure(self) -> bool:
        """Whether browsers come by HTTPS, so that cookies must not travel otherwise."""
        return (self.origin or "").startswith("https://")


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
