"""Shallow chunks of a sentence: noun phrases with their governing preposition, verbs, function words, times, signs.

No parser: Arabic news prose marks its phrase borders well. A noun phrase ends at a preposition, a conjunction, a verb,
a sign, or where an indefinite word follows a definite one (which cannot be its adjective). Ambiguous forms (قصف, قتل:
verb or verbal noun) are decided by what stands before them.
"""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.noun_phrases import NounPhrases
from riwaya.extract.shapes import (
    APPROXIMATES,
    COUNT,
    LIKE_IMPERFECT,
    LIKE_OPENING,
    LIKE_PERFECT,
    LONE_AND,
    MARK,
    NAME,
    NUMBER,
    PHRASE,
    PUNCT,
    SPELLED_VERB,
    TIME,
)
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event, Function
from riwaya.lang.grammar import (
    ALEF,
    CONJUNCTION_LETTERS,
    FOLDED_IMPERFECT_PREFIXES,
    FUTURE,
    ON,
    PLURAL_SUBJECT,
    SUFFIX_3MS,
    TEH_MARBUTA,
    has_conjunction,
)
from riwaya.lang.reading import Reading
from riwaya.lang.sense import Sense
from riwaya.text.sentences import Sentence

_VERB_BEFORE: Final = frozenset(("that", "rel", "sub", "neg", "aux", "cond", "adv"))
_NOMINAL_BEFORE: Final = frozenset(("prep", "quant", "demo", "without"))
_LIKE_A_VERB: Final = LIKE_IMPERFECT | LIKE_PERFECT
_RANGES: Final = frozenset(("prep", "rel"))
_JOINS: Final = frozenset(("quant", "demo"))


def chunk_sentence(view: View, sentence: Sentence) -> list[Chunk]:
    """The chunks of one sentence, in order."""
    return _Chunker(view, sentence).run()


def _impossible(reading: Reading) -> bool:
    """Whether a verb has a pronoun for its object although it takes none: سيطرتها is no verb, for one سيطر على."""
    entry = reading.entry
    takes_none = isinstance(entry, Event) and entry.obj == "none" and entry.preps.get(ON) == "place"
    return bool(reading.suffix) and takes_none


class _Chunker(NounPhrases):
    def run(self) -> list[Chunk]:
        i = self.start
        while i < self.stop:
            i = self._step(i)
        return self.out

    def _step(self, i: int) -> int:
        view = self.view
        bits = self.shapes[i]
        if bits & PUNCT:
            text = self.tokens[i].text
            if bits & MARK or (text == "(" and self.pending):
                return i + 1
            self._emit("punct", i, i + 1)
            self.pending = ""
            if text in "،,؛;:.":
                self.verb_in_clause = False
            return i + 1
        if bits & TIME:
            last = int(view.time_at[i].last)
            self._emit("time", i, last)
            self.pending = ""
            return last
        if bits & LONE_AND and i + 1 < self.stop and not self.shapes[i + 1] & PUNCT:
            self.joined = True  # the conjunction written apart
            return i + 1
        if bits & NUMBER and ":" in self.tokens[i].text:
            self._emit("time", i, i + 1)  # a clock time, as live blogs put before each entry
            return i + 1
        still = self._auxiliary(i) if bits & PHRASE else 0
        if still:  # ما زالت، لا يزال: one auxiliary; its first word is no relative and no negation
            self._emit("func", i, i + still).func = "aux"
            return i + still
        sense = self.senses[i]
        named = bits & NAME != 0
        if sense.func and not named and sense.func not in _JOINS:
            about = bits & APPROXIMATES and i + 1 < self.stop and self.shapes[i + 1] & COUNT  # نحو مئة: no direction
            second = self._range(i) if sense.func in _RANGES else 0
            if second:
                return self._ranged(i, second)
            acts = (sense.func == "adv" and self._acts(i, sense)) or (sense.func == "cond" and self._prevents(i))
            if not about and not acts:
                return self._function(i, sense)
        name = named and sense.verbs and (self.pending or sense.verbs[0].feature == "3fp")  # من عدن
        reading = self._verb(i, sense) if sense.verbs and not name else None
        if reading is not None:
            chunk = self._emit("verb", i, i + 1)
            chunk.reading = reading
            chunk.coord = chunk.coord or bool(reading.conj)
            self.pending = ""
            self.verb_in_clause = True
            self.expects_noun = any(
                "" in r.entry.preps and r.entry.subj in ("agent", "agent_or_event", "event") for r in sense.carriers
            )
            return i + 1
        if (
            not (named or self.pending)
            and (bits & _LIKE_A_VERB or not sense.readings)
            and (
                (bits & LIKE_IMPERFECT and self._looks_verbal())
                or (bits & LIKE_PERFECT and (bits & LIKE_OPENING or self._looks_perfect(i)))
                or (self.out and self.out[-1].func == "neg" and self._negated_verb(i))
            )
        ):
            self._emit("verb", i, i + 1)
            self.pending = ""
            self.verb_in_clause = True
            return i + 1
        return self._noun_phrase(i)

    def _range(self, i: int) -> int:
        """The second number of a range that begins at `i` (ما بين 20 و25 شابا), or 0."""
        group, keys = self.view.lang.group, self.view.keys
        at = i + 1 if keys[i] in group("before.whether") else i
        if at + 3 >= self.stop or keys[at] not in group("between") or not self.shapes[at + 1] & COUNT:
            return 0
        apart = self.shapes[at + 2] & LONE_AND
        second = at + 3 if apart else at + 2
        if not self.shapes[second] & COUNT or not (apart or has_conjunction(keys[second])) or second + 1 >= self.stop:
            return 0
        counted = self.tokens[second + 1].kind in ("word", "number") and not self.senses[second + 1].func
        return second if counted else 0

    def _ranged(self, i: int, second: int) -> int:
        """Take in a range and what it counts as one phrase."""
        prep, at, joined = self.pending, self.pending_at, self.joined
        end = self._noun_phrase(second)
        chunk = self.out[-1]
        chunk.start, chunk.coord, chunk.numeral = i, joined, True
        chunk.prep, chunk.prep_start = prep, at
        return end

    def _auxiliary(self, i: int) -> int:
        """How many words an auxiliary of several words takes at `i`."""
        found = self.view.phrase_at[i]
        return next((n for n, p in found if n > 1 and isinstance(p, Function) and p.kind == "aux"), 0)

    def _prevents(self, i: int) -> bool:
        """حال القصف دون: the verb that is written like "in case of", where what it prevents follows."""
        group, keys = self.view.lang.group, self.view.keys
        if not bare_keys(keys[i]) & group("prevents"):
            return False
        end = next((t for t in range(i + 1, self.stop) if self.shapes[t] & PUNCT), self.stop)
        return any(keys[t] in group("without") for t in range(i + 1, min(end, i + 8)))

    def _acts(self, i: int, sense: Sense) -> bool:
        """Whether an adverb is the verb that is written alike: فجر نفسه is no dawn, for what follows is no day."""
        if not any(isinstance(r.entry, Event) for r in sense.verbs) or i + 1 >= self.stop:
            return False
        after = self.senses[i + 1]
        return not self.tokens[i].key.endswith(ALEF) and not after.func and i + 1 not in self.view.time_at

    def _function(self, i: int, sense: Sense) -> int:
        key = self.tokens[i].key
        bare = key[1:] if sense.conj and key[:1] == sense.conj else key
        if sense.func in ("prep", "by"):
            self.pending, self.pending_at = bare, i
            chunk = self._emit("func", i, i + 1)
            chunk.func = sense.func
            chunk.prep = bare
            return i + 1
        inside = bool(self.out) and self.out[-1].kind != "punct" and bare in self.view.lang.group("also")
        chunk = self._emit("func", i, i + 1)
        chunk.func = "adv" if inside else sense.func
        chunk.coord = bool(sense.conj)
        if inside:
            return i + 1
        if sense.func in ("that", "rel", "sub", "cond"):
            self.verb_in_clause = False
        if sense.func not in ("adv",):
            self.pending = ""
        return i + 1

    def _verb(self, i: int, sense: Sense) -> Reading | None:
        """The verb reading that holds at token `i`, or None where it is a noun."""
        view = self.view
        if not sense.verbs:
            return None
        before = self.out[-1] if self.out else None
        # A verb never follows its own article or preposition.
        lead = sense.readings[0]
        candidates = sense.verbs
        if self.tokens[i].text.endswith(TEH_MARBUTA):
            candidates = tuple(r for r in candidates if r.suffix != SUFFIX_3MS)  # إصابة is no أصابه
            if not candidates:
                return None
        if candidates[0].pos == "juss":
            candidates = tuple(r for r in candidates if before is not None and before.func == "neg") or ()
            if not candidates:
                candidates = tuple(r for r in sense.verbs if r.pos != "juss")
            if not candidates:
                return None
        if sense.nominal:
            candidates = tuple(r for r in candidates if not (_impossible(r) or self._accusative_noun(r, i)))
            if not candidates:
                return None
        if before is not None and before.kind == "np" and self.tokens[i].key in view.lang.group("name.openers"):
            return None  # قبيلة | بني حسين
        reading = self._agreeing(candidates, i)
        if reading.feature == "1s":  # أصيب is "was hit" before it is "I hit"
            reading = next((r for r in candidates if r.feature[0] == "3" and r.pos == "perf"), reading)
        if self.pending:
            # Behind a preposition stands no verb: بعد رفع is a verbal noun; "since", "until" may open a clause.
            opens = reading.feature != "3ms" or self.pending in view.lang.group("before.clauses")
            return None if sense.nominal or reading.pos != "perf" or not opens else reading
        if not sense.nominal or (reading.pos == "perf" and self.shapes[i] & SPELLED_VERB):
            return reading
        if lead.article or (lead.prep and lead.prep != FUTURE):
            return None if reading.pos != "impf" or sense.heads else reading
        if before is None:
            return reading
        if before.kind == "punct":
            return None if self.expects_noun and reading.suffix else reading
        if before.kind == "func":
            if view.keys[before.start] in view.lang.group("or") and self._listing(i):
                return None
            return reading if before.func in _VERB_BEFORE else None
        if before.kind == "time":
            return reading if not self.verb_in_clause else None
        if before.kind == "verb":
            return None
        if reading.conj:
            carries = isinstance(reading.entry, Carrier) and not sense.events
            return None if not carries and self._listing(i) else reading
        if self._relative_verb(before, i):
            return next(r for r in candidates if r.pos == "perf" and r.suffix)
        if self._dual_verb(i) or (i + 1 < self.stop and self.tokens[i + 1].key in view.lang.group("oneself")):
            return reading
        # A noun phrase stands before: topic and verb, if the clause has no verb yet and the phrase is complete.
        if self.verb_in_clause:
            return None
        if before.prep == ON and len(self.out) > 2 and view.keys[before.start] in view.lang.group("elatives"):
            before = self.out[-3]  # "one person at least | was killed"
        if before.prep:
            # After an opening adverbial ("for his part", "on the Iraqi side") a perfect opens the clause.
            return reading if reading.pos == "perf" and before.definite and self._only_adverbials() else None
        return reading if before.definite or before.actors or self._named_by_that(before, before.end - 1) else None

    def _accusative_noun(self, reading: Reading, i: int) -> bool:
        """تلقت، منذ تأسيسها، | دعما: behind an aside, what could be "the two supported" is a noun."""
        before = self.out[-1] if self.out else None
        aside = before is not None and (before.kind in ("punct", "time") or (before.kind == "np" and before.prep != ""))
        return aside and reading.feature == "3md" and not reading.suffix and not self._dual_verb(i)

    def _agreeing(self, candidates: tuple[Reading, ...], i: int) -> Reading:
        """The first reading, but for "she" before a man: تعرض صحفي لـ is no offering, توقع رئيس no inflicting."""
        first = candidates[0]
        if first.pos != "impf" or first.feature != "3fs" or i + 1 >= self.stop:
            return first
        he = next((r for r in candidates if r.pos == "perf" and r.feature == "3ms"), first)
        man, text = self.senses[i + 1], self.tokens[i + 1].text
        one = any(r.feature.startswith("s") for r in man.heads) and bool(man.kinds & {"person", "people"})
        return he if one and not text.endswith(TEH_MARBUTA) else first

    def _listing(self, i: int) -> bool:
        """Whether a joined verb-or-noun goes on a list of event nouns (مقتل خمسة وجرح ستة; تحرير القرى وقطع الطريق)."""
        joined = self.out and self.view.keys[self.out[-1].start] in self.view.lang.group("or")
        for chunk in reversed(self.out[:-1] if joined else self.out):
            if chunk.kind == "verb" or chunk.func in ("that", "rel", "sub"):
                return False
            if chunk.kind == "np" and any(
                any(r.pos == "noun" for r in self.senses[t].events)
                or any(isinstance(p, Event) for _, p in self.view.phrase_at.get(t, ()))
                for t in range(chunk.start, chunk.end)
            ):
                return True
        return False

    def _looks_verbal(self) -> bool:
        """Whether an unknown word in imperfect shape can be a verb after what stands before it."""
        before = self.out[-1] if self.out else None
        return before is None or before.kind != "np" or before.definite or bool(before.actors)

    def _negated_verb(self, i: int) -> bool:
        """Whether an unknown word stands right behind what only negates verbs: لن تتهاون, لم نعثر."""
        before = self.out[-1]
        key = self.tokens[i].key
        return (
            before.end == i
            and self.view.keys[before.start].lstrip(CONJUNCTION_LETTERS) in self.view.lang.group("verb.negations")
            and key[0] in FOLDED_IMPERFECT_PREFIXES
        )

    def _looks_perfect(self, i: int) -> bool:
        """An unknown word in -ت or -وا right after a complete, ungoverned noun phrase: a verb with its topic."""
        before = self.out[-1] if self.out else None
        if before is None or self.verb_in_clause:
            return False
        if before.kind == "np":
            return self.tokens[i].key.endswith(PLURAL_SUBJECT) or (
                not before.prep and (before.definite or bool(before.actors))
            )
        return before.func in ("that", "rel", "aux", "neg")
