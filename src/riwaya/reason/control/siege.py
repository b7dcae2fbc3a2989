"""Siege, apart from control: a besieged place is held, by those inside.

For every place and party that is said to besiege it, a chain of its own with two states. What is said of a siege by a
party counts for it; what is said of its end, and that the party itself holds the place, against it.
"""

import math

import numpy as np

from riwaya.reason.control.chain import Floats
from riwaya.reason.control.gather import Gathered
from riwaya.reason.control.tables import priors


class Siege:
    """What is said of sieges, ready to be turned into probabilities, by place."""

    def __init__(self, gathered: Gathered) -> None:
        self._evidence = gathered.evidence
        self._gathered = gathered
        rows = gathered.evidence.row_place
        self._rows = np.searchsorted(rows, np.arange(len(gathered.evidence.places) + 1))
        self._starts = np.searchsorted(gathered.evidence.row, np.arange(len(rows) + 1))

    def _told(self, place: int) -> list[int]:
        """The pieces about a siege of the place."""
        pieces = range(int(self._starts[self._rows[place]]), int(self._starts[self._rows[place + 1]]))
        claims = self._gathered.claims
        return [piece for piece in pieces if claims[self._evidence.claim[piece]].event == "siege"]

    def of(self, place: int, first: int, held: Floats) -> Floats:
        """P(besieged by each party), `(days, parties)`, from day `first` on; `held` is the smoothed series."""
        parties = held.shape[1] - 2
        out = np.zeros((len(held), parties))
        evidence, prior = self._evidence, priors().siege
        told: dict[int, dict[int, tuple[float, float]]] = {}
        asserted: set[int] = set()
        for piece in self._told(place):
            party = self._besieger(piece, place)
            if party is None:
                continue
            claim = self._gathered.claims[evidence.claim[piece]]
            weight = float(evidence.weight[piece]) * float(evidence.row_prior[evidence.row[piece]])
            if claim.stance in ("asserts", "possible"):
                says = (weight * math.log(prior["said_when_not"]), weight * math.log(prior["said"]))
                asserted.add(party)
            elif claim.stance == "denies" and claim.denial != "failed":
                says = (weight * math.log(prior["ended_said"]), weight * math.log(prior["ended_when_on"]))
            else:
                continue
            days = told.setdefault(party, {})
            day = max(0, int(evidence.day[piece]) - first)
            before = days.get(day, (0.0, 0.0))
            days[day] = (before[0] + says[0], before[1] + says[1])
        for party in asserted:
            out[:, party] = _two_states(told[party], len(held)) * (1.0 - held[:, party])
        return out

    def _besieger(self, piece: int, place: int) -> int | None:
        """The party that the piece is about: the least likely to hold the place, by what is said; None without any."""
        says = self._evidence.says[piece][: len(self._evidence.local[place])]
        return int(says.argmin()) if len(says) else None


def _two_states(told: dict[int, tuple[float, float]], days: int) -> Floats:
    """The smoothed probability of the second state, on every day, of a chain that starts and ends as the priors say.

    Evidence, log-likelihoods of both states, is there on a few days only. Between them a chain of two states moves
    geometrically towards its long-run distribution, so only those days are stepped through.
    """
    prior = priors().siege
    rest = prior["begin"] / (prior["begin"] + prior["end"])  # how often it is on in the long run
    decay = 1.0 - prior["begin"] - prior["end"]
    at = sorted(told)
    like = np.exp([[told[day][x] - max(told[day]) for x in (0, 1)] for day in at])
    # Forward: P(on) after each day of evidence.
    on, last, after = prior["start"], 0, []
    for day, (off_like, on_like) in zip(at, like, strict=True):
        on = rest + (on - rest) * decay ** (day - last)
        on = on * on_like / (on * on_like + (1.0 - on) * off_like)
        last = day
        after.append(on)
    # Backward: on each day of evidence, the message that it and all later ones send to the day before, (off, on).
    sent = np.empty((len(at), 2))
    message = np.ones(2)
    for n in range(len(at) - 1, -1, -1):
        message = like[n] * message
        message = message / message.sum()
        sent[n] = message
        if n:
            mean = (1.0 - rest) * message[0] + rest * message[1]
            message = mean + (message - mean) * decay ** (at[n] - at[n - 1])
    index = np.arange(days)
    seen = np.searchsorted(at, index, side="right")
    start = np.array([prior["start"], *after])[seen]
    since = index - np.array([0, *at])[seen]
    alpha = rest + (start - rest) * decay**since
    coming = np.vstack([sent, np.ones(2)])[seen]
    ahead = np.array([*at, days])[seen] - index
    mean = (1.0 - rest) * coming[:, 0] + rest * coming[:, 1]
    beta = mean[:, None] + (coming - mean[:, None]) * (decay**ahead)[:, None]
    out: Floats = alpha * beta[:, 1] / (alpha * beta[:, 1] + (1.0 - alpha) * beta[:, 0])
    return out
