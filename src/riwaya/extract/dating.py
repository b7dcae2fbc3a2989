"""Dating: the day that a claim happened on, told in its clause, by its cause, by the saying, or by the story."""

from typing import Final

from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.inheriting import Inheriting
from riwaya.extract.keys import bare_keys
from riwaya.extract.times import TimeHit
from riwaya.model import EventTime
from riwaya.model.vocabulary import FAMILIES

_SHORT_SPAN: Final = 2  # days: longer periods date no single happening
_TIME_REACH: Final = 4  # sentences

_LASTING: Final = frozenset(
    (*FAMILIES["battle"], "control", "siege", "clearing", "distance", "advance", "shelling", "airstrike", "demining")
)
"""Events that may go on as the report is written."""


class Dating(Inheriting):
    """Finds the time of a frame."""

    def _time(self, parse: SentenceParse, frame: Frame, span: tuple[int, int]) -> EventTime | None:
        """The time nearest to the trigger in its own clause, not one that dates the speaking."""
        hits: list[TimeHit] = [h for h in self.times_here if h.kind not in ("clock", "duration", "relative")]
        if not hits:
            return None
        cue_starts = [a for a in self.attributions_here if parse.start <= a.cue[0] < parse.end]
        best: tuple[int, TimeHit] | None = None
        for hit in hits:
            inside = span[0] <= hit.first < span[1]
            speaking = any(
                a.cue[0] <= hit.first < a.content[0] and not (a.cue[1] > frame.trigger.start) for a in cue_starts
            )
            if speaking and not inside and self._dates_content(frame, hit):
                speaking = False
            same_clause = self._clause_of(parse, hit.first) == self._clause_of(parse, frame.trigger.start)
            if speaking and not inside:
                continue
            if not inside and not same_clause and len(hits) > 1:
                continue
            if not inside and not same_clause and abs(hit.first - frame.trigger.start) > 25:
                continue
            distance = abs(hit.first - frame.trigger.start) + (0 if inside else 15)
            if best is None or distance < best[0]:
                best = (distance, hit)
        if best is None:
            return None
        hit = best[1]
        time = hit.event_time(self.view.text)
        lo, hi = hit.offset_days or (0, 99)
        if hit.kind in ("event_day", "now") and hi - lo <= _SHORT_SPAN:
            self.story_time = (parse.index, time)
        return time

    def _carried_time(self, frame: Frame, parse: SentenceParse) -> EventTime | None:
        """The day of what has no day of its own: of the saying, of the story around it, or now for what goes on."""
        if frame.stance in ("expects", "threatens", "demands") or self._looks_back(parse, frame):
            return None
        spoken = self._spoken_time(frame)
        if spoken is not None:
            frame.rules.append("time:speaking")
            return spoken
        if self._goes_on(parse, frame):
            frame.rules.append("time:present")
            return self._today(frame)
        if any(first <= frame.trigger.start < last for first, last in self.stamped):
            frame.rules.append("time:live")
            return self._today(frame)
        if self.story_time is None:
            return None
        told, time = self.story_time
        if parse.index - told > _TIME_REACH:
            return None
        frame.rules.append("time:story")
        return time

    def _spoken_time(self, frame: Frame) -> EventTime | None:
        """The day on which it was said, between the cue and what is said."""
        for attribution in reversed(self._chain(frame.trigger.start)):
            for hit in self.times_here:
                if attribution.cue[0] <= hit.first < attribution.content[0] and hit.kind == "event_day":
                    return hit.event_time(self.view.text)
        return None

    def _goes_on(self, parse: SentenceParse, frame: Frame) -> bool:
        """Whether it is told in the present tense as going on: is holding, clashes continue, still besieges."""
        if parse.title or frame.stance != "asserts" or frame.event not in _LASTING or frame.clause.kind == "rel":
            return False
        reading = frame.trigger.reading
        if reading is not None and reading.pos == "impf":
            return not reading.prep
        verb = parse.chunks[frame.clause.verb] if frame.clause.verb is not None else None
        following = self.view.keys[frame.trigger.end] if frame.trigger.end < parse.end else ""
        if following in self.view.lang.group("ongoing"):
            return True
        return bool(
            verb is not None
            and verb.reading is not None
            and frame.carrier is not None
            and verb.reading.entry is frame.carrier
            and verb.reading.pos == "impf"
            and frame.carrier.subj != "object"
        )

    def _today(self, frame: Frame) -> EventTime:
        """The day of the report; the words that tell it are those of the event."""
        a, b = self.namer.offsets(frame.trigger.start, frame.trigger.end)
        published = self.view.published
        first, last = (str(published[0]), str(published[1])) if published is not None else (None, None)
        return EventTime(first, last, (0, 0), self.view.text[a:b], a, b)

    def _looks_back(self, parse: SentenceParse, frame: Frame) -> bool:
        """كان قد, سبق أن: told as having been before."""
        return any(
            c.func == "aux" and bare_keys(self.view.keys[c.start]) & self.view.lang.group("past.auxiliaries")
            for c in parse.chunks
            if c.start < frame.trigger.start
        )

    def _dates_content(self, frame: Frame, hit: TimeHit) -> bool:
        """'Announced today its taking of': the day is the event's when the content is a bare verbal noun."""
        return frame.trigger.reading is not None and frame.trigger.reading.pos == "noun" and hit.offset_days == (0, 0)
