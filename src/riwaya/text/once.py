"""Tables that are built once a process."""

import functools
import gc
from collections.abc import Callable
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
        if not gc.isenabled():
            return build()
        gc.disable()
        try:
            return build()
        finally:
            gc.enable()

    return table
