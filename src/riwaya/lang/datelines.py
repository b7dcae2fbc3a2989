"""Date lines: a line of a page that says nothing but when the page was published, from the words in `dateline.yaml`."""

import calendar
import datetime
import re
from functools import cache, cached_property
from typing import Final

import msgspec

from riwaya.lang import hijri
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold

_LONGEST: Final = 110  # characters of a date line
_DIGIT: Final = re.compile(r"\d{4}")
_SPACES: Final = re.compile(r"\s+")


class DateEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `dateline.yaml`; exactly one of the tables is given."""

    id: str
    months: dict[str, int] = {}
    hijri: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    labels: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = msgspec.field(default=(), name="not")


def _choice(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


class DateLines:
    """The compiled grammar of date lines. Build once with `date_lines()`."""

    def __init__(self, entries: tuple[DateEntry, ...]) -> None:
        self.entries: Final = entries
        self._months: Final = {fold(name): number for entry in entries for name, number in entry.months.items()}
        self._weekdays: Final = {fold(name): number for entry in entries for name, number in entry.weekdays.items()}
        months = _choice(list(self._months))
        self._hijri: Final = {fold(name): number for entry in entries for name, number in entry.hijri.items()}
        lunar = _choice(list(self._hijri))
        weekdays = _choice(list(self._weekdays))
        labels = _choice([fold(name) for entry in entries for name in entry.labels])
        after = _choice([fold(name) for entry in entries for name in entry.after])
        clock = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
        self._months_alone: Final = (
            rf"(?P<first>{months})(?: ?[/(\-] ?(?P<again>{months})\)?)?,? (?P<year>(?:19|20)\d\d)"
        )
        self._hijri_alone: Final = (
            rf"(?:(?P<weekday>{weekdays}),? )?(?:(?P<day>\d{{1,2}}) (?P<month>{lunar}),? ?(?P<year>1[34]\d\d)"
            r"|(?P<y>1[34]\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
            r"|(?P<d2>\d{1,2})(?P<sep2>[-/.])(?P<m2>\d{1,2})(?P=sep2)(?P<y2>1[34]\d\d))"
            rf"(?: ?(?:{after}))?"
        )
        self._label: Final = re.compile(rf"(?:{labels})(?!\w) ?:? ?")
        self._year: Final = re.compile(r"(?:19|20)\d\d")
        self._parts_of_a_date: Final = (
            rf"(?P<weekday>{weekdays})|(?P<hijri>\d{{1,2}} (?:{lunar}),? ?1[34]\d\d)"
            rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{months})"
            rf"(?: ?[/(\-] ?(?P<alias>{months})\)?| (?P<second>{months}))?,? ?(?P<year>(?:19|20)\d\d)"
            rf"|(?P<usmonth>{months}) (?P<usday>\d{{1,2}}),? (?P<usyear>(?:19|20)\d\d)"
            rf"|(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?:t(?={clock}))?"
            rf"|(?P<d2>\d{{1,2}})(?P<sep2>[-/.])(?P<m2>\d{{1,2}})(?P=sep2)(?P<y2>(?:19|20)\d\d)"
            rf"|(?P<clock>{clock})(?:z|[+-]\d\d:?\d\d)?"
            rf"|(?P<after>(?:{after})(?!\w))|(?P<noise>[-–—,،|:()/.\[\]•]|[+-]\d{{1,2}}| )"
        )

    @cached_property
    def _date(self) -> re.Pattern[str]:
        """Compiled when a line is met that may be one of dates: it takes as long as reading a report."""
        return re.compile(self._parts_of_a_date)

    def find(self, line: str) -> datetime.date | None:
        """The day of a line that is a date line and nothing else; None for others and for contradictory ones."""
        if len(line) > _LONGEST or _DIGIT.search(line) is None:
            return None
        folded = _SPACES.sub(" ", fold(line)).strip(" *•|»«-–[]()")
        if self._year.search(folded) is None:
            return None
        label = self._label.match(folded)
        position = label.end() if label is not None else 0
        days: list[datetime.date] = []
        weekday: int | None = None
        swapped: datetime.date | None = None
        while position < len(folded):
            found = self._date.match(folded, position)
            if found is None:
                # A second label ("last updated …") is passed over once the day of publication has been read.
                again = self._label.match(folded, position) if days else None
                if again is None or again.end() == position:
                    return None
                position = again.end()
                continue
            position = found.end()
            if found["weekday"]:
                weekday = self._weekdays[found["weekday"]] if weekday is None else weekday
            elif (parts := self._parts(found)) is not None:
                day = _day(*parts)
                if day is None:
                    return None
                days.append(day)
                if found["d2"] and len(days) == 1:
                    swapped = _day(parts[0], parts[2], parts[1])
        if not days:
            return None
        first = days[0]
        if weekday is not None and first.weekday() != weekday:
            # Some sites write the month first; the weekday tells.
            return swapped if swapped is not None and swapped.weekday() == weekday else None
        return first

    def interval(self, text: str) -> tuple[datetime.date, datetime.date] | None:
        """The days that a date in words or digits gives: one, those of a month, or three around a Hijri day.

        Hijri months begin when the moon is seen, a day earlier or later than by reckoning; a weekday settles which.
        None for what is no date, or has more than one in it that differ.
        """
        day = self.find(text)
        if day is not None:
            return day, day
        if len(text) > _LONGEST or _DIGIT.search(text) is None:
            return None
        folded = _SPACES.sub(" ", fold(text)).strip(" *•|»«-–[]()")
        if (label := self._label.match(folded)) is not None:
            folded = folded[label.end() :]
        if (found := self._month.fullmatch(folded)) is not None:
            month, year = self._months[found["first"]], int(found["year"])
            if found["again"] and self._months[found["again"]] != month:
                return None
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        if (found := self._hijri_day.fullmatch(folded)) is not None:
            return self._around(found)
        return None

    @cached_property
    def _month(self) -> re.Pattern[str]:
        return re.compile(self._months_alone)

    @cached_property
    def _hijri_day(self) -> re.Pattern[str]:
        return re.compile(self._hijri_alone)

    def _around(self, found: re.Match[str]) -> tuple[datetime.date, datetime.date] | None:
        year = int(found["year"] or found["y"] or found["y2"])
        month = self._hijri[found["month"]] if found["month"] else int(found["m"] or found["m2"])
        try:
            day = hijri.to_date(year, month, int(found["day"] or found["d"] or found["d2"]))
        except ValueError:
            return None
        days = [day + datetime.timedelta(days=shift) for shift in (-1, 0, 1)]
        if found["weekday"]:
            days = [day for day in days if day.weekday() == self._weekdays[found["weekday"]]]
        return (days[0], days[-1]) if days else None

    def _parts(self, found: re.Match[str]) -> tuple[int, int, int] | None:
        if found["month"]:
            month = self._months[found["month"]]
            other = found["alias"] or found["second"]
            # Two names of one month (Levantine and Gregorian) must agree: month 0 makes the line no date.
            if other and self._months[other] != month:
                month = 0
            return int(found["year"]), month, int(found["day"])
        if found["usmonth"]:
            return int(found["usyear"]), self._months[found["usmonth"]], int(found["usday"])
        if found["y"]:
            return int(found["y"]), int(found["m"]), int(found["d"])
        if found["d2"]:
            day, month = int(found["d2"]), int(found["m2"])
            return int(found["y2"]), *((month, day) if month <= 12 else (day, month))
        return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@cache
def date_lines() -> DateLines:
    """The grammar of `dateline.yaml`, loaded once."""
    return DateLines(read_entries("dateline.yaml", DateEntry))


def find_date(line: str) -> datetime.date | None:
    """The day that a date line gives, or None for any other line."""
    return date_lines().find(line)


def find_days(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The days that a date in words or digits gives (see `DateLines.interval`), or None."""
    return date_lines().interval(text)
