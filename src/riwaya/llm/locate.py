"""Finding what somebody quotes: from words to the exact characters of a text.

Models cannot count offsets, and write what they quote in their own spelling (without diacritics and tatweel, with other
digits, another hamza). A quotation is therefore looked for word by word in the folded text, and what is given back are
offsets of the original. Nothing is guessed: words that do not stand in a row are not found.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Final, NamedTuple

from riwaya.lang.grammar import CONJUNCTIONS, PREPOSITIONS
from riwaya.text.normalise import Normalised, normalise
from riwaya.text.tokens import Token, tokenise

_BREAKS: Final = frozenset(".!?؟؛\n")
"""Signs that end a sentence: no quotation leaps over them unless it has one itself."""
_LEAST: Final = 3
"""Letters that a word needs to be found behind a letter written onto it."""
_WRITTEN_ON: Final = frozenset([conj + prep for conj in ("", *CONJUNCTIONS) for prep in ("", *PREPOSITIONS)]) - {""}


class Located(NamedTuple):
    """Characters `[start, end)` of the text, which are within tokens `[first, last)`."""

    start: int
    end: int
    first: int
    last: int


class Locator:
    """Finds quotations in one text. `tokens` are those of the text, which need not be given."""

    def __init__(self, text: str, tokens: list[Token] | None = None) -> None:
        self._text = text
        self._normal: Normalised = normalise(text)
        self._tokens = tokenise(self._normal) if tokens is None else tokens
        self._words = [i for i, token in enumerate(self._tokens) if token.kind != "punct"]
        self._at: dict[str, list[int]] = {}
        for n, i in enumerate(self._words):
            for key in _openings(self._tokens[i].key):
                self._at.setdefault(key, []).append(n)

    def find(self, quoted: str, within: tuple[int, int] | None = None) -> list[Located]:
        """Everywhere that the quotation stands in the text (or in tokens `within`), in order; [] when nowhere.

        A word's first letters may be left out of the first word when they are a conjunction or preposition written
        onto it. Signs count only where they end a sentence.
        """
        keys, breaks = _keys(quoted)
        if not keys:
            return []
        found: list[Located] = []
        first, last = within if within is not None else (0, len(self._tokens))
        for n in self._at.get(keys[0], ()):
            if n + len(keys) > len(self._words):
                break
            row = self._words[n : n + len(keys)]
            if row[0] < first or row[-1] >= last:
                continue
            if all(self._tokens[i].key == key for i, key in zip(row[1:], keys[1:], strict=True)) and self._unbroken(
                row, breaks
            ):
                start = self._start(self._tokens[row[0]], len(self._tokens[row[0]].key) - len(keys[0]))
                found.append(Located(start, self._tokens[row[-1]].end, row[0], row[-1] + 1))
        return found

    def _unbroken(self, row: list[int], breaks: frozenset[int]) -> bool:
        """Whether no sentence ends between the words of a row, but where one ends in the quotation, too."""
        for n, (before, after) in enumerate(pairwise(row)):
            between = self._text[self._tokens[before].end : self._tokens[after].start]
            if n not in breaks and not _BREAKS.isdisjoint(between):
                return False
        return True

    def _start(self, token: Token, letters: int) -> int:
        """Where a token begins without its first `letters` letters, in the original text."""
        if not letters:
            return token.start
        return self._normal.start_in_original(self._normal.from_original(token.start) + letters)


def nearest(places: list[Located], to: Located) -> Located | None:
    """Of several places the one inside another or with the fewest tokens between; the earlier one on a tie."""
    return min(places, key=lambda at: (max(at.first - to.last + 1, to.first - at.last + 1, 0), at.first), default=None)


def sentence_of(starts: list[int], token: int) -> int:
    """Which sentence holds a token, by the sentences' first tokens in order; -1 before the first."""
    return bisect_left(starts, token + 1) - 1


def _keys(quoted: str) -> tuple[list[str], frozenset[int]]:
    """The folded words of a quotation, and behind which of them a sentence ends."""
    keys: list[str] = []
    breaks: set[int] = set()
    end = 0
    for token in tokenise(quoted):
        if token.kind == "punct":
            if token.text in _BREAKS:
                breaks.add(len(keys) - 1)
            continue
        if "\n" in quoted[end : token.start]:
            breaks.add(len(keys) - 1)
        keys.append(token.key)
        end = token.end
    return keys, frozenset(breaks)


def _openings(key: str) -> list[str]:
    """The ways in which a quotation may begin with this token: as it stands, or without what is written onto it."""
    out = [key]
    for n in (1, 2):
        if len(key) - n >= _LEAST and key[:n] in _WRITTEN_ON:
            out.append(key[n:])
    return out
