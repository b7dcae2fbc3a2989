"""Counting: the numbers and the extent that belong to a claim."""

from typing import Final

from riwaya.extract.dating import Dating
from riwaya.extract.discourse import TERRITORY
from riwaya.extract.frame import Frame
from riwaya.extract.quantities import QuantityHit
from riwaya.lang.grammar import AND
from riwaya.model import Extent, Quantity
from riwaya.model.vocabulary import FAMILIES

_PEOPLE_EVENTS: Final = frozenset(FAMILIES["people"])
_OF_PEOPLE: Final = frozenset(("people", "families", "bodies", None, "formations"))
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
        own = [q for q in given if q.of != other]  # "two dead and seven wounded": the seven are not among the dead
        return tuple((own or given)[:4])

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
        for first, _, extent in self.extents_here:
            if span[0] <= first < span[1]:
                return extent
        return None
