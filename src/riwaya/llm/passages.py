"""Parting a document into passages that a model can read at once."""

from typing import Final, NamedTuple

from riwaya.text.sentences import Sentence
from riwaya.text.tokens import Token

LENGTH: Final = 2400
"""Characters of a passage: small models lose the thread of more, and one that fails costs little."""


class Passage(NamedTuple):
    """Characters `[start, end)`, which are tokens `[first, last)`: whole sentences in a row."""

    start: int
    end: int
    first: int
    last: int


def passages(tokens: list[Token], sentences: list[Sentence]) -> list[Passage]:
    """The sentences of a document in passages, none longer than `LENGTH` unless one sentence is."""
    out: list[Passage] = []
    for sentence in sentences:
        start, end = tokens[sentence.start].start, tokens[sentence.end - 1].end
        if out and end - out[-1].start <= LENGTH:
            out[-1] = Passage(out[-1].start, end, out[-1].first, sentence.end)
        else:
            out.append(Passage(start, end, sentence.start, sentence.end))
    return out
