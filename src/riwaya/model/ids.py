"""Ids are content hashes: the same content has the same id on every machine, and a changed content another."""

import hashlib
from collections.abc import Iterable


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal digits (64 bits of BLAKE2b) over the parts, each kept apart from its neighbours."""
    raws = [str(part).encode("utf-8", "surrogatepass") for part in parts]
    framed = b"".join([piece for raw in raws for piece in (len(raw).to_bytes(8, "big"), raw)])
    return hashlib.blake2b(framed, digest_size=8).hexdigest()


def sha256(raw: bytes | Iterable[bytes]) -> str:
    """The SHA-256 of raw bytes, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in [raw] if isinstance(raw, bytes) else raw:
        digest.update(chunk)
    return digest.hexdigest()
