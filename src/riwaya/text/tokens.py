"""Tokens of a text: words, numbers and single signs, with offsets in the original text.

Clitics stay attached: a token is what stands between blanks and signs.
"""

import re
from typing import Final

from riwaya.text.normalise import Normalised, fold_plain, normalise

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*|[^\s\w]|_")


class Token:
    """One token. `start`, `end`: offsets in the original text; `text`: normalised; `key`: folded; `kind`: word, number or punct."""

    __slots__ = ("end", "key", "kind", "start", "text")

    def __init__(self, start: int, end: int, text: str, key: str, kind: str) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.key = key
        self.kind = kind

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r}, {self.kind})"


def tokenise(text: str | Normalised) -> list[Token]:
    """The tokens of a text, in order; offsets are those of the original text."""
    source = normalise(text) if isinstance(text, str) else text
    identical, first, last = source.identical, source.start_in_original, source.end_in_original
    fold = fold_plain
    out: list[Token] = []
    add = out.append
    for match in _TOKEN.finditer(source.text):
        start, end = match.span()
        surface = match.group()
        if not identical:
            start, end = first(start), last(end)
        head = surface[0]
        if head.isalpha():
            add(Token(start, end, surface, fold(surface), "word"))
        elif head.isdigit():
            add(Token(start, end, surface, surface, "number"))
        else:
            add(Token(start, end, surface, surface, "punct"))
    return out
