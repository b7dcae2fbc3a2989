"""The working view of a document that the stages share: tokens, what the lexicon knows of each, and name matches."""

from bisect import bisect_left, bisect_right
from datetime import date
from operator import attrgetter
from typing import Any

from riwaya.extract.openings import Openings
from riwaya.extract.shapes import EVENT, MARK, NAME, PHRASE, TIME, shape, shapes
from riwaya.extract.zones import Zone, zones
from riwaya.gazetteer.actors import Match, actors
from riwaya.lang.arabic import Arabic, arabic
from riwaya.lang.entries import Event, Function
from riwaya.lang.grammar import AND, BY, TO
from riwaya.lang.numbers import number_reader
from riwaya.lang.sense import Sense
from riwaya.model import Document
from riwaya.text.quotes import Quote, quotes
from riwaya.text.sentences import Sentence, broken, sentences
from riwaya.text.tokens import Token, tokenise
from riwaya.text.wraps import wraps

_start_of = attrgetter("start")
_end_of = attrgetter("end")


class View:
    """One document under extraction. Token indexes are the coordinates of every stage; offsets come back at the end."""

    __slots__ = (
        "_all_keys",
        "_marks",
        "_phrase_starts",
        "actor_at",
        "document",
        "generic_at",
        "inside_actor",
        "keys",
        "lang",
        "mark_pairs",
        "number_labels",
        "numbers",
        "phrase_at",
        "place_at",
        "published",
        "quote_of",
        "quotes",
        "senses",
        "sentences",
        "shapes",
        "text",
        "time_at",
        "times",
        "title_end",
        "tokens",
    )

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.lang: Arabic = arabic()
        self.published: tuple[date, date] | None = document.published.days()
        self.tokens: list[Token] = tokenise(self.text)
        self.keys: list[str] = [token.key for token in self.tokens]
        self._all_keys: frozenset[str] = frozenset()  # made when first asked for
        texts = [token.text for token in self.tokens]
        self.senses: list[Sense] = self.lang.senses(texts)
        self.shapes: list[int] = list(map(shapes().__getitem__, texts))
        self.sentences: list[Sentence] = []
        self.quotes: list[Quote] = []
        self.quote_of: dict[int, int] = {}
        self.mark_pairs: dict[int, int] = {}
        self.title_end = 0
        self._marks = [i for i, bits in enumerate(self.shapes) if bits & MARK]
        self._divide()
        self.phrase_at: dict[int, list[tuple[int, Any]]] = {}
        self._phrase_starts: list[int] = []
        self.actor_at: dict[int, Match] = {}
        self.inside_actor: set[int] = set()
        self.generic_at: dict[int, Match] = {}
        self.place_at: dict[int, Any] = {}
        self.times: list[Any] = []
        self.time_at: dict[int, Any] = {}
        table = number_reader().table
        self.numbers: dict[str, Any] = table.words
        self.number_labels: frozenset[str] = table.labels
        self._match_phrases()

    def _divide(self) -> None:
        """Sentences of title and body, and the quotations of each paragraph; furniture is passed over."""
        token_index = 0
        tokens = self.tokens
        openings = Openings(self.lang, self.text, tokens, self.senses)
        within = wraps(self.text)
        for zone in zones(self.text, within):
            first = token_index
            token_index = bisect_left(tokens, zone.end, first, key=_start_of)
            if zone.kind in ("title", "body") and token_index > first:
                if zone.kind == "title":
                    self.title_end = max(self.title_end, token_index)
                for sentence in sentences(self.text, tokens, first, token_index, within):
                    self.sentences.extend(openings.cut(sentence))
        start = None
        previous: Sentence | None = None
        for sentence in self.sentences:
            if previous is None or start is None:
                start = sentence.start
            elif sentence.start != previous.end or broken(
                self.text, tokens[previous.end - 1].end, tokens[sentence.start].start, within
            ):
                self._quote(start, previous.end)
                start = sentence.start
            previous = sentence
        if previous is not None and start is not None:
            self._quote(start, previous.end)

    def _quote(self, start: int, end: int) -> None:
        at = bisect_left(self._marks, start)
        if at == len(self._marks) or self._marks[at] >= end:
            return
        for quote in quotes(self.tokens, start, end):
            index = len(self.quotes)
            self.quotes.append(quote)
            if quote.closed:
                self.mark_pairs[quote.start - 1] = quote.end
            if quote.end - quote.start >= 6:  # shorter ones are names and scare quotes, not speech
                for i in range(quote.start, quote.end):
                    self.quote_of[i] = index

    def _match_phrases(self) -> None:
        match = self.lang.phrases.match
        keys = self.keys
        for i in [i for i, sense in enumerate(self.senses) if sense.opens_phrase]:
            found = match(keys, i)
            if found:
                self.phrase_at[i] = found
                self._quantifier(i, found)
        self._phrase_starts = list(self.phrase_at)

    def _quantifier(self, i: int, found: list[tuple[int, Any]]) -> None:
        """Read "no fewer than" as one quantifier: its first word is no relative, its second no negation."""
        size = max((n for n, p in found if n > 1 and isinstance(p, Function) and p.kind == "quant"), default=0)
        for t in range(i, i + size):
            token = self.tokens[t]
            sense = self.senses[t].as_quantifier()
            self.senses[t] = sense
            self.shapes[t] = shape(self.lang, token.text, token.key, token.kind, sense)

    def tells(self) -> bool:
        """Whether any word or phrase may tell an event: where none does, there is nothing to claim."""
        return any(bits & EVENT for bits in self.shapes) or any(
            isinstance(payload, Event) for found in self.phrase_at.values() for _, payload in found
        )

    def phrases(self, start: int, end: int) -> list[int]:
        """The tokens in `[start, end)` at which a fixed phrase begins."""
        starts = self._phrase_starts
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]

    def match_actors(self) -> None:
        """Find actor names, longest first, left to right."""
        table = actors()
        tokens = self.tokens
        free = 0
        for i, openings in enumerate(table.all_openings(self.keys)):
            if not openings or i < free:
                continue
            found = table.match(tokens, i)
            if found is None or (found.end - i == 1 and self._place_noun(i)):
                continue
            if found.ambiguous and found.end - i > 1 and self._runs_on(found):
                continue  # وحدات من | الجيش العراقي: whose units they are is a name in full
            if found.generic:
                # A common noun: it names nobody, but tells the entity of a phrase that has no other.
                self.generic_at[i] = found
            else:
                self.actor_at[i] = found
                self.inside_actor.update(range(i + 1, found.end))
                free = found.end

    def _runs_on(self, found: Match) -> bool:
        """Whether a name in full begins inside a doubtful one and goes on behind it."""
        for i in range(found.start + 1, found.end):
            inner = actors().match(self.tokens, i)
            if inner is not None and inner.end > found.end and not (inner.ambiguous or inner.generic):
                return True
        return False

    def mark(self) -> None:
        """Note in the tokens' shapes where phrases, names and time expressions begin, once all are found."""
        bits = self.shapes
        for i in self.phrase_at:
            bits[i] |= PHRASE
        for i in self.actor_at:
            bits[i] |= NAME
        for i in self.place_at:
            bits[i] |= NAME
        for hit in self.times:
            bits[hit.first] |= TIME

    def _place_noun(self, i: int) -> bool:
        """Whether a one-word name is a noun for a place here: "the base", in a document that names a base."""
        key = self.keys[i]
        if key not in self.lang.group("names.or.places"):
            return False
        if i + 1 < len(self.keys) and self.keys[i + 1] in self.lang.group("place.adjectives"):
            return True  # the air base
        if not self._all_keys:
            self._all_keys = frozenset(self.keys)
        return not self._all_keys.isdisjoint((key[2:], BY + key[2:], TO + key[2:], AND + key[2:]))

    def token_at(self, offset: int) -> int:
        """The first token that ends behind an offset of the text: the one that stands there, or the next."""
        return bisect_right(self.tokens, offset, key=_end_of)

    def slice(self, start: int, end: int) -> tuple[int, int, str]:
        """Offsets and text of tokens `[start, end)`."""
        a, b = self.tokens[start].start, self.tokens[end - 1].end
        return a, b, self.text[a:b]


__all__ = ["View", "Zone"]
