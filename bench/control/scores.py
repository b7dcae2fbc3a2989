"""Scores of probabilities against the truth, per place, so that two methods can be compared pairwise."""

import msgspec
import numpy as np

FLOOR = 0.01


class Score(msgspec.Struct, frozen=True):
    """Per-place means and pooled figures. `brier`: sum of squares over the states (0 to 2); `log`: nats."""

    brier: np.ndarray
    log: np.ndarray
    ece: float
    coverage: float
    days_late: float
    false_alarms: float


def score(p: np.ndarray, truth: np.ndarray, scored: np.ndarray) -> Score:
    """`p`: `(places, days, states)`; `truth`: `(places, days)`; `scored`: which days count.

    Places where no day counts are left out. `ece` bins the probability of each state on each day by tenths.
    `coverage`: how often the smallest set of states with 80% of the mass has the true one. `days_late`: from a change
    of holder until it has more than one half (at most 20, or until the next change); `false_alarms`: days per hundred
    on which a wrong holder has more than 0.8.
    """
    p = np.clip(p, FLOOR, 1 - FLOOR)
    p = p / p.sum(axis=2, keepdims=True)
    places, days, states = p.shape
    hit = np.eye(states)[truth]
    square = ((p - hit) ** 2).sum(axis=2)
    nats = -np.log(np.take_along_axis(p, truth[:, :, None], axis=2)[:, :, 0])
    weight = scored.astype(float)
    counted = weight.sum(axis=1) > 0
    total = weight[counted].sum(axis=1)
    brier = (square * weight)[counted].sum(axis=1) / total
    log = (nats * weight)[counted].sum(axis=1) / total
    flat, right = p[scored].ravel(), hit[scored].ravel()
    bins = np.minimum((flat * 10).astype(int), 9)
    n = np.bincount(bins, minlength=10)
    gap = np.abs(np.bincount(bins, flat, 10) - np.bincount(bins, right, 10))
    ece = float(gap.sum() / n.sum())
    order = np.argsort(-p, axis=2)
    mass = np.take_along_axis(p, order, axis=2)
    kept = np.cumsum(mass, axis=2) - mass < 0.8
    covered = (np.take_along_axis(hit, order, axis=2) * kept).sum(axis=2)
    top = p.argmax(axis=2)
    alarm = (p.max(axis=2) > 0.8) & (top != truth) & (top < states - 2)
    late = []
    for place in range(places):
        for day in range(1, days):
            if truth[place, day] == truth[place, day - 1] or truth[place, day] >= states - 2 or not scored[place, day]:
                continue
            end = day
            while end < days and end - day < 20 and truth[place, end] == truth[place, day]:
                if p[place, end, truth[place, day]] > 0.5:
                    break
                end += 1
            late.append(end - day)
    return Score(
        brier,
        log,
        ece,
        float(covered[scored].mean()),
        float(np.mean(late)) if late else 0.0,
        100.0 * float(alarm[scored].mean()),
    )


def paired(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """The mean of a - b over places and its standard error."""
    gap = a - b
    return float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(len(gap)))
