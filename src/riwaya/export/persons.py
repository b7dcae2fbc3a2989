"""Private persons in what is exported: by role or initials, never by name unless the user asks for names.

Who may be one: a voice of a kind that persons have which no gazetteer knows, and an agent or target that is neither in
the gazetteer nor begins with a word for a force, a body, a group of people or a thing. What is left out wrongly costs a
reader a group's name (`--names` brings it back); what is left in wrongly may cost a person's life.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Final

import msgspec

from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.gazetteer.places import Places
from riwaya.lang.arabic import arabic
from riwaya.lang.entries import Heads
from riwaya.lang.grammar import AND, BY, CONJUNCTION_LETTERS, PREPOSITION_LETTERS, TO, without_article
from riwaya.lang.labels import Language, labels
from riwaya.lang.load import read_entries
from riwaya.model import Actor, Claim, Voice
from riwaya.reason.sources import private
from riwaya.text.letters import ANY_ARABIC
from riwaya.text.normalise import fold
from riwaya.text.tokens import tokenise

_GROUPS: Final = frozenset({"force", "body", "source", "people", "means", "site", "joined", "place"})
_BEFORE: Final = f"(?<![{ANY_ARABIC}])((?:[{CONJUNCTION_LETTERS}])?(?:[{PREPOSITION_LETTERS}])?)"


def is_private_voice(voice: Voice) -> bool:
    """Whether the words of a voice may name a private person: not a gazetteer's common noun, not "a source in …"."""
    if not private(voice) or (voice.entity is not None and voice.entity in actors().rows):
        return False
    head = _head(voice.text)
    alone = len(_words(voice.text)) == 1 and head is not None
    return not alone and (head not in _GROUPS or _named(voice.text))


def is_private_actor(actor: Actor) -> bool:
    """Whether an agent or target may be a private person."""
    row = actors().rows.get(actor.entity or "")
    if row is not None:
        return row.kind == "civilian" and _named(actor.text)
    head = _head(actor.text)
    if head in _GROUPS and not (head == "people" and _named(actor.text)):
        return False
    meant = actor_in(actor.text)
    if meant is not None:
        return meant.kind == "civilian" and _named(actor.text)
    return not _place(actor.text)


def role(voice: Voice, language: Language) -> str:
    """What a private voice is called instead of its name."""
    return labels(language)["voice_kinds"][voice.kind]


def initials(text: str) -> str:
    """The initials of a name, the article set aside: `م. ا.`"""
    words = [without_article(word) or word for word in re.findall(f"[{ANY_ARABIC}A-Za-z]+", text)]
    return " ".join(f"{word[0]}." for word in words) or "…"


class Masking:
    """The private names of one document and what stands for each in texts that are shown."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        found: dict[str, str] = {}
        for claim in claims:
            for voice in claim.voices:
                if is_private_voice(voice):
                    for form in (voice.text, *voice.also):
                        found.setdefault(form.strip(), f"[{role(voice, 'ar')}]")
            for actor in (*claim.agents, *claim.targets):
                if is_private_actor(actor):
                    for form in (actor.text, *actor.also):
                        found.setdefault(form.strip(), f"[{initials(form)}]")
        self._found = {form: found[form] for form in sorted(found, key=lambda form: (-len(form), form)) if form}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = "|".join(map(re.escape, self._found))
        return re.compile(f"{_BEFORE}({forms})(?![{ANY_ARABIC}])") if forms else None

    def __bool__(self) -> bool:
        return bool(self._found)

    def touches(self, text: str) -> bool:
        """Whether a private name stands in the text."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def masked(self, text: str) -> str:
        """The text with roles and initials, in square brackets, where private names stood."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: match[1] + self._found[match[2]], text)


@cache
def _heads() -> dict[str, str]:
    """Folded head nouns and what kind of phrase they open."""
    out: dict[str, str] = {}
    for entry in read_entries("heads.yaml", Heads):
        if entry.kind in (*_GROUPS, "person"):
            for words in entry.nouns:
                singular, *plurals = words.split()
                out.setdefault(fold(singular), entry.kind)
                for plural in plurals:  # of several people none is named
                    out.setdefault(fold(plural), "people" if entry.kind == "person" else entry.kind)
    for place in read_entries("place_heads.yaml", _PlaceHead):
        for form in place.forms:
            out.setdefault(fold(form).partition(" ")[0], "place")
    return out


class _PlaceHead(msgspec.Struct, frozen=True):
    forms: tuple[str, ...]


def _head(text: str) -> str | None:
    """The kind of phrase that the first word opens, with its clitics and article, singular ("force") or dual off."""
    words = _words(text)
    if not words:
        return None
    first = words[0]
    endings = sorted(arabic().group("noun.endings"))
    for form in (first, *(first.removeprefix(clitic) for clitic in (AND, BY, TO))):
        for key in (form, without_article(form), *(form[: -len(end)] for end in endings if form.endswith(end))):
            if key in _heads():
                return _heads()[key]
    return None


@cache
def _person_names() -> frozenset[str]:
    from importlib import resources

    text = resources.files("riwaya.gazetteer").joinpath("data", "places", "person_names.txt").read_text("utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line and not line.startswith("#"))


def _named(text: str) -> bool:
    """Whether a given or family name that many bear stands behind the first word."""
    return any(word in _person_names() or word in arabic().group("kunya") for word in _words(text)[1:])


def _words(text: str) -> list[str]:
    return [token.key for token in tokenise(text) if token.kind == "word"]


def _place(text: str) -> bool:
    """Whether it is the name of a place that is no ordinary personal name: taken for an actor by mistake."""
    words = _words(text)
    found = Places.load().match(words, 0) if words else None
    return found is not None and found[0] == len(words) and not any(row.risk == "person" for row in found[1])


def actor_in(text: str) -> ActorRow | None:
    """The actor of the gazetteer, no person, that a longer description names first ("units of the army")."""
    tokens = tokenise(text)
    for i in range(len(tokens)):
        match = actors().match(tokens, i)
        if match is not None:
            found = [row for row in match.rows if row.id.startswith("actor:") and row.kind != "person"]
            if found and (len(found) == 1 or found[0].generic):
                return found[0]
    return None
