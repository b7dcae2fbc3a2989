"""Phrase tests: what a noun phrase shows by its head and its names of the role that it may fill."""

from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import suits_agent
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.view import View
from riwaya.lang.entries import Event
from riwaya.lang.grammar import ALEF, AND, ARTICLE, BY, FROM, NISBA, ON, TEH_MARBUTA
from riwaya.model.vocabulary import FAMILY_OF


class PhraseTests:
    """Asks of phrases of one document whether they can act, name, be hit or tell a place."""

    view: View

    def _agentive(self, chunk: Chunk) -> bool:
        if not chunk.actors and bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("event.attributes"):
            return False
        return suits_agent(chunk) or "means" in chunk.kinds or self._state(chunk)

    def _state(self, chunk: Chunk) -> bool:
        """Whether a phrase names a country, which acts as a state does."""
        return any(p.row is not None and p.row.kind == "country" for p in chunk.places)  # type: ignore[attr-defined]

    def _names(self, chunk: Chunk) -> bool:
        return bool(
            chunk.actors
            or chunk.places
            or chunk.kinds & {"force", "body", "person", "people", "site", "means", "source"}
        ) or (chunk.numeral or self._place_like(chunk) or self._proper(chunk))

    def _proper(self, chunk: Chunk) -> bool:
        """An unknown word that is no adjective: a name the gazetteer does not hold."""
        sense = self.view.senses[chunk.head]
        text = self.view.tokens[chunk.head].text
        return (
            not sense.readings
            and not text.endswith((TEH_MARBUTA, NISBA, ALEF))
            and not text.startswith(ARTICLE)
            and not sense.func
            and self.view.keys[chunk.head] not in self.view.lang.group("event.attributes")
        )

    def _adverb_of_place(self, chunk: Chunk) -> bool:
        """Whether a phrase opens with an adverb of place that is part of the name's mention: قرب تلعفر."""
        first = chunk.places[0] if chunk.places else None
        return (
            first is not None
            and first.start == chunk.start  # type: ignore[attr-defined]
            and self.view.keys[chunk.start].removeprefix(AND) in self.view.lang.group("locative.like")
        )

    def _near_of(self, chunk: Chunk) -> bool:
        """بالقرب من, على مقربة من: the preposition before the phrase only ends the one that tells where."""
        before = chunk.prep_start - 1
        return chunk.prep == FROM and before >= 0 and self.view.keys[before] in self.view.lang.group("near.of")

    def _agency(self, chunk: Chunk) -> bool:
        """بقيادة السعودية: a part in what is done, not where."""
        return chunk.prep == BY and bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("agency"))

    def _hit_place(self, chunk: Chunk) -> bool:
        """Whether what is hit is also where: a town, a base, quarters; positions of somebody are not."""
        if chunk.places and not chunk.actors:
            return True
        return bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("hit.places")) and not chunk.kinds & {
            "people",
            "person",
        }

    def _place_like(self, chunk: Chunk) -> bool:
        """Whether a phrase tells a place by a head word."""
        if chunk.places and not chunk.actors:
            return True
        return bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("place.like")) and not chunk.kinds & {
            "people",
            "person",
        }

    def _blown_up(self, chunk: Chunk) -> bool:
        """فجر المسلحون جسرا: what is blown up, and not what is set off."""
        thing = "site" in chunk.kinds or (bool(chunk.places) and not chunk.actors)
        return thing and not self._set_off(chunk)

    def _set_off(self, chunk: Chunk) -> bool:
        """بسيارتين مفخختين: a car, a charge, a belt, with which somebody blows up what is hit."""
        words = self.view.keys[chunk.start : chunk.end]
        return bool(bare_keys(*words) & self.view.lang.group("set.off"))

    def _post(self, chunk: Chunk) -> bool:
        """Whether a phrase tells a post or a seat of somebody: أمام مقر المخابرات, عند نقطة تفتيش."""
        view = self.view
        if bare_keys(view.keys[chunk.head]) & view.lang.group("posts"):
            return True
        rest = range(chunk.head + 1, chunk.end)
        owned = bool(chunk.actors) or any(view.senses[t].kinds & {"force", "body"} for t in rest)
        return ("site" in chunk.kinds and owned) or bool(chunk.kinds & {"force", "body"})

    def _mounted(self, frame: Frame, entry: Event, chunk: Chunk) -> bool:
        """هاجم مسلحون على دراجات نارية | القرية: how the subject of a verb that takes an object came."""
        verb = frame.chunk.kind == "verb" and entry.obj == "target" and chunk.prep == ON
        return verb and bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("mounts"))

    def _tells_where(self, frame: Frame, prep: str) -> bool:
        """Whether a noun for a place behind a preposition is where: in, near; on, of strikes; toward, of movements."""
        struck = prep == ON and FAMILY_OF[frame.event] in ("remote", "things")
        moved = frame.event in ("displacement", "flight", "evacuation") and prep in self.view.lang.group("toward")
        return struck or moved or prep in self.view.lang.group("locative.like")

    def _of_which(self, frame: Frame, chunk: Chunk) -> bool:
        """استعاد نصف المدينة, أكثر من 40 في المئة من المدينة: behind من a place, out of which a part was taken."""
        if chunk.prep != FROM or FAMILY_OF[frame.event] not in ("gained", "kept_or_lost"):
            return False
        return self._place_like(chunk) and not chunk.kinds & {"force", "body"}
