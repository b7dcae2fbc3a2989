"""Tables of text: CSV with any usual delimiter, and TSV."""

import csv
import re
from collections.abc import Iterator
from typing import Any, Final

from riwaya.model.errors import EmptyInput, Malformed
from riwaya.read.containers.container import Container, told
from riwaya.read.containers.lines import Lines
from riwaya.read.containers.records import Records
from riwaya.read.entry import Item
from riwaya.read.options import Options

_DELIMITERS: Final = ",;\t|"
_MOST_COLUMNS: Final = 10_000
_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')


def read(container: Container, options: Options) -> Iterator[Item]:
    """The report of each row, numbered from 1 below the row of names.

    Columns that are mapped by number (`--map text=3`) mean a table without names.
    """
    with container.open() as file:
        lines = Lines(file, container.source, options.limits.entry)
        head = lines.peek()
        if not head:
            raise EmptyInput(container.source, "the file is empty", "nothing can be read from it")
        yield from _Table(container, options, lines, head).items()


class _Table:
    def __init__(self, container: Container, options: Options, lines: Lines, head: list[str]) -> None:
        self._container, self._options = container, options
        self._records = Records(container, options)
        self._lines = lines
        told = _SEPARATOR.fullmatch(head[0])
        if told is not None:  # Excel's own first line
            lines.drop()
            head = lines.peek()
        tabs = container.name.lower().endswith((".tsv", ".tab"))
        self._delimiter = told[1] if told is not None else "\t" if tabs else _delimiter(head)
        even = {line.count(self._delimiter) for line in head[:-1] if line.strip()}
        # Where every line is a row, a quotation mark that opens a text and is never closed would swallow the rest.
        self._plain = self._delimiter == "\t" and len(even) <= 1
        self._escapes = (
            not self._plain and any('\\"' in line for line in head) and not any('""' in line for line in head)
        )

    def items(self) -> Iterator[Item]:
        rows = self._rows()
        numbered = bool(self._options.fields) and all(name.isdigit() for name in self._options.fields.values())
        first = next(rows, None)
        if first is None:
            raise EmptyInput(self._container.source, "there is nothing but white space", "nothing can be read from it")
        if len(first) > _MOST_COLUMNS:
            raise Malformed(
                self._container.source, f"a table of over {_MOST_COLUMNS:,} columns", "look at its first line"
            )
        names = [str(n) for n in range(1, len(first) + 1)] if numbered else [name.strip() for name in first]
        self._records.check(names, "the table")
        number = 0
        if numbered:
            number = 1
            yield from self._row(names, first, number)
        for row in rows:
            number += 1
            yield from self._row(names, row, number)
        yield from self._records.passed()

    def _row(self, names: list[str], row: list[str], number: int) -> Iterator[Item]:
        while len(row) > len(names) and not row[-1].strip():
            row.pop()
        if len(row) > len(names):
            source = self._container.entry_source(str(number))
            problem = f"the row has {len(row)} columns, the table {len(names)}"
            yield Malformed(source, problem, "put texts that hold the delimiter into quotation marks")
            return
        record: dict[str, Any] = dict(zip(names, row, strict=False))
        yield from self._records.items(record, number)

    def _rows(self) -> Iterator[list[str]]:
        # The module's limit is one for the process; ours is what a report can be.
        csv.field_size_limit(max(csv.field_size_limit(), self._options.limits.entry))
        if self._plain:
            reader = csv.reader(self._lines, delimiter=self._delimiter, quoting=csv.QUOTE_NONE)
        elif self._escapes:
            reader = csv.reader(self._lines, delimiter=self._delimiter, escapechar="\\", doublequote=False)
        else:
            reader = csv.reader(self._lines, delimiter=self._delimiter)
        try:
            for row in reader:
                if any(value.strip() for value in row):
                    yield [_unquoted(value) for value in row] if self._plain else row
        except csv.Error as error:
            problem = f"not CSV at line {reader.line_num:,} ({told(error)}); the rest is left"
            raise Malformed(self._container.source, problem, "look for a quotation mark that is not closed") from error


def _unquoted(value: str) -> str:
    found = _QUOTED.fullmatch(value)
    return found[1].replace('""', '"') if found is not None else value


def _delimiter(head: list[str]) -> str:
    """The delimiter of the first row, outside quotation marks, that most of the following lines have as well."""
    names = re.sub(r'"(?:[^"]|"")*"', "", head[0])
    return max(
        _DELIMITERS,
        key=lambda mark: (
            names.count(mark) > 0,
            sum(line.count(mark) >= names.count(mark) for line in head),
            names.count(mark),
        ),
    )
