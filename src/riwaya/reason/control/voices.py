"""How far voices are believed: confusion matrices by the side a voice takes, learned with priors.

A voice is on nobody's side or on that of one party; `side` holds the probabilities. For each of the two kinds it has
a matrix of what it reports (columns) given who holds the place (rows), in roles relative to its own party; so what is
learned in one place holds in another with other parties.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from riwaya.reason.control.chain import Floats, Ints
from riwaya.reason.control.tables import priors

ROWS: Final = ("own_holds", "foe_holds", "contested", "other")
COLUMNS: Final = ("own", "same", "wrong", "contested", "other")
OWN_HOLDS, FOE_HOLDS, CONTESTED_ROW, OTHER_ROW = range(4)
OWN, SAME, WRONG, SAYS_CONTESTED, SAYS_OTHER = range(5)
UNALIGNED, ALIGNED = 0, 1


def prior_matrices() -> Floats:
    """The matrices before learning: `(2, 4, 5)`, of unaligned and of aligned voices."""
    prior = priors()
    return np.array(
        [[[m[row][column] for column in COLUMNS] for row in ROWS] for m in (prior.unaligned, prior.aligned)]
    )


class Voices:
    """What is believed of every voice.

    `matrix`: `(voices, 2, 4, 5)`. `side`: `(voices, parties + 1)`, the last column for nobody's.
    `prior_side`: the same before learning. `pooled`: the matrices of a voice of which nothing is known.
    """

    def __init__(self, prior_side: Floats) -> None:
        self.prior_side = prior_side
        self.side = prior_side.copy()
        self.matrix = np.repeat(prior_matrices()[None], len(prior_side), axis=0)
        self.counts = np.zeros_like(self.matrix)
        self.pooled = prior_matrices()

    def learn(self, counts: Floats, side_evidence: Floats, *, sides: bool) -> None:
        """One M step, from expected counts `(voices, 2, 4, 5)` and log-evidence for each side `(voices, parties)`."""
        prior = priors()
        self.counts = counts
        middle = prior_matrices()
        self.pooled = _shrunk(counts.sum(axis=0), middle, prior.strength["class"])
        self.matrix = _shrunk(counts, self.pooled[None], prior.strength["source"])
        if sides:
            log = np.log(np.maximum(self.prior_side, 1e-12))
            log[:, :-1] += prior.sides["evidence"] * side_evidence
            log[self.prior_side == 0.0] = -np.inf
            log -= log.max(axis=1, keepdims=True)
            side = np.exp(log)
            self.side = side / side.sum(axis=1, keepdims=True)


def _shrunk(counts: Floats, middle: Floats, strength: float) -> Floats:
    rows = counts.sum(axis=-1, keepdims=True)
    out: Floats = (counts + strength * middle) / (rows + strength)
    return out


def _share(parties: int) -> float:
    return 1.0 / parties if parties > 0 else 0.0


def heard(matrix: Floats, says: Floats) -> Floats:
    """Likelihood of claims by the state, `(claims, states)`, from voices on nobody's side.

    `matrix`: `(claims, 4, 5)`, `says`: likelihood of the claim by the state that the voice speaks of, `(claims,
    states)`.
    """
    parties = says.shape[1] - 2
    party, contested, other = says[:, :parties], says[:, -2], says[:, -1]
    total = party.sum(axis=1)
    out = np.empty_like(says)
    row = matrix[:, FOE_HOLDS]
    wrong = row[:, WRONG] * _share(parties - 1)
    rest = row[:, SAYS_CONTESTED] * contested + row[:, SAYS_OTHER] * other
    out[:, :parties] = (row[:, SAME] - wrong)[:, None] * party + (wrong * total + rest)[:, None]
    for state, which in ((-2, CONTESTED_ROW), (-1, OTHER_ROW)):
        row = matrix[:, which]
        out[:, state] = (
            row[:, WRONG] * _share(parties) * total + row[:, SAYS_CONTESTED] * contested + row[:, SAYS_OTHER] * other
        )
    return out


def heard_from_side(matrix: Floats, says: Floats, own: int) -> Floats:
    """The same from voices on the side of local party `own`."""
    parties = says.shape[1] - 2
    party, contested, other = says[:, :parties], says[:, -2], says[:, -1]
    mine = party[:, own]
    foes = party.sum(axis=1) - mine
    out = np.empty_like(says)
    row = matrix[:, FOE_HOLDS]
    wrong = row[:, WRONG] * _share(parties - 2)
    rest = row[:, OWN] * mine + row[:, SAYS_CONTESTED] * contested + row[:, SAYS_OTHER] * other
    out[:, :parties] = (row[:, SAME] - wrong)[:, None] * party + (wrong * foes + rest)[:, None]
    for state, which in ((own, OWN_HOLDS), (parties, CONTESTED_ROW), (parties + 1, OTHER_ROW)):
        row = matrix[:, which]
        out[:, state] = (
            row[:, OWN] * mine
            + row[:, WRONG] * _share(parties - 1) * foes
            + row[:, SAYS_CONTESTED] * contested
            + row[:, SAYS_OTHER] * other
        )
    return out


def counts_heard(matrix: Floats, says: Floats, ratio: Floats) -> Floats:
    """Expected counts `(claims, 4, 5)` of unaligned voices; `ratio` is posterior over likelihood, by state."""
    parties = says.shape[1] - 2
    party, contested, other = says[:, :parties], says[:, -2], says[:, -1]
    total = party.sum(axis=1)
    held = ratio[:, :parties]
    out = np.zeros((len(says), 4, 5))
    right = (held * party).sum(axis=1)
    any_held = held.sum(axis=1)
    out[:, FOE_HOLDS, SAME] = right
    out[:, FOE_HOLDS, WRONG] = _share(parties - 1) * (any_held * total - right)
    out[:, FOE_HOLDS, SAYS_CONTESTED] = any_held * contested
    out[:, FOE_HOLDS, SAYS_OTHER] = any_held * other
    for state, which in ((-2, CONTESTED_ROW), (-1, OTHER_ROW)):
        out[:, which, WRONG] = ratio[:, state] * _share(parties) * total
        out[:, which, SAYS_CONTESTED] = ratio[:, state] * contested
        out[:, which, SAYS_OTHER] = ratio[:, state] * other
    out *= matrix
    return out


def counts_from_side(matrix: Floats, says: Floats, ratio: Floats, own: int) -> Floats:
    """The same for voices on the side of local party `own`."""
    parties = says.shape[1] - 2
    party, contested, other = says[:, :parties], says[:, -2], says[:, -1]
    mine = party[:, own]
    foes = party.sum(axis=1) - mine
    held = ratio[:, :parties].sum(axis=1) - ratio[:, own]
    right = (ratio[:, :parties] * party).sum(axis=1) - ratio[:, own] * mine
    out = np.zeros((len(says), 4, 5))
    out[:, FOE_HOLDS, OWN] = held * mine
    out[:, FOE_HOLDS, SAME] = right
    out[:, FOE_HOLDS, WRONG] = _share(parties - 2) * (held * foes - right)
    out[:, FOE_HOLDS, SAYS_CONTESTED] = held * contested
    out[:, FOE_HOLDS, SAYS_OTHER] = held * other
    for state, which in ((own, OWN_HOLDS), (parties, CONTESTED_ROW), (parties + 1, OTHER_ROW)):
        out[:, which, OWN] = ratio[:, state] * mine
        out[:, which, WRONG] = ratio[:, state] * _share(parties - 1) * foes
        out[:, which, SAYS_CONTESTED] = ratio[:, state] * contested
        out[:, which, SAYS_OTHER] = ratio[:, state] * other
    out *= matrix
    return out


def local_sides(side: Floats, parties_of: Ints) -> NDArray[np.float64]:
    """The probability of each local party's side and of nobody's (last), `(claims, local parties + 1)`.

    `side`: rows of `Voices.side` for the claims; `parties_of`: their places' parties, `(claims, local parties)`. A side
    that is no party of the place is nobody's there.
    """
    here: Floats = np.take_along_axis(side, parties_of, axis=1) if parties_of.shape[1] else side[:, :0]
    return np.concatenate([here, 1.0 - here.sum(axis=1, keepdims=True)], axis=1)
