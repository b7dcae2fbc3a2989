"""Records to rows and back."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row

from riwaya.model import Actor, Claim, Document, Place, Published, Voice
from riwaya.model.codec import encode
from riwaya.model.ids import sha256

Values = dict[str, Any]

_claim_decoder = msgspec.json.Decoder(Claim)


def document_row(position: int, document: Document) -> Values:
    """The row of a document."""
    values = {name: getattr(document, name) for name in Document.__struct_fields__ if name != "published"}
    published = document.published
    return values | {
        "position": position,
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_basis": published.basis,
        "text_sha256": text_hash(document.text),
    }


def text_hash(text: str) -> str:
    """The hash by which a stored text is known to be unchanged."""
    return sha256(text.encode("utf-8", "surrogatepass"))


def document_from(row: Row[Any]) -> Document:
    """The document of a row."""
    values = row._asdict()
    published = Published(*(values[f"published_{part}"] for part in ("earliest", "latest", "basis")))
    names = (name for name in Document.__struct_fields__ if name != "published")
    return Document(published=published, **{name: values[name] for name in names})


def claim_row(position: int, claim: Claim) -> Values:
    """The row of a claim."""
    names = ("id", "document", "event", "stance", "denial", "denies_what", "attitude", "background", "score")
    return {name: getattr(claim, name) for name in names} | {
        "position": position,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "earliest": claim.time.earliest if claim.time else None,
        "latest": claim.time.latest if claim.time else None,
        "record": record_of(claim),
    }


def record_of(claim: Claim) -> str:
    """A claim whole, as its JSON line."""
    return encode(claim).decode()


def claim_from(record: str) -> Claim:
    """The claim of a row's record."""
    return _claim_decoder.decode(record)


def _mention_rows(claim: Claim, mentions: Sequence[Voice | Actor | Place]) -> Iterator[tuple[Any, Values]]:
    for place_in_list, mention in enumerate(mentions):
        yield (
            mention,
            {
                "claim": claim.id,
                "place_in_list": place_in_list,
                "text": mention.text,
                "name": mention.name,
                "entity": mention.entity,
            },
        )


def voice_rows(claim: Claim) -> Iterator[Values]:
    """The chain of a claim, outermost voice first."""
    return (row | {"kind": voice.kind} for voice, row in _mention_rows(claim, claim.voices))


def actor_rows(claim: Claim) -> Iterator[Values]:
    """The agents and targets of a claim."""
    for role, mentions in (("agent", claim.agents), ("target", claim.targets)):
        yield from (row | {"role": role} for _, row in _mention_rows(claim, mentions))


def place_rows(claim: Claim) -> Iterator[Values]:
    """The places of a claim."""
    for place, row in _mention_rows(claim, claim.places):
        yield row | {"lat": place.lat, "lon": place.lon, "precision": place.precision}
