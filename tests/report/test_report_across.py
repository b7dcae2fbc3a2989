"""Disputes and lineages on the page: what the data holds."""

import pytest
from report_sample import claim, document, on

from riwaya.model import Claim, Document
from riwaya.reason.workings import Workings
from riwaya.report.across import build_across

Sample = tuple[list[Document], list[Claim]]


@pytest.fixture
def contested() -> Sample:
    """Two reports on one voice's word that a town was taken, and one in which another denies it."""
    told = [("d0", "الحوثيون", "actor:houthis", "asserts"), ("d1", "الحوثيون", "actor:houthis", "asserts")]
    told.append(("d2", "المتحدث العسكري", "actor:yemen-army", "denies"))
    documents, claims = [], []
    for ident, voice, entity, stance in told:
        one = document(
            ident, f"قال {voice} في {ident} إن المقاتلين دخلوا الحديدة وسيطروا عليها", published=on("2018-06-16")
        )
        documents.append(one)
        claims.append(
            claim(
                one,
                "المقاتلين دخلوا الحديدة",
                "capture",
                stance,
                voices=[(voice, voice, entity, "military")],
                cue="قال",
                agents=[("المقاتلين", "Houthis", "actor:houthis")],
                places=[("الحديدة", "Hodeidah", "place:hodeidah", "unresolved")],
            )
        )
    return documents, claims


def test_what_contradicts_is_a_dispute_with_its_camps(contested: Sample) -> None:
    documents, claims = contested
    data = build_across(Workings.of(documents, claims))
    assert data["allDisputes"] == 1
    [dispute] = data["disputes"]
    assert dispute["pl"] == ["الحديدة", "Hodeidah"]
    assert [set(camp["c"]) for camp in dispute["c"]] == [{claims[0].id, claims[1].id}, {claims[2].id}]
    assert [camp["r"] for camp in dispute["c"]] == [1, 1]


def test_events_of_several_reports_show_their_roots(contested: Sample) -> None:
    [told] = build_across(Workings.of(*contested))["told"]
    assert (told["t"], told["n"], told["r"]) == ("capture", 3, 1)


def test_nothing_disputed_is_empty(contested: Sample) -> None:
    documents, claims = contested
    data = build_across(Workings.of(documents[:1], claims[:1]))
    assert (data["disputes"], data["allDisputes"], data["told"]) == ([], 0, [])
