"""The hidden Markov chain of one place, for many places at once: forward (with late reports) and backward.

States are ordered: the place's parties, contested, held by somebody else. Days are numbered from 0. Arrays have days
along their first axis, then places, so that a step from day to day works on memory that lies together. Recursions:
Rabiner (1989), "A tutorial on hidden Markov models", scaled by normalising every step.

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

    `leave` is the chance of leaving each state on the way into each day, `(days, places, states)`; `raise_hazard`
    multiplies it: for whoever holds the place by one factor, for a contest by another.
    """

    def __init__(self, parties: int, places: int, days: int) -> None:
        self.first = start(parties)
        self._base = leaving(parties)
        self._to = destinations(parties)
        self._back = np.ascontiguousarray(self._to.T)
        self._most = priors().most_leave
        self._hazard = np.ones((days, places, 2))
        self._kind = np.zeros(parties + 2, dtype=np.int64)
        self._kind[CONTESTED] = 1
        self.leave: Floats = np.empty((days, places, parties + 2))
        self.leave[:] = self._base

    def raise_hazard(self, rows: Ints, days: Ints, high: Floats) -> None:
        """Make change at least `high` times as likely as in quiet times on the way into some days of some places.

        `high`: `(rows, 2)`, of a hold and of a contest.
        """
        np.maximum.at(self._hazard, (days, rows), high)
        self.leave[days, rows] = np.minimum(self._base * self._hazard[days, rows][:, self._kind], self._most)

    def step(self, before: Floats, leave: Floats) -> Floats:
        """The distribution a day later."""
        gone = before * leave
        out: Floats = gone @ self._to
        out += before
        out -= gone
        return out

    def back(self, after: Floats, leave: Floats) -> Floats:
        """The backward message a day earlier, from the likelihood-weighted one of the day after."""
        out: Floats = after @ self._back
        out -= after
        out *= leave
        out += after
        return out


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


class Evidenced:
    """Likelihoods of what was told, by day, place and state: `like`, the largest of each day and place 1.

    `base` is evidence that every day brings (silence), as log-likelihoods `(places, states)`. Of other evidence there
    is some on few days only, so the logarithms are kept for those days alone.
    """

    def __init__(self, base: Floats, arrivals: Arrivals, days: int) -> None:
        places, states = base.shape
        self.like: Floats = np.empty((days, places, states))
        self.like[:] = _scaled(base)
        where, self._cell = np.unique(arrivals.day * places + arrivals.row, return_inverse=True)
        self._day, self._row = where // max(places, 1), where % max(places, 1)
        self._log: Floats = base[self._row]
        self._base = base
        self._arrivals = arrivals

    def add(self, part: slice) -> None:
        """Let some of the arrivals, by their numbers, count."""
        cells = self._cell[part]
        np.add.at(self._log, cells, self._arrivals.log[part])
        if part != slice(None):
            cells = np.unique(cells)
            self.like[self._day[cells], self._row[cells]] = _scaled(self._log[cells])
        else:
            self.like[self._day, self._row] = _scaled(self._log)

    def taken_out(self) -> Floats:
        """The logarithms by which the likelihoods were scaled, over all days: `(places,)`."""
        peak = self._base.max(axis=1)
        out: Floats = peak * len(self.like)
        np.add.at(out, self._row, self._log.max(axis=1) - peak[self._row])
        return out


def _scaled(log: Floats) -> Floats:
    """Likelihoods, the largest of each row 1."""
    out: Floats = np.exp(log - log.max(axis=-1, keepdims=True))
    return out


def forward(chain: Chain, like: Floats) -> tuple[Floats, Floats]:
    """Forward distributions `(days, places, states)` and the log-likelihood of all evidence `(places,)`.

    `like` are likelihoods of the evidence about each day: `(days, places, states)`.
    """
    days, places, states = like.shape
    alpha = np.empty((days, places, states))
    total = np.empty((days, places))
    ones = np.ones(states)  # a product sums faster than a sum
    now: Floats = np.broadcast_to(chain.first, (places, states))
    for day in range(days):
        if day:
            now = chain.step(now, chain.leave[day])
        now = np.multiply(now, like[day], out=alpha[day])
        norm = np.matmul(now, ones, out=total[day])
        now /= norm[:, None]
    evidence: Floats = np.log(total).sum(axis=0)
    return alpha, evidence


def backward(chain: Chain, like: Floats, alpha: Floats) -> Floats:
    """Smoothed distributions `(days, places, states)`, from the forward ones."""
    days, places, states = like.shape
    out = np.empty((days, places, states))
    message: Floats = np.ones((places, states))
    ones = np.ones(states)
    for day in range(days - 1, -1, -1):
        here = np.multiply(alpha[day], message, out=out[day])
        here /= (here @ ones)[:, None]
        if day:
            message = chain.back(like[day] * message, chain.leave[day])
            message /= (message @ ones)[:, None]
    return out


def raise_hazard(chain: Chain, arrivals: Arrivals, part: slice) -> None:
    """Let the evidence of `part` raise the chance of change from its day on."""
    raising = (arrivals.hazard[part] > 1.0).any(axis=1)
    if not raising.any():
        return
    rows, first = arrivals.row[part][raising], arrivals.day[part][raising]
    until, high = arrivals.until[part][raising], arrivals.hazard[part][raising]
    last = len(chain.leave) - 1
    lengths = np.minimum(until, last) - first + 1
    ahead = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    chain.raise_hazard(np.repeat(rows, lengths), np.repeat(first, lengths) + ahead, np.repeat(high, lengths, axis=0))


def filter_forward(chain: Chain, base: Floats, arrivals: Arrivals, days: int) -> tuple[Floats, Floats, Evidenced]:
    """What was known each day, `(days, places, states)`; then the forward distributions and all evidence.

    The chain's hazards are raised as evidence comes in.
    """
    places, states = base.shape
    evidenced = Evidenced(base, arrivals, days)
    like = evidenced.like
    alpha = np.empty((days, places, states))
    known = np.empty((days, places, states))
    bounds = arrivals.bounds(days).tolist()
    first: Floats = np.broadcast_to(chain.first, (places, states))
    ones = np.ones(states)
    for day in range(days):
        if bounds[day + 1] > bounds[day]:
            part = slice(bounds[day], bounds[day + 1])
            rows, about = arrivals.row[part], arrivals.day[part]
            evidenced.add(part)
            raise_hazard(chain, arrivals, part)
            late = about < day
            if late.any():
                _again(chain, like, alpha, rows[late], about[late], day)
        now = chain.step(alpha[day - 1], chain.leave[day]) if day else first
        now = np.multiply(now, like[day], out=alpha[day])
        now /= (now @ ones)[:, None]
        known[day] = now
    return known, alpha, evidenced


def _again(chain: Chain, like: Floats, alpha: Floats, rows: Ints, about: Ints, until: int) -> None:
    """Run the recursion again for `rows`, each from the day that new evidence is about up to the day before `until`."""
    unique, inverse = np.unique(rows, return_inverse=True)
    earliest = np.full(len(unique), until)
    np.minimum.at(earliest, inverse, about)
    order = np.argsort(earliest, kind="stable")
    unique, earliest = unique[order], earliest[order]
    ends = np.searchsorted(earliest, np.arange(earliest[0], until), side="right")
    ones = np.ones(like.shape[2])
    for day, end in zip(range(int(earliest[0]), until), ends.tolist(), strict=True):
        some = unique[:end]
        if day == 0:
            now: Floats = np.broadcast_to(chain.first, (len(some), like.shape[2]))
        else:
            now = chain.step(alpha[day - 1][some], chain.leave[day][some])
        now = now * like[day][some]
        now /= (now @ ones)[:, None]
        alpha[day][some] = now
