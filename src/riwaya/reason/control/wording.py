"""Words for probabilities, and apart from them words for how well founded they are (`wording.yaml`)."""

from typing import Literal

import msgspec

from riwaya.reason.control.tables import read_data
from riwaya.text.once import once

Language = Literal["en", "ar"]


class Likelihood(msgspec.Struct, frozen=True):
    """A likelihood word; it holds from `start` (percent) up to the next one's."""

    start: int
    en: str
    ar: str


class Confidence(msgspec.Struct, frozen=True):
    """A word for at least `roots` independent roots, the last one at most `days` ago."""

    roots: int
    days: int
    id: str
    en: str
    ar: str


@once
def _table() -> tuple[tuple[Likelihood, ...], tuple[Confidence, ...]]:
    found = read_data("wording.yaml")
    return (
        tuple(Likelihood(int(row["from"]), row["en"], row["ar"]) for row in found["likelihood"]),
        tuple(msgspec.convert(row, Confidence) for row in found["confidence"]),
    )


def likelihood(p: float, language: Language = "en") -> str:
    """The word for a probability."""
    words, _ = _table()
    word = next(word for word in reversed(words) if 100.0 * p >= word.start)
    return word.en if language == "en" else word.ar


def confidence(roots: int, days_since: int) -> Confidence:
    """The word for an amount of support."""
    _, rows = _table()
    return next(row for row in rows if roots >= row.roots and days_since <= row.days)


def worded(p: float, roots: int, days_since: int, language: Language = "en") -> str:
    """Likelihood and confidence side by side; on fewer than two roots no likelihood word is given."""
    sure = confidence(roots, days_since)
    text = sure.en if language == "en" else sure.ar
    if roots < 2:
        return text
    return f"{likelihood(p, language)}, {text}" if language == "en" else f"{likelihood(p, language)}، {text}"


def likelihood_table() -> tuple[Likelihood, ...]:
    """All likelihood words."""
    return _table()[0]


def confidence_table() -> tuple[Confidence, ...]:
    """All rows of confidence, the first that fits counts."""
    return _table()[1]
