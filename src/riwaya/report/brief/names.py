"""What voices, actors, outlets and places are called in a brief: neutral names, roles for private persons.

A name that the gazetteer knows stands in its own language; another one as the text has it in Arabic, and spelled in
Latin letters in English. What one side calls another (`!` in the gazetteer) stands in quotation marks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.gazetteer.outlets import outlet_names
from riwaya.gazetteer.places import Places
from riwaya.lang.grammar import (
    ACCUSATIVE,
    ALEF,
    ALEF_MAQSURA,
    AND,
    ARTICLE,
    HAMZA,
    HAMZA_ON_WAW,
    HAMZA_ON_YEH,
    LONG_VOWELS,
    PLURAL_NOMINATIVE,
    PLURAL_OBLIQUE,
    SUFFIX_1P,
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3MS,
    TEH_MARBUTA,
    YEH,
    without_article,
)
from riwaya.lang.labels import Language
from riwaya.lang.script import script, slug
from riwaya.model import Actor, Voice
from riwaya.reason import Report
from riwaya.reason.facts import Fact
from riwaya.reason.phrases import named_place
from riwaya.reason.sources import private
from riwaya.report.brief.data import phrases
from riwaya.report.brief.wording import plain_arabic, word_list
from riwaya.text.letters import ARABIC, has_arabic
from riwaya.text.normalise import fold
from riwaya.text.tokens import tokenise

_PARENTHESIS: Final = re.compile(r"\s*\([^)]*\)")
_WITH_ARTICLE: Final = re.compile(
    r"(?i)(army|forces|force|government|ministry|coalition|front|movement|council|police|observatory|resistance"
    r"|presidency|command|forces|guard|corps|navy|parliament|brigade|brigades|division|committee|committees|commission|units|militias|militia"
    r"|group|authorities|organisation|rebels|opposition|houthis|taliban|nations|states|kingdom|room|centre|center|houthi"
    r"|house|parliament|cell|division|battalion|company|network|state department|pentagon)$"
)
"""English names that take the article, by their last word."""
_WORDS: Final = re.compile(f"[{ARABIC}]{{2,}}")
_OF_OR_FOR: Final = re.compile(r" (of|for) ")
_ACTING: Final = frozenset({"government", "military", "armed_group", "civilian"})
_SETTLED: Final = frozenset(
    {"city", "town", "village", "quarter", "camp", "governorate", "district", "subdistrict", "country"}
)


class Namer:
    """Names in one language. `with_names`: private persons by the words of the text instead of by their role.

    `outlets`: what outlets that no table knows call themselves, by their ids.
    """

    def __init__(
        self,
        language: Language,
        reports: Iterable[Report],
        *,
        with_names: bool = False,
        outlets: Mapping[str, str] | None = None,
    ) -> None:
        self.language, self.with_names = language, with_names
        self._called = outlets or {}
        self._reports = {report.id: report for report in reports}
        self._outlets: dict[str, str] = {}

    # --- who ---------------------------------------------------------------------------------------------------------

    def actor(self, actor: Actor) -> str:
        """An agent or target, in the genitive in Arabic (all places that a brief has for it)."""
        row = actors().rows.get(actor.entity or "")
        text = plain_arabic(actor.text)
        named = row or _named_in(text)
        if self.language == "en":
            if named is not None:
                name = self._english(named)
                loaded = named.generic and any(form in named.partisan for form in (actor.text, text))
                # A label that says itself whose word it is needs no quotation marks.
                return f"“{name}”" if loaded and " called " not in name else name
            return _force(text) or f"“{romanised(text)}”"
        if row is not None and not row.generic:
            return _genitive(plain_arabic(row.forms[0]))
        loaded = named is not None and any(form in named.partisan for form in (actor.text, text))
        if _OWNED.match(text) and row is None and (called := _force(text, "ar")):
            return called  # "his fighters": whose, the sentence would not say
        name = _genitive(plain_arabic(actor.text.replace(ACCUSATIVE, "")))
        return f"«{name}»" if loaded else name

    def voice(self, fact: Fact) -> str:
        """Who tells it: the gazetteer's name, a role for whom it does not know, or the outlet itself."""
        if not fact.claim.voices:
            if fact.told_by.startswith("document:"):
                return phrases(self.language)["text"]["unknown_report"].format(report=fact.document)
            return self.outlet(fact.told_by)
        inner = fact.claim.voices[-1]
        row = actors().rows.get(inner.entity or "")
        if row is not None and not private(inner):
            return self._english(row) if self.language == "en" else plain_arabic(row.forms[0])
        if self.with_names:
            name = plain_arabic(inner.text) if self.language == "ar" else f"“{romanised(plain_arabic(inner.text))}”"
        else:
            name = self._role(inner, row)
        text = phrases(self.language)["text"]
        if fact.told_by.startswith("document:"):
            return text["by_report"].format(voice=name, report=fact.document)
        return text["by_outlet"].format(voice=name, outlet=self.outlet(fact.told_by))

    @staticmethod
    def is_actor(actor: Actor) -> bool:
        """Whether somebody is named who can act, rather than words that were taken for a name."""
        known = actor.entity is not None and actor.entity in actors().rows
        text = plain_arabic(actor.text)
        return known or _named_in(text) is not None or _force(text) is not None

    def _role(self, voice: Voice, row: ActorRow | None) -> str:
        if row is not None:
            return row.name if self.language == "en" else plain_arabic(row.forms[0])
        return phrases(self.language)["roles"][voice.kind]

    def _english(self, row: ActorRow) -> str:
        name = _PARENTHESIS.sub("", row.name)
        if row.kind == "person" or name[:4].lower() == "the ":
            return name
        if row.generic:
            return f"the {name}" if " " not in name and name[-1] != "s" and _WITH_ARTICLE.search(name) else name
        of = bool(_OF_OR_FOR.search(name)) and row.kind != "armed_group"
        the = of or " coalition " in name or _WITH_ARTICLE.search(name) is not None
        return f"the {name}" if the else name

    # --- outlets -----------------------------------------------------------------------------------------------------

    def outlet(self, outlet: str) -> str:
        """An outlet's name; one that no table knows is called as it calls itself, or, where nobody kept that, spelled
        back from its id with the words of the texts.
        """
        if outlet.startswith("document:"):
            return phrases(self.language)["text"]["unknown_outlet"]
        if outlet not in self._outlets:
            row = actors().rows.get(outlet)
            known = outlet_names().get(outlet)
            if known is not None:
                latin = known[1] if known[1].isascii() or not has_arabic(known[1]) else english_outlet(known[0])
                self._outlets[outlet] = known[0] if self.language == "ar" else latin
            elif row is not None:
                self._outlets[outlet] = plain_arabic(row.forms[0]) if self.language == "ar" else row.name
            else:
                called = self._called.get(outlet) or respelled(outlet, self._texts_of(outlet))
                self._outlets[outlet] = both(plain_arabic(called))[self.language == "en"]
        return self._outlets[outlet]

    def _texts_of(self, outlet: str) -> Iterator[str]:
        own = [report for report in self._reports.values() if report.outlet == outlet]
        others = [report for report in self._reports.values() if report.outlet != outlet]
        yield from (report.text or "" for report in [*own[:MOST_TEXTS], *others[:MOST_TEXTS]])

    # --- places ------------------------------------------------------------------------------------------------------

    def place(self, fact: Fact) -> str:
        """The place of a claim: the part of it that is a place of its own, or the place."""
        part = fact.where.part
        if part.startswith("place:"):
            return self.place_named(part)
        if Places.load().by_id(fact.where.anchor) is None:
            return self._unknown(named_place(fact))
        return self.place_named(fact.where.anchor)

    def place_named(self, anchor: str) -> str:
        """The name of a place by its id, or by its text where the gazetteer has none."""
        row = Places.load().by_id(anchor)
        if row is None:
            return self._unknown(anchor.removeprefix("text:"))
        return plain_arabic(row.forms[0]) if self.language == "ar" else _PARENTHESIS.sub("", row.name)

    def _unknown(self, text: str) -> str:
        text = plain_arabic(text)
        return text if self.language == "ar" else f"“{romanised(text)}”"

    def again(self, fact: Fact) -> str | None:
        """What the place is called when it is named again: "the town"."""
        row = Places.load().by_id(fact.where.part if fact.where.part.startswith("place:") else fact.where.anchor)
        return phrases(self.language)["again"].get(row.kind) if row is not None else None

    def preposition(self, fact: Fact, name: str) -> str:
        """ "in", "at" or "near" the place."""
        row = Places.load().by_id(fact.where.part if fact.where.part.startswith("place:") else fact.where.anchor)
        which = "near" if fact.where.part == "near" else "in" if row is None or row.kind in _SETTLED else "at"
        return phrases(self.language)["prepositions"][which].format(place=name)


_HAMZA: Final = re.compile(f"{ALEF}[{HAMZA}{HAMZA_ON_WAW}]({SUFFIX_3MS}|{SUFFIX_3FS}|{SUFFIX_3MP})$")
_SEATED: Final = rf"{ALEF}{HAMZA_ON_YEH}\1"


def _genitive(form: str) -> str:
    """An Arabic name in the genitive where that is written: مقاتلين for مقاتلون, حلفائها for حلفاؤها."""
    head, _, rest = form.partition(" ")
    if head.endswith(PLURAL_NOMINATIVE):
        head = head.removesuffix(PLURAL_NOMINATIVE) + PLURAL_OBLIQUE
    elif head.endswith(tuple(word_list("construct_ends"))):
        head = head[:-1] + YEH
    return f"{_HAMZA.sub(_SEATED, head)} {rest}".strip()


def _force(text: str, language: Language = "en") -> str | None:
    """What a name that nobody knows is called by the word that it begins with, if that is a word for a force."""
    key = without_article(fold(text.split()[0])) if text.split() else ""
    for name, entry in phrases("ar")["forces"].items():
        called, _, forms = entry.partition(": ")
        if key in set(map(fold, forms.split())):
            return called if language == "ar" else phrases("en")["forces"][name]
    return None


_OWNED: Final = re.compile(f"^[^ ]+(?:{SUFFIX_3MS}|{SUFFIX_3FS}|{SUFFIX_3MP}|{SUFFIX_1P})$")


def _named_in(text: str) -> ActorRow | None:
    """The actor of the gazetteer that a longer description names first ("units of the army")."""
    tokens = tokenise(text)
    for i in range(len(tokens)):
        match = actors().match(tokens, i)
        if match is not None:
            found = match.rows if len(match.rows) == 1 else tuple(row for row in match.rows if row.generic)
            if found and found[0].id.startswith("actor:") and (not found[0].generic or found[0].kind in _ACTING):
                return found[0]
    return None


def romanised(text: str) -> str:
    """Arabic in plain Latin letters, the article set off.

    Short vowels are not written in Arabic: where consonants meet that nobody could say, an `a` stands for one.
    """
    words = []
    for word in text.split():
        article = word.startswith(ARTICLE) and len(word) > 4
        body = _spoken(word[2:] if article else word)
        words.append(f"al-{body.capitalize()}" if article else body.capitalize())
    return " ".join(word for word in words if word and word != "al-")


_VOWEL_LIKE: Final = (ALEF, TEH_MARBUTA, ALEF_MAQSURA, AND, YEH)


def _spoken(word: str) -> str:
    latin, glides = script().latin, script().glides
    sounds: list[str] = []
    for n, letter in enumerate(word):
        sound = latin.get(letter, letter if letter.isascii() and (letter.isalnum() or letter == "-") else "")
        before_it = word[n - 1] if n else ""
        following = word[n + 1] if n + 1 < len(word) else ""
        if letter in glides and before_it and before_it not in LONG_VOWELS and following not in _VOWEL_LIKE:
            sound = glides[letter]
        if sound:
            sounds.append(sound)
    out = ""
    for n, sound in enumerate(sounds):
        consonant = sound[0] not in "aiu0123456789-"
        before = n > 0 and sounds[n - 1][0] not in "aiu0123456789-"
        two_before = n > 1 and before and sounds[n - 2][0] not in "aiu0123456789-"
        last = n == len(sounds) - 1
        if consonant and before and (n == 1 or two_before or last) and not out.endswith("a"):
            out += "a"
        out += sound
    return out


MOST_TEXTS: Final = 20
"""So many texts are looked through for the words of an outlet's name."""


@cache
def _outlet_words() -> dict[str, str]:
    """Words that outlets' names are made of, by their Latin spelling."""
    forms = [form for pair in outlet_names().values() for form in pair]
    forms += [form for row in actors().rows.values() if row.id.startswith("outlet:") for form in row.forms]
    forms += phrases("ar")["outlet_kinds"].values()
    forms += phrases("ar")["words"]["filler"].split()
    return {slug(word): word for form in reversed(forms) for word in form.split() if has_arabic(word)}


def respelled(outlet: str, texts: Iterable[str]) -> str:
    """The Arabic name that an unknown outlet's id was spelled from, as far as its words stand in texts or names."""
    wanted = outlet.partition(":")[2].split("-")
    found = {word: _outlet_words()[word] for word in wanted if word in _outlet_words()}
    for text in texts:
        if len(found) == len(set(wanted)):
            break
        for word in _WORDS.findall(text):
            if (spelled := slug(word)) in wanted:
                found.setdefault(spelled, word)
    return " ".join(found.get(word, word) for word in wanted)


def both(name: str) -> tuple[str, str]:
    """What an outlet calls itself, for Arabic and for English readers."""
    return name, english_outlet(name) if has_arabic(name) else name


def english_outlet(arabic: str) -> str:
    """An outlet's Arabic name for English readers: spelled out, the word for its kind translated."""
    words = arabic.split()
    kinds = {fold(head): phrases("en")["outlet_kinds"][kind] for kind, head in phrases("ar")["outlet_kinds"].items()}
    kind = kinds.get(fold(words[0])) if words else None
    rest = [word for word in words[1 if kind else 0 :] if fold(word) not in word_list("filler")] or words[1:] or words
    return f"{romanised(' '.join(rest))}{f' {kind}' if kind else ''}"
