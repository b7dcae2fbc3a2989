"""Commentary: which sentences argue rather than report.

A leader or column speaks of crimes and battles in general, asks what it knows the answer to, and says "we". What it
tells on nobody's word counts as told only where it is told as happening: with a day, a number, or a place of its own.
Signs are words of the data and the marks of question and exclamation, outside quotations; a single one shows nothing.
"""

from collections import defaultdict
from typing import Final

from riwaya.extract.frame import Frame
from riwaya.extract.keys import carrying
from riwaya.extract.view import View
from riwaya.model import EventTime, Place, Quantity
from riwaya.text.tokens import Token

_QUESTION: Final = "؟"
_MARKS: Final = {_QUESTION: 2, "!": 1}  # no Latin question mark: it stands where a sign was lost
_PARAGRAPH: Final = 3  # weight of signs from which a paragraph argues
_DOCUMENT: Final = 8  # ... and a whole text, if there are so many among its tokens:
_DENSITY: Final = 0.012
_LAST: Final = 3  # tokens at a sentence's end among which its mark stands


class Commentary:
    """Where one document argues; worked out when first asked for."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._arguing: frozenset[int] | None = None

    def general(
        self,
        frame: Frame,
        places: tuple[Place, ...],
        time: EventTime | None,
        quantities: tuple[Quantity, ...],
        sentence: int,
    ) -> bool:
        """Whether an event, told on nobody's word, is spoken of in general: as a case, an evil or a possibility."""
        if "stance:condition" in frame.rules or self._whenever(frame, sentence):
            return True
        dated = time is not None and time.text and "time:present" not in frame.rules
        if quantities or dated or any(p.precision != "area" for p in places):
            return False
        if self._asks(sentence):
            return True
        reading = frame.trigger.reading
        told = reading is not None and reading.pos == "perf"  # besieged him, blew himself up: a column tells, too
        return not told and sentence in self.arguing

    def _whenever(self, frame: Frame, sentence: int) -> bool:
        """Whether an event is told of each time that something else is."""
        words = carrying(self.view.lang.group("whenever"))
        return any(words[key] for key in self.view.keys[self.view.sentences[sentence].start : frame.trigger.start])

    @property
    def arguing(self) -> frozenset[int]:
        """The sentences, by index, whose paragraph or whole text argues."""
        if self._arguing is None:
            self._arguing = self._find()
        return self._arguing

    def _asks(self, sentence: int) -> bool:
        """Whether a sentence is a question."""
        return any(token.text == _QUESTION for token in self._end(sentence))

    def _end(self, sentence: int) -> list[Token]:
        here = self.view.sentences[sentence]
        return self.view.tokens[max(here.start, here.end - _LAST) : here.end]

    def _find(self) -> frozenset[int]:
        view = self.view
        signs = carrying(view.lang.group("arguing"))
        weight: dict[int, int] = defaultdict(int)
        for sentence in view.sentences:
            for t in range(sentence.start, sentence.end):
                if view.tokens[t].kind == "punct":
                    weight[sentence.paragraph] += _MARKS.get(view.tokens[t].text, 0)
                elif signs[view.keys[t]] and t not in view.quote_of:
                    weight[sentence.paragraph] += 1
        total = sum(weight.values())
        if total >= _DOCUMENT and total >= _DENSITY * len(view.tokens):
            return frozenset(range(len(view.sentences)))
        return frozenset(i for i, s in enumerate(view.sentences) if weight[s.paragraph] >= _PARAGRAPH)
