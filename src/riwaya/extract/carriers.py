"""Carriers: verbs and nouns that lend an event noun their subject, their stance and what they are about."""

from riwaya.extract.bearing import Bearing
from riwaya.extract.chunk import Chunk
from riwaya.extract.clause_doers import BEFALLS
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.lang.entries import Carrier, Event
from riwaya.lang.grammar import BY
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import HARM


class Carriers(Bearing):
    """Applies a carrier's entry to a frame."""

    def _no_part(self, frame: Frame, carrier: Carrier, token: int) -> None:
        """لا علاقة له بـ, ليست مسؤولة عن, غير متورطين في: that somebody had no part in an event."""
        senses, keys = self.view.senses, self.view.keys
        before = token - 1
        while before >= 0 and (senses[before].func == "quant" or keys[before] in self.view.lang.group("existence")):
            before -= 1
        if carrier.shares and before >= 0 and senses[before].func == "neg":
            self._set(frame, "denies", carrier.denial or "negation", "no-part")
            frame.core_start = min(frame.core_start, before)

    def _lacking(self, frame: Frame, carrier: Carrier, token: int) -> None:
        """عدم تمكنه من: the lack of what a carrier noun tells."""
        if token and self.view.keys[token - 1] in self.view.lang.group("without") and frame.stance == "asserts":
            self._set(frame, "denies", "failed" if carrier.succeeds else "negation", "without")

    def _counted_dead(self, frame: Frame, clause: Clause) -> bool:
        """Whether an event only tells of what those died or were hurt whom the clause's subject counts."""
        if frame.event in HARM:
            return False
        start = frame.trigger.start
        dead = (t for t in self.found if t.entry.event in HARM and t.start < start)
        return any(self.chunks[t.chunk] is clause.subject for t in dead)

    def _carrier(self, frame: Frame, entry: Event, reading: Reading, clause: Clause | None, token: int) -> None:
        carrier: Carrier = reading.entry
        if carrier.figure and clause is not None and self._counted_dead(frame, clause):
            return  # ارتفع عدد ضحايا القصف: the dead rose, and no shelling
        frame.carrier = carrier
        frame.rules.append(f"carrier:{carrier.id}")
        if carrier.attempt and entry.event == "attack" and self._failed(token):
            frame.rules.append("stance:failed-attack")  # محاولة هجوم فاشلة: it was made, and brought nothing
        elif carrier.attempt and self._failed(token):
            self._set(frame, "denies", "failed", "failed-attempt")
        elif carrier.stance != "asserts" and (not carrier.only or entry.event in carrier.only):
            self._set(frame, carrier.stance, carrier.denial, f"carrier:{carrier.id}")
            if carrier.opinion:
                frame.rules.append("stance:opinion")
        if carrier.about:
            frame.about = carrier.about
        frame.part = frame.part or carrier.shares
        if carrier.figure and entry.event in HARM and not frame.targets and frame.chunk.prep not in carrier.figure:
            after = self.chunks[frame.trigger.chunk + 1 :]
            told = next((c for c in after if c.numeral and c.prep in carrier.figure and "people" in c.kinds), None)
            if told is not None:
                self._fill(frame, "target", told, "figure")  # the toll rose | to 12 civilians
        if clause is None:
            return
        subject = clause.subject
        if carrier.subj == "object" and subject is frame.chunk:
            return  # أجبر القصف السكان على النزوح: the shelling itself was forced on nobody
        if carrier.subj == "object" and clause.verb is not None:
            forced = next(
                (
                    c
                    for c in self._following(clause.verb)
                    if c.kind == "np" and not c.prep and c is not subject and suits_agent(c)
                ),
                None,
            )
            suffers = entry.subj == "target"  # اضطر السكان إلى ترك منازلهم
            if forced is not None and not (frame.targets if suffers else frame.agents):
                self._fill(frame, "target" if suffers else "agent", forced, f"carrier:{carrier.id}")
                if suffers and subject is not None and not frame.agents and self._forces(subject):
                    self._fill(frame, "agent", subject, f"carrier:{carrier.id}", borrowed=clause.borrowed)
            elif reading.suffix and not frame.agents:
                self._pronoun(frame, "agent", token, reading.suffix)
            elif subject is not None and not clause.borrowed and not frame.agents and suits_agent(subject):
                self._fill(
                    frame, "target" if suffers else "agent", subject, f"carrier:{carrier.id}"
                )  # passive: "X was forced to"
            return
        if (
            carrier.subj == "cause"
            and clause.verb is not None
            and (entry.event in BEFALLS or entry.event == "displacement")
        ):
            self._inflicted(frame, clause, reading, token)
        if carrier.subj in ("agent", "agent_or_event") and entry.obj == "place":
            self._entered(frame)
        if subject is None or frame.chunk is subject:
            return
        participle = frame.trigger.reading is not None and frame.trigger.reading.pos == "ppart"
        if carrier.subj in ("agent", "agent_or_event"):
            if (
                not frame.agents
                and not participle  # باتوا محاصرين: the subject is whom it befalls
                and (suits_agent(subject) or "means" in subject.kinds or subject.places or clause.borrowed)
                and entry.subj not in ("target", "place")
            ):
                self._fill(frame, "agent", subject, f"carrier:{carrier.id}")
        elif carrier.subj == "patient":
            if subject.places and not subject.actors:
                self._fill(frame, "place", subject, f"carrier:{carrier.id}")
            if entry.subj != "place":
                self._fill(frame, "target", subject, f"carrier:{carrier.id}")
        elif carrier.subj == "place" and (subject.places or "site" in subject.kinds or self._place_like(subject)):
            self._fill(frame, "place", subject, f"carrier:{carrier.id}")

    def _entered(self, frame: Frame) -> None:
        """لم يتمكنوا من دخوله: the verb before has who acts, so the pronoun on its noun is the place."""
        if len(frame.agents) == 1 and frame.agents[0].pronoun and frame.agents[0].start == frame.trigger.start:
            frame.agents.clear()
            frame.place_pronoun = frame.trigger.start

    def _inflicted(self, frame: Frame, clause: Clause, reading: Reading, token: int) -> None:
        """كبدوهم خسائر, ألحق بهم خسائر: who inflicts is the agent, the nearer object the one who suffers."""
        subject = clause.subject
        if not {"", BY} & set(reading.entry.preps):
            return  # "led to the death of": what leads to it is no doer
        if (
            subject is not None
            and not frame.agents
            and subject.end <= frame.trigger.start
            and suits_agent(subject)
            and (subject.kinds & {"force", "body"} or not self.view.senses[subject.head].events)
            and not (subject.places and not subject.actors)
        ):
            self._fill(frame, "agent", subject, "inflicts", borrowed=clause.borrowed)
        if frame.targets:
            return
        if reading.suffix:
            self._pronoun(frame, "target", token, reading.suffix)
            return
        assert clause.verb is not None
        for chunk in self.chunks[clause.verb + 1 : frame.trigger.chunk]:
            if chunk.func == "pron" and self.view.keys[chunk.start][:1] == BY:
                self._pronoun(frame, "target", chunk.start, self.view.keys[chunk.start][1:])
            elif (
                chunk.kind == "np"
                and chunk.prep in ("", BY)
                and (
                    (chunk is not subject and suits_agent(chunk))
                    or self.view.keys[chunk.start] in self.view.lang.group("both.sides")
                )
            ):
                self._fill(frame, "target", chunk, "inflicted")
            else:
                continue
            return

    def _forces(self, subject: Chunk) -> bool:
        """Whether who or what forces somebody out is a body: shelling, clashes and hunger are nobody."""
        told = any(
            self.view.senses[t].events or self.view.senses[t].carriers for t in range(subject.start, subject.end)
        )
        return not told and (bool(subject.actors) or bool(subject.kinds & {"force", "body"}))

    def _failed(self, token: int) -> bool:
        """Whether the sentence says that the attempt came to nothing: what goes before foils it, or what follows."""
        words = self.view.lang.group("failure")
        if self._foiled(token):
            return True
        view = self.view
        return any(
            bare_keys(view.keys[t]) & words or (view.senses[t].carriers and self._no_success(t))
            for t in range(token + 1, self.chunks[-1].end)
        )

    def _no_success(self, t: int) -> bool:
        """لم تنجح, دون أن يتمكنوا: whether a word of succeeding is negated."""
        view = self.view
        if not any(r.entry.succeeds and r.pos != "noun" for r in view.senses[t].carriers):
            return False
        without = view.senses[t - 1].func == "that" and view.keys[t - 2] in view.lang.group("without")
        return view.senses[t - 1].func == "neg" or without
