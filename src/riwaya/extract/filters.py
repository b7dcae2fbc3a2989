"""Filters: whether a frame tells a happening at all, and what is history."""

from typing import Final

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys, carrying, owned
from riwaya.extract.telling import Telling
from riwaya.lang.entries import Reporting, Source
from riwaya.lang.grammar import ARTICLE, BY, PLURAL_SUFFIXES
from riwaya.model import Actor, EventTime, Place, Quantity
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF, HARM, NEGATIVE_STANCES

_FORCES: Final = frozenset(("force", "body", "means", "joined"))
_BODILY: Final = frozenset(
    (
        *FAMILIES["battle"],
        *FAMILIES["remote"],
        "destruction",
        "siege",
        "capture",
        "recapture",
        "loss",
        "seizure",
        "killed",
    )
)
"""Events that befall things, places and bodies."""
_REFERS: Final = 6  # claims back to the blast that "the attack" may be
_BLASTS: Final = frozenset(("bombing", "vehicle_bomb"))
_RAIDS: Final = frozenset((*FAMILIES["battle"], *FAMILIES["remote"])) - _BLASTS


class Filters(Telling):
    """Checks what an entry needs before a frame becomes a claim."""

    def _happened(self, frame: Frame, chain: list[Attribution]) -> bool:
        """Whether something is told to have happened where the frame is: a fight for a place is one in it."""
        told = frame.stance == "asserts" or "stance:operation" in frame.rules
        return told and all(a.stance == "asserts" for a in chain)

    def _needed(
        self,
        frame: Frame,
        agents: tuple[Actor, ...],
        targets: tuple[Actor, ...],
        places: tuple[Place, ...],
        quantities: tuple[Quantity, ...],
        parse: SentenceParse,
    ) -> bool:
        if self.peace.rules_out(frame, parse.chunks, parse.owner, (parse.start, parse.end)):
            return False
        if self._asked(frame) or "stance:unless" in frame.rules or self._stipulated(frame):
            return False
        if self._stopped(frame) or self._any(frame) or self._means_of_another(frame, parse):
            return False
        if frame.event in _BODILY and self._figure(frame):
            return False
        if frame.event == "bombing" and "stance:negated" in frame.rules and frame.clause.kind in ("bare", "rel"):
            return False  # عبوات لم تنفجر: what is described did not go off; nobody denies a bombing
        needs = frame.trigger.entry.needs
        place = (
            bool(places)
            or frame.place_pronoun >= 0
            or any(a.chunk is not None and self._place_like(a.chunk) for a in frame.places)
        )
        if needs and not self._given(needs, frame, agents, targets, place, quantities, parse):
            return False
        if (
            frame.about == "agent"
            and frame.stance not in NEGATIVE_STANCES
            and not any(
                a.stance in NEGATIVE_STANCES
                or (isinstance(a.entry, Reporting) and a.entry.role in ("accuse", "own"))
                or any(argument.pronoun for argument in frame.agents)
                for a in self._chain(frame.trigger.start)
            )
        ):
            # "A role in the attack" tells no attack anew unless somebody is accused of it, denies it or owns up to it.
            return False
        return self._told(frame, agents, targets, place, parse)

    def _given(
        self,
        needs: str,
        frame: Frame,
        agents: tuple[Actor, ...],
        targets: tuple[Actor, ...],
        place: bool,
        quantities: tuple[Quantity, ...],
        parse: SentenceParse,
    ) -> bool:
        """Whether the text gives what an entry says that its event needs."""
        match needs:
            case "place":
                return place
            case "actor":
                return bool(agents or targets)
            case "actor_told":
                return bool(agents or targets) and (frame.clause.kind != "rel" or place)
            case "any":
                return bool(agents or targets or place)
            case "people":
                nobody = frame.stance == "denies" and frame.event in HARM  # "without casualties" tells of no one
                told = nobody or bool(targets) or any(a.pronoun in PLURAL_SUFFIXES for a in frame.targets)
                return told or any(q.unit in ("people", None) for q in quantities)
            case "civilians":
                return self._civilian(frame) and (not frame.alternate or self._displaced(frame))
            case "both":
                return bool(agents) and place
            case "both_actors":
                return bool(agents) and bool(targets)
            case "force":
                return self._by_force(frame, agents)
            case "force_place":
                return place and self._by_force(frame, agents)
            case "distance":
                far = any(q.unit in ("km", "m", "miles", "mi") for q in quantities)
                return far and not self._geography(frame, parse) and not self._only_where(frame, parse)
            case "number_or_carrier":
                return bool(quantities) or self._carried(frame) or self._counted(frame) or self._befell(frame, parse)
            case "counted":
                start = frame.trigger.start
                return any(h.first <= start < h.last for h in self.quantities_here) or self._number_of(frame)
            case "carrier":
                return frame.carrier is not None
            case "denied":
                return frame.stance == "denies"
        return True

    def _stipulated(self, frame: Frame) -> bool:
        """Whether an event noun is a condition of something else: on condition of the laying down of arms."""
        first = frame.chunk.start
        if self._verbal(frame) or first < 1:
            return False
        return any(bare_keys(self.view.keys[t]) & self.view.lang.group("on.condition") for t in (first - 1, first))

    def _displaced(self, frame: Frame) -> bool:
        """Whether the people who arrive, leave or cross are called displaced: a family may be on a visit."""
        if frame.carrier is not None and frame.carrier.subj == "object":
            return True  # أجبر القتال السكان على مغادرة البلدة
        named = [a.chunk for a in (*frame.agents, *frame.targets) if a.chunk is not None]
        words = self.view.lang.group("displaced")
        return any(bare_keys(self.view.keys[t]) & words for c in named for t in range(c.start, c.end))

    def _number_of(self, frame: Frame) -> bool:
        """عدد اللاجئين: the word before says that they are counted."""
        before = frame.trigger.start - 1
        return before >= 0 and self.view.keys[before] in self.view.lang.group("numbers.of")

    def _carried(self, frame: Frame) -> bool:
        """Whether a carrier says that there were dead or wounded, not that somebody reached them or tried to."""
        carrier = frame.carrier
        return carrier is not None and carrier.denial != "failed" and not (carrier.attempt or carrier.succeeds)

    def _befell(self, frame: Frame, parse: SentenceParse) -> bool:
        """هناك قتلى, قتلى من المسلحين سقطوا: the dead without a number, said to be there or to have fallen."""
        if any(r.startswith("stance:carrier:occur.") for r in frame.rules):
            return True
        verb, reading = frame.clause.verb, frame.trigger.reading
        if reading is None or reading.feature[:1] != "p":
            return False
        if "target:consists" in frame.rules:
            return True
        if verb is None and frame.targets and frame.chunk.prep in self.view.lang.group("between"):
            return True  # بين الجرحى أطفال
        first = verb is None and frame.trigger.start == parse.start and frame.trigger.end < parse.end
        if first and not (reading.article or reading.suffix or self.view.senses[frame.trigger.end].article):
            return True  # قتلى وجرحى بغارة: a headline has no verb
        if verb is None or verb <= frame.trigger.chunk:
            return False
        return any(r.entry.subj == "event" for r in self.view.senses[parse.chunks[verb].start].carriers)

    def _by_force(self, frame: Frame, agents: tuple[Actor, ...]) -> bool:
        """Whether one of those who act can be a force."""
        return any(
            a.chunk is not None
            and (
                not a.chunk.kinds.isdisjoint(_FORCES)
                or any(row.kind != "person" for m in a.chunk.actors for row in m.rows)
            )
            and not ("person" in a.chunk.kinds and "force" not in a.chunk.kinds)
            for a in frame.agents
        ) or bool(agents and any(a.pronoun for a in frame.agents))

    def _asked(self, frame: Frame) -> bool:
        """Whether an event is only asked about: did the town fall? Nobody says so, unless somebody doubts it."""
        asking = carrying(self.view.lang.group("asking"))
        clause: Clause | None = frame.clause
        while clause is not None:
            opener = clause.opener
            if opener is not None and asking[self.view.keys[opener.start]]:
                return all(a.stance == "asserts" for a in self._chain(frame.trigger.start))
            clause = clause.parent
        return False

    def _only_where(self, frame: Frame, parse: SentenceParse) -> bool:
        """Whether a distance tells how far off something else was: fighting 60 km from X, cars 300 m from the blast."""
        far = [a.chunk for a in frame.agents if a.chunk is not None]
        if any(c.actors for c in far):
            return False
        if far:
            senses = self.view.senses
            return any(senses[c.head].events or ("means" in c.kinds and "force" not in c.kinds) for c in far)
        return any(
            f is not frame and f.clause is frame.clause and f.trigger.start < frame.trigger.start
            for f in parse.frames
            if FAMILY_OF[f.event] in ("battle", "remote", "people", "things")
        )

    def _geography(self, frame: Frame, parse: SentenceParse) -> bool:
        """Whether a distance tells where a place lies, and of no force: the town, 40 km from the border."""
        before = frame.trigger.start - 1
        while before >= 0 and self.view.tokens[before].text in ("،", ",", "(", ")"):
            before -= 1
        part = parse.chunks[frame.trigger.chunk - 1] if frame.trigger.chunk else None
        if part is not None and part.end == before + 1:
            first = self.view.keys[part.start]
            if part.prep == BY or (first[:1] == BY and first[1:] in self.view.lang.group("directions")):
                before = part.start - 1  # the town of X, in the middle of the country, 25 km from Y
        clause = frame.clause
        verb = parse.chunks[clause.verb].start if clause.verb is not None else -1
        becomes = verb >= 0 and any(r.entry.copula for r in self.view.senses[verb].carriers)
        if not becomes and any(m.start <= before < m.end for m in self.places_here):
            return True
        lies = self.view.lang.group("lies")
        return any(
            bare_keys(self.view.keys[t]) & lies for t in range(max(0, frame.trigger.start - 8), frame.trigger.start)
        )

    def _figure(self, frame: Frame) -> bool:
        """Whether what is struck, destroyed or taken is no thing, place or body: undermined its economy."""
        table = carrying(owned(self.view.lang.group("abstract")))
        subject = frame.clause.subject
        if subject is not None and self._verbal(frame) and not (subject.actors or frame.clause.borrowed):
            does = carrying(owned(self.view.lang.group("abstract.doers")))
            if table[self.view.keys[subject.head]] or does[self.view.keys[subject.head]]:
                return True  # العقوبات استهدفت, تنفجر الخلافات
        owner = frame.trigger.end  # تدمير | علاقات البلدين
        if frame.event not in FAMILIES["gained"] and owner < frame.chunk.end and table[self.view.keys[owner]]:
            return True
        return any(
            a.chunk is not None and not a.chunk.actors and table[self.view.keys[a.chunk.head]]
            for a in (*frame.targets, *frame.places)
        )

    def _place_like(self, chunk: Chunk) -> bool:
        return bool(chunk.places) or bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("place.like"))

    def _formula(self, frame: Frame) -> bool:
        """Whether the trigger is a word of a fixed phrase that attributes ("no reports came in")."""
        t = frame.trigger.start
        return any(a.cue[0] <= t < a.cue[1] and isinstance(a.entry, Source) for a in self.attributions_here)

    def _retyped(self, frame: Frame) -> None:
        """ "The attack" that somebody is said to be behind, or denies, is of the kind that was told before; and so are
        "the blows" that hit something."""
        reading = frame.trigger.reading
        if "means:subject" in frame.rules and frame.clause.subject is not None:
            head = self.view.keys[frame.clause.subject.head]
            before = [c for c in (*self.before, *self.made) if FAMILY_OF[c.event] == "remote"]
            if before and head.startswith(ARTICLE) and head.removeprefix(ARTICLE) in self.view.lang.group("blows"):
                frame.event = before[-1].event
            return
        if frame.event != "attack" or reading is None or not reading.article or reading.pos != "noun":
            return
        if frame.about != "agent":
            # "The attack" after a bombing, with no attack of another kind told since, is that bombing.
            last = next((c for c in reversed(self.claims[-_REFERS:]) if c.event in _BLASTS or c.event in _RAIDS), None)
            if last is not None and last.event in _BLASTS:
                frame.event = last.event
            return
        told = next((c for c in reversed(self.claims) if c.event in FAMILIES["remote"]), None)
        if told is not None:
            frame.event = told.event

    def _background(self, frame: Frame, chain: list[Attribution], time: EventTime | None) -> bool:
        if any(isinstance(a.entry, Source) and a.entry.kind == "background" for a in chain):
            return True
        hit = next((h for h in self.times_here if time is not None and h.start == time.start), None)
        return hit is not None and hit.kind == "background"
