"""Where a noun phrase ends: whether the next word still belongs to it.

A phrase ends at a preposition, a conjunction, a verb, a sign, or where an indefinite word follows a definite one (which
cannot be its adjective).
"""

from typing import Final

from riwaya.extract.attributes import Attributes
from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.shapes import (
    ACCUSATIVE,
    APART,
    APPROXIMATES,
    COUNT,
    COUNTING,
    DEFINITE,
    DIRECTION,
    FEMININE,
    JOINED_NUMBER,
    LONE_AND,
    MARK,
    NAME,
    NOMINATIVE,
    NUMBER,
    NUMBER_WORD,
    OBLIQUE_HEAD,
    ONE,
    PHRASE,
    PLURAL,
    PUNCT,
    SAYING,
    SPELLED_VERB,
    TIME,
    UNKNOWN_PLURAL,
)
from riwaya.extract.view import View
from riwaya.lang.entries import Nouns, Source
from riwaya.lang.grammar import (
    ABOUT,
    ALEF,
    ARTICLE,
    DEFINITE_FRONTS,
    FOLDED_TEH,
    FROM,
    FUTURE,
    IN,
    MEEM,
    NISBA_FEMININE,
    NISBA_PLURAL,
    NUN_ENDINGS,
    ON,
    PLURAL_NOMINATIVE,
    PLURAL_OBLIQUE,
    PLURAL_SUFFIXES,
    SUFFIX_3FS,
    TEH_MARBUTA,
    TO,
)
from riwaya.text.sentences import Sentence

_JOINS: Final = frozenset(("quant", "demo"))
_DOERS: Final = frozenset(("force", "person", "body"))
_COUNTED: Final = frozenset(("people", "person", "force"))
_PEOPLE: Final = frozenset(("people",))
_ENDS: Final = PUNCT | LONE_AND
_NISBAS: Final = (NISBA_FEMININE, *NISBA_PLURAL)
_OWNED: Final = (SUFFIX_3FS, *PLURAL_SUFFIXES)


class PhraseBorders(Attributes):
    """Decides, word by word, whether a noun phrase of one sentence goes on."""

    def __init__(self, view: View, sentence: Sentence) -> None:
        self.view = view
        self.tokens = view.tokens
        self.senses = view.senses
        self.shapes = view.shapes
        self.stop = sentence.end
        self.start = sentence.start
        self.out: list[Chunk] = []
        self.verb_in_clause = False
        self.oneself = view.lang.group("oneself")
        self.given = view.lang.group("given.names")
        self.manners = view.lang.group("manners.of.killing")
        self.elatives = view.lang.group("elatives")
        self.vocatives = view.lang.group("vocatives")
        self.occasions = view.lang.group("occasions")
        self.projectiles = view.lang.group("projectiles")

    def _continues(self, chunk: Chunk, j: int) -> bool:
        """Whether the token at `j` still belongs to the phrase."""
        view = self.view
        previous = j - 1
        bits, before = self.shapes[j], self.shapes[previous]
        if bits & _ENDS:
            return False
        token = self.tokens[j]
        sense = self.senses[j]
        if bits & APART and token.key in self.manners:
            return False  # شابا | رميا بالرصاص
        if before & ACCUSATIVE and (sense.suffix or sense.article) and self._counted(previous):
            return False  # عشرون جنديا | حتفهم: what carries the ending of the indefinite is in construct with nothing
        if (
            bits & APART
            and token.key in self.oneself
            and not (before & DEFINITE or self.senses[previous].article or chunk.actors)
        ):
            return False  # فجر انتحاري | نفسه
        if bits & APART and token.key in self.given and self._titled(chunk, j):
            return True  # الطبيب سامر
        if before & MARK and not bits & NAME and not token.text.startswith(ARTICLE):
            return False  # فصائل غرفة "الجبل" | حملة
        if bits & (NUMBER | NUMBER_WORD) and j == chunk.start + 1 and self.tokens[chunk.start].key in self.projectiles:
            return False  # قتلت قذيفة | ثلاثة أطفال
        if self._harmed(chunk, j):
            return False
        if bits & NUMBER:
            # "لواء 38" goes on; a count after a complete phrase begins another.
            label = not bare_keys(self.tokens[previous].key).isdisjoint(self.view.number_labels)
            return label or before & COUNT != 0 or self.senses[previous].func == "prep"
        if bits & ONE:
            return True  # مدني واحد: its و is its own
        if bits & JOINED_NUMBER:
            return before & COUNT != 0  # مائة وخمسين goes on, جنود وثمانية begins another
        if bits & NUMBER_WORD and not bits & DEFINITE and self._counts_on(chunk, j):
            return False
        if bits & DIRECTION and chunk.numeral and chunk.kinds & _COUNTED and not before & COUNT:
            return False  # قتل 12 مدنيا | جنوبي البلاد
        if before & NOMINATIVE and not before & NUMBER_WORD:
            if bits & ACCUSATIVE or (token.text.endswith(PLURAL_OBLIQUE) and not sense.article):
                return False  # a nominative and an accusative: subject and object
            if before & PLURAL and (sense.article or j in view.actor_at):
                return False  # an indefinite plural that kept its nun: no construct, and no definite adjective
        if before & PLURAL and bits & DEFINITE and self.tokens[previous].text.endswith(PLURAL_OBLIQUE):
            return False  # إطلاق مسلحين | النار
        if bits & OBLIQUE_HEAD and before & FEMININE:
            return False  # القوات | المتمردين: no attribute of a feminine
        if bits & before & DEFINITE and self._next_subject(j):
            return False
        if (
            previous == chunk.start
            and chunk.prep == IN
            and token.text.startswith(ARTICLE)
            and self._adverbial(previous)
        ):
            return False  # في المقابل | المتحدث
        if sense.func:
            if sense.func == "prep" and token.key == FROM and before & COUNTING and self._from_home(j + 1):
                return False  # نزح الآلاف | من منازلهم
            if token.key == ON and before & COUNTING and j + 1 < self.stop and self.shapes[j + 1] & COUNT:
                return True  # ما يزيد على 40 شخصا
            if sense.func == "prep" and token.key in (FROM, ABOUT) and before & COUNTING:
                chunk.numeral = True
                return True
            if sense.func == "prep" and self._links(chunk, j):
                return True
            if bits & APPROXIMATES and j + 1 < self.stop and self.shapes[j + 1] & COUNT:
                return not self._phrase_definite(chunk, previous)  # مقتل نحو مئة; but نشرت فرنسا | نحو مئة جندي
            if sense.func == "adv" and bits & ACCUSATIVE and before & COUNT:
                return True  # 51 عسكريا: what is counted, and no "militarily"
            counting = before & COUNT != 0 or (chunk.numeral and self.senses[previous].func == "prep")  # ما لا يقل عن
            return sense.func in _JOINS and not sense.conj and counting
        if bits & (SPELLED_VERB | SAYING) or (bits & PHRASE and self._attributes(j)):
            return False
        if bits & UNKNOWN_PLURAL and not bits & NAME:
            return False  # an unknown verb in the plural: a relative clause without pronoun
        if bits & TIME:
            return False
        if self._object_by_form(chunk, j):
            return False
        if self._struck_by_craft(chunk, j) or self._behind_nisba(j) or self._struck_by_projectile(chunk, j):
            return False
        actor = place = None
        if bits & NAME:
            actor = view.actor_at.get(j)
            place = view.place_at.get(j)
        match = actor or place
        if match is not None:
            if match.conj or match.prep:
                return match.prep == TO and not match.conj and actor is not None and self._owned(chunk, previous)
            if self._phrase_definite(chunk, previous) and (chunk.actors or chunk.places):
                return False
            if (
                self.senses[previous].article
                and actor is not None
                and actor.end - j > 1
                and actor.rows[0].kind != "person"
            ):
                return False  # السكان | وحدات الحماية: no name is an attribute
            if self._body_behind_man(chunk, j):
                return False
            if place is not None and previous > chunk.start and self._adjective(previous):
                return False  # دراجات نارية | قرية سولهان
            return not (place is not None and self._phrase_definite(chunk, previous) and not before & COUNT)
        if sense.conj and (sense.readings or sense.article):
            number_joint = token.key in view.numbers or token.key[1:] in view.numbers
            return number_joint and before & COUNT != 0
        if sense.conj:
            return False
        if sense.prep and sense.prep != FUTURE and sense.readings:
            return sense.prep == TO and bool(sense.kinds & {"force", "body"}) and self._owned(chunk, previous)
        if not sense.readings and sense.prep:
            return False
        if (
            bits & PHRASE
            and any(isinstance(p, Source) and p.kind == "reports" for _, p in view.phrase_at[j])
            and chunk.start < j
            and not before & COUNT
            and not bare_keys(view.keys[previous]) & view.lang.group("news.bodies")
        ):
            return False  # "the minister the reports": what is said begins
        if sense.readings and self._event_object(chunk, j):
            return False
        if j == chunk.start + 1 and self.senses[chunk.start].reports and self._reporting_participle(chunk.start):
            return False
        if sense.verbs:
            if token.key in view.lang.group("name.openers") and not self._phrase_definite(chunk, previous):
                return True  # قبيلة بني حسين
            if not sense.nominal or self._relative_verb(chunk, j) or self._dual_verb(j):
                return False
            bare = not sense.article and not sense.prep
            if bare and sense.verbs[0].pos == "perf" and not sense.conj and self._verb_after_phrase(chunk, j):
                return False
        if not sense.article and (sense.heads or sense.event_noun):
            if (
                previous > chunk.start
                and not (before & COUNT or self._agreeing_nation(j))
                and self._adjective(previous)
            ):
                return False  # طائرة حربية | مواقع; but مقاتلات حربية تركية
            attribute = previous > chunk.start and bool(
                bare_keys(view.keys[previous]) & view.lang.group("event.attributes")
            )
            if attribute and sense.heads and self.senses[chunk.start].event_noun:
                return False  # استهدف تفجير انتحاري | مقر الشرطة
            if sense.event_noun and not sense.heads and chunk.actors and chunk.actors[-1].end == j:
                return False  # طائرات إسرائيلية | غارة
            if sense.heads and token.text[-2:] != self.tokens[previous].text[-2:] and self._absolute(previous):
                return False  # a dual or plural that kept its nun is not in construct with what follows
        if chunk.actors and chunk.actors[-1].end == j and self._of_nation(chunk, j):
            return True
        if not self._phrase_definite(chunk, previous) or (before & COUNT and sense.heads and not sense.article):
            return True  # also ألفي شخص: the number has a pronoun's look
        if not (sense.article or bits & DEFINITE):
            titled = not sense.readings and ("person" in chunk.kinds or self._names_one(chunk, j))
            named = bool(chunk.actors) and chunk.actors[-1].rows[0].kind == "person"
            return titled or named or bool(sense.suffix and not sense.readings)
        # The adjective of a definite phrase goes on; a head noun of its own begins the next one.
        if any(isinstance(r.entry, Nouns) for r in sense.readings):
            return False  # a noun of its own, no adjective
        heads = sense.kinds - {"joined"}
        ended = bool(chunk.places) and int(chunk.places[-1].end) == j  # type: ignore[attr-defined]
        if heads & {"people", "person", "force"} and ended and not chunk.kinds:
            return False  # في كركوك | الرجل
        if self._body_behind_man(chunk, j):
            return False
        return not heads or "person" in chunk.kinds or not chunk.actors

    def _only_adverbials(self) -> bool:
        """Whether nothing but prepositional phrases stands in the clause so far."""
        for chunk in reversed(self.out):
            if chunk.kind == "punct" or chunk.func in ("that", "rel", "sub"):
                return True
            if chunk.kind == "verb" or (chunk.kind == "np" and not chunk.prep):
                return False
        return True

    def _attributes(self, i: int) -> bool:
        """Whether a fixed phrase that attributes begins here (وفقا): it is no part of a name before it."""
        kinds = ("prep", "prep_verb", "prep_pron")
        return any(isinstance(p, Source) and p.kind in kinds for _, p in self.view.phrase_at[i])

    def _event_object(self, chunk: Chunk, j: int) -> bool:
        """An event noun that cannot belong to the actor phrase before it: it is what he does (شن المسلحون هجوما)."""
        sense = self.senses[j]
        if sense.reports and not sense.heads and any(r.pos == "noun" and r.suffix for r in sense.reports):
            return True  # "witnesses, their saying": the voice ends before what it says
        head = self.senses[chunk.head].kinds
        if head & {"source", "person"} and not sense.article:
            told = any(r.pos == "noun" for r in (*sense.events, *sense.carriers))
            plain = any(isinstance(r.entry, Nouns) for r in sense.readings) and self._phrase_definite(chunk, j - 1)
            if told or plain:
                return not sense.heads
        if not sense.events or not any(r.pos == "noun" for r in sense.events) or sense.kinds & _DOERS:
            return False
        bare = min(bare_keys(self.tokens[j].key), key=len)
        if sense.article and self.senses[j - 1].article and bare.startswith(MEEM) and bare.endswith(FOLDED_TEH):
            return False  # القوات المهاجمة: spelled like "attacking", and that it is
        counted = j - 2 >= chunk.start and self.shapes[j - 2] & COUNT and self.senses[j - 1].kinds & _COUNTED
        if counted and not sense.article:
            return True  # أودى بحياة عشرة أشخاص | انفجار
        actor = bool(chunk.actors) or bool(head & {"force", "body", "means", "people"})
        return actor and (
            sense.article
            or bool(sense.suffix)
            or sense.readings[0].feature.endswith("a")
            or self._phrase_definite(chunk, j - 1)
        )

    def _absolute(self, i: int) -> bool:
        text = self.tokens[i].text
        return (
            len(text) > 5
            and text.endswith(NUN_ENDINGS)
            and any(r.feature in ("d", "p") for r in (*self.senses[i].events, *self.senses[i].heads))
        )

    def _reporting_participle(self, i: int) -> bool:
        """An adverbial participle of saying (نافيا، مشيرا): it governs what follows and is no part of it."""
        before = self.out[-2] if len(self.out) > 1 else None
        return (
            (before is None or before.kind in ("punct", "verb", "time"))
            and bool(self.senses[i].reports)
            and any(r.pos == "part" and r.feature in ("msa", "fs") and not r.article for r in self.senses[i].reports)
            and not self.senses[i].prep
        )

    def _links(self, chunk: Chunk, j: int) -> bool:
        """Whether the preposition at `j` ties a further name into the phrase: fighters of X, forces loyal to X."""
        following = j + 1
        if following >= self.stop or self.tokens[following].kind == "punct":
            return False
        kinds = self.senses[following].kinds
        names = following in self.view.actor_at or bool(kinds & {"force", "body"})
        if not names or (following in self.view.place_at and following not in self.view.actor_at):
            return False
        if self.tokens[following].key in self.view.lang.group("one.hand"):
            return False  # من طرف: on the one hand
        if "joined" in self.senses[j - 1].kinds:
            return self.tokens[j].key in self.view.lang.group("joining")
        owners = chunk.kinds | self.senses[chunk.head].kinds | self.senses[j - 1].kinds
        members = bool(owners & {"force", "people"})
        return self.tokens[j].key == FROM and members and not self._phrase_definite(chunk, j - 1)

    def _owned(self, chunk: Chunk, previous: int) -> bool:
        """Whether ل before a name ties it into the phrase: sites of X, groups belonging to X."""
        if "joined" in self.senses[previous].kinds:
            return True
        kinds = chunk.kinds | self.senses[chunk.head].kinds
        return bool(kinds & {"site", "force"}) and "person" not in kinds and not self._phrase_definite(chunk, previous)

    def _verb_after_phrase(self, chunk: Chunk, j: int) -> bool:
        """Whether a form that may be verb or noun is the predicate: a perfect after a complete phrase, no verb yet."""
        whole = self._phrase_definite(chunk, j - 1) or bool(chunk.actors) or self._named_by_that(chunk, j - 1)
        if self.verb_in_clause or not whole:
            return False
        return not chunk.prep or self._only_adverbials()

    def _next_subject(self, j: int) -> bool:
        """الأخير القوات، المنظمة القوات: a noun that is no attribute behind a word that has the article too."""
        token, before = self.tokens[j], self.tokens[j - 1]
        # no attribute of a sound plural
        singular = before.text.endswith(PLURAL_NOMINATIVE) and token.text.endswith(TEH_MARBUTA)
        noun = singular or token.key[2:] in self.view.lang.group("nouns.only")
        return noun and "person" not in self.senses[j - 1].kinds

    def _named_by_that(self, chunk: Chunk, last: int) -> bool:
        """Whether a phrase is the indefinite accusative right behind أن: its predicate comes (أن قناصا قتل)."""
        text = self.tokens[last].text
        opened = chunk.start > self.start and self.senses[chunk.start - 1].func == "that"
        return opened and len(text) > 3 and text.endswith(ALEF) and not chunk.prep

    def _relative_verb(self, chunk: Chunk, j: int) -> bool:
        """غارات شنها، كمين نصبه: a carrier in the perfect with a suffix, after an indefinite event noun."""
        sense = self.senses[j]
        return (
            bool(sense.suffix)
            and not (sense.conj or sense.prep or sense.heads)
            and any(r.pos == "perf" and r.suffix for r in sense.carriers)
            and not self._phrase_definite(chunk, j - 1)
            and any(r.pos == "noun" for t in range(chunk.start, j) for r in self.senses[t].events)
        )

    def _phrase_definite(self, chunk: Chunk, previous: int) -> bool:
        sense = self.senses[previous]
        if chunk.actors and chunk.actors[-1].end > previous:
            # "An Israeli force" names an actor and is indefinite none the less: an attribute may follow.
            described = chunk.actors[-1].end - chunk.actors[-1].start > 1 and not sense.article
            return not (described and self.tokens[previous].text.endswith(_NISBAS))
        if chunk.places and int(chunk.places[-1].end) > previous:  # type: ignore[attr-defined]
            return True
        if sense.article or sense.suffix:
            return True
        text = self.tokens[previous].text
        if sense.readings:
            return False
        return text.startswith(DEFINITE_FRONTS) or (len(text) > 4 and text.endswith(_OWNED))
