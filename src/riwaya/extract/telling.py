"""Telling: whether words of an event tell it, or only refer to what was told, or say how something else was."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.doers import Doers
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.lang.grammar import ARTICLE, BY, IN
from riwaya.model import Actor
from riwaya.model.vocabulary import FAMILY_OF, HARM

_NEGATED: Final = 6  # tokens before "any" among which a negation makes it "none"


class Telling(Doers):
    """Knows an event that is told from one that is named only."""

    def _verbal(self, frame: Frame) -> bool:
        reading = frame.trigger.reading
        return reading is not None and reading.pos in ("perf", "impf", "juss")

    def _manner(self, frame: Frame) -> bool:
        """Whether an event that did not take place only tells how another one did: "without a fight"."""
        if "stance:without" in frame.rules and any(
            r.startswith(("stance:carrier:plan", "stance:carrier:try")) for r in frame.rules
        ):
            return True  # "so that they do not come near"
        absent = "stance:without" in frame.rules and frame.event not in HARM | {"destruction"}
        words = self.view.lang.group("without.manner")
        lead = (frame.trigger.start - 1, frame.core_start - 1)
        return absent and any(t >= 0 and self.view.keys[t] in words for t in lead)

    def _unsaid(self, frame: Frame, parse: SentenceParse) -> bool:
        """Whether what is negated is that somebody was told of an event: "has not been informed of his death"."""
        verb = frame.clause.verb
        if "stance:negated" not in frame.rules or verb is None or frame.trigger.chunk <= verb:
            return False
        return any(
            r.pos == "noun" and r.entry.stance == "asserts"
            for t in range(parse.chunks[verb].end, frame.trigger.start)
            for r in self.view.senses[t].reports
        )

    def _counted(self, frame: Frame) -> bool:
        first, end = frame.trigger.start, frame.trigger.end
        behind = end + 1 if end < len(self.view.keys) and self.view.keys[end] == ARTICLE else end  # القتلى الـ15
        return any(h.first <= first <= h.last or h.first == behind for h in self.quantities_here)

    def _told(
        self, frame: Frame, agents: tuple[Actor, ...], targets: tuple[Actor, ...], place: bool, parse: SentenceParse
    ) -> bool:
        """Whether an event noun tells a happening rather than only refers to one that was told."""
        reading = frame.trigger.reading
        if reading is None or reading.pos in ("perf", "impf", "juss"):
            return True
        own = [a for a in (*frame.agents, *frame.targets) if a.chunk is not None or a.pronoun]
        if reading.article and "target:victims" in frame.rules and not (place or frame.agents):
            before = (*self.claims, *self.made)
            if any(FAMILY_OF[c.event] in ("battle", "remote", "gained") for c in before):
                return False  # "the attack left seven dead": whom it hit is told of the dead
        if frame.event in ("clash", "attack") and not own and self._only_referred(frame):
            return False
        if self._of_its_kind(frame):
            return False
        if reading.article and not (own or targets or place) and "stance:purpose" in frame.rules:
            return False  # "to the shelling": what something else leads to, or refers to
        if (frame.carrier is not None and frame.carrier.subj != "cause") or frame.stance != "asserts":
            return True
        verb = parse.chunks[frame.clause.verb] if frame.clause.verb is not None else None
        if (
            place
            and verb is not None
            and frame.clause.subject is frame.chunk
            and any(
                r.entry.subj == "event" or (r.entry.subj == "cause" and frame.places)
                for r in self.view.senses[verb.start].carriers
            )
        ):
            return True  # "the fighting goes on at the outskirts", "the fighting in the suburb left 20 dead"
        leads = frame.chunk in (frame.clause.subject, frame.clause.topic) and (
            frame.event != "clash" or not reading.article
        )
        if leads and verb is not None and any(r.entry.event in HARM for r in self.view.senses[verb.start].events):
            return True  # هجوم يقتل ستة جنود
        if frame.event in ("clash", "attack") and not own:
            # "the battle", "the battles of the town": a happening referred to; told anew only by an indefinite.
            following = frame.trigger.end
            named = following in self.view.place_at or (
                following < len(self.view.senses)
                and bool(self.view.senses[following].events)
                and self.view.keys[following] not in self.view.lang.words(frame.trigger.entry.absorbs)
            )
            if self._goes_on_behind(following, parse.end):
                return True
            return not reading.article and not named and not reading.suffix and not self._demonstrated(frame)
        if own or (targets and not self._cause_told(frame, verb)):
            return True
        chain = self._chain(frame.trigger.start)
        if chain and place and 0 <= frame.trigger.start - chain[-1].content[0] <= 1:
            return True  # "announced the taking of": what is said is the event noun itself
        return not reading.article or (frame.trigger.entry.counted and self._counted(frame))

    def _cause_told(self, frame: Frame, verb: Chunk | None) -> bool:
        """Whether a strike is named again only as what brought a toll: the shelling left five dead."""
        reading = frame.trigger.reading
        if verb is None or reading is None or not reading.article or frame.chunk.prep:
            return False
        if not 0 <= verb.start - frame.chunk.end <= 1 and verb.end != frame.chunk.start:
            return False
        causes = any(r.entry.subj == "cause" for r in self.view.senses[verb.start].carriers)
        return causes and any(c.event == frame.event for c in (*self.claims, *self.made))

    def _goes_on_behind(self, following: int, stop: int) -> bool:
        """Whether what follows says that fighting goes on, or in a relative clause that and where it broke out."""
        view = self.view
        ongoing = view.lang.group("ongoing")
        near = range(following, min(stop, following + 4))
        if any(bare_keys(view.keys[t]) & ongoing for t in near):
            return True
        return (
            following + 1 < stop
            and view.senses[following].func == "rel"
            and any(r.entry.subj in ("event", "place", "agent_or_event") for r in view.senses[following + 1].carriers)
        )

    def _means_of_another(self, frame: Frame, parse: SentenceParse) -> bool:
        """بالصواريخ | والبراميل المتفجرة: joined to what something is done with, arms tell nothing themselves."""
        k = frame.trigger.chunk
        named = bare_keys(self.view.keys[frame.trigger.start]) & self.view.lang.group("arms.thrown")
        joined = (named or frame.trigger.entry.bare) and frame.chunk.coord and k > 0
        return bool(joined) and parse.chunks[k - 1].prep == BY and parse.chunks[k - 1].end == frame.chunk.start

    def _any(self, frame: Frame) -> bool:
        """أي هجوم, أية عملية: an event of a kind, which nobody says to have been, unless it is denied."""
        lead = self.view.keys[frame.trigger.start - 1] if frame.trigger.start else ""
        if frame.stance != "asserts" or not bare_keys(lead) & self.view.lang.group("any.event"):
            return False
        before = range(max(0, frame.trigger.start - _NEGATED), frame.trigger.start)
        negated = any(self.view.senses[t].func == "neg" for t in before)
        return not negated and all(a.stance == "asserts" for a in self._chain(frame.trigger.start))

    def _stopped(self, frame: Frame) -> bool:
        """وقف تقدم المسلحين, مطالبة بوقف الهجوم: they came no further; that it end is asked for, and not it."""
        before = range(max(0, frame.trigger.start - 2), frame.trigger.start)
        ended = any(r.pos == "noun" and r.entry.ends for t in before for r in self.view.senses[t].carriers)
        if not ended or frame.event == "other":
            return False
        asked = any(a.stance == "demands" for a in self._chain(frame.trigger.start))
        return frame.event == "advance" or asked or "stance:purpose" in frame.rules

    def _of_its_kind(self, frame: Frame) -> bool:
        """في ثاني هجوم من نوعه: what was told is put in its series, and not told again."""
        following = self.view.keys[frame.trigger.end : frame.trigger.end + 3]
        return frame.chunk.prep == IN and any(key in self.view.lang.group("its.kind") for key in following)

    def _only_referred(self, frame: Frame) -> bool:
        """Whether fighting is named as a time or a manner only: since the assault began, without fighting."""
        if "stance:without" in frame.rules:
            return True
        reading = frame.trigger.reading
        before = self.view.keys[frame.core_start - 1] if frame.core_start else ""
        return bool(reading and reading.article) and before in self.view.lang.group("source.of.time")

    def _demonstrated(self, frame: Frame) -> bool:
        before = frame.trigger.start - 1
        return before >= 0 and self.view.senses[before].func == "demo"
