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
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from riwaya.lang import inflect
from riwaya.lang.arabic import arabic
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold_plain, normalise

_CACHE_SIZE: Final = 200_000  # bounds memory over endless input
_LONGEST: Final = 40  # letters; what is longer is no word, and is left whole

# Costs. Only their order matters: fixed < whole and known < cut and known < cut by its look < whole and unknown.
_FIXED: Final = -1.0
_PROCLITIC: Final = 1.0
_ENCLITIC: Final = 0.6
_UNKNOWN: Final = 4.0
_UNKNOWN_ENCLITIC: Final = 3.6  # a pronoun at the end is likelier than an unknown word that ends like one
_UNKNOWN_DEFINITE: Final = 0.8
_LEAD: Final = 2.0
_WEAK: Final = 0.5

# What a form can be, as bits.
_NOUN: Final = 1
_ACCUSATIVE: Final = 2  # indefinite: takes no pronoun
_PERFECT: Final = 4
_IMPERFECT: Final = 8
_WORD: Final = 16
_BITS: Final = {"noun": _NOUN, "part": _NOUN, "ppart": _NOUN, "perf": _PERFECT, "impf": _IMPERFECT, "juss": _IMPERFECT}

_ARABIC: Final = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_TAA: Final = "\u0629"
_HEH: Final = "\u0647"
_ALEF: Final = "\u0627"
# Derived verbal nouns, and verbs, that begin with a bare alef: what stands before it is a clitic.
_DERIVED_NOUN: Final = re.compile("ا(?:ست|ن|[^اوي][تطد]|ت)[^ا]{1,3}ا[^ا].*")
_DERIVED: Final = re.compile("ا(?:ست|ن[^اوي]|[^اوي][تطد]|ت)[^اوي].+")
# An imperfect spelled with consonants only, as foreign names seldom are.
_CONSONANTAL: Final = re.compile("[يتن][^اويىءئؤ]{3,4}(?:وا|ا|ون)?")
_SOUND_ENDS: Final = ("ة", "ات", "ين", "ون")


class Segments(NamedTuple):
    """A word cut up: its proclitics from the outside in, the stem, and the pronoun at its end or an empty string."""

    proclitics: tuple[str, ...]
    stem: str
    enclitic: str

    @property
    def pieces(self) -> tuple[str, ...]:
        """All pieces in order; joined they are the normalised word."""
        return (*self.proclitics, self.stem, self.enclitic) if self.enclitic else (*self.proclitics, self.stem)


class CliticEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `clitics.yaml`; its head says what each `kind` is."""

    id: str
    kind: str
    forms: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = msgspec.field(default=(), name="not")


class _Tables:
    """What the data say: bits of known forms, fixed cuts, telling beginnings."""

    def __init__(self, entries: tuple[CliticEntry, ...]) -> None:
        self.bits: dict[str, int] = {}
        self.heh: set[str] = set()  # known forms whose last letter is a heh as written, not a teh marbuta
        self.fixed: dict[str, tuple[int, ...]] = {}  # lengths of the pieces before and after the stem are told by it
        self.lead: Final = tuple(lead for entry in entries if entry.kind == "lead" for lead in entry.forms)
        for key, pos, feature in arabic().lexicon.forms():
            self._know(key, pos, feature)
        for key in arabic().function:
            self.bits[key] = self.bits.get(key, 0) | _WORD
        for entry in entries:
            for form in _inflected(entry):
                key = fold_plain(form.text)
                self._know(key, form.pos, form.feature)
                if form.text.endswith(_HEH):
                    self.heh.add(key)
        self._fix(entries)

    def _know(self, key: str, pos: str, feature: str) -> None:
        bit = _BITS.get(pos, _WORD)
        if bit == _NOUN and feature.endswith("a"):
            bit = _ACCUSATIVE
        self.bits[key] = self.bits.get(key, 0) | bit

    def _fix(self, entries: tuple[CliticEntry, ...]) -> None:
        of_kind = {kind: [e.forms for e in entries if e.kind == kind] for kind in ("whole", "split", "host", *_PRONOUNS)}
        words = {fold_plain(form) for entry in entries if entry.kind == "word" for form in entry.forms}
        for forms in of_kind["split"]:
            for form in forms:
                pieces = form.split("+")
                self.fixed[fold_plain("".join(pieces))] = tuple(map(len, pieces))
        for kind, pronouns in _PRONOUNS.items():
            for host in (host for forms in of_kind[kind] for host in forms):
                inner = self.fixed.get(fold_plain(host), (len(host),))
                for pronoun in pronouns:
                    key = fold_plain(host + pronoun)
                    if key not in words:
                        self.fixed.setdefault(key, (*inner, -len(pronoun)))
        for forms in of_kind["whole"]:
            for form in forms:
                self.fixed[fold_plain(form)] = (len(form),)
