"""Voices that a sign credits: the colon of a bulletin, the dash at the end of a headline, the heading of a list."""

from typing import Final

from riwaya.extract.attribution import COLON, DASH, Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.reported import run_quote
from riwaya.extract.sources import SourcePhrases
from riwaya.extract.speakers import Speaker, can_speak, eventive, extend
from riwaya.extract.view import View
from riwaya.lang.grammar import ABOUT, DURING, IN, ON, SUFFIX_1P, THROUGH, TO
from riwaya.text.sentences import Sentence

_BULLETS: Final = frozenset("•*-–—▪●■◆")
_SEPARATORS: Final = frozenset("-–—|(")
_PAGES: Final = frozenset(("outlet", "agency", "state_media"))  # behind a dash: whose page it is, not who says it


class SignVoices(SourcePhrases):
    """Finds voices that stand before a colon or behind the dash at the end, and those that head a list."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.heading: list[Speaker] = []
        """Who is credited with the list whose items come now."""

    def _colon(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """A voice and a colon at the head of a sentence, as bulletins and live blogs write it: X:, X quoting Y:."""
        view = self.view
        k = 0
        while (
            k < len(chunks)
            and k < 4
            and (chunks[k].kind in ("punct", "time") or view.tokens[chunks[k].start].kind == "number")
        ):
            k += 1
        if k >= len(chunks) or chunks[k].kind != "np" or chunks[k].prep or not can_speak(view, chunks[k]):
            return
        speaker, after = extend(view, chunks, k)
        voices = [speaker]
        if after + 1 < len(chunks) and chunks[after].prep == ABOUT and can_speak(view, chunks[after + 1]):
            inner, after = extend(view, chunks, after + 1)  # the agency, quoting witnesses
            voices.append(inner)
        while after + 1 < len(chunks) and after - k < 8 and self._aside(chunks[after]):
            after += 1  # to whom, in what medium, when
        if after >= len(chunks) or view.tokens[chunks[after].start].text != ":":
            return
        if not (chunks[k].actors or chunks[k].kinds & {"source", "person", "body"}):
            return
        if after + 1 >= len(chunks):
            self.heading = voices
            return
        colon = chunks[after].start
        if self._place_only(chunks[k]) and not self._speaks(chunks[after + 1 :]):
            return  # the country that the line is about
        attribution = Attribution(COLON, (colon, colon + 1), (colon + 1, sentence.end), index)
        attribution.voices = voices
        run_quote(self.view, attribution, sentence)
        here.insert(0, attribution)

    def _aside(self, chunk: Chunk) -> bool:
        """Whether a chunk between a voice and its colon only says to whom, by what medium or when it spoke."""
        if chunk.kind == "time" or (chunk.kind == "func" and chunk.func in ("prep", "adv")):
            return True
        return chunk.kind == "np" and chunk.prep in (TO, IN, THROUGH, ON, DURING) and not eventive(self.view, chunk)

    def _place_only(self, chunk: Chunk) -> bool:
        """Whether a phrase is no more than a country's or province's name."""
        if chunk.kinds & {"source", "person"} or not chunk.places:
            return False
        place = chunk.places[0]
        covers = place.start <= chunk.start and place.end >= chunk.end  # type: ignore[attr-defined]
        row = place.row  # type: ignore[attr-defined]
        return covers and (place.head is not None or (row is not None and row.kind == "country"))  # type: ignore[attr-defined]

    def _speaks(self, chunks: list[Chunk]) -> bool:
        """Whether what follows is direct speech: in quotation marks, or in the first person."""
        view = self.view
        if view.quote_of.get(chunks[0].start) is not None:
            return True
        return any(
            (c.reading is not None and c.reading.feature in ("1p", "1s"))
            or any(
                view.keys[t].endswith(SUFFIX_1P) and view.senses[t].suffix == SUFFIX_1P for t in range(c.start, c.end)
            )
            for c in chunks
        )

    def _trailing(self, index: int, sentence: Sentence, chunks: list[Chunk], here: list[Attribution]) -> None:
        """A voice behind the dash, stroke or opening parenthesis that ends a line: … - a security source."""
        view = self.view
        if any(a.voices for a in here):
            return
        last = len(chunks)
        while last and chunks[last - 1].kind == "punct":
            last -= 1
        sign = next((i for i in range(last - 1, 0, -1) if chunks[i].kind == "punct"), None)
        if sign is None or sign + 1 >= last or sign < 2 or view.tokens[chunks[sign].start].text not in _SEPARATORS:
            return
        first = chunks[sign + 1]
        bracket = view.tokens[chunks[sign].start].text == "("
        if first.kind != "np" or first.prep or not can_speak(view, first) or self._place_only(first):
            return
        if not (first.kinds & {"source", "person", "body"} or first.actors):
            return
        speaker, after = extend(view, chunks, sign + 1)
        title = sentence.end <= view.title_end or len(view.sentences) == 1
        if after < last or speaker.kind in _PAGES or not (title or "source" in first.kinds) or (bracket and not title):
            return
        start = chunks[sign].start
        attribution = Attribution(DASH, (start, start + 1), (sentence.start, start), index)
        attribution.voices = [speaker]
        here.append(attribution)

    def _listed(self, sentence: Sentence) -> list[Speaker]:
        """Who heads the list that a sentence is an item of; any other sentence ends the list."""
        if self.view.tokens[sentence.start].text not in _BULLETS:
            self.heading = []
        return self.heading

    def _heads(self, sentence: Sentence, here: list[Attribution]) -> None:
        """Remember who speaks in a sentence that ends in a colon: the items below are what he says."""
        if self.view.tokens[sentence.end - 1].text == ":" and here and here[-1].voices and not here[-1].quoted:
            self.heading = list(here[-1].voices)
