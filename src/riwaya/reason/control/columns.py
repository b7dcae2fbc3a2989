"""Pieces of evidence in the making: rows of numbers that become the arrays of `Evidence`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from riwaya.reason.control.chain import Floats, Ints
from riwaya.reason.control.evidence import Evidence, PlaceKey
from riwaya.reason.control.parties import NAMED
from riwaya.reason.control.tables import Row, priors

Same = tuple[int, int, int, int, float]
"""What the pieces of one claim share: row, voice, root, claim, trust."""

Arrays = tuple[Ints, Floats, NDArray[np.float32]]
"""Pieces as rows of whole numbers, of other numbers, and of what they say by state."""

_EMPTY_DAY = 1


class Columns:
    """Collects pieces. `most`: parties that a vector has room for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._ahead = priors().hazard_days
        self._whole: list[tuple[int, int, int, int, int, int, int]] = []
        self._parts: list[tuple[float, float, float, float, float]] = []
        self._says: list[list[float]] = []

    def vector(
        self, row: Row, agents: Sequence[str], targets: Sequence[str], here: tuple[str, ...]
    ) -> list[float] | None:
        """A claim's likelihood by the state that its voice speaks of; None when it tells no state from another.

        `here`: the place's parties. An agent that is none of them stands for "somebody else"; a bare name that nobody
        could resolve may stand for any of them; where nobody is named, anybody but the target may have done it.
        """
        agent, target, contested, others = row
        found = [party for party in agents if party in here]
        struck = [party for party in targets if party in here and party not in found]
        unknown = bool(agents) and not found
        if not struck:
            others = (others + target) / 2.0
        if unknown and all(party.startswith(NAMED) for party in agents):
            others = (agent + len(here) * others) / (len(here) + 1)
            unknown = False
        elif not found and not unknown:
            others = agent
            if not struck:
                return None
        out = [others] * len(here) + [0.0] * (self._most - len(here)) + [contested, agent if unknown else others]
        for party in found:
            out[here.index(party)] = agent
        for party in struck:
            out[here.index(party)] = target
        return out

    def add(
        self,
        same: Same,
        vector: list[float],
        day: int,
        known: int,
        weight: float,
        hazard: tuple[float, float],
        report: float,
    ) -> None:
        """One more piece; days are ordinals."""
        row, voice, root, claim, trust = same
        self._whole.append((row, day, max(known, day), voice, root, claim, day + self._ahead))
        self._parts.append((weight, trust, *hazard, report))
        self._says.append(vector)

    def arrays(self) -> Arrays:
        """Everything that was added, as arrays. Rows must have been added in order."""
        return (
            np.array(self._whole, dtype=np.int64).reshape(-1, 7),
            np.array(self._parts, dtype=np.float64).reshape(-1, 5),
            np.array(self._says, dtype=np.float32).reshape(-1, self._most + 2),
        )


def evidence_of(
    arrays: Arrays,
    places: tuple[PlaceKey, ...],
    parties: tuple[str, ...],
    local: tuple[tuple[int, ...], ...],
    row_place: Ints,
    row_prior: Floats,
) -> Evidence:
    """The evidence that the arrays hold, with days counted from the first."""
    whole, parts, says = arrays
    row, day, known, voice, root, claim, until = (np.ascontiguousarray(column) for column in whole.T)
    weight, trust, report = (np.ascontiguousarray(parts[:, column]) for column in (0, 1, 4))
    first = int(min(day.min(), known.min())) if len(day) else _EMPTY_DAY
    last = int(known.max()) if len(day) else _EMPTY_DAY
    return Evidence(
        first_day=first,
        days=last - first + 1,
        places=places,
        parties=parties,
        local=local,
        row_place=row_place,
        row_prior=row_prior,
        row=row,
        day=day - first,
        known=known - first,
        voice=voice,
        root=root,
        claim=claim,
        weight=weight,
        trust=trust,
        says=says,
        hazard=np.ascontiguousarray(parts[:, 2:4]),
        until=until - first,
        report=report,
    )


def point(vector: Sequence[float]) -> int:
    """What a claim says in short: its likeliest state. Claims of one voice that say the same are repeats."""
    return max(range(len(vector)), key=lambda state: vector[state])
