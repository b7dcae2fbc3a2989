"""Linking: what one clause of a sentence tells of an event that another one told: who made it, and what it caused."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import suits_agent
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.nations import nation_behind
from riwaya.extract.victims import Victims
from riwaya.lang.grammar import ALEF_MAQSURA, AND, DURING, FEMININE_ENDINGS, IN, SUFFIX_3MP
from riwaya.model.vocabulary import HARM

EFFECTS: Final = HARM | {"destruction"}
STRIKES: Final = frozenset(
    ("airstrike", "shelling", "drone_strike", "vehicle_bomb", "bombing", "chemical_attack", "attack", "ambush")
)
_OF_FIGHTING: Final = EFFECTS | {"seizure", "detained"}
_BEFORE_WINNING: Final = frozenset(("clash", "siege", "attack"))
WON: Final = frozenset(("capture", "recapture", "entry", "advance", "control"))
_NEAR: Final = 4  # words from a strike to the word that ascribes it
_ASCRIBED: Final = 6  # ... and from there to whom it is ascribed
_AMID: Final = 5  # words from "amid reports of" to the dead
_CAUSE_WINDOW: Final = 24  # tokens between a harm and the strike that the same clause names as its cause
_RELATIVE_WINDOW: Final = 8  # chunks between an event noun and the relative clause that says who made it


class Linking(Victims):
    """Ties the frames of one sentence together."""

    def _relative_doer(self, frame: Frame) -> None:
        """غارات شنها الطيران، كمين نصبه لهم مسلحون: the relative clause of an event noun names who made it."""
        if frame.agents or frame.event in EFFECTS:
            return
        k = frame.trigger.chunk
        for j in range(k + 1, min(k + _RELATIVE_WINDOW, len(self.chunks))):
            chunk = self.chunks[j]
            if chunk.kind == "punct" and self.view.tokens[chunk.start].text not in '()«»"،,':
                return
            if chunk.kind == "np" and any(t in self.trigger_starts for t in range(chunk.start, chunk.end)):
                return
            if chunk.func == "rel" and self._of_complement(frame, chunk):
                return
            if chunk.kind != "verb":
                continue
            clause = self.clauses[self.owner[j]]
            reading = chunk.reading
            if reading is None or reading.conj or not self._makes(chunk):
                return
            behind = min(chunk.end, len(self.view.keys) - 1)
            taken_up = reading.suffix or self.view.keys[behind] in self.view.lang.group("resumptive")  # قام بها
            if not taken_up:
                return
            subject = clause.subject
            if subject is not None and not clause.borrowed and subject.start > chunk.start and suits_agent(subject):
                self._fill(frame, "agent", subject, "relative")
                self._prepositions(frame, frame.trigger.entry, self._following(j))
            elif reading.feature == "3mp":
                self._pronoun(frame, "agent", chunk.start, SUFFIX_3MP)
                self._prepositions(frame, frame.trigger.entry, self._following(j))
            return

    def _ascribed(self, frame: Frame) -> None:
        """هجوم نسبته الحكومة إلى التنظيم, تفجير منسوب إلى: to whom a strike is ascribed by a word right behind it."""
        words = self.view.lang.group("ascribed")
        last = self.chunks[-1].end
        at = next(
            (t for t in range(frame.trigger.end, min(frame.trigger.end + _NEAR, last)) if self.view.keys[t] in words),
            -1,
        )
        if at < 0 or frame.event not in STRIKES:
            return
        to = self.view.lang.group("ascribed.to")
        whom = next(
            (c for c in self.chunks if at < c.start <= at + _ASCRIBED and c.kind == "np" and c.prep in to), None
        )
        if whom is not None and suits_agent(whom):
            frame.agents.clear()
            self._fill(frame, "agent", whom, "ascribed")

    def _of_complement(self, frame: Frame, relative: Chunk) -> bool:
        """قطع الطرق التي يستخدمها المسلحون: a feminine relative after a masculine event noun describes another noun."""
        reading = frame.trigger.reading
        if reading is None or reading.pos != "noun" or reading.feature[:1] in ("p", "d"):
            return False
        feminine = self.view.keys[relative.start] in self.view.lang.group("relative.feminine")
        last = self.view.tokens[frame.trigger.start].text
        return feminine and not last.endswith((*FEMININE_ENDINGS, ALEF_MAQSURA)) and not reading.suffix

    def _makes(self, verb: Chunk) -> bool:
        return any(r.entry.subj in ("agent", "agent_or_event") for r in self.view.senses[verb.start].carriers)

    def _link_causes(self, frames: list[Frame]) -> None:
        """Tie each harm to the strike that the sentence names as its cause."""
        self._led_by_nation(frames)
        for n, frame in enumerate(frames):
            if frame.event in EFFECTS:
                frame.caused_by = (
                    self._made_victims(frames, n) or self._cause_after(frames, n) or self._cause_before(frames, n)
                )
            if frame.caused_by is None and frame.cause and not frame.agents and frame.event in _OF_FIGHTING:
                fights = (f for f in reversed(frames[:n]) if f.event == "clash" and f.targets)
                fight = next(fights, None)  # مواجهات مع المسلحين أسفرت عن مقتل العشرات منهم
                frame.fought = fight if fight is not None and not self._broken(fight, frame) else None
        for frame in frames:
            strike = frame.caused_by
            if strike is not None and not strike.agents and frame.agents:
                strike.agents.extend(frame.agents)  # the air force killed ten in raids: its raids
                strike.rules.append("agent:harm")
            named = [a for a in frame.targets if a.chunk is None or not self._bare_count(a.start, a.end)]
            if strike is not None and not strike.targets and named:
                strike.targets.extend(named)  # whom it killed is whom it hit, where nothing else is said
                strike.rules.append("target:victims")

    def _made_victims(self, frames: list[Frame], n: int) -> Frame | None:
        """ضحايا الغارة, قتلى الصاروخ الذي أطلقه: the strike whose victims a noun for dead and hurt people counts."""
        frame, following = frames[n], frames[n + 1] if n + 1 < len(frames) else None
        if following is None or following.event not in STRIKES or not frame.trigger.entry.counted:
            return None
        if following.trigger.start == frame.trigger.end:
            return following
        weapon = following.clause.antecedent
        if weapon is None or following.clause.kind not in ("rel", "bare"):
            return None
        near = weapon.start <= frame.trigger.end < weapon.end
        if near and following.clause.verb == following.trigger.chunk:
            frame.targets[:] = [a for a in frame.targets if not weapon.start <= a.start < weapon.end]
            return following
        return None

    def _led_by_nation(self, frames: list[Frame]) -> None:
        """أسفر التدخل العسكري الروسي عن استعادة المدينة: the nation of what led to a taking took it."""
        for frame in frames:
            subject = frame.clause.subject
            if not frame.cause or frame.agents or frame.event not in WON or subject is None or frame.clause.borrowed:
                continue
            nation = nation_behind(self.view, subject.start, subject.start + 1)
            if nation is not None:
                self._fill(frame, "agent", nation, "nation")

    def _link_settings(self, frames: list[Frame]) -> None:
        """طردت القوات المسلحين من البلدة بعد معارك: who takes a place after fighting fought, against whom he took it.

        An attack told as the time or the place of fighting is the same: fighting broke out when X attacked Y.
        """
        for n, frame in enumerate(frames):
            if frame.event in ("clash", "attack") and frame.trigger.reading is None and not frame.agents:
                self._fell_in(frames, n)  # في تبادل لإطلاق النار مع, في عمليات ضد
            if frame.event not in _BEFORE_WINNING or frame.agents or frame.trigger.reading is None:
                continue
            governing = self._led_to(frames, n)
            if governing is None and frame.event == "clash":
                governing = self._fell_in(frames, n) or self._broke_out_when(frames, n)
            if governing is None:
                continue
            frame.setting = governing
            if not frame.targets:
                frame.targets.extend(a for a in governing.targets if a.chunk is None or suits_agent(a.chunk))

    def _led_to(self, frames: list[Frame], n: int) -> Frame | None:
        frame = frames[n]
        if frame.chunk.prep not in self.view.lang.group("source.of.time") or frame.clause.kind == "rel":
            return None
        before = next((f for f in reversed(frames[:n]) if f.event in WON), None)
        return before if before is not None and before.agents and not self._broken(before, frame) else None

    def _fell_in(self, frames: list[Frame], n: int) -> Frame | None:
        """قتلت القوات عشرة مسلحين في اشتباكات: who kills whom in fighting fights him."""
        frame, before = frames[n], frames[n - 1] if n else None
        if before is None or before.event != "killed" or frame.chunk.prep not in (IN, DURING):
            return None
        if "voice:passive" in before.rules and frame.targets and not frame.agents:
            self._fell_fighting(before, frame)
        active = before.agents and before.targets and "voice:passive" not in before.rules
        return before if active and not self._broken(before, frame) else None

    def _fell_fighting(self, killed: Frame, fight: Frame) -> None:
        """قتل خمسة من جنوده في معارك ضد المسلحين: who falls in a fight against somebody fought him."""
        fell = [a for a in killed.targets if a.chunk is not None]
        if fell and not killed.agents and not self._broken(killed, fight):
            fight.agents.extend(fell)
            fight.rules.append("agent:fell-fighting")

    def _broken(self, first: Frame, second: Frame) -> bool:
        """Whether reported content or a stop stands between two frames."""
        between = self.chunks[first.trigger.chunk + 1 : second.trigger.chunk]
        stops = "؛;:."
        return any(c.func == "that" or (c.kind == "punct" and self.view.tokens[c.start].text in stops) for c in between)

    def _broke_out_when(self, frames: list[Frame], n: int) -> Frame | None:
        frame, following = frames[n], frames[n + 1] if n + 1 < len(frames) else None
        if following is None or following.event != "attack" or not following.agents:
            return None
        opener = following.clause.opener
        if opener is None or opener.start < frame.trigger.end:
            return None
        keys, lang = self.view.keys, self.view.lang
        timed = opener.func == "that" and keys[opener.start - 1] in lang.group("source.of.time")  # after X attacked Y
        return following if timed or keys[opener.start] in lang.group("when") else None

    def _bare_count(self, start: int, end: int) -> bool:
        """Whether tokens only count: forty, dozens of, others."""
        view = self.view
        words = view.lang.group("counting.only")
        return all(
            view.tokens[t].kind != "word"
            or view.keys[t] in words
            or view.keys[t].lstrip(AND) in view.numbers
            or view.senses[t].func in ("quant", "prep")
            for t in range(start, end)
        )

    def _cause_after(self, frames: list[Frame], n: int) -> Frame | None:
        """قتل خمسة وأصيب عشرة جراء قصف: the cause behind a causal preposition, shared by harms that are joined."""
        frame = frames[n]
        told = EFFECTS | STRIKES
        m = next((i for i in range(n + 1, len(frames)) if frames[i].event in told), None)
        following = frames[m] if m is not None else None
        if m is None or following is None or self._apart(frame, following):
            return None
        if following.event in EFFECTS:
            return self._cause_after(frames, m) if self._joined(following) else None
        nominal = following.trigger.reading is None or following.trigger.reading.pos == "noun"
        if following.event in STRIKES and nominal and self._causal(following):
            return following
        return None

    def _apart(self, first: Frame, second: Frame) -> bool:
        """Whether a sign or a clause of reported content separates two frames."""
        if second.trigger.start - first.trigger.end > _CAUSE_WINDOW:
            return True
        between = range(first.trigger.chunk + 1, second.trigger.chunk)
        return any(
            (self.chunks[j].kind == "punct" and self.view.tokens[self.chunks[j].start].text in "؛;:.")
            or self.chunks[j].func == "that"
            or (self.chunks[j].func == "sub" and not (self._joined(second) or self._and_that(self.chunks[j])))
            for j in between
        )

    def _and_that(self, chunk: Chunk) -> bool:
        return self.view.keys[chunk.start] in self.view.lang.group("and.that")

    def _joined(self, frame: Frame) -> bool:
        """Whether و or ف joins the trigger's phrase or verb to what stands before."""
        if frame.chunk.coord or (frame.trigger.reading is not None and frame.trigger.reading.conj):
            return True
        verb = frame.clause.verb
        if verb is not None and verb < frame.trigger.chunk and self.chunks[verb].coord and self._falls(verb):
            return True  # قصفت الطائرات السوق | فسقط عشرون قتيلا
        before = self.view.keys[max(0, frame.trigger.start - 2) : frame.trigger.start]
        return bool(bare_keys(*before) & self.view.lang.group("besides"))  # in addition to the destruction of

    def _amid_reports(self, frame: Frame) -> bool:
        """نفذ التنظيم تفجيرين وسط أنباء عن سقوط قتلى: the dead that are heard of along with a strike."""
        near = self.view.keys[max(0, frame.trigger.start - _AMID) : frame.trigger.start]
        return not self.view.lang.group("amid").isdisjoint(near)

    def _falls(self, verb: int) -> bool:
        """Whether a verb only says that there were dead and hurt."""
        return any(r.entry.subj == "event" for r in self.view.senses[self.chunks[verb].start].carriers)

    def _causal(self, frame: Frame) -> bool:
        return frame.chunk.prep in self.view.lang.group("causal")

    def _cause_before(self, frames: list[Frame], n: int) -> Frame | None:
        """أدى القصف إلى مقتل خمسة; قصفت الطائرات السوق وقتلت امرأة: the cause told first."""
        frame = frames[n]
        if frame.cause:
            causing = frame.clause.subject
            types: set[str] = set()
            if causing is not None and not frame.clause.borrowed:
                types = {r.entry.event for r in self.view.senses[causing.head].events if r.pos == "noun"}
            if types and not types & (STRIKES | EFFECTS):
                return None  # "the clashes led to": no side of a clash is said to have done it
            causes = STRIKES | {"shootdown"}
            return next((f for f in reversed(frames[:n]) if f.event not in EFFECTS and f.event in causes), None)
        subject = frame.clause.subject if frame.clause.verb == frame.trigger.chunk else None
        if subject is not None:
            told = next((f for f in frames if subject.start <= f.trigger.start < subject.end), None)
            if told is not None and told is not frame and told.event in STRIKES:
                return told
        if n and self._amid_reports(frame):
            strike = next((f for f in reversed(frames[:n]) if f.event in STRIKES), None)
            return strike if strike is not None and not self._apart(strike, frame) else None
        verb = frame.clause.verb
        if n and verb is not None and frames[n - 1].trigger.chunk == verb and self._falls(verb):
            n -= 1  # the verb itself, which tells no more than that they fell
        if n == 0 or not self._joined(frame) or self._apart(frames[n - 1], frame):
            return None
        before = frames[n - 1]
        if before.event in EFFECTS:
            return before.caused_by
        if before.event in STRIKES and before.event != "attack" and not frame.places:
            return before
        return None
