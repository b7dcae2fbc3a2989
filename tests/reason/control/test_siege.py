"""The chain of sieges against stepping through every day."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from riwaya.reason.control.siege import _two_states
from riwaya.reason.control.tables import priors


def day_by_day(told, days):
    prior = priors().siege
    move = np.array([[1.0 - prior["begin"], prior["begin"]], [prior["end"], 1.0 - prior["end"]]])
    like = np.exp([told.get(day, (0.0, 0.0)) for day in range(days)])
    alpha, beta = np.empty((days, 2)), np.ones((days, 2))
    now = np.array([1.0 - prior["start"], prior["start"]])
    for day in range(days):
        now = (now @ move if day else now) * like[day]
        alpha[day] = now = now / now.sum()
    for day in range(days - 2, -1, -1):
        beta[day] = move @ (like[day + 1] * beta[day + 1])
    both = alpha * beta
    return both[:, 1] / both.sum(axis=1)


@given(st.integers(1, 30), st.data())
def test_what_is_not_stepped_through_is_the_same(days, data):
    says = st.tuples(st.floats(-5, 0), st.floats(-5, 0))
    told = data.draw(st.dictionaries(st.integers(0, days - 1), says, min_size=1, max_size=6))
    assert np.allclose(_two_states(told, days), day_by_day(told, days))
