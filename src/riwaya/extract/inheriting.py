"""Inheriting: where a claim happened that names no place of its own.

From the nearest to the farthest of where the text was: its sentence, where the strike fell that it gives as the cause,
the claims before it, the place that the story is at.
"""

from typing import Final

from riwaya.extract.discourse import CAUSES, MOVEMENT, SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.topics import Topics
from riwaya.model import Claim, Place, Quantity
from riwaya.model.vocabulary import FAMILY_OF, HARM

_BESIDE_HARM: Final = HARM | {"other"}  # what may be told between a harm and its cause
_SUMS: Final = {"killed": 5_000, "injured": 20_000, "displacement": 50_000}
"""How many people it takes for a figure to be of a whole war."""
_GOES_ON: Final = frozenset(("rel", "bare"))  # clauses that go on about the cause
_MOVED_ON: Final = 1  # sentences after which a report has gone on from a single spot
_NEAR_CAUSE: Final = 14  # tokens from "as a result of" to where it was


class Inheriting(Topics):
    """Finds the place of a frame that leaves it out."""

    def _inherited_place(
        self, parse: SentenceParse, frame: Frame, made: list[Claim], quantities: tuple[Quantity, ...] = ()
    ) -> tuple[Place, ...]:
        """The place being spoken of: the nearest told in the sentence, else where the story is, else last named."""
        state = self._of_a_war(parse, frame, quantities)
        if state is not None:
            frame.rules.append("place:state")
            return (self._place(state),)
        here = [
            m
            for m in self.leaders_here
            if not (
                self._wide(m)
                or self._party(m)
                or self._of_body(m)
                or self._of_talks(m)
                or self._acting(m)
                or self._apart(parse, m)
            )
        ]
        here = [m for m in here if not (self._stand(frame, m) or self._fired(parse, frame, m) or self._concerned(m))]
        spoken = [m for m in here if self._of_voice(m) or self._of_speaking(parse, m)]
        fitting = [m for m in here if m not in spoken and not self._directional(parse, m)]
        before = [m for m in fitting if m.start < frame.trigger.start]
        where = self._where(frame)
        if where is not None:
            frame.rules.append("place:sentence")
            return (self._place(where),)
        struck = self._struck(parse, frame, fitting)
        if struck:
            frame.rules.append("place:cause")
            return struck
        fronted = [m for m in before if frame.clause.fronted and self._clause_of(parse, m.start) == frame.clause.index]
        if fronted and not self._in_claim(fronted[-1], made):
            frame.rules.append("place:sentence")
            return (self._place(fronted[-1]),)
        told = self._told_before(parse, made)
        opening = parse.chunks[frame.clause.start].start if frame.clause.kind in _GOES_ON else -1
        if (
            before
            and frame.event in HARM
            and 0 <= opening - before[-1].end <= 1
            and not self._in_claim(before[-1], made)
        ):
            frame.rules.append("place:cause")
            return (self._place(before[-1]),)  # fighting in X | that left thirty dead
        last = before[-1] if before else None
        if told and (last is None or self._same_story(frame) or self._in_claim(last, made)):
            frame.rules.append("place:claim-before")
            return told
        if last is not None:
            frame.rules.append("place:sentence")
            return (self._place(last),)
        after = next(
            (
                m
                for m in here
                if m.start > frame.trigger.start and m not in spoken and not self._directional(parse, m, ahead=True)
            ),
            None,
        )
        headline = self.story_sentence < self.first_body
        if after is not None and (not self.story or headline or self._beside(parse, frame, after)):
            frame.rules.append("place:sentence")
            return (self._place(after),)
        lived = self._among_residents(frame)
        if lived is not None:
            frame.rules.append("place:residents")
            return (self._place(lived),)
        if self.story:
            frame.rules.append("place:story")
            return self._story_here(parse)[:2]
        previous = next((c for c in reversed([*self.title_claims, *self.claims]) if c.places), None)
        if previous is not None:
            frame.rules.append("place:discourse")
            return previous.places[:2]
        said = [m for m in self.leaders_here if not (self._of_voice(m) or self._of_speaking(parse, m))]
        remaining = self.last_place or next(iter(said), None)
        if remaining is not None:
            frame.rules.append("place:discourse")
            return (self._place(remaining),)
        return ()

    def _of_a_war(self, parse: SentenceParse, frame: Frame, quantities: tuple[Quantity, ...]) -> PlaceMention | None:
        """The state in which more died or fled than in one place: the nearest in the sentence, else the document's."""
        if frame.event not in _SUMS or not any((q.value or 0) >= _SUMS[frame.event] for q in quantities):
            return None
        at = frame.trigger.start
        named = [m for m in self.places_here if self._is_country(m) and not (self._of_voice(m) or self._party(m))]
        if named:
            return min(named, key=lambda m: (abs(m.start - at), m.start))
        states = [m for m in self.places if self._is_country(m) and m.row is not None and m.row.country == self.home]
        return max((m for m in states if m.start < at), key=lambda m: m.start, default=next(iter(states), None))

    def _story_here(self, parse: SentenceParse) -> tuple[Place, ...]:
        """Where the story is: of a building, a road or a square, in later sentences, the area around it."""
        later = parse.index - self.story_sentence >= _MOVED_ON
        if later and self.area and all(p.start in self.sites for p in self.story):
            return self.area
        return self.story

    def _struck(self, parse: SentenceParse, frame: Frame, fitting: list[PlaceMention]) -> tuple[Place, ...]:
        """Where the strike or fight was that the sentence gives as the cause of a harm: hurt by the shelling of X."""
        if not self._same_story(frame):
            return ()
        later = [f for f in parse.frames if f.trigger.start > frame.trigger.start and f.event not in _BESIDE_HARM]
        cause = later[0] if later else None
        when = cause is not None and cause.event in CAUSES and self._when(cause)
        if not when and (
            cause is None or cause.event not in CAUSES or cause.chunk.prep not in self.view.lang.group("causal")
        ):
            words = self.view.lang.group("causes.only")
            at = next((t for t in range(frame.trigger.end, parse.end) if self.view.keys[t] in words), None)
            stop = later[0].trigger.start if later else parse.end
            stop = min(stop, self._elsewhere(parse, frame.trigger.end))
            meant = next((m for m in fitting if at is not None and at < m.start < max(stop, at + _NEAR_CAUSE)), None)
            return (self._place(meant),) if meant is not None else ()
        assert cause is not None
        if not when and any(
            c.func == "sub" and frame.trigger.end <= c.start < cause.trigger.start for c in parse.chunks
        ):
            return ()  # "... and killed its men, while the army admitted losses in fighting": another harm's cause
        if any(self.view.senses[t].func == "demo" for t in range(cause.trigger.start - 1, cause.trigger.start)):
            return ()  # "as a result of those raids": of which it was told before
        causes = [cause]
        for following in later[1:]:
            if following.event not in CAUSES or following.clause.kind not in _GOES_ON:
                break
            causes.append(following)  # "in an ambush that they laid", "in raids that hit a post in the town"
        for told in causes:
            for argument in told.places:
                if argument.chunk is not None and argument.chunk.prep in self.view.lang.group("directional"):
                    continue
                found = self._within(argument)
                if found and found[0] not in self.leaders_here:
                    continue
                places = self._place_argument(told, argument, parse)
                if not places or self._waters(places[0]):
                    continue
                if places[0].start not in self.described or self._of_nation(argument):
                    return tuple(places[:2])
        stop = later[len(causes)].trigger.start if len(later) > len(causes) else parse.end
        stop = min(stop, self._elsewhere(parse, cause.trigger.end))
        meant = next((m for m in fitting if cause.trigger.start < m.start < stop), None)
        return (self._place(meant),) if meant is not None else ()

    def _when(self, cause: Frame) -> bool:
        """Whether a strike or a fight is told in a clause of "when": eight died when a bomb went off in the town."""
        opener = cause.clause.opener
        return opener is not None and self.view.keys[opener.start] in self.view.lang.group("when.struck")

    def _elsewhere(self, parse: SentenceParse, token: int) -> int:
        """Where, behind a token, the next clause begins that opens with a place of its own; else the sentence's end."""
        for clause in parse.clauses:
            start = parse.chunks[clause.start].start if clause.fronted and clause.start < len(parse.chunks) else -1
            if start > token:
                return start
        return parse.end

    def _told_before(self, parse: SentenceParse, made: list[Claim]) -> tuple[Place, ...]:
        """Where the claims before in the sentence happened; where a movement leads to is not where it began."""
        if not made:
            return ()
        if self.story_sentence == parse.index and self.story:
            return self.story[:2]
        standing = next((c for c in reversed(made) if c.places and c.event not in MOVEMENT), None)
        if standing is not None:
            return standing.places[:2]
        return () if self.story else made[-1].places[:2]

    def _left(
        self, parse: SentenceParse, frame: Frame, made: list[Claim], places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """Places with the one left, told just before, where a withdrawal or flight names only where it went."""
        if "place:destination" not in frame.rules:
            return places
        near = self.story[:1] if 0 <= parse.index - self.story_sentence <= 1 else ()
        known = {p.entity or p.text for p in places}
        left = tuple(p for p in (self._told_before(parse, made) or near)[:1] if (p.entity or p.text) not in known)
        if left and len(places) == 1:
            frame.rules[frame.rules.index("place:destination")] = "place:destination-last"
            frame.rules.append("place:claim-before")
            return (*left, *places)
        return places

    def _in_claim(self, mention: PlaceMention, made: list[Claim]) -> bool:
        """Whether a claim of the sentence has taken the mention in already."""
        a, b = self.namer.offsets(mention.start, mention.end)
        return any(c.evidence.start <= a and b <= c.evidence.end for c in made)

    def _beside(self, parse: SentenceParse, frame: Frame, mention: PlaceMention) -> bool:
        """Whether a place further on stands behind the frame with no event of another kind between."""
        between = range(frame.trigger.end, mention.start)
        return not any(
            f.trigger.start in between and FAMILY_OF[f.event] != FAMILY_OF[frame.event] for f in parse.frames
        )

    def _where(self, frame: Frame) -> PlaceMention | None:
        """The place that a clause of "where" is about: مالي، حيث يقاتل الجيش."""
        opener = frame.clause.opener
        if opener is None or self.view.keys[opener.start] not in self.view.lang.group("where"):
            return None
        beside = (m for m in self.places_here if opener.start - 1 <= m.end <= opener.start)
        far = self.view.lang.group("far.from")
        return next((m for m in beside if self.view.keys[m.start - 1] not in far), None)

    def _same_story(self, frame: Frame) -> bool:
        """Harm and its cause happen in one place."""
        return frame.event in HARM or frame.event == "destruction"
