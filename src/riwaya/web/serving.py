"""Starting the server, and finding the file of users."""

import getpass
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from riwaya.lang.labels import LANGUAGES, Language
from riwaya.ledger import is_url, ledger_path, open_ledger
from riwaya.ledger.store import Ledger
from riwaya.model.errors import UsageError
from riwaya.web.settings import Settings, Uploads, is_loopback, utc_now
from riwaya.web.users import FILE_NAME, ROLES, Role, Users

if TYPE_CHECKING:
    from riwaya.web.app import Later

BACKLOG = 128
NOBODY_ASKS = 3.0
"""Seconds after which no first page is waited for any more."""


def users_path(where: str) -> Path:
    """The file of users beside a ledger; `where` itself when it is named like one. UsageError for a database's URL."""
    if is_url(where):
        raise UsageError("users are kept in a file: name it in place of the database (and give it as --users)")
    path = Path(where)
    return path if path.name == FILE_NAME else ledger_path(path).with_name(FILE_NAME)


def users_at(where: str, *, create: bool = False) -> Users:
    """The users beside a ledger; UsageError if there is no such file yet (unless `create`)."""
    path = users_path(where)
    if not create and not path.is_file():
        raise UsageError(f"{path}: there are no users; add one with `riwaya users add {where} NAME`")
    return Users(path, utc_now)


def role_named(name: str) -> Role:
    """A role by its name; UsageError names those that there are."""
    for role in ROLES:
        if role == name:
            return role
    raise UsageError(f"{name!r} is no role; give one of {', '.join(ROLES)}")


def _language(name: str) -> Language:
    for language in LANGUAGES:
        if language == name:
            return language
    raise UsageError(f"{name!r}: the pages speak {' and '.join(LANGUAGES)} only")


def settings_for(
    ledger: str,
    *,
    host: str,
    port: int,
    users: Path | None,
    analyst: str | None,
    origin: str | None,
    language: str,
    names: bool,
    tiles: str | None,
    rewrite: Callable[[Ledger], None] | None = None,
    uploads: Uploads | None = None,
    added: Callable[[Ledger], None] | None = None,
) -> Settings:
    """The settings that the options make. UsageError for an open address without users, or an origin that is none."""
    beside = None if is_url(ledger) else users_path(ledger)
    found = users if users is not None else beside if beside is not None and beside.is_file() else None
    if users is not None and not users.is_file():
        raise UsageError(f"{users}: there are no users; add one with `riwaya users add {users} NAME`")
    if found is None and not is_loopback(host):
        raise UsageError(
            f"--host {host}: others could reach the ledger there, so users have to sign in; "
            f"add one with `riwaya users add {ledger} NAME`, or leave --host out"
        )
    if found is not None and not Users(found, utc_now).all():
        raise UsageError(f"{found}: holds no user; add one with `riwaya users add {ledger} NAME`")
    if origin is not None:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
            raise UsageError(f"--origin {origin}: give scheme and name only, such as https://desk.example.org")
        origin = f"{parts.scheme}://{parts.netloc}"
    return Settings(
        host=host,
        port=port,
        users=found,
        analyst=analyst or _login_name(),
        origin=origin,
        language=_language(language),
        names=names,
        tiles=tiles,
        rewrite=rewrite,
        uploads=uploads or Uploads(),
        added=added,
    )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a machine that has no name for whoever runs this
        return "analyst"


def run(say: Callable[[str], None], ledger: str, *, port: int, host: str, **options: Any) -> None:
    """Serve until interrupted; `say` is told the address once requests are answered."""
    import uvicorn

    from riwaya.web.app import Later, create_app

    listening = _listen(host, port)
    settings = settings_for(ledger, host=host, port=listening.getsockname()[1], **options)
    with open_ledger(ledger) as opened:
        app = Later(create_app(opened, settings, whole=False))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        shown = f"[{host}]" if ":" in host else host
        say(f"serving {opened.name} at {settings.origin or f'http://{shown}:{settings.port}'} (Ctrl-C ends it)")
        Thread(target=_warm, args=(settings, app), daemon=True).start()
        uvicorn.Server(config).run(sockets=[listening])


def _warm(settings: Settings, app: "Later") -> None:
    """Load what further pages will need, once the first was answered (or nobody asks for any)."""
    app.answered.wait(NOBODY_ASKS)
    from riwaya.web.app import complete

    complete(app.app)
    import riwaya.extract.zones
    import riwaya.reason.sources  # noqa: F401
    from riwaya.web.pages import environment

    templates = environment(settings.language)
    for name in templates.list_templates():
        templates.get_template(name)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except socket.gaierror as error:
        raise UsageError(f"--host {host}: is no address of this machine ({error.strerror})") from error
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise UsageError(f"{host}:{port} cannot be listened on ({error.strerror}); give another --port") from error
    return listening
