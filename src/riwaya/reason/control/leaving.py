"""Timelines of places without one voice or another: what everybody else says.

Runs at one place that differ only in whose word is left out are the same evidence, weighed differently. What it says is
worked out once, and many runs, of many places, go through the chain at once: a step from day to day costs the same for
one as for some. Nothing is filtered, for what everybody else says now is all that is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
import numpy as np

from riwaya.reason.control.chain import Floats, Ints
from riwaya.reason.control.evidence import CELLS, Block, Evidence, block_of
from riwaya.reason.control.inference import Learned, arrivals_of, likelihoods, smooth
from riwaya.reason.control.series import Control, posteriors
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.workers import mapped

Run = tuple[int, int]
"""A place and the voice that is left out there, by their numbers."""
_ROWS_AT_MOST: Final = 4096
"""Rows of one portion, however few days there are."""


def left_out(found: Control, days: Mapping[Run, Ints]) -> Iterator[tuple[Run, Floats]]:
    """Of each run the smoothed distributions of its days, `(days, states)`, without its voice.

    `days` are numbered from the evidence's first. What was learned of the voices stays. Runs come in portions, small
    enough to be worked on at once.
    """
    evidence = found.gathered.evidence
    portions = list(_portions(evidence, days))

    def of(portion: Sequence[Run]) -> list[tuple[Run, Floats]]:
        return list(_without(evidence, found.learned, found.settings, {run: days[run] for run in portion}))

    for some in mapped(of, portions, much=len(portions) > 1):
        yield from some


def _portions(evidence: Evidence, runs: Mapping[Run, Ints]) -> Iterator[list[Run]]:
    """Runs at places with equally many parties, place by place: few enough rows, and few enough pieces of evidence."""
    rows = np.bincount(evidence.row_place, minlength=len(evidence.places))
    pieces = np.bincount(evidence.row_place[evidence.row], minlength=len(evidence.places))
    portion: list[Run] = []
    size = told = length = 0
    for run in sorted(runs, key=lambda run: (len(evidence.local[run[0]]), run)):
        place = run[0]
        states = len(evidence.local[place]) + 2
        told, length = told + int(pieces[place]), length + int(rows[place])
        if portion and (states != size or max(told, length * evidence.days) * states > CELLS or length > _ROWS_AT_MOST):
            yield portion
            portion, told, length = [], int(pieces[place]), int(rows[place])
        size = states
        portion.append(run)
    if portion:
        yield portion


def _without(
    evidence: Evidence, learned: Learned, settings: Settings, days: Mapping[Run, Ints]
) -> Iterator[tuple[Run, Floats]]:
    """The runs of one portion."""
    places = np.array(sorted({place for place, _ in days}))
    block = block_of(evidence, np.nonzero(np.isin(evidence.row_place, places))[0])
    says = likelihoods(evidence, block, learned)
    of_place = evidence.row_place[block.rows]
    rows = {place: _part(of_place, place) for place in places.tolist()}
    pieces = {place: _part(of_place[block.row], place) for place in places.tolist()}
    starts = np.cumsum([0] + [rows[place].stop - rows[place].start for place, _ in days]).tolist()
    # The rows and pieces of the block that the runs consist of, one run after the other.
    row = np.concatenate([np.r_[rows[place]] for place, _ in days])
    piece = np.concatenate([np.r_[pieces[place]] for place, _ in days])
    in_run = np.concatenate(
        [block.row[pieces[place]] - rows[place].start + start for (place, _), start in zip(days, starts, strict=False)]
    )
    voice = np.repeat([voice for _, voice in days], [pieces[place].stop - pieces[place].start for place, _ in days])
    chosen = block.pieces[piece]
    heard = evidence.voice[chosen] != voice
    weight = np.where(heard, evidence.weight[chosen], 0.0)
    runs = Block(block.rows[row], block.parties[row], chosen, in_run, block.says[:0])
    told = msgspec.structs.replace(says, said=says.said[piece], made=None if says.made is None else says.made[piece])
    log = told.weighted(weight, np.where(weight > 0.0, evidence.report[chosen], 0.0))
    smoothed, likelihood = smooth(says.base[row], arrivals_of(evidence, runs, log, settings), evidence.days)
    for (run, at), start, end in zip(days.items(), starts, starts[1:], strict=False):
        some = smoothed[at, start:end]
        if end - start == 1:
            yield run, some[:, 0]
        else:
            share = posteriors(evidence.row_prior[block.rows[row[start:end]]], likelihood[start:end])
            yield run, np.tensordot(some, share, axes=(1, 0))


def _part(ascending: Ints, value: int) -> slice:
    """Where a value stands in ascending ones."""
    return slice(*np.searchsorted(ascending, [value, value + 1]).tolist())
