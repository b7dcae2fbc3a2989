"""Runs the command line as users do: in processes of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "riwaya"]

SENTENCES = (
    "قال ناشطون إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء.",
    "ونفى المتحدث باسم القوات الحكومية صحة الأنباء عن انسحاب عناصره من مطار النخيل.",
    "وبحسب مصادر طبية قتل 12 مدنيا في غارة جوية على سوق البلدة.",
)


@pytest.fixture
def riwaya(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Runs `riwaya ARGUMENTS` in the test's folder and gives what it printed and its exit code."""

    def run(*arguments: object, timeout: float = 120, **options: object) -> "subprocess.CompletedProcess[bytes]":
        command = [*COMMAND, *map(str, arguments)]
        options = {"cwd": tmp_path, "capture_output": True, "timeout": timeout} | options
        return subprocess.run(command, check=False, **options)

    return run


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts `riwaya ARGUMENTS` in the test's folder; what still runs at the test's end is killed."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
        pipes = {"cwd": tmp_path, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
        # A shell that runs the tests in the background has them ignore Ctrl-C, and so what they start.
        terminal = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
        running.append(subprocess.Popen([*COMMAND, *map(str, arguments)], **(pipes | terminal | options)))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of thirty small reports, some of them in a folder of their own."""
    folder = tmp_path / "reports"
    for n in range(30):
        path = folder / ("east" if n % 3 else "") / f"report-{n:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        order = SENTENCES[n % 3 :] + SENTENCES[: n % 3]
        path.write_bytes(f"تقرير رقم {n}\n\n{' '.join(order)}\n".encode())
    return folder


@pytest.fixture
def dump() -> Callable[[Path], str]:
    """The whole content of a ledger, as SQL."""

    def as_sql(path: Path) -> str:
        connection = sqlite3.connect(path)
        try:
            return "\n".join(connection.iterdump())
        finally:
            connection.close()

    return as_sql


@pytest.fixture
def sabotage(tmp_path: Path) -> dict[str, str]:
    """An environment in which extraction misbehaves on texts with certain words, in this process and in its workers.

    `RAISE` raises, `DIE` ends the process at once, `HANG` leaves the process's id in the folder `hanging` and waits.
    """
    folder = tmp_path / "sabotage"
    folder.mkdir()
    hanging = tmp_path / "hanging"
    hanging.mkdir()
    (folder / "sitecustomize.py").write_text(
        f"""
import os, pathlib, time
import riwaya.extract as target

genuine = target.extract

def extract(document, **options):
    if "RAISE" in document.text:
        raise ValueError("a surprise\\nover two lines")
    if "DIE" in document.text:
        os._exit(9)
    if "HANG" in document.text:
        (pathlib.Path({str(hanging)!r}) / str(os.getpid())).touch()
        time.sleep(60)
    return genuine(document, **options)

target.extract = extract
""",
        encoding="utf-8",
    )
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
