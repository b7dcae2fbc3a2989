"""The output folder of a run: files appear in it whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from riwaya.model.errors import LedgerError, UsageError

STAGING = ".riwaya-partial"
"""Where unfinished files lie in the output folder; a run that was killed leaves it, the next one clears it."""
WORK = ".riwaya-work"
"""Where what is done of a run lies until all of it is; the next run into the same folder goes on with it."""


@contextlib.contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A fresh folder inside `out` to write into, while no other run writes into `out`; it is gone afterwards."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; give -o a folder")
    out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        staged = out / STAGING
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def publish(staged: Path, out: Path, names: Iterable[str]) -> None:
    """Move finished files to where users look for them, each in one step."""
    for name in names:
        (staged / name).replace(out / name)


def discard(work: Path) -> None:
    """Remove what the run, or one before it, left to go on with."""
    shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system takes back if this process dies. No lock where the system has none."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerError(f"{folder}: another run is writing into it; wait for it or give another -o") from None
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock of its own kind, kept in a file, for as long as a command runs. No lock where the system has none."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerError(f"{file.parent}: is being watched already; end that first, or give another -o") from None
        yield
