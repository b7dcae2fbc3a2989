"""Duplicates: inputs that are the same publication as an earlier one of the same run.

Two documents are one publication when the text is the same and so is all that is known of its publication: outlet,
address, day. The same text from two outlets is no duplicate: that one copied the other is a finding. Nor is it one
where neither outlet nor address is known, for then nobody knows whether it is.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from typing import Final

from riwaya.model import Document
from riwaya.pipeline.result import TWIN_BYTES

_BUCKETS: Final = 128
_NUMBER_BYTES: Final = 8
_RECORD: Final = TWIN_BYTES + _NUMBER_BYTES
IN_MEMORY: Final = 200_000
"""So many digests are looked through at once; with more of them, they are laid out on disk by how they begin."""


def twin_of(document: Document) -> bytes:
    """The digest that documents share which are one publication."""
    published = document.published
    known = document.outlet is not None or document.url is not None
    parts = (
        document.outlet or "",
        document.url or "",
        published.earliest or "",
        published.latest or "",
        "" if known else document.id,
    )
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=TWIN_BYTES)
    digest.update(b"\0")
    digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


class Twins:
    """The digests of a run, added in order and numbered from 0. Memory is bounded, whatever their number."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._count = 0
        self._buckets: list[tempfile.SpooledTemporaryFile[bytes]] = []

    def close(self) -> None:
        """Let go of what lies on disk."""
        for bucket in self._buckets:
            bucket.close()

    def add(self, digests: bytes) -> None:
        """The next digests, one after the other."""
        for start in range(0, len(digests), TWIN_BYTES):
            self._held += digests[start : start + TWIN_BYTES] + self._count.to_bytes(_NUMBER_BYTES, "big")
            self._count += 1
        if len(self._held) >= IN_MEMORY * _RECORD:
            self._lay_out()

    def pairs(self) -> dict[int, int]:
        """The number of each digest that came before, with the number of its first."""
        if not self._buckets:
            return dict(_repeated(bytes(self._held)))
        self._lay_out()
        found: dict[int, int] = {}
        for bucket in self._buckets:
            bucket.seek(0)
            found.update(_repeated(bucket.read()))
        return found

    def _lay_out(self) -> None:
        if not self._buckets:
            self._buckets = [tempfile.SpooledTemporaryFile(max_size=65_536) for _ in range(_BUCKETS)]  # noqa: SIM115
        parts = [bytearray() for _ in range(_BUCKETS)]
        for start in range(0, len(self._held), _RECORD):
            parts[self._held[start] % _BUCKETS] += self._held[start : start + _RECORD]
        for bucket, part in zip(self._buckets, parts, strict=True):
            bucket.write(part)
        self._held.clear()


def _repeated(records: bytes) -> Iterator[tuple[int, int]]:
    first: dict[bytes, int] = {}
    for start in range(0, len(records), _RECORD):
        digest = records[start : start + TWIN_BYTES]
        number = int.from_bytes(records[start + TWIN_BYTES : start + _RECORD], "big")
        known = first.setdefault(digest, number)
        if known != number:
            yield number, known
