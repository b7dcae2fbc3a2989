"""JSON lines: one object a line."""

from collections.abc import Iterator
from typing import Final

from riwaya.model.errors import EmptyInput, InputError, Malformed, TooLarge
from riwaya.read.containers.container import Container, Stream
from riwaya.read.containers.json_stream import decode
from riwaya.read.containers.patience import Patience
from riwaya.read.containers.records import Records
from riwaya.read.entry import Item
from riwaya.read.options import Options

_SKIP: Final = 1 << 20
_ESCAPED: Final = 3
"""How many times longer than its UTF-8 a text can be in JSON, where Arabic is written as escapes."""


def read(container: Container, options: Options) -> Iterator[Item]:
    """The report of each line; lines are counted from 1, as editors count them."""
    records = Records(container, options)
    limit = _ESCAPED * options.limits.entry
    patience = Patience(container.source, options.limits.broken, "lines that are no records")
    with container.open() as file:
        number = 0
        while line := file.readline(limit + 1):
            number += 1
            if number == 1:
                line = _first(line, container.source)
            if not line.strip():
                continue
            source = container.entry_source(str(number))
            try:
                if len(line) > limit:
                    _skip_line(file, line)
                    raise TooLarge(source, f"a line of over {limit:,} bytes", "split it into one line a report")
                record = decode(line, source)
                if not isinstance(record, dict):
                    raise Malformed(source, "the line is no JSON object", "write one object a line")
                patience.whole()
            except InputError as error:
                yield error
                patience.broken(error)
                continue
            yield from records.items(record, number)
    if number == 0:
        raise EmptyInput(container.source, "the file is empty", "nothing can be read from it")
    yield from records.passed()


def _first(line: bytes, source: str) -> bytes:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Malformed(source, "JSON lines in UTF-16", "save it as UTF-8")
    return line.removeprefix(b"\xef\xbb\xbf")


def _skip_line(file: Stream, line: bytes) -> None:
    """Pass over the rest of a line that is too long to be held."""
    while line and not line.endswith(b"\n"):
        line = file.readline(_SKIP)
