"""What written Arabic looks like: is this text Arabic, does a decoding read as Arabic, and a plain Latin spelling."""

import math
import re
from functools import cache
from typing import Final

import msgspec

from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold

# Runs, not single letters: counting them takes a fifth of the time.
_ARABIC: Final = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"
)
_WORD: Final = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]{2,}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = re.compile("[\u064b-\u065f\u0670\u0640]")
_RARE_SHARE: Final = 0.0005
_SAMPLE: Final = 20_000  # characters: beyond this a judgement does not change, only its cost
# Of another language in Arabic letters: enough letters to tell, its own letters frequent, the article all but absent.
_TELLING: Final = 60
_FOREIGN_SHARE: Final = 0.01
_ARTICLE_SHARE: Final = 0.06


class LetterEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `letters.yaml`; exactly one of the tables is given."""

    id: str
    frequency: dict[str, int] = {}
    common_words: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    latin: dict[str, str] = {}
    glides: dict[str, str] = {}


class Script:
    """The tables of `letters.yaml`, ready for use."""

    def __init__(self, entries: tuple[LetterEntry, ...]) -> None:
        frequency = {letter: n for entry in entries for letter, n in entry.frequency.items()}
        total = sum(frequency.values())
        self.bits: Final = {letter: -math.log2(n / total) for letter, n in frequency.items()}
        self.rare_bits: Final = -math.log2(_RARE_SHARE)
        self.common: Final = frozenset(word for entry in entries for word in entry.common_words)
        foreign = "".join(chr(int(code, 16)) for entry in entries for code in entry.foreign)
        self.foreign: Final = re.compile(f"[{foreign}]")
        self.latin: Final = {letter: plain for entry in entries for letter, plain in entry.latin.items()}
        self.glides: Final = {letter: vowel for entry in entries for letter, vowel in entry.glides.items()}


@cache
def script() -> Script:
    """The tables, loaded once."""
    return Script(read_entries("letters.yaml", LetterEntry))


def arabic_letters(text: str) -> int:
    """How many letters of the Arabic script stand in `text`."""
    return sum(map(len, _ARABIC.findall(text)))


def arabic_share(text: str) -> float:
    """Arabic letters among all letters of the text, in [0, 1]; 0.0 for a text without letters."""
    sample = text[:_SAMPLE]
    letters = sum(map(len, _LETTERS.findall(sample)))
    if letters == 0 and len(text) > _SAMPLE:
        letters = sum(map(len, _LETTERS.findall(text)))
        sample = text
    return arabic_letters(sample) / letters if letters else 0.0


def is_other_language(text: str) -> bool:
    """Whether a text in Arabic letters is plainly in another language (Persian, Urdu, Kurdish, …)."""
    sample = _MARKS.sub("", text[:_SAMPLE])
    letters = arabic_letters(sample)
    if letters < _TELLING or len(script().foreign.findall(sample)) < _FOREIGN_SHARE * letters:
        return False
    words = _WORD.findall(sample)
    article = sum("\u0627\u0644" in word[:4] for word in words)
    return article < _ARTICLE_SHARE * max(1, len(words))


class Evidence(msgspec.Struct, frozen=True):
    """How much a text reads as Arabic: its letters, their mean surprise in bits, and the share of telling words."""

    letters: int
    bits: float
    telling: float


def evidence(text: str) -> Evidence:
    """Evidence that a decoded text is Arabic; telling words begin with the article or are among the commonest."""
    tables = script()
    sample = _MARKS.sub("", text[:_SAMPLE])
    letters = "".join(_ARABIC.findall(sample))
    if not letters:
        return Evidence(0, tables.rare_bits, 0.0)
    bits = sum(tables.bits.get(letter, tables.rare_bits) for letter in letters) / len(letters)
    words = _WORD.findall(sample)
    telling = sum(word in tables.common or "\u0627\u0644" in word[:4] for word in words)
    return Evidence(len(letters), bits, telling / max(1, len(words)))


def slug(name: str) -> str:
    """A lower-case ASCII word for ids, from a name in Arabic or Latin letters; empty when nothing can be spelled."""
    tables = script()
    plain = fold(_MARKS.sub("", name)) if not _ARABIC.search(name) else _MARKS.sub("", name)
    spelled = "".join(tables.latin.get(char, char) for char in plain)
    return re.sub(r"[^a-z0-9]+", "-", spelled.lower()).strip("-")
