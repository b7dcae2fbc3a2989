"""Inference over all places: learn the voices, then filter and smooth.

EM: the E step smooths every place with the present beliefs about voices; the M step updates confusion matrices, sides
and rates of report from the expected counts, each with its prior (voices.py, silence.py). Transitions are not learned.
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from riwaya.reason.control.chain import (
    Arrivals,
    Chain,
    Evidenced,
    Floats,
    Ints,
    backward,
    filter_forward,
    forward,
    raise_hazard,
)
from riwaya.reason.control.evidence import CELLS, Block, Evidence, block_of, blocks, row_blocks
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.silence import Silence, Tally
from riwaya.reason.control.tables import priors
from riwaya.reason.control.voices import (
    ALIGNED,
    UNALIGNED,
    Voices,
    counts_from_side,
    counts_heard,
    heard,
    heard_from_side,
    local_sides,
)
from riwaya.reason.control.workers import mapped


class Learned(msgspec.Struct, frozen=True):
    """What was learned of the voices: whom to believe (`voices`) and who keeps silent (`silence`, None when off)."""

    voices: Voices
    silence: Silence | None


class Inferred(msgspec.Struct, frozen=True):
    """What is inferred of some rows: distributions `(rows, days, states)` and log-likelihoods `(rows,)`."""

    rows: Ints
    filtered: Floats
    smoothed: Floats
    likelihood: Floats


class Likelihoods(msgspec.Struct, frozen=True):
    """What a block's evidence says, as log-likelihoods by state: `base`, what every day brings, `(rows, states)`;
    `said`, what each piece says at weight 1, and `made`, by how much likelier it is that a report is made at all (None:
    silence is off), both `(pieces, states)`.
    """

    base: Floats
    said: Floats
    made: Floats | None

    def weighted(self, weight: Floats, report: Floats) -> Floats:
        """What each piece says by its weight and as far as it is a report (0 or 1), `(pieces, states)`."""
        out: Floats = weight[:, None] * self.said
        return out if self.made is None else out + (priors().silence["temper"] * report)[:, None] * self.made

    def of(self, evidence: Evidence, pieces: Ints) -> Floats:
        """The same with the evidence's own weights; `pieces` are the block's."""
        return self.weighted(evidence.weight[pieces], evidence.report[pieces])


def learn(evidence: Evidence, prior_side: Floats, settings: Settings) -> Learned:
    """Learn the voices by EM, on the places with most evidence (all of them, if there are not too many)."""
    voices = Voices(prior_side)
    silence = Silence(evidence, len(prior_side)) if settings.silence else None
    learned = Learned(voices, silence)
    if not settings.learn or not len(evidence.row):
        return learned
    rows = _sampled(evidence, settings.sample)
    for _ in range(settings.rounds):
        counts = np.zeros_like(voices.matrix)
        side_evidence = np.zeros((len(prior_side), len(evidence.parties)))
        tallies: list[Tally] = []
        for block in blocks(evidence, rows):
            smoothed = _smooth(evidence, block, learned, settings)
            prior = evidence.row_prior[block.rows]
            _count(evidence, block, voices, smoothed, counts, side_evidence)
            if silence is not None:
                tallies.append(silence.tally(block, evidence, voices, smoothed, prior))
        voices.learn(counts, side_evidence, sides=settings.sides)
        if silence is not None:
            silence.learn(tallies)
    return learned


def infer(evidence: Evidence, learned: Learned, settings: Settings, only: Ints | None = None) -> Iterator[Inferred]:
    """Filter and smooth, a block of rows at a time; `only` are the rows that are wanted (all by default)."""
    parts = row_blocks(evidence, only)
    much = sum(map(len, parts)) * evidence.days > CELLS
    return mapped(lambda rows: _infer(evidence, learned, settings, rows), parts, much=much)


def infer_reweighted(
    evidence: Evidence, learned: Learned, settings: Settings, rows: Ints, weights: Sequence[Floats]
) -> Iterator[Inferred]:
    """Filter and smooth the rows of one place under each of several weightings of the evidence: one result each.

    Many weightings are worked on at once, as many places are: steps from day to day cost the same for one as for some.
    """
    block = block_of(evidence, rows)
    says = likelihoods(evidence, block, learned)
    at_once = max(1, CELLS // (evidence.days * (block.parties.shape[1] + 2) * len(rows)))
    for first in range(0, len(weights), at_once):
        some = [evidence.reweighted(w) for w in weights[first : first + at_once]]
        count = len(some)
        log = np.concatenate([says.of(weighted, block.pieces) for weighted in some])
        arrivals = arrivals_of(evidence, _repeated(block, count), log, settings)
        found = _run(evidence, np.tile(rows, count), np.tile(says.base, (count, 1)), arrivals)
        for number in range(count):
            part = slice(number * len(rows), (number + 1) * len(rows))
            yield Inferred(rows, found.filtered[part], found.smoothed[part], found.likelihood[part])


def _repeated(block: Block, times: int) -> Block:
    """The block's rows and evidence that many times over, one after the other."""
    row = np.concatenate([block.row + number * len(block.rows) for number in range(times)])
    return Block(
        np.tile(block.rows, times),
        np.tile(block.parties, (times, 1)),
        np.tile(block.pieces, times),
        row,
        np.tile(block.says, (times, 1)),
    )


def _infer(evidence: Evidence, learned: Learned, settings: Settings, numbers: Ints) -> Inferred:
    block = block_of(evidence, numbers)
    says = likelihoods(evidence, block, learned)
    log = says.of(evidence, block.pieces)
    return _run(evidence, block.rows, says.base, arrivals_of(evidence, block, log, settings))


def _run(evidence: Evidence, rows: Ints, base: Floats, arrivals: Arrivals) -> Inferred:
    """Filter and smooth `rows`, from what every day brings them `(rows, states)` and what arrives."""
    chain = Chain(base.shape[1] - 2, len(rows), evidence.days)
    filtered, alpha, told = filter_forward(chain, base, arrivals, evidence.days)
    smoothed = backward(chain, told.like, alpha)
    likelihood = np.zeros(len(rows))
    if (evidence.row_prior[rows] < 1.0).any():
        likelihood = forward(chain, told.like)[1] + told.taken_out()
    return Inferred(rows, by_place(filtered), by_place(smoothed), likelihood)


def by_place(values: Floats) -> Floats:
    """Days first turned into places first, laid out anew so that each place's series lies together."""
    return np.ascontiguousarray(values.transpose(1, 0, 2))


def arrivals_of(evidence: Evidence, block: Block, log: Floats, settings: Settings) -> Arrivals:
    """The evidence of a block as it came in; `log`: what each piece says, `(pieces, states)`."""
    pieces = block.pieces
    hazard = evidence.hazard[pieces] if settings.hazard else np.ones((len(pieces), 2))
    return Arrivals(block.row, evidence.day[pieces], evidence.known[pieces], log, hazard, evidence.until[pieces])


def _smooth(evidence: Evidence, block: Block, learned: Learned, settings: Settings) -> Floats:
    """Smoothed distributions of a block `(days, rows, states)`."""
    says = likelihoods(evidence, block, learned)
    arrivals = arrivals_of(evidence, block, says.of(evidence, block.pieces), settings)
    return smooth(says.base, arrivals, evidence.days)[0]


def smooth(base: Floats, arrivals: Arrivals, days: int) -> tuple[Floats, Floats]:
    """Smoothed distributions `(days, rows, states)`, and log-likelihoods of the evidence `(rows,)`, without filtering.

    `base` is what every day brings `(rows, states)`. Equal to what filtering leads to, but for rounding.
    """
    chain = Chain(base.shape[1] - 2, len(base), days)
    raise_hazard(chain, arrivals, slice(None))
    told = Evidenced(base, arrivals, days)
    told.add(slice(None))
    alpha, likelihood = forward(chain, told.like)
    return backward(chain, told.like, alpha), likelihood + told.taken_out()


def likelihoods(evidence: Evidence, block: Block, learned: Learned) -> Likelihoods:
    """What a block's evidence says, whatever its weights."""
    voices, silence = learned.voices, learned.silence
    pieces = block.pieces
    size = block.parties.shape[1]
    voice = evidence.voice[pieces]
    side = local_sides(voices.side[voice], block.parties[block.row])
    matrix = voices.matrix[voice]
    like = side[:, -1:] * heard(matrix[:, UNALIGNED], block.says)
    for own in range(size):
        like += side[:, own : own + 1] * heard_from_side(matrix[:, ALIGNED], block.says, own)
    trust = evidence.trust[pieces][:, None]
    like = trust * like + (1.0 - trust) * like.mean(axis=1, keepdims=True)
    said: Floats = np.log(like / like.max(axis=1, keepdims=True))
    if silence is None:
        return Likelihoods(np.zeros((len(block.rows), size + 2)), said, None)
    return Likelihoods(silence.in_block(block, voices), said, silence.of_pieces(block, evidence, voices))


def _count(
    evidence: Evidence, block: Block, voices: Voices, smoothed: Floats, counts: Floats, side_evidence: Floats
) -> None:
    """Add a block's expected counts, and what its claims say about the sides of their voices."""
    pieces = block.pieces
    voice = evidence.voice[pieces]
    parties = block.parties[block.row]
    side = local_sides(voices.side[voice], parties)
    matrix = voices.matrix[voice]
    state = smoothed[evidence.day[pieces], block.row]
    weight = evidence.weight[pieces] * evidence.row_prior[block.rows][block.row] * evidence.trust[pieces]
    neutral = heard(matrix[:, UNALIGNED], block.says)
    alike = np.log(np.maximum((state * neutral).sum(axis=1), 1e-12))
    found = counts_heard(matrix[:, UNALIGNED], block.says, state / neutral)
    np.add.at(counts[:, UNALIGNED], voice, (weight * side[:, -1])[:, None, None] * found)
    for own in range(parties.shape[1]):
        like = heard_from_side(matrix[:, ALIGNED], block.says, own)
        found = counts_from_side(matrix[:, ALIGNED], block.says, state / like, own)
        np.add.at(counts[:, ALIGNED], voice, (weight * side[:, own])[:, None, None] * found)
        log = np.log(np.maximum((state * like).sum(axis=1), 1e-12)) - alike
        np.add.at(side_evidence, (voice, parties[:, own]), weight * log)


def _sampled(evidence: Evidence, cells: int) -> Ints:
    """The rows to learn from: those with most evidence, as many as `cells` place-days allow."""
    rows = len(evidence.row_place)
    at_most = max(1, cells // max(evidence.days, 1))
    if rows <= at_most:
        return np.arange(rows)
    pieces = np.bincount(evidence.row, minlength=rows)
    return np.sort(np.argsort(-pieces, kind="stable")[:at_most])
