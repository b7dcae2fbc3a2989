"""Finding words in a text whatever their spelling: hamza, diacritics, tatweel, clitics before them, Latin case.

Two ways: by the words themselves, and by keyed hashes of them, which say nothing to who lacks the key.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from riwaya.lang.prefixes import variants
from riwaya.text.normalise import fold
from riwaya.text.tokens import Token, tokenise

FILLER: Final = "\u2588"
"""What stands for each redacted code point; line ends stay, so that lines do."""

_MAX_SPACINGS: Final = 5
"""Names of up to so many words are looked for however their words are written together (عبد الله, عبدالله)."""


class Hashed(msgspec.Struct, frozen=True):
    """A row of words known by keyed hashes only: how many, the hash of the first, the hash of all."""

    n: int
    first: str
    all: str


class Key:
    """The key of a ledger's hashes. Without it the hashes cannot be compared with anything."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def hash(self, *parts: str) -> str:
        """Thirty-two hexadecimal digits of keyed BLAKE2b over the parts."""
        framed = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(framed, key=self._raw, digest_size=16).hexdigest()


def keys_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, signs left out."""
    return tuple(token.key for token in _words(text))


def _words(text: str) -> list[Token]:
    return [token for token in tokenise(text) if token.kind != "punct"]


def rows_of_name(name: str) -> list[tuple[str, ...]]:
    """The folded words of a name, with every clitic before it, and however its words are written together."""
    words = [token.text for token in _words(name)]
    if not words:
        return []
    spelled: list[tuple[str, ...]] = [(words[0],)]
    for word in words[1:]:
        if len(words) > _MAX_SPACINGS:
            spelled = [(*row, word) for row in spelled]
        else:
            spelled = [made for row in spelled for made in ((*row, word), (*row[:-1], row[-1] + word))]
    return list(
        dict.fromkeys((variant.key, *map(fold, rest)) for first, *rest in spelled for variant in variants(first))
    )


class Needles:
    """Rows of folded words to be found in texts."""

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        self._rows: dict[str, set[tuple[str, ...]]] = {}
        for row in rows:
            if row:
                self._rows.setdefault(row[0], set()).add(row)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where one of the rows stands in the text, the clitics before it included."""

        def rows_at(tokens: list[Token], at: int) -> Iterator[int]:
            for row in self._rows.get(tokens[at].key, ()):
                rest = tokens[at + 1 : at + len(row)]
                if tuple(token.key for token in rest) == row[1:]:
                    yield len(row)

        return _spans(text, rows_at)


class HashedNeedles:
    """Rows of words known by their hashes, to be found in texts."""

    def __init__(self, key: Key, rows: Iterable[Hashed]) -> None:
        self._key = key
        self._rows: dict[str, list[Hashed]] = {}
        for row in rows:
            self._rows.setdefault(row.first, []).append(row)
        self._known: dict[str, list[Hashed]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where one of the rows stands in the text, the clitics before it included."""

        def rows_at(tokens: list[Token], at: int) -> Iterator[int]:
            for row in self._opened_by(tokens[at].key):
                words = [token.key for token in tokens[at : at + row.n]]
                if len(words) == row.n and self._key.hash(*words) == row.all:
                    yield row.n

        return _spans(text, rows_at)

    def _opened_by(self, key: str) -> list[Hashed]:
        if key not in self._known:
            self._known[key] = self._rows.get(self._key.hash(key), [])
        return self._known[key]


def hashed(key: Key, words: Sequence[str]) -> Hashed:
    """The hashes of a row of folded words."""
    return Hashed(len(words), key.hash(words[0]), key.hash(*words))


def _spans(text: str, rows_at: Callable[[list[Token], int], Iterable[int]]) -> list[tuple[int, int]]:
    tokens = _words(text)
    found = []
    for at in range(len(tokens)):
        for length in rows_at(tokens, at):
            found.append((tokens[at].start, tokens[at + length - 1].end))
    return joined(found)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif start < end:
            out.append((start, end))
    return out


def filled(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans redacted: a filler for each code point but line ends, so that all offsets stay."""
    out, at = [], 0
    for start, end in joined(spans):
        out.append(text[at:start])
        out.extend(c if c in "\r\n" else FILLER for c in text[start:end])
        at = end
    return "".join([*out, text[at:]])
