"""What speaks for a text being about armed conflict, from its words alone: what an archive is sifted by.

An archive of news is mostly sport, trade and weather. Reading a report costs fifty times as much as looking at its
words, so that texts without signs of conflict are better left out first. The signs are data (`ar/relevance.yaml`):
words in groups, with weights. A word is looked up once, and remembered; the signs of a text are the union of its
words'. How it was measured: docs/decisions/0047.

Sifting errs towards keeping, and alters nothing of what is read of a text that is kept.
"""

import html
import re
from typing import Final, Literal, NamedTuple

import msgspec

from riwaya.lang import inflect
from riwaya.lang.lexicon import Lexicon
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold, fold_plain, normalise
from riwaya.text.once import once

ENOUGH: Final = 16
"""The weight of its signs from which on a text of any length is about conflict."""
_LEAST: Final = 3  # a flash is a line or two
_WORDS_A_POINT: Final = 14  # the longer a text, the more signs it shows even of what it does not speak of
_GROUPS: Final = 2
_LEAST_OF_PAGE: Final = 5  # of a page whose article may be a few lines
_WORDS: Final = re.compile("[\u0621-\u064a\u0671]{2,}")
# What is written in Arabic script, with what normalising takes out of the midst of words: a small part of most pages.
_ARABIC: Final = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc][^\n<>{}=A-Za-z]*")
_PARAGRAPH: Final = 75  # characters; headlines of other reports are shorter
_ARTICLE: Final = 400  # characters in paragraphs that a page needs to be judged by them alone
_ESCAPED: Final = re.compile(r"\\u(06[0-9a-fA-F]{2})")
_LIMIT: Final = 300_000  # word forms remembered at a time: bounds memory over endless input

Group = Literal["fighters", "arms", "fighting", "harm", "ground"]


class Sign(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """An entry of `relevance.yaml`; its head says what it holds."""

    id: str
    group: Group
    weight: Literal[1, 2]
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    negatives: tuple[str, ...] = msgspec.field(default=(), name="not")


class Relevance(NamedTuple):
    """The signs of a text: their `weight`, in how many `groups` they are, and how much weight would be `enough`."""

    weight: int
    groups: int
    enough: int

    @property
    def conflict(self) -> bool:
        """Whether the text is to be kept as one about armed conflict."""
        return self.weight >= self.enough and self.groups >= _GROUPS


class _Lemma(NamedTuple):
    """A word of the data, with all its forms: the bit that stands for it."""

    bit: int


class Signs:
    """The signs as bits of one number, a bit for each word of the data.

    `strong`: those of weight 2; `groups`: those of each group; `entries`: those of each entry, by its id.
    """

    def __init__(self, entries: tuple[Sign, ...]) -> None:
        self.entries: Final[dict[str, int]] = {}
        self._lexicon = Lexicon()
        self._words: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self.strong = 0
        groups: dict[str, int] = {}
        bit = 1
        for entry in entries:
            for kind in ("nouns", "verbs", "words"):
                for item in getattr(entry, kind):
                    self._add(kind, item, bit)
                    groups[entry.group] = groups.get(entry.group, 0) | bit
                    self.entries[entry.id] = self.entries.get(entry.id, 0) | bit
                    if entry.weight == 2:
                        self.strong |= bit
                    bit <<= 1
        self.groups: Final = tuple(groups.values())

    def _add(self, kind: str, item: str, bit: int) -> None:
        if kind == "words":
            key = fold(item)
            self._words[key] = self._words.get(key, 0) | bit
            return
        lemma, (first, *others) = _Lemma(bit), item.split()
        if kind == "nouns":
            self._lexicon.add(lemma, inflect.noun(first, *others))
        else:
            self._lexicon.add(
                lemma, (*inflect.perfect(first), *(f for other in others for f in inflect.imperfect(other)))
            )

    def of_word(self, word: str) -> int:
        """The signs that a normalised word is one of."""
        key = fold_plain(word)
        found = self._words.get(key, 0)
        for reading in self._lexicon.analyse(key):
            found |= reading.entry.bit
        return found

    def of(self, text: str) -> tuple[int, int]:
        """The signs of a text, and how many words it has (each counted once)."""
        words = set(_WORDS.findall(normalise(text).text))
        known = self._known
        if len(known) >= _LIMIT:
            known.clear()
        signs = 0
        for word in words:
            bits = known.get(word)
            if bits is None:
                bits = known[word] = self.of_word(word)
            signs |= bits
        return signs, len(words)


@once
def signs() -> Signs:
    """The signs of the data, loaded on first use."""
    return Signs(read_entries("relevance.yaml", Sign))


def relevance(text: str) -> Relevance:
    """What speaks for a text being about armed conflict; words broken up to dodge moderation are closed first."""
    table = signs()
    found, words = table.of(text)
    return _weighed(table, found, min(ENOUGH, _LEAST + words // _WORDS_A_POINT))


def page_relevance(markup: str) -> Relevance:
    """The same for a web page that is not taken apart yet, on less evidence: the text is to be asked again then.

    For leaving out pages before the costly step of finding their article. What is looked at is what stands in
    paragraphs, for the headlines of other reports say nothing of this one; all of a page that has hardly any.
    Characters that the markup or a script in it spells as numbers are read.
    """
    if "&#" in markup:
        markup = html.unescape(markup)
    if "\\u06" in markup:
        markup = _ESCAPED.sub(_unescaped, markup)
    pieces = _ARABIC.findall(markup)
    paragraphs = [piece for piece in pieces if len(piece) >= _PARAGRAPH]
    looked_at = paragraphs if sum(map(len, paragraphs)) >= _ARTICLE else pieces
    table = signs()
    return _weighed(table, table.of("\n".join(looked_at))[0], _LEAST_OF_PAGE)


def _weighed(table: Signs, found: int, enough: int) -> Relevance:
    weight = found.bit_count() + (found & table.strong).bit_count()
    return Relevance(weight, sum(1 for group in table.groups if found & group), enough)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
