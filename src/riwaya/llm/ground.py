"""What the text says for certain: the ground that a model's reading is held against.

Everything here comes from the text through the grammar's own stages; nothing comes from the model but the words that it
quotes.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from riwaya.extract.attribution import Attribution
from riwaya.extract.naming import Namer
from riwaya.extract.pipeline import Workings, work
from riwaya.gazetteer.actors import ActorRow
from riwaya.lang.entries import Source
from riwaya.lang.grammar import FUTURE
from riwaya.llm.locate import Located, Locator
from riwaya.model import Actor, Claim, Document, EventTime, Place, Quantity, Voice
from riwaya.model.vocabulary import FAMILY_OF, NEGATIVE_STANCES, VOICE_KINDS

_NOT_DAYS: Final = frozenset(("clock", "duration", "relative"))
_NEGATION_REACH: Final = 3
"""Tokens before the word that tells the event, within which a negation is its own."""
_CARRIED: Final = 4
"""Tokens before it, within which a word may stand that carries it: prepares to, tried to, could."""
_ALIKE: Final[dict[str, str]] = {"battle": "fighting", "remote": "fighting", "gained": "land", "kept_or_lost": "land"}
"""Families between which the words alone do not decide."""


def family(event: str) -> str:
    """The family of an event type, as far as words tell it from others."""
    return _ALIKE.get(FAMILY_OF[event], FAMILY_OF[event])


class Ground:
    """One document as the grammar reads it. `claims` are the grammar's, as they go into the output."""

    def __init__(self, document: Document, claims: Sequence[Claim]) -> None:
        self.workings: Final[Workings] = work(document)
        self.document: Final = document
        self.text: Final = document.text
        self.view: Final = self.workings.view
        self.claims: Final = tuple(claims)
        self.locator: Final = Locator(self.text, self.view.tokens)
        self._namer = Namer(self.view)
        self._sentences = [sentence.start for sentence in self.view.sentences]

    # --- where ---

    def sentence(self, at: Located) -> int | None:
        """The sentence that holds these tokens wholly; None where none does (page furniture, or more than one)."""
        index = bisect_right(self._sentences, at.first) - 1
        return index if index >= 0 and at.last <= self.view.sentences[index].end else None

    def keys(self, sentence: int) -> list[str]:
        """The folded words of a sentence."""
        span = self.view.sentences[sentence]
        return [t.key for t in self.view.tokens[span.start : span.end] if t.kind != "punct"]

    # --- what is told ---

    def teller(self, at: Located, event: str) -> int | None:
        """The first word of the evidence that is known to tell such an event; any event will do for `other`."""
        for exact in (True, False):
            for t in range(at.first, at.last):
                told = self._told(t)
                if event in told if exact else (event == "other" and told) or family(event) in map(family, told):
                    return t
        return None

    def tells(self, at: Located, event: str) -> bool:
        """Whether a word of the evidence tells exactly this event type."""
        return any(event in self._told(t) for t in range(at.first, at.last))

    def _told(self, t: int) -> set[str]:
        out = {reading.entry.event for reading in self.view.senses[t].events}
        for _, payload in self.view.phrase_at.get(t, ()):
            event = getattr(payload, "event", "")
            if event:
                out.add(event)
        return out & FAMILY_OF.keys()

    # --- on whose word, and whether it is denied ---

    def chain(self, token: int) -> list[Attribution]:
        """The attributions whose content holds a token, outermost first."""
        found = [
            a
            for a in self.workings.attributions
            if a.covers(token) and not a.cue[0] <= token < a.cue[1] and not a.silent
        ]
        return sorted(found, key=lambda a: (a.content[0] - a.content[1], a.cue[0]))

    def negated(self, token: int) -> bool:
        """Whether a negation stands right before the word that tells an event."""
        for t in range(token - 1, max(-1, token - 1 - _NEGATION_REACH), -1):
            if self.view.tokens[t].kind == "punct":
                return False
            if self._negates(t):
                return True
        return False

    def unreal(self, token: int) -> bool:
        """Whether the word that tells an event is a future, or a word before it only plans, attempts or fears it."""
        if any(reading.prep == FUTURE for reading in self.view.senses[token].verbs):
            return True
        for t in range(token - 1, max(-1, token - 1 - _CARRIED), -1):
            if self.view.tokens[t].kind == "punct":
                return False
            sense = self.view.senses[t]
            if any(r.entry.stance != "asserts" for r in sense.carriers) or any(r.prep == FUTURE for r in sense.verbs):
                return True
        return False

    def denies(self, sentence: int) -> bool:
        """Whether a sentence holds anything that denies or doubts."""
        span = self.view.sentences[sentence]
        if any(self._negates(t) or self._fails(t) for t in range(span.start, span.end)):
            return True
        return any(
            a.stance in NEGATIVE_STANCES and (a.cue[0] < span.end and span.start < max(a.cue[1], a.content[1]))
            for a in self.workings.attributions
        )

    def _negates(self, t: int) -> bool:
        return self.view.senses[t].func == "neg" or self.view.keys[t] in self.view.lang.group("denying.before")

    def _fails(self, t: int) -> bool:
        return any(reading.entry.stance in NEGATIVE_STANCES for reading in self.view.senses[t].carriers)

    def reports(self, at: Located) -> bool:
        """Whether words hold one that credits somebody."""
        if any(a.cue[0] < at.last and at.first < a.cue[1] for a in self.workings.attributions):
            return True
        return any(
            self.view.senses[t].reports or any(isinstance(p, Source) for _, p in self.view.phrase_at.get(t, ()))
            for t in range(at.first, at.last)
        )

    # --- records ---

    def voice(self, at: Located) -> Voice:
        """The record of a voice: the grammar's, where it found this voice itself."""
        for attribution in self.workings.attributions:
            for speaker in attribution.voices:
                if speaker.start < at.last and at.first < speaker.end:
                    return self._namer.voice(speaker)
        row = self._row(at)
        kind = row.kind if row is not None and row.kind in VOICE_KINDS else "unnamed"
        return Voice(
            self.text[at.start : at.end],
            at.start,
            at.end,
            row.name if row else None,
            row.id if row else None,
            kind,  # type: ignore[arg-type]
        )

    def credited(self, token: int) -> list[tuple[str, set[tuple[int, int]]]]:
        """The voices that the text credits for what stands at a token: their words, and where they may be quoted from.

        A short mention (the source) is found at the full name, too, for which it stands.
        """
        out = []
        for attribution in self.chain(token):
            for speaker in attribution.voices:
                start, end, text = self.view.slice(speaker.start, speaker.end)
                voice = self._namer.voice(speaker)
                out.append((text, {(start, end), (voice.start, voice.end)}))
        return out

    def actor(self, at: Located) -> Actor:
        """The record of who acts or is acted upon."""
        row = self._row(at)
        text = self.text[at.start : at.end]
        also = tuple(form for form in self._namer.forms.get(row.id, ()) if form != text)[:8] if row else ()
        return Actor(text, at.start, at.end, row.name if row else None, row.id if row else None, also)

    def place(self, at: Located) -> Place:
        """The record of a place: the grammar's, where it found one there whose name goes as far as these words."""
        for mention in self.workings.places:
            if mention.start < at.last <= mention.end:
                return self._namer.place(mention)
        return Place(self.text[at.start : at.end], at.start, at.end)

    def only_a_place(self, at: Located) -> bool:
        """Whether these words name a place other than a country, and nobody."""
        if self._row(at) is not None:
            return False
        return any(
            m.start <= at.first and at.last <= m.end and not (m.row is not None and m.row.kind == "country")
            for m in self.workings.places
        )

    def only_an_actor(self, at: Located) -> bool:
        """Whether these words name somebody, and no place."""
        named = any(t in self.view.actor_at for t in range(at.first, at.last))
        return named and not any(m.start < at.last and at.first < m.end for m in self.workings.places)

    def time(self, at: Located) -> EventTime | None:
        """The day that these words tell; None where they tell none."""
        for hit in self.view.times:
            if hit.first < at.last and at.first < hit.last and hit.kind not in _NOT_DAYS:
                time: EventTime = hit.event_time(self.text)
                return time
        return None

    def quantity(self, at: Located) -> Quantity | None:
        """The number that these words give; None where they give none."""
        for hit in self.workings.quantities:
            if hit.first < at.last and at.first < hit.last:
                return hit.quantity(self.text)
        return None

    def _row(self, at: Located) -> ActorRow | None:
        """The gazetteer's row for a phrase: of a name in it, else of its common noun."""
        for found in (self.view.actor_at, self.view.generic_at):
            for t in range(at.first, at.last):
                match = found.get(t)
                if match is not None and match.end <= at.last and not match.ambiguous and len(match.rows) == 1:
                    return match.rows[0]
        return None
