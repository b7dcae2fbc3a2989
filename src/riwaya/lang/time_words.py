"""Words of time: loads `lang/ar/time.yaml` into look-up tables."""

from functools import cache
from typing import Literal, NamedTuple

import msgspec

from riwaya.lang.grammar import DUAL
from riwaya.lang.inflect import noun
from riwaya.lang.load import read_entries
from riwaya.lang.prefixes import has_article, noun_variants, variants
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold
from riwaya.text.once import once

FILE = "time.yaml"

Kind = Literal[
    "day", "now", "relative", "long-ago", "weekday", "part", "night", "since", "until", "ago", "after", "during",
    "day-word", "days-word", "between", "join", "of", "year-word", "month-word", "in", "definite", "name-head", "edge",
    "past", "present", "next", "this", "few", "unit", "and-half", "season", "decade", "clock", "month", "era-hijri",
    "era-gregorian", "ordinal", "teen", "lasting", "whole", "hour",
]  # fmt: skip


class TimeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `time.yaml`; `kind` says which of the other fields it has.

    `offset`: days from publication; `number`: weekday (0 Monday), month, ordinal, first year of a decade, or first
    weekday of a week; `days`: length of a unit, `vague`: days meant by its uncounted plural, `some`: how many its
    indefinite plural means; `share`, `year_share`: the part of a month (or week), of a year; `months`: first and last
    month of a season (13 is the next January). `not_before`, `not_after`: words beside which the form means something
    else. `examples` maps texts to what is read in them, `not` lists texts without a time by this entry.
    """

    id: str
    kind: Kind
    forms: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    noun: str | None = None
    plurals: tuple[str, ...] = ()
    offset: tuple[int, int] | None = None
    number: int | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    days: float = 0.0
    vague: int = 0
    some: tuple[int, int] = (2, 10)
    share: tuple[float, float] = (0.0, 1.0)
    year_share: tuple[float, float] = (0.0, 1.0)
    months: tuple[int, int] = (1, 12)
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    examples: dict[str, str] = {}
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class Match(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A form of an entry: its folded `keys` (the first with clitics) and clitics; `number` of units is s, d or p."""

    keys: tuple[str, ...]
    entry: TimeEntry
    conj: str
    prep: str
    article: bool
    number: str
    before: frozenset[str]
    after: frozenset[str]


class TimeTable(NamedTuple):
    """`heads`: matches by first key, longest first. `triggers`: the first keys at which a time may begin."""

    heads: dict[str, tuple[Match, ...]]
    triggers: frozenset[str]
    months: frozenset[str]


_NOT_TRIGGERS = frozenset({
    "in", "between", "join", "of", "definite", "name-head", "past", "present", "next", "few", "and-half", "era-hijri",
    "era-gregorian", "teen", "whole",
})  # fmt: skip


@cache
def time_entries() -> tuple[TimeEntry, ...]:
    """All entries of the file, in its order."""
    return read_entries(FILE, TimeEntry)


@once
def time_table() -> TimeTable:
    """The tables of the file; DataError when two entries of a kind share a form."""
    found: dict[str, list[Match]] = {}
    seen: dict[tuple[str, str], str] = {}
    for entry in time_entries():
        before = frozenset(v.key for word in entry.not_before for v in noun_variants(word))
        after = frozenset(fold(word) for word in entry.not_after)
        for form, number in _forms(entry):
            mark = (entry.kind, fold(form))
            if seen.setdefault(mark, entry.id) != entry.id:
                raise DataError(FILE, None, f"{entry.id}: {form!r} stands already under {seen[mark]}")
            head, *rest = form.split()
            tail = tuple(map(fold, rest))
            spelt = (
                noun_variants(head) if entry.kind in ("unit", "name-head") and not has_article(head) else variants(head)
            )
            for v in spelt:
                match = Match((v.key, *tail), entry, v.conj, v.prep, v.article, number, before, after)
                found.setdefault(v.key, []).append(match)
    heads = {
        key: tuple(sorted(some, key=lambda m: (-len(m.keys), len(m.conj + m.prep)))) for key, some in found.items()
    }
    return TimeTable(
        heads=heads,
        triggers=frozenset(k for k, some in heads.items() if any(m.entry.kind not in _NOT_TRIGGERS for m in some)),
        months=frozenset(m.keys[0] for some in heads.values() for m in some if m.entry.kind == "month" and not m.conj),
    )


def month_keys() -> frozenset[str]:
    """Folded first words of month names: a number before one is a day, not a count."""
    return time_table().months


def _forms(entry: TimeEntry) -> list[tuple[str, str]]:
    if entry.noun is None:
        return [(form, "") for form in dict.fromkeys(entry.forms)]
    forms = [(f.text, f.feature[0]) for f in noun(entry.noun, *entry.plurals) if f.feature[0] in "sp"]
    forms += [(f.text, "d") for f in noun(entry.noun) if f.feature == "d" and f.text.endswith(DUAL)]
    return list({fold(text): (text, number) for text, number in reversed(forms)}.values())
