"""A container as format modules see it: a name, a prefix of ids, and bytes that can be read from the beginning."""

from collections.abc import Callable
from typing import BinaryIO

import msgspec


class Container(msgspec.Struct, frozen=True):
    """One container, on disk or within another.

    `source` is how users know it, `id` its document ids' first part, `name` the file name (which tells the format).
    `open` gives its bytes from the beginning, as often as it is called; they can be sought in where `seekable`.
    `size` is their number where that is known, `level` how many containers it lies in.
    """

    source: str
    id: str
    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    level: int = 0
    seekable: bool = True

    def entry_source(self, inner: str) -> str:
        """How users know what is called `inner` in this container."""
        return f"{self.source}!{inner}"

    def entry_id(self, inner: str) -> str:
        """The document id of what is called `inner` in this container."""
        return f"{self.id}/{inner}"
