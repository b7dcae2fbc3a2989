"""Victims: whom an event noun or a fixed phrase befell, where no role of its entry says it."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import suits_agent
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.instruments import Instruments
from riwaya.extract.keys import bare_keys
from riwaya.lang.grammar import BETWEEN
from riwaya.model.vocabulary import HARM

_TAKEN: Final = frozenset(("capture", "recapture", "entry", "advance", "clearing"))
_NEAR: Final = 7  # chunks from a taking to what the place was


class Victims(Instruments):
    """Finds whom the clause around an event noun tells of."""

    def _befallen(self, frame: Frame) -> None:
        """Fill the targets of a nominal frame that has none."""
        if frame.targets:
            return
        if frame.event in HARM and frame.chunk.prep == BETWEEN:
            whom = self._fell(frame)
            if whom is not None:
                self._fill(frame, "target", whom, "between")
        elif frame.trigger.reading is None and frame.trigger.entry.subj == "target" and frame.chunk.kind == "np":
            if frame.trigger.start > frame.chunk.start:  # المحافظ محتجز لدى: one phrase
                held = Argument(frame.chunk.start, frame.trigger.start, self._head_part(frame))
                self._argument(frame, "target", held)
                frame.rules.append("target:before")
        elif frame.event == "displacement" and frame.trigger.reading is None:
            last = frame.trigger.end - 1  # خالية من | السكان: the phrase ends with who have gone
            gone = next((c for c in self.chunks if c.start <= last < c.end), None)
            if gone is not None and self.view.senses[last].kinds & {"people"}:
                self._argument(frame, "target", Argument(last, last + 1, gone))
        elif frame.event == "human_shields":
            self._shielding(frame)

    def _holders(self, frame: Frame) -> None:
        """سيطروا على الحي، آخر معاقل الحركة: whose stronghold a place was that somebody took."""
        if frame.targets or frame.event not in _TAKEN:
            return
        view = self.view
        strongholds = view.lang.group("strongholds")
        for chunk in self.chunks[frame.trigger.chunk : frame.trigger.chunk + _NEAR]:
            if chunk.kind == "punct" and view.tokens[chunk.start].text in "؛;:.":
                return
            for t in range(max(chunk.start, frame.trigger.end), chunk.end):
                if not bare_keys(view.keys[t]) & strongholds:
                    continue
                holder = next((view.actor_at[i] for i in (t + 1, t + 2) if i in view.actor_at), None)
                owned = next((c for c in self.chunks if holder is not None and c.start <= holder.start < c.end), None)
                if holder is not None and owned is not None:
                    self._argument(frame, "target", Argument(holder.start, holder.end, owned))
                    frame.rules.append("target:stronghold")
                return

    def _fell(self, frame: Frame) -> Chunk | None:
        """سقط ستون مسلحا بين قتيل وجريح, أوقعت أفرادها بين: the object that stands before, else the subject."""
        clause = frame.clause
        if clause.verb is None or clause.verb >= frame.trigger.chunk:
            return None
        told = [
            c
            for c in self.chunks[clause.verb + 1 : frame.trigger.chunk]
            if c.kind == "np" and not c.prep and (suits_agent(c) or c.numeral)
        ]
        fell = any(r.entry.subj == "target" for r in self.view.senses[self.chunks[clause.verb].start].events)
        if told:
            return told[0] if fell else told[-1]
        subject = clause.subject
        return subject if subject is not None and (subject.numeral or suits_agent(subject)) else None

    def _shielding(self, frame: Frame) -> None:
        """أخذ المدنيين كدروع بشرية: the people told before it in the clause."""
        for k in range(frame.trigger.chunk, -1, -1):
            chunk = self.chunks[k]
            if self.owner[k] != self.owner[frame.trigger.chunk]:
                return
            stop = min(chunk.end, frame.trigger.start)
            people = (t for t in range(chunk.start, stop) if "people" in self.view.senses[t].kinds)
            first = next(people, None)
            if first is None or any(a.start <= first < a.end for a in frame.agents):
                continue
            rest = self._complement(chunk, first)
            if rest is not None:
                rest.end = stop
                self._fill(frame, "target", rest, "before")
                return
