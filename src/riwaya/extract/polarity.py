"""Polarity: what negation, future and condition before a verb, or a phrase of purpose, make of an event."""

from typing import Final

from riwaya.extract.agreement import feminine
from riwaya.extract.clauses import Clause
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.roles import Roles
from riwaya.lang.entries import Carrier, Function, Source
from riwaya.lang.grammar import AND, TO
from riwaya.model.vocabulary import FAMILY_OF, HARM, Denial, Stance

_TAKINGS: Final = frozenset(("capture", "recapture", "entry", "link_up"))


class Polarity(Roles):
    """The standing of frames: asserted, denied, expected or possible."""

    def _polarity(self, frame: Frame, clause: Clause, verb: int) -> None:
        """Negation, future and condition from what stands before the verb."""
        if self._no_longer(verb) and not self._excepted(verb):
            self._set(frame, "denies", "negation", "negated")
        for j in range(verb - 1, max(-1, verb - 4), -1):
            chunk = self.chunks[j]
            key = self.view.keys[chunk.start]
            if chunk.func == "neg":
                if self.view.keys[chunk.start - 1] in self.view.lang.group("before.whether") and chunk.start:
                    frame.rules.append("stance:unless")  # ما لم: on what condition something else will be
                    break
                still = any(isinstance(p, Function) for _, p in self.view.phrase_at.get(chunk.start, ()))
                if not still and not self._excepted(verb) and not self._ends(verb):
                    self._set(frame, "denies", "negation", "negated")
                break
            if chunk.func == "aux":
                if key.lstrip(AND) in self.view.lang.group("future.auxiliaries"):
                    self._set(frame, "expects", None, "future")
                reading = self.chunks[verb].reading
                imperfect = reading is not None and reading.pos == "impf" and reading.feature not in ("1s", "1p")
                imperfect = imperfect and not self._or_perfect(clause, self.chunks[verb].start)
                be = j + 1 < verb and self.view.keys[self.chunks[j + 1].start] in self.view.lang.group("may.be")
                if (imperfect or be) and key.lstrip(AND) in self.view.lang.group("may"):
                    self._set(frame, "possible", None, "may")
                continue
            if any(
                isinstance(p, Carrier) and p.stance == "expects" for _, p in self.view.phrase_at.get(chunk.start, ())
            ):
                self._set(frame, "expects", None, "future")
            if chunk.kind in ("np", "punct", "verb") or chunk.func in ("that", "rel"):
                if chunk.func == "that":
                    self._behind_that(frame, chunk.start)
                break
        if clause.kind == "cond":
            self._set(frame, "expects", None, "condition")
        elif clause.opener is not None and self._if(clause.opener.start):
            self._set(frame, "possible", None, "condition")

    def _or_perfect(self, clause: Clause, verb: int) -> bool:
        """الرتل قد تحرك: spelled like "may move" of a feminine, but its masculine subject says "has moved"."""
        subject, sense = clause.subject, self.view.senses[verb]
        return (
            subject is not None
            and any(r.pos == "perf" and r.feature == "3ms" for r in (*sense.events, *sense.carriers))
            and not feminine(self.view, subject)
        )

    def _no_longer(self, verb: int) -> bool:
        """لم يعد الجيش يسيطر: the verb that says so stands before this one, at most its subject between them."""
        j = verb - 1
        if j > 0 and self.chunks[j].kind == "np" and not self.chunks[j].prep:
            j -= 1
        if j < 1 or self.chunks[j].kind != "verb" or self.chunks[j - 1].func != "neg":
            return False
        return self.view.keys[self.chunks[j].start] in self.view.lang.group("no.longer")

    def _news_or_cause(self, frame: Frame, clause: Clause, carrier: Carrier) -> bool:
        """Whether a verb does not bear on an event noun behind it.

        No news came in of it: what news does is nobody's plan. The blast did not cause casualties: there were none, but
        there was the blast.
        """
        assert clause.verb is not None
        subject = clause.subject
        if carrier.subj == "agent":
            phrases = self.view.phrase_at.get(subject.start, ()) if subject is not None else ()
            return any(isinstance(p, Source) and p.kind == "reports" for _, p in phrases)
        if carrier.subj != "cause" or not clause.verb or self.chunks[clause.verb - 1].func != "neg":
            return False
        if FAMILY_OF[frame.event] not in ("battle", "remote"):
            return False  # it did not cause | casualties: without a subject of its own, the noun is what did not follow
        return subject is frame.chunk or frame.chunk.prep in carrier.origin

    def _phrase_carrier(self, frame: Frame) -> None:
        """تمهيدا لـ, بهدف, في محاولة ... just before the event noun."""
        view = self.view
        for t in range(frame.trigger.start, max(frame.trigger.start - 4, -1), -1):
            for n, payload in view.phrase_at.get(t, ()):
                if isinstance(payload, Carrier) and t + n <= frame.trigger.start + 1:
                    self._set(frame, payload.stance, payload.denial, f"carrier:{payload.id}")
                    frame.core_start = min(frame.core_start, t)
                    return
        sense = view.senses[frame.trigger.start]
        reading = frame.trigger.reading
        if (
            reading is not None
            and reading.pos == "noun"
            and sense.prep == TO
            and frame.trigger.start == frame.chunk.start
        ):
            previous = self.chunks[frame.trigger.chunk - 1] if frame.trigger.chunk else None
            carried = previous is not None and previous.kind == "verb"
            if frame.event not in HARM and not carried and not self._governed_by_l(frame):
                self._set(frame, "expects", None, "purpose")

    def _governed_by_l(self, frame: Frame) -> bool:
        """تعرض لـ / نتيجة لـ take their noun with ل without purpose."""
        clause = frame.clause
        j = frame.trigger.chunk - 1
        while j > 0 and self.chunks[j].kind == "np" and self.chunks[j].coord and not self.chunks[j].prep:
            j -= 1  # تعرض المدينة وريفها للقصف
        before = self.chunks[j] if j >= 0 else None
        if before is not None and before.kind == "np":
            inside = [self.view.senses[t] for t in range(before.start, before.end)]
            if bare_keys(self.view.keys[before.head]) & self.view.lang.group("takes.li"):
                return True
            if any(TO in r.entry.preps and r.pos == "noun" for sense in inside for r in sense.carriers):
                return True
        if clause.verb is None:
            return False
        return any(TO in r.entry.preps for r in self.view.senses[self.chunks[clause.verb].start].carriers)

    def _behind_that(self, frame: Frame, that: int) -> None:
        """What the words before "that" make of the clause: دون أن يسفر عن إصابات, من المقرر أن."""
        if that and self.view.keys[that - 1] in self.view.lang.group("without"):
            self._set(frame, "denies", "negation", "negated")
        for at in range(max(0, that - 3), that):
            for length, p in self.view.phrase_at.get(at, ()):
                if at + length == that and isinstance(p, Carrier) and p.stance == "expects":
                    self._set(frame, p.stance, None, f"carrier:{p.id}")

    def _operation(self, frame: Frame) -> None:
        """معركة تحرير المدينة: a fight for a place is an attempt on it, unless the words around say that it is won."""
        keys, group = self.view.keys, self.view.lang.group
        t = frame.trigger.start - 1
        if frame.event not in _TAKINGS or t < self.chunks[0].start or not bare_keys(keys[t]) & group("operations.for"):
            return
        verb = frame.clause.verb
        around = [*range(max(t - 2, 0), t), *(() if verb is None else (self.chunks[verb].start,))]
        if not any(bare_keys(keys[u]) & group("won.or.over") for u in around):
            self._set(frame, "expects", None, "operation")

    def _ends(self, verb: int) -> bool:
        """Whether a verb tells of an end: what has not stopped goes on."""
        return any(r.entry.ends for r in self.view.senses[self.chunks[verb].start].carriers)

    def _if(self, t: int) -> bool:
        """Whether a token opens a condition: إذا دخلوا; "whether" (ما إذا) is none."""
        lang, keys = self.view.lang, self.view.keys
        return bool(bare_keys(keys[t]) & lang.group("if")) and keys[t - 1] not in lang.group("before.whether")

    def _excepted(self, verb: int) -> bool:
        """Whether a negated verb asserts after all: "strikes nothing but", "does not wholly hold"."""
        lang, keys = self.view.lang, self.view.keys
        if any(keys[c.start] in lang.group("exceptive") for c in self.chunks[verb + 1 : verb + 5]):
            return True
        end = next((c.start for c in self.chunks[verb + 1 :] if c.kind == "punct"), self.chunks[-1].end)
        return any(keys[t] in lang.group("wholly") for t in range(self.chunks[verb].start, end))

    def _set(self, frame: Frame, stance: Stance, denial: Denial | None, rule: str) -> None:
        if (frame.stance == "denies" and stance != "denies") or "stance:failed-attack" in frame.rules:
            return
        if (
            stance == "denies"
            and frame.carrier is not None
            and frame.carrier.denial == "failed"
            and rule != f"carrier:{frame.carrier.id}"
        ):
            # "did not fail to take": the double negation asserts.
            frame.stance, frame.denial = "asserts", None
            return
        if stance == "denies" and frame.carrier is not None and frame.carrier.succeeds:
            denial = "failed"
        elif stance == "denies" and frame.carrier is not None and frame.carrier.shares:
            denial = frame.carrier.denial or denial  # "we do not stand behind it" answers who said so
        frame.stance, frame.denial = stance, denial
        if frame.part and stance == "denies":
            frame.denies_what = "agent"
        frame.rules.append(f"stance:{rule}")
