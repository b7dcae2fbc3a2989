"""Folded keys without what is written onto their front: how closed word groups are met in running text."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from riwaya.lang.grammar import (
    ALEF,
    ARTICLE,
    BOUND_TEH,
    FOLDED_TEH,
    NISBA,
    PROCLITIC_LETTERS,
    SUFFIX_2MP,
    SUFFIX_3MS,
    SUFFIXES,
    TO,
    TO_THE,
    has_article,
)

LIMIT: Final = 200_000
"""Word forms that are remembered at a time: bounds memory over endless input."""


def bare_keys(*keys: str) -> frozenset[str]:
    """The keys as they stand, without a one-letter proclitic, and without the article."""
    return _bare(keys[0]) if len(keys) == 1 else frozenset().union(*map(_bare, keys))


@lru_cache(maxsize=16384)
def _bare(key: str) -> frozenset[str]:
    out = {key}
    if len(key) > 3:
        if key[0] in PROCLITIC_LETTERS:
            out.add(key[1:])
        if key.startswith(TO_THE):
            out.add(ALEF + key[1:])
            out.add(key[2:])
        if key.startswith(ARTICLE):
            out.add(key[2:])
        elif key[1:3] == ARTICLE:
            out.add(key[3:])
    return frozenset(out)


class _Carrying(dict[str, bool]):
    """Whether the tokens seen so far, by their keys, are one of some words, with or without what is written on.

    The words are kept with what `_bare` takes off written onto them: most tokens are none, and looking is quicker than
    taking off.
    """

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words
        self._written = frozenset(form for word in words for form in _written_on(word))

    def __missing__(self, key: str) -> bool:
        if len(self) >= LIMIT:
            self.clear()
        found = key in self._written or (key[1:3] == ARTICLE and len(key) > 3 and key[3:] in self._words)
        self[key] = found
        return found


def _written_on(word: str) -> Iterator[str]:
    """The keys that `_bare` makes this word of, but for those with the article behind another letter."""
    yield word
    for form in (*(clitic + word for clitic in PROCLITIC_LETTERS), TO_THE + word, ARTICLE + word):
        if len(form) > 3:
            yield form
    if word.startswith(ARTICLE) and len(word) > 3:
        yield TO + word[1:]


def carried(keys: Iterable[str], words: frozenset[str]) -> bool:
    """Whether one of some folded tokens is one of a closed group of words, as it stands or with clitics before it."""
    table = carrying(words)
    return any(table[key] for key in keys)


_OWNERS: Final = (*SUFFIXES, SUFFIX_2MP)
_LONG: Final = 4  # letters from which a word with a pronoun written on is still that word


@cache
def owned(words: frozenset[str]) -> frozenset[str]:
    """The words, and those that name things also with whose they are written on: طائرة, طائراتنا, سيارتهم."""
    long = [w for w in words if len(w) >= _LONG and not has_article(w) and w.isalpha()]
    stems = [w[:-1] + BOUND_TEH if w.endswith(FOLDED_TEH) else w for w in long]
    # عسكري with a ه is its own feminine.
    return words | {s + owner for s in stems for owner in _OWNERS if not (owner == SUFFIX_3MS and s.endswith(NISBA))}


@cache
def carrying(words: frozenset[str]) -> dict[str, bool]:
    """Whether a folded token is one of a closed group of words, as it stands or with clitics before it."""
    return _Carrying(words)
