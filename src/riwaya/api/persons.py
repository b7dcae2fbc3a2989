"""Private persons in tables and pictures: by role or initials unless names are asked for, as in exports."""

from collections.abc import Iterable, Mapping
from functools import cache

from riwaya.export.persons import Masking, initials, is_private_actor, is_private_voice, role
from riwaya.lang.labels import Language
from riwaya.model import Actor, Claim, Voice
from riwaya.reason.phrases import mention_name


class Persons:
    """How the persons of a ledger's claims are called. `claims` are all claims of each document, by its id."""

    def __init__(self, claims: Mapping[str, Iterable[Claim]], language: Language, *, names: bool) -> None:
        self._claims, self._language, self._names = claims, language, names
        self._masks: dict[str, Masking] = {}

    def voice(self, voice: Voice) -> str:
        """A voice: its neutral name or its words; by its role if it may be a private person."""
        if not self._names and is_private_voice(voice):
            return role(voice, self._language)
        return voice.text if self._language == "ar" else mention_name(voice)

    def actor(self, actor: Actor) -> str:
        """An agent or target: its neutral name or its words; by initials if it may be a private person."""
        if not self._names and _private(actor.text, actor.entity):
            return initials(actor.text)
        return actor.text if self._language == "ar" else mention_name(actor)

    def text(self, text: str, document: str) -> str:
        """Words of a document (its text, or what is said of its claims), with private names masked in brackets."""
        if self._names:
            return text
        if document not in self._masks:
            self._masks[document] = Masking(self._claims.get(document, ()))
        return self._masks[document].masked(text)

    def about(self, words: str, claims: Iterable[Claim]) -> str:
        """A sentence about some claims of several documents."""
        for document in dict.fromkeys(claim.document for claim in claims):
            words = self.text(words, document)
        return words

    def hidden(self, claim: Claim) -> list[tuple[int, int, str]]:
        """Where the claim names those who are not to be named: `(start, end, what stands there instead)`."""
        if self._names:
            return []
        found = {(v.start, v.end): f"[{role(v, 'ar')}]" for v in claim.voices if is_private_voice(v)}
        for actor in (*claim.agents, *claim.targets):
            if _private(actor.text, actor.entity):
                found.setdefault((actor.start, actor.end), f"[{initials(actor.text)}]")
        return sorted((start, end, instead) for (start, end), instead in found.items() if start < end)


@cache
def _private(text: str, entity: str | None) -> bool:
    return is_private_actor(Actor(text, 0, len(text), entity=entity))
