"""Assembly: frames and attributions become claims, with antecedents, places, times and numbers filled in.

Every claim lists the entries and rules that made it. What the text does not give stays empty; a place that the clause
leaves out is the one the report is speaking of.
"""

from typing import Final

import msgspec

from riwaya.extract.attribution import Attribution
from riwaya.extract.certainty import certainty
from riwaya.extract.clauses import suits_agent
from riwaya.extract.discourse import ARRIVAL, MOST_PLACES, MOVEMENT, TERRITORY, SentenceParse
from riwaya.extract.evidence import evidence
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.opponents import RULE as OPPONENT
from riwaya.extract.opponents import with_opponents
from riwaya.extract.result import Step
from riwaya.extract.stances import Reading, Stances
from riwaya.model import Actor, Claim, Cue, EventTime, Extent, Place, Quantity, Span, claim_id
from riwaya.text.normalise import fold

_OPINION: Final = "stance:opinion"
_HANDS: Final = frozenset(("capture", "recapture", "handover", "withdrawal", "loss", "control", "clearing"))
"""Events that tell whose a place is."""


class Assembler(Stances):
    """Builds the claims of one document, sentence by sentence."""

    def add(self, parse: SentenceParse, trace: bool) -> None:
        """Add the claims of one sentence."""
        self.enter(parse)
        self._turn(parse)
        note = self.namer.note
        for chunk in parse.chunks:
            if chunk.kind == "np" and (chunk.kinds or chunk.actors):
                note(chunk)
        made: list[Claim] = []
        self.made = made
        for frame in parse.frames:
            if (
                frame.trigger.start in self.voice_tokens
                and frame.trigger.end - frame.trigger.start == 1
                and self._inside_voice(frame)
            ):
                continue
            claims = self._claims(parse, frame, made)
            for other in frame.others:
                claims = claims or self._claims(parse, other, made)
            for claim in claims:
                if all(c.id != claim.id and not _inside(claim, c) for c in made) and not self._retold(claim):
                    made.append(claim)
                    if trace:
                        self.steps[claim.id] = self._trace(frame, claim)
        made.extend(self._anaphoric(parse, made))
        for mention in self.leaders_here:
            if not (
                self._is_country(mention)
                or self._party(mention)
                or self._of_voice(mention)
                or self._of_speaking(parse, mention)
                or self._of_talks(mention)
            ):
                self.last_place = mention
        if parse.title:
            self.title_claims.extend(made)
        else:
            self.claims.extend(made)
        self.before = made or self.before
        self.made = []
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
            for a in self.attributions_here
            for v in a.voices
        )

    def finish(self) -> list[Claim]:
        """All claims in text order; a headline's claim that the body repeats is dropped."""
        kept = [t for t in self.title_claims if not any(_repeats(c, t) for c in self.claims)]
        found = sorted([*kept, *self.claims], key=lambda c: (c.evidence.start, c.evidence.end, c.event, c.id))
        out = with_opponents(found, self.view)
        for before, claim in zip(found, out, strict=True):
            if claim is not before and before.id in self.steps:
                whom = ", ".join(f"«{t.text}»" for t in claim.targets)
                step = Step("rule", OPPONENT, f"the rest of the report gives against whom: {whom}")
                self.steps[claim.id] = (*self.steps.pop(before.id), step)
            msgspec.structs.force_setattr(claim, "score", certainty(claim))  # not handed out yet
        return out

    def _claims(self, parse: SentenceParse, frame: Frame, made: list[Claim]) -> list[Claim]:
        chain = self._chain(frame.trigger.start)
        if any(a.silent for a in chain) or self._manner(frame) or self._formula(frame) or self._unsaid(frame, parse):
            return []
        if any(a.demand and a.stance == "demands" for a in chain) and self._to_end(frame):
            frame.event = "other"  # a demand to stop the raids: what is asked for is no raid
        agents = self._actors(frame, frame.agents, parse, "agent")
        targets = self._actors(frame, [*frame.shared, *frame.targets], parse, "target")
        agents = self._both_sides(frame, frame.agents, agents, made)
        targets = self._both_sides(frame, frame.targets, targets, made)
        if frame.event == "clash" and not targets and "sides:clash-before" in frame.rules:
            targets = self.fought  # "between the two sides": one against the other, as before
        targets = self._victims(frame, self._bodily(frame, targets), made)
        agents = self._addressed(chain, frame, agents) or agents
        if not agents and not targets:
            agents, targets = self._sides_of(frame, chain, parse)
        agents = agents or self._speaking(chain, frame, parse) or self._inferred(parse, frame, made, targets)
        self.doers[id(frame)] = agents
        span = evidence(
            self.view, parse.chunks, parse.clauses, parse.owner, frame, parse.frames, self.attributions_here
        )
        span = self._denied_span(frame, chain, span)
        self._retyped(frame)
        quantities = self._quantities(frame, span)
        extent = self._extent(frame, span)
        if frame.event == "flight" and frame.trigger.entry.event == "flight":
            if self._civilian(frame):
                frame.event, targets, agents = "displacement", targets or agents, ()
            elif self._refugees(frame):
                frame.event, targets, agents = "displacement", (), ()
        place_args = self._place_arguments(frame, parse, span)
        if not self._needed(frame, agents, targets, place_args, quantities, parse):
            return []
        targets = targets or self._struck_again(frame, agents, made)  # what it inherits makes no event of it
        if (
            place_args
            and (frame.event not in MOVEMENT or (not self.story and frame.event in ARRIVAL))
            and frame.event != "distance"
            and any(p.entity or p.start not in self.described for p in place_args)
            and not all(map(self._waters, place_args))
            and self._happened(frame, chain)
        ):
            self._at(tuple(p for p in place_args if p.start not in self.described) or place_args, parse)
        places = self._departures_first(
            frame, parse, place_args or self._inherited_place(parse, frame, made, quantities)
        )
        places = self._left(parse, frame, made, places)
        told = "place:sentence" in frame.rules and frame.event not in MOVEMENT
        if told and not place_args and places[0].entity is not None and self._happened(frame, chain):
            self._at(places, parse)
        time = self._time(parse, frame, span) or self._carried_time(frame, parse)
        if self._before_the_news(frame, chain, parse):
            frame.rules.append("time:before-the-news")
        out = []
        for reading in self._readings(frame, chain):
            if not reading.voices and (
                (reading.stance == "demands" and _OPINION in frame.rules)
                or self.commentary.general(frame, place_args, time, quantities, parse.index)
            ):
                continue  # what the outlet itself thinks, asks or supposes
            out.append(
                self._claim(
                    frame,
                    span,
                    reading,
                    chain,
                    agents,
                    targets,
                    places,
                    time,
                    extent,
                    quantities,
                )
            )
        return out

    def _claim(
        self,
        frame: Frame,
        span: tuple[int, int],
        reading: Reading,
        chain: list[Attribution],
        agents: tuple[Actor, ...],
        targets: tuple[Actor, ...],
        places: tuple[Place, ...],
        time: EventTime | None,
        extent: Extent | None,
        quantities: tuple[Quantity, ...],
    ) -> Claim:
        view = self.view
        a, b = self.namer.offsets(*span)
        voices = tuple(self.namer.voice(v) for v in reading.voices)
        cue_span = None
        if reading.cue is not None and reading.cue[0] < reading.cue[1]:
            x, y = self.namer.offsets(*reading.cue)
            cue_span = Cue(view.text[x:y], x, y)
        elif reading.cue is not None and voices:
            # A statement that goes on has no words that say so: who is credited stands for them.
            cue_span = Cue(voices[-1].text, voices[-1].start, voices[-1].end)
        claim = Claim(
            id="",
            document=view.document.id,
            evidence=Span(a, b, view.text[a:b]),
            voices=voices,
            cue=cue_span,
            attitude=reading.attitude,
            stance=reading.stance,
            denial=reading.denial,
            denies_what=reading.denies_what,
            event=frame.event,
            background=self._background(frame, chain, time),
            agents=agents[:4],
            targets=targets[:4],
            places=places[:MOST_PLACES],
            time=time,
            extent=extent,
            quantities=quantities,
            rules=tuple(dict.fromkeys((*frame.rules, *reading.rules))),
            score=0.0,  # given when all are found
        )
        msgspec.structs.force_setattr(claim, "id", claim_id(view.document.id, claim))  # not handed out yet
        return claim

    def _trace(self, frame: Frame, claim: Claim) -> tuple[Step, ...]:
        steps = [
            Step(
                "trigger",
                frame.trigger.rule,
                f"«{self.view.slice(frame.trigger.start, frame.trigger.end)[2]}» tells {frame.event}",
            )
        ]
        for rule in frame.rules[1:]:
            stage, _, _ = rule.partition(":")
            steps.append(Step(stage, rule, _SAYS.get(stage, "applied")))
        for rule in claim.rules:
            if rule.startswith("attribution:"):
                steps.append(Step("attribution", rule, "credited by «" + (claim.cue.text if claim.cue else "") + "»"))
        for label, mentions in (("agent", claim.agents), ("target", claim.targets)):
            for mention in mentions:
                steps.append(
                    Step(
                        label,
                        mention.entity or "unlisted",
                        f"«{mention.text}» is {mention.name or 'not in the gazetteer'}",
                    )
                )
        for place in claim.places:
            steps.append(
                Step(
                    "place",
                    place.entity or "unresolved",
                    f"«{place.text}» is {place.name or 'unresolved'} ({place.precision})",
                )
            )
        if claim.time is not None:
            steps.append(
                Step(
                    "time",
                    "time",
                    f"«{claim.time.text}» is {claim.time.earliest}/{claim.time.latest}, days {claim.time.offset_days}",
                )
            )
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


def _inside(claim: Claim, other: Claim) -> bool:
    """Whether another claim of the sentence tells the same with more words: وصل | ألفا نازح."""
    if claim.event != other.event or claim.event != "displacement" or claim.stance != other.stance:
        return False
    a, b = claim.evidence, other.evidence
    return b.start <= a.start and a.end <= b.end and claim.voices == other.voices


def _repeats(claim: Claim, title: Claim) -> bool:
    """Whether a claim of the body tells what the headline does: the same event, or more or less of one change of hands.

    That a place has changed hands is not told again by who came nearer to it, or took another.
    """
    if title.event in _HANDS:
        told = bool(title.places) and all(_told_in(title, place) for place in title.places)
        return claim.event in _HANDS and not (told and claim.places and _elsewhere(claim.places, title.places))
    return claim.event == title.event or (claim.event in TERRITORY and title.event in TERRITORY)


def _told_in(title: Claim, place: Place) -> bool:
    """Whether the headline's own words say that it happened at a known place, which neither acts nor speaks."""
    span = title.evidence
    spoken = span.text[place.end - span.start :].startswith(":")
    acting = any(actor.start == place.start for actor in title.agents)
    return place.entity is not None and span.start <= place.start < span.end and not (spoken or acting)


def _elsewhere(places: tuple[Place, ...], others: tuple[Place, ...]) -> bool:
    """Whether none of some places may be one of the others: known ones by what they are, the rest by their words."""
    return not any(
        p.entity == o.entity or _words(p) <= _words(o) or _words(o) <= _words(p)
        if p.entity and o.entity
        else not _words(p).isdisjoint(_words(o))
        for p in places
        for o in others
    )


def _words(place: Place) -> set[str]:
    return {key for form in (place.text, *place.also) for word in form.split() for key in bare_keys(fold(word))}
