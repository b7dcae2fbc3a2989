"""Quantities in a text: counted nouns, duals and single counted nouns, measures, shares, bare numbers.

A hit says what stands there; whether it belongs to an event is for the caller to decide.
"""

from typing import Final, Literal, NamedTuple

from riwaya.extract.quantities_data import NounForm, UnitEntry, Units, units
from riwaya.lang.grammar import ALL_SUFFIXES, ARTICLE
from riwaya.lang.inflect import stems_of_suffixed
from riwaya.lang.numbers import number_reader
from riwaya.lang.prefixes import DEFINITE_PROCLITICS
from riwaya.lang.time_words import month_keys
from riwaya.model import Quantity
from riwaya.model.vocabulary import Relation
from riwaya.text.numbers import NumberReader, NumberReading, Phrase
from riwaya.text.once import once
from riwaya.text.tokens import Token, tokenise

Form = Literal["counted", "dual", "singular", "bare"]

_OPENING: Final = frozenset("\"'«“”„(‘")
_SHARED: Final = frozenset({"distance", "duration"})  # measured in halves, told as "one or two"
_SEVERAL: Final = 10
_FEWEST: Final = 3
_FEW: Final = 10
_NOT_ONE_OF: Final = frozenset({"places", "formations", "distance", "duration", "area"})


class QuantityHit(NamedTuple):
    """A quantity in a text.

    Tokens `[first, last)`, characters `[start, end)` of the original text. `value` to `high` (equal for one number;
    None for an uncounted many) in `unit` (English; None when the text names no unit). `noun` are the characters of the
    counted noun, `noun_id` its entry, `noun_class` what is counted (people, distance, vehicles …), `role` which people.
    `form`: `counted` (a number with its noun), `dual`, `singular` (one, by the noun alone), `bare` (a number whose
    noun is left out or unknown). `definite`: the noun carries the article. `rules`: ids of the entries used.
    """

    first: int
    last: int
    start: int
    end: int
    value: float | None
    high: float | None
    unit: str | None
    relation: Relation
    noun: tuple[int, int] | None
    noun_id: str | None
    noun_class: str | None
    role: str | None
    form: Form
    definite: bool
    vague: bool
    rules: tuple[str, ...]

    def quantity(self, source: str) -> Quantity | None:
        """The record for a claim, with its text cut from the original; None when no number is given."""
        if self.value is None or self.high is None:
            return None
        return Quantity(source[self.start : self.end], self.value, self.high, self.unit, self.relation, self.role)


def quantities(tokens: list[Token], start: int = 0, end: int | None = None) -> list[QuantityHit]:
    """The quantities in tokens `[start, end)`, in text order, none overlapping another."""
    return _reader().read(tokens, start, len(tokens) if end is None else end)


@once
def _reader() -> "_Reader":
    return _Reader(units(), number_reader())


class _Reader:
    def __init__(self, table: Units, numbers: NumberReader) -> None:
        self.units = table
        self.numbers = numbers
        self.months = month_keys()
        words = numbers.table
        # What is worth stopping at, and why: 1 a number, 2 a noun that may count by itself, 3 "one of".
        self.triggers: dict[str, int] = {}
        for key, form in table.nouns.items():
            if form.number in "sd" or (form.number == "p" and not form.article):
                self.triggers[key] = 2
        for key in table.words["one-of"]:
            self.triggers[key] = 3
        for key in (*words.words, *words.phrases):
            self.triggers[key] = 3 if key in table.words["one-of"] else 1
        self.behind: dict[str, float] = {}  # numbers with the article, which stand behind what they count
        for token in (t for key in words.words for t in tokenise(key)):
            reading = numbers.read([token], 0, 1)
            if reading is not None and reading.value is not None and _FEWEST <= reading.value <= _FEW:
                self.behind[ARTICLE + token.key] = reading.value
                self.triggers.setdefault(ARTICLE + token.key, 4)

    def read(self, tokens: list[Token], start: int, end: int) -> list[QuantityHit]:
        out: list[QuantityHit] = []
        triggers = self.triggers
        free = start
        here = tokens[start:end]
        for i in [i for i, token in enumerate(here, start) if token.key in triggers or token.kind == "number"]:
            if i < free:
                continue
            token = tokens[i]
            trigger = 1 if token.kind == "number" else triggers[token.key]
            hit = None
            if trigger == 4:
                hit = self._counted_before(tokens, i, max(start, free))
            elif trigger != 2:
                hit = self._number(tokens, i, end)
            if hit is None and trigger == 3:
                hit = self._one_of(tokens, i, end)
            if hit is None and token.key in self.units.nouns:
                hit = self._noun_alone(tokens, i, end)
                if hit is not None and out and out[-1].last == hit.first and self._describes(token.key):
                    hit = None
            if hit is not None:
                out.append(hit)
                free = hit.last
        return out

    def _describes(self, key: str) -> bool:
        """Whether a noun right after a counted one only describes it ("two military advisers", "a soldier's body")."""
        form = self.units.nouns[key]
        return not form.linked and not form.prep

    def _number(self, tokens: list[Token], i: int, end: int) -> QuantityHit | None:
        reading = self.numbers.read(tokens, i, end)
        if reading is None:
            return None
        j = reading.end_index
        skipped = j
        if j < end and tokens[j].text in _OPENING and tokens[j].kind == "punct":
            skipped = j + 1
        found = self._percent(tokens, i, j, end)
        if found is not None:
            last, entry = found
            first = reading.start_index
            if first == i and i > 0 and last == j:
                first = i - 1  # the sign stands before the number
            return self._hit(tokens, first, last, reading, entry, None, False)
        if skipped < end:
            counted = self._counted(tokens, skipped, end, reading)
            if counted is not None:
                return counted
        return self._bare(tokens, reading, j, end)

    def _percent(self, tokens: list[Token], i: int, j: int, end: int) -> tuple[int, UnitEntry] | None:
        words = self.units.words["percent"]
        if j < end:
            entry = words.get(tokens[j].key)
            if entry is not None:
                return j + 1, entry
            for fixed in self.units.fixed.get(tokens[j].key, ()):
                if fixed.entry.kind == "percent" and self._matches(tokens, j, end, fixed.keys):
                    return j + len(fixed.keys), fixed.entry
        if i > 0 and tokens[i - 1].kind == "punct" and tokens[i - 1].end == tokens[i].start:
            entry = words.get(tokens[i - 1].key)
            if entry is not None:
                return j, entry
        return None

    @staticmethod
    def _matches(tokens: list[Token], j: int, end: int, keys: tuple[str, ...]) -> bool:
        return j + len(keys) <= end and all(tokens[j + k].key == key for k, key in enumerate(keys))

    def _noun(self, tokens: list[Token], j: int, end: int) -> tuple[NounForm, int] | None:
        """The counted noun at token `j`, and where it ends."""
        key = tokens[j].key
        for fixed in self.units.fixed.get(key, ()):
            if fixed.entry.kind == "noun" and self._matches(tokens, j, end, fixed.keys):
                return NounForm(fixed.entry, "f", False, False, False), j + len(fixed.keys)
        form = self.units.nouns.get(key)
        return (form, j + 1) if form is not None else None

    def _suffixed(self, key: str) -> NounForm | None:
        """The noun under a pronoun suffix ("his soldiers")."""
        for suffix in ALL_SUFFIXES:
            if key.endswith(suffix) and len(key) - len(suffix) >= 3:
                for stem in stems_of_suffixed(key[: -len(suffix)]):
                    form = self.units.nouns.get(stem)
                    if form is not None and form.number == "p":
                        return form
        return None

    def _counted(self, tokens: list[Token], j: int, end: int, reading: NumberReading) -> QuantityHit | None:
        """A number with the noun after it, directly or after "of"."""
        words = self.units.words
        of = self.numbers.table.of_word
        partitive = tokens[j].key == of and j + 1 < end
        # "a number of" and its like have swallowed the "of".
        loose = partitive or reading.vague or tokens[j - 1].key == of
        k = j + 1 if partitive else j
        found = self._noun(tokens, k, end)
        if found is None and loose:
            form = self._suffixed(tokens[k].key)
            found = (form, k + 1) if form is not None else None
        if found is not None:
            form, last = found
            if form.linked or (form.prep and not form.article) or (form.article and not loose):
                return None
            return self._hit(tokens, reading.start_index, last, reading, form.entry, (k, last), form.article, end)
        for kind in ("follower", "of-them"):
            entry = words[kind].get(tokens[j].key)
            if entry is not None:
                return self._hit(tokens, reading.start_index, j + 1, reading, entry, (j, j + 1), False, end)
        entry = self._gentilic(tokens[k], reading, loose)
        if entry is not None:
            return self._hit(tokens, reading.start_index, k + 1, reading, entry, (k, k + 1), loose, end)
        return None

    def _gentilic(self, token: Token, reading: NumberReading, loose: bool) -> UnitEntry | None:
        """People called by a name in -i ("three Huthis"): read by its ending, right after a number that fits it."""
        key = token.key
        if token.kind != "word" or key in self.units.words["not-gentilic"] or len(key) < 4:
            return None
        if key.startswith(ARTICLE) and not loose:
            return None
        for ending, entry in self.units.endings:
            if key.endswith(ending) and len(key) >= len(ending) + 3:
                return entry
        if reading.value is not None and reading.value >= 11 and not loose:
            for ending, entry in self.units.singular_endings:
                if (
                    key.endswith(ending)
                    and len(key) >= len(ending) + 3
                    and key[0] not in self.units.words["not-gentilic-start"]
                ):
                    return entry
        return None

    def _bare(self, tokens: list[Token], reading: NumberReading, j: int, end: int) -> QuantityHit | None:
        """A number whose noun is left out; not a year, a fraction, or part of a date."""
        if reading.year_like or reading.value is None or reading.high is None or 0 < reading.value < 1:
            return None
        if reading.vague and reading.high <= _SEVERAL:
            return None  # "several" of something that is not counted here
        if j < len(tokens):
            key = tokens[j].key
            if (
                key in self.units.words["clock"]
                or key in self.months
                or (tokens[j].text in "/:-–" and j + 1 < len(tokens) and tokens[j + 1].kind == "number")
            ):
                return None
        i = reading.number_index
        if i > 0 and tokens[i - 1].key in DEFINITE_PROCLITICS:
            return None  # "the 23rd"
        if i > 1 and tokens[i - 1].text in "/:-–" and tokens[i - 2].kind == "number":
            return None
        return QuantityHit(
            reading.start_index, j, tokens[reading.start_index].start, tokens[j - 1].end, reading.value, reading.high,
            None, reading.relation, None, None, None, None, "bare", False, reading.vague, reading.rules,
        )  # fmt: skip

    def _hit(
        self,
        tokens: list[Token],
        first: int,
        last: int,
        reading: NumberReading,
        entry: UnitEntry,
        noun: tuple[int, int] | None,
        definite: bool,
        end: int | None = None,
    ) -> QuantityHit:
        value, high, relation, rules = reading.value, reading.high, reading.relation, (*reading.rules, entry.id)
        span = (tokens[noun[0]].start, tokens[noun[1] - 1].end) if noun is not None else None
        if end is not None:
            if last < end and value is not None and high is not None and entry.class_ in _SHARED:
                half = self.units.words["and-half"].get(tokens[last].key)
                if half is not None:
                    value, high, last, rules = value + 0.5, high + 0.5, last + 1, (*rules, half.id)
            later, at = self._modifier_after(tokens, last, end)
            if later is not None and not reading.vague:
                if relation == "exactly":
                    relation = later.relation
                last, rules = at, (*rules, later.rule)
        return QuantityHit(
            first, last, tokens[first].start, tokens[last - 1].end, value, high, entry.unit, relation, span, entry.id,
            entry.class_, entry.role, "counted", definite, reading.vague, rules,
        )  # fmt: skip

    def _modifier_after(self, tokens: list[Token], j: int, end: int) -> tuple[Phrase | None, int]:
        """A modifier right after the noun, or after one adjective of it."""
        for k in (j, j + 1):
            if k < end and (k == j or self._adjective(tokens[j])):
                phrase = self.numbers.after(tokens, k, end)
                if phrase is not None:
                    return phrase, k + len(phrase.keys)
        return None, j

    def _adjective(self, token: Token) -> bool:
        """Whether a word may be an adjective of the noun before it: not a number, not joined on with "and"."""
        if token.kind != "word" or self.triggers.get(token.key) == 1:
            return False
        form = self.units.nouns.get(token.key)
        return form is None or not form.linked

    def _counted_before(self, tokens: list[Token], i: int, first: int) -> QuantityHit | None:
        """القذائف الأربع, ركابه الخمسة, ركاب القارب الخمسة: a definite number behind the plural that it counts."""
        value = self.behind[tokens[i].key]
        for j in (i - 1, i - 2):
            if j < first or tokens[j].kind != "word":
                return None
            form = self.units.nouns.get(tokens[j].key) or self._suffixed(tokens[j].key)
            plural = form is not None and form.number == "p" and not form.linked
            whole = j == i - 2 or (form is not None and form.article) or tokens[j].key not in self.units.nouns
            if form is not None and plural and whole:
                return self._alone(tokens, j, i + 1, j, form, value, value, "counted", (form.entry.id,))
            if not tokens[j].key.startswith(ARTICLE):
                return None
        return None

    def _one_of(self, tokens: list[Token], i: int, end: int) -> QuantityHit | None:
        if i + 1 >= end:
            return None
        found = self._noun(tokens, i + 1, end)
        form = found[0] if found is not None else self._suffixed(tokens[i + 1].key)
        if form is None or form.number not in "pd" or form.linked or form.prep or form.entry.class_ in _NOT_ONE_OF:
            return None
        rule = self.units.words["one-of"][tokens[i].key].id
        return self._alone(tokens, i, i + 2, i + 1, form, 1.0, 1.0, "singular", (rule, form.entry.id))

    def _noun_alone(self, tokens: list[Token], i: int, end: int) -> QuantityHit | None:
        """A noun that counts by itself: a dual, a single one, "one or two kilometres", "several" after it."""
        form = self.units.nouns[tokens[i].key]
        entry, words = form.entry, self.units.words
        following = tokens[i + 1].key if i + 1 < end else ""
        if form.number == "p":
            for kind, low, high in (("several-after", 3.0, 10.0), ("two", 2.0, 2.0)):
                helper = words[kind].get(following)
                if helper is not None and not form.article:
                    return self._alone(tokens, i, i + 2, i, form, low, high, "counted", (entry.id, helper.id))
            return None
        if i > 0 and tokens[i - 1].key in words["not-counted"]:
            return None
        if form.number == "d":
            last, high = i + 1, 2.0
            rules: tuple[str, ...] = (entry.id,)
            if following in words["two"]:
                last, rules = i + 2, (entry.id, words["two"][following].id)
            elif following in self.numbers.table.alternatives and i + 2 < end:
                more = self.numbers.read(tokens, i + 2, end)
                if more is not None and more.high is not None and more.high > 2 and more.start_index == i + 2:
                    last, high = more.end_index, more.high
            return self._alone(tokens, i, last, i, form, 2.0, high, "dual", rules, end)
        if form.article or form.number != "s":
            return None
        previous = self.units.nouns.get(tokens[i - 1].key) if i > 0 else None
        alike = previous is not None and previous.number == "p" and previous.entry.class_ == entry.class_ != "people"
        if alike and not form.linked and not form.prep:
            return None  # an adjective of a plural ("helicopter aircraft")
        helper = words["one"].get(following) or (words["full"].get(following) if entry.class_ == "duration" else None)
        if helper is not None:
            rules = (entry.id, helper.id)
            return self._alone(tokens, i, i + 2, i, form, 1.0, 1.0, "counted", rules, end)
        if following in self.numbers.table.alternatives and i + 2 < end:
            other = self.units.nouns.get(tokens[i + 2].key)
            if other is not None and other.number == "d" and other.entry is entry:
                return self._alone(tokens, i, i + 3, i, form, 1.0, 2.0, "dual", (entry.id,), end)
        if entry.singular == "alone" or (entry.singular == "head" and i > 0 and tokens[i - 1].key in words["head"]):
            return self._alone(tokens, i, i + 1, i, form, 1.0, 1.0, "singular", (entry.id,))
        if entry.class_ in _SHARED and following in words["and-half"]:
            return self._alone(tokens, i, i + 1, i, form, 1.0, 1.0, "counted", (entry.id,), end)
        return None

    def _alone(
        self,
        tokens: list[Token],
        first: int,
        last: int,
        noun: int,
        form: NounForm,
        value: float,
        high: float,
        kind: Form,
        rules: tuple[str, ...],
        end: int | None = None,
    ) -> QuantityHit:
        entry = form.entry
        span = (tokens[noun].start, tokens[noun].end)
        relation: Relation = "about" if high - value > 2 else "exactly"
        before = self.numbers.before(tokens, first)
        if before is not None and kind != "singular" and form.number != "p":
            relation, first, rules = before.relation, first - len(before.keys), (*rules, before.rule)
        if end is not None:
            half = self.units.words["and-half"].get(tokens[last].key) if last < end else None
            if half is not None and entry.class_ in _SHARED:
                value, high, last, rules = value + 0.5, high + 0.5, last + 1, (*rules, half.id)
            later, at = self._modifier_after(tokens, last, end)
            if later is not None:
                relation = later.relation if relation == "exactly" else relation
                last, rules = at, (*rules, later.rule)
        return QuantityHit(
            first, last, tokens[first].start, tokens[last - 1].end, value, high, entry.unit, relation, span, entry.id,
            entry.class_, entry.role, kind, form.article, high - value > 2, rules,
        )  # fmt: skip
