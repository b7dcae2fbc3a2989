"""One claim, looked at: the chain of its voices, its characters in the text, the rules that made it."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from riwaya.api import pages
from riwaya.api.persons import Persons
from riwaya.extract import Step
from riwaya.lang.labels import Language, labels
from riwaya.model import Claim, Document, Voice
from riwaya.report import explaining
from riwaya.report.days import claim_days
from riwaya.text.sentences import sentences
from riwaya.text.tokens import tokenise
from riwaya.workspace.reading import PageOfText, pieces

MOST: Final = 700
"""Characters of the report that are shown around the evidence, about."""

_COLOURS: Final = {
    "voice": "#d7e3f7",
    "cue": "#cfd6df",
    "agent": "#f6d9cf",
    "target": "#efe0b9",
    "place": "#d5ead9",
    "time": "#e5d9ef",
}
_STANCES: Final = {"asserts": "#dcebdc", "denies": "#f5d6d3", "doubts": "#f5e3cf"}


class Explanation:
    """What is behind one claim. A notebook shows it as a card: the chain, then the passage right to left with the
    evidence marked. `str()` gives it in words, with every rule and step; `to_dict()` all of it.
    """

    def __init__(
        self, claim: Claim, document: Document, outlet: str, persons: Persons, language: Language = "en"
    ) -> None:
        self.claim, self.document = claim, document
        self._outlet, self._persons, self._language = outlet, persons, language

    @cached_property
    def steps(self) -> tuple[Step, ...] | None:
        """The steps of extraction that made it; None if extraction, run again, does not make it (a person did)."""
        return explaining.steps_of(self.claim, self.document)

    def to_dict(self) -> dict[str, Any]:
        """The claim, its document, its context, its rules and its steps: what `riwaya explain --json` prints."""
        return explaining.as_record(self.claim, self.document, self.steps)

    def __str__(self) -> str:
        return "\n".join(explaining.as_lines(self.claim, self.document, self.steps))

    def __repr__(self) -> str:
        return f"<Explanation of claim {self.claim.id} of {self.document.id}>"

    def _repr_html_(self) -> str:
        claim = self.claim
        named = labels(self._language)
        first, last, basis = claim_days(claim, self.document)
        stance = pages.chip(pages.text(named["stances"][claim.stance]), _STANCES.get(claim.stance, "#eceae4"))
        if claim.denial and claim.denies_what:
            kind, part = named["denials"][claim.denial], named["denied_parts"][claim.denies_what]
            stance += pages.chip(pages.text(f"{kind}: {part}"), _STANCES["denies"])
        rows = [
            ("who says it", " → ".join(self._chain()) + " " + stance),
            ("what", pages.text(named["events"][claim.event])),
            ("by", self._actors(claim.agents)),
            ("to", self._actors(claim.targets)),
            ("where", "; ".join(pages.text(p.name or p.text) + f" ({p.precision})" for p in claim.places)),
            ("when", pages.text(_days(first, last, basis))),
            ("how much", "; ".join(pages.text(q.text) for q in claim.quantities)),
        ]
        lines = "".join(
            f'<tr><td style="color:#666;padding-inline-end:10px;text-align:start">{name}</td>'
            f'<td style="text-align:start">{value}</td></tr>'
            for name, value in rows
            if value
        )
        return (
            '<div style="border:1px solid #ccc;border-radius:6px;padding:8px 12px;max-width:52em">'
            + pages.note(pages.text(f"claim {claim.id} of {self.document.id}"))
            + f'<table style="font-size:13px;border-collapse:collapse">{lines}</table>'
            + pages.arabic("".join(self._passage()))
            + pages.note(
                f"score {claim.score:.2f}: how sure riwaya is that the text makes this claim, "
                "not how likely it is that it happened"
            )
            + "</div>"
        )

    def _chain(self) -> Iterator[str]:
        """The voices as boxes, outermost first."""
        yield pages.chip(pages.text(self._outlet), "#f2f0ea")
        for voice in self.claim.voices:
            yield pages.chip(f"{pages.text(self._voice(voice))} <small>{pages.text(self._kind(voice))}</small>")

    def _voice(self, voice: Voice) -> str:
        return self._persons.voice(voice)

    def _kind(self, voice: Voice) -> str:
        return labels(self._language)["voice_kinds"].get(voice.kind, voice.kind)

    def _actors(self, actors: tuple[Any, ...]) -> str:
        return "; ".join(pages.text(self._persons.actor(actor)) for actor in actors)

    def _passage(self) -> Iterator[str]:
        """The sentences of the evidence, with the evidence and its parts marked."""
        start, end = self._window()
        secret = {(a, b): instead for a, b, instead in self._persons.hidden(self.claim)}
        told: set[tuple[int, int]] = set()
        if start:
            yield "… "
        for piece in pieces(self.document, PageOfText(1, 1, start, end), [self.claim], self.claim):
            at = (piece.start, piece.start + len(piece.text))
            inside = next((span for span in secret if span[0] <= at[0] and at[1] <= span[1]), None)
            shown = pages.text(self._persons.text(piece.text, self.document.id)) if inside is None else ""
            if inside is not None and inside not in told:
                told.add(inside)
                shown = pages.text(secret[inside])
            part = piece.parts[0] if piece.parts else None
            if part in _COLOURS:
                shown = f'<span title="{part}" style="background:{_COLOURS[part]};border-radius:3px">{shown}</span>'
            if piece.claims:
                shown = f'<mark style="background:none;border-bottom:2px solid #c8553d;color:inherit">{shown}</mark>'
            yield shown
        if end < len(self.document.text):
            yield " …"

    def _window(self) -> tuple[int, int]:
        """From the first sentence that holds a part of the claim to the last, or what of them has room."""
        spans = [(s, e) for s, e, _ in self.claim.spans() if s < e]
        first, last = min(s for s, _ in spans), max(e for _, e in spans)
        if last - first > MOST:
            first, last = self.claim.evidence.start, self.claim.evidence.end
        text = self.document.text
        around = [s for s in sentences(text, tokenise(text)) if s.end > first and s.start < last]
        start = max(min((s.start for s in around), default=first), first - MOST // 2)
        end = min(max((s.end for s in around), default=last), last + MOST // 2)
        return min(start, first), max(end, last)


def _days(first: str | None, last: str | None, basis: str) -> str:
    if first is None and last is None:
        return ""
    days = first if first == last else f"{first or '…'} to {last or '…'}"
    return f"{days} ({'the day of publication or before' if basis == 'published' else basis})"
