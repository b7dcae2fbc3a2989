"""Attributes: whether a word describes, names or counts on from the one before it, or begins the next phrase."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.shapes import (
    ACCUSATIVE,
    ALEF_NUN,
    COUNT,
    COUNTING,
    DEFINITE,
    JOINED_NUMBER,
    NAME,
    NOMINATIVE,
    NUMBER,
    NUMBER_WORD,
    ONE,
    PLURAL,
)
from riwaya.extract.view import View
from riwaya.lang.grammar import NISBA, NISBA_FEMININE, NISBA_PLURAL, SOUND_FEMININE_PLURAL, TEH_MARBUTA
from riwaya.lang.sense import Sense
from riwaya.model.vocabulary import FAMILIES, HARM
from riwaya.text.tokens import Token

INDEFINITE_ACCUSATIVE: Final = "a"
"""Ends the feature of a form in the indefinite accusative."""
_DOERS: Final = frozenset(("force", "person", "body"))
_PEOPLE: Final = frozenset(("people",))
_BEFALLS: Final = frozenset(FAMILIES["people"])
STRIKES: Final = frozenset(FAMILIES["remote"]) - {"shootdown"} | {"attack", "ambush"}


def flies(view: View, t: int) -> bool:
    """Whether a word is a strike, a shell, a mine, fire: what kills and is nobody."""
    if bare_keys(view.keys[t]) & view.lang.group("projectiles"):
        return True
    return any(r.pos == "noun" and r.entry.event in STRIKES for r in view.senses[t].events)


class Attributes:
    """Looks at two neighbours of a sentence."""

    view: View
    tokens: list[Token]
    senses: list[Sense]
    shapes: list[int]
    start: int
    stop: int
    projectiles: frozenset[str]
    out: list[Chunk]

    def _counted(self, t: int) -> bool:
        """Whether a word in the indefinite accusative is what a number before it counts."""
        return t > self.start and bool(self.shapes[t - 1] & COUNTING) and not self.shapes[t] & NUMBER_WORD

    def _titled(self, chunk: Chunk, j: int) -> bool:
        """Whether a title or a job, definite and in the singular, stands right before what may be a given name."""
        before, sense = self.senses[j - 1], self.senses[j]
        if not before.article or sense.article or chunk.actors or chunk.places:
            return False
        if before.kinds:
            return bool(before.kinds & {"person", "people"}) and any(r.feature == "s" for r in before.heads)
        return chunk.start == j - 1 and not before.readings  # الصحفية

    def _object_by_form(self, chunk: Chunk, j: int) -> bool:
        """Whether a word's form shows that it is no attribute of the word before it, and owned by nobody there.

        قتل جندي تركي | طفلا: an accusative behind what shows none. قنص مسلحون | سيدة، خطف مسلحون | خمسة عمال: a plural
        of men in ون owns nothing, and no feminine or number describes it. أحرقت عصابات مسلحة | قرية: nor does an
        attribute own a place.
        """
        bits, before, sense = self.shapes[j], self.shapes[j - 1], self.senses[j]
        if sense.article or sense.conj or bits & NAME or chunk.numeral:
            return False
        text = self.tokens[j].text
        shows = any(r.feature.endswith(INDEFINITE_ACCUSATIVE) for r in sense.heads)
        if shows and bits & ACCUSATIVE and not before & (COUNT | ACCUSATIVE | NUMBER_WORD | JOINED_NUMBER):
            return True
        if before & PLURAL and before & NOMINATIVE:
            return bool(bits & NUMBER_WORD) or (bool(sense.readings) and text.endswith(TEH_MARBUTA))
        feminine = j - 2 >= chunk.start and self.tokens[j - 1].text.endswith(TEH_MARBUTA)
        if feminine and self.tokens[j - 2].text.endswith((TEH_MARBUTA, SOUND_FEMININE_PLURAL)):
            return self.tokens[j].key in self.view.lang.group("hit.places") and not self.senses[j - 1].article
        return False

    def _behind_nisba(self, j: int) -> bool:
        """فجر انتحاري | سيارة: a man told by a word in ي owns nothing by construct (but سائق سيارة does)."""
        before, sense = self.senses[j - 1], self.senses[j]
        man = self.tokens[j - 1].text.endswith(NISBA) and before.kinds & _DOERS and not before.article
        return bool(man) and "site" in sense.kinds and not (sense.article or sense.kinds & _DOERS)

    def _adverbial(self, i: int) -> bool:
        """Whether a noun behind "in" is an adverbial by itself."""
        return self.tokens[i].key in self.view.lang.group("adverbial.nouns")

    def _struck_by_craft(self, chunk: Chunk, j: int) -> bool:
        """استهدفت طائرة مسيرة | سيارة: an indefinite craft has no indefinite house, vehicle or person for attribute."""
        sense = self.senses[j]
        if "means" not in chunk.kinds or "means" in sense.kinds or sense.article or chunk.definite or sense.suffix:
            return False
        if sense.kinds & {"force", "body"}:
            return False  # طائرات قوات التحالف
        if j == chunk.start + 1:
            owned = j + 1 < self.stop and self.senses[j + 1].article
            return "site" in sense.kinds and not owned  # but: طائرات سلاح الجو
        return bool(sense.kinds & {"site", "people", "person"})

    def _struck_by_projectile(self, chunk: Chunk, j: int) -> bool:
        """دمر صاروخ | منزلا، ضرب صاروخ روسي | مبنى: what flies owns no people, and no indefinite house."""
        sense, text = self.senses[j], self.tokens[j - 1].text
        if self.tokens[chunk.start].key not in self.projectiles or j > chunk.start + 2:
            return False
        if j == chunk.start + 2:
            of_nation = text.endswith((NISBA, NISBA_FEMININE)) and not self.senses[j - 1].article
            return of_nation and not sense.article and bool(sense.kinds & {"site", "people", "person"})
        if self.tokens[j].text.endswith((NISBA, NISBA_FEMININE)):
            return False  # صاروخ روسي
        return bool(sense.kinds & {"people", "person"}) or (
            "site" in sense.kinds and not sense.article and bool(self.shapes[j] & ACCUSATIVE or sense.suffix)
        )

    def _harmed(self, chunk: Chunk, j: int) -> bool:
        """قتلت غارة جوية | ستة مدنيين، قتل لغم أرضي | راعيا: a count or people behind who or what harms them."""
        before = self.out[-2] if len(self.out) > 1 else None
        if before is None or before.kind != "verb":
            return False
        told = {r.entry.event for r in self.senses[before.start].events}
        if told.isdisjoint(_BEFALLS):
            return False
        bits = self.shapes[j]
        one = bits & (DEFINITE | ONE)
        if bits & NUMBER_WORD and chunk.kinds & (_DOERS | _PEOPLE) and not (chunk.numeral or one or chunk.prep):
            return j + 1 < self.stop and not self.senses[j + 1].func  # قتل مسلحون | ستة جنود
        if told.isdisjoint(HARM) or not ("means" in chunk.kinds or flies(self.view, chunk.start)):
            return False
        if bits & (NUMBER_WORD | NUMBER):
            return not bits & DEFINITE
        kinds = self.senses[j].kinds
        if bits & ACCUSATIVE:
            return not (self.shapes[j - 1] & ACCUSATIVE or bits & NAME)  # an attribute would agree
        adjective = self.tokens[j].text.endswith((NISBA, NISBA_FEMININE)) or "force" in kinds
        return bool(kinds & {"people", "person"}) and not (adjective or self.senses[j].article)

    def _body_behind_man(self, chunk: Chunk, j: int) -> bool:
        """اتهم المتحدث | الجيش: a body behind a definite title is no attribute of it, and begins a phrase."""
        before, sense = self.senses[j - 1], self.senses[j]
        if not sense.article or not sense.kinds & {"force", "body"}:
            return False
        if before.suffix and j == chunk.start + 1:
            return True  # كبدت قواتنا | العدو
        return "person" in chunk.kinds and bool(before.article) and "person" not in sense.kinds

    def _agreeing_nation(self, j: int) -> bool:
        """Whether a word is the adjective of a nation in the feminine, as the one before it is an adjective."""
        text, key = self.tokens[j].text, self.tokens[j].key
        return text.endswith(TEH_MARBUTA) and key[:-1] in self.view.lang.group("nations")

    def _adjective(self, i: int) -> bool:
        """Whether a word can only be an attribute of the one before it: unknown as a noun, in ية."""
        text = self.tokens[i].text
        agrees = text.endswith(NISBA_FEMININE) or (
            text.endswith(TEH_MARBUTA) and self.tokens[i - 1].text.endswith(TEH_MARBUTA)
        )
        nation = text.endswith(NISBA_FEMININE) and self.senses[i].kinds == _PEOPLE  # طائرات أميركية | مواقع
        return agrees and (nation or not self.senses[i].readings) and i not in self.view.inside_actor

    def _dual_verb(self, i: int) -> bool:
        """جنديين قتلا: a perfect in the dual right behind two, which might also be a noun in the accusative."""
        verbs = self.senses[i].verbs
        return (
            bool(verbs)
            and verbs[0].feature in ("3md", "3fd")
            and not verbs[0].suffix
            and i > self.start
            and self.shapes[i - 1] & (ALEF_NUN | NUMBER_WORD) == ALEF_NUN
        )

    def _from_home(self, j: int) -> bool:
        """Whether behind "of" stands the home of those who are counted, a town or a cause: they come of it."""
        if j >= self.stop:
            return False
        if j in self.view.place_at and j not in self.view.actor_at:
            parts = self.view.lang.group("hit.places") | self.view.lang.group("place.like")
            return not bare_keys(self.tokens[j].key) & parts  # but: العديد من أحياء المدينة
        return self.tokens[j].key in self.view.lang.group("homes")

    def _counts_on(self, chunk: Chunk, j: int) -> bool:
        """ضربت طائرة مسيرة | ثلاث شاحنات: whether a number in words counts what follows and not what stands before."""
        if j + 1 >= self.stop or self.tokens[j + 1].kind != "word" or self.senses[j + 1].article:
            return False
        counted = self.senses[j + 1]
        return "means" in chunk.kinds and "means" not in counted.kinds and bool(counted.heads)

    def _of_nation(self, chunk: Chunk, j: int) -> bool:
        """رجال قبائل | يمنيون: a nominative of nation behind an indefinite name for men describes them."""
        match = chunk.actors[-1]
        if not self.tokens[j].text.endswith(NISBA_PLURAL[0]) or self.shapes[j] & DEFINITE:
            return False
        return not any(self.senses[t].article or self.senses[t].suffix for t in range(match.start, match.end))

    def _names_one(self, chunk: Chunk, j: int) -> bool:
        """مقتل الناشط الحقوقي | سمير, الصحفية | ليلى: whether a definite title or noun for one person has its name."""
        told = self.senses[chunk.start]
        for t in range(chunk.start + (1 if told.event_noun else 0), j):
            sense = self.senses[t]
            one = sense.article and any(r.feature.startswith("s") for r in sense.heads)
            if one and sense.kinds & {"person", "people"} and not sense.kinds & {"force", "body"}:
                return True
            if not told.event_noun:
                break
        return False
