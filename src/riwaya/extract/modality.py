"""Modality: what carriers and purpose make of an event, and the subject a carrier lends it."""

from riwaya.extract.carriers import Carriers
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.nations import nation_behind
from riwaya.lang.entries import Carrier, Event, Reporting
from riwaya.lang.grammar import BY, FUTURE, IN, TO
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import HARM


class Modality(Carriers):
    """Carriers over the roles and their polarity."""

    def _carried(self, frame: Frame, entry: Event, k: int) -> None:
        """Borrow from the carrier that governs the event noun: a noun before it in its phrase, or the clause's verb."""
        view = self.view
        chunk = frame.chunk
        self._carrier_noun(frame, entry, k)
        self._operation(frame)
        for t in range(frame.trigger.start - 1, max(chunk.start - 3, -1), -1):
            sense = view.senses[t]
            noun = next((r for r in sense.carriers if r.pos in ("noun", "part")), None)
            if noun is not None and noun.entry.denial == "failed" and self._verb_at(k - 1, t):
                break  # فشل هجوم: a verb, spelled like its noun
            if noun is not None:
                self._carrier(frame, entry, noun, None, t)
                self._no_part(frame, noun.entry, t)
                if noun.pos == "noun" or not noun.entry.shares:
                    frame.core_start = min(frame.core_start, t)
                self._lacking(frame, noun.entry, t)
                if noun.suffix:
                    self._pronoun(
                        frame, "agent", t, noun.suffix
                    ) if noun.entry.subj == "agent" and not frame.agents else None
                elif noun.pos == "part" and noun.entry.subj == "agent" and not frame.agents:
                    self._described_does(frame, t)
            elif t < chunk.start and sense.func != "prep":
                break
        self._intended(frame, entry)
        self._phrase_carrier(frame)
        self._predicated(frame)
        if frame.chunk.prep in view.lang.group("behind"):
            frame.part = True  # نفت أن تكون طائراتها وراء القصف
        clause = frame.clause
        if frame.trigger.start and view.keys[frame.trigger.start - 1] in view.lang.group("nor"):
            return  # ولا إصابات: says by itself that there were none
        if (
            clause.verb is None
            or clause.verb >= k
            or "stance:purpose" in frame.rules
            or any(r.startswith("stance:carrier:plan.tamhidan") for r in frame.rules)
        ):
            return
        verb = self.chunks[clause.verb]
        reading = self._carries(verb, clause)
        if reading is None or (view.senses[verb.start].events and any(t.start == verb.start for t in self.found)):
            return
        reporting = any(isinstance(r.entry, Reporting) for r in view.senses[verb.start].reports)
        if reporting and reading.entry.subj in ("none", "event"):
            negated = clause.verb and self.chunks[clause.verb - 1].func == "neg"
            if reading.entry.subj == "none" or not negated:
                return  # the centre recorded X; but: no X was recorded
        aside = frame.chunk.prep in view.lang.group("source.of.time")
        if reading.entry.subj == "object" and (aside or frame.chunk.prep == IN):
            aside = True
        elif reading.entry.subj not in ("agent", "agent_or_event"):
            aside = False
        if aside and frame.chunk.prep not in reading.entry.folded:
            return  # "forced them to withdraw after an attack", "could not enter it despite raids": these were made
        if any(bare_keys(view.keys[t]) & view.lang.group("verify") for t in range(verb.end, frame.trigger.start)):
            return  # "could not verify the fall of": what could not be done is to verify it
        lead = range(chunk.start, frame.trigger.start)
        if reading.entry.succeeds and any(self._other_noun(t) for t in lead):
            return  # "could name | those behind the raids": what they could do is to name them
        if any(r.pos == "noun" for t in lead for r in view.senses[t].reports):
            return  # "could document | the killing of": what they could do is to document it
        if any(self._reports_by_participle(c) for c in self.chunks[clause.verb + 1 : k]):
            return  # "owned the attack, claiming | the killing of ten": what is claimed is not what is owned
        if self._news_or_cause(frame, clause, reading.entry) or self._accused_of(clause, k, reading.entry):
            return
        if self._only_setting(frame, clause, k, reading.entry):
            return
        if self._came_to_nothing(frame, clause, k, reading.entry):
            return
        resumed = self._resumed_carrier(frame, clause, reading)
        if resumed is not None:
            clause, reading = resumed
            assert clause.verb is not None
            verb = self.chunks[clause.verb]
        self._carrier(frame, entry, reading, clause, verb.start)
        if entry.imperfect and reading.entry.subj == "patient" and reading.pos == "impf":
            frame.event = entry.imperfect  # تخضع المدينة لسيطرة الجيش: it stands so
        assert clause.verb is not None
        self._polarity(frame, clause, clause.verb)
        if reading.prep == FUTURE:
            self._set(frame, "expects", None, "future")
        if reading.entry.subj == "cause":
            frame.cause = True
        elif resumed is not None:
            pass  # the aside between them is no part of what tells the event
        elif reading.entry.subj == "event" and frame.chunk.prep == BY and frame.event in HARM:
            pass  # "an explosion that went off at X left | dead": where it went off is not told of them
        elif not (frame.chunk.coord and any(verb.end <= t < frame.trigger.start - 3 for t in self.trigger_starts)):
            # Of several event nouns joined behind one verb, the later ones have their own words.
            frame.core_start = min(frame.core_start, verb.start)
            if clause.topic is not None and clause.topic.end <= verb.start:
                frame.core_start = min(frame.core_start, clause.topic.start)

    def _carries(self, verb: Chunk, clause: Clause | None = None) -> Reading | None:
        """The reading of a verb as a carrier: the one that it has in its clause, else the first.

        With no subject of its own but the event noun it only says that this goes on: ويجري تمشيط المنطقة.
        """
        found = [r for r in self.view.senses[verb.start].carriers if r.pos in ("perf", "impf", "juss")]
        said = verb.reading
        if said is not None and isinstance(said.entry, Reporting) and said.feature == "3ms":
            found = [r for r in found if r.feature != "3fs"]  # توقع: "he expects", and not "she inflicts"
        if clause is not None and len(found) > 1 and clause.verb is not None and self._goes_on(clause):
            going = next((r for r in found if r.entry.subj == "event" and r.feature == "3ms" and not r.suffix), None)
            if going is not None:
                return going
        return verb.reading if verb.reading in found else next(iter(found), None)

    def _goes_on(self, clause: Clause) -> bool:
        assert clause.verb is not None
        if clause.subject is not None and not clause.borrowed and suits_agent(clause.subject):
            return False
        following = self.chunks[clause.verb + 1 : clause.verb + 4]
        noun = next((c for c in following if c.kind == "np" and not c.adverbial), None)
        return noun is not None and not noun.prep and any(r.pos == "noun" for r in self.view.senses[noun.head].events)

    def _intended(self, frame: Frame, entry: Event) -> None:
        """أعلن الحزب عزمه المشاركة في المعركة: whose intent a carrier noun with a pronoun tells, does what is meant."""
        if frame.agents or entry.subj == "target" or frame.carrier is None:
            return
        for j in range(frame.trigger.chunk - 1, max(-1, frame.trigger.chunk - 4), -1):
            chunk = self.chunks[j]
            if chunk.kind == "verb" or chunk.kind == "punct" or chunk.func in ("that", "rel", "sub"):
                return
            if chunk.kind != "np" or chunk.end - chunk.start != 1:
                continue
            noun = next((r for r in self.view.senses[chunk.start].carriers if r.pos == "noun" and r.suffix), None)
            if noun is not None and noun.entry.subj == "agent" and noun.entry.stance == "expects":
                self._pronoun(frame, "agent", chunk.start, noun.suffix)
                self._set(frame, noun.entry.stance, None, f"carrier:{noun.entry.id}")
                return

    def _resumed_carrier(self, frame: Frame, clause: Clause, reading: Reading) -> tuple[Clause, Reading] | None:
        """قام الجيش، الذي يواجه هجوما تشنه الحركة، | بقصف: the carrier further out that takes the noun's ب, not the
        one of the aside before it."""
        if frame.chunk.prep != BY or BY in reading.entry.folded or clause.kind not in ("rel", "bare"):
            return None
        parent = clause.parent
        while parent is not None:
            if parent.verb is not None:
                carriers = self.view.senses[self.chunks[parent.verb].start].carriers
                outer = next((r for r in carriers if r.pos in ("perf", "impf") and BY in r.entry.folded), None)
                if outer is not None and outer.entry.subj == "agent":
                    return parent, outer
            parent = parent.parent
        return None

    def _described_does(self, frame: Frame, t: int) -> None:
        """المقاتلين الساعين إلى السيطرة: what a carrier participle describes is who acts."""
        copula = self.view.keys[t - 1] in self.view.lang.group("copular.pronouns")
        ends = (t, t - 1) if copula else (t,)
        described = next((c for c in self.chunks if c.kind == "np" and (c.start < t < c.end or c.end in ends)), None)
        if described is not None and copula:
            described = self.clauses[self.owner[self.chunks.index(described)]].topic or described
        if described is None or not suits_agent(described):
            return
        t = min(t, described.end)
        part = Chunk("np", described.start, t)
        part.head, part.kinds, part.coord = described.head, described.kinds, described.coord
        part.actors = tuple(m for m in described.actors if m.end <= t)
        part.definite = described.definite
        self._argument(frame, "agent", Argument(part.start, t, part))
        frame.rules.append("agent:participle")

    def _verb_at(self, j: int, t: int) -> bool:
        """Whether a token is the verb of a chunk."""
        return j >= 0 and self.chunks[j].kind == "verb" and self.chunks[j].start <= t < self.chunks[j].end

    def _predicated(self, frame: Frame) -> None:
        """What a verb of happening says of the event noun before it: "the withdrawal has not taken place"."""
        verb = frame.clause.verb
        if verb is None and frame.clause.topic is frame.chunk:
            likely = self.view.lang.group("likely")
            end = next(
                (c.start for c in self.chunks if c.start >= frame.chunk.end and c.func in ("sub", "that", "rel")),
                self.chunks[-1].end,
            )
            near = self.view.keys[frame.trigger.end : min(end, frame.trigger.end + 10)]
            if any(key in likely for key in near):
                self._set(frame, "possible", None, "likely")  # "his death is likely"
            elif any(key in self.view.lang.group("sure.to.come") for key in near):
                self._set(frame, "expects", None, "sure")  # "its fall is a matter of time"
            return
        if verb is None or frame.clause.subject is not frame.chunk or self.chunks[verb].start < frame.trigger.start:
            return
        carriers = self.view.senses[self.chunks[verb].start].carriers
        if any(r.entry.subj in ("event", "agent_or_event") and r.pos in ("perf", "impf", "juss") for r in carriers):
            self._polarity(frame, frame.clause, verb)
            if carriers[0].prep == FUTURE:
                self._set(frame, "expects", None, "future")  # the attacks | will go on
            if not frame.places:
                self._prepositions(frame, frame.trigger.entry, self._following(verb))  # clashes | broke out at X

    def _carrier_noun(self, frame: Frame, entry: Event, k: int) -> None:
        """قيام الطائرات بـ / بشن غارات: a carrier noun in construct with who acts, the event behind a preposition.

        Whose part in it is spoken of may stand between them, behind ل: علاقة له بالتفجير, صلة لقواته بالتفجير.
        """
        owner: Chunk | None = None
        for j in range(k - 1, max(-1, k - 4), -1):
            chunk = self.chunks[j]
            if chunk.func == "pron" and self.view.keys[chunk.start][:1] == TO:
                continue
            if chunk.kind != "np" or self.owner[j] != self.owner[k]:
                if chunk.kind == "time" or (chunk.kind == "func" and chunk.func == "prep"):
                    continue
                return
            at, noun = next(
                (
                    (t, r)
                    for t in range(chunk.start, chunk.end)
                    for r in self.view.senses[t].carriers
                    if r.pos == "noun" and r.entry.subj == "agent"
                ),
                (chunk.head, None),
            )
            if noun is None:
                owner = chunk if chunk.prep == TO else owner
                continue
            if noun.entry.shares and frame.chunk.prep in noun.entry.folded:
                frame.about, frame.part = noun.entry.about or frame.about, True
                if owner is not None and not frame.agents and suits_agent(owner):
                    self._fill(frame, "agent", owner, f"carrier:{noun.entry.id}")
                self._no_part(frame, noun.entry, at)
            actor = nation_behind(self.view, at, at + 1) or self._complement(chunk, at + 1)
            accuses = bare_keys(self.view.keys[at]) & self.view.lang.group("accusations")
            accused = self.chunks[j + 1 : k] if accuses else []  # اتهام صحف | لعناصرها | بإطلاق النار
            actor = next((c for c in accused if c.kind == "np" and c.prep == TO and suits_agent(c)), actor)
            following = self.chunks[j + 1]
            if actor is None and j + 1 < k and following.kind == "np" and not following.prep:
                actor = following  # قيام | مجموعة مسلحة | بنصب كمين
            if actor is not None and not frame.agents and suits_agent(actor) and entry.subj != "target":
                self._fill(frame, "agent", actor, f"carrier:{noun.entry.id}")
                frame.core_start = min(frame.core_start, chunk.start)
            if noun.entry.attempt and self._failed(at) and entry.event != "attack":
                self._set(frame, "denies", "failed", "failed-attempt")
            elif noun.entry.stance != "asserts":
                self._set(frame, noun.entry.stance, noun.entry.denial, f"carrier:{noun.entry.id}")
            self._lacking(frame, noun.entry, chunk.head)
            return

    def _governing_verb(self, frame: Frame, clause: Clause) -> None:
        """A carrier verb over أن or before a bare imperfect: كاد, حاول أن, قرر أن, باتت تسيطر."""
        parent = clause.parent
        if parent is None or parent.verb is None or clause.kind not in ("that", "bare"):
            return
        if clause.kind == "that" and clause.topic is not None:
            return
        verb = self.chunks[parent.verb]
        reading = self._carries(verb)
        if reading is None:
            return
        carrier: Carrier = reading.entry
        if carrier.subj != "agent" and not carrier.copula:
            return
        if clause.kind == "bare" and not carrier.copula and clause.reading is not None and clause.reading.pos == "perf":
            return  # رفض هدنة وافق عليها: a perfect describes the noun before it
        if carrier.stance != "asserts" and carrier.subj == "agent" and not carrier.only:
            self._set(frame, carrier.stance, carrier.denial, f"carrier:{carrier.id}")
            if carrier.opinion:
                frame.rules.append("stance:opinion")
        elif carrier.copula:
            frame.rules.append(f"carrier:{carrier.id}")
        self._polarity(frame, parent, parent.verb)
