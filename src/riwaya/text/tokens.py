"""Tokens of a text: words, numbers and single signs, with offsets in the original text.

Clitics stay attached: a token is what stands between blanks and signs.
"""

import re
from typing import Final

from riwaya.text.normalise import Normalised, fold_plain, normalise

# A word of plain Arabic letters is a case of the one of any letters; by itself it is found in half the time.
_TOKEN: Final = re.compile(r"([\u0621-\u064a]++(?![^\W\d_])|[^\W\d_]+|\d+(?:[.,:/]\d+)*|[^\s\w]|_)")
_LIMIT: Final = 200_000  # bounds memory over endless input
_PIECES: Final = 60_000
_LONGEST: Final = 64  # characters of a piece that is remembered: longer ones are addresses, or text without blanks


class Token:
    """One token: its offsets in the original text, its normalised `text`, the folded `key`, and its `kind`.

    Kinds are word, number and punct.
    """

    __slots__ = ("end", "key", "kind", "start", "text")

    def __init__(self, start: int, end: int, text: str, key: str, kind: str) -> None:
        self.start: Final = start
        self.end: Final = end
        self.text: Final = text
        self.key: Final = key
        self.kind: Final = kind

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r}, {self.kind})"


class _Known(dict[str, tuple[str, str, str]]):
    """The key and kind of every token seen so far, by its text, and the text itself.

    Whatever is looked up by a text or key is found sooner where it is one string each time, not an equal one.
    """

    def __missing__(self, text: str) -> tuple[str, str, str]:
        if len(self) >= _LIMIT:
            self.clear()
        head = text[0]
        key, kind = (fold_plain(text), "word") if head.isalpha() else (text, "number" if head.isdigit() else "punct")
        found = self[text] = (text if key == text else key, kind, text)
        return found


_known: Final = _Known()


def described(text: str) -> tuple[str, str]:
    """The key and kind of a token with this normalised text."""
    key, kind, _ = _known[text]
    return key, kind


class _Pieces(dict[str, tuple[tuple[int, int, str, str, str], ...]]):
    """What stands between two blanks, seen so far: its tokens, as offsets in it, text, key and kind.

    Most of that is met again and again, and then need not be taken apart.
    """

    def __missing__(self, piece: str) -> tuple[tuple[int, int, str, str, str], ...]:
        tokens: list[tuple[int, int, str, str, str]] = []
        for token in _TOKEN.finditer(piece):
            key, kind, text = _known[token[0]]
            tokens.append((token.start(), token.end(), text, key, kind))
        found = tuple(tokens)
        if len(piece) <= _LONGEST:
            if len(self) >= _PIECES:
                self.clear()
            self[piece] = found
        return found


_pieces: Final = _Pieces()


def tokenise(text: str | Normalised) -> list[Token]:
    """The tokens of a text, in order; offsets are those of the original text."""
    source = normalise(text) if isinstance(text, str) else text
    found: list[tuple[int, int, str, str, str]] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece in source.text.split(" "):  # no token holds a blank
        for token in _pieces[piece]:
            found.append(token)
            starts.append(at + token[0])
            ends.append(at + token[1])
        at += len(piece) + 1
    starts, ends = source.spans_in_original(starts, ends)
    out: list[Token] = []
    for k, (_, _, word, key, kind) in enumerate(found):
        out.append(Token(starts[k], ends[k], word, key, kind))
    return out
