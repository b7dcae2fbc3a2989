"""Tables that are built once a process."""

import contextlib
import functools
import gc
from collections.abc import Callable, Iterator
from typing import TypeVar

Table = TypeVar("Table")


def once(build: Callable[[], Table]) -> Callable[[], Table]:
    """`functools.cache` for a function that builds a large table from data.

    The garbage collector waits until the table is there: it would look through what is built so far over and over,
    and find nothing, which takes about as long as the building itself.
    """

    @functools.cache
    @functools.wraps(build)
    def table() -> Table:
        with collector_waiting():
            return build()

    return table


@contextlib.contextmanager
def collector_waiting() -> Iterator[None]:
    """The garbage collector waits, for work that leaves no garbage behind but what counting references frees."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
