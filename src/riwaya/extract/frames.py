"""Frames: a trigger with the phrases that fill its roles, its polarity and its modality.

Roles follow the entry's data: what the subject, the object, the construct complement and each preposition mean. An
event noun borrows the subject of the carrier verb that governs it (شن، قام بـ، تمكن من، تعرض لـ، أدى إلى).
"""

from typing import Final

from riwaya.extract.chunks import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.triggers import Trigger, bare_keys
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event, Function, Reporting
from riwaya.lang.lexicon import Reading
from riwaya.model.vocabulary import Denial, DeniesWhat, Stance

_PLACE_PREPS: Final = frozenset(
    "في ب علي الي من نحو باتجاه صوب داخل قرب حول عند وسط خارج بمحيط بالقرب شمال جنوب شرق غرب عبر بين ضمن امام".split()
)


class Argument:
    """A role filler: tokens `[start, end)` and the chunk they are of (None for a pronoun); `pronoun` asks for coreference."""

    __slots__ = ("chunk", "end", "pronoun", "start")

    def __init__(self, start: int, end: int, chunk: Chunk | None, pronoun: str = "") -> None:
        self.start = start
        self.end = end
        self.chunk = chunk
        self.pronoun = pronoun


class Frame:
    """One event as a sentence tells it."""

    __slots__ = (
        "about",
        "agents",
        "carrier",
        "cause",
        "chunk",
        "clause",
        "core_end",
        "core_start",
        "denial",
        "denies_what",
        "event",
        "place_pronoun",
        "places",
        "rules",
        "sentence",
        "stance",
        "targets",
        "trigger",
    )

    def __init__(self, trigger: Trigger, event: str, clause: Clause, chunk: Chunk, sentence: int) -> None:
        self.trigger = trigger
        self.event = event
        self.clause = clause
        self.chunk = chunk
        self.sentence = sentence
        self.agents: list[Argument] = []
        self.targets: list[Argument] = []
        self.places: list[Argument] = []
        self.stance: Stance = "asserts"
        self.denial: Denial | None = None
        self.denies_what: DeniesWhat = "event"
        self.carrier: Carrier | None = None
        self.cause = False
        self.about = ""
        self.core_start = trigger.start
        self.core_end = trigger.end
        self.rules: list[str] = [trigger.rule]
        self.place_pronoun = False


class FrameBuilder:
    """Builds the frames of one sentence."""

    def __init__(
        self, view: View, index: int, chunks: list[Chunk], clauses: list[Clause], owner: list[int], found: list[Trigger]
    ) -> None:
        self.view = view
        self.index = index
        self.chunks = chunks
        self.clauses = clauses
        self.owner = owner
        self.found = found
        self.trigger_starts = {t.start for t in found}

    def build(self) -> list[Frame]:
        """The frames, in order of their triggers."""
        frames = [frame for trigger in self.found if (frame := self._frame(trigger)) is not None]
        self._share_counts(frames)
        return self._distinct(self._merge_relative(frames))

    _STRUCK: Final = frozenset("attack airstrike shelling drone_strike vehicle_bomb bombing chemical_attack".split())

    def _merge_relative(self, frames: list[Frame]) -> list[Frame]:
        """An attack that targeted the camp is one happening: the verb gives the noun its target."""
        out: list[Frame] = []
        for frame in frames:
            clause = frame.clause
            noun = None
            if clause.kind in ("bare", "rel") and frame.event in self._STRUCK and clause.verb == frame.trigger.chunk:
                chunk = clause.antecedent
                noun = next(
                    (f for f in out if chunk is not None and chunk.start <= f.trigger.start < chunk.end and f.event in self._STRUCK), None
                )
            if noun is None:
                out.append(frame)
                continue
            noun.targets.extend(a for a in frame.targets if all(a.start != t.start for t in noun.targets))
            noun.places.extend(a for a in frame.places if all(a.start != t.start for t in noun.places))
            noun.core_end = max(noun.core_end, frame.trigger.end)
            if noun.event == "attack":
                noun.event = frame.event
            noun.rules.append("merged:relative")
        return out

    def _share_counts(self, frames: list[Frame]) -> None:
        """قتل 16 وجرح 30 من الثوار: a bare count has its victims from the harm told right after it."""
        for frame, following in zip(frames, frames[1:], strict=False):
            if frame.event not in ("killed", "injured") or following.event not in ("killed", "injured"):
                continue
            own = [a for a in frame.targets if a.chunk is not None and (a.chunk.kinds or a.chunk.actors)]
            if not own and following.trigger.start - frame.trigger.end <= 6:
                frame.targets.extend(a for a in following.targets if all(a.start != t.start for t in frame.targets))
                frame.rules.append("target:shared-count")

    def _distinct(self, frames: list[Frame]) -> list[Frame]:
        """One happening told by a verb and by its means (استهدف بسيارات مفخخة) is one frame."""
        out: list[Frame] = []
        for frame in frames:
            twin = next(
                (
                    f
                    for f in frames
                    if f is not frame
                    and f.event == frame.event
                    and f.clause is frame.clause
                    and abs(f.trigger.start - frame.trigger.start) <= 12
                    and any(r.startswith("means:") for r in f.rules)
                ),
                None,
            )
            named_by_means = twin is not None and not any(r.startswith("means:") for r in frame.rules)
            if named_by_means and (frame.trigger.reading is None or frame.event in ("airstrike", "shelling", "bombing")):
                continue
            out.append(frame)
        return out

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
            self._nominal(frame, entry, reading)
            self._infer_agent(frame)
        self._instrument(frame, entry)
        return frame

    # --- verbs ---

    def _verbal(self, frame: Frame, entry: Event, reading: Reading) -> None:
        clause, k = frame.clause, frame.trigger.chunk
        subject = clause.subject if clause.verb == k else None
        following = self._following(k)
        bare = [c for c in following if c.kind == "np" and not c.prep and not c.adverbial]
        passive = reading.passive or entry.passive_only
        if entry.passive_first and not reading.passive:
            passive = self._reads_passive(clause, bare, subject, reading)
        object_: Chunk | None = None
        if passive:
            object_ = subject if subject is not None and (clause.topic is subject or subject in bare) else (bare[0] if bare else subject)
            subject = None
            frame.rules.append("voice:passive")
        else:
            rest = [c for c in bare if c is not subject]
            if rest and entry.obj != "none":
                object_ = rest[0]
        if clause.antecedent is not None and clause.kind != "bare" and subject is not clause.antecedent and not passive:
            if reading.suffix and entry.obj != "none":
                object_ = object_ or clause.antecedent
                self._fill(frame, entry.obj, object_, "rel:object")
                object_ = None
            elif self._resumed(following) or clause.kind == "rel" and entry.subj == "agent" and not reading.suffix:
                role = "place" if clause.antecedent.places or entry.obj == "none" else entry.obj
                self._fill(frame, role, clause.antecedent, "rel:antecedent")
        if subject is not None:
            self._fill(frame, entry.subj, subject, "subject", borrowed=clause.borrowed)
        if object_ is not None:
            role = "target" if passive and entry.subj == "target" else entry.obj
            self._fill(frame, role, object_, "object")
        elif reading.suffix and entry.obj not in ("none", "") and clause.kind != "rel":
            self._pronoun(frame, entry.obj, frame.trigger.start, reading.suffix)
        self._prepositions(frame, entry, following)
        self._agent_by(frame, following)
        self._polarity(frame, clause, k)
        if reading.prep == "س":
            self._set(frame, "expects", None, "future")
        elif reading.prep == "ل" and reading.pos == "impf" and not self._after_perfect(clause):
            self._set(frame, "expects", None, "purpose")
        self._governing_verb(frame, clause)

    def _reads_passive(self, clause: Clause, bare: list[Chunk], subject: Chunk | None, reading: Reading) -> bool:
        """Whether an unvowelled قتل reads as 'was killed': one phrase only, a count or people, and no actor before it."""
        after = [c for c in bare if self.chunks.index(c) > (clause.verb or 0)]
        if reading.feature in ("3mp", "1p", "3md") and after and (after[0].numeral or suits_agent(after[0])):
            return False  # a plural verb has its subject already: what follows is the object
        if reading.feature == "3fs" and after and after[0].numeral and not self._feminine(after[0]):
            return False  # قتلت 137 جنديا: a count of men does not make its verb feminine
        if after and self.view.tokens[after[0].end - 1].text in self._OBLIQUE:
            return False
        if clause.topic is not None and after and suits_agent(clause.topic):
            return False
        if len(after) >= 2:
            first, second = after[0], after[1]
            if first.kinds and first.kinds <= {"people"} and not first.actors:
                return True
            if "site" in first.kinds and second.numeral:
                return False
            if first.numeral or not suits_agent(first):
                return True
            return not (second.numeral or second.kinds & {"people", "force"} or second.actors)
        if clause.topic is not None and not after:
            return True
        if after:
            return True
        return subject is None or not clause.borrowed

    _OBLIQUE: Final = frozenset(("آخرين", "اخرين"))

    def _feminine(self, chunk: Chunk) -> bool:
        return self.view.tokens[chunk.head].text.endswith(("ة", "ات", "ء"))

    def _after_perfect(self, clause: Clause) -> bool:
        parent = clause.parent
        return parent is not None and parent.verb is not None and (
            (r := self.chunks[parent.verb].reading) is not None and r.pos == "perf" and bool([x for x in self.view.senses[self.chunks[parent.verb].start].events])
        )

    def _resumed(self, following: list[Chunk]) -> bool:
        """A resumptive pronoun on a preposition: عليها, فيه, منها."""
        return any(
            self.view.keys[t] in self.view.lang.group("resumptive")
            for c in following
            for t in range(c.start, c.end)
        )

    def _following(self, k: int) -> list[Chunk]:
        """The chunks after chunk `k` that belong to its clause, up to the next trigger's own region."""
        out: list[Chunk] = []
        clause = self.owner[k]
        for j in range(k + 1, len(self.chunks)):
            if self.owner[j] != clause:
                if out and self.clauses[self.owner[j]].kind in ("that", "conj", "sub", "cond"):
                    break
                continue
            chunk = self.chunks[j]
            if chunk.kind == "verb" or (chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;:"):
                break
            out.append(chunk)
        return out

    # --- nouns and phrases ---

    def _nominal(self, frame: Frame, entry: Event, reading: Reading | None) -> None:
        view = self.view
        k = frame.trigger.chunk
        chunk = frame.chunk
        following = self._own_region(k)
        complement = self._complement(chunk, frame.trigger.end)
        if entry.after:
            target = complement or next(
                (c for c in following[:2] if c.kind == "np" and c.start >= frame.trigger.end and (not c.prep or c.prep_start < frame.trigger.end)),
                None,
            )
            if target is not None and entry.after == "agent" and not self._agentive(target):
                target = None
            if target is not None:
                self._fill(frame, entry.after, target, "after", start=frame.trigger.end if target is chunk else None)
            if entry.subj == "place" or (entry.verbal and chunk.kind == "verb"):
                own = frame.clause.verb == k and frame.clause.subject is not None
                holder = frame.clause.subject if own and entry.verbal else self._before(k)
                if holder is not None:
                    self._fill(frame, entry.subj, holder, "before", borrowed=frame.clause.borrowed)
        elif reading is None and entry.subj in ("agent", "target") and (entry.verbal or entry.event == "distance"):
            holder = self._before(k) or (frame.clause.subject if frame.clause.verb is not None else None)
            if holder is not None:
                self._fill(frame, entry.subj, holder, "before")
        if reading is not None:
            self._construct(frame, entry, reading, complement, following)
        self._prepositions(frame, entry, following)
        self._agent_by(frame, following)
        self._carried(frame, entry, k)
        if k > 0 and view.senses[frame.trigger.start].func == "":
            previous = frame.trigger.start - 1
            if (previous >= 0 and view.senses[previous].func == "without") or self._without(frame.trigger.start):
                self._set(frame, "denies", "negation", "without")
            elif view.keys[previous] in view.lang.group("negating.nominal") and reading is not None and reading.pos in ("part", "ppart", "noun"):
                self._set(frame, "denies", "negation", "negated")

    def _without(self, t: int) -> bool:
        """عدم / دون, or a carrier noun after one (دون وقوع إصابات)."""
        senses = self.view.senses
        for back in (1, 2):
            if t - back >= 0 and senses[t - back].func in ("without",):
                return True
            if t - back >= 0 and self.view.keys[t - back] in ("دون", "بدون", "عدم"):
                return True
            if t - back >= 0 and not senses[t - back].carriers:
                return False
        return False

    def _own_region(self, k: int) -> list[Chunk]:
        out: list[Chunk] = []
        clause = self.owner[k]
        for j in range(k + 1, len(self.chunks)):
            chunk = self.chunks[j]
            if chunk.kind == "verb" and j == k + 1 and self._runs(chunk):
                clause = self.owner[j]  # "clashes that go on between X and Y": the verb only says that they happen
                continue
            if self.owner[j] != clause or chunk.kind == "verb":
                break
            if chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;:،,.":
                break
            if chunk.kind == "np" and chunk.coord and any(t in self.trigger_starts for t in range(chunk.start, chunk.head + 2)):
                break
            if chunk.func == "prep" and chunk.prep in self.view.lang.group("source.of.time") and j + 1 < len(self.chunks) and any(
                t in self.trigger_starts for t in range(self.chunks[j + 1].start, self.chunks[j + 1].end)
            ):
                break
            out.append(chunk)
        return out

    def _runs(self, verb: Chunk) -> bool:
        return any(r.entry.subj in ("event", "agent_or_event") or r.entry.copula for r in self.view.senses[verb.start].carriers)

    def _complement(self, chunk: Chunk, start: int) -> Chunk | None:
        """The rest of the trigger's own phrase as a phrase of its own: what stands in construct with an event noun."""
        if start >= chunk.end:
            return None
        rest = Chunk("np", start, chunk.end)
        rest.actors = [m for m in chunk.actors if m.start >= start]
        rest.places = [p for p in chunk.places if p.start >= start]  # type: ignore[attr-defined]
        rest.head = start
        senses = self.view.senses
        while rest.head < rest.end - 1 and (senses[rest.head].func in ("quant", "demo") or self.view.tokens[rest.head].key in self.view.numbers
               or self.view.tokens[rest.head].kind == "number" or senses[rest.head].func == "prep"):
            rest.head += 1
            rest.numeral = True
        rest.kinds = frozenset(r.entry.kind for r in senses[rest.head].heads)
        rest.definite = True
        return rest

    def _construct(self, frame: Frame, entry: Event, reading: Reading, complement: Chunk | None, following: list[Chunk]) -> None:
        role = entry.noun_of
        if reading.suffix and role not in ("none", ""):
            what = {"object": entry.obj, "auto": "agent", "people": "target"}.get(role, role)
            if entry.subj == "target" and role == "object":
                what = "target"
            self._pronoun(frame, what, frame.trigger.start, reading.suffix)
        if reading.pos == "ppart":
            holder = self._before(frame.trigger.chunk) or frame.clause.topic
            if frame.trigger.start > frame.chunk.start:
                holder = frame.chunk
            if holder is not None and holder is not frame.chunk:
                self._fill(frame, entry.obj, holder, "participle")
            elif holder is frame.chunk:
                self._argument(frame, entry.obj, Argument(frame.chunk.start, frame.trigger.start, self._head_part(frame)))
            return
        bare = next((c for c in following[:2] if c.kind == "np" and not c.prep and not c.coord), None)
        if complement is not None and (self._names(complement) if role != "agent" else self._agentive(complement)):
            if role == "object":
                role = "target" if entry.subj == "target" else entry.obj
            elif role == "auto":
                role = self._auto(entry, complement, following)
            elif role == "people":
                role = "target"
            self._fill(frame, role, complement, "construct")
            if role == "agent" and bare is not None and entry.obj != "none" and (bare.places or suits_agent(bare) or "site" in bare.kinds):
                self._fill(frame, entry.obj, bare, "object")
        elif (shared := self._shared(frame, complement, following)) is not None:
            self._fill(frame, "target" if entry.subj == "target" or role == "people" else entry.obj, shared, "shared")
        elif bare is not None and role in ("object", "people", "auto") and (bare.numeral or self._names(bare)):
            self._fill(frame, "target" if role == "people" or entry.subj == "target" else entry.obj, bare, "object")

    def _shared(self, frame: Frame, complement: Chunk | None, following: list[Chunk]) -> Chunk | None:
        """مقتل وجرح العشرات: two event nouns before one complement share it."""
        if complement is not None or frame.trigger.entry.noun_of != "object":
            return None
        k = frame.trigger.chunk + 1
        if k >= len(self.chunks):
            return None
        nxt = self.chunks[k]
        if nxt.kind != "np" or not nxt.coord or nxt.head not in self.trigger_starts and nxt.start not in self.trigger_starts:
            return None
        return self._complement(nxt, nxt.start + 1) or next(
            (c for c in self.chunks[k + 1 : k + 2] if c.kind == "np" and not c.prep and c.numeral), None
        )

    def _head_part(self, frame: Frame) -> Chunk:
        part = Chunk("np", frame.chunk.start, frame.trigger.start)
        part.head, part.kinds = frame.chunk.head, frame.chunk.kinds
        part.actors = [m for m in frame.chunk.actors if m.end <= frame.trigger.start]
        part.places = [p for p in frame.chunk.places if p.end <= frame.trigger.start]  # type: ignore[attr-defined]
        return part

    def _auto(self, entry: Event, complement: Chunk, following: list[Chunk]) -> str:
        """What a construct complement is to an event noun that takes both: who acts, or what is acted on."""
        if complement.places and not complement.actors:
            return "place" if entry.obj in ("place", "none") else entry.obj
        if complement.kinds & {"site", "people"}:
            return entry.obj if entry.obj != "none" else "place"
        if any(c.prep == "ل" and (c.places or suits_agent(c)) for c in following[:2]):
            return "agent"
        if suits_agent(complement) or "means" in complement.kinds:
            return "agent"
        return entry.obj if entry.obj != "none" else "agent"

    def _agentive(self, chunk: Chunk) -> bool:
        return suits_agent(chunk) or bool(chunk.places) or "means" in chunk.kinds

    def _names(self, chunk: Chunk) -> bool:
        return bool(chunk.actors or chunk.places or chunk.kinds & {"force", "body", "person", "people", "site", "means", "source"}) or (
            chunk.numeral or self._proper(chunk)
        )

    def _proper(self, chunk: Chunk) -> bool:
        """An unknown word that is no adjective: a name the gazetteer does not hold."""
        sense = self.view.senses[chunk.head]
        text = self.view.tokens[chunk.head].text
        return not sense.readings and not text.endswith(("ة", "ية", "ي", "يا", "ا")) and not text.startswith("ال") and not sense.func

    def _before(self, k: int) -> Chunk | None:
        clause = self.owner[k]
        for j in range(k - 1, max(-1, k - 6), -1):
            if self.owner[j] != clause:
                break
            chunk = self.chunks[j]
            if chunk.kind == "np" and not chunk.prep:
                return chunk
        owner = self.clauses[clause]
        return owner.antecedent if owner.kind == "rel" else owner.subject

    # --- shared ---

    def _prepositions(self, frame: Frame, entry: Event, following: list[Chunk]) -> None:
        for n, chunk in enumerate(following):
            if chunk.func == "pron" and "place" in entry.preps.values():
                frame.place_pronoun = True  # "took it": a place, named before
            if chunk.kind != "np" or not chunk.prep:
                continue
            if chunk.start <= frame.trigger.start < chunk.end:
                continue
            role = entry.preps.get(self._spelled(chunk), "")
            if role == "sides":
                self._sides(frame, chunk, following[n + 1 :])
            elif role == "agent" and chunk.prep in ("ل", "من") and n > 0 and not frame.trigger.entry.after:
                continue  # whose it is stands right behind the noun; further on it belongs to something else
            elif role in ("agent", "by") and (suits_agent(chunk) or "means" in chunk.kinds):
                self._fill(frame, "agent", chunk, f"prep:{chunk.prep}")
            elif role == "agent" and chunk.places and chunk.prep in ("من", "ل"):
                self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif role == "agent_or_target":
                acts = (suits_agent(chunk) or "means" in chunk.kinds) and not chunk.kinds & {"site", "people"}
                self._fill(frame, "agent" if acts and not frame.agents else "target", chunk, f"prep:{chunk.prep}")
                if chunk.places:
                    self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif role == "victims":
                if suits_agent(chunk) and not (chunk.places and not chunk.actors):
                    self._fill(frame, "target", chunk, f"prep:{chunk.prep}")
            elif role == "target":
                if suits_agent(chunk) or "site" in chunk.kinds or chunk.places or chunk.numeral or self._hit_place(chunk):
                    self._fill(frame, "target", chunk, f"prep:{chunk.prep}")
                    if chunk.places:
                        self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif role == "place":
                if chunk.places or self._place_like(chunk):
                    self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif not role and chunk.prep in _PLACE_PREPS and (chunk.places and chunk.prep != "من" or chunk.prep == "في" and self._place_like(chunk)):
                self._fill(frame, "place", chunk, f"prep:{chunk.prep}")

    _SPELLED: Final = {"علي": "على", "الي": "إلى", "لدي": "لدى", "حتي": "حتى", "امام": "أمام"}

    def _spelled(self, chunk: Chunk) -> str:
        return self._SPELLED.get(chunk.prep, chunk.prep)

    def _sides(self, frame: Frame, first: Chunk, rest: list[Chunk]) -> None:
        """بين X وY: one side and the other."""
        self._fill(frame, "agent", first, "between:first")
        second = next((c for c in rest[:4] if c.kind == "np" and c.coord), None)
        if second is not None and (suits_agent(second) or second.places):
            self._fill(frame, "target", second, "between:second")

    def _agent_by(self, frame: Frame, following: list[Chunk]) -> None:
        """على يد / من قبل / بيد X."""
        if not following:
            return
        view = self.view
        for chunk in following:
            for t in range(chunk.start, chunk.end):
                for n, payload in view.lang.agent_by.match(view.keys, t):
                    if isinstance(payload, Function):
                        holder = next((c for c in following if c.kind == "np" and c.start <= t + n < c.end or c.start == t + n), None)
                        if holder is not None and holder.kind == "np" and suits_agent(holder):
                            frame.agents.clear()
                            self._argument(frame, "agent", Argument(max(holder.start, t + n), holder.end, holder))
                            frame.rules.append("agent:by")
                            return

    def _fill(self, frame: Frame, role: str, chunk: Chunk, rule: str, *, borrowed: bool = False, start: int | None = None) -> None:
        if role in ("none", "", "cause", "event", "instrument", "sides", "kill_obj"):
            return
        self._argument(frame, role, Argument(start if start is not None else chunk.start, chunk.end, chunk))
        for joined in self._coordinated(chunk):
            if role == "place" and not joined.places:
                break
            if role in ("agent", "target") and not (suits_agent(joined) or "site" in joined.kinds or joined.numeral):
                break
            self._argument(frame, role, Argument(joined.start, joined.end, joined))
        if role == "target" and self._hit_place(chunk):
            self._argument(frame, "place", Argument(start if start is not None else chunk.start, chunk.end, chunk))
        frame.rules.append(f"{role}:{rule}")

    def _hit_place(self, chunk: Chunk) -> bool:
        """Whether what is hit is also where: a town, a base, quarters; positions of somebody are not."""
        if chunk.places and not chunk.actors:
            return True
        return bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("hit.places")) and not chunk.kinds & {"people", "person"}

    def _place_like(self, chunk: Chunk) -> bool:
        """Whether a phrase tells a place by a head word."""
        if chunk.places and not chunk.actors:
            return True
        return bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("place.like")) and not chunk.kinds & {"people", "person"}

    def _argument(self, frame: Frame, role: str, argument: Argument) -> None:
        bucket = {"agent": frame.agents, "target": frame.targets, "place": frame.places, "patient": frame.targets}.get(role)
        if bucket is None:
            return
        if all(a.start != argument.start for a in bucket):
            bucket.append(argument)

    def _coordinated(self, chunk: Chunk) -> list[Chunk]:
        """The phrases joined to this one by و, as long as they follow directly and hold no trigger."""
        out: list[Chunk] = []
        try:
            k = self.chunks.index(chunk)
        except ValueError:
            k = next((n for n, c in enumerate(self.chunks) if c.start <= chunk.start < c.end), -1)
        j = k + 1
        while 0 < j < len(self.chunks) and len(out) < 4:
            nxt = self.chunks[j]
            if nxt.kind == "np" and nxt.coord and nxt.prep == self.chunks[k].prep and nxt.head not in self.trigger_starts and nxt.start not in self.trigger_starts:
                out.append(nxt)
                j += 1
                continue
            break
        return out

    def _pronoun(self, frame: Frame, role: str, token: int, suffix: str) -> None:
        self._argument(frame, role, Argument(token, token + 1, None, suffix))
        frame.rules.append(f"{role}:pronoun")

    def _carried(self, frame: Frame, entry: Event, k: int) -> None:
        """Borrow from the carrier that governs the event noun: a noun before it in the same phrase, or the clause's verb."""
        view = self.view
        chunk = frame.chunk
        self._carrier_noun(frame, entry, k)
        for t in range(frame.trigger.start - 1, max(chunk.start - 3, -1), -1):
            sense = view.senses[t]
            noun = next((r for r in sense.carriers if r.pos in ("noun", "part")), None)
            if noun is not None:
                self._carrier(frame, entry, noun, None, t)
                frame.core_start = min(frame.core_start, t)
                if noun.suffix:
                    self._pronoun(frame, "agent", t, noun.suffix) if noun.entry.subj == "agent" and not frame.agents else None
            elif t < chunk.start and sense.func != "prep":
                break
        self._phrase_carrier(frame)
        clause = frame.clause
        if clause.verb is None or clause.verb >= k or "stance:purpose" in frame.rules or any(r.startswith("stance:carrier:plan.tamhidan") for r in frame.rules):
            return
        verb = self.chunks[clause.verb]
        reading = next((r for r in view.senses[verb.start].carriers if r.pos in ("perf", "impf", "juss")), None)
        if reading is None or view.senses[verb.start].events and any(t.start == verb.start for t in self.found):
            return
        if any(isinstance(r.entry, Reporting) for r in view.senses[verb.start].reports) and reading.entry.subj == "none":
            return
        self._carrier(frame, entry, reading, clause, verb.start)
        self._polarity(frame, clause, clause.verb)
        if reading.prep == "س":
            self._set(frame, "expects", None, "future")
        if reading.entry.subj != "cause":
            frame.core_start = min(frame.core_start, verb.start)
            if clause.topic is not None and clause.topic.end <= verb.start:
                frame.core_start = min(frame.core_start, clause.topic.start)
        else:
            frame.cause = True

    def _carrier_noun(self, frame: Frame, entry: Event, k: int) -> None:
        """قيام الطائرات بـ / بشن غارات: a carrier noun in construct with who acts, the event noun behind a preposition."""
        for j in range(k - 1, max(-1, k - 4), -1):
            chunk = self.chunks[j]
            if chunk.kind != "np" or self.owner[j] != self.owner[k]:
                if chunk.kind == "func" and chunk.func == "prep":
                    continue
                return
            noun = next((r for r in self.view.senses[chunk.head].carriers if r.pos == "noun" and r.entry.subj == "agent"), None)
            if noun is None:
                continue
            actor = self._complement(chunk, chunk.head + 1)
            if actor is not None and not frame.agents and suits_agent(actor) and entry.subj != "target":
                self._fill(frame, "agent", actor, f"carrier:{noun.entry.id}")
                frame.core_start = min(frame.core_start, chunk.start)
            if noun.entry.stance != "asserts":
                self._set(frame, noun.entry.stance, noun.entry.denial, f"carrier:{noun.entry.id}")
            return

    def _infer_agent(self, frame: Frame) -> None:
        """Who acts in an event noun that leaves it out: the subject of its clause, where the event is his doing."""
        if frame.agents or frame.trigger.entry.subj == "target" or frame.trigger.entry.counted:
            return
        reading = frame.trigger.reading
        if reading is not None and reading.pos in ("perf", "impf", "juss"):
            return
        clause = frame.clause
        subject = clause.subject
        if subject is None or not suits_agent(subject) or subject.start <= frame.trigger.start < subject.end:
            return
        versus = frame.event in ("clash", "attack") and bool(frame.targets)
        purpose = frame.stance == "expects"
        if not (versus or purpose or self._made_by(frame, clause)):
            return
        if any(t.chunk is not None and (t.chunk is subject or t.start == subject.start) for t in frame.targets):
            return
        verb = self.chunks[clause.verb] if clause.verb is not None else None
        if verb is not None and self.view.senses[verb.start].reports and versus:
            return
        self._fill(frame, "agent", subject, "clause-subject")

    def _made_by(self, frame: Frame, clause: Clause) -> bool:
        """Whether the event noun is the bare object of what its clause's subject does: laid an ambush, sent reinforcements."""
        if clause.verb is None or frame.chunk.prep not in ("", "ب") or clause.verb >= frame.trigger.chunk or frame.cause:
            return False
        sense = self.view.senses[self.chunks[clause.verb].start]
        if sense.reports or any(r.entry.subj not in ("agent", "agent_or_event") for r in sense.carriers):
            return False
        return frame.trigger.chunk - clause.verb <= 4 and frame.event in self._MADE

    _MADE: Final = frozenset("ambush siege reinforcement shelling airstrike attack deployment clash bombing".split())

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
        if reading is not None and reading.pos == "noun" and sense.prep == "ل" and frame.trigger.start == frame.chunk.start:
            previous = self.chunks[frame.trigger.chunk - 1] if frame.trigger.chunk else None
            carried = previous is not None and previous.kind == "verb"
            if frame.event not in ("killed", "injured") and not carried and not self._governed_by_l(frame):
                self._set(frame, "expects", None, "purpose")

    def _governed_by_l(self, frame: Frame) -> bool:
        """تعرض لـ / نتيجة لـ take their noun with ل without purpose."""
        clause = frame.clause
        if clause.verb is None:
            return False
        return any("ل" in r.entry.preps for r in self.view.senses[self.chunks[clause.verb].start].carriers)

    def _carrier(self, frame: Frame, entry: Event, reading: Reading, clause: Clause | None, token: int) -> None:
        carrier: Carrier = reading.entry
        frame.carrier = carrier
        frame.rules.append(f"carrier:{carrier.id}")
        if carrier.id.startswith("try.") and self._failed(token):
            self._set(frame, "denies", "failed", "failed-attempt")
        elif carrier.stance != "asserts":
            self._set(frame, carrier.stance, carrier.denial, f"carrier:{carrier.id}")
        if carrier.about:
            frame.about = carrier.about
        if clause is None:
            return
        subject = clause.subject
        if carrier.subj == "object" and clause.verb is not None:
            forced = next(
                (c for c in self._following(clause.verb) if c.kind == "np" and not c.prep and c is not subject and suits_agent(c)), None
            )
            if forced is not None and not frame.agents:
                self._fill(frame, "agent", forced, f"carrier:{carrier.id}")
            elif reading.suffix and not frame.agents:
                self._pronoun(frame, "agent", token, reading.suffix)
            return
        if subject is None or frame.chunk is subject:
            return
        if carrier.subj in ("agent", "agent_or_event"):
            if not frame.agents and (suits_agent(subject) or "means" in subject.kinds or subject.places) and entry.subj != "target":
                self._fill(frame, "agent", subject, f"carrier:{carrier.id}")
        elif carrier.subj == "patient":
            if subject.places and not subject.actors:
                self._fill(frame, "place", subject, f"carrier:{carrier.id}")
            self._fill(frame, "target", subject, f"carrier:{carrier.id}")
        elif carrier.subj == "place" and (subject.places or "place" in subject.kinds or "site" in subject.kinds):
            self._fill(frame, "place", subject, f"carrier:{carrier.id}")

    def _failed(self, token: int) -> bool:
        """Whether the sentence goes on to say that the attempt came to nothing."""
        words = self.view.lang.group("failure")
        return any(self.view.keys[t] in words for t in range(token + 1, self.chunks[-1].end))

    def _governing_verb(self, frame: Frame, clause: Clause) -> None:
        """A carrier verb over أن or before a bare imperfect: كاد, حاول أن, قرر أن, باتت تسيطر."""
        parent = clause.parent
        if parent is None or parent.verb is None or clause.kind not in ("that", "bare"):
            return
        if clause.kind == "that" and clause.topic is not None:
            return
        verb = self.chunks[parent.verb]
        reading = next((r for r in self.view.senses[verb.start].carriers if r.pos in ("perf", "impf", "juss")), None)
        if reading is None:
            return
        carrier: Carrier = reading.entry
        if carrier.subj != "agent" and not carrier.copula:
            return
        if carrier.stance != "asserts" and carrier.subj == "agent":
            self._set(frame, carrier.stance, carrier.denial, f"carrier:{carrier.id}")
        elif carrier.copula:
            frame.rules.append(f"carrier:{carrier.id}")
        self._polarity(frame, parent, parent.verb)

    def _polarity(self, frame: Frame, clause: Clause, verb: int) -> None:
        """Negation, future and condition from what stands before the verb."""
        for j in range(verb - 1, max(-1, verb - 4), -1):
            chunk = self.chunks[j]
            key = self.view.keys[chunk.start]
            if chunk.func == "neg":
                still = any(isinstance(p, Function) for _, p in self.view.phrase_at.get(chunk.start, ()))
                if not still:
                    self._set(frame, "denies", "negation", "negated")
                break
            if chunk.func == "aux":
                if key.lstrip("و") in ("سيكون", "ستكون"):
                    self._set(frame, "expects", None, "future")
                continue
            if any(isinstance(p, Carrier) and p.stance == "expects" for _, p in self.view.phrase_at.get(chunk.start, ())):
                self._set(frame, "expects", None, "future")
            if chunk.kind in ("np", "punct", "verb") or chunk.func in ("that", "rel"):
                break
        if clause.kind == "cond":
            self._set(frame, "expects", None, "condition")

    def _set(self, frame: Frame, stance: Stance, denial: Denial | None, rule: str) -> None:
        if frame.stance == "denies" and stance != "denies":
            return
        if stance == "denies" and frame.carrier is not None and frame.carrier.denial == "failed" and rule != f"carrier:{frame.carrier.id}":
            # "did not fail to take": the double negation asserts.
            frame.stance, frame.denial = "asserts", None
            return
        if stance == "denies" and frame.carrier is not None and frame.carrier.id.startswith("do.tamakkana"):
            denial = "failed"
        frame.stance, frame.denial = stance, denial
        frame.rules.append(f"stance:{rule}")

    def _clause_end(self, frame: Frame) -> int:
        """The end of the trigger's own clause."""
        clause = self.owner[frame.trigger.chunk]
        end = frame.trigger.end
        for j in range(frame.trigger.chunk, len(self.chunks)):
            if self.owner[j] != clause or (j > frame.trigger.chunk and self.chunks[j].kind == "verb"):
                break
            end = max(end, self.chunks[j].end)
        return end

    def _instrument(self, frame: Frame, entry: Event) -> None:
        """A more exact type where the means are named."""
        if not entry.instrument and frame.event not in ("airstrike", "bombing"):
            return
        view = self.view
        keys: set[str] = set()
        last = self.chunks[-1].end
        tokens = list(range(frame.trigger.start, self._clause_end(frame)))
        for argument in frame.agents:
            tokens.extend(range(argument.start, argument.end))
        sites = {t for m in self.view.place_at.values() if m.start in range(frame.trigger.start, last) for t in range(m.start, m.end)}
        for t in tokens:
            if t in sites:
                continue
            if t > frame.trigger.start and t in self.trigger_starts and t not in range(frame.chunk.start, frame.chunk.end):
                told = view.senses[t].events
                if not any(r.entry.event in ("airstrike", "shelling", "bombing", "vehicle_bomb") for r in told) or view.senses[t].prep == "ل":
                    break
            key = view.keys[t]
            keys.add(key)
            if len(key) > 3 and key[0] in "وبل":
                keys.add(key[1:])
        window = view.keys[frame.trigger.start : min(last, frame.trigger.end + 8)]
        for instrument, words, phrases in view.lang.instruments:
            if frame.event not in instrument.of:
                continue
            if keys & words or any(_contains(window, phrase) for phrase in phrases):
                frame.event = instrument.event
                frame.rules.append(f"means:{instrument.id}")
                return


def _contains(window: list[str], phrase: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(tuple(window[i : i + n]) == phrase for i in range(len(window) - n + 1))
