"""The option that names own places, for `riwaya claims` and `riwaya run`."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

Gazetteer = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Own places to know beside the shipped ones (`riwaya gazetteer`); repeatable."),
]


def choose(given: Sequence[Path] | None, *, keep: bool = False) -> None:
    """Have look-ups use the tables given, or those of the environment; `keep`: or those that a run before left.

    DataError names what is wrong with a table, before any report is read.
    """
    from riwaya.gazetteer.own.tables import VARIABLE, in_use, use

    if given:
        use(given)
    elif VARIABLE not in os.environ and not keep:
        use(())
    if in_use():
        from riwaya.gazetteer.places import Places

        Places.load()
