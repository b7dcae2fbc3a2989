"""Who keeps silent: how often voices report a place, by who holds it.

A voice's reports about a place are a Poisson process whose rate depends on the state: a side may report its losses
less than its successes, and everybody reports fighting more. Relative rates are learned for each voice around those
of its kind (partisan or not), starting from "it makes no difference" (gamma priors); nothing is fixed beforehand.
"""

from typing import Final

import numpy as np

from riwaya.reason.control.chain import Floats, Ints
from riwaya.reason.control.evidence import Block, Evidence
from riwaya.reason.control.tables import priors
from riwaya.reason.control.voices import ALIGNED, UNALIGNED, Voices, local_sides

OWN_HELD, FOE_HELD, IS_CONTESTED = range(3)
_LOW, _HIGH = 0.2, 5.0
"""Bounds of a relative rate: few reports never prove more."""


class Silence:
    """Rates of report. `relative`: `(voices, 2, 3)`, by kind of voice and state (own, foe's, contested); `kinds` the
    same of a voice of which nothing is known.

    `base`: reports a day for each pair of a row and a voice that ever reports it (`pair_row`, `pair_voice`).
    """

    def __init__(self, evidence: Evidence, voices: int) -> None:
        self.relative: Final = np.ones((voices, 2, 3))
        self.kinds: Floats = np.ones((2, 3))
        self._voices = voices
        key = evidence.row * voices + evidence.voice
        self._pairs, inverse = np.unique(key, return_inverse=True)
        self.pair_row: Ints = self._pairs // voices
        self.pair_voice: Ints = self._pairs % voices
        self.reports: Floats = np.zeros(len(self._pairs))
        np.add.at(self.reports, inverse, evidence.report)
        total = np.bincount(self.pair_voice, weights=self.reports, minlength=voices)
        covered = np.maximum(np.bincount(self.pair_voice, minlength=voices), 1).astype(np.float64)
        self.mean: Floats = (total + 1e-9) / covered / evidence.days
        self.base: Floats = self.reports / evidence.days
        self._days = evidence.days
        self._shrink(np.full(len(self._pairs), float(evidence.days)))

    def _shrink(self, exposure: Floats) -> None:
        prior = priors().silence["place_reports"]
        mean = self.mean[self.pair_voice]
        self.base = (self.reports + prior) / (exposure + prior / mean)

    def in_block(self, block: Block, voices: Voices) -> Floats:
        """What a day without any report says, by state: log-likelihoods `(rows, states)`."""
        rows = len(block.rows)
        pairs, row = self._of(block)
        rate = self._rates(block, voices, self.pair_voice[pairs], row) * self.base[pairs][:, None]
        out = np.zeros((rows, rate.shape[1]))
        np.add.at(out, row, -rate)
        return priors().silence["temper"] * out

    def of_pieces(self, block: Block, evidence: Evidence, voices: Voices) -> Floats:
        """What it says that a report was made at all: relative rates, as logarithms, `(pieces, states)`."""
        out: Floats = np.log(self._rates(block, voices, evidence.voice[block.pieces], block.row))
        return out

    def _rates(self, block: Block, voices: Voices, voice: Ints, row: Ints) -> Floats:
        """Relative rates by state, averaged over what side the voice may take: `(…, states)`."""
        relative = self.relative[voice]
        side = local_sides(voices.side[voice], block.parties[row])
        size = block.parties.shape[1]
        out = np.empty((len(voice), size + 2))
        nobody = side[:, -1]
        aligned = relative[:, ALIGNED]
        foe = (1.0 - nobody) * aligned[:, FOE_HELD] + nobody * relative[:, UNALIGNED, FOE_HELD]
        out[:, :size] = foe[:, None] + side[:, :size] * (aligned[:, OWN_HELD] - aligned[:, FOE_HELD])[:, None]
        out[:, size] = (1.0 - nobody) * aligned[:, IS_CONTESTED] + nobody * relative[:, UNALIGNED, IS_CONTESTED]
        out[:, size + 1] = foe
        return out

    def _of(self, block: Block) -> tuple[Ints, Ints]:
        """The pairs of a block's rows, and their rows within the block."""
        order = np.argsort(block.rows, kind="stable")
        at = np.searchsorted(block.rows[order], self.pair_row)
        at = np.minimum(at, len(order) - 1)
        row = order[at]
        mine = np.nonzero(block.rows[row] == self.pair_row)[0]
        return mine, row[mine]

    def tally(self, block: Block, evidence: Evidence, voices: Voices, smoothed: Floats, prior: Floats) -> "Tally":
        """Expected reports and exposures from a block's smoothed distributions `(days, rows, states)`.

        `prior` are the probabilities of the rows' hypotheses.
        """
        out = Tally(self._voices)
        held = smoothed.sum(axis=0)
        pairs, row = self._of(block)
        voice = self.pair_voice[pairs]
        side = local_sides(voices.side[voice], block.parties[row])
        time = _by_role(side, held[row])
        np.add.at(out.exposure, voice, self.base[pairs][:, None, None] * time * prior[row][:, None, None])
        piece = np.nonzero(evidence.report[block.pieces] > 0)[0]
        voice = evidence.voice[block.pieces[piece]]
        row = block.row[piece]
        state = smoothed[evidence.day[block.pieces[piece]], row]
        side = local_sides(voices.side[voice], block.parties[row])
        seen = _by_role(side, state) * (evidence.report[block.pieces[piece]] * prior[row])[:, None, None]
        np.add.at(out.reports, voice, seen)
        rates = self._rates(block, voices, self.pair_voice[pairs], self._of(block)[1])
        out.pairs, out.pair_exposure = pairs, (rates * held[self._of(block)[1]]).sum(axis=1)
        return out

    def learn(self, tallies: list["Tally"]) -> None:
        """One M step."""
        prior = priors().silence
        # Only what a side tells of its own and of its foe's: that more is told of fighting would make every burst of
        # reports a fight.
        reports = sum((t.reports for t in tallies), np.zeros((self._voices, 2, 3)))
        exposure = sum((t.exposure for t in tallies), np.zeros((self._voices, 2, 3)))
        share = prior["class_reports"] / 3.0
        reports[:, UNALIGNED], reports[..., IS_CONTESTED] = exposure[:, UNALIGNED], exposure[..., IS_CONTESTED]
        kinds = (reports.sum(axis=0) + share) / (exposure.sum(axis=0) + share)
        kinds /= np.average(kinds, axis=1, weights=exposure.sum(axis=0) + 1e-9)[:, None]
        self.kinds = np.clip(kinds, _LOW, _HIGH)
        share = prior["prior_reports"] / 3.0
        relative = (reports + share * kinds[None]) / (exposure + share)
        mean = (relative * (exposure + 1e-9)).sum(axis=2, keepdims=True) / (exposure + 1e-9).sum(axis=2, keepdims=True)
        self.relative[:] = np.clip(relative / mean, _LOW, _HIGH)
        full = np.full(len(self._pairs), float(self._days))
        for tally in tallies:
            full[tally.pairs] = tally.pair_exposure
        self._shrink(full)


class Tally:
    """Expected reports and expected exposures (reports if the state made no difference), by voice, kind and state."""

    def __init__(self, voices: int) -> None:
        self.reports = np.zeros((voices, 2, 3))
        self.exposure = np.zeros((voices, 2, 3))
        self.pairs: Ints = np.zeros(0, dtype=np.int64)
        self.pair_exposure: Floats = np.zeros(0)


def _by_role(side: Floats, state: Floats) -> Floats:
    """Time in each state in the eyes of each kind of voice, weighted by how likely it is of that kind: `(…, 2, 3)`."""
    size = state.shape[1] - 2
    nobody = side[:, -1]
    held, contested, other = state[:, :size].sum(axis=1), state[:, size], state[:, size + 1]
    own = (side[:, :size] * state[:, :size]).sum(axis=1)
    aligned = 1.0 - nobody
    out = np.zeros((len(state), 2, 3))
    out[:, ALIGNED, OWN_HELD] = own
    out[:, ALIGNED, FOE_HELD] = aligned * (held + other) - own
    out[:, ALIGNED, IS_CONTESTED] = aligned * contested
    out[:, UNALIGNED, FOE_HELD] = nobody * (held + other)
    out[:, UNALIGNED, IS_CONTESTED] = nobody * contested
    return out
