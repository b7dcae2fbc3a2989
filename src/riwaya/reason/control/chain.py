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

    `hazard` multiplies the chance of leaving a state on the way into a day: `(places, days)`, at least 1.
    """

    def __init__(self, parties: int, hazard: Floats) -> None:
        self.first = start(parties)
        self._base = leaving(parties)
        self._to = destinations(parties)
        self._most = priors().most_leave
        self.hazard = hazard

    def leave(self, rows: slice | Ints, day: int) -> Floats:
        """The chance of leaving each state on the way into `day`: `(places, states)`."""
        out: Floats = np.minimum(self._base[None, :] * self.hazard[rows, day][:, None], self._most)
        return out

    def step(self, before: Floats, leave: Floats) -> Floats:
        """The distribution a day later."""
        gone = before * leave
        out: Floats = before - gone + gone @ self._to
        return out

    def back(self, after: Floats, leave: Floats) -> Floats:
        """The backward message a day earlier, from the likelihood-weighted one of the day after."""
        out: Floats = after * (1.0 - leave) + leave * (after @ self._to.T)
        return out


def _likelihood(log: Floats) -> tuple[Floats, Floats]:
    top = log.max(axis=1, keepdims=True)
    return np.exp(log - top), top[:, 0]


def forward(chain: Chain, log: Floats) -> tuple[Floats, Floats]:
    """Forward distributions `(places, days, states)` and the log-likelihood of all evidence `(places,)`.

    `log` are log-likelihoods of the evidence about each day: `(places, days, states)`.
    """
    places, days, states = log.shape
    alpha = np.empty((places, days, states))
    evidence = np.zeros(places)
    every = slice(None)
    now = np.broadcast_to(chain.first, (places, states))
    for day in range(days):
        if day:
            now = chain.step(now, chain.leave(every, day))
        like, top = _likelihood(log[:, day])
        now = now * like
        total = now.sum(axis=1)
        now = now / total[:, None]
        alpha[:, day] = now
        evidence += np.log(total) + top
    return alpha, evidence


def backward(chain: Chain, log: Floats, alpha: Floats) -> Floats:
    """Smoothed distributions `(places, days, states)`, from the forward ones."""
    places, days, states = log.shape
    out = np.empty_like(alpha)
    beta = np.ones((places, states))
    every = slice(None)
    for day in range(days - 1, -1, -1):
        both = alpha[:, day] * beta
        out[:, day] = both / both.sum(axis=1, keepdims=True)
        if day:
            like, _ = _likelihood(log[:, day])
            beta = chain.back(like * beta, chain.leave(every, day))
            beta = beta / beta.max(axis=1, keepdims=True)
    return out


class Arrivals:
    """Evidence in the order in which it became known: row, day spoken of, day known, log-likelihood by state.

    `hazard` and its last day (`until`) are what each piece of evidence does to the chance of change.
    """

    def __init__(self, row: Ints, day: Ints, known: Ints, log: Floats, hazard: Floats, until: Ints) -> None:
        order = np.argsort(known, kind="stable")
        self.row, self.day, self.known = row[order], day[order], known[order]
        self.log, self.hazard, self.until = log[order], hazard[order], until[order]

    def bounds(self, days: int) -> Ints:
        """Where the evidence of each day begins: `(days + 1,)`."""
        return np.searchsorted(self.known, np.arange(days + 1))


def raise_hazard(hazard: Floats, arrivals: Arrivals, part: slice) -> None:
    """Let the evidence of `part` raise the chance of change from its day on."""
    rows, first, until, high = (
        arrivals.row[part],
        arrivals.day[part],
        arrivals.until[part],
        arrivals.hazard[part],
    )
    raising = high > 1.0
    rows, first, until, high = rows[raising], first[raising], until[raising], high[raising]
    last = hazard.shape[1] - 1
    length = int((until - first).max(initial=-1)) + 1
    for ahead in range(length):
        at = np.minimum(first + ahead, last)
        within = first + ahead <= np.minimum(until, last)
        np.maximum.at(hazard, (rows[within], at[within]), high[within])


def filter_forward(chain: Chain, base: Floats, arrivals: Arrivals, days: int) -> tuple[Floats, Floats, Floats]:
    """What was known each day, `(places, days, states)`; then the forward distributions and the log-likelihoods of all.

    `base` is evidence that every day brings (silence): `(places, states)`. `chain.hazard` is filled from 1 as evidence
    comes in.
    """
    places, states = base.shape
    log = np.repeat(base[:, None, :], days, axis=1)
    alpha = np.empty((places, days, states))
    known = np.empty((places, days, states))
    bounds = arrivals.bounds(days)
    every = slice(None)
    for day in range(days):
        part = slice(int(bounds[day]), int(bounds[day + 1]))
        if part.stop > part.start:
            rows, about = arrivals.row[part], arrivals.day[part]
            np.add.at(log, (rows, about), arrivals.log[part])
            raise_hazard(chain.hazard, arrivals, part)
            late = about < day
            if late.any():
                _again(chain, log, alpha, rows[late], about[late], day)
        now = (
            np.broadcast_to(chain.first, (places, states))
            if day == 0
            else chain.step(alpha[:, day - 1], chain.leave(every, day))
        )
        like, _ = _likelihood(log[:, day])
        now = now * like
        alpha[:, day] = known[:, day] = now / now.sum(axis=1, keepdims=True)
    return known, alpha, log


def _again(chain: Chain, log: Floats, alpha: Floats, rows: Ints, about: Ints, until: int) -> None:
    """Run the recursion again for `rows`, each from the day that new evidence is about up to the day before `until`."""
    unique, inverse = np.unique(rows, return_inverse=True)
    earliest = np.full(len(unique), until)
    np.minimum.at(earliest, inverse, about)
    for day in range(int(earliest.min()), until):
        some = unique[earliest <= day]
        if day == 0:
            now = np.broadcast_to(chain.first, (len(some), log.shape[2]))
        else:
            now = chain.step(alpha[some, day - 1], chain.leave(some, day))
        like, _ = _likelihood(log[some, day])
        now = now * like
        alpha[some, day] = now / now.sum(axis=1, keepdims=True)
