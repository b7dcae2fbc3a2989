"""Taking redacted text out of claims, notes and any JSON; offsets stay what they were."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from riwaya.ledger.corrections import GONE
from riwaya.ledger.redaction.words import FILLER, Needles, filled
from riwaya.ledger.retired import base_of
from riwaya.model import Actor, Claim, EventTime, Extent, Place, Quantity, Voice, claim_id, cut
from riwaya.model.codec import encode
from riwaya.model.span import Span

Mention = TypeVar("Mention", Voice, Actor, Place)


class Fill:
    """What is redacted of one document.

    `raw` and `text`: the text before and after; `spans`: the ranges redacted, in order; `needles`: the redacted words,
    for strings that carry no offsets. `whole`: the document went. `passages`: those of the ranges that were redacted
    for what they say rather than for a name; a claim with its whole evidence in one goes with it.
    """

    def __init__(
        self,
        raw: str,
        text: str,
        spans: list[tuple[int, int]],
        needles: Needles,
        *,
        whole: bool,
        passages: Sequence[tuple[int, int]],
    ) -> None:
        self.raw, self.text, self.spans, self.needles = raw, text, spans, needles
        self.whole, self.passages = whole, passages

    def touches(self, start: int, end: int) -> bool:
        """Whether something of this range is redacted."""
        return any(a < end and start < b for a, b in self.spans)

    def removes(self, evidence: Span) -> bool:
        """Whether a claim of this evidence goes."""
        return self.whole or any(a <= evidence.start and evidence.end <= b for a, b in self.passages)

    def lost(self, text: str | None) -> bool:
        """Whether a string that carries no offsets was taken from what is redacted."""
        if text is None:
            return False
        return (text in self.raw and text not in self.text) or bool(self.needles.spans(text))


def scrubbed_text(text: str, needles: Needles) -> str:
    """A string with redacted words filled."""
    return filled(text, needles.spans(text)) if needles else text


def scrubbed_claim(claim: Claim, fill: Fill) -> Claim | None:
    """The claim of a document that was redacted; None if it goes. Another id, unless nothing of it was redacted."""
    if fill.removes(claim.evidence):
        return None
    evidence = cut(fill.text, claim.evidence.start, claim.evidence.end)
    cue = claim.cue
    if cue is not None and fill.touches(cue.start, cue.end):
        cue = msgspec.structs.replace(cue, text=fill.text[cue.start : cue.end])
    changed = msgspec.structs.replace(
        claim,
        evidence=evidence,
        cue=cue,
        voices=tuple(_mention(voice, fill) for voice in claim.voices),
        agents=tuple(_mention(agent, fill) for agent in claim.agents),
        targets=tuple(_mention(target, fill) for target in claim.targets),
        places=tuple(_mention(place, fill) for place in claim.places),
        time=_time(claim.time, fill),
        extent=_extent(claim.extent, fill),
        quantities=tuple(q for q in (_quantity(q, fill) for q in claim.quantities) if q is not None),
    )
    if changed == claim:
        return claim
    return msgspec.structs.replace(changed, id=claim_id(base_of(claim.document) or claim.document, changed))


def _mention(mention: Mention, fill: Fill) -> Mention:
    also = tuple(form for form in mention.also if not fill.lost(form))
    if not fill.touches(mention.start, mention.end):
        return mention if also == mention.also else msgspec.structs.replace(mention, also=also)
    changed = msgspec.structs.replace(
        mention, text=fill.text[mention.start : mention.end], name=None, entity=None, also=()
    )
    if isinstance(changed, Place):
        return msgspec.structs.replace(changed, lat=None, lon=None, precision="unresolved")
    return changed


def _time(time: EventTime | None, fill: Fill) -> EventTime | None:
    return None if time is None or fill.touches(time.start, time.end) else time


def _extent(extent: Extent | None, fill: Fill) -> Extent | None:
    return None if extent is None or fill.lost(extent.text) else extent


def _quantity(quantity: Quantity, fill: Fill) -> Quantity | None:
    if fill.lost(quantity.text):
        return None
    return msgspec.structs.replace(quantity, of=None) if fill.lost(quantity.of) else quantity


class Scrubber:
    """Takes redacted text out of JSON values: claims, parts of claims, notes, ids.

    `fills` by document; `needles` for all strings; `ids`: ids that were hashes of redacted text, and what they are now.
    """

    def __init__(self, fills: dict[str, Fill], needles: Needles, ids: dict[str, str]) -> None:
        self._fills, self._needles, self._ids = fills, needles, ids

    def value(self, value: Any, document: str | None) -> Any:
        """The value without what is redacted; offsets in it count in `document`."""
        fill = self._fills.get(document) if document is not None else None
        if isinstance(value, str):
            return self.string(value, fill)
        if isinstance(value, list):
            return [self.value(item, document) for item in value]
        if not isinstance(value, dict):
            return value
        if set(Claim.__struct_fields__) <= set(value):
            return self._claim(value)
        own = {self.string(key, None): self.value(item, document) for key, item in value.items()}
        if fill is not None and isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            return _recut(own, fill)
        return own

    def _claim(self, value: dict[str, Any]) -> Any:
        fill = self._fills.get(value["document"])
        if fill is None:
            return {key: self.value(item, None) for key, item in value.items()}
        claim = scrubbed_claim(msgspec.convert(value, Claim), fill)
        if claim is None:
            return {GONE: True}
        # A corrected claim keeps the id of the claim that was corrected, whatever its own content.
        named = msgspec.structs.replace(claim, id=self._ids.get(value["id"], value["id"]))
        return msgspec.json.decode(encode(named))

    def string(self, text: str, fill: Fill | None) -> str:
        """A string without what is redacted."""
        if text in self._ids:
            return self._ids[text]
        if "~" in text and any(part in self._ids for part in text.split("~")):
            return "~".join(sorted(self._ids.get(part, part) for part in text.split("~")))
        text = scrubbed_text(text, self._needles)
        return scrubbed_text(text, fill.needles) if fill is not None else text


def _recut(span: dict[str, Any], fill: Fill) -> dict[str, Any]:
    start, end = span["start"], span["end"]
    if not fill.touches(start, end):
        return span
    out = span | {"text": fill.text[start:end]}
    for name, blank in (("name", None), ("entity", None), ("also", []), ("lat", None), ("lon", None)):
        if name in out:
            out[name] = blank
    if "precision" in out:
        out["precision"] = "unresolved"
    return out


def texts_of(fills: Iterable[Fill]) -> list[str]:
    """What was redacted, as it stood: for refusing a reason that repeats it."""
    return [fill.raw[start:end] for fill in fills for start, end in fill.spans]


__all__ = ["FILLER", "GONE", "Fill", "Scrubber", "scrubbed_claim", "scrubbed_text", "texts_of"]
