"""What a token's spelling and senses show about the borders of phrases, as the bits of one number.

Most of what decides where a phrase ends depends on nothing but the word itself. It is worked out once a word form, not
each time the word is met; a document adds to its tokens' bits what it found there (`View.mark`).
"""

from typing import Final

from riwaya.extract.keys import LIMIT, carrying
from riwaya.lang.arabic import Arabic, arabic
from riwaya.lang.grammar import (
    ALEF,
    ALEF_MAQSURA,
    AND,
    ARTICLE,
    BY,
    CONJUNCTION_LETTERS,
    CONJUNCTIONS,
    DUAL,
    FUTURE,
    IMPERFECT_FEMININE,
    IMPERFECT_MASCULINE,
    PERFECT_FEMININE,
    PLURAL_NOMINATIVE,
    PLURAL_OBLIQUE,
    PLURAL_SUBJECT,
    SOUND_FEMININE_PLURAL,
    STEM_TEN,
    SUFFIX_1P,
    TO,
    has_feminine_ending,
)
from riwaya.lang.numbers import number_reader
from riwaya.lang.sense import Sense
from riwaya.text.once import once
from riwaya.text.quotes import MARKS
from riwaya.text.tokens import described

PUNCT: Final = 1 << 0
MARK: Final = 1 << 1
"""A quotation mark."""
NUMBER: Final = 1 << 2
"""Written in digits."""
LONE_AND: Final = 1 << 3
"""The conjunction و written apart."""
ONE: Final = 1 << 4
COUNT: Final = 1 << 5
"""A number, a number word, a quantifier or a demonstrative."""
COUNTING: Final = 1 << 6
"""The same without demonstratives."""
NUMBER_WORD: Final = 1 << 7
CLITIC_NUMBER: Final = 1 << 8
"""A number word with و or a preposition written onto it."""
JOINED_NUMBER: Final = 1 << 9
"""A number word with و written onto it."""
ACCUSATIVE: Final = 1 << 10
"""Ends in alef, and has no article."""
NOMINATIVE: Final = 1 << 11
"""Ends in ون."""
PLURAL: Final = 1 << 12
"""A head noun in an indefinite sound plural."""
OBLIQUE_HEAD: Final = 1 << 13
"""A definite head noun in ين."""
FEMININE: Final = 1 << 14
"""Definite, and ends in ة or ات."""
DEFINITE: Final = 1 << 15
"""Written with ال at its very front."""
SPELLED_VERB: Final = 1 << 16
"""A perfect by its last letter: نفى."""
SAYING: Final = 1 << 17
"""An adverbial participle of saying: قائلا."""
UNKNOWN_PLURAL: Final = 1 << 18
"""An unknown word in وا."""
NAME: Final = 1 << 19
"""An actor's or a place's name begins here."""
PHRASE: Final = 1 << 20
"""A fixed phrase begins here."""
TIME: Final = 1 << 21
"""A time expression begins here."""
NEGATES: Final = 1 << 22
"""A negation, or a word for what cannot be done."""
CONFIRMS: Final = 1 << 24
"""A word for confirming."""
OURS: Final = 1 << 25
"""What is the speaker's own: our forces, our positions."""
AGENT_BY: Final = 1 << 26
"""A phrase that names the doer may begin here: على يد."""
DIRECTION: Final = 1 << 27
"""A word for a direction, as it stands."""
APPROXIMATES: Final = 1 << 28
"""A word that before a count means "about" (نحو)."""
EVENT: Final = 1 << 29
"""May tell an event."""
LIKE_IMPERFECT: Final = 1 << 30
"""An unknown word in the shape of an imperfect: ي and three letters or more."""
LIKE_PERFECT: Final = 1 << 31
"""An unknown word in ت or وا, without article, no plural in ات."""
LIKE_OPENING: Final = 1 << 32
"""An unknown word that is a perfect wherever it stands: است...ت."""
APART: Final = 1 << 33
"""A given name, "himself", a manner of killing: what a phrase may end before, or go on with, by the word alone."""
ALEF_NUN: Final = 1 << 23
"""Ends in ان or ين, as duals do."""
_OWN: Final = frozenset(("force", "means", "site", "body"))


def shape(lang: Arabic, text: str, key: str, kind: str, sense: Sense) -> int:
    """The bits of a token that do not depend on what stands around it."""
    if kind == "punct":
        return PUNCT | MARK if text in MARKS else PUNCT
    bits = _closed().get(key, 0)
    if kind == "number":
        bits |= NUMBER | COUNT | COUNTING
    if sense.func:
        if sense.func == "quant":
            bits |= COUNT | COUNTING
        elif sense.func == "demo":
            bits |= COUNT
        elif sense.func == "neg":
            bits |= NEGATES
    if key[1:] in lang.group("cannot"):
        bits |= NEGATES
    if carrying(lang.group("confirming"))[key]:
        bits |= CONFIRMS
    if lang.agent_by.starts(key):
        bits |= AGENT_BY
    if sense.events:
        bits |= EVENT
    if not sense.readings:
        bits |= _like_a_verb(key)
    joined, prep = number_clitics(key, sense)
    if joined:
        bits |= JOINED_NUMBER
    if joined or prep:
        bits |= CLITIC_NUMBER
    if not sense.article and text.endswith(ALEF):
        bits |= ACCUSATIVE
    if text.endswith(PLURAL_NOMINATIVE):
        bits |= NOMINATIVE
    if text.endswith(DUAL):
        bits |= ALEF_NUN
    for r in sense.heads:
        if r.feature == "p" and not r.article:
            bits |= PLURAL
        if r.suffix == SUFFIX_1P and r.entry.kind in _OWN and not r.entry.voice:
            bits |= OURS
    if sense.article and sense.heads and text.endswith(PLURAL_OBLIQUE):
        bits |= OBLIQUE_HEAD
    if sense.article and has_feminine_ending(text):
        bits |= FEMININE
    if text.startswith(ARTICLE):
        bits |= DEFINITE
    perfect = bool(sense.verbs) and sense.verbs[0].pos == "perf"
    if perfect and text.endswith(ALEF_MAQSURA) and not sense.article and sense.prep in ("", FUTURE):
        bits |= SPELLED_VERB
    for r in sense.reports:
        if r.pos == "part" and r.feature == "msa" and not r.article:
            bits |= SAYING
    if not sense.readings and len(key) > 4 and key.endswith(PLURAL_SUBJECT):
        bits |= UNKNOWN_PLURAL
    return bits


@once
def _closed() -> dict[str, int]:
    """The bits of words of closed groups, by their keys."""
    lang, out = arabic(), dict[str, int]()
    groups = (
        (number_reader().table.words, NUMBER_WORD | COUNT | COUNTING),
        (lang.group("cannot"), NEGATES),
        (lang.group("directions"), DIRECTION),
        (lang.group("approximating"), APPROXIMATES),
        (lang.group("one"), ONE),
        (lang.group("manners.of.killing"), APART),
        (lang.group("oneself"), APART),
        (lang.group("given.names"), APART),
        ((AND,), LONE_AND),
    )
    for words, bits in groups:
        for word in words:
            out[word] = out.get(word, 0) | bits
    return out


def _like_a_verb(key: str) -> int:
    perfect = (
        len(key) >= 4
        and key.endswith((PERFECT_FEMININE, PLURAL_SUBJECT))
        and not key.endswith(SOUND_FEMININE_PLURAL)
        and not key.startswith(ARTICLE)
    )
    if (
        perfect
        and len(key) > 6
        and key.lstrip(CONJUNCTION_LETTERS).startswith(STEM_TEN)
        and key.endswith(PERFECT_FEMININE)
    ):
        return LIKE_PERFECT | LIKE_OPENING
    if key[:1] in CONJUNCTIONS:
        key = key[1:]
    if key[:1] == FUTURE and key[1:2] in (IMPERFECT_MASCULINE, IMPERFECT_FEMININE):
        key = key[1:]
    imperfect = len(key) >= 4 and key[0] == IMPERFECT_MASCULINE
    return LIKE_PERFECT * perfect | LIKE_IMPERFECT * imperfect


def number_clitics(key: str, sense: Sense) -> tuple[bool, str]:
    """Whether و is written onto a number word, and the preposition that is: وثمانية, باثنين."""
    numbers = number_reader().table.words
    if key in numbers and sense.readings:
        return False, ""
    conj = (key[0] == AND and key[1:] in numbers) or (key[:2] in (AND + BY, AND + TO) and key[2:] in numbers)
    rest = key[1:] if conj and key[1:] not in numbers else key
    prep = rest[0] if rest[0] in (BY, TO) and rest[1:] in numbers else ""
    return conj, prep


class _Shapes(dict[str, int]):
    """The bits of the tokens seen so far, by their text."""

    def __init__(self, lang: Arabic) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, text: str) -> int:
        if len(self) >= LIMIT:
            self.clear()
        key, kind = described(text)
        found = self[text] = shape(self._lang, text, key, kind, self._lang.spelled(text))
        return found


@once
def shapes() -> dict[str, int]:
    """The bits of every token by its text; unseen ones are worked out when asked for."""
    return _Shapes(arabic())
