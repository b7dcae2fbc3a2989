"""Compiled templates, kept from one start to the next: compiling takes longer than all else of a first page."""

import os
from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class _Kept(FileSystemBytecodeCache):
    """A cache that goes without what it cannot write or read."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def cache() -> FileSystemBytecodeCache | None:
    """The cache in the user's own cache folder; None where there is none, or others could write into it.

    It holds templates only, no word of any ledger. What is there of another riwaya or Jinja is not taken.
    """
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "riwaya" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
            return None
    except (OSError, RuntimeError):  # no home, or not a folder that can be made
        return None
    return _Kept(str(folder))
