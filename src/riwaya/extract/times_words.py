"""What the grammar of times is built on: its result, and looking at words and their neighbours."""

from typing import Final, Literal

from riwaya.extract import calendars
from riwaya.extract.calendars import Days
from riwaya.lang.numbers import number_reader
from riwaya.lang.time_words import Match, time_table
from riwaya.text.tokens import Token

TimeKind = Literal["event_day", "now", "since", "until", "duration", "relative", "clock", "background"]

OPENING: Final = frozenset("،,(\"'«“”[")
CLOSING: Final = frozenset(')]»”"')
QUOTES: Final = frozenset("\"'«“”")
SLASHES: Final = frozenset("/-–")
YEARS: Final = range(1900, 2101)


class Core:
    """What was read: up to token `end`; `offset` in days from publication or calendar `days`; `grain` for its edges."""

    __slots__ = ("bare_weekday", "days", "end", "grain", "kind", "offset", "rules", "start", "weekday")

    def __init__(
        self,
        end: int,
        rules: list[str],
        *,
        offset: tuple[int, int] | None = None,
        days: Days | None = None,
        kind: TimeKind = "event_day",
        weekday: int | None = None,
        bare_weekday: bool = False,
        grain: str = "day",
    ) -> None:
        self.end = end
        self.rules = rules
        self.offset = offset
        self.days = days
        self.kind = kind
        self.weekday = weekday
        self.bare_weekday = bare_weekday
        self.grain = grain
        self.start: int | None = None

    def led(self, rule: str, kind: TimeKind | None = None) -> "Core":
        """The same under a leading word."""
        self.rules.insert(0, rule)
        if kind is not None:
            self.kind = kind
        return self


class Words:
    """The tokens of a text, and what stands where in them, for one publication interval (None: unknown)."""

    def __init__(self, tokens: list[Token], published: Days | None) -> None:
        self.tokens = tokens
        self.size = len(tokens)
        self.published = published
        self.heads = time_table().heads
        self.numbers = number_reader()

    def match(self, i: int, kind: str) -> Match | None:
        """The longest form of an entry of `kind` at token `i`, if its neighbours allow it."""
        if not 0 <= i < self.size:
            return None
        for found in self.heads.get(self.tokens[i].key, ()):
            if found.entry.kind == kind and self._fits(found, i):
                return found
        return None

    def begins_with_and(self, i: int) -> bool:
        """Whether the word at token `i` carries a conjunction."""
        return any(found.conj for found in self.heads.get(self.tokens[i].key, ()))

    def _fits(self, found: Match, i: int) -> bool:
        keys, tokens = found.keys, self.tokens
        end = i + len(keys)
        if end > self.size:
            return False
        for k in range(1, len(keys)):
            if tokens[i + k].key != keys[k]:
                return False
        if found.before and i > 0 and tokens[i - 1].key in found.before:
            return False
        return not (found.after and end < self.size and tokens[end].key in found.after)

    def _named(self, i: int) -> bool:
        """Whether the word before token `i` makes a name of what follows ("8 March Square")."""
        before = i - 1
        if before > 0 and self.tokens[before].text in QUOTES:
            before -= 1
        head = self.match(before, "name-head")
        return head is not None and not head.article

    def _which(self, i: int) -> Match | None:
        for kind in ("past", "next", "present"):
            found = self.match(i, kind)
            if found is not None and not found.conj and not found.prep:
                return found
        return None

    def _of(self, i: int) -> bool:
        return i < self.size and self.tokens[i].key == self.numbers.table.of_word

    def _skip(self, at: int) -> int:
        return at + 1 if at < self.size and self.tokens[at].text in OPENING else at

    def _close(self, core: Core, start: int) -> None:
        """Take a bracket's end into the time that took in its beginning."""
        if core.end < self.size and self.tokens[core.end].text in CLOSING and self.tokens[start].text in '([«“"':
            core.end += 1

    def _counts(self, i: int) -> bool:
        """Whether the four digits at token `i` count the next word instead of being a year."""
        return i + 1 < self.size and self.tokens[i + 1].kind == "word" and self.match(i + 1, "unit") is not None

    def _bare_year(self, i: int) -> Core | None:
        if i < self.size and len(self.tokens[i].text) == 4 and self.tokens[i].text.isdigit() and not self._counts(i):
            number = int(self.tokens[i].text)
            if number in YEARS:
                return Core(i + 1, ["date.year"], days=calendars.year(number), grain="year")
        return None

    def _spelt_year(self, i: int) -> tuple[int, int] | None:
        """A year in words, and where it ends."""
        reading = self.numbers.read(self.tokens, i)
        if reading is None or reading.value is None or int(reading.value) not in YEARS or reading.value != reading.high:
            return None
        return int(reading.value), reading.end_index
