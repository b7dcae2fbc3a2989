"""Denials: what a denial leaves standing, and denials of what was claimed before ("he denied it")."""

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Final

import msgspec

from riwaya.extract.attribution import Attribution
from riwaya.extract.clauses import Clause
from riwaya.extract.counting import Counting
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.lang.entries import Reporting, Source
from riwaya.lang.grammar import IN, WITH
from riwaya.model import Claim, Cue, Span, claim_id
from riwaya.model.vocabulary import HARM, NEGATIVE_STANCES

_ANSWERED: Final = 6  # words from what answers an event to the event


class Denials(Counting):
    """Scope and reference of denials and doubts."""

    def _presupposed(self, frame: Frame, denial: Attribution) -> bool:
        """Whether a denial takes an event for granted: told in a relative clause, a time clause, or as a setting.

        "They denied shelling the town that the rebels had taken, after its capture, in the fighting": only the
        shelling is denied.
        """
        view = self.view
        trigger = frame.trigger
        said_of_people = trigger.reading is not None and trigger.reading.pos in ("part", "ppart")
        if denial.stance not in NEGATIVE_STANCES and (said_of_people or trigger.entry.counted):
            return True  # "called for aid to 2,000 displaced, trapped in": they are
        if self._answered(frame, denial):
            return True
        clause: Clause | None = frame.clause
        while clause is not None and clause.kind in ("rel", "bare", "conj"):
            noun = clause.antecedent if clause.kind != "conj" else None
            if noun is not None and noun.start >= denial.content[0] and noun is not frame.chunk:
                return not self._reported(noun.start, noun.end)
            clause = clause.parent
        timed = view.lang.group("source.of.time")
        for t in range(trigger.start - 1, max(trigger.start - 5, denial.content[0]), -1):
            if bare_keys(view.keys[t]) & timed:
                return True
            if not view.senses[t].func:
                break
        reading = trigger.reading
        if reading is None or reading.pos != "noun" or frame.about or frame.part:
            return False
        if denial.stance not in NEGATIVE_STANCES:
            return False
        setting = frame.chunk.prep in (IN, WITH) and frame.chunk.start > denial.content[0] + 2
        known = reading.article or bool(reading.suffix) or (frame.chunk.definite and frame.chunk.head == trigger.start)
        return setting and known

    def _to_end(self, frame: Frame) -> bool:
        """Whether an event is named as what is to end: وقف القصف, الوقف الفوري لاستهداف المعابر."""
        ends = self.view.lang.group("stopping")
        return any(
            bare_keys(self.view.keys[t]) & ends for t in range(max(0, frame.trigger.start - 3), frame.trigger.start)
        )

    def _answered(self, frame: Frame, attribution: Attribution) -> bool:
        """Whether an event stands behind a noun for what answers it: an inquiry into the killing."""
        answers = self.view.lang.group("answers")
        between = range(max(attribution.content[0], frame.trigger.start - _ANSWERED), frame.trigger.start)
        return any(bare_keys(self.view.keys[t]) & answers for t in between)

    def _reported(self, start: int, end: int) -> bool:
        """Whether a phrase is headed by a noun for reports or accusations: what it relates is what is denied."""
        return any(
            isinstance(p, Source) and p.kind == "reports"
            for t in range(start, end)
            for _, p in self.view.phrase_at.get(t, ())
        )

    def _denied_span(self, frame: Frame, chain: list[Attribution], span: tuple[int, int]) -> tuple[int, int]:
        """The evidence of a denied event with the noun for reports or accusations that relates it."""
        if not chain:
            return span
        false = next((a for a in chain if a.falsity and a.stance == "denies"), None)
        if false is not None and false.cue[0] > frame.trigger.start:
            return false.content[0], false.cue[1]  # the report and the words that call it false
        if false is not None and frame.trigger.start - false.cue[1] < 14:
            that = any(self.view.senses[t].func == "that" for t in range(false.cue[1] + 1, frame.trigger.start))
            alone = not any(self.view.senses[t].events for t in range(false.cue[1], frame.trigger.start))
            return (false.cue[0], span[1]) if alone or not that else span
        denial = next((a for a in chain if a.stance in NEGATIVE_STANCES and not a.falsity), None)
        if denial is None or self._presupposed(frame, denial):
            return span
        while span[0] > denial.content[0] and self.view.keys[span[0] - 1] in self.view.lang.group("existence"):
            span = (span[0] - 1, span[1])
        first = max(denial.content[0], frame.trigger.start - 8)
        reports = next((t for t in range(first, frame.trigger.start) if self._reported(t, t + 1)), None)
        return span if reports is None else (min(span[0], reports), span[1])

    def _anaphoric(self, parse: SentenceParse, made: list[Claim]) -> list[Claim]:
        """'Sources doubted these reports', 'he denied it': a denial of what was claimed just before."""
        out: list[Claim] = []
        view = self.view
        for attribution in self.attributions_here:
            if not parse.start <= attribution.cue[0] < parse.end or attribution.stance not in NEGATIVE_STANCES:
                continue
            alone = self._objectless(attribution, parse)
            if not alone and (parse.end - parse.start < 4 or not self._refers(attribution, parse)):
                continue
            if attribution.entry.role == "direct" or any(
                attribution.covers(f.trigger.start) and not self._presupposed(f, attribution) for f in parse.frames
            ):
                continue
            if attribution.entry.stance == "asserts" and not attribution.doubts_if_negated:
                continue
            speakers = list(attribution.voices)
            if not speakers:
                speakers = [v for a in self._chain(attribution.cue[0]) if not a.falsity for v in a.voices]
            target = self._denied(attribution, parse, made)
            if target is None or not (speakers or attribution.falsity):
                continue
            end = min(attribution.content[1], parse.end)
            start = self._denial_start(attribution, parse)
            stop = next(
                (
                    t
                    for t in range(attribution.content[0] + 1, end)
                    if view.tokens[t].text in "،,؛.:" or view.senses[t].func == "sub"
                ),
                end,
            )
            a, b = self.namer.offsets(start, max(stop, attribution.cue[1]))
            x, y = self.namer.offsets(*attribution.cue)
            voices = tuple(self.namer.voice(v) for v in speakers)
            agents = target.agents
            if not agents and speakers and attribution.denies_what == "agent":
                agents = (self.namer.we(speakers[-1]),)  # تبرأت الجماعة من الحادثة: she is said to have done it
            claim = msgspec.structs.replace(
                target,
                id="",
                agents=agents,
                evidence=Span(a, b, view.text[a:b]),
                voices=voices,
                cue=Cue(view.text[x:y], x, y) if voices else None,
                attitude=attribution.attitude,
                stance=attribution.stance,
                denial=attribution.denial or "rebuttal",
                denies_what=attribution.denies_what,
                rules=(f"attribution:{attribution.entry.id}", "denial:anaphoric"),
                score=0.0,
            )
            out.append(msgspec.structs.replace(claim, id=claim_id(view.document.id, claim)))
        return out

    def _denial_start(self, denial: Attribution, parse: SentenceParse) -> int:
        """Where the words of a denial begin: with its subject before the verb, or with what resumes the claim."""
        view = self.view
        cue = denial.cue[0]
        if denial.falsity:
            that = next((t for t in range(cue, denial.cue[1]) if view.senses[t].func == "that"), None)
            if that is not None and that + 1 < denial.cue[1]:
                return that + 2 if view.tokens[that + 1].kind == "punct" else that + 1  # وصفه بأنه | مسرحية
        subject = next((v for v in denial.voices if 0 <= cue - v.end <= 1 and v.start >= parse.start), None)
        if subject is not None:
            return subject.start
        start = cue
        while start > parse.start and start > cue - 2 and bare_keys(view.keys[start - 1]) & view.lang.group("resuming"):
            start -= 1
        return start

    def _denied(self, denial: Attribution, parse: SentenceParse, made: list[Claim]) -> Claim | None:
        """The claim that "it", "these reports", "this toll" or "the accusation" stands for.

        In its own sentence the last one before; else the main (first) one of the nearest sentence that claims
        something. Figures stand for a toll, accusations for what somebody was accused of.
        """
        view = self.view
        words = bare_keys(
            *view.keys[self._denial_start(denial, parse) : max(min(denial.content[1], parse.end), denial.cue[1])]
        )
        at = view.tokens[denial.cue[0]].start
        standing = [c for c in (*self.claims, *made) if c.stance not in NEGATIVE_STANCES and c.evidence.start < at]
        if words & view.lang.group("figures"):
            tolls = [c for c in standing if c.event in HARM and c.quantities]
            if tolls:
                return tolls[-1]
        if words & view.lang.group("accusations"):
            accused = [c for c in standing if any(self._accusing(rule) for rule in c.rules)]
            standing = accused or standing
        if standing and words & view.lang.group("accounts"):
            return standing[0]  # "neither account": what the report is about
        if not standing:
            return self.title_claims[0] if self.title_claims and not parse.title else None
        last = standing[-1].evidence.start
        if last >= view.tokens[parse.start].start and not self._names_reports(denial, parse):
            here = [c for c in standing if c.evidence.start >= view.tokens[parse.start].start]
            return next((c for c in reversed(here) if not self._dates(c)), here[-1])
        starts = [view.tokens[s.start].start for s in view.sentences]
        first = starts[bisect_right(starts, last) - 1]
        return next(c for c in standing if c.evidence.start >= first)

    def _dates(self, claim: Claim) -> bool:
        """Whether a claim's event only says when another was: they withdrew after an attack."""
        at = bisect_left(self.view.tokens, claim.evidence.start, key=attrgetter("start"))
        return at > 0 and self.view.keys[at - 1] in self.view.lang.group("source.of.time")

    def _names_reports(self, denial: Attribution, parse: SentenceParse) -> bool:
        """Whether a denial speaks of reports as such: "these reports", "what they broadcast"."""
        end = max(min(denial.content[1], parse.end), denial.cue[1])
        return self._reported(denial.cue[0], end)

    def _refers(self, denial: Attribution, parse: SentenceParse) -> bool:
        """Whether a denial points back: it says "this", names reports or accusations, or has a pronoun for object."""
        view = self.view
        if denial.falsity or self._names_reports(denial, parse):
            return True
        end = min(denial.content[1], parse.end)
        words = [t for t in range(denial.content[0], end) if view.tokens[t].kind == "word"]
        pronoun = any(r.suffix for r in view.senses[denial.cue[0]].reports)
        accused = bool(bare_keys(*view.keys[denial.cue[0] : end]) & view.lang.group("accusations"))
        disowned = denial.denies_what == "agent" and any(
            bare_keys(view.keys[t]) & view.lang.group("happenings") for t in words[:4]
        )  # تبرأت من الحادثة
        return pronoun or accused or disowned or any(view.senses[t].func == "demo" for t in words[:6])

    def _objectless(self, denial: Attribution, parse: SentenceParse) -> bool:
        """Whether a denial ends its line without saying of what, as headlines do: "... and the army denies"."""
        if denial.entry.stance != "denies" or not denial.voices or denial.falsity:
            return False
        if parse.end < self.view.sentences[-1].end:
            return False  # below a heading the text says it whole
        return all(self.view.tokens[t].kind == "punct" for t in range(denial.cue[1], parse.end))

    def _accusing(self, rule: str) -> bool:
        entry = self.view.lang.reporting.get(rule.removeprefix("attribution:"))
        return isinstance(entry, Reporting) and entry.role == "accuse"
