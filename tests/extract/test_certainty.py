"""The score: what is said outright is surer than what is inferred, and the weights are what the shipped file says."""

from importlib import resources

import pytest

from riwaya.extract import extract
from riwaya.extract.certainty import BIAS, FILE, certainty, features, probability
from riwaya.model import Document


def claims(text: str):
    return extract(Document("d", text, "0")).claims


def test_said_outright_is_surer_than_a_bare_noun():
    full = claims("قتل سبعة مدنيين في قصف للجيش اليمني على مدينة تعز.")
    bare = claims("وتأتي الزيارة وسط اشتباكات.")
    assert full
    assert min(c.score for c in full) > 0.6
    assert all(c.score < min(f.score for f in full) for c in bare)


def test_the_score_is_that_of_the_features():
    for claim in claims("وقال متحدث باسم الشرطة إن مسلحين خطفوا ثلاثة مهندسين قرب مدينة كيسمايو."):
        assert claim.score == certainty(claim)
        assert 0 < claim.score < 1
        assert any(name.startswith("trigger:") for name in features(claim))


def test_every_weight_is_of_a_feature_that_there_is():
    text = resources.files("riwaya.extract").joinpath("data", FILE).read_text(encoding="utf-8")
    names = {line.split("\t")[0] for line in text.split("\n") if line and line[0] != "#"}
    kinds = {name.partition(":")[0] for name in names}
    assert BIAS in names
    assert {"trigger", "family", "place", "agent"} <= kinds


@pytest.mark.parametrize(("logit", "expected"), [(0.0, 0.5), (100.0, 1.0), (-100.0, 0.0)])
def test_probability_is_bounded(logit, expected):
    assert probability(logit) == pytest.approx(expected, abs=1e-9)
