"""Topics: the place that a sentence opens with, which is where what it tells happened until another place is named.

Round-ups put the place first: as a label («بارا: استعاد الجيش …») or behind a preposition («وفي الضالع، قتل …»).
"""

from typing import Final

from riwaya.extract.discourse import SentenceParse
from riwaya.extract.locating import Locating
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.place_reference import kinds_of
from riwaya.gazetteer.places import Places
from riwaya.lang.grammar import BY, CONJUNCTION_LETTERS
from riwaya.model import Place

_SPOTS: Final = frozenset(("site", "road", "bridge"))
_OPENING: Final = 3  # tokens before the place: أما في مدينة X


class Topics(Locating):
    """Turns the story to the place that a sentence opens with."""

    def _turn(self, parse: SentenceParse) -> None:
        """Let the story be at the place that the sentence opens with, if it opens with one."""
        if parse.title:
            return
        opening = next(iter(self.leaders_here), None)
        if opening is None or not (self._labels(parse, opening) or self._fronted(parse, opening)):
            return
        self._at((self._place(opening),), parse)
        self.last_place = opening

    def _called_for(self, site: PlaceMention) -> bool:
        """Whether a spot bears the name of a place that is spoken of: the junction of X."""
        keys = self.view.keys
        name = keys[site.end - 1]
        return any(m is not site and keys[m.end - 1] == name and not kinds_of(m) & _SPOTS for m in self.places)

    def _at(self, places: tuple[Place, ...], parse: SentenceParse) -> None:
        """Let the story be at these places; of a building, road or square the area around it stays known."""
        self.story, self.story_sentence = places, parse.index
        spots = [m for m in self.places_here if kinds_of(m.refers or m) & _SPOTS and self._around_here(m.refers or m)]
        starts = {self.view.tokens[m.start].start for m in spots}
        self.sites |= {p.start for p in places if p.start in starts}
        if not all(p.start in self.sites for p in places):
            self.area = places

    def _around_here(self, site: PlaceMention) -> bool:
        """Whether the area that the story is at may be around a spot, which bears no name that is spoken of itself."""
        if self._called_for(site):
            return False
        areas = {p.entity for p in self.area if p.entity is not None}
        return site.row is None or not areas or any(up.id in areas for up in Places.load().hierarchy(site.row))

    def _labels(self, parse: SentenceParse, mention: PlaceMention) -> bool:
        """Whether a place is the label of what follows: a name, a colon, and nobody who speaks."""
        return mention.label and mention.start <= parse.start + 1 and mention.start not in self.voice_tokens

    def _fronted(self, parse: SentenceParse, mention: PlaceMention) -> bool:
        """Whether a place stands behind the preposition that opens the sentence, and is not where somebody spoke."""
        view, at = self.view, mention.start
        before = view.keys[at - 1].lstrip(CONJUNCTION_LETTERS) if at > parse.start else ""
        if (
            self._wide(mention)
            or at - parse.start > _OPENING
            or not (mention.prep == BY or before in view.lang.group("locative.like"))
        ):
            return False
        if not all(view.senses[t].func for t in range(parse.start, at)):
            return False
        clause = self._clause_of(parse, at)
        if any(self._clause_of(parse, a.cue[0]) == clause for a in self.attributions_here):
            return False
        return bool(parse.frames) or (mention.row is not None and mention.row.country == self.home)
