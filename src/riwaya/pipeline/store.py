"""Where the outcomes of shards lie until a run is put together: in memory for a small run, else in a work folder.

The work folder outlives a crash. A shard's file appears in one step, whole and on the disk; then its line is committed
to the manifest, and from then on the shard counts.
"""

import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

from riwaya.pipeline.engine import Done
from riwaya.pipeline.manifest import Line, Manifest
from riwaya.pipeline.result import Head, damaged, head_in, head_of

MANIFEST: Final = "manifest.jsonl"
_SHARDS: Final = "shards"
_PARTIAL: Final = ".partial"


class Store(Protocol):
    """Holds outcomes by the address of their shard."""

    def head(self, key: str) -> Head | None:
        """The head of a shard that is done; None if it is not."""

    def put(self, done: Done) -> Head:
        """Keep what a shard came to."""

    def packed(self, key: str) -> bytes:
        """What a shard that is done came to."""


class Memory:
    """A store that ends with the process."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def head(self, key: str) -> Head | None:
        """The head of a shard that is done; None if it is not."""
        packed = self._held.get(key)
        return None if packed is None else head_of(packed)

    def put(self, done: Done) -> Head:
        """Keep what a shard came to."""
        self._held[done.shard.key] = done.packed
        return head_of(done.packed)

    def packed(self, key: str) -> bytes:
        """What a shard that is done came to."""
        return self._held[key]


class WorkFolder:
    """A store on disk that a later run goes on with. One process at a time.

    `found` counts the inputs of the shards that were there when it was opened, whether this run asks for them or not.
    A folder to which nothing was added is removed when it is closed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / _SHARDS).mkdir(parents=True, exist_ok=True)
        self._manifest = Manifest(folder / MANIFEST)
        self._done: dict[str, Line] = {}
        self.found = 0
        for line in self._manifest.lines:
            if line.settled and self._has(line):
                self._done[line.shard] = line
                self.found += line.kept + line.set_aside

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._manifest.close()
        if not self._done:
            self.remove()

    def remove(self) -> None:
        """Delete the folder: all that it holds has been put together. The manifest goes first: half of it is none."""
        (self._folder / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def head(self, key: str) -> Head | None:
        """The head of a shard that is done; None if it is not."""
        return head_in(self._file(key)) if key in self._done else None

    def put(self, done: Done) -> Head:
        """Keep what a shard came to: it is on the disk, and counts, when this returns."""
        head = head_of(done.packed)
        key = done.shard.key
        file = self._file(key)
        if not file.parent.is_dir():
            file.parent.mkdir()
            _to_disk(file.parent.parent)
        partial = file.with_suffix(_PARTIAL)
        with partial.open("wb") as handle:
            handle.write(done.packed)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(file)
        _to_disk(file.parent)
        line = Line(key, len(done.packed), _digest(done.packed), head.kept, len(head.set_aside), head.settled)
        self._manifest.add(line)
        self._done[key] = line
        return head

    def packed(self, key: str) -> bytes:
        """What a shard that is done came to; LedgerError if its file is not as it was written."""
        file = self._file(key)
        packed = file.read_bytes()
        if _digest(packed) != self._done[key].digest:
            raise damaged(file)
        return packed

    def _file(self, key: str) -> Path:
        return self._folder / _SHARDS / key[:2] / key[2:]

    def _has(self, line: Line) -> bool:
        try:
            return self._file(line.shard).stat().st_size == line.bytes
        except OSError:
            return False


def _digest(packed: bytes) -> str:
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


def _to_disk(folder: Path) -> None:
    """Make sure that what was put into a folder is still in it after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
