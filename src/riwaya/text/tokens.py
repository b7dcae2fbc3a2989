"""Tokens of a text: words, numbers and single signs, with offsets in the original text.

Clitics stay attached: a token is what stands between blanks and signs.
"""

import re
from itertools import accumulate
from operator import itemgetter
from typing import Final

from riwaya.text.normalise import Normalised, fold_plain, normalise

# A word of plain Arabic letters is a case of the one of any letters; by itself it is found in half the time.
_TOKEN: Final = re.compile(r"([\u0621-\u064a]++(?![^\W\d_])|[^\W\d_]+|\d+(?:[.,:/]\d+)*|[^\s\w]|_)")
_KEY: Final = itemgetter(0)
_KIND: Final = itemgetter(1)
_TEXT: Final = itemgetter(2)
_LIMIT: Final = 200_000  # bounds memory over endless input


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


def tokenise(text: str | Normalised) -> list[Token]:
    """The tokens of a text, in order; offsets are those of the original text."""
    source = normalise(text) if isinstance(text, str) else text
    # What stands between tokens and tokens in turn; a token ends where the pieces up to it end.
    pieces = _TOKEN.split(source.text)
    at = list(accumulate(map(len, pieces)))
    texts = pieces[1::2]
    starts, ends = source.spans_in_original(at[:-1:2], at[1::2])
    known = list(map(_known.__getitem__, texts))
    return list(map(Token, starts, ends, map(_TEXT, known), map(_KEY, known), map(_KIND, known)))
