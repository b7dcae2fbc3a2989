"""Writing: files that appear whole or not at all, and CSV that a spreadsheet does not take for formulas."""

import contextlib
import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import msgspec

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Folder:
    """A folder to write into, made if need be. Use it as a context manager: files get their names when all are written,
    none do if anything fails. With `only`, the one file that there is to be, whatever a format calls it.
    """

    def __init__(self, path: Path, only: str | None = None) -> None:
        self.path, self._only = path, only
        self._names: list[str] = []
        self._staged: Path | None = None

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        self._staged = Path(tempfile.mkdtemp(prefix=".riwaya-export-", dir=self.path))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._staged is not None
        try:
            if error is None:
                for name in self._names:
                    target = self.path / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    (self._staged / name).replace(target)
        finally:
            shutil.rmtree(self._staged, ignore_errors=True)

    def name(self, name: str) -> str:
        """What the file that a format calls `name` is called here."""
        return self._only or name

    def staged(self, name: str) -> Path:
        """Where to write the file that is to be called `name`."""
        assert self._staged is not None
        name = self.name(name)
        if name not in self._names:
            self._names.append(name)
        path = self._staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @contextlib.contextmanager
    def text(self, name: str) -> Iterator[IO[str]]:
        """A file of text: UTF-8, line ends as they are written."""
        with self.staged(name).open("w", encoding="utf-8", newline="") as file:
            yield file

    def json(self, name: str, value: Any, *, indent: int = 2) -> None:
        """A JSON file."""
        written = msgspec.json.format(msgspec.json.encode(value), indent=indent)
        self.staged(name).write_bytes(written + b"\n")

    def csv(self, name: str, header: Iterable[str], rows: Iterable[Iterable[object]], *, plain: bool = False) -> int:
        """A CSV file (RFC 4180, UTF-8); gives how many rows it has. See `cell`; `plain`: for machines, as it stands."""
        n = 0
        with self.text(name) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow(row if plain else [cell(value) for value in row])
                n += 1
        return n


def cell(value: object) -> object:
    """A value as a CSV cell: None empty, `true` and `false`, several values as JSON, whole numbers without a point.

    Words that a spreadsheet would take for a formula get an apostrophe before them, as spreadsheets mark text.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list | tuple | dict):
        return msgspec.json.encode(value).decode()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
