"""Extents: how much of a place a text speaks of, as an interval of shares.

A hit says what stands there; whether it tells of an event's place is for the caller to decide.
"""

from typing import Final, NamedTuple

from riwaya.extract.extents_data import FILE, ExtentEntry, extent_entries
from riwaya.extract.quantities_data import units
from riwaya.lang.grammar import ARTICLE
from riwaya.lang.numbers import number_reader
from riwaya.lang.prefixes import variants
from riwaya.model import Extent
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold
from riwaya.text.numbers import NumberReading
from riwaya.text.once import once
from riwaya.text.tokens import Token, tokenise

_NEGATION_REACH: Final = 3  # words between "not" and "wholly" ("was not done wholly")
_NUMBER_REACH: Final = 6  # tokens a spelt number before "per cent" may have
_ABOUT: Final = 0.15
_SHORTEST_PLURAL: Final = 5
_PERSONS: Final = frozenset({"people", "families", "bodies"})


class ExtentHit(NamedTuple):
    """An extent in a text: tokens `[first, last)`, characters `[start, end)`, shares `low` to `high` in [0, 1].

    `negated`: "not wholly", which leaves a part; the negation belongs to the extent and denies no event.
    """

    first: int
    last: int
    start: int
    end: int
    low: float
    high: float
    negated: bool
    rules: tuple[str, ...]

    def extent(self, source: str) -> Extent:
        """The record for a claim, with its text cut from the original."""
        return Extent(source[self.start : self.end], self.low, self.high)


class _Match(NamedTuple):
    keys: tuple[str, ...]
    entry: ExtentEntry
    beside: frozenset[str]
    not_after: frozenset[str]


class _Table(NamedTuple):
    heads: dict[str, tuple[_Match, ...]]
    words: dict[str, frozenset[str]]
    more: dict[str, tuple[_Match, ...]]


@once
def _table() -> _Table:
    heads: dict[str, list[_Match]] = {}
    more: dict[str, list[_Match]] = {}
    words: dict[str, set[str]] = {"negation": set(), "direction": set(), "place": set(), "person-ending": set()}
    seen: dict[str, str] = {}
    for entry in extent_entries():
        if entry.kind in words:
            plain = entry.kind == "person-ending"
            words[entry.kind].update(
                key for form in entry.forms for key in ([fold(form)] if plain else [v.key for v in variants(form)])
            )
            continue
        if entry.share is None and entry.kind not in ("percent", "more"):
            raise DataError(FILE, None, f"{entry.id}: no share")
        beside = frozenset(v.key for word in entry.beside for v in variants(word))
        not_after = frozenset(map(fold, entry.not_after))
        for form in entry.forms:
            if seen.setdefault(fold(form), entry.id) != entry.id:
                raise DataError(FILE, None, f"{entry.id}: {form!r} stands already under {seen[fold(form)]}")
            first, *rest = (token.key for token in tokenise(form))
            for key in {v.key for v in variants(form.split()[0])} if entry.kind != "percent" else {first}:
                match = _Match((key, *rest), entry, beside, not_after)
                target = more if entry.kind == "more" else heads
                target.setdefault(match.keys[-1] if entry.kind == "more" else key, []).append(match)
    return _Table(
        heads={key: tuple(sorted(found, key=lambda m: -len(m.keys))) for key, found in heads.items()},
        words={kind: frozenset(found) for kind, found in words.items()},
        more={key: tuple(found) for key, found in more.items()},
    )


def extents(tokens: list[Token], start: int = 0, end: int | None = None) -> list[ExtentHit]:
    """The extents in tokens `[start, end)`, in text order, none overlapping another."""
    table = _table()
    heads = table.heads
    stop = len(tokens) if end is None else end
    out: list[ExtentHit] = []
    free = start
    for i in [i for i, token in enumerate(tokens[start:stop], start) if token.key in heads]:
        if i < free:
            continue
        hit = _read(table, tokens, i, start, stop, heads[tokens[i].key])
        if hit is not None and not (out and hit.first < out[-1].last):
            out.append(hit)
            free = hit.last
    return out


def _read(
    table: _Table, tokens: list[Token], i: int, start: int, stop: int, found: tuple[_Match, ...]
) -> ExtentHit | None:
    for match in found:
        size = len(match.keys)
        if i + size > stop or (size > 1 and any(tokens[i + k].key != match.keys[k] for k in range(1, size))):
            continue
        entry, last = match.entry, i + size
        following = tokens[last].key if last < stop else ""
        if following in match.not_after:
            return None
        if entry.kind == "percent":
            return _percent(tokens, i, last, start, entry)
        if match.beside and following not in match.beside and (i == 0 or tokens[i - 1].key not in match.beside):
            continue
        if entry.kind == "before-direction":
            if following not in table.words["direction"]:
                continue
            last += 1
        elif entry.kind == "before-place":
            if following not in table.words["place"]:
                continue
            last += 1
        elif entry.kind == "not-people" and (following == "" or _persons(following, table.words["person-ending"])):
            continue
        assert entry.share is not None
        low, high = entry.share
        return _finish(table, tokens, i, last, start, low, high, entry)
    return None


def _finish(
    table: _Table, tokens: list[Token], i: int, last: int, start: int, low: float, high: float, entry: ExtentEntry
) -> ExtentHit:
    first, negated = i, entry.negated
    rules: tuple[str, ...] = (entry.id,)
    if entry.kind == "not-people":
        for match in table.more.get(tokens[i - 1].key, ()) if i > start else ():
            size = len(match.keys)
            if i - size >= start and all(tokens[i - size + k].key == match.keys[k] for k in range(size)):
                first, high, rules = i - size, 1.0, (*rules, match.entry.id)
                break
    if low >= 0.8:
        for k in range(i - 1, max(start, i - _NEGATION_REACH) - 1, -1):
            if tokens[k].kind == "punct":
                break
            if tokens[k].key in table.words["negation"]:
                first, low, high, negated, rules = k, 0.01, 0.99, True, (*rules, "extent.negation")
                break
    return ExtentHit(first, last, tokens[first].start, tokens[last - 1].end, low, high, negated, rules)


def _persons(key: str, endings: frozenset[str]) -> bool:
    """Whether a word means persons: a known noun, or a definite sound plural, which news keeps for people."""
    if key.startswith(ARTICLE) and len(key) > _SHORTEST_PLURAL and key[-2:] in endings:
        return True
    form = units().nouns.get(key)
    return form is not None and form.entry.class_ in _PERSONS


def _percent(tokens: list[Token], i: int, last: int, start: int, entry: ExtentEntry) -> ExtentHit | None:
    """A number with "per cent" after it (or, in some typing, the sign before it)."""
    reader = number_reader()
    reading: NumberReading | None = None
    for k in range(max(start, i - _NUMBER_REACH), i):
        if tokens[k].kind == "number" or tokens[k].key in reader.table.words:
            candidate = reader.read(tokens, k, i)
            if candidate is not None and candidate.end_index == i:
                reading = candidate
                break
    first = reading.start_index if reading is not None else i
    if reading is None:
        if last >= len(tokens) or tokens[last].kind != "number" or tokens[i].end != tokens[last].start:
            return None
        reading = reader.read(tokens, last)
        if reading is None:
            return None
        last = reading.end_index
    if reading.value is None or reading.high is None or reading.high > 100:
        return None
    low, high = reading.value / 100, reading.high / 100
    if reading.relation == "at_least":
        high = 1.0
    elif reading.relation == "at_most":
        low = 0.0
    elif reading.relation == "about" and low == high:
        low, high = low * (1 - _ABOUT), min(high * (1 + _ABOUT), 1.0)
    rules = (*reading.rules, entry.id)
    return ExtentHit(first, last, tokens[first].start, tokens[last - 1].end, low, high, False, rules)
