"""Place phrases: which places a phrase names, lists, exemplifies or only tells the whereabouts of."""

from typing import Final

from riwaya.extract.discourse import LENGTHS
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.place_filters import PlaceFilters
from riwaya.extract.place_mention import PlaceMention
from riwaya.lang.grammar import AND, FROM
from riwaya.model import Place
from riwaya.model.vocabulary import MOST_FORMS, Precision

_EXAMPLES: Final = 4  # tokens from a description to the first example
_LIST_GAP: Final = 2  # tokens, و and a mark, between the quoted names of a list
_DISTANCE: Final = 6  # tokens from a distance to the direction in which it is


class PlacePhrases(PlaceFilters):
    """Finds the place mentions of a phrase."""

    def _direction_of(self, argument: Argument) -> list[Place] | None:
        """What lies in a direction from a place, as it stands (to the north-west of X); nothing behind a distance."""
        keys, group = self.view.keys, self.view.lang.group
        end = argument.end
        if keys[argument.start] not in group("definite.directions") or end >= len(keys) or keys[end] != FROM:
            return None
        meant = next((m for m in self.places_here if m.start == end + 1), None)
        if any(
            argument.start - _DISTANCE <= q.first < argument.start and q.unit in LENGTHS for q in self.quantities_here
        ):
            return []
        if meant is None:
            return None
        known = self._place(meant)
        a, b = self.namer.offsets(argument.start, meant.end)
        precision: Precision = "near" if known.lat is not None else "unresolved"
        also = tuple(dict.fromkeys((known.text, *known.also)))[:MOST_FORMS]
        return [Place(self.view.text[a:b], a, b, known.name, known.entity, known.lat, known.lon, precision, also)]

    def _leading_first(self, found: list[PlaceMention]) -> list[PlaceMention]:
        """Mentions without those behind the first that only say where or what it is: X, the greatest town of Y."""
        return [m for m in found if m is found[0] or m in self.leaders_here or m.start in self.stands_for]

    def _lies_there(self, frame: Frame, mention: PlaceMention) -> PlaceMention | None:
        """The place of which "lying in X" tells where it is."""
        if mention in self.leaders_here:
            return None
        before = next((m for m in reversed(self.leaders_here) if m.end <= mention.start), None)
        lying = self.view.lang.group("lies") | self.view.lang.group("lying.attributes")
        if before is None or not any(self.view.keys[t] in lying for t in range(before.end, mention.start)):
            return None
        return None if before.start < frame.trigger.start else before

    def _both(self, mention: PlaceMention) -> list[Place]:
        """The record of a mention, or the two of a dual."""
        return [self._place(m) for m in (mention, mention.second) if m is not None]

    def _within(self, argument: Argument) -> list[PlaceMention]:
        """The place mentions that a phrase holds."""
        found = [m for m in self.places_here if m.start < argument.end and m.end > argument.start]
        return self._with_list(found) if found else found

    def _with_list(self, found: list[PlaceMention]) -> list[PlaceMention]:
        """Mentions with those that و joins to the last of them, behind a comma or between marks, too."""
        tokens, senses = self.view.tokens, self.view.senses
        out = list(found)
        for m in self.places_here:
            gap = m.start - out[-1].end
            if m in out or not 0 <= gap <= _LIST_GAP:
                continue
            marked = m.head is None and m.noun is not None and m.noun is out[-1].noun
            comma = m.conj == AND and all(tokens[t].text in "،," for t in range(out[-1].end, m.start))
            acting = m.end < len(tokens) and bool(senses[m.end].verbs) and not senses[m.end].conj
            if marked or (comma and not acting and m.head is None and not self._of_voice(m)):
                out.append(m)  # the fronts "X" and "Y"; in X, and Y, and Z
        return out

    def _exemplified(self, end: int) -> list[PlaceMention]:
        """The places that a description is made up of or exemplified by: several towns, among them X, Y and Z."""
        words, tokens = self.view.lang.group("such.as"), self.view.tokens
        first = next((m for m in self.places_here if end < m.start <= end + _EXAMPLES), None)
        if first is None:
            return []
        between = range(end, first.start)
        plain = all(self.view.keys[t] in words or tokens[t].text in "،,:" for t in between)
        told = any(self.view.keys[t] in words and self.view.keys[t] != FROM for t in between)
        return self._with_list([first]) if plain and told else []
