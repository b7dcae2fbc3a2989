"""Agreement of two people beyond chance: Cohen's kappa with its confidence interval."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Final

import msgspec

Z: Final = 1.959963984540054
"""The 97.5% quantile of the normal distribution: intervals hold 95%."""


class Kappa(msgspec.Struct, frozen=True):
    """Agreement over `n` units. `observed`: the share on which both say the same; `expected`: the share by chance.

    `kappa` in [-1, 1], `low` and `high` its 95% interval; None where both always say one and the same thing (there is
    nothing that chance could get wrong) or where there is no unit.
    """

    n: int
    observed: float
    expected: float
    kappa: float | None
    error: float | None
    low: float | None
    high: float | None


def cohen_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> Kappa:
    """Cohen's kappa of what two people said of each unit, as labels of a nominal scale.

    kappa = (p_o - p_e) / (1 - p_e), J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20 (1960), 37-46. Its large-sample standard error is that of J. L. Fleiss, J. Cohen and
    B. S. Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969),
    323-327; the interval is kappa ± 1.96 standard errors, cut off at -1 and 1. It is rough below some thirty units.
    """
    table = Counter(pairs)
    n = sum(table.values())
    if not n:
        return Kappa(0, 0.0, 0.0, None, None, None, None)
    share = {pair: count / n for pair, count in table.items()}
    first: defaultdict[Hashable, float] = defaultdict(float)
    second: defaultdict[Hashable, float] = defaultdict(float)
    for (a, b), p in share.items():
        first[a] += p
        second[b] += p
    observed = sum(p for (a, b), p in share.items() if a == b)
    expected = sum(first[label] * second[label] for label in first)
    if expected > 1 - 1e-12:
        return Kappa(n, observed, expected, None, None, None, None)
    kappa = (observed - expected) / (1 - expected)
    on = sum(p * (1 - (first[a] + second[b]) * (1 - kappa)) ** 2 for (a, b), p in share.items() if a == b)
    off = sum(p * (second[a] + first[b]) ** 2 for (a, b), p in share.items() if a != b)
    variance = (on + (1 - kappa) ** 2 * off - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    error = math.sqrt(max(0.0, variance))
    return Kappa(n, observed, expected, kappa, error, max(-1.0, kappa - Z * error), min(1.0, kappa + Z * error))
