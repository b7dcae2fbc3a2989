"""What documents can be filtered by, as words of the search index.

Each value that a filter may ask for is a word of its own, which no text holds, in the entry of every document with a
claim of that value. A filter is then as quick as a rare word. Filters that ask for several things of one claim, or for
days, find a few documents too many, and what is found is asked again of the claims themselves.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

LAYOUT: Final = 1
"""The version of these words; a change of it makes every index be built anew."""

_MARK: Final = "zq"  # begins no word, in any language that reports are in
_MOST_MONTHS: Final = 24
_MOST_YEARS: Final = 60

STANCE, EVENT, OUTLET, VOICE, ACTOR, PLACE = "stance", "event", "outlet", "voice", "actor", "place"
_MONTH, _YEAR = "month", "year"
ANY: Final = f"{_MARK}any"
"""Stands in every entry."""
ANY_DAY: Final = f"{_MARK}anyday"
"""Stands in the entry of a document with a claim whose days are so many that no months are listed, or not known."""


@lru_cache(maxsize=200_000)
def facet(kind: str, value: str) -> str:
    """The word for a value."""
    return _MARK + hashlib.blake2b(f"{kind}\0{value}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def mention_values(text: str, name: str | None, entity: str | None) -> Iterator[str]:
    """The values under which a mention is found: its entity, its display name in any case, its form in the text."""
    yield text
    if entity is not None:
        yield entity
    if name is not None:
        yield name.lower()


@lru_cache(maxsize=50_000)
def days_of(earliest: str | None, latest: str | None) -> Sequence[str]:
    """The words for the days of a claim: its months and years."""
    if earliest is None or latest is None:
        return [ANY_DAY]
    months = list(islice(_months(earliest, latest), _MOST_MONTHS + 1))
    years = sorted({month[:4] for month in months})
    if len(months) > _MOST_MONTHS:
        return [ANY_DAY]
    return [facet(_MONTH, month) for month in months] + [facet(_YEAR, year) for year in years]


def days_within(since: str, until: str) -> list[str] | None:
    """The words of which documents with a claim of these days have one; None if that would be too many words."""
    months = list(islice(_months(since, until), _MOST_MONTHS + 1))
    if len(months) <= _MOST_MONTHS:
        return [ANY_DAY, *(facet(_MONTH, month) for month in months)]
    years = range(int(since[:4]), int(until[:4]) + 1)
    if len(years) <= _MOST_YEARS:
        return [ANY_DAY, *(facet(_YEAR, f"{year:04}") for year in years)]
    return None


def _months(first: str, last: str) -> Iterator[str]:
    """The months (`2031-05`) from one ISO day to another."""
    year, month = int(first[:4]), int(first[5:7])
    while (text := f"{year:04}-{month:02}") <= last[:7]:
        yield text
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
