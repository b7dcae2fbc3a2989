"""What a ledger gives many of: a sequence that can be cut, filtered, tabulated and looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from riwaya.api import pages
from riwaya.api.frames import pandas_frame, polars_frame

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T")

SHOWN = 10
"""Rows that a notebook shows of many."""


class Records(Sequence[T], Generic[T]):
    """An immutable sequence of records.

    Indexing gives a record, slicing and `where` give fewer of them; `to_dicts`, `to_pandas` and `to_polars` give them
    as rows. A notebook shows the first ten.
    """

    columns: tuple[str, ...] = ()
    caption = ""

    def __init__(self, items: Sequence[T], row: Callable[[T], dict[str, Any]]) -> None:
        self._items = tuple(items)
        self._row = row

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> T | Self:
        if isinstance(index, slice):
            return type(self)(self._items[index], self._row)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)}>"

    def where(self, keep: Callable[[T], bool]) -> Self:
        """Those for which `keep` is true, in the same order."""
        return type(self)([item for item in self._items if keep(item)], self._row)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A row for each, with the keys that `columns` lists."""
        return [self._row(item) for item in self._items]

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas DataFrame. Raises MissingExtra without pandas (`pip install 'riwaya[pandas]'`)."""
        return pandas_frame(self.to_dicts(), self.columns)

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a polars DataFrame. Raises MissingExtra without polars (`pip install 'riwaya[polars]'`)."""
        return polars_frame(self.to_dicts(), self.columns)

    def _repr_html_(self) -> str:
        return pages.table(
            f"{len(self)} {type(self).__name__.lower()}{self.caption}",
            self._heads(),
            [self._cells(item) for item in self._items[:SHOWN]],
            len(self) - SHOWN,
        )

    def _heads(self) -> tuple[str, ...]:
        return self.columns

    def _cells(self, item: T) -> list[str]:
        row = self._row(item)
        return [pages.cell(row[name]) for name in self._heads()]
