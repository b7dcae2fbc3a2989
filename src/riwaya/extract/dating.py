"""Dating: the day that a claim happened on, told in its clause, by its cause, by the saying, or by the story."""

from datetime import date, timedelta
from typing import Final

import msgspec

from riwaya.extract.attribution import Attribution
from riwaya.extract.discourse import CAUSES, TERRITORY, SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.inheriting import Inheriting
from riwaya.extract.keys import bare_keys
from riwaya.extract.times import TimeHit
from riwaya.lang.grammar import AND
from riwaya.model import EventTime
from riwaya.model.vocabulary import FAMILIES, HARM

_AT_ONCE: Final = TERRITORY - {"control", "siege", "clearing", "advance"}
_LEADING: Final = 3  # sentences whose day may be that of the report's news
_STEPS: Final = {"relative.same-day": 0, "relative.next-day": 1, "relative.day-before": -1}
_LATELY: Final = 4  # claims before the sentence, for "the next day"
_SHORT_SPAN: Final = 2  # days: longer periods date no single happening
_TIME_REACH: Final = 4  # sentences
_FAR: Final = 25  # tokens from a trigger to a time of another clause
_OUTSET: Final = 8  # tokens from "since" to the day of what something went on since
_SAYING: Final = 8  # tokens from a cue behind what is said to its day
_AHEAD: Final = frozenset(("expects", "threatens", "demands"))
_REACHING_BACK: Final = frozenset(("lead.during",))  # lengths that reach back from publication
_IN_FIGHTING: Final = HARM | {"detained", "destruction", "seizure"}  # what comes of fighting while it lasts

_LASTING: Final = frozenset(
    (*FAMILIES["battle"], "control", "siege", "clearing", "distance", "advance", "shelling", "airstrike", "demining")
)
"""Events that may go on as the report is written."""
_SUMMED: Final = frozenset((*_LASTING, *FAMILIES["people"], *FAMILIES["remote"], "destruction", "seizure", "blockade"))
"""Events that may be told in sum since some day."""


def _one_day(time: EventTime) -> bool:
    """Whether a time is of a day, or of no more than two."""
    low, high = time.offset_days if time.offset_days is not None else (0, 0)
    known = time.earliest is not None or time.offset_days is not None
    return known and (time.earliest == time.latest if time.earliest is not None else high - low <= 1)


def _brief(hit: TimeHit) -> bool:
    """Whether a time is a length of less than two days, which dates nothing."""
    return hit.kind == "duration" and (hit.offset_days is None or hit.offset_days[0] > -2)


def _shifted(time: EventTime, low: int, high: int) -> EventTime:
    """A time whose first day is moved by `low` days and whose last by `high`."""
    first, last = time.earliest, time.latest
    if first is not None and last is not None:
        first = str(date.fromisoformat(first) + timedelta(low))
        last = str(date.fromisoformat(last) + timedelta(high))
    offset = time.offset_days
    if offset is not None:
        offset = (offset[0] + low, offset[1] + high)
    return EventTime(first, last, offset, time.text, time.start, time.end)


class Dating(Inheriting):
    """Finds the time of a frame."""

    def _time(self, parse: SentenceParse, frame: Frame, span: tuple[int, int]) -> EventTime | None:
        """The time nearest to the trigger in its own clause, not one that dates the speaking."""
        if not self.times_here:
            return None
        if frame.trigger.start > parse.start and self.view.keys[frame.trigger.start - 1] in self.view.lang.group(
            "day.after"
        ):
            return self._day_before(frame)
        that_day = self._that_day(parse, frame, span)
        if that_day is not None:
            frame.rules.append("time:that-day")
            return that_day
        hits = [h for h in self.times_here if h.kind not in ("clock", "relative") and not _brief(h)]
        best: tuple[int, TimeHit] | None = None
        for hit in hits:
            inside = span[0] <= hit.first < span[1]
            there = self._clause_of(parse, hit.first)
            own = self._tells_when(parse, frame, there, hit)
            if not (inside or own):
                same_clause = there == self._clause_of(parse, frame.trigger.start)
                if self._dates_speaking(parse, frame, hit) or (not same_clause and len(hits) > 1):
                    continue
                if not same_clause and (hit.kind == "duration" or abs(hit.first - frame.trigger.start) > _FAR):
                    continue
                if not same_clause and there >= 0 and parse.clauses[there].kind == "rel":
                    continue  # "the town, in which the revolt began two years ago"
            if not self._going_on_since(hit, frame) or self._of_another(parse, frame, hit):
                continue
            if frame.stance == "asserts" and not inside and self._to_come(hit):
                continue  # "will reopen next week, after it was taken"
            distance = 0 if own else abs(hit.first - frame.trigger.start) + (0 if inside else 15)
            if best is None or distance < best[0]:
                best = (distance, hit)
        if best is None:
            return self._within_a_day(parse, frame, span)
        hit = best[1]
        if hit.kind == "duration":
            return self._lasting(hit, frame, parse)
        time = hit.event_time(self.view.text)
        outset = self._outset(hit)
        if outset >= 0 and not outset < frame.trigger.start < hit.first:
            return self._until_now(time)
        lo, hi = hit.offset_days or (0, 99)
        if hit.kind in ("event_day", "now") and hi - lo <= _SHORT_SPAN:
            self.story_time = (parse.index, time)
            if parse.index - self.first_body < _LEADING:
                self.lead_time = self.lead_time or time
        return time

    def _to_come(self, hit: TimeHit) -> bool:
        """Whether a time is wholly after publication."""
        if hit.earliest is not None and self.view.published is not None:
            return hit.earliest > self.view.published[1]
        return hit.offset_days is not None and hit.offset_days[0] > 0

    def _tells_when(self, parse: SentenceParse, frame: Frame, clause: int, hit: TimeHit) -> bool:
        """Whether a clause is the relative one that tells when the event was: the raid that hit X yesterday."""
        about = parse.clauses[clause].antecedent if clause >= 0 and parse.clauses[clause].kind == "rel" else None
        if about is None or about is not frame.chunk or frame.trigger.start != about.head:
            return False
        relating = self.view.lang.group("relating.times")  # "that came after the call of Wednesday"
        return not any(self.view.keys[t] in relating for t in range(frame.trigger.end, hit.first))

    def _within_a_day(self, parse: SentenceParse, frame: Frame, span: tuple[int, int]) -> EventTime | None:
        """ "In 24 hours", of the dead and of strikes: the day of the story or of the report, and the one before."""
        hit = next((h for h in self.times_here if _brief(h) and span[0] <= h.first < span[1]), None)
        if hit is None or hit.offset_days != (-1, 0) or hit.rules[0] not in _REACHING_BACK or frame.stance in _AHEAD:
            return None
        if frame.event not in _SUMMED:
            return None
        time = hit.event_time(self.view.text)
        if self.story_time is not None and parse.index - self.story_time[0] <= _TIME_REACH:
            day = _shifted(self.story_time[1], -1, 0)
            return EventTime(day.earliest, day.latest, day.offset_days, time.text, time.start, time.end)
        return time

    def _of_another(self, parse: SentenceParse, frame: Frame, hit: TimeHit) -> bool:
        """Whether a length is that of the fighting before a place changed hands: taken after clashes that lasted …"""
        if hit.kind != "duration" or frame.event not in _AT_ONCE:
            return False
        return any(frame.trigger.end <= f.trigger.start < hit.first for f in parse.frames)

    def _that_day(self, parse: SentenceParse, frame: Frame, span: tuple[int, int]) -> EventTime | None:
        """The same day, the next one: counted from the day told last, where the clause says so."""
        for hit in self.times_here:
            step = _STEPS.get(next((rule for rule in hit.rules if rule in _STEPS), ""))
            if step is None:
                continue
            here = self._clause_of(parse, hit.first) == self._clause_of(parse, frame.trigger.start)
            if not (here or span[0] <= hit.first < span[1] or hit.first < frame.trigger.start):
                continue
            time = hit.event_time(self.view.text)
            told = [*self.claims[-_LATELY:], *self.made]
            counted = next((c.time for c in self.made if c.time is not None and c.time.start == time.start), None)
            if counted is not None:
                return counted
            base = next((c.time for c in reversed(told) if c.time is not None and _one_day(c.time)), None)
            if base is not None:
                moved = _shifted(base, step, step)
                return EventTime(moved.earliest, moved.latest, moved.offset_days, time.text, time.start, time.end)
        return None

    def _dates_speaking(self, parse: SentenceParse, frame: Frame, hit: TimeHit) -> bool:
        """Whether a time is between a cue and what is said, and so of the saying; a bare noun's "today" is its own."""
        speaking = any(
            a.cue[0] <= hit.first < a.content[0] and not (a.cue[1] > frame.trigger.start)
            for a in self.attributions_here
            if parse.start <= a.cue[0] < parse.end
        )
        return speaking and not self._dates_content(frame, hit)

    def _outset(self, hit: TimeHit) -> int:
        """Where "since" stands when the time is of what something went on since: since the war broke out in 2011."""
        keys = self.view.keys
        for t in range(hit.first - 1, max(hit.first - _OUTSET, 0), -1):
            if self.view.tokens[t].kind == "punct":
                return -1
            if keys[t] in self.view.lang.group("since"):
                return t if keys[t + 1] in self.view.lang.group("outsets") else -1
        return -1

    def _going_on_since(self, hit: TimeHit, frame: Frame) -> bool:
        """Whether a time, if it is an outset's, can date the frame: as the outset itself, or as what went on since."""
        outset = self._outset(hit)
        return outset < 0 or outset < frame.trigger.start < hit.first or frame.event in _SUMMED

    def _until_now(self, time: EventTime) -> EventTime:
        """From a day until publication."""
        published = self.view.published
        offset = (time.offset_days[0], max(0, time.offset_days[0])) if time.offset_days is not None else None
        latest = str(published[1]) if published is not None else None
        return msgspec.structs.replace(time, latest=latest if time.earliest else None, offset_days=offset)

    def _lasting(self, hit: TimeHit, frame: Frame, parse: SentenceParse) -> EventTime:
        """As long as is told, up to the day that the sentence or the story is at, else up to publication."""
        time = hit.event_time(self.view.text)
        days = -hit.offset_days[0] if hit.offset_days is not None else 0
        if frame.stance in _AHEAD:
            return _shifted(time, days, days)
        if hit.rules[0] not in _REACHING_BACK and self.story_time is not None:
            told, end = self.story_time
            if parse.index - told <= _TIME_REACH:
                last = _shifted(end, -days, 0)
                time = EventTime(last.earliest, last.latest, last.offset_days, time.text, time.start, time.end)
        self.lasted = (parse.index, time)
        return time

    def _day_before(self, frame: Frame) -> EventTime:
        """The day before the lead's, or before publication: of what "this comes the day after" tells."""
        told = self.lead_time or self._today(frame)
        frame.rules.append("time:day-after")
        a, b = self.namer.offsets(frame.trigger.start - 1, frame.trigger.start)
        day = _shifted(told, -1, -1)
        return EventTime(day.earliest, day.latest, day.offset_days, self.view.text[a:b], a, b)

    def _carried_time(self, frame: Frame, parse: SentenceParse) -> EventTime | None:
        """The day of what has no day of its own: of the saying, of the story around it, or now for what goes on."""
        if frame.stance in _AHEAD or self._looks_back(parse, frame):
            return None
        if self.lasted is not None and self.lasted[0] == parse.index and frame.event in _IN_FIGHTING:
            frame.rules.append("time:lasting")
            return self.lasted[1]
        caused = self._caused_time(frame, parse)
        if caused is not None:
            frame.rules.append("time:cause")
            return caused
        spoken = self._spoken_time(frame, parse)
        if spoken is not None:
            frame.rules.append("time:speaking")
            return spoken
        if self._goes_on(parse, frame):
            frame.rules.append("time:present")
            return self._today(frame)
        if any(first <= frame.trigger.start < last for first, last in self.stamped):
            frame.rules.append("time:live")
            return self._today(frame)
        if self.story_time is not None and parse.index - self.story_time[0] <= _TIME_REACH:
            frame.rules.append("time:story")
            return self.story_time[1]
        hour = next((h for h in self.times_here if h.kind == "clock"), None)
        if hour is not None and self._clause_of(parse, hour.first) == self._clause_of(parse, frame.trigger.start):
            frame.rules.append("time:hour")
            return self._today(frame)
        return None

    def _caused_time(self, frame: Frame, parse: SentenceParse) -> EventTime | None:
        """The day of the strike or fight that the sentence gives as the cause of a harm, or of a harm joined to it."""
        if not self._same_story(frame) or not self.times_here:
            return None
        for later in (f for f in parse.frames if f.trigger.start > frame.trigger.start):
            if later.event == "other":
                continue
            joined = later.event in HARM and later.clause.kind in ("conj", "main")
            if later.event in HARM and later.clause.kind == "sub":
                continue  # "24 were killed, while two soldiers died, in clashes that ..."
            if not joined and (later.event not in CAUSES or later.chunk.prep not in self.view.lang.group("causal")):
                return None
            following = (
                h
                for h in self.times_here
                if later.trigger.start < h.first < later.trigger.start + _FAR
                and h.kind in ("event_day", "since", "background")
                and not self._trailing(h)
            )
            hit = next(following, None)
            if hit is not None and not joined:
                return hit.event_time(self.view.text)
            if hit is not None and self._clause_of(parse, hit.first) == self._clause_of(parse, later.trigger.start):
                return hit.event_time(self.view.text)
        return None

    def _trailing(self, hit: TimeHit) -> bool:
        """Whether a time stands behind a cue that follows what is said: "..., the monitor said yesterday"."""
        return any(a.content[1] <= a.cue[0] <= hit.first < a.cue[0] + _SAYING for a in self.attributions_here)

    def _spoken_time(self, frame: Frame, parse: SentenceParse) -> EventTime | None:
        """The day on which it was said: beside the cue, before what is said, or behind a cue that follows it."""
        for attribution in reversed(self._chain(frame.trigger.start)):
            first, cue = attribution.content[0], attribution.cue[0]
            for hit in self.times_here:
                if hit.kind != "event_day":
                    continue
                after = attribution.content[1] <= cue <= hit.first < cue + _SAYING
                before = hit.first < cue < first and not any(f.trigger.start < cue for f in parse.frames)
                if after or before or cue <= hit.first < first:
                    return hit.event_time(self.view.text)
        return None

    def _goes_on(self, parse: SentenceParse, frame: Frame) -> bool:
        """Whether it is told in the present tense as going on: is holding, clashes continue, still besieges."""
        if parse.title or frame.stance != "asserts" or frame.event not in _LASTING:
            return False
        if frame.clause.kind == "rel" and not self._meanwhile(frame):
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

    def _meanwhile(self, frame: Frame) -> bool:
        """Whether a relative clause says what goes on at the time: at a time when the army is shelling."""
        head = frame.clause.antecedent
        return head is not None and self.view.keys[head.head] in self.view.lang.group("while.nouns")

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

    def _before_the_news(self, frame: Frame, chain: list[Attribution], parse: SentenceParse) -> bool:
        """وكان القائد قد قال: what a sentence that opens with "had" tells was said or done before the news."""
        verb = next((c for c in parse.chunks if c.kind == "verb"), None)
        if verb is None or verb.reading is None or verb.reading.pos != "perf":
            return False
        if self.view.keys[parse.chunks[0].start].lstrip(AND) not in self.view.lang.group("had"):
            return False
        if any(parse.start <= a.cue[0] < parse.end for a in chain):
            return True
        same = self._clause_of(parse, verb.start) == self._clause_of(parse, frame.trigger.start)
        return same or frame.clause.kind == "main"
