"""Material: claims in riwaya's own form, claims of others with fewer keys, and lines that are none."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.model import Claim, Published
from riwaya.model.codec import encode
from riwaya.reason import Report, material, read_claims, read_reports


def line(**values: object) -> bytes:
    return msgspec.json.encode(values)


def claim(**values: object) -> Claim:
    claims, problems = read_claims([line(**{"document": "d", "event": "capture", **values})], "x")
    assert not problems, problems
    return claims[0]


def test_least_claim() -> None:
    least = claim()
    assert (least.stance, least.denial, least.voices, least.places, least.time) == ("asserts", None, (), (), None)
    assert least.id == claim().id != claim(stance="expects").id


def test_what_is_absent_has_a_meaning() -> None:
    full = claim(
        stance="denies",
        voices=["الناطق"],
        agents=[{"entity": "actor:x"}],
        places=[{"entity": "place:y", "lat": 1.0, "lon": 2.0}],
        time="2017-11-08/2017-11-09",
        extent=0.4,
        quantities=[{"value": 3, "unit": "km"}],
        unheard_of=[1, 2],
    )
    assert (full.denial, full.denies_what) == ("rebuttal", "event")
    assert full.voices[0].kind == "unnamed"
    assert full.cue is not None
    assert full.agents[0].text == "actor:x"
    assert full.places[0].precision == "point"
    assert full.time is not None
    assert (full.time.earliest, full.time.latest) == ("2017-11-08", "2017-11-09")
    assert full.extent is not None
    assert (full.extent.low, full.extent.high) == (0.4, 0.4)
    assert (full.quantities[0].high, full.quantities[0].relation) == (3, "exactly")


def test_own_form_comes_back_as_it_was() -> None:
    full = claim(stance="denies", voices=["الناطق"], places=["الميناء"], time="2017-11-09", quantities=[4])
    claims, problems = read_claims([encode(full)], "x")
    assert (claims, problems) == ([full], [])


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"{", "truncated"),
        (b"[1]", "no JSON object"),
        (line(event="capture"), "needs 'document'"),
        (line(document="d", event="miracle"), "unknown event type 'miracle'"),
        (line(document="d", event="capture", stance="whispers"), "whispers"),
        (line(document="d", event="capture", time="yesterday"), "are no days"),
        (line(document="d", event="capture", time="2017-11-09/2017-11-08"), "ends before it begins"),
        (line(document="d", event="capture", places="الميناء"), "'places' is no list"),
        (line(document="d", event="capture", quantities=[{"unit": "km"}]), "has no value"),
        (line(id="a", document="d", event="clash"), "stands for another claim already"),
        (line(id="a", document="d", event="capture", extent={"low": 2}), "no share"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(bad: bytes, says: str) -> None:
    good = line(id="a", document="d", event="capture")
    claims, problems = read_claims([good, b"", bad, line(id="z", document="d", event="clash")], "claims.jsonl")
    assert [c.id for c in claims] == ["a", "z"]
    assert [p.source for p in problems] == ["claims.jsonl:3"]
    assert says in str(problems[0])
    assert "\n" not in str(problems[0])


def test_wrong_days_of_a_whole_claim_are_a_problem_too() -> None:
    full = msgspec.to_builtins(claim(time="2017-11-09"))
    full["time"]["latest"] = "2017-13-01"
    _, problems = read_claims([line(**full)], "x")
    assert "are no days" in str(problems[0])


def test_reports() -> None:
    reports, problems = read_reports(
        [
            line(id="a", published={"earliest": "2017-11-09", "latest": None, "basis": "page"}, text="نص", sha256="0"),
            line(id="b", published="2017-11-08/2017-11-10"),
            line(id="c"),
            line(outlet="outlet:x"),
            line(id="d", published="soon"),
        ],
        "documents.jsonl",
    )
    assert [r.published for r in reports] == [
        Published("2017-11-09", "2017-11-09", "page"),
        Published("2017-11-08", "2017-11-10", "sidecar"),
        Published(),
    ]
    assert reports[0].text == "نص"
    assert [p.source for p in problems] == ["documents.jsonl:4", "documents.jsonl:5"]


CLAIMS = [claim(id=str(n), document=f"d{n % 3}", evidence={"start": n % 2, "text": "نص"}) for n in range(6)]


@given(st.permutations(CLAIMS), st.permutations([Report("d0"), Report("d9", outlet="outlet:x")]))
def test_material_does_not_depend_on_the_order_of_input(claims: list[Claim], reports: list[Report]) -> None:
    there = material(claims, reports)
    assert there == material(CLAIMS, [Report("d0"), Report("d9", outlet="outlet:x")])
    assert list(there.reports) == ["d0", "d1", "d2", "d9"]
    assert there.report(there.claims[0]) == Report("d0")
