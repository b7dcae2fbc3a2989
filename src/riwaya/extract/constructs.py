"""Constructs: what stands behind an event noun in construct with it, and whether that does it or has it done to it."""

from typing import Final

from riwaya.extract.agreement import accusative
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import suits_agent
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.verbal import VerbalFrames
from riwaya.lang.entries import Event, Function
from riwaya.lang.grammar import (
    ARTICLE,
    BETWEEN,
    FOLDED_TEH,
    NISBA,
    NUN_ENDINGS,
    PLURAL_NOMINATIVE,
    TO,
)
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import FAMILY_OF, HARM

_FIRED: Final = frozenset(("shelling", "airstrike", "drone_strike", "attack"))


class Constructs(VerbalFrames):
    """Fills roles from the complement of an event noun."""

    def _keeps_nun(self, t: int) -> bool:
        return self.view.tokens[t].text.endswith(NUN_ENDINGS) and any(
            r.feature in ("d", "p") for r in self.view.senses[t].events
        )

    def _without(self, t: int) -> bool:
        """عدم / دون / ما في, or one of them before a carrier noun or any (دون وقوع إصابات, دون أي إصابات)."""
        view = self.view
        for at in range(t - 1, max(-1, t - 4), -1):
            sense, key = view.senses[at], view.keys[at]
            if sense.func == "without" or key in view.lang.group("without"):
                return True
            if at and any(
                length == 2 and isinstance(p, Function) and p.kind == "without"
                for length, p in view.phrase_at.get(at - 1, ())
            ):
                return True
            if not sense.carriers and key not in view.lang.group("existence"):
                return False
        return False

    def _done(self, k: int) -> bool:
        """Whether the verb before says only that something was done: تم, جرى."""
        before = self.chunks[k - 1] if k else None
        return before is not None and any(r.entry.passive_voice for r in self.view.senses[before.start].carriers)

    def _sent_off(self, entry: Event, chunk: Chunk) -> bool:
        """Whether a phrase is what the entry's deed needs for its object: shells, drones, fire."""
        if entry.event not in _FIRED or not entry.with_object or self.view.senses[chunk.end - 1].article:
            return False
        words = self.view.lang.words(entry.with_object)
        return any(bare_keys(self.view.keys[t]) & words for t in range(max(chunk.start, chunk.head), chunk.end))

    def _construct(
        self, frame: Frame, entry: Event, reading: Reading, complement: Chunk | None, following: list[Chunk]
    ) -> None:
        role = entry.noun_of
        if reading.suffix and role not in ("none", ""):
            what = {"object": entry.obj, "auto": "agent", "people": "target"}.get(role, role)
            if entry.subj == "target" and role == "object":
                what = "target"
            elif what == entry.obj == "target" and self._has_object(frame, following):
                what = "agent"  # استهدافه تجمعا, قتلهم تسعة: who does it, for the object stands behind
            elif role == "auto" and entry.obj != "none" and self._done(frame.trigger.chunk):
                what = entry.obj  # تمت استعادتها: what it was done to
            self._pronoun(frame, what, frame.trigger.start, reading.suffix)
        if reading.pos in ("part", "ppart"):
            # What a passive participle is said of suffers, what an active one is said of acts.
            whom = self._acted_on(frame, entry, reading, complement) if complement is not None else None
            if whom is not None:  # شن غارات مستهدفا | مخازن أسلحة
                self._fill(frame, entry.obj, whom, "object")
                return
            of = entry.obj if reading.pos == "ppart" else entry.subj
            holder = self._before(frame.trigger.chunk) or frame.clause.topic
            if frame.trigger.start > frame.chunk.start:
                holder = frame.chunk
            if holder is not None and holder is not frame.chunk:
                self._fill(frame, of, holder, "participle")
            elif holder is frame.chunk:
                self._argument(frame, of, Argument(frame.chunk.start, frame.trigger.start, self._head_part(frame)))
            return
        bare = next(
            (
                c
                for c in following[:2]
                if c.kind == "np" and not c.prep and not c.coord and not (c.adverbial and not c.places)
            ),
            None,
        )
        counted = bare is not None and bare.start == frame.trigger.end and self.view.senses[bare.start].func == "quant"
        if complement is None and counted and role == "agent":
            complement, bare = bare, None  # انسحاب آخر المقاتلين
        if complement is None and bare is not None and bare.start == frame.trigger.end and role == "auto":
            behind = self.view.keys[bare.end : bare.end + 1]
            if not self.view.lang.group("oneself").isdisjoint(behind):
                complement, bare = bare, None  # تفجير | أحد المسلحين | نفسه
        if complement is not None and role == "agent" and self._sent_off(entry, complement):
            return  # إطلاق مسيرات: what is launched launches nothing
        if complement is not None and role == "agent" and self._out_of_them(complement):
            self._fill(frame, "agent", complement, "construct")  # فرار العشرات منهم
            return
        if complement is not None and (self._names(complement) if role != "agent" else self._agentive(complement)):
            downed = entry.event == "shootdown" and "means" in complement.kinds  # إسقاط مروحية للنظام
            doer = role == "object" and entry.subj != "target" and not downed
            given = self._given_with_l(complement, following) if doer else None
            taken = self._taken_with_l(complement, following) if doer else -1
            if taken >= 0:
                self._fill(frame, "agent", complement, "construct")
                self._pronoun(frame, entry.obj, taken, self.view.keys[taken].lstrip(TO))
                return
            if given is not None:
                self._fill(frame, "agent", complement, "construct")
                self._fill(frame, entry.obj, given, f"prep:{TO}")
                return
            if role in ("object", "auto") and entry.subj == "agent" and self._doer_of(frame, complement, bare):
                role = "agent"
            elif role == "object":
                role = "target" if entry.subj == "target" else entry.obj
            elif role == "auto":
                role = self._auto(frame, entry, complement, following)
            elif role == "people":
                role = "target"
            if (
                role == "place"
                and frame.event == "bombing"
                and self._blown_up(complement)
                and "site" in complement.kinds
            ):
                self._fill(frame, "target", complement, "construct")
                if not (complement.places or self._place_like(complement)):
                    role = ""
            self._fill(frame, role, complement, "construct")
            if (
                role == "agent"
                and bare is not None
                and entry.obj != "none"
                and (
                    bare.places
                    or suits_agent(bare)
                    or "site" in bare.kinds
                    or (bare.numeral and FAMILY_OF[frame.event] in ("people", "things"))
                )
            ):
                self._fill(frame, entry.obj, bare, "object")
        elif (shared := self._shared(frame, complement, following)) is not None:
            self._fill(frame, "target" if entry.subj == "target" or role == "people" else entry.obj, shared, "shared")
        elif (
            bare is not None
            and role in ("object", "people", "auto", "target")
            and (bare.numeral or self._names(bare))
            and not bare_keys(self.view.keys[bare.start]) & self.view.lang.group("cruelties")
            and (
                not (reading.suffix and frame.event in HARM)
                or bare.numeral
                or bool(bare.actors or bare.kinds - {"site"})
            )  # وفاته | مختلق
            and not (entry.counted and bare.start > frame.trigger.end)  # 79 جريحا جرى | توزيعهم
        ):
            victims = role in ("people", "target") or entry.subj == "target"
            governed = frame.clause.verb is not None and frame.clause.verb < frame.trigger.chunk
            if self._nominative(bare) and governed and frame.event not in HARM and suits_agent(bare):
                self._fill(frame, "agent", bare, "nominative")  # ينفذ عمليات الخطف | متشددون
            else:
                self._fill(frame, "target" if victims else entry.obj, bare, "object")

    def _has_object(self, frame: Frame, following: list[Chunk]) -> bool:
        """Whether the object of an event noun that bears a pronoun stands right behind it: bare, or behind ل."""
        nxt = following[0] if following else None
        if nxt is None or nxt.kind != "np" or nxt.coord or nxt.start != frame.trigger.end or nxt.adverbial:
            return False
        if nxt.prep == TO:
            return bool(nxt.places or suits_agent(nxt) or nxt.kinds & {"site"})
        return not nxt.prep and (nxt.numeral or bool(nxt.kinds & {"site", "people", "person", "force"}))

    def _far_sides(self, frame: Frame) -> None:
        """اشتباكات على أطراف البلدة، وفي حي المطار، بين الجيش والمسلحين: behind nothing but where and when."""
        for chunk in self.chunks[frame.trigger.chunk + 1 :]:
            if chunk.kind == "np" and chunk.prep == BETWEEN:
                if suits_agent(chunk):
                    self._sides(frame, chunk)
                return
            comma = chunk.kind == "punct" and self.view.tokens[chunk.start].text in "،,"
            where = chunk.kind == "np" and chunk.prep and (chunk.places or self._place_like(chunk))
            if not (comma or where or chunk.kind == "time" or chunk.func in ("prep", "adv")):
                return

    def _nominative(self, chunk: Chunk) -> bool:
        """Whether the ending of a sound plural of men shows that a phrase is a subject: مسلحون."""
        heads = self.view.senses[chunk.head].heads
        plural = any(r.feature == "p" for r in heads) or not self.view.senses[chunk.head].readings
        text = self.view.tokens[chunk.head].text
        return plural and text.endswith(PLURAL_NOMINATIVE) and not text.startswith(ARTICLE)

    def _acted_on(self, frame: Frame, entry: Event, reading: Reading, complement: Chunk) -> Chunk | None:
        """The object of an indefinite participle that is written alike as active and passive, where one follows."""
        if reading.pos != "ppart" or entry.obj != "target" or FAMILY_OF[frame.event] not in ("remote", "battle"):
            return None
        sense = self.view.senses[frame.trigger.start]
        opens = frame.trigger.start == frame.chunk.start and not (sense.article or sense.prep)
        return complement if opens and (complement.kinds or complement.actors or complement.places) else None

    def _out_of_them(self, complement: Chunk) -> bool:
        """Whether a phrase does nothing but count out of those named before: dozens of them."""
        following = complement.end
        if following >= len(self.view.keys) or self.view.keys[following] not in self.view.lang.group("out.of.them"):
            return False
        words = self.view.lang.group("counting.only")
        return all(
            self.view.tokens[t].kind == "number" or self.view.keys[t] in words or self.view.keys[t] in self.view.numbers
            for t in range(complement.start, complement.end)
        )

    def _given_with_l(self, complement: Chunk, following: list[Chunk]) -> Chunk | None:
        """استهداف الطيران للسوق: behind a doer in construct, ل gives the object of the verbal noun."""
        doer = bool(complement.actors or complement.kinds & {"force", "body", "means"}) and not complement.numeral
        if not doer or complement.kinds & {"site", "people"} - {"site" if "means" in complement.kinds else ""}:
            return None
        nxt = following[0] if following else None
        if nxt is None or nxt.kind != "np" or nxt.prep != TO or nxt.coord:
            return None
        return nxt if nxt.places or suits_agent(nxt) or "site" in nxt.kinds or nxt.numeral else None

    def _taken_with_l(self, complement: Chunk, following: list[Chunk]) -> int:
        """احتجاز القوات له: behind a doer in construct, the token of a pronoun on ل for the object; -1 without one."""
        if complement.numeral or not complement.kinds & {"force", "body"} or complement.kinds & {"site", "people"}:
            return -1
        at = complement.end
        told = at < len(self.view.keys) and self.view.keys[at] in self.view.lang.group("to.them")
        return at if told and following and following[0].start == at and following[0].kind == "func" else -1

    def _doer_of(self, frame: Frame, complement: Chunk, bare: Chunk | None) -> bool:
        """Whether what stands behind a noun that takes its object is who acts after all.

        So it is where an adjective of nation or party agrees with the noun (القصف الروسي), and where a counted or
        accusative object follows (اعتقال البيشمركة ستة مشتبه بهم).
        """
        view = self.view
        first = complement.start
        if complement.end - first == 1 and FAMILY_OF[frame.event] in ("remote", "battle"):
            sense, key = view.senses[first], view.keys[first]
            agrees = sense.article == view.senses[frame.trigger.start].article and key[-1:] in (NISBA, FOLDED_TEH)
            nation = "people" in sense.kinds or (bool(complement.actors) and not complement.places)
            if agrees and nation and not bare_keys(key) & view.lang.group("civilian.adjectives"):
                return True
        if not complement.actors or complement.actors[0].start != first or complement.numeral:
            return False
        return (
            bare is not None
            and bare.start == complement.end
            and (
                bare.numeral or accusative(view, bare) or (bare.definite and bool(bare.places or bare.kinds & {"site"}))
            )
            and not bare.adverbial
        )

    def _shared(self, frame: Frame, complement: Chunk | None, following: list[Chunk]) -> Chunk | None:
        """مقتل وجرح العشرات: two event nouns before one complement share it."""
        if complement is not None or frame.trigger.entry.noun_of != "object":
            return None
        k = frame.trigger.chunk + 1
        if k >= len(self.chunks):
            return None
        nxt = self.chunks[k]
        if (
            nxt.kind != "np"
            or not nxt.coord
            or (nxt.head not in self.trigger_starts and nxt.start not in self.trigger_starts)
        ):
            return None
        return self._complement(nxt, nxt.start + 1) or next(
            (c for c in self.chunks[k + 1 : k + 2] if c.kind == "np" and not c.prep and c.numeral), None
        )

    def _head_part(self, frame: Frame) -> Chunk:
        part = Chunk("np", frame.chunk.start, frame.trigger.start)
        part.head, part.kinds = frame.chunk.head, frame.chunk.kinds
        part.actors = tuple(m for m in frame.chunk.actors if m.end <= frame.trigger.start)
        part.places = tuple(p for p in frame.chunk.places if p.end <= frame.trigger.start)  # type: ignore[attr-defined]
        part.definite = bool(part.actors or part.places) or self.view.senses[part.end - 1].article
        return part

    def _lent(self, frame: Frame) -> bool:
        """Whether a carrier verb lends the event noun its own subject: X managed to storm | the brigade."""
        clause = frame.clause
        subject = clause.subject
        if clause.verb is None or clause.verb >= frame.trigger.chunk or subject is None or subject is frame.chunk:
            return False
        carriers = self.view.senses[self.chunks[clause.verb].start].carriers
        return suits_agent(subject) and any(
            r.entry.subj == "agent" and frame.chunk.prep in r.entry.preps for r in carriers
        )

    def _auto(self, frame: Frame, entry: Event, complement: Chunk, following: list[Chunk]) -> str:
        """What a construct complement is to an event noun that takes both: who acts, or what is acted on."""
        following_word = self.view.keys[complement.end] if complement.end < len(self.view.keys) else ""
        if {following_word, self.view.keys[complement.end - 1]} & self.view.lang.group("oneself"):
            return "agent"  # تفجير أحدهم نفسه
        if self._lent(frame) and entry.obj != "none":
            return entry.obj
        if complement.places and not complement.actors:
            return "place" if entry.obj in ("place", "none") else entry.obj
        if bare_keys(self.view.keys[complement.head]) & self.view.lang.group("aircraft") and entry.obj == "target":
            return "agent"  # قصف طائرات العدو: they bomb, and are seldom bombed
        if complement.kinds & {"site", "people"}:
            return entry.obj if entry.obj != "none" else "place"
        if any(c.prep == TO and (c.places or suits_agent(c)) for c in following[:2]):
            return "agent"
        if suits_agent(complement) or "means" in complement.kinds:
            return "agent"
        return entry.obj if entry.obj != "none" else "agent"
