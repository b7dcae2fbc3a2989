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
    """One claim about one place, before days and weights are settled. `dated`: it tells its own day."""

    claim: int
    place: int
    report: int
    voice: int
    said: Said
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    dated: bool = False


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


def in_order(dated: list[Dated]) -> list[Dated]:
    """The same with what one report tells of one day in the order in which it must have happened.

    Days are as fine as this model sees, and two claims of one day that follow upon each other would contradict each
    other. So these are taken for the eve's: an attack, whatever comes of it; fighting that the voice tells which also
    tells its outcome (or that the report tells as what was before its news), and fire of whoever the report says has
    won; another party's hold where the report says that the place was *re*taken, unless the claim gives its day; and
    a part that a party took on the way to the whole: where the voice says besides that it took all of it, or the report
    tells the part as what was before its news. Such a part that is of that very day by its own words is left out.
    """
    told: dict[_On, _Outcome] = {}
    for piece, _, about in dated:
        if piece.said.decides:
            for span, known, _ in about:
                told.setdefault((piece.report, known, span.last), _Outcome()).add(piece)
    out = []
    for piece, vector, about in dated:
        if told and piece.said.part and piece.dated:
            about = [day for day in about if not _on_the_way(piece, told.get((piece.report, day[1], day[0].last)))]
            if not about:
                continue
        if piece.said.before or (told and (piece.said.fight or piece.said.fire or piece.said.holds)):
            about = [
                (_eve(span) if _earlier(piece, told.get((piece.report, known, span.last))) else span, known, p)
                for span, known, p in about
            ]
        out.append((piece, vector, about))
    return out


_On = tuple[int, int, int]
"""A report, the day on which it came out, and the day that it tells of."""


class _Outcome:
    """What a report tells of how a day ended: who took the place (and wholly so, in whose words), who retook it, and
    which voices say so."""

    def __init__(self) -> None:
        self.takers: set[str] = set()
        self.retakers: set[str] = set()
        self.voices: set[int] = set()
        self.wholly: set[tuple[int, str]] = set()

    def add(self, piece: Piece) -> None:
        self.voices.add(piece.voice)
        if piece.said.holds:
            self.takers.update(piece.agents)
        if piece.said.wholly:
            self.wholly.update((piece.voice, party) for party in piece.agents)
        if piece.said.retakes:
            self.retakers.update(piece.agents)


def _earlier(piece: Piece, outcome: _Outcome | None) -> bool:
    said, agents = piece.said, set(piece.agents)
    if said.before:
        return True
    if outcome is None or not agents:
        return False
    if said.part and _on_the_way(piece, outcome):
        return True
    if said.holds:
        return bool(outcome.retakers) and not piece.dated and not agents & outcome.retakers
    if said.fire:
        return bool(agents & outcome.takers)
    return piece.voice in outcome.voices or (said.past and bool(agents & outcome.takers))


def _on_the_way(piece: Piece, outcome: _Outcome | None) -> bool:
    """Whether the part that is told to have been taken is one of a whole that the report tells to have been taken."""
    if outcome is None:
        return False
    agents = set(piece.agents)
    wholly = any(voice == piece.voice and party in agents for voice, party in outcome.wholly)
    return wholly or (piece.said.past and bool(agents & outcome.takers))


def _eve(span: When) -> When:
    return When(min(span.first, span.last - 1), span.last - 1)
