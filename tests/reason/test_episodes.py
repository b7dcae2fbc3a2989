"""What two real episodes must show, from their gold annotation: reasoning alone, without the errors of extraction."""

from pathlib import Path

import pytest
from gold_material import gold_material

from riwaya.reason import Analysis, Related
from riwaya.reason.disputes import disputes

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def bukamal(shared: Path) -> Analysis:
    folder = shared / "corpora", shared / "gold/dev"
    return Analysis.of(gold_material(*folder, "bukamal-2017", ("SY", "IQ"), "syria.tsv"))


@pytest.fixture(scope="module")
def raqqa(shared: Path) -> Analysis:
    folder = shared / "corpora", shared / "gold/dev"
    return Analysis.of(gold_material(*folder, "raqqa-2013", ("SY", "IQ"), "syria.tsv"))


def between(analysis: Analysis, a: str, b: str) -> Related | None:
    """The relation of two gold claims, by the beginning of their reports' names and their ids."""
    return next((r for r in analysis.relations() if {_short(r.a), _short(r.b)} == {a, b}), None)


def _short(id: str) -> str:
    return id[:3] + id.partition(":")[2]


@pytest.mark.parametrize("denial", ["000c03", "000c23", "000c24"])
def test_the_capture_is_contradicted_by_that_days_denials(bukamal: Analysis, denial: str) -> None:
    related = between(bukamal, "000c01", denial)
    assert related is not None
    assert (related.type, related.subtype) == ("contradicts", "direct")


def test_half_the_town_and_then_all_of_it_is_succession(bukamal: Analysis) -> None:
    found = [
        r
        for r in bukamal.relations()
        if r.type == "supersedes"
        and r.a.startswith("001")
        and r.b.startswith("001")
        and "all of the place" in r.reasons[-1]
    ]
    assert found
    claims = {f.id: f.claim for f in bukamal.facts()}
    for related in found:
        new, old = claims[related.a].extent, claims[related.b].extent
        assert new is not None
        assert old is not None
        assert new.low > old.low
    assert not [r for r in bukamal.relations() if r.type == "contradicts" and r.a[:3] == r.b[:3] == "001"]


def test_the_denied_withdrawal_contradicts_the_claim_of_it(bukamal: Analysis) -> None:
    facts = {f.id: f for f in bukamal.facts()}
    against = [
        r
        for r in bukamal.relations()
        if r.type == "contradicts"
        and {facts[r.a].kind, facts[r.b].kind} == {"leaving"}
        and facts[r.a].denied != facts[r.b].denied
        and "actor:islamic-state" in (facts[r.a].voice, facts[r.b].voice)
    ]
    assert against


def test_one_clash_at_two_distances_is_one_event_of_one_lineage(bukamal: Analysis) -> None:
    related = between(bukamal, "000c20", "000c28")
    assert related is not None
    assert (related.type, related.subtype) == ("contradicts", "quantity")
    for pair in (("000c20", "000c28"), ("000c21", "000c29")):
        [event] = [e for e in bukamal.events() if pair[0] in map(_short, e.claims)]
        assert pair[1] in map(_short, event.claims)
        [lineage] = [one for one in event.lineages if pair[0] in map(_short, one.claims)]
        assert pair[1] in map(_short, lineage.claims)


def test_the_last_capture_supersedes_the_recapture(bukamal: Analysis) -> None:
    related = between(bukamal, "004c01", "001c01")
    assert related is not None
    assert related.type == "supersedes"
    assert _short(related.a) == "004c01"


def test_who_has_the_town_is_what_matters_most(bukamal: Analysis) -> None:
    first, second, *_ = disputes(bukamal)
    assert (first.place, second.place) == ("place:bukamal", "place:bukamal")
    assert [len(dispute.camps) for dispute in (first, second)] == [2, 2]


def test_the_fall_and_the_governors_arrest_are_one_event_each(raqqa: Analysis) -> None:
    for kind in ("taking", "custody"):
        told = [e for e in raqqa.events() if e.kind == kind and e.place == "place:raqqa" and len(e.documents) > 1]
        assert told, kind
        most = max(told, key=lambda e: len(e.documents))
        assert len(most.documents) >= 5
        assert sum(len(e.documents) for e in told) - len(most.documents) <= 3


def test_reports_of_one_agency_and_monitor_share_lineages_across_outlets(raqqa: Analysis) -> None:
    shared_ = [
        lineage
        for event in raqqa.events()
        if event.place == "place:raqqa"
        for lineage in event.lineages
        if len(lineage.documents) >= 3
    ]
    assert shared_
