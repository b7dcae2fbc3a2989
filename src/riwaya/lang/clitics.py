"""Cutting a written Arabic word into its clitics and its stem.

What is cut, as Universal Dependencies' Arabic-PUD does: the conjunctions و and ف, the prepositions ب, ل and ك, the
future particle س, and the pronouns at the end. The article stays with its noun; of لل the first letter is the
preposition (للقصف is ل + لقصف). The pieces are the letters as written, so they always join to the word: a stem keeps
the shape that it takes before a pronoun (سيطرته is سيطرت + ه). Subject endings of verbs (كتبنا, يكتبون) are no clitics.

Each way to cut a word has a cost: known stems are cheap, unknown ones dear, and an unknown word is dearer uncut when
it begins with letters that Arabic words and foreign names seldom begin with. The words come from the lexicon and from
`clitics.yaml`; an entry's examples there show what it is for.
"""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

import msgspec

from riwaya.lang import inflect
from riwaya.lang.arabic import arabic
from riwaya.lang.grammar import (
    ALL_PROCLITIC_LETTERS,
    ALL_SUFFIXES,
    ARTICLE,
    BY,
    CONJUNCTION_LETTERS,
    FEMININE_ENDINGS,
    FOLDED_TEH,
    FUTURE,
    LIKE,
    SO,
    SOUND_MASCULINE_PLURAL,
    SUFFIX_1P,
    SUFFIX_1S,
    SUFFIX_1S_OBJECT,
    SUFFIX_2MP,
    SUFFIX_2S,
    SUFFIX_3D,
    SUFFIX_3FP,
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3MS,
    TEH,
    TO,
)
from riwaya.lang.load import read_entries
from riwaya.text.letters import PLAIN_ARABIC
from riwaya.text.normalise import fold_plain, normalise

_CACHE_SIZE: Final = 200_000  # bounds memory over endless input
_LONGEST: Final = 40  # letters; what is longer is no word, and is left whole

# Costs. Only their order matters: a fixed cut < a known word < known with a clitic < rarely used forms of a known word
# < unknown with a pronoun < unknown and whole < unknown and cut, unless its beginning tells.
_PROCLITIC: Final = 1.0
_ENCLITIC: Final = 1.2
_FIXED: Final = -1.0
_WHOLE: Final = 0.2
_RARELY: Final = 1.5
_UNKNOWN: Final = 4.0
_UNKNOWN_ENCLITIC: Final = 3.6
_UNKNOWN_DEFINITE: Final = 0.8
_NAME_LIKE: Final = 2.8  # added to that after ف and ك, where foreign names are likelier
_TELLING: Final = 2.5  # for an unknown word left whole though its beginning tells of a clitic
_WEAK: Final = 0.5
_SHORT: Final = 2.0  # for leaving a stem of two letters
_IMPOSSIBLE: Final = 100.0

# What a form can be, as bits.
_NOUN, _ACCUSATIVE, _PERFECT, _IMPERFECT, _WORD, _RARE = 1, 2, 4, 8, 16, 32
_ANY: Final = 31
_RARE_FEATURES: Final = frozenset({"d", "3md", "3fd", "3fp"})
_BITS: Final = {"noun": _NOUN, "part": _NOUN, "ppart": _NOUN, "perf": _PERFECT, "impf": _IMPERFECT, "juss": _IMPERFECT}
_AFTER: Final = {BY: _NOUN | _WORD, LIKE: _NOUN | _WORD, TO: _NOUN | _WORD | _IMPERFECT, FUTURE: _IMPERFECT}
_INFLECTED: Final = _NOUN | _PERFECT | _IMPERFECT | _RARE  # what a pronoun can follow

_ARABIC: Final = re.compile(f"[{PLAIN_ARABIC}]+")
_NO_PRONOUN: Final = frozenset("ةىئ")
_HEH: Final = FOLDED_TEH
_HAMZA: Final = frozenset("أإآ")
_PERSONS: Final = frozenset("يتنأا")
_SOUND_ENDS: Final = (*FEMININE_ENDINGS, *SOUND_MASCULINE_PLURAL)
# Derived verbal nouns, and verbs, that begin with a bare alef: what stands before it is a clitic.
_DERIVED_NOUN: Final = "ا(?:ست|ن|[^اوي][تطد]|ت)[^ا]{1,3}ا[^ا].*"
_DERIVED: Final = "ا(?:ست|ن[^اوي]|[^اوي][تطد]|ت)[^اوي].+"
# Foreign names are not spelled with teh marbuta.
_FEMININE: Final = "[بل][^ا]..+[^ي]ة$"
# An imperfect spelled with consonants only, as foreign names seldom are.
_IMPERFECT_LIKE: Final = "[يتن](?:[^اويىءئؤ]{3,4}(?:وا|ا|ون)?$|س?ت[^اوي].{2,})"

# The pronouns that each kind of host takes, and after how many letters of an unknown stem one is taken for a pronoun.
_PRONOUNS: Final = {
    "host": ALL_SUFFIXES,
    "second": (SUFFIX_2MP, SUFFIX_2S),
    "first": (SUFFIX_1S,),
    "object": (SUFFIX_1S_OBJECT, SUFFIX_1S),
}
_ENCLITICS: Final = {
    SUFFIX_3D: 3,
    SUFFIX_3MP: 3,
    SUFFIX_3FP: 4,
    SUFFIX_3FS: 2,
    SUFFIX_1P: 4,
    SUFFIX_3MS: 3,
    SUFFIX_1S_OBJECT: _LONGEST,
    SUFFIX_2MP: _LONGEST,
    SUFFIX_2S: _LONGEST,
}
_LAST_OF_PRONOUNS: Final = frozenset(pronoun[-1] for pronoun in _ENCLITICS)
_AFTER_TEH: Final = frozenset({SUFFIX_3FP, SUFFIX_1P})  # otherwise too many words end in these
_SECOND: Final = frozenset({SUFFIX_2MP, SUFFIX_2S})


class Segments(NamedTuple):
    """A word cut up: its proclitics from the outside in, the stem, and the pronoun at its end or an empty string."""

    proclitics: tuple[str, ...]
    stem: str
    enclitic: str

    @property
    def pieces(self) -> tuple[str, ...]:
        """All pieces in order; joined they are the normalised word."""
        return (*self.proclitics, self.stem, self.enclitic) if self.enclitic else (*self.proclitics, self.stem)


Kind = Literal["word", "noun", "adjective", "verb", "host", "second", "first", "object", "split", "whole", "lead"]


class CliticEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `clitics.yaml`; its head says what each `kind` is."""

    id: str
    kind: Kind
    forms: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = msgspec.field(default=(), name="not")


class _Cut(NamedTuple):
    """A way to cut: its cost, how many letters at the front are proclitics, how many at the end the pronoun."""

    cost: float
    front: int
    end: int


class _Cutter:
    """What the data say, and the search for the cheapest cut."""

    def __init__(self, entries: tuple[CliticEntry, ...]) -> None:
        self.bits: Final[dict[str, int]] = {}
        self.heh: Final[set[str]] = set()  # forms whose last letter is written heh, not teh marbuta
        self.hamza: Final[set[str]] = set()  # forms, as written, whose second letter is an alef with hamza or madda
        self.fixed: Final[dict[str, _Cut]] = {}
        leads = "|".join(lead for entry in entries if entry.kind == "lead" for lead in entry.forms)
        self._tells: Final = re.compile(
            rf"{leads}|[وف](?:{_DERIVED})|[بلك](?:{_DERIVED_NOUN})|[وفلس](?:{_IMPERFECT_LIKE})|{_FEMININE}"
        ).match
        for key, pos, feature in arabic().lexicon.forms():
            self._know(key, pos, feature)
        for entry in entries:
            for form in _inflected(entry):
                key = fold_plain(form.text)
                self._know(key, form.pos, form.feature)
                if form.text[-1] == _HEH:
                    self.heh.add(key)
                if form.text[1:2] in _HAMZA:
                    self.hamza.add(form.text)
        self._fix(entries)

    def _know(self, key: str, pos: str, feature: str) -> None:
        bit = _BITS.get(pos, _WORD)
        if bit == _NOUN and feature.endswith("a"):
            bit = _ACCUSATIVE
        elif feature in _RARE_FEATURES and bit != _IMPERFECT:
            bit = _RARE
        self.bits[key] = self.bits.get(key, 0) | bit

    def _fix(self, entries: tuple[CliticEntry, ...]) -> None:
        uncut = {fold_plain(form) for entry in entries if entry.kind in ("whole", "word") for form in entry.forms}
        for form in (form for entry in entries if entry.kind == "split" for form in entry.forms):
            pieces = form.split("+")
            front = len(list(itertools.takewhile(lambda piece: len(piece) == 1, pieces)))
            self.fixed[fold_plain("".join(pieces))] = _Cut(_FIXED, front, sum(map(len, pieces[front + 1 :])))
        for entry in entries:
            for host in entry.forms if entry.kind in _PRONOUNS else ():
                front = self.fixed[key].front if (key := fold_plain(host)) in self.fixed else 0
                for pronoun in _PRONOUNS[entry.kind]:
                    if (key := fold_plain(host + pronoun)) not in uncut:
                        self.fixed.setdefault(key, _Cut(_FIXED, front, len(pronoun)))
        for form in (form for entry in entries if entry.kind == "whole" for form in entry.forms):
            self.fixed[fold_plain(form)] = _Cut(_FIXED, 0, 0)

    def best(self, word: str) -> _Cut:
        """The cheapest way to cut a normalised word of Arabic letters; of equals the one with the fewest pieces."""
        key = fold_plain(word)
        best = self._inner(word, key)
        if word[0] in CONJUNCTION_LETTERS and best.cost >= 0 and len(word) > 2:
            cut = self._inner(word[1:], key[1:], True)
            cost = cut.cost + _PROCLITIC
            if cut.cost == _UNKNOWN_DEFINITE and word[0] == SO:
                cost += _NAME_LIKE
            if cost < best.cost:
                best = _Cut(cost, cut.front + 1, cut.end)
        return best

    def _inner(self, word: str, key: str, linked: bool = False) -> _Cut:
        """The best cut without a conjunction; `linked`: after one, which another never follows."""
        fixed = self.fixed.get(key)
        if (
            fixed is not None
            and fixed.front
            and (word[0] not in ALL_PROCLITIC_LETTERS or (linked and word[0] in CONJUNCTION_LETTERS))
        ):
            fixed = None  # ؤ folds to و, but joins nothing
        if fixed is not None and not (fixed.end and word[-1] in _NO_PRONOUN):
            return fixed
        best = self._stem(word, key, _ANY)
        if best.cost <= 0 or len(word) < 3:
            return best
        first = word[0]
        if first in ALL_PROCLITIC_LETTERS and best.cost >= _UNKNOWN_ENCLITIC and self._tells(word):
            best = best._replace(cost=best.cost + _TELLING)
        if first in _AFTER:
            rest = word[1:]
            if first == FUTURE and rest[0] not in _PERSONS:
                return best
            if first == TO == rest[0] and len(word) > 3:
                return _Cut(_PROCLITIC, 1, 0)  # the article after ل
            cut = self._stem(rest, key[1:], _AFTER[first])
            cost = cut.cost + _PROCLITIC
            if first == LIKE:
                cost += _WEAK + (_NAME_LIKE if cut.cost == _UNKNOWN_DEFINITE else 0)
            if len(rest) - cut.end < 3 or (first == LIKE and len(rest) < 4):
                cost += _SHORT
            if cost < best.cost:
                best = _Cut(cost, 1, cut.end)
        return best

    def _stem(self, word: str, key: str, wanted: int) -> _Cut:
        """What it costs to take this for a stem, with a pronoun or without; `wanted`: the bits it may have."""
        n = len(key)
        if n < 2:
            return _NO_CUT
        last = word[-1]
        fixed = self.fixed.get(key)
        if fixed is not None and not fixed.front and last not in _NO_PRONOUN and wanted & _WORD:
            return _Cut(0.0, 0, fixed.end)
        bits = self.bits.get(key, 0)
        if bits and (last != _HEH or key in self.heh) and self._agrees(word):
            if bits & wanted:
                return _KNOWN_WHOLE if wanted == _ANY else _KNOWN
            if bits & _RARE:
                return _KNOWN_RARE
        if word.startswith(ARTICLE) and n > 3 and wanted & _NOUN:
            if self.bits.get(key[2:], 0) & (_NOUN | _WORD) or word.endswith(_SOUND_ENDS):
                return _KNOWN
            return _Cut(_UNKNOWN_DEFINITE, 0, 0)
        if last in _LAST_OF_PRONOUNS:
            for pronoun, letters in _ENCLITICS.items():
                if word.endswith(pronoun):
                    m = len(pronoun)
                    cost = self._before_pronoun(word[:-m], key[:-m], pronoun, letters, wanted)
                    if cost is not None:
                        return _Cut(cost, 0, m)
        return _UNKNOWN_WHOLE if n > 2 else _UNKNOWN_SHORT

    def _agrees(self, word: str) -> bool:
        """False where folding took another word for this one: its second letter has a hamza that none of ours has."""
        return word[1] not in _HAMZA or word[0] not in ALL_PROCLITIC_LETTERS or word in self.hamza

    def _before_pronoun(self, word: str, stem: str, pronoun: str, letters: int, wanted: int) -> float | None:
        if len(stem) < 2:
            return None
        wanted &= (_PERFECT | _IMPERFECT) if pronoun == SUFFIX_1S_OBJECT else _INFLECTED
        if pronoun in _SECOND:
            return _ENCLITIC if stem[-1] == TEH and self.bits.get(stem[:-1] + _HEH, 0) & _NOUN else None
        if pronoun == SUFFIX_1S_OBJECT and len(stem) < 3:
            return None
        for form in inflect.stems_of_suffixed(stem) if self._agrees(word) else ():
            if self.bits.get(form, 0) & wanted:
                return _ENCLITIC
        if len(stem) < letters or (pronoun in _AFTER_TEH and stem[-1] != TEH):
            return None
        return _UNKNOWN_ENCLITIC


_NO_CUT: Final = _Cut(_IMPOSSIBLE, 0, 0)
_KNOWN: Final = _Cut(0.0, 0, 0)
_KNOWN_WHOLE: Final = _Cut(_WHOLE, 0, 0)
_KNOWN_RARE: Final = _Cut(_RARELY, 0, 0)
_UNKNOWN_WHOLE: Final = _Cut(_UNKNOWN, 0, 0)
_UNKNOWN_SHORT: Final = _Cut(_UNKNOWN + _SHORT, 0, 0)


def _inflected(entry: CliticEntry) -> Iterator[inflect.Form]:
    """The written forms of an entry of inflected or fixed words."""
    for item in entry.forms:
        words = item.split()
        if entry.kind == "noun":
            yield from inflect.noun(*words)
        elif entry.kind == "adjective":
            yield from inflect.participle(*words)
        elif entry.kind == "verb":
            yield from inflect.perfect(words[0])
            yield from inflect.imperfect(words[1])
        elif entry.kind == "word":
            yield inflect.Form(item, "word", "")


def clitic_entries() -> tuple[CliticEntry, ...]:
    """The entries of `clitics.yaml`."""
    return read_entries("clitics.yaml", CliticEntry)


@functools.cache
def _cutter() -> _Cutter:
    return _Cutter(clitic_entries())


@functools.lru_cache(maxsize=_CACHE_SIZE)
def segment(word: str) -> Segments:
    """A written word cut into proclitics, stem and pronoun; a word of other than Arabic letters is left whole.

    The word is normalised first (diacritics and tatweel go), and the pieces join to that form. Results are cached.
    """
    plain = word if _ARABIC.fullmatch(word) else normalise(word).text
    if not 2 <= len(plain) <= _LONGEST or _ARABIC.fullmatch(plain) is None:
        return Segments((), plain, "")
    cut = _cutter().best(plain)
    stop = len(plain) - cut.end
    return Segments(tuple(plain[: cut.front]), plain[cut.front : stop], plain[stop:])


def has_noun(word: str) -> bool:
    """Whether a normalised word, without clitics or article, is a noun or fixed word that the lexicon knows."""
    return bool(_cutter().bits.get(fold_plain(word), 0) & (_NOUN | _WORD))
