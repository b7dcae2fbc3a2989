"""Locating: the places of a claim, named, described, or the one that the story is at."""

from riwaya.extract.discourse import HARM, SentenceParse
from riwaya.extract.filters import Filters
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.place_heads import place_heads
from riwaya.extract.placing import PlaceMention
from riwaya.model import Claim, Place


class Locating(Filters):
    """Finds the places of a frame."""

    def _place_arguments(self, frame: Frame, parse: SentenceParse, span: tuple[int, int]) -> tuple[Place, ...]:
        """Places the frame names: in its place roles, else within its evidence."""
        out: list[Place] = []
        for argument in frame.places:
            if argument.chunk is None:
                continue
            found = [m for m in self.places_here if m.start < argument.end and m.end > argument.start]
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
            inside = [
                m
                for m in self.places_here
                if span[0] <= m.start < span[1] and not self._names_actor(m, frame) and not self._of_voice(m)
            ]
            lead = [m for m in inside if m in self.leaders_here]
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
        """A place told by a description: 'the city' is the last place of that kind, 'the eastern border' itself."""
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
        return Place(
            text,
            a,
            b,
            known.name,
            known.entity,
            known.lat,
            known.lon,
            "part" if known.lat is not None else "unresolved",
            (known.text,),
        )

    def _names_actor(self, mention: PlaceMention, frame: Frame) -> bool:
        """Whether the mention stands as an actor in this frame (إسرائيل قصفت)."""
        return (
            any(
                a.start <= mention.start < a.end
                and a.chunk is not None
                and (a.chunk.actors or a.chunk.kinds & {"force", "body", "people"})
                for a in (*frame.agents, *frame.targets)
            )
            and mention.start in self.view.actor_at
        )

    def _place_anaphor(self, frame: Frame, argument: Argument) -> PlaceMention | None:
        """The last place, before the trigger, of the kind that the phrase's head word tells."""
        heads = place_heads()
        kinds = {
            heads[bare].kind
            for bare in bare_keys(self.view.keys[argument.start])
            if bare in heads and heads[bare].role == "head"
        }
        if not kinds:
            return None
        before = [m for m in self.leaders if m.start < frame.trigger.start]
        for wanted in [kinds, {"city", "town"}] if "city" in kinds else [kinds]:
            fitting = [m for m in before if self._kinds_of(m) & wanted]
            if fitting:
                # The place most spoken of; among equals the last one named.
                return max(fitting, key=lambda m: (self.spoken[self._mark(m)], m.start))
        return None

    def _kinds_of(self, mention: PlaceMention) -> set[str]:
        own = {mention.head.kind} if mention.head is not None and mention.head.role == "head" else set()
        return own or ({mention.row.kind} if mention.row is not None else set())

    def _inherited_place(self, parse: SentenceParse, frame: Frame, made: list[Claim]) -> tuple[Place, ...]:
        """The place being spoken of: named earlier in the sentence, else in the claim before, else last named."""
        here = [m for m in self.leaders_here if not self._of_voice(m)]
        before = [
            m
            for m in here
            if m.start < frame.trigger.start and not self._is_country(m) and not self._directional(parse, m)
        ]
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
        return frame.event in HARM or frame.event == "destruction"
