"""Siege, apart from control: a besieged place is held, by those inside.

For every place and party that is said to besiege it, a chain of its own with two states. What is said of a siege by a
party counts for it; what is said of its end, and that the party itself holds the place, against it.
"""

import numpy as np

from riwaya.reason.control.chain import Floats
from riwaya.reason.control.gather import Gathered
from riwaya.reason.control.tables import priors


class Siege:
    """What is said of sieges, ready to be turned into probabilities, by place."""

    def __init__(self, gathered: Gathered) -> None:
        evidence = gathered.evidence
        self._evidence = evidence
        self._gathered = gathered
        told = np.array([claim.event == "siege" for claim in gathered.claims], dtype=bool)
        pieces = np.nonzero(told[evidence.claim])[0] if len(evidence.claim) else np.zeros(0, dtype=np.int64)
        self._of_place: dict[int, list[int]] = {}
        for piece in pieces:
            self._of_place.setdefault(int(evidence.row_place[evidence.row[piece]]), []).append(int(piece))

    def of(self, place: int, first: int, held: Floats) -> Floats:
        """P(besieged by each party), `(days, parties)`, from day `first` on; `held` is the smoothed series."""
        parties = held.shape[1] - 2
        days = len(held)
        out = np.zeros((days, parties))
        evidence, prior = self._evidence, priors().siege
        for party in range(parties):
            log = np.zeros((days, 2))
            any_said = False
            for piece in self._of_place.get(place, ()):
                if self._besieger(piece, place) != party:
                    continue
                claim = self._gathered.claims[evidence.claim[piece]]
                weight = float(evidence.weight[piece]) * float(evidence.row_prior[evidence.row[piece]])
                day = max(0, int(evidence.day[piece]) - first)
                if claim.stance in ("asserts", "possible"):
                    log[day] += weight * np.log([prior["said_when_not"], prior["said"]])
                    any_said = True
                elif claim.stance == "denies" and claim.denial != "failed":
                    log[day] += weight * np.log([prior["ended_said"], prior["ended_when_on"]])
            if any_said:
                out[:, party] = _two_states(log) * (1.0 - held[:, party])
        return out

    def _besieger(self, piece: int, place: int) -> int:
        """The party that the piece is about: the least likely to hold the place, by what is said."""
        says = self._evidence.says[piece][: len(self._evidence.local[place])]
        return int(np.argmin(says)) if len(says) else -1


def _two_states(log: Floats) -> Floats:
    """The smoothed probability of the second state of a chain that begins and ends as `priors.yaml` says."""
    prior = priors().siege
    move = np.array([[1.0 - prior["begin"], prior["begin"]], [prior["end"], 1.0 - prior["end"]]])
    days = len(log)
    alpha, beta = np.empty((days, 2)), np.ones((days, 2))
    like = np.exp(log - log.max(axis=1, keepdims=True))
    now = np.array([1.0 - prior["start"], prior["start"]])
    for day in range(days):
        now = (now @ move if day else now) * like[day]
        now = now / now.sum()
        alpha[day] = now
    for day in range(days - 2, -1, -1):
        back = move @ (like[day + 1] * beta[day + 1])
        beta[day] = back / back.sum()
    both = alpha * beta
    out: Floats = both[:, 1] / both.sum(axis=1)
    return out
