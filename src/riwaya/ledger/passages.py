"""Where in a document the words of a query stand: the passages that a hit shows, with exact offsets."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from riwaya.lang.index_forms import index_forms, located_forms
from riwaya.ledger.query import Terms
from riwaya.model import Actor, Claim, Place, Voice
from riwaya.text.sentences import sentences
from riwaya.text.tokens import tokenise

MOST: Final = 3
"""Passages that a hit shows."""
_LINES: Final = 4  # lines that are looked at closely: those with most terms
_LINE_END: Final = re.compile("\n+")
_LONGEST: Final = 320  # characters of a passage
_LEAD: Final = 80  # characters shown before the first match of a longer sentence


class Passage(msgspec.Struct, frozen=True):
    """A piece of a document's text, `[start, end)`, with what matched in it (`marks`, in document offsets) and the
    claims whose evidence begins in it, in text order."""

    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]
    claims: tuple[str, ...]


class _Sentence(msgspec.Struct, gc=False):
    start: int
    end: int
    marks: list[tuple[int, int]]
    found: set[int]  # which terms
    claims: list[Claim]


def passages(text: str, terms: Terms, claims: Sequence[Claim], fitting: frozenset[str] | None) -> tuple[Passage, ...]:
    """The sentences that hold most of the query's terms, the best first.

    `claims` are all of the document; `fitting` are those that pass the query's filters: then only sentences with one of
    them are shown. A term that is found only as the display name of a mention is marked at that mention.
    """
    matched = list(_matches(text, terms, claims))
    lines = _Lines(text)
    shown_claims = claims if fitting is None else [claim for claim in claims if claim.id in fitting]
    told = {lines.at(claim.evidence.start) for claim in shown_claims}
    terms_at: dict[int, set[int]] = {}
    for number, start, _ in matched:
        terms_at.setdefault(lines.at(start), set()).add(number)
    among = terms_at.keys() if fitting is None else told
    best = sorted(among, key=lambda line: (-len(terms_at.get(line, ())), line))[:_LINES]
    if not best:
        best = [lines.at(len(text) - len(text.lstrip()))]  # matched in the title alone
    places = [sentence for line in sorted(best) for sentence in lines.sentences(line)]
    for number, start, end in matched:
        if (sentence := _at(places, start)) is not None:
            sentence.marks.append((start, end))
            sentence.found.add(number)
    for claim in shown_claims:
        if (sentence := _at(places, claim.evidence.start)) is not None:
            sentence.claims.append(claim)
    shown = [s for s in places if (s.found if fitting is None else s.claims)] or places[:1]
    shown.sort(key=lambda s: (-len(s.found), s.start))
    return tuple(_passage(text, sentence) for sentence in shown[:MOST])


class _Lines:
    """The lines of a text, and the sentences of those that are wanted; no sentence crosses a line's end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def sentences(self, line: int) -> Iterator[_Sentence]:
        """The sentences of a line."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        tokens = tokenise(text := self.text[start:end])
        for sentence in sentences(text, tokens):
            yield _Sentence(start + tokens[sentence.start].start, start + tokens[sentence.end - 1].end, [], set(), [])


def _at(places: Sequence[_Sentence], offset: int) -> _Sentence | None:
    """The sentence that holds an offset."""
    number = bisect_right(places, offset, key=lambda sentence: sentence.start) - 1
    return places[number] if number >= 0 and offset < places[number].end else None


def _matches(text: str, terms: Terms, claims: Sequence[Claim]) -> Iterator[tuple[int, int, int]]:
    """Every match: the number of its term, and where it stands."""
    if not terms.wanted:
        return
    words = located_forms(text)
    at: dict[str, list[int]] = {form: [] for term in terms.wanted for form in term}
    for n, (_, _, form) in enumerate(words):
        if form in at:
            at[form].append(n)
    for number, term in enumerate(terms.wanted):
        found = False
        for n in at[term[0]]:
            if all(n + k < len(words) and words[n + k][2] == form for k, form in enumerate(term)):
                found = True
                yield number, words[n][0], words[n + len(term) - 1][1]
        if not found:
            yield from ((number, start, end) for start, end in _named(term, claims))


def _named(term: tuple[str, ...], claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Where mentions stand whose display name holds the term."""
    seen = set()
    for claim in claims:
        mentions: tuple[Voice | Actor | Place, ...] = (*claim.voices, *claim.agents, *claim.targets, *claim.places)
        for mention in mentions:
            place = (mention.start, mention.end)
            if mention.name is None or place in seen:
                continue
            seen.add(place)
            forms = tuple(index_forms(mention.name))
            if any(forms[n : n + len(term)] == term for n in range(len(forms))):
                yield place


def _passage(text: str, sentence: _Sentence) -> Passage:
    start, end, own = sentence.start, sentence.end, sentence.claims
    if end - start > _LONGEST:
        first = min((mark[0] for mark in sentence.marks), default=own[0].evidence.start if own else start)
        start = _word_start(text, max(start, first - _LEAD), first)
        end = min(end, start + _LONGEST)
    marks = tuple(sorted({mark for mark in sentence.marks if start <= mark[0] and mark[1] <= end}))
    return Passage(start, end, text[start:end], marks, tuple(claim.id for claim in own))


def _word_start(text: str, start: int, stop: int) -> int:
    """The next beginning of a word at or after `start`, not beyond `stop`."""
    if start == 0 or text[start - 1].isspace():
        return start
    return next((n for n in range(start, stop) if text[n - 1].isspace()), stop)
