"""Place filters: which of the places that a sentence names are not where something happened."""

from typing import Final

from riwaya.extract.discourse import TERRITORY, WATERS, SentenceParse
from riwaya.extract.filters import Filters
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.place_mention import PlaceMention
from riwaya.lang.grammar import AND, FROM
from riwaya.model import Place

_WIDE: Final = WATERS | {"country"}
_TALKS: Final = 3  # words from talks to the preposition before where they are
_BODY_NAME: Final = 3  # words from the head of a body's name to the place in it
_FIRED: Final = frozenset(("shelling", "airstrike", "drone_strike"))
_STANDING: Final = TERRITORY - {"advance", "entry", "withdrawal", "handover"}  # of a place itself


class PlaceFilters(Filters):
    """Tells places that act, speak, lie elsewhere, or are only passed, from those where something happened."""

    def _another_place(self, frame: Frame, argument: Argument) -> bool:
        """Whether a phrase says where the doer stands, or where somebody went from a place that is taken."""
        chunk = argument.chunk
        if chunk is None or not chunk.prep:
            return False
        if chunk.prep in self.view.lang.group("toward") and frame.event in _STANDING:
            return True
        before = self.view.keys[chunk.prep_start - 1] if chunk.prep_start > 0 else ""
        if before in self.view.lang.group("some.of.them") and any(
            a.chunk is not None and a.start < argument.start for a in frame.places
        ):
            return True  # a hundred dead in Syria, most of them in Aleppo
        return self._fired_from(frame, chunk.prep, chunk.prep_start) or self._stationed(frame, chunk.prep_start - 1)

    def _fired_from(self, frame: Frame, prep: str, at: int) -> bool:
        """Whether "from" says where shells or rockets came from, which is not where they hit.

        Of those of which it is only told toward what they were fired, it is the one place that is known.
        """
        if frame.event not in _FIRED or prep != FROM:
            return False
        ahead = self.view.lang.group("directional")
        if any(a.chunk is not None and a.chunk.prep != FROM and a.chunk.prep in ahead for a in frame.places):
            return False
        return at <= 0 or self.view.keys[at - 1] not in self.view.lang.group("before.from")

    def _of_voice(self, mention: PlaceMention) -> bool:
        return mention.start in self.voice_tokens

    def _party(self, mention: PlaceMention) -> bool:
        """Whether a state or its capital stands for who acts, not for where: the coalition led by X, Moscow sent."""
        if mention.start not in self.view.actor_at or mention.locative or mention.prep or mention.head is not None:
            return False
        return self._is_country(mention) or any(
            c.subject is not None and c.verb is not None and c.subject.start == mention.start for c in self.clauses_here
        )

    def _of_talks(self, mention: PlaceMention) -> bool:
        """Whether a place is where talks are held or a visit is paid: the council, meeting in X; in his speech in X."""
        at = mention.start - 1
        if not mention.prep:
            if at < 0 or self.view.senses[at].func != "prep":
                return False
            at -= 1
        words = self.view.lang.group("talks")
        for t in range(at, max(at - _TALKS, -1), -1):
            sense = self.view.senses[t]
            if bare_keys(self.view.keys[t]) & words and not sense.func:
                return True
            if (sense.func and t not in self.view.time_at) or self.view.tokens[t].kind == "punct":
                return False
        return False

    def _concerned(self, mention: PlaceMention) -> bool:
        """Whether a place is only what something is about or with: solidarity with the town X, a speech on X."""
        before = self.view.keys[mention.start - 1].removeprefix(AND) if mention.start else ""
        return not mention.prep and before in self.view.lang.group("about.or.with")

    def _of_body(self, mention: PlaceMention) -> bool:
        """Whether a place is part of the name of a body: the media network of X, the council of the town X."""
        if mention.locative and mention.noun is None:
            return False
        at = mention.start - 1
        while at >= 0 and mention.start - at <= _BODY_NAME and not mention.prep:
            sense = self.view.senses[at]
            if sense.func or self.view.tokens[at].kind != "word":
                return False
            if "body" in sense.kinds and at not in self.view.time_at:
                return True
            at -= 1
        return False

    def _acting(self, mention: PlaceMention) -> bool:
        """Whether a capital or a state stands by itself, with no preposition: for its government, as a rule."""
        named = mention.locative or mention.prep or mention.head is not None
        return mention.start in self.view.actor_at and not named

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

    def _apart(self, parse: SentenceParse, mention: PlaceMention) -> bool:
        """Whether a place only says how far or where another lies, or is excepted: far from X, all but X."""
        before = self.view.keys[mention.start - 1] if mention.start > parse.start else ""
        if before in self.view.lang.group("far.from"):
            # ... unless a relative clause goes on about it: 10 km from X, which was shelled.
            return not any(c.func == "rel" and c.start >= mention.end for c in parse.chunks)
        return before in self.view.lang.group("except") or before in self.view.lang.group("lies")

    def _stand(self, frame: Frame, mention: PlaceMention) -> bool:
        """Whether a place is where somebody has his position who was not hit there: a sniper who is stationed on X."""
        at = mention.start - 1
        return self._stationed(frame, at - 1 if at >= 0 and self.view.senses[at].func == "prep" else at)

    def _stationed(self, frame: Frame, at: int) -> bool:
        """Whether a token says of somebody, whom the frame does not hit, that he has his place in what follows."""
        if at < 0 or not bare_keys(self.view.keys[at]) & self.view.lang.group("stationed"):
            return False
        if frame.trigger.start <= at < frame.trigger.end:
            return False
        return not any(a.chunk is not None and a.start <= at < a.chunk.end for a in frame.targets)

    def _of_speaking(self, parse: SentenceParse, mention: PlaceMention) -> bool:
        """Whether a place is where somebody spoke: between the cue and what is said, or before its "that"."""
        for attribution in self.attributions_here:
            cue = attribution.cue[0]
            if attribution.demand or not cue <= mention.start:
                continue  # whom something is demanded of is where it is to be
            if mention.start < attribution.content[0]:
                return True
            that = next((c.start for c in parse.chunks if c.func == "that" and c.start > cue), cue)
            if mention.start < that and self._clause_of(parse, mention.start) == self._clause_of(parse, cue):
                return True
        return False

    def _wide(self, mention: PlaceMention) -> bool:
        """Whether a place is too long or wide to be where something else happened: a state, a river, a sea."""
        return mention.row is not None and mention.row.kind in _WIDE and not mention.part

    def _waters(self, place: Place) -> bool:
        """Whether a place is a river or a sea, along which one thing happens here, the next elsewhere."""
        return place.entity in self.waters

    def _fired(self, parse: SentenceParse, frame: Frame, mention: PlaceMention) -> bool:
        """Whether a place is where what hit another one was fired from."""
        if frame.event not in _FIRED:
            return False
        chunk = next((c for c in parse.chunks if c.start <= mention.start < c.end and c.kind == "np"), None)
        return chunk is not None and self._fired_from(frame, chunk.prep, chunk.prep_start)

    def _directional(self, parse: SentenceParse, mention: PlaceMention, *, ahead: bool = False) -> bool:
        """Whether a place is only where something comes from or goes to; `ahead`: only where it goes to."""
        chunk = next((c for c in parse.chunks if c.start <= mention.start < c.end), None)
        if chunk is None or chunk.kind != "np" or (ahead and chunk.prep == FROM):
            return False
        return chunk.prep in self.view.lang.group("directional")
