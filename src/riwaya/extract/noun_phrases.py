"""Noun phrases: where one begins and what it takes in (names, counts, quoted names, the preposition before it)."""

from riwaya.extract.chunk import Chunk
from riwaya.extract.phrase_borders import PhraseBorders
from riwaya.extract.view import View
from riwaya.text.quotes import is_mark
from riwaya.text.sentences import Sentence


class NounPhrases(PhraseBorders):
    """Reads noun phrases off the tokens of one sentence."""

    def __init__(self, view: View, sentence: Sentence) -> None:
        super().__init__(view, sentence)
        self.pending = ""  # a preposition waiting for its noun phrase
        self.pending_at = 0
        self.joined = False
        self.expects_noun = False  # a carrier verb stands open that takes an event noun as its object

    def _emit(self, kind: str, start: int, end: int) -> Chunk:
        chunk = Chunk(kind, start, end)
        chunk.coord = self.joined
        self.joined = False
        self.out.append(chunk)
        return chunk

    def _noun_phrase(self, i: int) -> int:
        chunk = self._emit("np", i, i + 1)
        sense = self.senses[i]
        conj, prep = self._number_clitics(i)
        chunk.coord = chunk.coord or bool(sense.conj) or self._named_conj(i) or conj
        attached = sense.prep or self._named_prep(i) or prep
        if self.pending:
            chunk.prep, chunk.prep_start = self.pending, self.pending_at
        elif attached and attached != "س":
            chunk.prep = attached
        elif chunk.coord and len(self.out) > 1 and self.out[-2].kind == "np":
            chunk.prep = self.out[-2].prep  # coordinated phrases share their preposition
        self.pending = ""
        head_found = False
        j = i
        while j < self.stop:
            if j > i and not self._continues(chunk, j):
                break
            unit_end = self._unit(chunk, j)
            if not head_found and not self._is_count(j) and self.senses[j].func != "prep":
                chunk.head = j
                chunk.kinds = self.senses[j].kinds
                head_found = True
            j = unit_end
            while j < self.stop and is_mark(self.tokens[j]) and self._quoted_name(chunk, j):
                j = self._absorb_quoted(chunk, j)
        chunk.end = j
        last = self.senses[chunk.end - 1]
        chunk.adverbial = self._adverbial(chunk)
        chunk.definite = bool(
            last.article
            or last.suffix
            or chunk.actors
            or chunk.places
            or self.tokens[chunk.end - 1].text.startswith("ال")
        )
        return chunk.end

    def _adverbial(self, chunk: Chunk) -> bool:
        """A bare direction (شمال المدينة, غربي حلب) says where; it is neither subject nor object."""
        if chunk.prep or (chunk.actors and chunk.actors[0].start == chunk.start):
            return False
        return self.tokens[chunk.start].key in self.view.lang.group("directions")

    def _named_conj(self, i: int) -> bool:
        match = self.view.actor_at.get(i) or self.view.place_at.get(i)
        return bool(match is not None and match.conj)

    def _named_prep(self, i: int) -> str:
        match = self.view.actor_at.get(i) or self.view.place_at.get(i)
        return match.prep if match is not None else ""

    def _unit(self, chunk: Chunk, j: int) -> int:
        """Take the atomic unit at `j` (a name, a number, one word) and return its end."""
        actor = self.view.actor_at.get(j)
        if actor is not None:
            chunk.actors.append(actor)
            same = self.view.place_at.get(j)
            if same is not None:  # a state: a place as well as an actor
                chunk.places.append(same)
            return actor.end
        place = self.view.place_at.get(j)
        if place is not None:
            chunk.places.append(place)
            return int(place.end)
        if self._is_count(j):
            chunk.numeral = True
        return j + 1

    def _quoted_name(self, chunk: Chunk, j: int) -> bool:
        """Whether the mark at `j` opens a short quoted name that belongs to the phrase: شبكة "الفرات"."""
        close = self.view.mark_pairs.get(j)
        if close is None or close >= self.stop or close - j > 7:
            return False
        if not (chunk.kinds or chunk.actors or self.senses[chunk.head].kinds):
            return False
        inner = self.senses[j + 1 : close]
        return not any(s.func in ("that", "rel", "sub") or (s.verbs and not s.nominal) for s in inner)

    def _absorb_quoted(self, chunk: Chunk, j: int) -> int:
        close = self.view.mark_pairs[j]
        k = j + 1
        while k < close:
            k = self._unit(chunk, k)
        return max(k, close + 1)
