"""Users, their sessions and the record of sign-ins, in a file of their own: a ledger handed on holds no secret.

Passwords are kept as Argon2id hashes, session tokens as SHA-256 hashes. Times are UTC, ISO 8601.
"""

import datetime
import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from riwaya.model.errors import RiwayaError

Role = Literal["read", "review", "administer"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""What a user may do; each role holds those before it."""

FILE_NAME: Final = "users.db"
SHORTEST_PASSWORD: Final = 10

WINDOW: Final = datetime.timedelta(minutes=15)
"""Failed sign-ins are counted over this time."""
MOST_PER_NAME: Final = 5
MOST_PER_ADDRESS: Final = 20

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, added TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  began TEXT NOT NULL, seen TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS signins (
  at TEXT NOT NULL, user TEXT NOT NULL, address TEXT NOT NULL, outcome TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS signins_at ON signins(at);
PRAGMA user_version = 1;
"""


class UsersError(RiwayaError):
    """The file of users cannot be used, or a user is not as asked for."""


class TooManyTries(UsersError):
    """Too many sign-ins failed lately, for this name or from this address."""


class User(msgspec.Struct, frozen=True):
    """Somebody who may sign in."""

    name: str
    role: Role
    added: str


class SignIn(msgspec.Struct, frozen=True):
    """One line of the record: `outcome` is `ok`, `wrong` (name or password), `refused` (too many tries), `out`."""

    at: str
    user: str
    address: str
    outcome: str


class Users:
    """The file of users. Every method opens it anew, so that threads and processes can share it."""

    def __init__(self, path: Path, clock: Callable[[], datetime.datetime]) -> None:
        self.path, self._clock = path, clock
        try:
            # Made by us, and readable by nobody else, before anything is in it.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            with self._open() as connection:
                connection.executescript(_TABLES)
        except (OSError, sqlite3.DatabaseError) as error:
            raise UsersError(
                f"{path}: cannot be used as a file of users ({error}); name another with --users"
            ) from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=10)
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            with connection:
                yield connection
        finally:
            connection.close()

    # --- who there is ------------------------------------------------------------------------------------------------

    def all(self) -> list[User]:
        """Every user, by name."""
        with self._open() as connection:
            return [User(*row) for row in connection.execute("SELECT name, role, added FROM users ORDER BY name")]

    def add(self, name: str, role: Role, password: str) -> None:
        """A new user; UsersError if the name is taken or unfit, or the password too short."""
        if not name or name != name.strip() or len(name) > 80 or not name.isprintable():
            raise UsersError(f"{name!r}: is no fit user name; give up to 80 letters without spaces around them")
        row = (name, role, _hashed(password), self._now())
        try:
            with self._open() as connection:
                connection.execute("INSERT INTO users VALUES (?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise UsersError(f"{name}: is a user already; change the password with `riwaya users password`") from None

    def set_password(self, name: str, password: str) -> None:
        """Another password; all of the user's sessions end."""
        with self._open() as connection:
            changed = connection.execute("UPDATE users SET password = ? WHERE name = ?", (_hashed(password), name))
            self._must_be_one(name, changed.rowcount)
            connection.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def set_role(self, name: str, role: Role) -> None:
        """Another role, at once."""
        with self._open() as connection:
            self._must_be_one(name, connection.execute("UPDATE users SET role=? WHERE name=?", (role, name)).rowcount)

    def remove(self, name: str) -> None:
        """Remove a user and end their sessions; what they decided stays under their name."""
        with self._open() as connection:
            self._must_be_one(name, connection.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount)

    def _must_be_one(self, name: str, found: int) -> None:
        if found != 1:
            raise UsersError(f"{self.path}: holds no user {name!r}; `riwaya users list` names them")

    # --- signing in --------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A session's token if the password is right, else None. TooManyTries after too many failures. Recorded."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        name, address = name[:80], address[:80]
        if self._failures("user", name) >= MOST_PER_NAME or self._failures("address", address) >= MOST_PER_ADDRESS:
            self._record(name, address, "refused")
            raise TooManyTries(f"{name}: too many sign-ins failed; wait {WINDOW.seconds // 60} minutes")
        with self._open() as connection:
            row = connection.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()
        try:
            # An unknown name takes as long as a known one, and so does not tell itself apart.
            PasswordHasher().verify(row[0] if row else _nobody(), password)
        except (Argon2Error, InvalidHashError):
            row = None
        if row is None:
            self._record(name, address, "wrong")
            return None
        token, now = secrets.token_urlsafe(32), self._now()
        with self._open() as connection:
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(token), name, now, now))
        self._record(name, address, "ok")
        return token

    def session(self, token: str, longest: datetime.timedelta, idle: datetime.timedelta) -> User | None:
        """Whose session a token is, if it has not ended; using it keeps it from idling out."""
        now = self._clock()
        with self._open() as connection:
            row = connection.execute(
                "SELECT s.began, s.seen, u.name, u.role, u.added FROM sessions s JOIN users u ON u.name = s.user "
                "WHERE s.token = ?",
                (_digest(token),),
            ).fetchone()
            if row is None:
                return None
            began, seen = map(datetime.datetime.fromisoformat, row[:2])
            if now - began > longest or now - seen > idle:
                connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))
                return None
            if now - seen > idle / 20:  # not a write for every page
                connection.execute("UPDATE sessions SET seen = ? WHERE token = ?", (self._now(), _digest(token)))
            return User(*row[2:])

    def sign_out(self, token: str, address: str) -> None:
        """End a session."""
        with self._open() as connection:
            row = connection.execute("SELECT user FROM sessions WHERE token = ?", (_digest(token),)).fetchone()
            connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))
        if row is not None:
            self._record(row[0], address, "out")

    def signins(self, most: int = 200) -> list[SignIn]:
        """The latest lines of the record, newest first."""
        with self._open() as connection:
            found = connection.execute("SELECT * FROM signins ORDER BY at DESC, rowid DESC LIMIT ?", (most,))
            return [SignIn(*row) for row in found]

    def _failures(self, column: Literal["user", "address"], value: str) -> int:
        """How often it went wrong within the window, since it last went right."""
        since = (self._clock() - WINDOW).isoformat()
        query = (
            f"SELECT count(*) FROM signins WHERE {column} = ? AND outcome = 'wrong' AND at > max(?, coalesce("
            f"(SELECT max(at) FROM signins WHERE {column} = ? AND outcome = 'ok'), ''))"
        )
        with self._open() as connection:
            return int(connection.execute(query, (value, since, value)).fetchone()[0])

    def _record(self, user: str, address: str, outcome: str) -> None:
        with self._open() as connection:
            connection.execute("INSERT INTO signins VALUES (?, ?, ?, ?)", (self._now(), user, address, outcome))

    def _now(self) -> str:
        return self._clock().isoformat()


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    if len(password) < SHORTEST_PASSWORD:
        raise UsersError(f"the password is too short; give at least {SHORTEST_PASSWORD} characters")
    return PasswordHasher().hash(password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


_nobodys: list[str] = []


def _nobody() -> str:
    """The hash of a password that nobody has."""
    if not _nobodys:
        _nobodys.append(_hashed(secrets.token_urlsafe(32)))
    return _nobodys[0]
