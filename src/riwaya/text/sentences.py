"""Sentences over tokens. A sentence crosses no line end but one that only wraps it (`riwaya.text.wraps`); a closing
quotation mark stays with what it closes."""

from bisect import bisect_right
from operator import attrgetter
from typing import Final, NamedTuple

from riwaya.text.tokens import Token
from riwaya.text.wraps import wraps

_start = attrgetter("start")
_TERMINAL: Final = frozenset(".!?؟…")
_LONGEST: Final = 160  # tokens; no real sentence is longer, and reading one takes more than linear time
_PAUSES: Final = frozenset("،,؛;:")
_CLOSERS: Final = frozenset('"”»)]“')


class Sentence(NamedTuple):
    """Tokens `[start, end)`; `paragraph` counts lines that hold text."""

    start: int
    end: int
    paragraph: int


def sentences(
    text: str,
    tokens: list[Token],
    first: int = 0,
    last: int | None = None,
    within: frozenset[int] | None = None,
) -> list[Sentence]:
    """The sentences of tokens `[first, last)` of `text`; `within`: its `wraps`, where they are known."""
    within = wraps(text) if within is None else within
    stop = len(tokens) if last is None else last
    out: list[Sentence] = []
    start = first
    paragraph = 0
    i = first
    # Nothing is cut but at a full stop, at a line's end, or where a sentence grows too long.
    cuts = _cuts(text, tokens, first, stop, within)
    at = 0
    while True:
        while at < len(cuts) and cuts[at] < i:
            at += 1
        i = min(cuts[at] if at < len(cuts) else stop, max(i, start + _LONGEST - 1))
        if i >= stop:
            break
        token = tokens[i]
        following = tokens[i + 1] if i + 1 < stop else None
        if following is not None and following.start > token.end and broken(text, token.end, following.start, within):
            out.append(Sentence(start, i + 1, paragraph))
            paragraph += 1
            start = i + 1
        elif token.kind == "punct" and token.text in _TERMINAL and following is not None and _ends(tokens, i, start):
            j = i + 1
            while j < stop and tokens[j].text in _TERMINAL and tokens[j].start == tokens[j - 1].end:
                j += 1
            # A closing mark right behind belongs here; one that opens the next sentence stands before a word, after a
            # blank, and what stands on the next line never closes this one.
            if j < stop and tokens[j].text in _CLOSERS and _closes(tokens, j, stop):
                j += not broken(text, tokens[j - 1].end, tokens[j].start, within)
            broke = j < stop and broken(text, tokens[j - 1].end, tokens[j].start, within)
            out.append(Sentence(start, j, paragraph))
            paragraph += broke
            start = j
            i = j
            continue
        elif i + 1 - start >= _LONGEST and (token.text in _PAUSES or i + 1 - start >= 2 * _LONGEST):
            out.append(Sentence(start, i + 1, paragraph))  # text without full stops is cut at a pause, else anywhere
            start = i + 1
        i += 1
    if start < stop:
        out.append(Sentence(start, stop, paragraph))
    return out


def broken(text: str, start: int, end: int, within: frozenset[int]) -> bool:
    """Whether a line ends between two characters, and the sentence with it."""
    line = text.find("\n", start, end)
    while line in within:
        line = text.find("\n", line + 1, end)
    return line >= 0


def _cuts(text: str, tokens: list[Token], first: int, stop: int, within: frozenset[int]) -> list[int]:
    """The tokens that are signs for the end of a sentence, or that a line's end may follow."""
    cuts = [i for i in range(first, stop) if tokens[i].text in _TERMINAL]
    if first >= stop:
        return cuts
    line = text.find("\n", tokens[first].end, tokens[stop - 1].end)
    while line >= 0:
        i = bisect_right(tokens, line, first, stop, key=_start) - 1
        if line not in within:
            cuts.append(i)
        line = text.find("\n", tokens[i + 1].end, tokens[stop - 1].end) if i + 1 < stop else -1
    return sorted(set(cuts))


def _ends(tokens: list[Token], i: int, start: int) -> bool:
    """Whether the sign at `i` ends a sentence, rather than standing in an abbreviation (أ.ف.ب)."""
    if tokens[i].text != ".":
        return True
    before = tokens[i - 1] if i > start else None
    after = tokens[i + 1]
    single = before is not None and before.kind == "word" and len(before.text) == 1
    return not (single and after.kind == "word" and (len(after.text) == 1 or after.start == tokens[i].end))


def _closes(tokens: list[Token], j: int, stop: int) -> bool:
    touching = tokens[j].start == tokens[j - 1].end
    spaced_after = j + 1 >= stop or tokens[j + 1].start > tokens[j].end
    return touching or (spaced_after and tokens[j].text in "”»")
