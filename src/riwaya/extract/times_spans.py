"""Lengths of time ("three days") and told units ("last month", "the past two days", "this week")."""

from collections.abc import Callable
from datetime import date
from math import ceil, floor
from typing import Final

from riwaya.extract import calendars
from riwaya.extract.calendars import Days, shift
from riwaya.extract.times_words import Core, Words
from riwaya.lang.grammar import ARTICLE
from riwaya.lang.time_words import Match, TimeEntry
from riwaya.text.numbers import NumberReading

_FEW: Final = 3  # how many words may stand between a unit and "past" ("the past three days")


def whole_days(days: float) -> int:
    """Days that a length reaches back; an hour or two do not reach yesterday."""
    return max(ceil(days - 0.09), 0)


class Length:
    """A length of time: `low` to `high` days, of `unit`, up to token `end`; `about` when it is not exact."""

    __slots__ = ("about", "end", "high", "low", "rules", "unit")

    def __init__(self, low: float, high: float, unit: TimeEntry, end: int, rules: list[str], about: bool) -> None:
        self.low = low
        self.high = high
        self.unit = unit
        self.end = end
        self.rules = rules
        self.about = about


class Spans(Words):
    """Reads lengths of time and told units."""

    def _length(self, i: int) -> Length | None:
        """A length of time at token `i`: a number with a unit, a dual, a single unit or an uncounted plural."""
        if i >= self.size:
            return None
        reading, unit, end = None, None, i
        for at in range(i, min(i + 5, self.size)):
            token = self.tokens[at]
            if (
                token.kind == "number"
                or token.key in self.numbers.table.words
                or token.key in self.numbers.table.phrases
            ):
                reading = self.numbers.read(self.tokens, at)
                if reading is None or reading.start_index != i or reading.value is None:
                    return None
                end = reading.end_index
                unit = self.match(end, "unit")
                break
            unit = self.match(at, "unit")
            if unit is not None:
                before = self.numbers.before(self.tokens, at)
                if (before is None and at != i) or (before is not None and at - len(before.keys) != i):
                    return None
                end = at
                break
        if unit is None or unit.article or unit.conj or (unit.prep and reading is None):
            return None
        return self._measure(unit, reading, end, about=reading is None and end > i)

    def _measure(self, unit: Match, reading: NumberReading | None, at: int, about: bool) -> Length | None:
        entry, end, rules = unit.entry, at + 1, [unit.entry.id]
        if reading is not None:
            low, high = reading.value or 0.0, reading.high or 0.0
            rules = [*reading.rules, *rules]
            about = about or reading.vague or reading.relation != "exactly"
        elif unit.number == "d":
            low = high = 2.0
        elif unit.number == "s":
            if self._named_unit(end):
                return None
            low = high = 1.0
        else:
            low, high, about = float(entry.some[0]), float(entry.some[1]), False
        half = self.match(end, "and-half")
        if half is not None:
            low, high, end, rules = low + 0.5, high + 0.5, end + 1, [*rules, half.entry.id]
            again = self.match(end, "unit")  # "a year and a half (of the) year"
            end = end + 1 if again is not None and again.article and again.entry is entry else end
        later = self.numbers.after(self.tokens, end)
        if later is not None:
            end, about, rules = end + len(later.keys), True, [*rules, later.rule]
        return Length(low * entry.days, high * entry.days, entry, end, rules, about)

    def _named_unit(self, i: int) -> bool:
        """Whether what follows names the day, month or year: then the unit is no length ("since the year 2003")."""
        if i >= self.size:
            return False
        named = any(self.match(i, kind) is not None for kind in ("weekday", "day", "month"))
        return named or self.tokens[i].kind == "number"

    @staticmethod
    def _ago_days(length: Length) -> tuple[int, int]:
        """Days from publication of what lies a length of time back; longer units are meant more loosely."""
        unit, low, high = length.unit.days, length.low, length.high
        if unit < 1:
            return -whole_days(high), -floor(low)
        slack = 0.0
        if low == high:
            if unit >= 365:
                slack = 0.5 * unit if high >= unit else 0.25 * unit
            elif unit > 1:
                slack = max(1.0, 0.1 * high)
        if length.about and low == high:
            slack = max(slack, 0.15 * high)
        return -round(high + slack), -round(max(low - slack, 0))

    def _unit(self, i: int, found: Match) -> Core | None:
        """A definite unit with past, present or next; a counting word may stand between."""
        if not found.article:
            return None
        count: float | None = {"s": 1.0, "d": 2.0}.get(found.number)
        at, rules = i + 1, [found.entry.id]
        for _ in range(_FEW + 1):
            which = self._which(at)
            if which is not None:
                return self._span(found, count, which, at + 1, [*rules, which.entry.id])
            if at >= self.size or found.number == "s":
                return None
            token = self.tokens[at]
            word = self.numbers.table.words.get(token.key.removeprefix(ARTICLE))
            if token.kind == "number" and token.text.isdigit():
                count = float(token.text)
            elif word is not None and word.kind in ("unit", "ten", "tens") and word.value >= 2:
                count = word.value
            elif self.match(at, "few") is None and self.match(at, "definite") is None:
                return None
            at += 1
        return None

    def _this(self, i: int, found: Match) -> Core | None:
        unit = self.match(i + 1, "unit")
        if unit is None or unit.number != "s" or not unit.article or unit.entry.days < 1:
            return None
        return self._span(unit, 1.0, None, i + 2, [found.entry.id, unit.entry.id])

    def _span(self, unit: Match, count: float | None, which: Match | None, end: int, rules: list[str]) -> Core:
        """`count` units past, present (None) or next; without a count, the uncounted plural."""
        entry = unit.entry
        kind = which.entry.kind if which is not None else "present"
        uncounted = count is None or (count == 1 and unit.number != "s")
        length = entry.vague if uncounted else whole_days((count or 0.0) * entry.days)
        grain = {7: "week", 30.44: "month", 365.25: "year"}.get(entry.days, "day") if unit.number == "s" else "day"
        if grain != "day" and (unit.number == "s"):
            offset = {"past": (-2 * length + 1, -1), "next": (1, 2 * length - 1), "present": (1 - length, 0)}[kind]
            return Core(end, rules, offset=offset, days=self._calendar_unit(grain, kind, entry), grain=grain)
        if entry.days > 30000 and kind == "past" and unit.number == "s":
            return Core(
                end, rules, offset=(-2 * length, -1), days=calendars.over(self.published, calendars.last_century)
            )
        if entry.days == 1 and count == 1:
            return Core(end, rules, offset={"past": (-1, -1), "next": (1, 1), "present": (0, 0)}[kind])
        if entry.days == 30 and unit.number == "s":
            length = 30
        return Core(end, rules, offset=(0, length) if kind == "next" else (-length, 0))

    def _calendar_unit(self, grain: str, kind: str, entry: TimeEntry) -> Days | None:
        """The calendar week, month or year; the present one up to publication."""
        step = {"past": -1, "present": 0, "next": 1}[kind]
        begins = entry.number or 0

        def week(day: date) -> Days:
            start = shift(day, -((day.weekday() - begins) % 7) + 7 * step)
            # Whose week it is differs; "this week" is best taken as the last seven days.
            return (shift(day, -6), day) if step == 0 else (start, shift(start, 6))

        def month(day: date) -> Days:
            days = calendars.month(day.year - 1, day.month + 12 + step)
            return (days[0], day) if step == 0 else days

        def year(day: date) -> Days:
            days = calendars.year(day.year + step)
            return (days[0], day) if step == 0 else days

        rules: dict[str, Callable[[date], Days]] = {"week": week, "month": month, "year": year}
        return calendars.over(self.published, rules[grain])

    @staticmethod
    def _whole(core: Core) -> Days:
        """A period that was cut off at publication ("this month"), whole again."""
        assert core.days is not None
        first, last = core.days
        if core.grain == "month" and first.day == 1:
            return first, max(last, calendars.month(first.year, first.month)[1])
        if core.grain == "year" and (first.month, first.day) == (1, 1):
            return first, max(last, calendars.year(first.year)[1])
        return core.days
