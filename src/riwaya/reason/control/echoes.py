"""Copies that are on nobody's record: how often outlets tell the same shortly after one another, more than by chance.

Independent reports of one place in the same days agree on who holds it, but seldom on kind of event, agents, targets,
stance and share all at once. How seldom is seen in pairs of reports some days apart, which are no copies. What
reports at most two days apart agree on more often is copying. Wording tells copies one by one where there is wording
(lineage.py); this is for material that has none.
"""

from typing import Final

import msgspec
import numpy as np

from riwaya.reason.control.chain import Floats, Ints

NEAR: Final = 2
"""Days within which a report is copied."""
FAR: Final = 6
"""Pairs of reports more than `NEAR` and at most so many days apart show how often independent reports agree."""
LEAST_PAIRS: Final = 100
"""Fewer pairs of either kind tell nothing."""
LEAST_SHARE: Final = 0.1
"""A smaller share of copies among near pairs is taken for chance."""
_NEIGHBOURS: Final = 12


class Told(msgspec.Struct, frozen=True):
    """What was told, in numbers: of which `place`, `day` it became known, `voice`, `root`, and `what` was said."""

    place: Ints
    day: Ints
    voice: Ints
    root: Ints
    what: Ints


def copied_share(told: Told) -> tuple[float, float]:
    """The share of copies among near pairs, and how often independent reports agree in everything."""
    order = np.lexsort((told.day, told.place))
    place, day, voice, root, what = (
        column[order] for column in (told.place, told.day, told.voice, told.root, told.what)
    )
    pairs, alike = np.zeros(2), np.zeros(2)
    for step in range(1, min(_NEIGHBOURS, len(place) - 1) + 1):
        gap = day[step:] - day[:-step]
        pair = (place[step:] == place[:-step]) & (voice[step:] != voice[:-step]) & (root[step:] != root[:-step])
        same = what[step:] == what[:-step]
        for kind, within in enumerate((gap <= NEAR, (gap > NEAR) & (gap <= FAR))):
            pairs[kind] += np.count_nonzero(pair & within)
            alike[kind] += np.count_nonzero(pair & within & same)
    if pairs.min() < LEAST_PAIRS:
        return 0.0, 0.0
    near, far = alike / pairs
    return max(0.0, float((near - far) / (1.0 - far))), float(far)


def own_share(told: Told) -> Floats:
    """For each the probability that it is no copy: below 1 where another voice told the same shortly before."""
    out = np.ones(len(told.place))
    if len(out) < 2:
        return out
    share, chance = copied_share(told)
    if share < LEAST_SHARE:
        return out
    order = np.lexsort((told.voice, told.root, told.day, told.what, told.place))
    place, day, voice, root, what = (
        column[order] for column in (told.place, told.day, told.voice, told.root, told.what)
    )
    echo = np.zeros(len(order), dtype=bool)
    for step in range(1, min(_NEIGHBOURS, len(order) - 1) + 1):
        echo[step:] |= (
            (place[step:] == place[:-step])
            & (what[step:] == what[:-step])
            & (voice[step:] != voice[:-step])
            & (root[step:] != root[:-step])
            & (day[step:] - day[:-step] <= NEAR)
        )
    copied = share / (share + (1.0 - share) * chance)
    out[order[echo]] = 1.0 - copied
    return out
