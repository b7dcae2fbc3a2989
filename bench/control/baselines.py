"""What riwaya has to beat: rules and models that others use, on a plain reading of the same claims.

Each takes `Readings` and gives probabilities `(places, days, states)`; rules put 0.9 on their answer. Methods marked
"smooths" use later reports too.
"""

import datetime
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from bench.control.reporting import FIRST, Told
from bench.control.world import PARTIES, World

from riwaya.model import Claim

SURE = 0.9
_TAKES = {"capture", "recapture", "control", "clearing", "deployment"}
_FIGHTS = {"clash", "entry"}
_AGAINST = {"attack", "airstrike", "siege", "withdrawal"}


class Readings(msgspec.Struct, frozen=True):
    """One state a claim: `place`, `day` of publication, `about` (the day spoken of), `source`, `state`."""

    places: int
    days: int
    parties: int
    place: np.ndarray
    day: np.ndarray
    about: np.ndarray
    source: np.ndarray
    state: np.ndarray
    names: tuple[str, ...]


def read(told: Told, world: World) -> Readings:
    """Plain readings: claims that name no state in this reading are left out."""
    reports = {report.id: report for report in told.reports}
    names = sorted({report.outlet or "" for report in told.reports})
    rows = []
    for claim in told.claims:
        state = _state(claim, world.parties)
        if state is None:
            continue
        report = reports[claim.document]
        known = report.published.days()
        assert known is not None
        day = (known[0].toordinal() + known[1].toordinal()) // 2 - FIRST.toordinal()
        about = day
        if claim.time is not None:
            if claim.time.latest is not None:
                about = datetime.date.fromisoformat(claim.time.latest).toordinal() - FIRST.toordinal()
            elif claim.time.offset_days is not None:
                about = day + claim.time.offset_days[1]
        place = int((claim.places[0].entity or "-0").rpartition("-")[2])
        day = min(max(day, 0), world.days - 1)
        rows.append((place, day, min(max(about, 0), day), names.index(report.outlet or ""), state))
    table = np.array(sorted(rows, key=lambda row: row[1]), dtype=int).reshape(-1, 5)
    return Readings(world.places, world.days, world.parties, *table.T, tuple(names))


def _state(claim: Claim, parties: int) -> int | None:
    agent = PARTIES.index(claim.agents[0].entity or "") if claim.agents else None
    target = PARTIES.index(claim.targets[0].entity or "") if claim.targets else None
    if agent is None or claim.stance == "expects":
        return None
    other = target if target is not None and target != agent else (1 - agent if parties == 2 else None)
    if claim.stance == "denies":
        return other
    if claim.extent is not None or claim.event in _FIGHTS:
        return parties
    if claim.event in _TAKES:
        return agent
    return other if claim.event in _AGAINST else None


def _answers(r: Readings, answer: np.ndarray) -> np.ndarray:
    """Probabilities from one answer a place and day; -1 for none."""
    states = r.parties + 2
    out = np.full((r.places, r.days, states), 1.0 / states)
    known = answer >= 0
    out[known] = (1 - SURE) / (states - 1)
    where = np.nonzero(known)
    out[where[0], where[1], answer[known]] = SURE
    return out


def latest(r: Readings) -> np.ndarray:
    """The latest claim is true."""
    answer = np.full((r.places, r.days), -1)
    for place, day, state in zip(r.place, r.day, r.state, strict=True):
        answer[place, day:] = state
    return _answers(r, answer)


def vote(r: Readings, window: int = 10) -> np.ndarray:
    """Shares of the claims of the last ten days (of all before, when there are none)."""
    states = r.parties + 2
    tally = np.zeros((r.places, r.days, states))
    np.add.at(tally, (r.place, r.day, r.state), 1.0)
    total = np.cumsum(tally, axis=1)
    recent = total.copy()
    recent[:, window:] -= total[:, :-window]
    use = np.where(recent.sum(axis=2, keepdims=True) > 0, recent, 0.0)
    for day in range(1, r.days):
        empty = use[:, day].sum(axis=1) == 0
        use[empty, day] = use[empty, day - 1]
    use = use + 0.25
    return use / use.sum(axis=2, keepdims=True)


def _last_by_source(r: Readings) -> np.ndarray:
    """What each source said last, -1 for nothing: `(places, days, sources)`."""
    out = np.full((r.places, r.days, len(r.names)), -1)
    for place, day, source, state in zip(r.place, r.day, r.source, r.state, strict=True):
        out[place, day:, source] = state
    return out


def majority(r: Readings) -> np.ndarray:
    """As VIINA combines trackers of control: a majority of what each says last; the most active one breaks ties."""
    last = _last_by_source(r)
    states = r.parties + 2
    counts = np.stack([(last == state).sum(axis=2) for state in range(states)], axis=2).astype(float)
    most_active = int(np.bincount(r.source, minlength=len(r.names)).argmax())
    tie = last[:, :, most_active]
    bonus = np.zeros_like(counts)
    known = np.nonzero(tie >= 0)
    bonus[known[0], known[1], tie[known]] = 0.5
    answer = (counts + bonus).argmax(axis=2)
    return _answers(r, np.where(counts.sum(axis=2) > 0, answer, -1))


def against_interest(r: Readings, sides: dict[str, str]) -> np.ndarray:
    """As Wikipedia's war maps do it: a partisan source counts only against its own side; then the latest claim."""
    side = np.array([PARTIES.index(sides[n]) if sides.get(n) in PARTIES else -1 for n in r.names])
    kept = (side[r.source] < 0) | (side[r.source] != r.state)
    fewer = msgspec.structs.replace(
        r, place=r.place[kept], day=r.day[kept], about=r.about[kept], source=r.source[kept], state=r.state[kept]
    )
    return latest(fewer)


def dawid_skene(r: Readings, window: int = 5, rounds: int = 30) -> np.ndarray:
    """Dawid and Skene (1979) on items of five days each, then the last item that anybody spoke of; learns, smooths."""
    states = r.parties + 2
    spans = -(-r.days // window)
    item = r.place * spans + r.day // window
    posterior = dawid_skene_em(item, r.source, r.state, r.places * spans, len(r.names), states, rounds)
    seen = np.bincount(item, minlength=r.places * spans) > 0
    grid = posterior.reshape(r.places, spans, states)
    has = seen.reshape(r.places, spans)
    for span in range(1, spans):
        grid[~has[:, span], span] = grid[~has[:, span], span - 1]
    return np.repeat(grid, window, axis=1)[:, : r.days]


def dawid_skene_em(
    item: np.ndarray, worker: np.ndarray, label: np.ndarray, items: int, workers: int, states: int, rounds: int
) -> np.ndarray:
    """The posteriors of Dawid and Skene's model, `(items, states)`, begun from the votes."""
    votes = np.zeros((items, states))
    np.add.at(votes, (item, label), 1.0)
    empty = votes.sum(axis=1) == 0
    posterior = np.where(empty[:, None], 1.0 / states, votes / np.maximum(votes.sum(axis=1, keepdims=True), 1))
    for _ in range(rounds):
        prior = posterior[~empty].mean(axis=0) + 1e-12
        confusion = np.full((workers, states, states), 1e-2)
        for state in range(states):
            np.add.at(confusion[:, state], (worker, label), posterior[item, state])
        confusion /= confusion.sum(axis=2, keepdims=True)
        log = np.tile(np.log(prior), (items, 1))
        np.add.at(log, item, np.log(confusion[worker, :, label]))
        log -= log.max(axis=1, keepdims=True)
        posterior = np.exp(log)
        posterior /= posterior.sum(axis=1, keepdims=True)
        posterior[empty] = 1.0 / states
    return posterior


def symmetric_chain(r: Readings, rounds: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """The bar: a hidden Markov chain that believes every source alike, its one accuracy and its chances of change
    learned by EM. Gives the filtered and the smoothed series; a late claim enters on the day it is about."""
    states = r.parties + 2
    stay, accuracy = 0.97, 0.7
    votes_on = np.zeros((r.places, r.days, states))
    np.add.at(votes_on, (r.place, r.about, r.state), 1.0)
    total = votes_on.sum(axis=2, keepdims=True)
    for _ in range(rounds):
        right, wrong = np.log(accuracy), np.log((1 - accuracy) / (states - 1))
        like = votes_on * right + (total - votes_on) * wrong
        move = np.full((states, states), (1 - stay) / (states - 1))
        np.fill_diagonal(move, stay)
        filtered, smoothed, kept = _both(like, move)
        hits = (smoothed * votes_on).sum() / max(votes_on.sum(), 1.0)
        accuracy = float(np.clip(hits, 0.4, 0.97))
        stay = float(np.clip(kept, 0.9, 0.998))
    return filtered, smoothed


def _both(like: np.ndarray, move: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    places, days, states = like.shape
    e = np.exp(like - like.max(axis=2, keepdims=True))
    alpha, beta = np.empty_like(e), np.ones_like(e)
    now = np.full((places, states), 1.0 / states)
    for day in range(days):
        now = (now @ move if day else now) * e[:, day]
        now /= now.sum(axis=1, keepdims=True)
        alpha[:, day] = now
    kept = 0.0
    for day in range(days - 2, -1, -1):
        ahead = e[:, day + 1] * beta[:, day + 1]
        back = ahead @ move.T
        both = alpha[:, day] * np.diag(move) * ahead
        joint = (alpha[:, day] * back).sum(axis=1)
        kept += float((both.sum(axis=1) / joint).sum())
        beta[:, day] = back / back.sum(axis=1, keepdims=True)
    smoothed = alpha * beta
    smoothed /= smoothed.sum(axis=2, keepdims=True)
    return alpha, smoothed, kept / (places * max(days - 1, 1))


RULES: Sequence[tuple[str, Callable[[Readings], np.ndarray]]] = (
    ("latest claim", latest),
    ("vote, 10 days", vote),
    ("majority of sources (VIINA)", majority),
    ("Dawid-Skene", dawid_skene),
)
