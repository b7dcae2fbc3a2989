"""Rows as DataFrames, of whichever library the user has. Neither is needed for anything else."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from riwaya.model.errors import RiwayaError

if TYPE_CHECKING:
    import pandas
    import polars

Row = Mapping[str, Any]


class MissingExtra(RiwayaError, ImportError):
    """A library that an optional part needs is not installed; the message says how to install it."""


def _missing(library: str) -> MissingExtra:
    return MissingExtra(f"{library} is not installed; install it with: pip install 'riwaya[{library}]'")


def pandas_frame(rows: Sequence[Row], columns: Sequence[str]) -> "pandas.DataFrame":
    """A pandas DataFrame with just these columns, in this order; MissingExtra where there is no pandas."""
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas") from error
    return pandas.DataFrame(list(rows), columns=list(columns))


def polars_frame(rows: Sequence[Row], columns: Sequence[str]) -> "polars.DataFrame":
    """A polars DataFrame with just these columns, in this order; MissingExtra where there is no polars."""
    try:
        import polars
    except ImportError as error:
        raise _missing("polars") from error
    values = {name: [row[name] for row in rows] for name in columns}
    return polars.DataFrame(values, strict=False)
