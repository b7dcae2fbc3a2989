"""Evidence as arrays: what every claim says of who holds which place, when, and on whose word."""

from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from riwaya.reason.control.chain import Floats, Ints

CELLS: Final = 3_000_000
"""Place-days times states that are worked on at once: keeps memory at some hundred megabytes."""


class PlaceKey(msgspec.Struct, frozen=True, order=True):
    """A place of the timelines: its entity, or `name:` and its name where nobody knows which place that is."""

    key: str
    name: str
    entity: str | None = None


class Evidence(msgspec.Struct, frozen=True):
    """Pieces of evidence, sorted by row and then as the claims came.

    A *row* is a place under one hypothesis on the days of its undated reports; most places have one row.
    `row_place`, `row_prior`: the place of each row and the prior probability of its hypothesis (1 for each place in
    all). `local`: for each place its parties, as indices into `parties`, at most `most_parties`.

    For each piece: `row`; `day` spoken of and day `known` (from `first_day`); `voice`, `root`, `claim` (indices);
    `weight`, an exponent on its likelihood; `trust`, the chance that it was read aright; `says`, its likelihood by the
    state that the voice speaks of, `(pieces, most_parties + 2)`: the place's parties first, then empty columns, then
    contested and other; `hazard`, `(pieces, 2)`, by how much it raises the chance that
    a hold and that a contest ends, and the day `until` which; `report`, 1 where it is the
    first of its voice, root and place (what silence counts), else 0.
    """

    first_day: int
    days: int
    places: tuple[PlaceKey, ...]
    parties: tuple[str, ...]
    local: tuple[tuple[int, ...], ...]
    row_place: Ints
    row_prior: Floats
    row: Ints
    day: Ints
    known: Ints
    voice: Ints
    root: Ints
    claim: Ints
    weight: Floats
    trust: Floats
    says: NDArray[np.float32]
    hazard: Floats
    until: Ints
    report: Floats

    def reweighted(self, weight: Floats) -> "Evidence":
        """The same evidence with other weights; a piece of weight 0 is no report any more."""
        return msgspec.structs.replace(self, weight=weight, report=np.where(weight > 0.0, self.report, 0.0))

    def of_rows(self, rows: Ints) -> "Evidence":
        """The same places and rows, with the evidence of `rows` alone."""
        kept = np.isin(self.row, rows)
        return msgspec.structs.replace(self, **{name: getattr(self, name)[kept] for name in _BY_PIECE})


_BY_PIECE: Final = (
    "row", "day", "known", "voice", "root", "claim", "weight", "trust", "says", "hazard", "until", "report",
)  # fmt: skip


class Block(msgspec.Struct, frozen=True):
    """Rows whose places have the same number of parties, and their evidence.

    `rows`: the rows' numbers. `parties`: `(rows, local parties)`, indices into the evidence's parties. `pieces`: which
    evidence; `row`: its row within the block; `says`: cut to the block's states.
    """

    rows: Ints
    parties: Ints
    pieces: Ints
    row: Ints
    says: Floats


def row_blocks(evidence: Evidence, only: Ints | None = None) -> list[Ints]:
    """Row numbers in blocks of rows with equally many parties, small enough to be worked on at once.

    `only`: the rows that are wanted (all by default).
    """
    sizes = np.array([len(parties) for parties in evidence.local], dtype=np.int64)[evidence.row_place]
    wanted = np.arange(len(evidence.row_place)) if only is None else np.sort(only)
    out = []
    for size in np.unique(sizes[wanted]):
        rows = wanted[sizes[wanted] == size]
        at_once = max(1, CELLS // (evidence.days * (int(size) + 2)))
        out += [rows[first : first + at_once] for first in range(0, len(rows), at_once)]
    return out


def blocks(evidence: Evidence, only: Ints | None = None) -> Iterator[Block]:
    """The evidence of the rows that are wanted (all by default), block by block."""
    return (block_of(evidence, rows) for rows in row_blocks(evidence, only))


def block_of(evidence: Evidence, rows: Ints) -> Block:
    """The evidence of rows whose places have equally many parties, in ascending order."""
    size = len(evidence.local[evidence.row_place[rows[0]]])
    starts = np.searchsorted(evidence.row, rows)
    counts = np.searchsorted(evidence.row, rows, side="right") - starts
    pieces = np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())
    says = evidence.says[pieces].astype(np.float64)
    local = np.array([evidence.local[place] for place in evidence.row_place[rows]], dtype=np.int64)
    return Block(
        rows,
        local.reshape(len(rows), size),
        pieces,
        np.repeat(np.arange(len(rows)), counts),
        np.concatenate([says[:, :size], says[:, -2:]], axis=1),
    )
