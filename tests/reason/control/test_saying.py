"""What claims say of who holds a place."""

import pytest
from control_claims import claim

from riwaya.model.vocabulary import EVENTS
from riwaya.reason.control.saying import said
from riwaya.reason.control.tables import likelihoods, priors

AGENT, TARGET, CONTESTED, OTHERS = range(4)


def row(*args, **more):
    return said(claim(*args, **more)).row


def test_the_tables_load():
    assert set(likelihoods().events) <= EVENTS
    assert priors().most_parties >= 2


def test_taking_speaks_for_the_agent_and_leaving_against_it():
    assert max(row("capture")) == row("capture")[AGENT]
    assert min(row("withdrawal")) == row("withdrawal")[AGENT]
    assert max(row("clash")) == row("clash")[CONTESTED]
    assert row("handover")[TARGET] == 1.0


def test_a_rebuttal_is_the_complement():
    denied = row("capture", stance="denies", denial="rebuttal")
    assert denied[AGENT] == min(denied)
    assert denied[OTHERS] > denied[CONTESTED] > denied[AGENT]
    kept = row("withdrawal", stance="denies", denial="rebuttal")
    assert kept[AGENT] == max(kept)


def test_who_combs_a_part_of_a_place_may_hold_the_rest():
    part = {"extent": {"text": "جيوب", "low": 0.01, "high": 0.99}}
    combed, taken = row("clearing", **part), row("capture", **part)
    assert combed[AGENT] == max(combed) > combed[CONTESTED] > row("clearing")[CONTESTED]
    assert taken[CONTESTED] == max(taken) > 2 * taken[AGENT]
    assert said(claim("clearing"), inside=True).row == combed


def test_a_failed_attempt_says_that_the_defender_holds_on():
    failed = row("capture", stance="denies", denial="failed")
    assert failed[TARGET] == max(failed)
    assert failed[AGENT] == min(failed)


def test_not_confirmed_is_next_to_nothing():
    assert said(claim("capture", stance="doubts", denial="unverified")).strength < 0.1


@pytest.mark.parametrize("part", ["agent", "target", "number"])
def test_denied_responsibility_or_victims_say_nothing_of_control(part):
    assert said(claim("capture", stance="denies", denial="rebuttal", denies_what=part)) is None


def test_an_expectation_is_a_hazard_and_no_capture():
    expected = said(claim("capture", stance="expects"))
    assert expected.row[AGENT] == min(expected.row)
    assert expected.hazard > 1.0
    assert said(claim("withdrawal", stance="expects")).row[AGENT] == 1.0


def test_a_part_is_contested_and_most_is_between():
    half = row("capture", extent={"low": 0.4, "high": 0.6})
    most = row("capture", extent={"low": 0.5, "high": 1.0})
    nearly = row("capture", extent={"low": 0.85, "high": 0.95})
    whole = row("capture", extent={"low": 1.0, "high": 1.0})
    assert half[AGENT] < half[CONTESTED]
    assert half[AGENT] < most[AGENT]
    assert most[CONTESTED] > nearly[CONTESTED] > whole[CONTESTED]
    lost = row("loss", extent={"low": 0.4, "high": 0.6})
    assert lost[CONTESTED] == max(lost)


def test_far_away_is_not_there():
    far = row("distance", quantities=[{"value": 15, "unit": "km", "text": "15 km"}])
    near = row("distance", quantities=[{"value": 1, "unit": "km", "text": "1 km"}])
    assert far[AGENT] < near[AGENT]


def test_what_is_carried_over_or_relayed_counts_less():
    plain = said(claim("capture")).strength
    assert said(claim("capture", rules=["place:story"])).strength < plain
    assert said(claim("capture", background=True)).strength < plain
    assert said(claim("capture", voices=["a", "b"])).strength < plain
    assert said(claim("capture", attitude="distancing")).strength < plain


def test_other_events_say_nothing():
    assert said(claim("killed")) is None
    assert said(claim("agreement")) is None


def test_who_takes_a_place_did_not_hold_it_before():
    assert said(claim("capture")).earlier[AGENT] == min(said(claim("capture")).earlier)
    assert said(claim("withdrawal")).earlier[AGENT] == 1.0
    assert said(claim("control")).earlier is None
    assert said(claim("capture", stance="expects")).earlier is None


def test_a_fight_tells_of_change_and_only_its_outcome_of_an_end():
    assert said(claim("clash")).ends == 1.0
    assert said(claim("clash")).hazard > 1.0
    assert said(claim("capture")).ends > 1.0
    assert said(claim("capture", extent={"low": 0.4, "high": 0.6})).ends == 1.0
