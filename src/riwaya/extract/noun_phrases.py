"""Noun phrases: where one begins and what it takes in (names, counts, quoted names, the preposition before it)."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.phrase_borders import PhraseBorders
from riwaya.extract.shapes import CLITIC_NUMBER, COUNT, DEFINITE, DIRECTION, MARK, NAME, number_clitics
from riwaya.extract.view import View
from riwaya.lang.grammar import FUTURE, LI_VERBAL_NOUN, TO
from riwaya.text.sentences import Sentence

_COUNTED: Final = frozenset(("people", "person", "force"))
_BAND: Final = frozenset(("force",))


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
        shapes = self.shapes
        if sense.conj:
            chunk.coord = True
        attached = sense.prep
        if not (attached or sense.readings) and self.tokens[i].text.startswith(LI_VERBAL_NOUN):
            attached = TO  # لإبطاء: no word begins so
        bits = shapes[i]
        if bits & NAME:
            match = self.view.actor_at.get(i) or self.view.place_at[i]
            chunk.coord = chunk.coord or bool(match.conj)
            attached = attached or match.prep
        if bits & CLITIC_NUMBER:
            conj, prep = number_clitics(self.tokens[i].key, sense)
            chunk.coord = chunk.coord or conj
            attached = attached or prep
        if self.pending:
            chunk.prep, chunk.prep_start = self.pending, self.pending_at
        elif attached and attached != FUTURE:
            chunk.prep = attached
        elif chunk.coord and len(self.out) > 1 and self.out[-2].kind == "np":
            chunk.prep = self.out[-2].prep  # coordinated phrases share their preposition
        self.pending = ""
        head_found = False
        stop = self.stop
        j = i
        while True:
            at = j
            bits = shapes[j]
            if bits & NAME:
                j = self._name(chunk, j)
            else:
                if bits & COUNT:
                    chunk.numeral = True
                j += 1
            if not head_found and not bits & COUNT and self.senses[at].func != "prep":
                chunk.head = at
                chunk.kinds = self.senses[at].kinds
                head_found = True
            while j < stop and shapes[j] & MARK and self._quoted_name(chunk, j):
                j = self._absorb_quoted(chunk, j)
            if j < stop and self.view.mark_pairs.get(i - 1) == j and self._scared(i):
                j += 1  # «تحرير» المدينة: the marks stand round the word, not round the phrase
            if j >= stop or not self._continues(chunk, j):
                break
        chunk.end = j
        if not chunk.kinds and self._band(i, chunk):
            chunk.head, chunk.kinds, chunk.numeral = i, _BAND, False
        last = self.senses[j - 1]
        if shapes[i] & DIRECTION:
            # A bare direction (شمال المدينة, غربي حلب) says where; it is neither subject nor object.
            chunk.adverbial = not chunk.prep and not (chunk.actors and chunk.actors[0].start == i)
        elif self.tokens[i].key in self.vocatives:
            chunk.adverbial = True  # يا جماعة: who is called acts in nothing
        elif i and not chunk.prep and self.tokens[i - 1].key in self.elatives:
            chunk.adverbial = True  # الأكثر | دموية
        elif not chunk.prep and self.tokens[chunk.head].key in self.occasions:
            chunk.adverbial = True  # تعرض للقصف | مرات عدة
        chunk.definite = bool(last.article or last.suffix or chunk.actors or chunk.places or shapes[j - 1] & DEFINITE)
        return j

    def _band(self, i: int, chunk: Chunk) -> bool:
        """Whether a word for a group has only an adjective behind it: مجموعة مسلحة acts, and counts nothing."""
        following = i + 1
        if following != chunk.head or self.tokens[i].key not in self.view.lang.group("bands"):
            return False
        return not self.senses[following].readings and not self.shapes[following] & NAME

    def _name(self, chunk: Chunk, j: int) -> int:
        """Take in the name that begins at `j` and return its end."""
        actor = self.view.actor_at.get(j)
        if actor is not None:
            chunk.actors = (*chunk.actors, actor)
            same = self.view.place_at.get(j)
            if same is not None:  # a state: a place as well as an actor
                chunk.places = (*chunk.places, same)
            return actor.end
        place = self.view.place_at[j]
        chunk.places = (*chunk.places, place)
        return int(place.end)

    def _quoted_name(self, chunk: Chunk, j: int) -> bool:
        """Whether the mark at `j` opens a short quoted name that belongs to the phrase: شبكة "الفرات"."""
        close = self.view.mark_pairs.get(j)
        if close is None or close >= self.stop or close - j > 7:
            return False
        counted = self.shapes[j - 1] & COUNT and self.senses[j + 1].kinds & _COUNTED  # خمسة عشر "إرهابيا"
        if not (chunk.kinds or chunk.actors or self.senses[chunk.head].kinds or counted):
            return False
        if self._scared(j + 1) and close == j + 2 and self._phrase_definite(chunk, j - 1):
            return False  # the militia «liberation»: a word that somebody does not want to own, and no name
        inner = self.senses[j + 1 : close]
        return not any(s.func in ("that", "rel", "sub") or (s.verbs and not s.nominal) for s in inner)

    def _scared(self, t: int) -> bool:
        """Whether a word is a bare verbal noun of an event, as scare quotes hold it."""
        sense = self.senses[t]
        return not sense.article and any(r.pos == "noun" for r in sense.events)

    def _absorb_quoted(self, chunk: Chunk, j: int) -> int:
        close = self.view.mark_pairs[j]
        k = j + 1
        if self.shapes[j - 1] & COUNT and not chunk.kinds:
            chunk.head, chunk.kinds = k, self.senses[k].kinds
        while k < close:
            bits = self.shapes[k]
            if bits & COUNT and not bits & NAME:
                chunk.numeral = True
            k = self._name(chunk, k) if bits & NAME else k + 1
        return max(k, close + 1)
