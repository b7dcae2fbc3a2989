"""Ids are content hashes: the same content has the same id on every machine, and a changed content another."""

import hashlib
from collections.abc import Iterable

from riwaya.model.claim import Claim


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal digits (64 bits of BLAKE2b) over the parts, each kept apart from its neighbours."""
    pieces: list[bytes] = []
    for part in parts:
        raw = str(part).encode("utf-8", "surrogatepass")
        pieces.append(len(raw).to_bytes(8, "big"))
        pieces.append(raw)
    return hashlib.blake2b(b"".join(pieces), digest_size=8).hexdigest()


def claim_id(document: str, claim: Claim) -> str:
    """The content hash of what a claim says and where it stands; rules and score do not count."""
    evidence = claim.evidence
    parts: list[object] = [document, evidence.start, evidence.end, evidence.text]
    parts += [claim.event, claim.stance, claim.denial, claim.denies_what]
    parts += [("voice", voice.start, voice.text) for voice in claim.voices]
    parts += [("agent", agent.start, agent.text) for agent in claim.agents]
    parts += [("target", target.start, target.text) for target in claim.targets]
    parts += [("place", place.start, place.text) for place in claim.places]
    return content_id(*parts)


def sha256(raw: bytes | Iterable[bytes]) -> str:
    """The SHA-256 of raw bytes, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in [raw] if isinstance(raw, bytes) else raw:
        digest.update(chunk)
    return digest.hexdigest()
