"""Pieces of evidence about one place before they are numbers: on which days they bear.

Two questions: when undated reports came out, taken together; and what of that which is told of one day came first.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from riwaya.reason.control.saying import Said
from riwaya.reason.control.timing import Days, When

MOST_HYPOTHESES: Final = 64
"""Joint hypotheses on the days of undated reports that are followed at one place; beyond it, days stay vague."""
MOST_UNDATED: Final = 6
"""Undated reports at one place from which on none is followed: a few fixed among many vague ones tell nothing."""


class Piece(msgspec.Struct):
    """One claim about one place, before days and weights are settled."""

    claim: int
    place: int
    report: int
    voice: int
    said: Said
    agents: tuple[str, ...]
    targets: tuple[str, ...]


Dated = tuple[Piece, list[float], list[tuple[When, int, float]]]
"""A piece, what it says, and for each day on which its report may have come out what days it is about, that day, and
its probability."""


def hypotheses(
    pieces: Sequence[Piece], days_of: Sequence[Days]
) -> tuple[list[tuple[dict[int, int], float]], dict[int, Days]]:
    """Joint hypotheses on the days of a place's reports, with their probabilities; then the vague reports.

    `days_of`: for each report the days on which it may have come out.

    Reports with most claims about the place are followed over all their days first. Where that would be too many
    hypotheses a report stays vague: its evidence is spread over its days by their probabilities.
    """
    weight: dict[int, float] = {}
    for piece in pieces:
        weight[piece.report] = weight.get(piece.report, 0.0) + piece.said.strength
    fixed: dict[int, int] = {}
    vague: dict[int, Days] = {}
    out: list[tuple[dict[int, int], float]] = [(fixed, 1.0)]
    undated = sum(len(days_of[report]) > 1 for report in weight)
    most = MOST_HYPOTHESES if undated <= MOST_UNDATED else 1
    for report in sorted(weight, key=lambda report: (-weight[report], report)):
        days = days_of[report]
        if len(days) == 1:
            for chosen, _ in out:
                chosen[report] = days[0][0]
        elif days and len(out) * len(days) <= most:
            out = [(chosen | {report: day}, p * q) for chosen, p in out for day, q in days]
        elif days:
            vague[report] = days
    return out, vague


def fights_first(dated: list[Dated]) -> list[Dated]:
    """What a voice tells in one report of fighting on the day on which the place, it says, was taken, is of the eve.

    Days are as fine as this model sees; the fight and its outcome on one day would contradict each other.
    """
    decided = {
        (piece.report, piece.voice, known, span.last)
        for piece, _, about in dated
        if piece.said.decides
        for span, known, _ in about
    }
    if not decided:
        return dated
    out = []
    for piece, vector, about in dated:
        if piece.said.fight:
            about = [
                (When(min(span.first, span.last - 1), span.last - 1), known, p)
                if (piece.report, piece.voice, known, span.last) in decided
                else (span, known, p)
                for span, known, p in about
            ]
        out.append((piece, vector, about))
    return out
