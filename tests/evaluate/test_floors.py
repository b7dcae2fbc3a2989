"""Floors hold, and only ever rise."""

import json

import pytest

from riwaya.evaluate import Score, breaches, floors_for, raise_floors
from riwaya.evaluate.score import DocumentScore
from riwaya.model.errors import UsageError


@pytest.fixture
def floors(tmp_path):
    """Writes a floors file."""

    def write(**at_least):
        path = tmp_path / "floors.json"
        path.write_text(json.dumps({"news": {"at_least": at_least, "at_most": {"bad_offsets": 2}}}), encoding="utf-8")
        return path

    return write


@pytest.fixture
def result():
    """Detection F1 2/3, claim F1 1/3, one bad offset."""
    return Score(documents={"d": DocumentScore(tp=2, fp=1, fn=1, right=1)}, bad_offsets=1)


def test_a_figure_below_its_floor_is_named(floors, result):
    broken = breaches(result, floors_for(floors(detection_f1=0.6, claim_f1=0.5), "news"))
    assert [str(b) for b in broken] == ["claim_f1 is 0.3333, below its floor of 0.5"]


def test_a_figure_above_its_ceiling_is_named(floors, result):
    result.bad_offsets = 3
    assert [str(b) for b in breaches(result, floors_for(floors(), "news"))] == [
        "bad_offsets is 3.0000, above its ceiling of 2"
    ]


def test_a_figure_that_rests_on_nothing_breaks_a_floor(floors, result):
    assert [b.figure for b in breaches(result, floors_for(floors(extent=0.1), "news"))] == ["extent"]


def test_floors_rise_and_never_fall(floors, result):
    path = floors(detection_f1=0.1, claim_f1=0.9)
    changes = raise_floors(path, "news", result)
    assert changes == ["news: detection_f1 raised from 0.1 to 0.665", "news: bad_offsets lowered from 2 to 1"]
    held = floors_for(path, "news")
    assert held.at_least == {"detection_f1": 0.665, "claim_f1": 0.9}
    assert held.at_most == {"bad_offsets": 1}
    assert raise_floors(path, "news", result) == []


def test_a_floor_that_was_raised_holds_at_once(floors, result):
    path = floors(detection_f1=0.0, claim_f1=0.0)
    raise_floors(path, "news", result)
    assert breaches(result, floors_for(path, "news")) == []


def test_wrong_floors_are_named(floors, tmp_path):
    with pytest.raises(UsageError, match="has no floors for 'olds'; it knows news"):
        floors_for(floors(), "olds")
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match=r"bad.json: not a file of floors"):
        floors_for(tmp_path / "bad.json", "news")
    with pytest.raises(UsageError, match=r"none.json: No such file"):
        floors_for(tmp_path / "none.json", "news")


def test_the_floors_kept_here_name_figures_that_exist(checkout):
    from riwaya.evaluate import figures

    empty = set(figures(Score())) | {"near_event", "event", "stance", "voice", "chain", "agents", "targets", "places"}
    known = empty | {"no_invented_agent", "time", "quantity", "extent", "denial"}
    for name in ("example", "dev"):
        held = floors_for(checkout / "quality/floors.json", name)
        assert set(held.at_least) <= known
        assert held.at_most["bad_offsets"] == 0
