"""What moves a place's timeline: reasons by leaving out roots, changed assumptions, and bands.

All of it runs the inference of one place again with what was learned from everything, so it is quick.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec
import numpy as np

from riwaya.reason.control.chain import Floats
from riwaya.reason.control.evidence import Evidence
from riwaya.reason.control.inference import Learned, learn
from riwaya.reason.control.series import CONTESTED, OTHER, Control, Series
from riwaya.reason.control.voices import FOE_HOLDS, OWN_HOLDS, Voices

DRAWS: Final = 60
_SEED: Final = 20170903
_FLOOR: Final = 1e-6


class Reason(msgspec.Struct, frozen=True):
    """One root and what it does to the state in question.

    `log_odds`: log-odds of the state with the root less those without it; positive speaks for it. `voices` and
    `claims` (ids, those that weigh most first) are the root's about this place.
    """

    root: str
    log_odds: float
    voices: tuple[str, ...]
    claims: tuple[str, ...]


def reasons(found: Control, place: int, day: str, *, smoothed: bool = True, most: int = 6) -> tuple[str, list[Reason]]:
    """The likeliest state of a place on a day (holder, `contested` or `other`) and the roots that move it most."""
    series = one(found, place)
    at = series.index(day)
    states = (*series.holders, CONTESTED, OTHER)
    state = int((series.smoothed if smoothed else series.filtered)[at].argmax())
    whole = _log_odds((series.filtered, series.smoothed)[smoothed][at, state])
    evidence = found.gathered.evidence
    mine = np.nonzero(evidence.row_place[evidence.row] == place)[0]
    root_of, weight = evidence.root[mine], evidence.weight[mine]
    roots = np.unique(root_of)
    weights = [np.where(root_of == root, 0.0, weight) for root in roots]
    out: list[Reason] = []
    for root, less in zip(roots, found.reweighted(place, weights), strict=True):
        pieces = mine[root_of == root]
        effect = whole - _log_odds(less[smoothed][at, state])
        order = pieces[np.argsort(-evidence.weight[pieces], kind="stable")]
        claims = dict.fromkeys(found.gathered.claims[evidence.claim[piece]].id for piece in order)
        voices = dict.fromkeys(found.gathered.voices[evidence.voice[piece]].name for piece in order)
        out.append(Reason(found.gathered.roots[root], effect, tuple(voices), tuple(claims)))
    out.sort(key=lambda reason: (-abs(reason.log_odds), reason.root))
    return states[state], out[:most]


def one(found: Control, place: int) -> Series:
    """The timeline of one place."""
    return next(iter(found.series([place])))


def without(found: Control, voice: Callable[[str], bool]) -> Control:
    """The same without the voices (by key) that `voice` picks."""
    evidence = found.gathered.evidence
    out = np.array([voice(judged.key) for judged in found.gathered.voices], dtype=bool)
    weight = np.where(out[evidence.voice], 0.0, evidence.weight) if len(out) else evidence.weight
    return _with(found, evidence.reweighted(weight))


def with_sides(found: Control, sides: Mapping[str, str | None]) -> Control:
    """The same if some voices (by key) took other sides: a party's key, or None for nobody's."""
    parties = found.gathered.evidence.parties
    side = found.learned.voices.side.copy()
    for number, judged in enumerate(found.gathered.voices):
        if judged.key in sides:
            chosen = sides[judged.key]
            side[number] = 0.0
            side[number, parties.index(chosen) if chosen in parties else -1] = 1.0
    return _learned(found, side, found.learned.voices.matrix)


def with_reliability(found: Control, reliability: Mapping[str, float]) -> Control:
    """The same if some voices (by key) told the true holder that share of the time, the rest spread as learned."""
    matrix = found.learned.voices.matrix.copy()
    for number, judged in enumerate(found.gathered.voices):
        if judged.key in reliability:
            wanted = min(max(reliability[judged.key], 0.01), 0.99)
            for row in range(4):
                right = {OWN_HOLDS: 0, FOE_HOLDS: 1}.get(row, row + 1)
                for kind in range(2):
                    cells = matrix[number, kind, row]
                    rest = cells.sum() - cells[right]
                    cells *= (1.0 - wanted) / max(rest, _FLOOR)
                    cells[right] = wanted
    return _learned(found, found.learned.voices.side, matrix)


def believed_alike(found: Control) -> Control:
    """The same if every voice were believed alike, whatever side it takes: learned anew, from the same evidence."""
    side = np.zeros_like(found.gathered.prior_side)
    side[:, -1] = 1.0
    settings = msgspec.structs.replace(found.settings, sides=False)
    gathered = msgspec.structs.replace(found.gathered, prior_side=side)
    return Control(gathered, learn(gathered.evidence, side, settings), settings)


def bands(found: Control, place: int, *, level: float = 0.8) -> tuple[Floats, Floats]:
    """Credible bands of the smoothed series, `(days, states)` low and high, over which roots there might have been.

    A Bayesian bootstrap over roots (Rubin 1981): each draw weighs every root by a standard exponential, with a fixed
    seed; so the bands say how far the timeline hangs on single roots. What is learned of voices stays.
    """
    evidence = found.gathered.evidence
    random = np.random.default_rng(_SEED)
    mine = evidence.row_place[evidence.row] == place
    root, weight = evidence.root[mine], evidence.weight[mine]
    weights = [weight * random.exponential(size=len(found.gathered.roots))[root] for _ in range(DRAWS)]
    stack = np.array([smoothed for _, smoothed in found.reweighted(place, weights)])
    edge = (1.0 - level) / 2.0
    low, high = np.quantile(stack, [edge, 1.0 - edge], axis=0)
    return low, high


def voices_at(found: Control, place: int | None = None) -> Iterator[tuple[str, str, str | None]]:
    """Key, name and side of every voice that speaks of a place (of any, by default)."""
    evidence = found.gathered.evidence
    heard = evidence.voice if place is None else evidence.voice[evidence.row_place[evidence.row] == place]
    for number in np.unique(heard):
        judged = found.gathered.voices[number]
        yield judged.key, judged.name, judged.side


def _log_odds(probability: float) -> float:
    p = min(max(float(probability), _FLOOR), 1.0 - _FLOOR)
    return float(np.log(p / (1.0 - p)))


def _with(found: Control, evidence: Evidence) -> Control:
    return msgspec.structs.replace(found, gathered=msgspec.structs.replace(found.gathered, evidence=evidence))


def _learned(found: Control, side: Floats, matrix: Floats) -> Control:
    voices = Voices(found.learned.voices.prior_side)
    voices.side, voices.matrix, voices.counts = side, matrix, found.learned.voices.counts
    return msgspec.structs.replace(found, learned=Learned(voices, found.learned.silence))
