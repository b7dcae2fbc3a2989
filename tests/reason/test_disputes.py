"""Who goes together in a dispute."""

from make_claims import claim, report, stuff

from riwaya.reason import Analysis
from riwaya.reason.disputes import _allied, disputes
from riwaya.reason.facts import Fact

TOWN = "place:bukamal"
ARMY, ORGANISATION, THIRD = "actor:syria-army", "actor:islamic-state", "actor:sdf"


def facts_of(*told: tuple[str, str, str]) -> list[Fact]:
    """A fact for each `(report, event, party)`, told on one day each."""
    claims = [claim(name, event, by=party, at=TOWN, voices=(party,)) for name, event, party in told]
    analysis = Analysis()
    analysis.add(stuff(claims, *(report(name, f"2017-11-0{n + 1}") for n, (name, _, _) in enumerate(told))))
    facts = {f.id: f for block in analysis.blocks() for e in (*block.events, *block.plans) for f in e.facts}
    return [facts[c.id] for c in claims]


def test_accounts_that_give_a_place_to_different_parties_stay_different_camps() -> None:
    """Both contradict a third account and not each other, for one may follow the other; yet nobody tells both."""
    army, organisation, third = facts_of(
        ("a", "capture", ARMY), ("b", "recapture", ORGANISATION), ("c", "control", THIRD)
    )
    against = {army.id: {third.id}, organisation.id: {third.id}, third.id: {army.id, organisation.id}}
    assert len(_allied([[army], [organisation], [third]], against)) == 3


def test_accounts_of_one_party_against_another_are_one_camp() -> None:
    one, two, third = facts_of(("a", "capture", ARMY), ("b", "control", ARMY), ("c", "control", THIRD))
    against = {one.id: {third.id}, two.id: {third.id}, third.id: {one.id, two.id}}
    assert len(_allied([[one], [two], [third]], against)) == 2


def test_who_counts_other_dead_of_the_fight_takes_no_side_in_a_dispute_about_an_execution() -> None:
    claims = [
        claim("a", "killed", at=TOWN, voices=("m",)),
        claim("a", "execution", by=ARMY, at=TOWN, voices=(ORGANISATION,)),
        claim("a", "execution", by=ARMY, at=TOWN, voices=(ARMY,), stance="denies", denial="rebuttal"),
    ]
    (found,) = disputes(Analysis.of(stuff(claims, report("a", "2017-11-01"))))
    assert sorted(camp.voices for camp in found.camps) == [(ORGANISATION,), (ARMY,)]
