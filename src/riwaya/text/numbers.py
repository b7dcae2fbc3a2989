"""Reading numbers off tokens: digits, number words, their compounds, vague counts, ranges and modifiers.

This is the mechanism; the words come as a `NumberTable`, which a language's data fills (see `riwaya.lang.numbers`).
"""

from typing import Final, NamedTuple

from riwaya.model.vocabulary import Relation
from riwaya.text.tokens import Token


class NumberReading(NamedTuple):
    """A number as the text gives it.

    `value` to `high` (equal when it is one number; both None for "a large number of"); tokens
    `[start_index, end_index)` with its modifiers, the bare number from `number_index`. `rules`: ids of the entries
    used. `vague` marks "dozens", "several" and the like; `year_like` a plain number of four digits between 1900
    and 2100, or two of them.
    """

    value: float | None
    high: float | None
    relation: Relation
    end_index: int
    start_index: int
    number_index: int
    rules: tuple[str, ...]
    vague: bool = False
    year_like: bool = False


class NumberWord(NamedTuple):
    """A word of a number. `kind`: unit, one, ten, tens, hundred, scale, accusative, fraction or vague.

    `value` is the number it stands for, `factor` what it multiplies by after a smaller number (scales), `alone` the
    interval it means when nothing counts it. `linked`: carries "and"; `prep`: carries a preposition;
    `or_linked`: its letters also read as "and" with another word (واحد, and و + أحد).
    """

    rule: str
    kind: str
    value: float
    factor: float
    alone: tuple[float, float] | None
    linked: bool
    prep: bool
    article: bool
    or_linked: bool = False


class Phrase(NamedTuple):
    """A fixed run of folded words with what it means."""

    keys: tuple[str, ...]
    rule: str
    relation: Relation
    interval: tuple[float, float] | None = None


class NumberTable(NamedTuple):
    """The words a reader knows. `before` is keyed by a phrase's last word, `after` and `phrases` by its first.

    `phrases` stand for a number themselves: with an interval ("a number of") or without ("a large number of").
    """

    words: dict[str, NumberWord]
    before: dict[str, tuple[Phrase, ...]]
    after: dict[str, tuple[Phrase, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    labels: frozenset[str]
    years: frozenset[str]
    between: frozenset[str]
    to: frozenset[str]
    alternatives: frozenset[str]
    and_word: str
    of_word: str
    proclitics: frozenset[str]


class _Cardinal(NamedTuple):
    low: float
    high: float
    end: int
    rules: tuple[str, ...]
    vague: bool


_DASHES: Final = frozenset("-–—")
_BIG: Final = 1e18
_LONGEST: Final = 4  # words of a modifier
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100


def parse_digits(text: str) -> float | None:
    """The value of a token of digits and separators, or None when it is no number (a date, a time of day).

    A comma or point before exactly three digits groups thousands, otherwise it marks decimals.
    """
    if text.isdigit():
        return float(text) if len(text) <= 15 else None
    if ":" in text or "/" in text:
        return None
    if text[0] == "0" and text[1:2].isdigit():
        return None  # a time of day or a code
    parts = text.replace(",", ".").split(".")
    if not all(part.isdigit() for part in parts) or sum(map(len, parts)) > 15:
        return None
    if 1 <= len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:]):
        return float("".join(parts))
    return float(".".join(parts)) if len(parts) == 2 else None


class NumberReader:
    """Reads the number that begins at a token."""

    def __init__(self, table: NumberTable) -> None:
        self.table = table

    def read(self, tokens: list[Token], i: int, stop: int | None = None) -> NumberReading | None:
        """The number whose first digit or word is token `i`; tokens at or after `stop` are not read.

        None for what is no count: names with a number ("Brigade 38"), years after "year", hours after "o'clock",
        "one" as an adjective or pronoun.
        """
        stop = len(tokens) if stop is None else min(stop, len(tokens))
        if self._is_label(tokens, i):
            return None
        phrase = self._phrase(self.table.phrases, tokens, i, stop)
        if phrase is not None:
            low, high = phrase.interval or (None, None)
            return NumberReading(low, high, "about", i + len(phrase.keys), i, i, (phrase.rule,), vague=True)
        found = self._cardinal(tokens, i, stop)
        if found is None:
            return None
        low, high, end, rules, vague = found
        first, relation = i, None
        second = self._range(tokens, i, end, stop, high) if not vague else None
        if second is not None:
            high, end, rules = second.high, second.end, rules + second.rules
            if i > 0 and tokens[i - 1].key in self.table.between:
                first = i - 1
        number_end = end
        modifier = self.before(tokens, first)
        if modifier is not None:
            relation, first = modifier.relation, first - len(modifier.keys)
            rules = (*rules, modifier.rule)
        later = self.after(tokens, end, stop)
        if later is not None:
            end += len(later.keys)
            rules = (*rules, later.rule)
            relation = relation or later.relation
        ends = tokens[i], tokens[number_end - 1]
        year = all(t.kind == "number" and len(t.text) == 4 for t in ends) and _FIRST_YEAR <= low <= high <= _LAST_YEAR
        return NumberReading(
            low, high, relation or ("about" if vague else "exactly"), end, first, i, rules, vague, year
        )

    def before(self, tokens: list[Token], i: int) -> Phrase | None:
        """The modifier ("about", "more than") that ends right before token `i`."""
        if i == 0:
            return None
        best: Phrase | None = None
        for phrase in self.table.before.get(tokens[i - 1].key, ()):
            size = len(phrase.keys)
            if (
                size <= i
                and (best is None or size > len(best.keys))
                and all(tokens[i - size + k].key == phrase.keys[k] for k in range(size))
            ):
                best = phrase
        return best

    def after(self, tokens: list[Token], i: int, stop: int | None = None) -> Phrase | None:
        """The modifier ("at least", "approximately") that begins at token `i`.

        None where the words open one of the number that follows: 43 dead | and more than 60 injured.
        """
        stop = len(tokens) if stop is None else stop
        found = self._phrase(self.table.after, tokens, i, stop)
        if found is None:
            return None
        for size in range(len(found.keys) + 1, min(_LONGEST, stop - i) + 1):
            opened = self.before(tokens, i + size)
            if opened is not None and len(opened.keys) == size:
                return None
        return found

    def _phrase(self, table: dict[str, tuple[Phrase, ...]], tokens: list[Token], i: int, stop: int) -> Phrase | None:
        if i >= stop:
            return None
        best: Phrase | None = None
        for phrase in table.get(tokens[i].key, ()):
            size = len(phrase.keys)
            if (
                i + size <= stop
                and (best is None or size > len(best.keys))
                and all(tokens[i + k].key == phrase.keys[k] for k in range(1, size))
            ):
                best = phrase
        return best

    def _is_label(self, tokens: list[Token], i: int) -> bool:
        """Whether the number names a thing instead of counting: after a label word, or joined to a word."""
        if i == 0:
            return False
        table, previous, digits = self.table, tokens[i - 1], tokens[i].kind == "number"
        if previous.kind == "punct" and i > 1:
            if digits and previous.text in _DASHES and tokens[i - 2].kind == "word":
                return previous.start == tokens[i - 2].end and tokens[i].start == previous.end
            if digits and previous.text in "([":
                return tokens[i - 2].key in table.labels
            return False
        if previous.kind != "word":
            return False
        if previous.key in table.labels:
            return digits
        if not digits:
            return False
        if previous.key in table.years:
            return len(tokens[i].text) == 4
        return previous.end == tokens[i].start and previous.key not in table.proclitics

    def _range(self, tokens: list[Token], i: int, end: int, stop: int, low: float) -> _Cardinal | None:
        """The upper end of a range whose lower end is `[i, end)`."""
        if end >= stop:
            return None
        table, link = self.table, tokens[end]
        between = i > 0 and tokens[i - 1].key in table.between
        if between and (link.key in table.words and table.words[link.key].linked):
            second = end
        elif (between and link.key == table.and_word) or link.key in table.to or link.key in table.alternatives:
            second = end + 1
        elif link.kind == "punct" and link.text in _DASHES and tokens[i].kind == "number":
            # A second dash on either side makes it a date, not a range.
            after = end + 2
            if (i > 0 and tokens[i - 1].text in _DASHES) or (after < stop and tokens[after].text in _DASHES):
                return None
            second = end + 1
        else:
            return None
        if second >= stop:
            return None
        word = table.words.get(tokens[second].key)
        if word is not None and (word.kind in ("vague", "fraction", "one") or word.article):
            return None
        found = self._cardinal(tokens, second, stop)
        if found is None or found.vague:
            return None
        # "2 to 3 thousand": the scale belongs to both ends; the caller sees the words, we only refuse nonsense.
        return found if found.high > low else None

    def _cardinal(self, tokens: list[Token], i: int, stop: int) -> _Cardinal | None:
        token = tokens[i]
        if token.kind == "number":
            value = parse_digits(token.text)
            if value is None:
                return None
            following = self.table.words.get(tokens[i + 1].key) if i + 1 < stop else None
            if following is not None and following.kind == "scale" and "." in token.text:
                value = float(token.text.replace(",", "")) if token.text.count(".") == 1 else value
            return self._grow(tokens, i + 1, stop, value, "digits", ())
        word = self.table.words.get(token.key)
        if word is None:
            return None
        if word.kind == "vague" or (word.kind == "scale" and word.alone is not None):
            return self._vague(tokens, i, stop, word)
        if word.article:
            return None
        if word.kind in ("one", "unit") and word.value == 1:
            return self._one(tokens, i, stop, word)
        if word.kind == "fraction":
            return self._fraction(tokens, i, stop, word)
        if word.kind in ("scale", "accusative"):
            value = word.value
            if word.kind == "accusative" and self._counts_next(tokens, i + 1, stop):
                value *= 2
            return self._grow(tokens, i + 1, stop, value, "scale", (word.rule,), word.factor)
        level = {"unit": "unit", "hundred": "hundred"}.get(word.kind, "done")
        return self._grow(tokens, i + 1, stop, word.value, level, (word.rule,))

    def _counts_next(self, tokens: list[Token], j: int, stop: int) -> bool:
        """Whether a noun follows directly: then a form in -ا is a dual in construct ("ألفا جندي")."""
        table = self.table
        if j >= stop or tokens[j].kind != "word" or tokens[j].key in (table.of_word, table.and_word):
            return False
        following = table.words.get(tokens[j].key)
        return (following is None or not following.linked) and tokens[j].key not in table.after

    def _vague(self, tokens: list[Token], i: int, stop: int, word: NumberWord) -> _Cardinal:
        assert word.alone is not None
        low, high = word.alone
        rules: tuple[str, ...] = (word.rule,)
        end = i + 1
        if end < stop:
            scale = self.table.words.get(tokens[end].key)
            if (
                scale is not None
                and not scale.linked
                and not scale.prep
                and scale.factor > 1
                and (scale.factor > low or word.kind == "vague")
            ):
                low, high, end = low * scale.factor, high * scale.factor, end + 1
                rules = (word.rule, scale.rule)
        return _Cardinal(low, high, end, rules, True)

    def _one(self, tokens: list[Token], i: int, stop: int, word: NumberWord) -> _Cardinal | None:
        """ "One": a number only as part of one ("eleven", "twenty-one") or before "of"."""
        grown = self._grow(tokens, i + 1, stop, 1.0, "unit", (word.rule,))
        if grown.end > i + 1:
            return grown
        if i + 1 < stop and tokens[i + 1].key == self.table.of_word:
            return grown
        return None

    def _fraction(self, tokens: list[Token], i: int, stop: int, word: NumberWord) -> _Cardinal:
        if i + 1 < stop:
            scale = self.table.words.get(tokens[i + 1].key)
            if scale is not None and scale.kind == "scale" and not scale.linked and not scale.prep:
                value = word.value * scale.factor
                return _Cardinal(value, value, i + 2, (word.rule, scale.rule), False)
        return _Cardinal(word.value, word.value, i + 1, (word.rule,), False)

    def _grow(
        self,
        tokens: list[Token],
        j: int,
        stop: int,
        value: float,
        level: str,
        rules: tuple[str, ...],
        factor: float = _BIG,
    ) -> _Cardinal:
        """Take in what continues a number begun with `value`; `level` says which of its places is filled last."""
        table, words = self.table, self.table.words
        total, group = (value, 0.0) if level == "scale" else (0.0, value)
        scale = factor if level == "scale" else _BIG
        open_scale = scale  # the scale word a following "and a half" is of
        while j < stop:
            k, linked = j, False
            if tokens[j].key == table.and_word and j + 1 < stop:
                k, linked = j + 1, True
            token = tokens[k]
            if token.kind == "number":
                more = parse_digits(token.text) if linked and token.text.isdigit() else None
                if more is None or (tokens[k].kind == "number" and level == "digits"):
                    break
                if (level == "scale" and more < scale) or (level == "hundred" and more < 100):
                    group, level, j = group + more, "digits", k + 1
                    continue
                break
            word = words.get(token.key)
            if word is None or word.prep or (linked and word.linked):
                break
            kind = word.kind
            room = level in ("scale", "hundred")
            linked = linked or word.linked or (word.or_linked and room)
            if word.article and not (kind in ("scale", "fraction") and level in ("unit", "done", "digits", "hundred")):
                break
            if kind == "unit" and linked and room:
                group, level = group + word.value, "unit"
            elif kind == "one" and linked and room:
                group, level = group + 1, "unit"
            elif kind == "ten" and ((not linked and level == "unit") or (linked and room)):
                group, level = group + 10, "done"
            elif kind == "tens" and linked and (level == "unit" or room):
                group, level = group + word.value, "done"
            elif kind == "hundred" and not linked and level == "unit" and word.value == 100 and group % 100 >= 3:
                group, level = group * 100, "hundred"
            elif kind == "hundred" and linked and level == "scale":
                group, level = group + word.value, "hundred"
            elif kind in ("scale", "accusative") and not linked and group and word.value == word.factor < scale:
                total, group, level, scale = total + group * word.factor, 0.0, "scale", word.factor
                open_scale = scale
            elif kind in ("scale", "accusative") and linked and level == "scale" and word.factor < scale:
                total, scale, open_scale = total + word.value, word.factor, word.factor
            elif kind == "fraction" and linked and level == "scale" and open_scale < _BIG:
                total += word.value * open_scale
                rules = (*rules, word.rule)
                k += 1
                repeated = words.get(tokens[k].key) if k < stop else None  # "a million and a half (of a) million"
                j = k + 1 if repeated is not None and repeated.factor == open_scale and not repeated.linked else k
                break
            elif kind == "fraction" and not linked and level == "unit" and word.alone is not None:
                group, level = group * word.value, "done"
            else:
                break
            rules = (*rules, word.rule)
            j = k + 1
        value = total + group
        return _Cardinal(value, value, j, rules, False)
