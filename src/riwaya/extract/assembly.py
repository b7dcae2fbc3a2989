"""Assembly: frames and attributions become claims, with antecedents, places, times and numbers filled in.

Every claim lists the entries and rules that made it. What the text does not give stays empty; a place that the clause
leaves out is the one the report is speaking of.
"""

from collections import Counter
from typing import Final

import msgspec

from riwaya.extract.attributions import Attribution
from riwaya.extract.chunks import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.evidence import evidence
from riwaya.extract.frames import Argument, Frame
from riwaya.extract.naming import Namer
from riwaya.extract.placing import PlaceMention, place_heads
from riwaya.extract.quantities import QuantityHit
from riwaya.extract.result import Step
from riwaya.extract.times import TimeHit
from riwaya.extract.triggers import bare_keys
from riwaya.extract.view import View
from riwaya.gazetteer.places import Places
from riwaya.lang.entries import Reporting
from riwaya.model import Actor, Claim, EventTime, Extent, Place, Quantity, Span, claim_id
from riwaya.model.vocabulary import FAMILY_OF, NEGATIVE_STANCES, Attitude, Denial, DeniesWhat, Stance

_PEOPLE_EVENTS: Final = frozenset(
    "killed injured detained abduction execution displacement flight surrender defection human_shields evacuation".split()
)
_GAINED: Final = frozenset(("capture", "recapture", "entry", "clearing"))
_SHORT_SPAN: Final = 2  # days: longer periods date no single happening
_TIME_REACH: Final = 2  # sentences
_HARM: Final = frozenset(("killed", "injured"))
_STRIKES: Final = frozenset("airstrike shelling drone_strike vehicle_bomb bombing chemical_attack attack ambush".split())
_GOES_ON: Final = frozenset("capture recapture entry advance attack clash detained".split())
_MOVEMENT: Final = frozenset("flight displacement withdrawal deployment reinforcement evacuation advance link_up".split())
_STAYING: Final = frozenset("في علي ب عند قرب داخل حول وسط بين".split())
_TERRITORY: Final = frozenset("capture recapture entry advance handover withdrawal loss control siege clearing".split())


class SentenceParse:
    """What the earlier stages found in one sentence."""

    __slots__ = ("chunks", "clauses", "end", "frames", "index", "owner", "start", "title")

    def __init__(
        self, index: int, start: int, end: int, title: bool, chunks: list[Chunk], clauses: list[Clause], owner: list[int], frames: list[Frame]
    ) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.title = title
        self.chunks = chunks
        self.clauses = clauses
        self.owner = owner
        self.frames = frames


class Assembler:
    """Builds the claims of one document, sentence by sentence, keeping the discourse state."""

    def __init__(
        self,
        view: View,
        places: list[PlaceMention],
        attributions: list[Attribution],
        quantities: list[QuantityHit],
        extents: list[tuple[int, int, Extent]],
    ) -> None:
        self.view = view
        self.namer = Namer(view)
        for attribution in attributions:
            for voice in attribution.voices:
                self.namer.note_speaker(voice)
        self.places = places
        self.attributions = attributions
        self.quantities = quantities
        self.extents = extents
        self.claims: list[Claim] = []
        self.steps: dict[str, tuple[Step, ...]] = {}
        self.voice_tokens = {t for a in attributions for v in a.voices for t in range(v.start, v.end)}
        self.spoken = Counter(self._mark(m) for m in places)
        self.stands_for: dict[int, PlaceMention] = {}
        self.leaders = self._leading(places)
        self.last_place: PlaceMention | None = None
        self.story: tuple[Place, ...] = ()
        self.story_time: tuple[int, EventTime] | None = None  # the sentence it was told in, and the day
        self.told: set[tuple[object, ...]] = set()
        self.last_agents: tuple[Actor, ...] = ()
        self.title_claims: list[Claim] = []
        self.last_subject: Chunk | None = None

    def _leading(self, places: list[PlaceMention]) -> list[PlaceMention]:
        """Places without those that only say where the one before them lies; "the Syrian capital Damascus" is Damascus."""
        out: list[PlaceMention] = []
        for n, mention in enumerate(places):
            if n and self._qualifies(places[n - 1], mention):
                first = places[n - 1]
                named = mention.head is None or mention.head.role == "head"
                contained = first.row is not None and mention.row is not None and Places.load().within(first.row, mention.row)
                if first.end == mention.start and out and out[-1] is first and named and (not contained or first.row is mention.row):
                    out[-1] = mention
                    self.stands_for[first.start] = mention
                continue
            out.append(mention)
        return out

    def _qualifies(self, first: PlaceMention, second: PlaceMention) -> bool:
        """Whether the second place only says where the first one lies: the town X in the countryside of Y."""
        gap = range(first.end, second.start)
        if len(gap) > 2 or second.conj:
            return False
        return all(self.view.senses[t].func in ("prep", "adv") or self.view.tokens[t].text in "()،" for t in gap)

    # --- one sentence ---

    def add(self, parse: SentenceParse, trace: bool) -> None:
        """Add the claims of one sentence."""
        for chunk in parse.chunks:
            self.namer.note(chunk)
        made: list[Claim] = []
        for frame in parse.frames:
            if frame.trigger.start in self.voice_tokens and frame.trigger.end - frame.trigger.start == 1 and self._inside_voice(frame):
                continue
            claims = self._claims(parse, frame, made)
            for claim in claims:
                if all(c.id != claim.id for c in made) and not self._retold(claim):
                    made.append(claim)
                    if trace:
                        self.steps[claim.id] = self._trace(frame, claim)
        made.extend(self._anaphoric(parse, made))
        for mention in self.leaders:
            if parse.start <= mention.start < parse.end and not self._is_country(mention):
                self.last_place = mention
        if parse.title:
            self.title_claims.extend(made)
        else:
            self.claims.extend(made)
        subject = next((c.subject for c in parse.clauses if c.subject is not None and suits_agent(c.subject)), None)
        if subject is not None:
            self.last_subject = subject

    def _retold(self, claim: Claim) -> bool:
        """Whether the same voice has told the same in the same words already (a lead printed twice)."""
        mark = (claim.evidence.text, claim.event, claim.stance, tuple(v.text for v in claim.voices))
        if mark in self.told:
            return True
        self.told.add(mark)
        return False

    def _inside_voice(self, frame: Frame) -> bool:
        return any(
            v.start <= frame.trigger.start < v.end and "person" in frame.chunk.kinds | {"person"}
            for a in self.attributions
            for v in a.voices
        )

    def finish(self) -> list[Claim]:
        """All claims in text order; a headline's claim that the body repeats is dropped."""
        kept = [
            t
            for t in self.title_claims
            if not any(c.event == t.event or (c.event in _TERRITORY and t.event in _TERRITORY) for c in self.claims)
        ]
        return sorted([*kept, *self.claims], key=lambda c: (c.evidence.start, c.evidence.end, c.event, c.id))

    # --- one frame ---

    def _claims(self, parse: SentenceParse, frame: Frame, made: list[Claim]) -> list[Claim]:
        chain = self._chain(frame.trigger.start)
        agents = self._actors(frame, frame.agents, parse, "agent")
        targets = self._actors(frame, frame.targets, parse, "target")
        agents = self._both_sides(frame, frame.agents, agents)
        targets = self._both_sides(frame, frame.targets, targets)
        targets = self._victims(frame, targets, made)
        agents = self._accused(chain, frame, agents) or agents
        agents = agents or self._speaking(chain, frame, parse) or self._inferred(parse, frame, made, targets)
        span = evidence(self.view, parse.chunks, parse.clauses, parse.owner, frame, parse.frames, self.attributions)
        false = next((a for a in chain if a.falsity and a.stance == "denies"), None)
        if false is not None and false.cue[0] > frame.trigger.start:
            span = (false.content[0], false.cue[1])  # the report and the words that call it false
        quantities = self._quantities(frame, span)
        extent = self._extent(frame, span)
        if frame.event == "flight" and frame.trigger.entry.event == "flight" and self._civilian(frame):
            frame.event = "displacement"
            targets = targets or agents
            agents = ()
        place_args = self._place_arguments(frame, parse, span)
        if not self._needed(frame, agents, targets, place_args, quantities, parse):
            return []
        if place_args and frame.event not in _MOVEMENT and any(p.entity for p in place_args) and self._happened(frame, chain):
            self.story = place_args
        places = place_args or self._inherited_place(parse, frame, made)
        time = self._time(parse, frame, span) or self._carried_time(frame, parse)
        out = []
        for voices, stance, denial, denies_what, attitude, cue, rules in self._readings(frame, chain):
            out.append(
                self._claim(frame, span, voices, cue, attitude, stance, denial, denies_what, agents, targets, places, time, extent, quantities, rules)
            )
        return out

    def _claim(
        self,
        frame: Frame,
        span: tuple[int, int],
        voices: list[object],
        cue: tuple[int, int] | None,
        attitude: Attitude,
        stance: Stance,
        denial: Denial | None,
        denies_what: DeniesWhat | None,
        agents: tuple[Actor, ...],
        targets: tuple[Actor, ...],
        places: tuple[Place, ...],
        time: EventTime | None,
        extent: Extent | None,
        quantities: tuple[Quantity, ...],
        rules: tuple[str, ...],
    ) -> Claim:
        view = self.view
        a, b = self.namer.offsets(*span)
        cue_span = None
        if cue is not None:
            x, y = self.namer.offsets(*cue)
            cue_span = Span(x, y, view.text[x:y])
        claim = Claim(
            id="",
            document=view.document.id,
            evidence=Span(a, b, view.text[a:b]),
            voices=tuple(self.namer.voice(v) for v in voices),  # type: ignore[arg-type]
            cue=cue_span,
            attitude=attitude,
            stance=stance,
            denial=denial,
            denies_what=denies_what,
            event=frame.event,
            background=self._background(frame, time),
            agents=agents[:4],
            targets=targets[:4],
            places=places[:3],
            time=time,
            extent=extent,
            quantities=quantities,
            rules=tuple(dict.fromkeys((*frame.rules, *rules))),
            score=self._score(frame, voices, agents, targets, places),
        )
        return msgspec.structs.replace(claim, id=claim_id(view.document.id, claim))

    # --- attribution ---

    def _chain(self, token: int) -> list[Attribution]:
        """The attributions whose content holds the token, outermost first."""
        covering = [a for a in self.attributions if a.covers(token) and not (a.cue[0] <= token < a.cue[1])]
        return sorted(covering, key=lambda a: (-(a.content[1] - a.content[0]), a.cue[0]))

    def _readings(
        self, frame: Frame, chain: list[Attribution]
    ) -> list[tuple[list[object], Stance, Denial | None, DeniesWhat | None, Attitude, tuple[int, int] | None, tuple[str, ...]]]:
        """Voices, stance, kind of denial, what is denied, attitude, cue and rules of each claim a frame makes."""
        voices: list[object] = []
        out = []
        false = next((a for a in chain if a.falsity), None)
        if false is not None:
            # What is called false is denied by whoever says so; whoever had claimed it keeps his own claim.
            inner = [a for a in chain if not a.falsity and a.cue[0] >= false.content[0] and a.voices]
            outer = [a for a in chain if not a.falsity and a not in inner]
            if frame.stance not in NEGATIVE_STANCES:
                said = [v for a in outer for v in a.voices] or list(false.voices)
                cue = outer[-1].cue if outer else false.cue
                rules = (*(f"attribution:{a.entry.id}" for a in outer), f"attribution:{false.entry.id}")
                out.append((list(said), false.stance, false.denial or "rebuttal", "event", "neutral", cue if said else None, rules))
                if inner and false.stance == "denies":
                    last = inner[-1]
                    out.append((list(last.voices), "asserts", None, None, last.attitude, last.cue, (f"attribution:{last.entry.id}",)))
                return out
            chain = outer
        stance: Stance = frame.stance
        denial: Denial | None = frame.denial
        denies_what: DeniesWhat | None = frame.denies_what if stance in NEGATIVE_STANCES else None
        attitude: Attitude = "neutral"
        cue: tuple[int, int] | None = None
        rules: list[str] = []
        for attribution in chain:
            rules.append(f"attribution:{attribution.entry.id}")
            negative = attribution.stance in NEGATIVE_STANCES
            if negative and attribution is not chain[-1]:
                # "X denied what Y announced": X's denial, and Y's own claim.
                out.append(
                    (
                        [*voices, *attribution.voices],
                        attribution.stance,
                        attribution.denial or "rebuttal",
                        attribution.denies_what,
                        attribution.attitude,
                        attribution.cue,
                        tuple(rules),
                    )
                )
                voices = []
                continue
            for voice in attribution.voices:
                if not voices or voices[-1] != voice:
                    voices.append(voice)
            cue = attribution.cue
            attitude = attribution.attitude
            if attribution.stance != "asserts" and stance == "asserts":
                stance = attribution.stance
                if negative:
                    denial, denies_what = attribution.denial or "rebuttal", attribution.denies_what
                    if frame.about == "agent":
                        denies_what = "agent"
            elif negative and stance == "denies":
                stance, denial, denies_what = "denies", "rebuttal", denies_what or "event"
        if stance in NEGATIVE_STANCES and denial is None:
            denial = "rebuttal" if chain else "negation"
        if stance not in NEGATIVE_STANCES:
            denial = denies_what = None
        out.append((voices, stance, denial, denies_what, attitude, cue if voices else None, tuple(rules)))
        return out

    def _accused(self, chain: list[Attribution], frame: Frame, agents: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """With an accusation, who did it is whom the voice accuses."""
        if not chain or not isinstance(chain[-1].entry, Reporting) or chain[-1].entry.role != "accuse":
            return ()
        if agents:
            return ()
        accused = chain[-1].accused
        if accused is None:
            return ()
        actor = self.namer.actor(Argument(accused.start, accused.end, accused))
        return (actor,) if actor is not None else ()

    def _speaking(self, chain: list[Attribution], frame: Frame, parse: SentenceParse) -> tuple[Actor, ...]:
        """'We shelled', said by X: X did it. So it is with the taking of a place that its own army announces."""
        reading = frame.trigger.reading
        if not chain or not chain[-1].voices:
            return ()
        verbs = [reading] if reading is not None and reading.pos in ("perf", "impf", "juss") else []
        if frame.carrier is not None and frame.clause.verb is not None:
            verbs.extend(r for r in self.view.senses[parse.chunks[frame.clause.verb].start].verbs if r.entry is frame.carrier)
        ours = any(r.feature in ("1p", "1s") and not r.passive for r in verbs[:1])
        announced = (
            frame.event in _GAINED
            and reading is not None
            and reading.pos == "noun"
            and frame.stance == "asserts"
            and chain[-1].stance == "asserts"
            and chain[-1].voices[-1].kind in ("military", "armed_group")
            and frame.carrier is None
            and frame.trigger.start - chain[-1].content[0] <= 2
        )
        if not (ours or announced):
            return ()
        frame.rules.append("agent:first-person" if ours else "agent:announced")
        voice = self.namer.voice(chain[-1].voices[-1])
        return (Actor(voice.text, voice.start, voice.end, voice.name, voice.entity, voice.also),)

    def _inferred(self, parse: SentenceParse, frame: Frame, made: list[Claim], targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Who acts where the clause leaves it out but the telling goes on about the same actor.

        Only for events that are somebody's deliberate doing; harm to people names no perpetrator that its clause does not.
        """
        if frame.trigger.entry.subj == "place" and frame.event != "control":
            return ()
        taken = {t.text for t in targets}
        if frame.event not in _GOES_ON:
            return ()
        if frame.event == "clash":
            source = next((c for c in reversed([*self.claims, *made]) if c.event in ("clash", "attack") and c.agents), None)
        else:
            source = next((c for c in reversed([*self.claims, *made]) if c.agents), None)
        rule = "agent:discourse"
        if source is None:
            return ()
        agents = tuple(a for a in source.agents if a.text not in taken)
        if agents:
            frame.rules.append(rule)
        return agents

    # --- arguments ---

    def _actors(self, frame: Frame, arguments: list[Argument], parse: SentenceParse, role: str) -> tuple[Actor, ...]:
        out: list[Actor] = []
        for argument in arguments:
            resolved = self._resolve(frame, argument, parse, role)
            if resolved is None:
                continue
            if role == "agent" and resolved.chunk is not None and (inner := self._doer(frame, resolved.chunk, parse)) is not None:
                out.extend(a for a in inner if all(a.text != o.text for o in out))
                continue
            if role == "agent" and resolved.chunk is not None and (
                not self._acts(resolved.chunk) or (argument.chunk is not None and argument.start <= frame.trigger.start < argument.end)
            ):
                continue
            actor = self.namer.actor(resolved)
            if actor is not None and actor.entity is None and resolved.chunk is not None:
                owner = self._owner(frame, resolved.chunk, parse)
                if owner is not None:
                    actor = msgspec.structs.replace(actor, also=tuple(dict.fromkeys((owner.text, *owner.also, *actor.also)))[:8])
            if actor is not None and all(actor.text != o.text for o in out):
                out.append(actor)
        return tuple(out)

    def _both_sides(self, frame: Frame, arguments: list[Argument], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """'Both sides': the parties of the fighting told before."""
        words = self.view.lang.group("both.sides")
        if not any(self.view.keys[t] in words for a in arguments for t in range(a.start, a.end)):
            return actors
        fight = next((c for c in reversed(self.claims) if c.event in ("clash", "attack") and c.agents and c.targets), None)
        if fight is None:
            return actors
        frame.rules.append("sides:clash-before")
        return (*fight.agents[:2], *fight.targets[:2])

    def _victims(self, frame: Frame, targets: tuple[Actor, ...], made: list[Claim]) -> tuple[Actor, ...]:
        """Victims told by a bare count ('fifteen others were hurt') are of those named before; of a strike, whom it hit."""
        if frame.event not in _HARM and frame.event not in ("execution", "detained"):
            return targets
        if targets and not all(self._only_counts(t) for t in targets):
            return targets
        source = next((c for c in reversed(made) if c.targets and (c.event in _HARM or c.event in _STRIKES)), None)
        if source is None and targets:
            source = next((c for c in reversed(self.claims[-3:]) if c.targets and c.event in _HARM), None)
        if source is None:
            return targets
        frame.rules.append("target:claim-before")
        return (*targets, *(t for t in source.targets if t.text not in {x.text for x in targets}))

    def _only_counts(self, actor: Actor) -> bool:
        view = self.view
        words = view.lang.group("counting.only")
        first = next((i for i, t in enumerate(view.tokens) if t.end > actor.start), 0)
        while first < len(view.tokens) and view.tokens[first].start < actor.end:
            token = view.tokens[first]
            known = token.kind == "number" or token.key in words or token.key in view.numbers or view.senses[first].func in ("quant", "prep")
            if token.kind != "punct" and not known:
                return False
            first += 1
        return True

    def _owner(self, frame: Frame, chunk: Chunk, parse: SentenceParse) -> Actor | None:
        """Whose 'his forces', 'its fighters' are."""
        suffix = next((self.view.senses[t].suffix for t in range(chunk.start, chunk.end) if self.view.senses[t].suffix), "")
        if not suffix or "force" not in chunk.kinds and not chunk.kinds & {"body", "people", "means"}:
            return None
        if suffix in ("نا", "ي"):
            chain = self._chain(frame.trigger.start)
            if not chain or not chain[-1].voices:
                return None
            voice = self.namer.voice(chain[-1].voices[-1])
            return Actor(voice.text, voice.start, voice.end, voice.name, voice.entity, voice.also)
        before = [c for c in parse.chunks if c.kind == "np" and c.end <= chunk.start and suits_agent(c)]
        for candidate in (*reversed(before), self.last_subject):
            if candidate is not None and self._agrees(candidate, suffix):
                return self.namer.actor(Argument(candidate.start, candidate.end, candidate))
        return None

    def _doer(self, frame: Frame, chunk: Chunk, parse: SentenceParse) -> tuple[Actor, ...] | None:
        """Of a strike that is itself the subject ('the raids hit the market'): who made it. None for other phrases."""
        told = next((f for f in parse.frames if f is not frame and chunk.start <= f.trigger.start < chunk.end and f.event in _STRIKES), None)
        if told is None:
            return None
        if told.agents:
            return self._actors(told, told.agents, parse, "agent")
        family = FAMILY_OF[told.event]
        source = next((c for c in reversed(self.claims) if c.agents and FAMILY_OF[c.event] == family), None)
        return source.agents if source is not None else ()

    def _acts(self, chunk: Chunk) -> bool:
        if suits_agent(chunk) or "means" in chunk.kinds or chunk.places and not chunk.prep:
            return True
        sense = self.view.senses[chunk.head]
        return not sense.readings and not chunk.numeral and not sense.func and self.view.tokens[chunk.head].kind == "word"

    def _resolve(self, frame: Frame, argument: Argument, parse: SentenceParse, role: str) -> Argument | None:
        """The phrase a pronoun argument stands for; other arguments are themselves."""
        if argument.chunk is not None:
            return argument
        candidates: list[Chunk] = []
        said = self._chain(frame.trigger.start)
        if said and said[-1].voices and 0 <= frame.trigger.start - said[-1].content[0] <= 2:
            # "X announced its taking of": the pronoun of what is said right away is the speaker.
            at = said[-1].voices[-1].head
            candidates.extend(c for c in parse.chunks if c.start <= at < c.end)
        clause: Clause | None = frame.clause
        while clause is not None:
            if clause.subject is not None:
                candidates.append(clause.subject)
            if clause.antecedent is not None:
                candidates.append(clause.antecedent)
            clause = clause.parent
        before = [c for c in parse.chunks if c.kind == "np" and c.end <= frame.trigger.start and (suits_agent(c) or c.places)]
        candidates.extend(reversed(before))
        if self.last_subject is not None:
            candidates.append(self.last_subject)
        taken = {a.chunk.start for a in frame.agents if a.chunk is not None} if role == "target" else set()
        for chunk in candidates:
            if chunk.start <= frame.trigger.start < chunk.end or chunk.start in taken:
                continue
            if suits_agent(chunk) and self._agrees(chunk, argument.pronoun):
                return Argument(chunk.start, chunk.end, chunk)
        return None

    def _agrees(self, chunk: Chunk, pronoun: str) -> bool:
        token = self.view.tokens[chunk.head]
        feminine = token.text.endswith(("ة", "ات", "ى")) or token.key.endswith(("قوات", "ميليشيا", "مليشيا", "فصايل", "كتايب"))
        if pronoun == "ها":
            return feminine or "force" in chunk.kinds and "person" not in chunk.kinds or bool(chunk.actors)
        if pronoun == "ه":
            return not feminine
        return True

    def _civilian(self, frame: Frame) -> bool:
        kinds = [a.chunk.kinds for a in (*frame.agents, *frame.targets) if a.chunk is not None]
        return bool(kinds) and all("people" in k and "force" not in k for k in kinds)

    # --- places ---

    def _place_arguments(self, frame: Frame, parse: SentenceParse, span: tuple[int, int]) -> tuple[Place, ...]:
        """Places the frame names: in its place roles, else within its evidence."""
        out: list[Place] = []
        for argument in frame.places:
            if argument.chunk is None:
                continue
            found = [m for m in self.places if m.start < argument.end and m.end > argument.start]
            country = self._the_country(argument) if not any(m.row is not None for m in found) else None
            if country is not None:
                out.append(self.namer.place(country))
            elif found:
                out.extend(self.namer.place(self.stands_for.get(m.start, m)) for m in found[:2])
            elif (described := self._described(frame, argument)) is not None:
                out.append(described)
                # A part or a described spot lies in the place that the story is at.
                out.extend(p for p in self.story[:1] if described.entity is None)
        if not out:
            inside = [m for m in self.places if span[0] <= m.start < span[1] and not self._names_actor(m, frame) and not self._of_voice(m)]
            lead = [m for m in inside if m in self.leaders]
            out.extend(self.namer.place(m) for m in (lead or inside)[:2])
        unique = list({p.start: p for p in out}.values())
        if len(unique) > 1:
            narrow = [p for p in unique if p.entity is None or not self._country(p.entity)]
            unique = narrow or unique
        return tuple(unique[:3])

    def _the_country(self, argument: Argument) -> PlaceMention | None:
        """'The country': the one the document speaks of most."""
        nouns = self.view.lang.group("country.nouns")
        if not any(bare_keys(self.view.keys[t]) & nouns for t in range(argument.start, argument.end)):
            return None
        countries = [m for m in self.places if self._is_country(m)]
        return max(countries, key=lambda m: (self.spoken[self._mark(m)], -m.start), default=None)

    def _country(self, entity: str) -> bool:
        return any(m.row is not None and m.row.id == entity and m.row.kind == "country" for m in self.places)

    def _of_voice(self, mention: PlaceMention) -> bool:
        return mention.start in self.voice_tokens

    def _described(self, frame: Frame, argument: Argument) -> Place | None:
        """A place told by a description: 'the city' stands for the last place of that kind, 'the eastern border' for itself."""
        chunk = argument.chunk
        assert chunk is not None
        if not bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("place.like"):
            return None
        anaphor = self._place_anaphor(frame, argument)
        end = min(argument.end, argument.start + 8)
        a, b = self.namer.offsets(max(argument.start, chunk.start), end)
        text = self.view.text[a:b]
        if end - argument.start == 1 or text.count(" ") == 0:
            return self.namer.place(anaphor) if anaphor is not None else None
        if anaphor is None:
            return Place(text, a, b)
        known = self.namer.place(anaphor)
        return Place(text, a, b, known.name, known.entity, known.lat, known.lon, "part" if known.lat is not None else "unresolved", (known.text,))

    def _names_actor(self, mention: PlaceMention, frame: Frame) -> bool:
        """Whether the mention stands as an actor in this frame (إسرائيل قصفت)."""
        return any(
            a.start <= mention.start < a.end and a.chunk is not None and (a.chunk.actors or a.chunk.kinds & {"force", "body", "people"})
            for a in (*frame.agents, *frame.targets)
        ) and mention.start in self.view.actor_at

    def _place_anaphor(self, frame: Frame, argument: Argument) -> PlaceMention | None:
        """The last place, before the trigger, of the kind that the phrase's head word tells."""
        heads = place_heads()
        kinds = {heads[bare].kind for bare in bare_keys(self.view.keys[argument.start]) if bare in heads and heads[bare].role == "head"}
        if not kinds:
            return None
        before = [m for m in self.leaders if m.start < frame.trigger.start]
        for wanted in ([kinds, {"city", "town"}] if "city" in kinds else [kinds]):
            fitting = [m for m in before if self._kinds_of(m) & wanted]
            if fitting:
                # The place most spoken of; among equals the last one named.
                return max(fitting, key=lambda m: (self.spoken[self._mark(m)], m.start))
        return None

    def _kinds_of(self, mention: PlaceMention) -> set[str]:
        own = {mention.head.kind} if mention.head is not None and mention.head.role == "head" else set()
        return own or ({mention.row.kind} if mention.row is not None else set())

    def _mark(self, mention: PlaceMention) -> str:
        return mention.row.id if mention.row is not None else " ".join(self.view.keys[mention.name_start : mention.end])

    def _is_country(self, mention: PlaceMention) -> bool:
        return mention.row is not None and mention.row.kind == "country"

    def _inherited_place(self, parse: SentenceParse, frame: Frame, made: list[Claim]) -> tuple[Place, ...]:
        """The place being spoken of: named earlier in the sentence, else in the claim before, else the last one named."""
        here = [m for m in self.leaders if parse.start <= m.start < parse.end and not self._of_voice(m)]
        before = [m for m in here if m.start < frame.trigger.start and not self._is_country(m) and not self._directional(parse, m)]
        if made and made[-1].places and self._same_story(frame):
            frame.rules.append("place:claim-before")
            return made[-1].places[:2]
        if before:
            frame.rules.append("place:sentence")
            return (self.namer.place(before[-1]),)
        if made and made[-1].places:
            frame.rules.append("place:claim-before")
            return made[-1].places[:2]
        after = [m for m in here if m.start > frame.trigger.start and not self._is_country(m)]
        if after:
            frame.rules.append("place:sentence")
            return (self.namer.place(after[0]),)
        if self.story:
            frame.rules.append("place:story")
            return self.story[:2]
        previous = self.claims or self.title_claims
        if previous and previous[-1].places:
            frame.rules.append("place:discourse")
            return previous[-1].places[:2]
        if self.last_place is not None:
            frame.rules.append("place:discourse")
            return (self.namer.place(self.last_place),)
        if here:
            return (self.namer.place(here[0]),)
        return ()

    def _directional(self, parse: SentenceParse, mention: PlaceMention) -> bool:
        """Whether a place is only where something comes from or goes to."""
        chunk = next((c for c in parse.chunks if c.start <= mention.start < c.end), None)
        return chunk is not None and chunk.kind == "np" and chunk.prep in self.view.lang.group("directional")

    def _same_story(self, frame: Frame) -> bool:
        """Harm and its cause happen in one place."""
        return frame.event in _HARM or frame.event == "destruction"

    # --- time, quantity, extent ---

    def _time(self, parse: SentenceParse, frame: Frame, span: tuple[int, int]) -> EventTime | None:
        """The time nearest to the trigger in its own clause, not one that dates the speaking."""
        hits: list[TimeHit] = [h for h in self.view.times if parse.start <= h.first < parse.end and h.kind not in ("clock", "duration", "relative")]
        if not hits:
            return None
        cue_starts = [a for a in self.attributions if parse.start <= a.cue[0] < parse.end]
        best: tuple[int, TimeHit] | None = None
        for hit in hits:
            inside = span[0] <= hit.first < span[1]
            speaking = any(a.cue[0] <= hit.first < a.content[0] and not (a.cue[1] > frame.trigger.start) for a in cue_starts)
            if speaking and not inside and self._dates_content(frame, hit):
                speaking = False
            same_clause = self._clause_of(parse, hit.first) == self._clause_of(parse, frame.trigger.start)
            if speaking and not inside:
                continue
            if not inside and not same_clause and len(hits) > 1:
                continue
            if not inside and not same_clause and abs(hit.first - frame.trigger.start) > 25:
                continue
            distance = abs(hit.first - frame.trigger.start) + (0 if inside else 15)
            if best is None or distance < best[0]:
                best = (distance, hit)
        if best is None:
            return None
        hit = best[1]
        time = hit.event_time(self.view.text)
        lo, hi = hit.offset_days or (0, 99)
        if hit.kind in ("event_day", "now") and hi - lo <= _SHORT_SPAN:
            self.story_time = (parse.index, time)
        return time

    def _carried_time(self, frame: Frame, parse: SentenceParse) -> EventTime | None:
        """The day the story is at, for what is told right after it without a day of its own and is no look back."""
        if self.story_time is None or frame.stance in ("expects", "threatens", "demands"):
            return None
        told, time = self.story_time
        if parse.index - told > _TIME_REACH or self._looks_back(parse, frame):
            return None
        frame.rules.append("time:story")
        return time

    def _looks_back(self, parse: SentenceParse, frame: Frame) -> bool:
        """كان قد, سبق أن: told as having been before."""
        return any(
            c.func == "aux" and bare_keys(self.view.keys[c.start]) & self.view.lang.group("past.auxiliaries")
            for c in parse.chunks
            if c.start < frame.trigger.start
        )

    def _dates_content(self, frame: Frame, hit: TimeHit) -> bool:
        """'Announced today its taking of': the day is the event's when the content is a bare verbal noun."""
        return frame.trigger.reading is not None and frame.trigger.reading.pos == "noun" and hit.offset_days == (0, 0)

    def _clause_of(self, parse: SentenceParse, token: int) -> int:
        for chunk, owner in zip(parse.chunks, parse.owner, strict=True):
            if chunk.start <= token < chunk.end:
                return owner
        return -1

    def _quantities(self, frame: Frame, span: tuple[int, int]) -> tuple[Quantity, ...]:
        out: list[Quantity] = []
        for hit in self.quantities:
            if not span[0] <= hit.first < span[1]:
                continue
            if frame.event in _PEOPLE_EVENTS and hit.noun_class not in ("people", "bodies", None, "formations"):
                continue
            if frame.event == "distance" and hit.noun_class not in ("distance", None):
                continue
            quantity = hit.quantity(self.view.text)
            if quantity is not None:
                out.append(quantity)
        return tuple(out[:4])

    def _extent(self, frame: Frame, span: tuple[int, int]) -> Extent | None:
        if frame.event not in _TERRITORY:
            return None
        for first, _, extent in self.extents:
            if span[0] <= first < span[1]:
                return extent
        return None

    # --- filters, score, background ---

    def _happened(self, frame: Frame, chain: list[Attribution]) -> bool:
        return frame.stance == "asserts" and all(a.stance == "asserts" for a in chain)

    def _needed(
        self,
        frame: Frame,
        agents: tuple[Actor, ...],
        targets: tuple[Actor, ...],
        places: tuple[Place, ...],
        quantities: tuple[Quantity, ...],
        parse: SentenceParse,
    ) -> bool:
        needs = frame.trigger.entry.needs
        force = any(
            a.chunk is not None and (a.chunk.kinds & {"force", "body", "means", "joined"} or a.chunk.actors) and not (a.chunk.kinds == {"person"})
            for a in frame.agents
        ) or bool(agents and any(a.pronoun for a in frame.agents))
        place = bool(places) or frame.place_pronoun or any(a.chunk is not None and self._place_like(a.chunk) for a in frame.places)
        people = bool(targets) or any(q.unit in ("people", None) for q in quantities)
        checks = {
            "": True,
            "place": place,
            "actor": bool(agents or targets),
            "any": bool(agents or targets or place),
            "people": people,
            "civilians": self._civilian(frame),
            "both": bool(agents) and place,
            "both_actors": bool(agents) and bool(targets),
            "force": force,
            "force_place": force and place,
            "distance": any(q.unit in ("km", "m", "miles", "mi") for q in quantities),
            "number_or_carrier": bool(quantities) or frame.carrier is not None or self._counted(frame),
            "carrier": frame.carrier is not None,
        }
        if not checks.get(needs, True):
            return False
        if frame.about == "agent" and not any(
            a.stance in NEGATIVE_STANCES or (isinstance(a.entry, Reporting) and a.entry.role in ("accuse", "own")) for a in self._chain(frame.trigger.start)
        ):
            return False  # "a role in the attack" tells no attack anew unless it is what somebody is accused of or denies
        return self._told(frame, agents, targets, place, parse)

    def _place_like(self, chunk: Chunk) -> bool:
        return bool(chunk.places) or bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("place.like"))

    def _counted(self, frame: Frame) -> bool:
        return any(h.first <= frame.trigger.start <= h.last for h in self.quantities)

    def _told(self, frame: Frame, agents: tuple[Actor, ...], targets: tuple[Actor, ...], place: bool, parse: SentenceParse) -> bool:
        """Whether an event noun tells a happening rather than only refers to one that was told."""
        reading = frame.trigger.reading
        if reading is None or reading.pos in ("perf", "impf", "juss"):
            return True
        if frame.carrier is not None and frame.carrier.subj != "cause" or frame.stance != "asserts":
            return True
        own = [a for a in (*frame.agents, *frame.targets) if a.chunk is not None or a.pronoun]
        if frame.event in ("clash", "attack") and not own:
            # "the battle", "the battles of the town": a happening referred to; told anew only by an indefinite.
            following = frame.trigger.end
            named = following in self.view.place_at or (following < len(self.view.senses) and bool(self.view.senses[following].events))
            if following < len(self.view.keys) and self.view.keys[following] in self.view.lang.group("ongoing"):
                return True
            return not reading.article and not named and not reading.suffix and not self._demonstrated(frame)
        if own or targets:
            return True
        return not reading.article or frame.trigger.entry.counted and self._counted(frame)

    def _demonstrated(self, frame: Frame) -> bool:
        before = frame.trigger.start - 1
        return before >= 0 and self.view.senses[before].func == "demo"

    def _background(self, frame: Frame, time: EventTime | None) -> bool:
        hit = next((h for h in self.view.times if time is not None and h.start == time.start), None)
        return hit is not None and hit.kind == "background"

    def _score(
        self, frame: Frame, voices: list[object], agents: tuple[Actor, ...], targets: tuple[Actor, ...], places: tuple[Place, ...]
    ) -> float:
        score = 0.45
        reading = frame.trigger.reading
        if reading is not None and reading.pos in ("perf", "impf"):
            score += 0.1
        score += 0.1 * bool(agents) + 0.05 * bool(targets) + 0.1 * any(p.entity for p in places)
        score -= 0.1 * any(r.startswith("place:") and r.endswith(("discourse", "claim-before")) for r in frame.rules)
        score += 0.05 * bool(voices)
        return round(min(0.95, max(0.05, score)), 2)

    # --- denials without an event of their own ---

    def _anaphoric(self, parse: SentenceParse, made: list[Claim]) -> list[Claim]:
        """'Sources doubted these reports', 'he denied it': a denial of what was claimed just before."""
        out: list[Claim] = []
        view = self.view
        for attribution in self.attributions:
            if not parse.start <= attribution.cue[0] < parse.end or attribution.stance not in NEGATIVE_STANCES:
                continue
            if any(attribution.covers(f.trigger.start) for f in parse.frames) or parse.end - parse.start < 4:
                continue
            target = next((c for c in (*made, *self.claims) if c.stance == "asserts"), None)
            if attribution.entry.stance == "asserts" and attribution.entry.id != "say.confirm":
                continue
            if attribution.falsity and attribution.stance == "doubts":
                target = ([*self.claims, *made] or [None])[-1]
            if target is None or not (attribution.voices or attribution.falsity):
                continue
            end = min(attribution.content[1], parse.end)
            start = attribution.cue[0]
            stop = next(
                (t for t in range(attribution.content[0] + 1, end) if view.tokens[t].text in "،,؛.:" or view.senses[t].func == "sub"), end
            )
            a, b = self.namer.offsets(start, max(stop, attribution.cue[1]))
            x, y = self.namer.offsets(*attribution.cue)
            voices = tuple(self.namer.voice(v) for v in attribution.voices)
            claim = msgspec.structs.replace(
                target,
                id="",
                evidence=Span(a, b, view.text[a:b]),
                voices=voices,
                cue=Span(x, y, view.text[x:y]) if voices else None,
                attitude=attribution.attitude,
                stance=attribution.stance,
                denial=attribution.denial or "rebuttal",
                denies_what=attribution.denies_what,
                rules=(f"attribution:{attribution.entry.id}", "denial:anaphoric"),
                score=0.4,
            )
            out.append(msgspec.structs.replace(claim, id=claim_id(view.document.id, claim)))
        return out

    def _trace(self, frame: Frame, claim: Claim) -> tuple[Step, ...]:
        steps = [Step("trigger", frame.trigger.rule, f"«{self.view.slice(frame.trigger.start, frame.trigger.end)[2]}» tells {frame.event}")]
        for rule in frame.rules[1:]:
            stage, _, _ = rule.partition(":")
            steps.append(Step(stage, rule, _SAYS.get(stage, "applied")))
        for rule in claim.rules:
            if rule.startswith("attribution:"):
                steps.append(Step("attribution", rule, "credited by «" + (claim.cue.text if claim.cue else "") + "»"))
        for label, mentions in (("agent", claim.agents), ("target", claim.targets)):
            for mention in mentions:
                steps.append(Step(label, mention.entity or "unlisted", f"«{mention.text}» is {mention.name or 'not in the gazetteer'}"))
        for place in claim.places:
            steps.append(Step("place", place.entity or "unresolved", f"«{place.text}» is {place.name or 'unresolved'} ({place.precision})"))
        if claim.time is not None:
            steps.append(Step("time", "time", f"«{claim.time.text}» is {claim.time.earliest}/{claim.time.latest}, days {claim.time.offset_days}"))
        return tuple(steps)


_SAYS: Final = {
    "agent": "gives who does it",
    "target": "gives to whom it is done",
    "place": "gives where",
    "carrier": "lends its subject or standing",
    "stance": "sets the stance",
    "means": "names the means, and so the type",
    "voice": "read as passive",
}
