"""Frames of verbal nouns, participles and fixed phrases: construct complements and what stands around them."""

from typing import Final

from riwaya.extract.agreement import spelled_passive, suffix_of, vowelled_passive
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import suits_agent
from riwaya.extract.constructs import Constructs
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.nations import nation_behind
from riwaya.lang.entries import Event
from riwaya.lang.grammar import (
    AND,
    ON,
    PLURAL_SUFFIXES,
    SUFFIXES,
    TEH_MARBUTA,
)
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import FAMILY_OF

_ON_THEM: Final = tuple(ON + suffix for suffix in PLURAL_SUFFIXES)


class NominalFrames(Constructs):
    """Fills the frame of an event noun or phrase."""

    def _nominal(self, frame: Frame, entry: Event, reading: Reading | None) -> None:
        view = self.view
        k = frame.trigger.chunk
        chunk = frame.chunk
        following = self._own_region(k)
        complement = self._complement(chunk, frame.trigger.end)
        if complement is None and frame.trigger.end > chunk.end:
            # A phrase may end inside the chunk behind it: تحت سيطرة | الجيش.
            last = next((c for c in following if c.start < frame.trigger.end < c.end), None)
            complement = self._complement(last, frame.trigger.end) if last is not None else None
        if complement is not None and bare_keys(view.keys[complement.start]) & view.lang.group("cruelties"):
            complement = self._complement(chunk, complement.start + 1)  # قتل وتعذيب | السوريين
        if complement is not None and reading is not None and self._only_describes(complement):
            complement = None
        if complement is not None and reading is not None and self._keeps_nun(frame.trigger.end - 1):
            complement = None  # تفجيرين انتحاريين: an attribute, for what keeps its nun is in no construct
        nation = self._nation(frame)
        if nation is not None:
            self._fill(frame, "agent", nation, "nation")
            complement = None
        if entry.after and not (nation is not None and entry.after == "agent"):
            target = complement or next(
                (
                    c
                    for n, c in enumerate(following[:4])
                    if c.kind == "np"
                    and (n < 2 or c.start == frame.trigger.end)
                    and c.start >= frame.trigger.end
                    and (not c.prep or c.prep_start < frame.trigger.end)
                ),
                None,
            )
            if target is not None and entry.after == "agent":
                victims = target.numeral or target.kinds & {"people"}  # غارة جوية | ستة مدنيين
                target = None if victims or not self._agentive(target) else target
            if target is not None:
                self._fill(frame, entry.after, target, "after", start=frame.trigger.end if target is chunk else None)
            if entry.subj == "place" or (entry.verbal and chunk.kind == "verb"):
                own = frame.clause.verb == k and frame.clause.subject is not None
                holder = frame.clause.subject if own and entry.verbal else self._before(k)
                if holder is not None and not frame.trigger.start <= holder.start < frame.trigger.end:
                    self._fill(frame, entry.subj, holder, "before", borrowed=frame.clause.borrowed)
        elif reading is None and entry.subj in ("agent", "target") and (entry.verbal or entry.event == "distance"):
            holder = self._before(k) or (frame.clause.subject if frame.clause.verb is not None else None)
            if holder is not None:
                self._fill(frame, entry.subj, holder, "before")
        if reading is None and entry.subj == "agent" and chunk.kind == "verb" and not frame.agents:
            self._phrase_subject(frame, chunk)
        verb = frame.clause.verb
        if reading is None and verb is not None and verb in (k, k - 1):
            # ألقي القبض: a phrase that begins behind its verb.
            begins = self.chunks[verb].start
            frame.passive = any(r.passive or spelled_passive(view, begins, r) for r in view.senses[begins].verbs)
        if reading is not None:
            self._construct(frame, entry, reading, complement, following)
        if entry.verbal and frame.clause.verb == k:
            self._polarity(frame, frame.clause, k)
        self._possessed(frame, entry)
        self._done_away_with(frame, entry)
        if entry.counted and entry.event == "displacement" and not frame.targets:
            self._argument(frame, "target", Argument(frame.trigger.start, chunk.end, chunk))  # the displaced themselves
        if entry.counted and not frame.targets:
            self._consists(frame, k)
        self._prepositions(frame, entry, following)
        if frame.event == "clash" and not (frame.agents or frame.targets):
            self._far_sides(frame)
        self._agent_by(frame, entry, following)
        self._carried(frame, entry, k)
        if k > 0 and view.senses[frame.trigger.start].func == "":
            previous = frame.trigger.start - 1
            if self._without(frame.trigger.start):
                self._set(frame, "denies", "negation", "without")
            elif (
                view.keys[previous].lstrip(AND) in view.lang.group("negating.nominal")
                and reading is not None
                and reading.pos in ("part", "ppart", "noun")
            ):
                self._set(frame, "denies", "negation", "negated")

    def _done_away_with(self, frame: Frame, entry: Event) -> None:
        """القضاء عليهم: the pronoun that ends a phrase of killing is who was killed."""
        last = frame.trigger.end - 1
        if frame.trigger.reading is None and entry.after == "none" and self.view.keys[last] in _ON_THEM:
            self._pronoun(frame, "target", last, self.view.keys[last].removeprefix(ON))

    def _only_describes(self, complement: Chunk) -> bool:
        """التفجير الإرهابي الانتحاري: whether nothing but attributes of a strike stands behind its noun."""
        attributes = self.view.lang.group("event.attributes")
        return not complement.actors and all(
            bare_keys(self.view.keys[t]) & attributes for t in range(complement.start, complement.end)
        )

    def _consists(self, frame: Frame, k: int) -> None:
        """القتلى هم | ستة عمال, القتلى يضمون | جنديا ومدنيين: whom a verb behind the dead says that they were."""
        if k + 2 >= len(self.chunks) or self.chunks[k + 1].kind != "verb" or not frame.chunk.definite:
            return
        told = self.chunks[k + 2]
        if self.view.keys[self.chunks[k + 1].start] not in self.view.lang.group("consists.of"):
            return
        if told.kind == "np" and not told.prep and (told.kinds or told.numeral):
            self._fill(frame, "target", told, "consists")
            frame.core_end = max(frame.core_end, told.end)

    def _possessed(self, frame: Frame, entry: Event) -> None:
        """بسط سيطرته, تحت سيطرتنا: the pronoun on what completes an event noun, or ends a phrase, is who acts."""
        if frame.agents or not (entry.absorbs or entry.after == "agent"):
            return
        view = self.view
        words = view.lang.words(entry.absorbs)
        last = frame.trigger.end - 1
        phrased = frame.trigger.reading is None
        for t in (last,) if phrased else range(frame.trigger.end, min(frame.trigger.end + 2, len(view.keys))):
            key = view.keys[t]
            feminine = view.tokens[t].text.endswith(TEH_MARBUTA)
            pronoun = next((p for p in SUFFIXES if key.endswith(p) and len(key) - len(p) > 3 and not feminine), "")
            if pronoun and (phrased or bare_keys(key) & words):
                self._pronoun(frame, "agent", t, pronoun)
                return

    def _phrase_subject(self, frame: Frame, verb: Chunk) -> None:
        """رفعت العلم، يضيق الخناق: a phrase that begins with a verb has the subject of its clause, or a dropped one."""
        clause = frame.clause
        subject = clause.subject
        if clause.verb is None or self.chunks[clause.verb] is not verb:
            return
        if vowelled_passive(self.view, verb.start, verb.reading):
            return
        if any(a.chunk is not None and a.chunk is subject for a in frame.targets):
            return  # أودى بحياة أربعين شخصا: whom it tells of is no doer
        inside = subject is not None and frame.trigger.start <= subject.start < frame.trigger.end
        if inside and clause.kind == "conj" and clause.parent is not None:
            subject, inside = clause.parent.subject, False  # وهو يتقدم | ويضيق الخناق: of who acts before
        if subject is not None and not inside and suits_agent(subject):
            self._fill(frame, "agent", subject, "subject", borrowed=clause.borrowed)
            return
        marked = verb.reading is not None and verb.reading.feature in ("3fs", "3mp")  # 3ms may be impersonal: أفرج عن
        if marked and verb.reading is not None and not verb.reading.passive:
            self._pronoun(frame, "agent", verb.start, suffix_of(verb.reading))

    def _nation(self, frame: Frame) -> Chunk | None:
        if FAMILY_OF[frame.event] not in ("remote", "battle") or frame.event == "shootdown":
            return None
        return nation_behind(self.view, frame.trigger.start, frame.trigger.end)
