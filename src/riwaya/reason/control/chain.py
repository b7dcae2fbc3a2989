"""The hidden Markov chain of one place, for many places at once: forward (with late reports) and backward.

States are ordered: the place's parties, contested, held by somebody else. Days are numbered from 0. All arrays have
places along their first axis. Recursions: Rabiner (1989), "A tutorial on hidden Markov models", scaled by
normalising every step.

A report of day d may speak of an earlier day e. What was known on day d is therefore exact only if the recursion is
run again from e when the report comes in; `filter_forward` does so for the places concerned.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from riwaya.reason.control.tables import priors

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CONTESTED: Final = -2
"""Index of the contested state."""
OTHER: Final = -1
"""Index of the state in which somebody else than the named parties holds the place."""


def start(parties: int) -> Floats:
    """The distribution before anything is told: `(parties + 2,)`."""
    prior = priors()
    out = np.empty(parties + 2)
    out[CONTESTED], out[OTHER] = prior.start_contested, prior.start_other
    if parties == 0:
        out /= out.sum()
        return out
    # Where one party alone is spoken of there was somebody from whom it took the place, or wants to take it.
    out[:parties] = (1.0 - prior.start_contested - prior.start_other) / max(parties, 2)
    out[OTHER] = 1.0 - prior.start_contested - out[:parties].sum()
    return out


def leaving(parties: int) -> Floats:
    """The chance per day of leaving each state in quiet times: `(parties + 2,)`."""
    prior = priors()
    out = np.full(parties + 2, prior.leave_held)
    out[CONTESTED], out[OTHER] = prior.leave_contested, prior.leave_other
    return out


def destinations(parties: int) -> Floats:
    """Where a state that is left goes: rows sum to 1, `(parties + 2, parties + 2)`."""
    prior = priors()
    size = parties + 2
    out = np.zeros((size, size))
    if parties == 0:
        out[CONTESTED, OTHER] = out[OTHER, CONTESTED] = 1.0
        return out
    for x in range(parties):
        out[x, CONTESTED], out[x, OTHER] = prior.to_contested, prior.to_other
        others = [y for y in range(parties) if y != x]
        if others:
            out[x, others] = (1.0 - prior.to_contested - prior.to_other) / len(others)
        else:
            out[x, OTHER] = 1.0 - prior.to_contested
    out[CONTESTED, :parties] = (1.0 - prior.to_other) / max(parties, 2)
    out[CONTESTED, OTHER] = 1.0 - out[CONTESTED, :parties].sum()
    out[OTHER, CONTESTED] = prior.to_contested
    out[OTHER, :parties] = (1.0 - prior.to_contested) / parties
    return out


class Chain:
    """The change of hands at places with the same number of parties.

    `leave` is the chance of leaving each state on the way into each day, `(places, days, states)`; `raise_hazard`
    multiplies it: for whoever holds the place by one factor, for a contest by another.
    """

    def __init__(self, parties: int, places: int, days: int) -> None:
        self.first = start(parties)
        self._base = leaving(parties)
        self._to = destinations(parties)
        self._back = np.ascontiguousarray(self._to.T)
        self._most = priors().most_leave
        self._hazard = np.ones((places, days, 2))
        self._kind = np.zeros(parties + 2, dtype=np.int64)
        self._kind[CONTESTED] = 1
        self.leave: Floats = np.empty((places, days, parties + 2))
        self.leave[:] = self._base

    def raise_hazard(self, rows: Ints, days: Ints, high: Floats) -> None:
        """Make change at least `high` times as likely as in quiet times on the way into some days of some places.

        `high`: `(rows, 2)`, of a hold and of a contest.
        """
        np.maximum.at(self._hazard, (rows, days), high)
        self.leave[rows, days] = np.minimum(self._base * self._hazard[rows, days][:, self._kind], self._most)

    def step(self, before: Floats, leave: Floats) -> Floats:
        """The distribution a day later."""
        gone = before * leave
        out: Floats = gone @ self._to
        out += before
        out -= gone
        return out

    def back(self, after: Floats, leave: Floats) -> Floats:
        """The backward message a day earlier, from the likelihood-weighted one of the day after."""
        out: Floats = after + leave * (after @ self._back - after)
        return out


def _scaled(log: Floats) -> Floats:
    """Likelihoods, the largest of each row 1."""
    out: Floats = np.exp(log - log.max(axis=-1, keepdims=True))
    return out


def forward(chain: Chain, log: Floats) -> tuple[Floats, Floats]:
    """Forward distributions `(places, days, states)` and the log-likelihood of all evidence `(places,)`.

    `log` are log-likelihoods of the evidence about each day: `(places, days, states)`.
    """
    places, days, states = log.shape
    alpha = np.empty((places, days, states))
    total = np.empty((places, days))
    like = _scaled(log)
    now: Floats = np.broadcast_to(chain.first, (places, states))
    for day in range(days):
        if day:
            now = chain.step(now, chain.leave[:, day])
        now = now * like[:, day]
        total[:, day] = now.sum(axis=1)
        now /= total[:, day, None]
        alpha[:, day] = now
    evidence: Floats = np.log(total).sum(axis=1) + log.max(axis=2).sum(axis=1)
    return alpha, evidence


def backward(chain: Chain, log: Floats, alpha: Floats) -> Floats:
    """Smoothed distributions `(places, days, states)`, from the forward ones."""
    places, days, states = log.shape
    beta = np.ones((places, days, states))
    like = _scaled(log)
    message = beta[:, days - 1]
    for day in range(days - 1, 0, -1):
        message = chain.back(like[:, day] * message, chain.leave[:, day])
        message /= message.sum(axis=1, keepdims=True)
        beta[:, day - 1] = message
    beta *= alpha
    beta /= beta.sum(axis=2, keepdims=True)
    return beta


class Arrivals:
    """Evidence in the order in which it became known: row, day spoken of, day known, log-likelihood by state.

    `hazard` (of a hold and of a contest: `(pieces, 2)`) and its last day (`until`) are what each piece of evidence does
    to the chance of change.
    """

    def __init__(self, row: Ints, day: Ints, known: Ints, log: Floats, hazard: Floats, until: Ints) -> None:
        order = np.argsort(known, kind="stable")
        self.row, self.day, self.known = row[order], day[order], known[order]
        self.log, self.hazard, self.until = log[order], hazard[order], until[order]

    def bounds(self, days: int) -> Ints:
        """Where the evidence of each day begins: `(days + 1,)`."""
        return np.searchsorted(self.known, np.arange(days + 1))


def raise_hazard(chain: Chain, arrivals: Arrivals, part: slice) -> None:
    """Let the evidence of `part` raise the chance of change from its day on."""
    raising = (arrivals.hazard[part] > 1.0).any(axis=1)
    if not raising.any():
        return
    rows, first = arrivals.row[part][raising], arrivals.day[part][raising]
    until, high = arrivals.until[part][raising], arrivals.hazard[part][raising]
    last = chain.leave.shape[1] - 1
    lengths = np.minimum(until, last) - first + 1
    ahead = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    chain.raise_hazard(np.repeat(rows, lengths), np.repeat(first, lengths) + ahead, np.repeat(high, lengths, axis=0))


def filter_forward(chain: Chain, base: Floats, arrivals: Arrivals, days: int) -> tuple[Floats, Floats, Floats]:
    """What was known each day, `(places, days, states)`; then the forward distributions and the log-likelihoods of all.

    `base` is evidence that every day brings (silence): `(places, states)`. The chain's hazards are raised as evidence
    comes in.
    """
    places, states = base.shape
    log = np.repeat(base[:, None, :], days, axis=1)
    like = np.repeat(_scaled(base)[:, None, :], days, axis=1)
    alpha = np.empty((places, days, states))
    known = np.empty((places, days, states))
    bounds = arrivals.bounds(days).tolist()
    for day in range(days):
        if bounds[day + 1] > bounds[day]:
            part = slice(bounds[day], bounds[day + 1])
            rows, about = arrivals.row[part], arrivals.day[part]
            np.add.at(log, (rows, about), arrivals.log[part])
            like[rows, about] = _scaled(log[rows, about])
            raise_hazard(chain, arrivals, part)
            late = about < day
            if late.any():
                _again(chain, like, alpha, rows[late], about[late], day)
        if day == 0:
            now: Floats = np.broadcast_to(chain.first, (places, states))
        else:
            now = chain.step(alpha[:, day - 1], chain.leave[:, day])
        now = now * like[:, day]
        now /= now.sum(axis=1, keepdims=True)
        alpha[:, day] = known[:, day] = now
    return known, alpha, log


def _again(chain: Chain, like: Floats, alpha: Floats, rows: Ints, about: Ints, until: int) -> None:
    """Run the recursion again for `rows`, each from the day that new evidence is about up to the day before `until`."""
    unique, inverse = np.unique(rows, return_inverse=True)
    earliest = np.full(len(unique), until)
    np.minimum.at(earliest, inverse, about)
    order = np.argsort(earliest, kind="stable")
    unique, earliest = unique[order], earliest[order]
    ends = np.searchsorted(earliest, np.arange(earliest[0], until), side="right")
    for day, end in zip(range(int(earliest[0]), until), ends.tolist(), strict=True):
        some = unique[:end]
        if day == 0:
            now: Floats = np.broadcast_to(chain.first, (len(some), like.shape[2]))
        else:
            now = chain.step(alpha[some, day - 1], chain.leave[some, day])
        now = now * like[some, day]
        now /= now.sum(axis=1, keepdims=True)
        alpha[some, day] = now
