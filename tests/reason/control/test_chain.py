"""The chain against brute force: every path of states, weighed."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.reason.control.chain import (
    CONTESTED,
    Arrivals,
    Chain,
    backward,
    destinations,
    filter_forward,
    forward,
    start,
)


def by_enumeration(chain, log):
    """Forward, smoothed and evidence of one place by summing over all paths."""
    days, states = log.shape
    alpha, smoothed = np.zeros((days, states)), np.zeros((days, states))
    total = 0.0
    for path in itertools.product(range(states), repeat=days):
        p = chain.first[path[0]] * np.exp(log[0, path[0]])
        for day in range(1, days):
            leave = chain.leave[day]
            unit = np.eye(states)[path[day - 1]][None]
            p *= chain.step(unit, leave)[0, path[day]] * np.exp(log[day, path[day]])
        total += p
        for day in range(days):
            smoothed[day, path[day]] += p
    for end in range(days):
        for path in itertools.product(range(states), repeat=end + 1):
            p = chain.first[path[0]] * np.exp(log[0, path[0]])
            for day in range(1, end + 1):
                leave = chain.leave[day]
                p *= chain.step(np.eye(states)[path[day - 1]][None], leave)[0, path[day]]
                p *= np.exp(log[day, path[day]])
            alpha[end, path[-1]] += p
    return alpha / alpha.sum(axis=1, keepdims=True), smoothed / total, np.log(total)


@pytest.mark.parametrize("parties", [0, 1, 2])
def test_forward_and_backward_are_exact(parties):
    random = np.random.default_rng(5)
    days, states = 5, parties + 2
    log = random.normal(size=(1, days, states))
    chain = Chain(parties, 1, days)
    chain.raise_hazard(np.zeros(days, dtype=int), np.arange(days), 1.0 + 5.0 * random.random((days, 2)))
    like = np.exp(log).transpose(1, 0, 2)
    alpha, evidence = forward(chain, like)
    wanted_alpha, wanted, total = by_enumeration(chain, log[0])
    assert np.allclose(alpha[:, 0], wanted_alpha)
    assert np.allclose(backward(chain, like, alpha)[:, 0], wanted)
    assert np.isclose(evidence[0], total)


@pytest.mark.parametrize("parties", [0, 1, 2, 5])
def test_what_leaves_a_state_goes_somewhere_else(parties):
    to = destinations(parties)
    assert np.allclose(to.sum(axis=1), 1.0)
    assert np.allclose(np.diag(to), 0.0)
    assert np.isclose(start(parties).sum(), 1.0)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_was_known_on_a_day_is_what_a_fresh_run_on_that_day_gives(data):
    places, days, parties = 3, 8, 2
    states = parties + 2
    count = data.draw(st.integers(1, 12))
    known = np.array([data.draw(st.integers(0, days - 1)) for _ in range(count)])
    about = np.array([data.draw(st.integers(0, int(k))) for k in known])
    row = np.array([data.draw(st.integers(0, places - 1)) for _ in range(count)])
    random = np.random.default_rng(data.draw(st.integers(0, 1000)))
    log = random.normal(size=(count, states))
    hazard = np.where(random.random((count, 2)) < 0.5, 4.0, 1.0)
    base = np.zeros((places, states))

    def run(kept, until):
        chain = Chain(parties, places, days)
        arrivals = Arrivals(row[kept], about[kept], known[kept], log[kept], hazard[kept], about[kept] + 2)
        return filter_forward(chain, base, arrivals, until)

    whole, _, _ = run(known >= 0, days)
    for day in range(days):
        alone, _, _ = run(known <= day, days)
        assert np.allclose(whole[day], alone[day])


def test_fighting_ends_a_hold_and_not_a_contest():
    chain = Chain(2, 1, 3)
    quiet = chain.leave[1, 0].copy()
    chain.raise_hazard(np.array([0]), np.array([1]), np.array([[4.0, 1.0]]))
    assert (chain.leave[1, 0, :2] > quiet[:2]).all()
    assert chain.leave[1, 0, CONTESTED] == quiet[CONTESTED]
