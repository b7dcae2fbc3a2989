"""Records to and from JSON lines: strict, UTF-8, one record a line, keys in the contract's order."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from riwaya.model.claim import Claim
from riwaya.model.document import Document
from riwaya.model.errors import Malformed

Record = TypeVar("Record", Claim, Document)

_encoder = msgspec.json.Encoder(decimal_format="number")


def encode(record: Claim | Document) -> bytes:
    """One JSON line, without its line end."""
    return _encoder.encode(record)


def decode_lines(lines: Iterable[bytes], kind: type[Record], source: str) -> Iterator[Record]:
    """Records from JSON lines; Malformed names the line that is wrong. Blank lines are passed over."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise Malformed(f"{source}:{number}", str(error), "give JSON lines as riwaya writes them") from error


def read_records(path: Path, kind: type[Record]) -> Iterator[Record]:
    """Records from a JSON lines file."""
    with path.open("rb") as file:
        yield from decode_lines(file, kind, str(path))
