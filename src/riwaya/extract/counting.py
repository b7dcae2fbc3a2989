"""Counting: the numbers and the extent that belong to a claim."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.dating import Dating
from riwaya.extract.discourse import TERRITORY
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.quantities import QuantityHit
from riwaya.lang.grammar import AND
from riwaya.model import Extent, Quantity
from riwaya.model.vocabulary import FAMILIES

_PEOPLE_EVENTS: Final = frozenset(FAMILIES["people"])
_OF_PEOPLE: Final = frozenset(("people", "families", "bodies", None, "formations"))
_OF_ONE: Final = frozenset(("killed", "injured", "detained", "abduction", "execution"))
_THINGS: Final = frozenset(("shootdown", "destruction"))
_OTHER_HARM: Final = {"killed": "injured", "injured": "killed"}


class Counting(Dating):
    """Finds the quantities and the extent of a frame."""

    def _quantities(self, frame: Frame, span: tuple[int, int]) -> tuple[Quantity, ...]:
        hits: list[QuantityHit] = []
        for hit in self.quantities_here:
            counts_itself = frame.trigger.entry.counted and hit.first <= frame.trigger.start <= hit.last
            if not (span[0] <= hit.first < span[1] or counts_itself) or self._either_or(hit):
                continue
            if frame.event in _PEOPLE_EVENTS and hit.noun_class not in _OF_PEOPLE:
                continue
            if frame.event == "distance" and hit.noun_class not in ("distance", None):
                continue
            hit = self._same_figure(hit)
            if hit not in hits:
                hits.append(hit)
        given = [q for hit in hits if (q := hit.quantity(self.view.text)) is not None]
        other = _OTHER_HARM.get(frame.event, "")
        if not hits and not given and (single := self._single(frame)) is not None:
            return (single,)
        own = [q for q in given if q.of != other]  # "two dead and seven wounded": the seven are not among the dead
        return tuple((own or given)[:4])

    def _closes(self, t: int) -> bool:
        """Whether a phrase is over before token `t`: سيطروا على البلدة | بالكامل."""
        view = self.view
        return (
            t >= len(view.tokens) or view.tokens[t].kind == "punct" or bool(view.senses[t].func or view.senses[t].conj)
        )

    def _single(self, frame: Frame) -> Quantity | None:
        """مقتل المحافظ, أسر الوالي ورئيس الشرطة, إسقاط المروحية: named singly, they are as many as are named."""
        downed = frame.event in _THINGS
        if not (frame.event in _OF_ONE or downed) or not frame.targets or frame.trigger.entry.counted:
            return None
        chunks = [a.chunk for a in frame.targets]
        first, last = frame.targets[0], frame.targets[-1]
        if not all(
            c is not None and self._named_singly(a.start, c, downed=downed)
            for a, c in zip(frame.targets, chunks, strict=True)
        ):
            return None
        a, b = self.namer.offsets(first.start, last.end)
        number = float(len(chunks))
        return Quantity(self.view.text[a:b], number, number, "people" if not downed else None, "exactly", None)

    def _named_singly(self, start: int, chunk: Chunk, *, downed: bool) -> bool:
        """Whether a phrase names one: a title, a person, a craft in the singular."""
        view, group = self.view, self.view.lang.group
        if view.keys[start] in group("one.of"):
            return True
        if chunk.numeral or "force" in chunk.kinds - ({"force"} if "person" in chunk.kinds else set()):
            return False
        wanted = {"means"} if downed else {"person", "people"}
        if not chunk.kinds & wanted or bare_keys(view.keys[chunk.head]) & group("collectives"):
            return False
        heads = view.senses[chunk.head].heads
        return bool(heads) and all(r.feature.startswith("s") for r in heads if r.entry.kind in wanted)

    def _same_figure(self, hit: QuantityHit) -> QuantityHit:
        """20 قتيلا وجريحا: the singular joined to a count is of the same number."""
        if hit.form != "singular" or not self.view.keys[hit.first].startswith(AND):
            return hit
        joined = (h for h in self.quantities_here if h.last == hit.first and h.form == "counted" and h.role != hit.role)
        return next(joined, hit)

    def _either_or(self, hit: QuantityHit) -> bool:
        """26 بين قتيل وجريح: a bare singular behind "between" tells of which kinds the number is, and counts none."""
        between = self.view.lang.group("between")
        before = self.view.keys[max(0, hit.first - 2) : hit.first]
        return hit.last - hit.first <= 1 and any(key in between for key in before)

    def _extent(self, frame: Frame, span: tuple[int, int]) -> Extent | None:
        if frame.event not in TERRITORY:
            return None
        for first, last, extent in self.extents_here:
            if span[0] <= first < span[1] or (first == span[1] and self._closes(last)):
                return extent
        return None
