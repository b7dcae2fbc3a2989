"""What was learned of the voices, kept by their keys: so that some places can be inferred without learning anew.

Learning rests on the whole material. Where a few places get new claims, their voices are taken as they were last
learned; a voice that is new is taken as an unknown one of its kind.
"""

from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np

from riwaya.reason.control.chain import Floats
from riwaya.reason.control.gather import Gathered
from riwaya.reason.control.inference import Learned
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.silence import Silence
from riwaya.reason.control.voices import Voices

UNKNOWN: Final = ""
"""The key of a voice that was not met yet."""
_LEAST: Final = 1e-9
"""Sides that are less likely than this are not kept."""


class Known(msgspec.Struct, frozen=True):
    """One voice: how much was learned of it, its matrices `(2, 4, 5)`, the probabilities of its sides by party, and
    its relative rates of report `(2, 3)`.
    """

    weight: float
    matrix: tuple[tuple[tuple[float, ...], ...], ...]
    sides: dict[str, float]
    relative: tuple[tuple[float, ...], ...]


def known_voices(gathered: Gathered, learned: Learned) -> dict[str, Known]:
    """What was learned of each voice."""
    voices, silence = learned.voices, learned.silence
    parties = gathered.evidence.parties
    ones = np.ones((2, 3))
    kinds = silence.kinds if silence is not None else ones
    out = {UNKNOWN: Known(0.0, _matrix(voices.pooled), {}, _rates(kinds))}
    for number, judged in enumerate(gathered.voices):
        sides = {
            party: float(share) for party, share in zip(parties, voices.side[number], strict=False) if share > _LEAST
        }
        relative = silence.relative[number] if silence is not None else ones
        out[judged.key] = Known(
            float(voices.counts[number].sum()), _matrix(voices.matrix[number]), sides, _rates(relative)
        )
    return out


def recalled(gathered: Gathered, known: Mapping[str, Known], settings: Settings) -> Learned:
    """The voices of some evidence as they are known, instead of learning them from it."""
    evidence = gathered.evidence
    voices = Voices(gathered.prior_side)
    silence = Silence(evidence, len(gathered.prior_side)) if settings.silence else None
    column = {party: number for number, party in enumerate(evidence.parties)}
    for number, judged in enumerate(gathered.voices):
        found = known.get(judged.key) or known.get(UNKNOWN)
        if found is None:
            continue
        voices.matrix[number] = np.array(found.matrix)
        if silence is not None:
            silence.relative[number] = np.array(found.relative)
        if judged.key in known:
            side = np.zeros(len(column) + 1)
            for party, share in found.sides.items():
                if party in column:
                    side[column[party]] = share
            side[-1] = max(0.0, 1.0 - side.sum())  # a side that is no party here is nobody's here
            voices.side[number] = side / side.sum()
    return Learned(voices, silence)


def merged(into: dict[str, Known], more: Mapping[str, Known]) -> None:
    """Add what others have learned: of each voice, what was learned from most."""
    for key, voice in more.items():
        if key not in into or into[key].weight < voice.weight:
            into[key] = voice


def _matrix(values: Floats) -> tuple[tuple[tuple[float, ...], ...], ...]:
    return tuple(tuple(tuple(map(float, row)) for row in kind) for kind in values)


def _rates(values: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, kind)) for kind in values)
