"""What a short time expression says of days beyond their distance: which weekday it names, and how it points at it.

For reasoning over expressions that extraction has found already ("last Friday", "today Sunday"); it finds none itself.
"""

from functools import lru_cache
from typing import Final

import msgspec

from riwaya.lang.time_words import Match, TimeEntry, time_table
from riwaya.text.tokens import Token, tokenise

_SAID: Final = frozenset({"weekday", "day", "past", "next", "present", "since", "until", "now", "night"})


class DayWords(msgspec.Struct, frozen=True):
    """What the words say.

    `weekdays`: the weekdays named (0 Monday), in their order. `anchored`: beside a word that fixes the distance by
    itself (today, yesterday). `past`, `next`: "last Friday", "next Friday". `since`: a state that began then; `until`;
    `now`: going on at the time of writing; `night`: a night, which belongs to two days.
    """

    weekdays: tuple[int, ...] = ()
    anchored: bool = False
    past: bool = False
    next: bool = False
    since: bool = False
    until: bool = False
    now: bool = False
    night: bool = False


@lru_cache(4096)
def day_words(text: str) -> DayWords:
    """Read the words of one time expression, as it stands in a text."""
    tokens = tokenise(text)
    entries: list[TimeEntry] = []
    i = 0
    while i < len(tokens):
        found = _longest(tokens, i)
        if found is not None:
            entries.append(found.entry)
        i += len(found.keys) if found is not None else 1
    kinds = {entry.kind for entry in entries}
    return DayWords(
        weekdays=tuple(e.number for e in entries if e.kind == "weekday" and e.number is not None),
        anchored="day" in kinds,
        past="past" in kinds,
        next="next" in kinds,
        since="since" in kinds,
        until="until" in kinds,
        now="now" in kinds,
        night="night" in kinds,
    )


def _longest(tokens: list[Token], i: int) -> Match | None:
    for match in time_table().heads.get(tokens[i].key, ()):
        if match.entry.kind in _SAID and all(
            i + k < len(tokens) and tokens[i + k].key == key for k, key in enumerate(match.keys)
        ):
            return match
    return None
