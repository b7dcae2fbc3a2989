"""Ids are content hashes: the same content has the same id on every machine, and a changed content another."""

import hashlib
from collections.abc import Iterable


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal digits (64 bits of BLAKE2b) over the parts, each kept apart from its neighbours."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        raw = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


def sha256(raw: bytes | Iterable[bytes]) -> str:
    """The SHA-256 of raw bytes, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in [raw] if isinstance(raw, bytes) else raw:
        digest.update(chunk)
    return digest.hexdigest()
