"""What is behind one claim: what it says in words, the text that supports it, the rules and the steps that made it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from riwaya.lang.labels import labels
from riwaya.model import Actor, Claim, Document, Place, Voice
from riwaya.report.rules import MODEL, describe

if TYPE_CHECKING:
    from riwaya.extract import Step

CONTEXT = 60
"""Characters of the text shown on either side of a span."""


def steps_of(claim: Claim, document: Document) -> "tuple[Step, ...] | None":
    """The steps of extraction that made the claim, run again on the stored text; None if it is no longer made."""
    from riwaya.extract import extract

    return extract(document, trace=True).steps.get(claim.id)


def as_record(claim: Claim, document: Document, steps: "tuple[Step, ...] | None") -> dict[str, Any]:
    """All of it, fit for JSON; the document without its text."""
    about = msgspec.to_builtins(document)
    del about["text"]
    return {
        "claim": msgspec.to_builtins(claim),
        "document": about,
        "context": context(document.text, claim.evidence.start, claim.evidence.end),
        "rules": [{"id": rule, "says": describe(rule)} for rule in claim.rules],
        "steps": None if steps is None else msgspec.to_builtins(steps),
    }


def context(text: str, start: int, end: int) -> str:
    """The span marked ⟦so⟧ within the text around it, on one line."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    marked = (
        f"{'…' if start > CONTEXT else ''}{before}⟦{text[start:end]}⟧{after}{'…' if end + CONTEXT < len(text) else ''}"
    )
    return " ".join(marked.split())


def as_lines(claim: Claim, document: Document, steps: "tuple[Step, ...] | None") -> Iterator[str]:
    """All of it, for people."""
    yield f"Claim {claim.id} of {document.id}{_published(document)}"
    yield f"  {sentence(claim)}"
    yield ""
    yield from _spans(claim, document.text)
    yield from _values(claim)
    yield ""
    yield "Rules that made it"
    for rule in claim.rules:
        says = describe(rule)
        yield f"  {rule}" + (f": {says}" if says else "")
    yield ""
    yield "How it came about (extraction run again on the stored text)"
    if steps is None and claim.rules[0].startswith(MODEL):
        yield "  a language model made it, and all parts of it were found in the text; the grammar does not make it"
    elif steps is None:
        yield "  this riwaya no longer makes this claim of this text; the ledger is of another version"
    for step in steps or ():
        yield f"  {step.stage}  {step.rule}  {step.says}"


def sentence(claim: Claim) -> str:
    """Who commits how to what: the chain outermost first, the innermost voice's stance, the event."""
    english = labels("en")
    chain = " → ".join(_named(voice) for voice in claim.voices) or "The outlet itself"
    stance = english["stances"].get(claim.stance, claim.stance).lower()
    event = english["events"].get(claim.event, claim.event)
    denial = ""
    if claim.denial is not None and claim.denies_what is not None:
        kind = english["denials"].get(claim.denial, claim.denial).lower()
        what = english["denied_parts"].get(claim.denies_what, claim.denies_what).lower()
        denial = f" ({kind}; of {what})"
    who = ", ".join(map(_named, claim.agents))
    whom = ", ".join(map(_named, claim.targets))
    where = ", ".join(map(_named, claim.places))
    parts = [f"by {who}" if who else "", f"to {whom}" if whom else "", f"at {where}" if where else ""]
    return " ".join(filter(None, [f"{chain} [{stance}{denial}]", f"{event}", *parts]))


def _named(mention: Voice | Actor | Place) -> str:
    return f"{mention.text} ({mention.name})" if mention.name else mention.text


def _published(document: Document) -> str:
    published = document.published
    if published.earliest is None:
        return ", publication date unknown"
    days = published.earliest if published.earliest == published.latest else f"{published.earliest}/{published.latest}"
    return f", published {days} ({published.basis})"


def _spans(claim: Claim, text: str) -> Iterator[str]:
    """Every span with the text around it."""

    def row(label: str, start: int, end: int, more: str = "") -> str:
        return f"  {label:10} [{start}, {end})  {context(text, start, end)}{more}"

    yield row("evidence", claim.evidence.start, claim.evidence.end)
    for voice in claim.voices:
        yield row("voice", voice.start, voice.end, f"  {voice.kind}{_entity(voice)}")
    if claim.cue is not None:
        yield row("cue", claim.cue.start, claim.cue.end, f"  {claim.attitude}")
    for label, actors in (("agent", claim.agents), ("target", claim.targets)):
        for actor in actors:
            yield row(label, actor.start, actor.end, _entity(actor))
    for place in claim.places:
        where = f"  {place.lat}, {place.lon}" if place.lat is not None else ""
        yield row("place", place.start, place.end, f"{_entity(place)}{where}  {place.precision}")
    if claim.time is not None:
        yield row("time", claim.time.start, claim.time.end, f"  {_days(claim)}")


def _entity(mention: Voice | Actor | Place) -> str:
    return f"  {mention.entity}" if mention.entity else ""


def _days(claim: Claim) -> str:
    time = claim.time
    if time is None:
        return ""
    known = f"{time.earliest}/{time.latest}" if time.earliest else "day unknown"
    return known + (
        f", {time.offset_days[0]} to {time.offset_days[1]} days from publication" if time.offset_days else ""
    )


def _values(claim: Claim) -> Iterator[str]:
    if claim.extent is not None:
        yield f"  {'extent':10} {claim.extent.text}: {claim.extent.low:g} to {claim.extent.high:g} of the place"
    for quantity in claim.quantities:
        of = f" of {quantity.of}" if quantity.of else ""
        number = (
            f"{quantity.value:g}" if quantity.value == quantity.high else f"{quantity.value:g} to {quantity.high:g}"
        )
        yield f"  {'quantity':10} {quantity.text}: {quantity.relation} {number} {quantity.unit or ''}{of}".rstrip()
    if claim.background:
        yield f"  {'background':10} told as history or context, not as news"
    yield f"  {'score':10} {claim.score:.2f} (the system's own certainty, not a probability that it happened)"
