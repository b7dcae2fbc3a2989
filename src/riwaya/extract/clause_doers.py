"""Doers by their clause: who acts in an event noun that leaves it out, where the subject of its clause does."""

from typing import Final

from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.polarity import Polarity
from riwaya.lang.entries import Verbs
from riwaya.lang.grammar import BY, ON
from riwaya.model.vocabulary import HARM

BEFALLS: Final = HARM | {"destruction"}
"""Harm that may come of a strike without anybody's meaning it."""
_OF_THEM: Final = 4  # words from "the killing" to "of them"


class ClauseDoers(Polarity):
    """Lends the subject of a clause to the event nouns in it."""

    def _foiled(self, token: int) -> bool:
        """Whether an attempt is what a word of repelling before it repels: أحبط الجيش محاولة."""
        words = bare_keys(self.view.keys[token])
        return any(
            t.end <= token <= t.end + t.entry.window
            and t.entry.event == "clash"
            and words & self.view.lang.words(t.entry.absorbs)
            for t in self.found
        )

    def _infer_agent(self, frame: Frame) -> None:
        """Who acts in an event noun that leaves it out: the subject of its clause, where the event is his doing."""
        if self._overcame(frame):
            assert frame.clause.subject is not None
            self._fill(frame, "agent", frame.clause.subject, "clause-subject", borrowed=frame.clause.borrowed)
            return
        if frame.agents or frame.trigger.entry.subj == "target" or frame.trigger.entry.counted:
            return
        if "stance:failed-attempt" in frame.rules and self._foiled(frame.trigger.start - 1):
            return  # أحبط الجيش محاولة تسلل: not the army's
        reading = frame.trigger.reading
        if reading is not None and reading.pos in ("perf", "impf", "juss"):
            return
        clause = frame.clause
        subject = clause.subject
        if subject is None or not suits_agent(subject) or subject.start <= frame.trigger.start < subject.end:
            self._purposed(frame)
            return
        same = self._same_doer(frame, clause)
        if (
            not same
            and clause.verb is not None
            and any(
                t.start == self.chunks[clause.verb].start and (t.entry.passive_first or t.entry.passive_only)
                for t in self.found
            )
        ):
            return  # "twelve soldiers were killed in an attack": whom the verb tells of is no attacker
        attacks = frame.event == "attack" and not self._came_before(frame, clause)
        agreed = frame.event == "agreement"
        versus = (frame.event == "clash" or attacks or agreed) and bool(frame.targets)
        reports = clause.verb is not None and bool(self.view.senses[self.chunks[clause.verb].start].reports)
        purpose = frame.stance == "expects" and "stance:operation" not in frame.rules and not reports
        if not (same or versus or purpose or self._made_by(frame, clause) or self._controlled(frame, clause)):
            return
        if any(t.chunk is not None and (t.chunk is subject or t.start == subject.start) for t in frame.targets):
            return
        verb = self.chunks[clause.verb] if clause.verb is not None else None
        if verb is not None and self.view.senses[verb.start].reports and versus and not agreed:
            return
        self._fill(frame, "agent", subject, "clause-subject")

    def _purposed(self, frame: Frame) -> None:
        """بعد تسلل مسلحين إليها لتطويق المطار: what a deed that is told by a noun is done for is its doer's doing."""
        before = next((t for t in reversed(self.found) if t.start < frame.trigger.start), None)
        if "stance:purpose" not in frame.rules or before is None or before.reading is None:
            return
        if before.reading.pos != "noun" or before.entry.noun_of != "agent":
            return
        doer = self._complement(self.chunks[before.chunk], before.end)
        following = self.chunks[before.chunk + 1]
        if doer is None and following.kind == "np" and not following.prep and following.start == before.end:
            doer = following  # تسلل | مئات من المسلحين
        between = self.chunks[before.chunk + 1 : frame.trigger.chunk]
        if doer is not None and suits_agent(doer) and not any(c.kind == "punct" for c in between):
            self._fill(frame, "agent", doer, "purpose")

    def _overcame(self, frame: Frame) -> bool:
        """أجبر الجيش المسلحين على الفرار بعد مقتل عشرين منهم: who made them do it killed those of them."""
        clause, chunk, reading = frame.clause, frame.chunk, frame.trigger.reading
        if frame.event not in HARM or frame.agents or reading is None or reading.pos != "noun" or clause.verb is None:
            return False
        if chunk.prep not in self.view.lang.group("after.events") or clause.verb >= frame.trigger.chunk:
            return False
        behind = self.view.keys[frame.trigger.end : frame.trigger.end + _OF_THEM]
        if self.view.lang.group("out.of.them").isdisjoint(behind):
            return False
        subject, verb = clause.subject, self.chunks[clause.verb]
        if subject is None or not suits_agent(subject) or verb.reading is None or verb.reading.passive:
            return False
        sense = self.view.senses[verb.start]
        forces = any(r.entry.subj == "object" for r in sense.carriers)
        drives = any(t.start == verb.start and t.entry.subj == "agent" and t.entry.obj == "target" for t in self.found)
        return forces or drives

    def _came_before(self, frame: Frame, clause: Clause) -> bool:
        """انسحب الجنود بعد هجوم على مواقعهم: whether what the verb tells came after or of the event, not in it."""
        first = clause.verb + 1 if clause.verb is not None else frame.trigger.chunk
        between = range(self.chunks[min(first, frame.trigger.chunk)].start, frame.trigger.start)
        keys = {self.view.keys[t] for t in between} | {c.prep for c in self.chunks[first : frame.trigger.chunk + 1]}
        return not keys.isdisjoint(self.view.lang.group("after.events"))

    def _made_by(self, frame: Frame, clause: Clause) -> bool:
        """Whether the event noun is the bare object of its clause's verb: laid an ambush, sent reinforcements."""
        if clause.verb is None or frame.chunk.prep not in ("", BY) or clause.verb >= frame.trigger.chunk or frame.cause:
            return False
        sense = self.view.senses[self.chunks[clause.verb].start]
        if sense.reports or any(r.entry.subj not in ("agent", "agent_or_event") for r in sense.carriers):
            return False
        if any(t.start == self.chunks[clause.verb].start and t.entry.event in BEFALLS for t in self.found):
            return False  # "two were hurt by a raid"
        return frame.trigger.chunk - clause.verb <= 4 and frame.event in self._MADE

    def _same_doer(self, frame: Frame, clause: Clause) -> bool:
        """أعدم التنظيم شابين بعد اعتقالهما: whom a deed befell before or after another is of one doer with it."""
        reading = frame.trigger.reading
        if clause.verb is None or clause.verb >= frame.trigger.chunk or reading is None or not reading.suffix:
            return False
        entry = frame.trigger.entry
        if frame.chunk.prep not in self.view.lang.group("source.of.time") or not (entry.verb and entry.obj == "target"):
            return False
        verb = self.chunks[clause.verb]
        between = self.chunks[clause.verb + 1 : frame.trigger.chunk]
        whom = any(c.kind == "np" and not c.prep and not c.adverbial and c is not clause.subject for c in between)
        deed = whom and any(t.start == verb.start and t.entry.obj == "target" for t in self.found)
        return deed and verb.reading is not None and not verb.reading.passive and not entry.passive_only

    def _controlled(self, frame: Frame, clause: Clause) -> bool:
        """A verbal noun that completes an active verb is its subject's doing: they work on clearing.

        Only behind ب or على, close to the verb, and where the noun's verb is transitive and tells no harm that befalls.
        """
        k = frame.trigger.chunk
        reading = frame.trigger.reading
        if clause.verb is None or clause.verb >= k or reading is None or reading.pos != "noun" or frame.cause:
            return False
        verb = self.chunks[clause.verb]
        sense = self.view.senses[verb.start]
        if verb.reading is None or verb.reading.passive or any(t.start == verb.start for t in self.found):
            return False
        carried = any(r.startswith("carrier:do.") for r in frame.rules)
        if frame.chunk.prep not in (BY, ON) or (sense.reports and not carried):
            return False
        between = self.chunks[clause.verb + 1 : k]
        near = all(c.kind in ("time", "func") or c is clause.subject or (c.coord and not c.prep) for c in between)
        return near and (carried or any(isinstance(r.entry, Verbs) for r in sense.verbs)) and not sense.carriers

    _MADE: Final = frozenset(
        ["ambush", "siege", "reinforcement", "shelling", "airstrike", "attack", "deployment", "clash", "bombing"]
    )
