"""Frames: a trigger with the phrases that fill its roles, its polarity and its modality.

Roles follow the entry's data: what the subject, the object, the construct complement and each preposition mean. An
event noun borrows the subject of the carrier verb that governs it (شن، قام بـ، تمكن من، تعرض لـ، أدى إلى).
"""

from itertools import pairwise
from typing import Final

from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.tolls import TollParts
from riwaya.extract.triggers import Trigger
from riwaya.lang.entries import Event
from riwaya.lang.grammar import FROM, SUFFIXES
from riwaya.model.vocabulary import HARM

_NEAR: Final = 9  # words within which most verbs have the object that completes them


class FrameBuilder(TollParts):
    """Builds the frames of one sentence."""

    def build(self) -> list[Frame]:
        """The frames, in order of their triggers."""
        frames = [frame for trigger in self.found if (frame := self._frame(trigger)) is not None]
        frames = self._one_toll(frames)
        frames = [f for f in frames if not self._backed_attribute(f)]
        self._out_of_toll(frames)
        self._share_counts(frames)
        frames = self._distinct(self._merge_relative(self._one_object(frames)))
        self._link_causes(frames)
        self._link_settings(frames)
        return self._parts(frames)

    def _backed_attribute(self, frame: Frame) -> bool:
        """تقدمت قوات مدعومة بدبابات: it describes who acts, and tells support only as a predicate."""
        reading = frame.trigger.reading
        if frame.event != "support" or reading is None or reading.pos != "ppart":
            return False
        return bool(reading.article) or (frame.clause.verb is not None and frame.clause.verb < frame.trigger.chunk)

    _STRUCK: Final = frozenset(
        ["attack", "airstrike", "shelling", "drone_strike", "vehicle_bomb", "bombing", "chemical_attack"]
    )

    def _merge_relative(self, frames: list[Frame]) -> list[Frame]:
        """An attack that targeted the camp, "an attack targeted the camp": one happening; the verb gives its target."""
        out: list[Frame] = []
        for frame in frames:
            clause = frame.clause
            noun = None
            if frame.event in self._STRUCK and clause.verb == frame.trigger.chunk:
                subject = clause.subject
                news = subject is not None and not (subject.definite or clause.borrowed or subject.end > frame.core_end)
                chunk = clause.antecedent if clause.kind in ("bare", "rel") else subject if news else None
                noun = next(
                    (
                        f
                        for f in out
                        if chunk is not None
                        and f.event in self._STRUCK
                        and (
                            chunk.start <= f.trigger.start < chunk.end
                            or (
                                clause.kind in ("bare", "rel")
                                and f.clause is clause.parent
                                and f.trigger.chunk == f.clause.verb
                                and not f.targets
                            )
                        )
                    ),
                    None,
                )
            told = frame.trigger.reading
            if noun is None and told is not None and told.pos == "ppart" and "target:object" in frame.rules and out:
                before = out[-1]  # غارات ... مستهدفة مخازن
                noun = before if before.event in self._STRUCK and not self._broken(before, frame) else None
            if noun is None:
                self._struck_by_it(out, frame)
                out.append(frame)
                continue
            told = frame.trigger.reading
            if not noun.agents and told is not None and told.suffix:  # لغم زرعته الجماعة
                noun.agents.extend(frame.agents)
            noun.targets.extend(a for a in frame.targets if all(a.start != t.start for t in noun.targets))
            noun.places.extend(a for a in frame.places if all(a.start != t.start for t in noun.places))
            noun.core_end = max(noun.core_end, frame.trigger.end)
            if noun.event == "attack":
                noun.event = frame.event
            noun.rules.append("merged:relative")
        return out

    def _struck_by_it(self, before: list[Frame], frame: Frame) -> None:
        """هجوم في المدينة، بعد استهدافه سوقا: whom the strike hit is told by a noun that takes it up."""
        told = frame.trigger.reading
        strike = before[-1] if before else None
        if told is None or told.pos != "noun" or not told.suffix or frame.event != "attack" or not frame.targets:
            return
        if strike is not None and strike.event in self._STRUCK and not strike.targets:
            strike.shared = list(frame.targets)

    def _one_object(self, frames: list[Frame]) -> list[Frame]:
        """اعترضت الدفاعات ودمرت مسيرة: two verbs, of which only the second has the object, are one frame."""
        out: list[Frame] = []
        for frame in frames:
            before = out[-1] if out else None
            if before is not None and frame.event == before.event and self._gapped(before, frame):
                frame.agents = frame.agents or before.agents
                frame.core_start = min(frame.core_start, before.core_start)
                out.pop()
            out.append(frame)
        return out

    def _gapped(self, first: Frame, second: Frame) -> bool:
        """Whether a verb that takes an object stands without one right before the verb that has it."""
        told = first.trigger.reading, second.trigger.reading
        if any(r is None or r.pos not in ("perf", "impf") or r.suffix for r in told):
            return False
        joined = second.clause.kind == "conj" and second.clause.parent is first.clause
        between = self.chunks[first.trigger.chunk + 1 : second.trigger.chunk]
        bare = sum(c.kind == "np" for c in between) <= 1 and all(not c.prep and c.kind == "np" for c in between)
        return joined and bare and first.trigger.entry.obj == "target" and not first.targets and bool(second.targets)

    def _share_counts(self, frames: list[Frame]) -> None:
        """قتل 16 وجرح 30 من الثوار: a bare count has its victims from the harm told right after it."""
        for n, frame in enumerate(frames):
            if frame.event in HARM and frame.targets and not frame.shared:
                self._counted_on(frame, frames[:n])
        for frame, following in pairwise(frames):
            if frame.event not in HARM or following.event not in HARM:
                continue
            own = [a for a in frame.targets if a.chunk is not None and (a.chunk.kinds or a.chunk.actors)]
            if own and f"target:prep:{FROM}" in following.rules and all(self._anybody(a) for a in own):
                # قتل خمسة أشخاص وأصيب عشرة بجروح من أعضاء الحزب
                frame.shared = [a for a in following.targets if not self._bare_count(a.start, a.end)]
                frame.rules.append("target:shared")
            if not own and following.trigger.start - frame.trigger.end <= 6:
                known = {a.start for a in frame.targets}
                others = [a for a in following.targets if a.start not in known]
                if known:  # مقتل 17 حوثيا وجرح العشرات: the others' number is not whom this befell
                    others = [a for a in others if a.chunk is None or not self._bare_count(a.start, a.end)]
                frame.targets.extend(others)
                frame.rules.append("target:shared-count")

    def _counted_on(self, frame: Frame, before: list[Frame]) -> None:
        """مقتل 18 مسلحا خلال المواجهات وإصابة العشرات: a bare count joined on is of whom the harm before it befell."""
        told = next((f for f in reversed(before) if f.event in HARM), None)
        if told is None or not frame.chunk.coord or self._broken(told, frame):
            return
        if all(a.chunk is not None and self._bare_count(a.start, a.end) for a in frame.targets):
            named = [a for a in told.targets if a.chunk is not None and not self._bare_count(a.start, a.end)]
            if named:
                frame.targets, frame.shared = [], named
                frame.rules.append("target:shared")

    def _anybody(self, argument: Argument) -> bool:
        """Whether a phrase tells no more than that they were people: خمسة أشخاص."""
        chunk = argument.chunk
        last = chunk is not None and chunk.end - 1 == chunk.head
        return chunk is not None and last and self.view.keys[chunk.head] in self.view.lang.group("anybody")

    def _distinct(self, frames: list[Frame]) -> list[Frame]:
        """One happening told by a verb and by its means (استهدف بسيارات مفخخة) is one frame."""
        meant = [f for f in frames if any(r.startswith("means:") for r in f.rules)]
        if not meant:
            return frames
        return [f for f in frames if f in meant or not self._told_by_means(f, meant)]

    def _told_by_means(self, frame: Frame, meant: list[Frame]) -> bool:
        """Whether one of the frames whose means are named tells what this one does, and more exactly."""
        if frame.trigger.reading is not None and frame.event not in ("airstrike", "shelling", "bombing"):
            return False
        return any(
            f.event == frame.event and f.clause is frame.clause and abs(f.trigger.start - frame.trigger.start) <= 12
            for f in meant
        )

    def _frame(self, trigger: Trigger) -> Frame | None:
        chunk = self.chunks[trigger.chunk]
        clause = self.clauses[self.owner[trigger.chunk]]
        entry = trigger.entry
        event = entry.event
        reading = trigger.reading
        if reading is not None and reading.pos == "impf" and entry.imperfect and not reading.prep:
            event = entry.imperfect
        frame = Frame(trigger, event, clause, chunk, self.index)
        if reading is not None and reading.pos in ("perf", "impf", "juss"):
            self._verbal(frame, entry, reading)
        else:
            self._relative_doer(frame)
            self._nominal(frame, entry, reading)
            self._ascribed(frame)
            self._befallen(frame)
            self._infer_agent(frame)
        self._holders(frame)
        self._instrument(frame, entry)
        if entry.owner:
            self._owner(frame, entry)
        if entry.window > _NEAR:
            self._reach(frame, entry)
        frame.others = [other for told in trigger.others if (other := self._frame(told)) is not None]
        for other in frame.others:
            other.alternate = True
        return frame

    def _owner(self, frame: Frame, entry: Event) -> None:
        """Whom it is done to where the word that completes the event says whose it is: أطلق | سراحها."""
        words = self.view.lang.words(entry.with_object)
        stop = min(frame.trigger.end + entry.window, self.chunks[-1].end)
        at = next((t for t in range(frame.trigger.end, stop) if self.view.keys[t] in words), -1)
        if at < 0:
            return
        owner = next((self._complement(c, at + 1) for c in self.chunks if c.start <= at < c.end), None)
        if owner is not None:  # أطلق المسلحون | سراح الطلاب
            self._fill(frame, "target", owner, "construct")
        suffix = next((s for s in SUFFIXES if self.view.keys[at].endswith(s)), "")
        frame.agents[:] = [a for a in frame.agents if not a.start <= at < a.end]
        if suffix and not frame.targets:
            self._pronoun(frame, "target", at, suffix)
        frame.core_end = max(frame.core_end, at + 1)

    def _reach(self, frame: Frame, entry: Event) -> None:
        """Stretch the frame to the far object that completes its verb: لقي عشرة مسلحين من الجبهة | مصرعهم."""
        words = self.view.lang.words(entry.with_object)
        stop = min(frame.trigger.end + entry.window, self.chunks[-1].end)
        at = next((t for t in range(frame.trigger.end, stop) if bare_keys(self.view.keys[t]) & words), -1)
        frame.core_end = max(frame.core_end, at + 1)
