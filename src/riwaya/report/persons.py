"""Private persons in what leaves the ledger: a role instead of a name, in names and in the passages quoted.

Sources in these reports can be killed for speaking, and victims have families. So what riwaya draws, tabulates or
writes for others names a voice that may be a private person by its role, and an agent or target that may be one not at
all, unless the caller asks for names. Who may be one is guessed: nobody whom the gazetteer knows, nothing that begins
with a word for a force; of the rest, whoever bears a common personal name, and whoever is told of as a victim.
"""

import re
from functools import cache
from typing import Final

from riwaya.gazetteer.places_data import data_words
from riwaya.lang.labels import Language
from riwaya.model import Actor, Claim, Voice
from riwaya.model.vocabulary import FAMILY_OF
from riwaya.reason.phrases import mention_name
from riwaya.reason.sources import private
from riwaya.report.brief.data import phrases
from riwaya.text.tokens import tokenise

_DIGIT: Final = re.compile(r"\d")

SOMEBODY: Final[dict[Language, str]] = {"en": "somebody named in the text", "ar": "من يسميه النص"}


def role(voice: Voice, language: Language) -> str:
    """What a voice is called without its name."""
    return phrases(language)["roles"][voice.kind]


def voice_shown(voice: Voice, language: Language, *, names: bool) -> str:
    """What a voice is called: its neutral name or its words in the text; by its role if it may be a private person."""
    if private(voice) and not names:
        return role(voice, language)
    return voice.text if language == "ar" else mention_name(voice)


def actor_shown(actor: Actor, event: str, language: Language, *, names: bool) -> str:
    """What an agent or target of an event is called; one who may be a private person is `SOMEBODY`."""
    if not names and _person(actor.text, actor.entity, FAMILY_OF[event] == "people"):
        return SOMEBODY[language]
    return actor.text if language == "ar" else mention_name(actor)


@cache
def _person(text: str, entity: str | None, victim: bool) -> bool:
    """Whether these words may name a private person."""
    from riwaya.report.brief.names import Namer

    words = [token.key for token in tokenise(text)]
    if not (victim and not _DIGIT.search(text)) and not any(word in _person_names() for word in words):
        return False
    return not Namer.is_actor(Actor(text, 0, len(text), entity=entity))


@cache
def _person_names() -> frozenset[str]:
    return frozenset(data_words("person_names.txt"))


def hidden(claim: Claim, *, names: bool) -> list[tuple[int, int, str]]:
    """Where the claim names those who are not to be named, `(start, end, what stands there instead)`, in text order."""
    if names:
        return []
    found = {(v.start, v.end): f"[{role(v, 'ar')}]" for v in claim.voices if private(v)}
    for actor in (*claim.agents, *claim.targets):
        if _person(actor.text, actor.entity, FAMILY_OF[claim.event] == "people"):
            found.setdefault((actor.start, actor.end), f"[{SOMEBODY['ar']}]")
    return sorted((start, end, instead) for (start, end), instead in found.items() if start < end)


def passage(claim: Claim, *, names: bool) -> str:
    """The evidence on one line, with those who are not to be named by what they are."""
    text, at = claim.evidence.text, claim.evidence.start
    for start, end, instead in reversed(hidden(claim, names=names)):
        if claim.evidence.start <= start and end <= claim.evidence.end:
            text = text[: start - at] + instead + text[end - at :]
    if not names:
        for voice in claim.voices:  # named again
            if private(voice):
                text = text.replace(voice.text, f"[{role(voice, 'ar')}]")
    return " ".join(text.split())
