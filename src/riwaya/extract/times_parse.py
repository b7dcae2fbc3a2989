"""The grammar of times: which runs of tokens are a time, and what days they mean.

Recursive descent over the words of `time.yaml`: leading words (since, until, the morning of) call what they lead.
"""

from collections.abc import Callable
from typing import Final

from riwaya.extract import calendars
from riwaya.extract.calendars import shift
from riwaya.extract.times_dates import Dates
from riwaya.extract.times_spans import Length, whole_days
from riwaya.extract.times_words import CLOSING, QUOTES, SLASHES, YEARS, Core, TimeKind
from riwaya.lang.grammar import TO
from riwaya.lang.time_words import Match

__all__ = ["Core", "Parser", "TimeKind"]


_MONTH: Final = 30  # days


class Parser(Dates):
    """Reads the time that begins at a token."""

    def at(self, i: int) -> Core | None:
        """The time whose first word is token `i`, or None."""
        following = self.tokens[i + 1].key if i + 1 < self.size else ""
        for found in self.heads.get(self.tokens[i].key, ()):
            if len(found.keys) > 1 and found.keys[1] != following:
                continue
            read = _READERS.get(found.entry.kind)
            if read is not None and self._fits(found, i):
                core = read(self, i, found)
                if core is not None:
                    return core
        return None

    def number(self, i: int) -> Core | None:
        """The time that begins with the digits at token `i`."""
        text = self.tokens[i].text
        core = self._numeric(i, text)
        if core is not None:
            return core
        core = self._date(i)
        if core is not None:
            return core
        if len(text) == 4 and text.isdigit():
            years = self._years(i)
            if years is not None:
                return years
            if int(text) in YEARS and self.match(i - 1, "in") is not None and not self._counts(i):
                return Core(i + 1, ["date.year"], days=calendars.year(int(text)), grain="year")
            return None
        if i + 2 < self.size:
            unit = self.match(i + 1, "unit")
            which = self._which(i + 2) if unit is not None and not unit.article else None
            if unit is not None and which is not None and text.isdigit():
                return self._span(unit, float(text), which, i + 3, [unit.entry.id, which.entry.id])
        return None

    def _day(self, i: int, found: Match) -> Core | None:
        end = i + len(found.keys)
        if found.prep == TO:
            # "for the third day (running)" tells a length, not today.
            ordinal = self.match(end, "ordinal")
            if ordinal is None:
                return None
            return Core(end + 1, [found.entry.id, ordinal.entry.id], kind="duration")
        if self.match(end, "ordinal") is not None and found.entry.offset == (0, 0) and len(found.keys) == 1:
            return None
        if (
            end < self.size
            and self.tokens[end].text in CLOSING
            and any(self.tokens[k].text in QUOTES for k in range(max(i - 2, 0), max(i - 1, 0)))
        ):
            return None  # the last word of a quoted name: a paper, a channel
        core = Core(end, [found.entry.id], offset=found.entry.offset)
        self._check(core, end)
        return core

    def _check(self, core: Core, end: int) -> None:
        """Take in the weekday or date that explains a day ("today, Thursday")."""
        at = self._skip(end)
        weekday = self.match(at, "weekday")
        if weekday is not None and not weekday.conj:
            core.weekday = weekday.entry.number
            core.end = at + 1
            core.rules.append(weekday.entry.id)
            self._close(core, end)
            at = self._skip(core.end)
        date = self._date(at) or (self._numeric(at, self.tokens[at].text) if at < self.size else None)
        if date is not None:
            core.end, core.days, core.bare_weekday = date.end, date.days, False
            core.rules += date.rules
            if date.days is not None:
                core.offset = None
            self._close(core, end)

    def _weekday(self, i: int, found: Match) -> Core | None:
        if self._named(i) or found.entry.number is None:
            return None
        number, end = found.entry.number, i + 1
        which = self._which(end)
        rules = [found.entry.id]
        if which is not None and which.entry.kind in ("past", "next"):
            rules.append(which.entry.id)
            kind: str | None = which.entry.kind
            end += 1
        else:
            kind = None
        offset = {"past": (-7, -1), "next": (1, 7), None: (-6, 0)}[kind]
        days = calendars.weekday(self.published, number, kind)
        core = Core(end, rules, offset=offset, days=days, weekday=number, bare_weekday=kind is None)
        if kind is None:
            self._check_date(core)
        return core

    def _check_date(self, core: Core) -> None:
        """A date right after a weekday decides; the weekday then only validates it."""
        at = self._skip(core.end)
        if at >= self.size:
            return
        date = self._date(at) or (self._numeric(at, self.tokens[at].text) if self.tokens[at].kind == "number" else None)
        if date is not None:
            start = core.end
            core.end, core.days, core.offset, core.bare_weekday = date.end, date.days, None, False
            core.rules += date.rules
            self._close(core, start)

    def _now(self, i: int, found: Match) -> Core:
        return Core(i + len(found.keys), [found.entry.id], offset=found.entry.offset, kind="now")

    def _relative(self, i: int, found: Match) -> Core:
        return Core(i + len(found.keys), [found.entry.id], kind="relative")

    def _long_ago(self, i: int, found: Match) -> Core:
        return Core(i + len(found.keys), [found.entry.id], kind="background")

    def _led(self, i: int) -> Core | None:
        """The time at token `i` after a leading word, which may be a number."""
        if i >= self.size:
            return None
        return self.number(i) if self.tokens[i].kind == "number" else self.at(i)

    def _part(self, i: int, found: Match) -> Core | None:
        core = self._led(i + len(found.keys))
        if core is None or core.kind != "event_day" or core.grain != "day":
            return None
        return core.led(found.entry.id)

    def _night(self, i: int, found: Match) -> Core | None:
        core = self._part(i, found)
        if core is None or not core.bare_weekday or core.weekday is None:
            return core
        at = core.end + 1 if core.end < self.size and self.tokens[core.end].text in SLASHES else core.end
        other = self.match(at, "weekday")
        if other is not None and other.entry.number == (core.weekday + 1) % 7:
            # The night between two days.
            core.end, core.bare_weekday, core.weekday = at + 1, False, None
            core.rules.append(other.entry.id)
            core.offset = (core.offset[0], core.offset[1] + 1) if core.offset is not None else None
            if core.days is not None:
                core.days = core.days[0], shift(core.days[1], 1)
        return core

    def _day_word(self, i: int, found: Match) -> Core | None:
        at = i + len(found.keys)
        if self.match(at, "definite") is not None:
            at += 1
        core = self._led(at)
        if core is None and at < self.size and self.tokens[at].kind == "number":
            core = self._day_and_month(at)
        if core is None or core.kind != "event_day" or core.grain != "day":
            return None
        return core.led(found.entry.id)

    def _since(self, i: int, found: Match) -> Core | None:
        at = i + len(found.keys)
        length = self._length(at)
        if length is not None:
            low = -whole_days(length.high)
            return Core(length.end, [found.entry.id, *length.rules], offset=(low, 0), kind="since")
        core = self._led(at) or self._bare_year(at) or self._bare_month(at)
        if core is None or core.kind not in ("event_day", "relative"):
            return None
        return core.led(found.entry.id, "since" if core.kind == "event_day" else None)

    def _lasting(self, i: int, found: Match) -> Core | None:
        length = self._length(i + len(found.keys))
        return self._lasted(length, [found.entry.id]) if length is not None else None

    @staticmethod
    def _lasted(length: Length, rules: list[str]) -> Core:
        return Core(length.end, [*rules, *length.rules], offset=(-whole_days(length.high), 0), kind="duration")

    def _whole_length(self, i: int, found: Match) -> Core | None:
        """A length told as whole or running: a whole week, two days running; else a definite unit."""
        if found.article:
            return self._unit(i, found)
        length = self._length(i) if found.number in ("s", "d") and not found.prep else None
        whole = self.match(length.end, "whole") if length is not None else None
        if length is None or whole is None:
            return None
        core = self._lasted(length, [whole.entry.id])
        core.end += 1
        return core

    def _hour(self, i: int, found: Match) -> Core:
        return Core(i + len(found.keys), [found.entry.id], kind="clock")

    def _until(self, i: int, found: Match) -> Core | None:
        at = i + len(found.keys)
        core = self._led(at) or self._bare_year(at) or self._bare_month(at)
        if core is None or core.kind != "event_day":
            return None
        return core.led(found.entry.id, "until")

    def _ago(self, i: int, found: Match) -> Core | None:
        length = self._length(i + len(found.keys))
        if length is None:
            return None
        rules = [found.entry.id, *length.rules]
        if self._of(length.end):
            return Core(length.end, rules, kind="relative")  # "days before (the storming)"
        return Core(length.end, rules, offset=self._ago_days(length))

    def _after(self, i: int, found: Match) -> Core | None:
        length = self._length(i + len(found.keys))
        if length is None:
            return None
        rules = [found.entry.id, *length.rules]
        if self._of(length.end):
            now = self.match(length.end + 1, "now")
            if now is not None:
                low, high = self._ago_days(length)
                return Core(length.end + 1 + len(now.keys), rules, offset=(-high, -low))
        return Core(length.end, rules, kind="relative")

    def _during(self, i: int, found: Match) -> Core | None:
        at = i + len(found.keys)
        length = self._length(at)
        if length is not None:
            rules = [found.entry.id, *length.rules]
            which = self._which(length.end)
            if which is not None:
                days = whole_days(length.high)
                offset = (0, days) if which.entry.kind == "next" else (-days, 0)
                return Core(length.end + 1, [*rules, which.entry.id], offset=offset)
            return Core(length.end, rules, offset=(-whole_days(length.high), 0), kind="duration")
        core = self._led(at)
        if core is None or core.kind != "event_day":
            return None
        return core.led(found.entry.id)

    def _edge(self, i: int, found: Match) -> Core | None:
        at = i + len(found.keys)
        if self._of(at):
            at += 1
        core = self._led(at) or self._bare_year(at) or self._bare_month(at) or self._present_unit(at)
        if core is None or core.grain not in ("week", "month", "year") or core.kind != "event_day":
            return None
        share = found.entry.year_share if core.grain == "year" else found.entry.share
        if core.days is not None:
            core.days = calendars.part_of(self._whole(core), share)
            if core.offset is not None and self.published is not None:
                core.offset = (
                    (core.days[0] - self.published[1]).days,
                    (core.days[1] - self.published[0]).days,
                )
        elif core.offset is not None:
            length = core.offset[1] - core.offset[0] + 1
            core.offset = core.offset[0] + round(length * share[0] / 2), core.offset[1]
        core.grain = "day"
        return core.led(found.entry.id)

    def _present_unit(self, i: int) -> Core | None:
        """The month or year that is meant where none is named: (the beginning of) the month."""
        unit = self.match(i, "unit")
        if unit is None or not unit.article or unit.number != "s" or unit.entry.days < _MONTH:
            return None
        return self._span(unit, 1.0, None, i + 1, [unit.entry.id])

    def _clock(self, i: int, found: Match) -> Core | None:
        at = i + 1
        if at < self.size and (self.tokens[at].kind == "number" or self.match(at, "ordinal") is not None):
            hour = self.match(at + 1, "hour")  # at ten in the morning
            end = at + 1 if hour is None else at + 1 + len(hour.keys)
            return Core(end, [found.entry.id], kind="clock")
        return None


_READERS: Final[dict[str, Callable[[Parser, int, Match], Core | None]]] = {
    "day": Parser._day,
    "now": Parser._now,
    "relative": Parser._relative,
    "long-ago": Parser._long_ago,
    "weekday": Parser._weekday,
    "part": Parser._part,
    "night": Parser._night,
    "day-word": Parser._day_word,
    "days-word": Parser._day_word,
    "since": Parser._since,
    "until": Parser._until,
    "ago": Parser._ago,
    "after": Parser._after,
    "during": Parser._during,
    "edge": Parser._edge,
    "unit": Parser._whole_length,
    "lasting": Parser._lasting,
    "hour": Parser._hour,
    "this": Parser._this,
    "season": Parser._season,
    "decade": Parser._decade,
    "clock": Parser._clock,
    "month": Parser._month,
    "month-word": Parser._month_word,
    "year-word": Parser._year_word,
    "ordinal": Parser._ordinal,
}
