"""Cohen's kappa, against worked examples that others published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.evaluate.agreement import cohen_kappa


def pairs(table):
    return [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]


def test_the_diagnoses_of_cohen_1968():
    """Table 1 of J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968): 200 cases, unweighted kappa .492."""
    found = cohen_kappa(pairs([[88, 14, 18], [10, 40, 10], [2, 6, 12]]))
    assert (found.n, found.observed, found.expected) == (200, pytest.approx(0.70), pytest.approx(0.41))
    assert found.kappa == pytest.approx(0.492, abs=5e-4)


def test_the_dermatologists_of_the_sas_manual():
    """SAS/STAT User's Guide, PROC FREQ, "Cohen's kappa coefficient": kappa .3449, error .0724, interval .2030-.4868."""
    found = cohen_kappa(pairs([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]))
    assert found.n == 88
    assert found.kappa == pytest.approx(0.3449, abs=5e-5)
    assert found.error == pytest.approx(0.0724, abs=5e-5)
    assert (found.low, found.high) == (pytest.approx(0.2030, abs=1e-4), pytest.approx(0.4868, abs=1e-4))


def test_where_there_is_nothing_to_agree_about_there_is_no_kappa():
    assert cohen_kappa([]).kappa is None
    same = cohen_kappa([("x", "x")] * 5)
    assert (same.kappa, same.observed, same.n) == (None, 1.0, 5)
    assert cohen_kappa([("x", "x"), ("y", "y")]).kappa == 1.0
    assert cohen_kappa([("x", "y"), ("y", "x")]).kappa == -1.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_it_does_not_matter_who_is_named_first(said):
    one, other = cohen_kappa(said), cohen_kappa([(b, a) for a, b in said])
    if one.kappa is None:
        assert other.kappa is None
    else:
        assert -1 <= one.low <= one.kappa <= one.high <= 1
        assert one.kappa == pytest.approx(other.kappa)
        assert one.error == pytest.approx(other.error)
