"""A container as format modules see it: a name, a prefix of ids, and bytes that can be read from the beginning."""

from collections.abc import Callable
from types import TracebackType
from typing import Final, Protocol, Self

import msgspec

_MOST_TOLD: Final = 120
_MOST_SHOWN: Final = 1000
_JOINERS: Final = "\u200c\u200d"


def told(error: BaseException) -> str:
    """What a library says is wrong, in a few words on one line."""
    words = "".join(char if char.isprintable() else " " for char in str(error))
    return " ".join(words.split())[:_MOST_TOLD] or type(error).__name__


def shown(name: str) -> str:
    """A name as it may stand in one line: what is unseen, or turns the direction of others, is made visible."""
    if name.isprintable():
        return name
    return "".join(char if char.isprintable() or char in _JOINERS else _seen(char) for char in name)


def _seen(char: str) -> str:
    return " " if char.isspace() and char not in "\n\r" else "\ufffd"


class Stream(Protocol):
    """Bytes to be read, and a place in them. Only some can be sought in."""

    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...
    def seekable(self) -> bool: ...
    def readable(self) -> bool: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> object: ...


class Container(msgspec.Struct, frozen=True):
    """One container, on disk or within another.

    `source` is how users know it, `id` its document ids' first part, `name` the file name (which tells the format).
    `open` gives its bytes from the beginning: once to readers that say so in their Format, else as often as they like,
    and to be sought in where the Format says that it must be. `size` is their number where that is known, `level` how
    many containers it lies in.
    """

    source: str
    id: str
    name: str
    open: Callable[[], Stream]
    size: int | None = None
    level: int = 0

    def entry_source(self, inner: str) -> str:
        """How users know what is called `inner` in this container."""
        return f"{self.source}!{shown(inner[:_MOST_SHOWN])}"

    def entry_id(self, inner: str) -> str:
        """The document id of what is called `inner` in this container."""
        return f"{self.id}/{inner}"
