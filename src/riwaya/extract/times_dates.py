"""Calendar dates: days and months by digits, names and ordinals, years, seasons, decades; Gregorian and Hijri."""

import re
from typing import Final

from riwaya.extract import calendars
from riwaya.extract.calendars import Days
from riwaya.extract.times_spans import Spans
from riwaya.extract.times_words import SLASHES, YEARS, Core
from riwaya.lang.grammar import LIKE
from riwaya.lang.time_words import Match

_YMD: Final = re.compile(r"((?:19|20)\d\d)([/.])(\d{1,2})\2(\d{1,2})")
_DMY: Final = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)")
_MY: Final = re.compile(r"(\d{1,2})/((?:19|20)\d\d)")
_HIJRI_YEARS: Final = range(1300, 1500)


class Dates(Spans):
    """Reads calendar dates."""

    def _numeric(self, i: int, text: str) -> Core | None:
        """Digits with separators: 2017/11/12, 12-11-2017."""
        if len(text) >= 8:
            found = _YMD.fullmatch(text)
            if found is not None:
                return self._ymd(int(found[1]), int(found[3]), int(found[4]), i + 1)
            found = _DMY.fullmatch(text)
            if found is not None:
                return self._ymd(int(found[4]), int(found[3]), int(found[1]), i + 1)
        found = _MY.fullmatch(text)
        if found is not None and 1 <= int(found[1]) <= 12:
            return Core(i + 1, ["date.numeric"], days=calendars.month(int(found[2]), int(found[1])), grain="month")
        tokens = self.tokens
        if i + 4 < self.size and text.isdigit() and tokens[i + 1].text in SLASHES and tokens[i + 3].text in SLASHES:
            parts = [tokens[k].text for k in (i, i + 2, i + 4)]
            if all(part.isdigit() for part in parts):
                a, b, c = map(int, parts)
                if len(parts[0]) == 4:
                    return self._ymd(a, b, c, i + 5)
                if len(parts[2]) == 4:
                    return self._ymd(c, b, a, i + 5)
        return None

    def _ymd(self, year: int, month: int, day: int, end: int) -> Core | None:
        if month > 12 >= day:
            month, day = day, month  # month before day
        if year not in YEARS:
            return None
        days = calendars.on(year, month, day, None, "gregorian")
        return Core(end, ["date.numeric"], days=days) if days is not None else None

    def _years(self, i: int) -> Core | None:
        """A run of years ("1980-1988", "from 2014 to 2018", "between 2011 and 2013")."""
        if i + 2 >= self.size or self._counts(i + 2):
            return None
        link, second = self.tokens[i + 1], self.tokens[i + 2].text
        linked = link.text in "-–" or self.match(i + 1, "join") is not None
        if not linked and not (link.key == self.numbers.table.and_word and self.match(i - 1, "between") is not None):
            return None
        if len(second) != 4 or not second.isdigit():
            return None
        first, last = int(self.tokens[i].text), int(second)
        if first >= last or first not in YEARS or last not in YEARS:
            return None
        return Core(i + 3, ["date.year"], days=(calendars.year(first)[0], calendars.year(last)[1]), grain="decade")

    def _day_and_month(self, i: int) -> Core | None:
        """ "On 12/11", after a word for "day" or "date"."""
        parts = self.tokens[i].text.split("/")
        if len(parts) != 2 or not all(part.isdigit() for part in parts):
            return None
        day, month = int(parts[0]), int(parts[1])
        days = calendars.nearest(self.published, month, day, None, "gregorian", None) if 1 <= month <= 12 else None
        return Core(i + 1, ["date.numeric"], days=days) if days is not None or self.published is None else None

    def _ordinal(self, i: int, found: Match) -> Core | None:
        return self._date(i)

    def _date(self, i: int) -> Core | None:
        """A day of a month by digits or ordinal, or a run of days ("4-22 January", "between 4 and 22 January")."""
        if i >= self.size:
            return None
        token = self.tokens[i]
        last: int | None = None
        if token.kind == "number":
            if not token.text.isdigit() or len(token.text) > 2:
                return None
            first, at, rules = int(token.text), i + 1, ["date.day-month"]
            if at + 1 < self.size and self.tokens[at + 1].kind == "number" and len(self.tokens[at + 1].text) <= 2:
                link = self.tokens[at]
                linked = link.text in "-–" or self.match(at, "join") is not None
                if (linked or link.key == self.numbers.table.and_word) and self.tokens[at + 1].text.isdigit():
                    last, at = int(self.tokens[at + 1].text), at + 2
        else:
            ordinal = self._ordinal_value(i)
            if ordinal is None:
                return None
            first, at, rules = ordinal
        if not 1 <= first <= 31 or (last is not None and not first < last <= 31):
            return None
        if self._named(i):
            return None
        if self.match(at, "of") is not None or (at < self.size and self.tokens[at].text == "/"):
            at += 1
        if self.match(at, "month-word") is not None:
            at += 1
        month = self.match(at, "month")
        if month is None or month.conj or month.prep:
            return self._in_told_month(at, first, last, rules)
        return self._month_date(at, month, first, last, rules)

    def _in_told_month(self, at: int, first: int, last: int | None, rules: list[str]) -> Core | None:
        """A day of "last month" or "this month" ("the 15th of the current month")."""
        unit = self.match(at, "unit")
        if unit is None or not unit.article or unit.number != "s":
            return None
        whole = self._unit(at, unit)
        if whole is None or whole.grain != "month":
            return None
        days = None
        if whole.days is not None:
            days = calendars.on(whole.days[0].year, whole.days[0].month, first, last, "gregorian")
            if days is None:
                return None
        return Core(whole.end, [*rules, *whole.rules], days=days, offset=whole.offset if days is None else None)

    def _ordinal_value(self, i: int) -> tuple[int, int, list[str]] | None:
        ordinal = self.match(i, "ordinal")
        if ordinal is None or ordinal.entry.number is None:
            return None
        value, at, rules = ordinal.entry.number, i + 1, [ordinal.entry.id]
        teen = self.match(at, "teen")
        tens = self.match(at, "ordinal")
        if teen is not None and not teen.conj and value < 10:
            value, at = value + 10, at + 1
        elif tens is not None and tens.conj and (tens.entry.number or 0) >= 20 and value < 10:
            value, at = value + (tens.entry.number or 0), at + 1
            rules.append(tens.entry.id)
        return value, at, rules

    def _month_date(self, at: int, month: Match, first: int | None, last: int | None, rules: list[str]) -> Core | None:
        """A month with its other name, its year or "past"; `first` and `last` are days of it, if given."""
        number, calendar = month.entry.number or 1, month.entry.calendar
        rules = [*rules, month.entry.id]
        at = self._other_name(at + len(month.keys), month)
        which = self._which(at)
        if which is not None:
            days = calendars.nearest(self.published, number, first, last, calendar, which.entry.kind)
            return self._dated(at + 1, [*rules, which.entry.id], days, first)
        year, at = self._year(at, calendar)
        if year is not None:
            days = calendars.on(year, number, first, last, calendar)
            return self._dated(at, rules, days, first) if days is not None else None
        days = calendars.nearest(self.published, number, first, last, calendar, None)
        if days is None and self.published is not None:
            return None
        return self._dated(at, rules, days, first)

    @staticmethod
    def _dated(end: int, rules: list[str], days: Days | None, first: int | None) -> Core:
        return Core(end, rules, days=days, grain="month" if first is None else "day")

    def _other_name(self, at: int, month: Match) -> int:
        """Past the same month's name in another calendar tradition ("July/Tammuz", "September (Ailul)")."""
        if at >= self.size:
            return at
        opened = self.tokens[at].text in ("/", "(", "-")
        other = self.match(at + 1 if opened else at, "month")
        if other is None or other.entry.id != month.entry.id or other.conj:
            return at
        bracket = self.tokens[at].text == "("
        at = (at + 1 if opened else at) + len(other.keys)
        return at + 1 if bracket and at < self.size and self.tokens[at].text == ")" else at

    def _year(self, at: int, calendar: str) -> tuple[int | None, int]:
        """A year at token `at`, after "of", "the year" or a comma; and where it ends."""
        k = at
        if self._of(k) or (k < self.size and self.tokens[k].text in "،,/-"):
            k += 1
        if self.match(k, "year-word") is not None:
            k += 1
        if k < self.size and self.tokens[k].key in self.numbers.table.words and calendar == "gregorian":
            spelt = self._spelt_year(k)
            if spelt is not None:
                return spelt
        if k < self.size and self.tokens[k].text.isdigit() and len(self.tokens[k].text) == 4:
            number = int(self.tokens[k].text)
            allowed = _HIJRI_YEARS if calendar == "hijri" else YEARS
            if number in allowed:
                k += 1
                era = self.match(k, "era-hijri" if calendar == "hijri" else "era-gregorian")
                return number, k + 1 if era is not None else k
        return None, at

    def _month(self, i: int, found: Match) -> Core | None:
        """A month without a day: only where the words around show that a month is meant."""
        if self._named(i) or found.prep == LIKE or self.tokens[i].text in found.entry.unlike:
            return None  # في إب: a town
        end = i + len(found.keys)
        led = self.match(i - 1, "in") is not None and found.entry.calendar == "gregorian"
        other = self._other_name(end, found)
        if not (led or other != end or self._which(end) is not None or self._year(end, found.entry.calendar)[0]):
            return None
        return self._month_date(i, found, None, None, [])

    def _bare_month(self, i: int) -> Core | None:
        """A month after a leading word ("since March")."""
        month = self.match(i, "month")
        return self._month_date(i, month, None, None, []) if month is not None and not month.prep else None

    def _month_word(self, i: int, found: Match) -> Core | None:
        core = self._bare_month(i + 1)
        return core.led(found.entry.id) if core is not None else None

    def _year_word(self, i: int, found: Match) -> Core | None:
        at = i + 1
        core = self._bare_year(at)
        if core is None and at < self.size and self.tokens[at].key in self.numbers.table.words:
            spelt = self._spelt_year(at)
            if spelt is not None:
                core = Core(spelt[1], ["date.year"], days=calendars.year(spelt[0]), grain="year")
        return core.led(found.entry.id) if core is not None else None

    def _season(self, i: int, found: Match) -> Core | None:
        first, last = found.entry.months
        at = i + 1
        core = self._bare_year(at)
        if core is None and at < self.size and self.tokens[at].kind == "word":
            year = self.match(at, "year-word")
            core = self._year_word(at, year) if year is not None else None
            if core is None:
                unit = self.match(at, "unit")
                core = self._unit(at, unit) if unit is not None else None
        if core is None or core.grain != "year":
            return None
        if core.days is not None:
            year_number = core.days[0].year
            core.days = calendars.month(year_number, first)[0], calendars.month(year_number, last)[1]
            core.offset = None
        core.grain = "day"
        return core.led(found.entry.id)

    def _decade(self, i: int, found: Match) -> Core:
        first = found.entry.number or 1900
        return Core(
            i + 1, [found.entry.id], days=(calendars.year(first)[0], calendars.year(first + 9)[1]), grain="decade"
        )
