"""A PostgreSQL server of our own for tests: a cluster in a temporary folder, on a port of its own, gone afterwards."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_PROGRAMS = ("initdb", "pg_ctl", "postgres", "createdb", "dropdb")
_numbers = count(1)


class Server:
    """A running server. `new_database()` gives the URL of an empty database of one's own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def new_database(self) -> str:
        """Make an empty database; its name is new, so whoever made it need not drop it."""
        import psycopg

        name = f"test_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(f"postgresql://riwaya@127.0.0.1:{self.port}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return f"postgresql+psycopg://riwaya@127.0.0.1:{self.port}/{name}"


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest that is found; None where there are none."""
    found = shutil.which("pg_ctl")
    folders = [*sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=_version, reverse=True)]
    if found is not None:
        folders.append(str(Path(found).resolve().parent))
    for folder in map(Path, folders):
        if all((folder / program).exists() for program in _PROGRAMS):
            return folder
    return None


def _version(folder: str) -> float:
    try:
        return float(folder.split("/")[4])
    except ValueError:
        return 0.0


def _unprivileged() -> dict[str, Any]:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running() -> Iterator[Server]:
    """Start a server and stop it at the end. The test is skipped, aloud, where PostgreSQL is not installed."""
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here (initdb, pg_ctl): install it to test ledgers on PostgreSQL")
    whom = _unprivileged()
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short: a socket's path may have 107 bytes
    data, port = home / "data", _free_port()
    if whom:
        os.chown(home, whom["user"], whom["group"])
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c shared_buffers=64MB"

    def call(*command: object) -> None:
        done = subprocess.run(list(map(str, command)), cwd=home, capture_output=True, check=False, **whom)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {done.stdout.decode()}{done.stderr.decode()}")

    try:
        call(programs / "initdb", "-D", data, "-U", "riwaya", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        # Its own log file and no pipes, or whoever waits for our output would wait for the server's end.
        call(programs / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-t", "60", "-o", settings, "start")
        try:
            yield Server(port)
        finally:
            call(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
