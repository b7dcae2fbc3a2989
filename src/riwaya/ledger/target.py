"""What a LEDGER argument names: a file, a folder with a ledger in it, or a PostgreSQL database by its URL.

Importing this loads no database library.
"""

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec

from riwaya.model.errors import UsageError

FILE_NAME: Final = "ledger.db"
"""The name of the ledger in a run's output folder."""

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_POSTGRES: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_SECRET: Final = re.compile(r"(?<=[?&]password=)[^&]*")
_DRIVER: Final = "postgresql+psycopg"


class Target(msgspec.Struct, frozen=True):
    """Where a ledger is: `path` of a file, or `url` of a database; `name` is what messages call it, without secrets."""

    name: str
    path: Path | None = None
    url: str | None = None


def is_url(target: str | Path) -> bool:
    """Whether a LEDGER argument is a URL rather than a path."""
    return isinstance(target, str) and _URL.match(target) is not None


def locate(target: str | Path) -> Target:
    """What `target` names: a path (of a ledger, or of a folder that holds `ledger.db`) or a PostgreSQL URL.

    UsageError for a URL of another kind.
    """
    if isinstance(target, str) and is_url(target):
        scheme, rest = target.split("://", 1)
        if scheme.lower() not in _POSTGRES:
            raise UsageError(f"{scheme}://…: no such ledger; give a path, or postgresql+psycopg://USER@HOST/DATABASE")
        url = f"{_DRIVER}://{rest}"
        return Target(_without_password(url), url=url)
    path = Path(target)
    path = path / FILE_NAME if path.is_dir() else path
    return Target(str(path), path=path)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    shown = parts._replace(netloc=unquote(user.split(":", 1)[0]) + at + host)
    return _SECRET.sub("***", shown.geturl())
