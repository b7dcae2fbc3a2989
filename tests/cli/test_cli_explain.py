"""`riwaya explain`: a claim in words, with its text and rules."""

import json

import pytest

from riwaya.ledger import open_ledger
from riwaya.model import Extent


@pytest.fixture
def ledger(tmp_path, make_document, make_claim):
    claims = [
        make_claim(id="aa11", extent=Extent("معظم", 0.5, 1.0)),
        make_claim(id="aa22", stance="denies", denial="rebuttal", denies_what="agent", background=True),
    ]
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run([make_document()], claims, version="1")
    return tmp_path / "ledger.db"


def test_in_words(riwaya, ledger):
    result = riwaya("explain", ledger.parent, "aa1")
    assert (result.returncode, result.stderr) == (0, b"")
    told = result.stdout.decode()
    assert told.startswith("Claim aa11 of north/report-1, published 2031-05-06 (sidecar)\n")
    assert "ناشطون (activists) [asserts] Entry by مقاتلي اللواء الخامس at بلدة عين الورد (Ayn al-Ward)" in told
    assert "قال ناشطون إن ⟦مقاتلي اللواء الخامس دخلوا بلدة عين الورد⟧ يوم الثلاثاء" in told
    for part in ("35.5, 40.25  point", "voice:activists", "0.5 to 1 of the place", "exactly 12 people", "0.75"):
        assert part in told
    rules = told[told.index("Rules that made it") :]
    assert "\n  a-mechanism\n" in rules
    assert "this riwaya no longer makes this claim" in rules  # it was written by hand


def test_a_rule_that_is_an_entry_of_the_language_data_is_described(riwaya, ledger):
    told = riwaya("explain", ledger, "aa11").stdout.decode()
    for rule in ("say.qala", "attribution:say.qala"):
        [line] = [line for line in told.splitlines() if line.startswith(f"  {rule}: ")]
        assert "قال" in line
        assert "(reporting.yaml:" in line


def test_a_denial_says_what_it_denies(riwaya, ledger):
    told = riwaya("explain", ledger, "aa22").stdout.decode().lower()
    assert "[denies (" in told
    assert "told as history or context" in told


def test_as_json(riwaya, ledger, make_claim):
    result = riwaya("explain", ledger, "aa11", "--json")
    told = json.loads(result.stdout)
    assert told["claim"]["id"] == "aa11"
    assert told["document"]["id"] == "north/report-1"
    assert "text" not in told["document"]
    assert "⟦مقاتلي" in told["context"]
    assert [rule["id"] for rule in told["rules"]] == ["say.qala", "attribution:say.qala", "a-mechanism"]
    assert told["steps"] is None


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("aa", "'aa' begins several claim ids (aa11, aa22); give more of the one you mean"),
        ("zz", "holds no claim 'zz'"),
    ],
)
def test_an_id_that_does_not_name_one_claim(riwaya, ledger, claim, says):
    result = riwaya("explain", ledger, claim)
    assert (result.returncode, result.stdout) == (1, b"")
    assert says in result.stderr.decode()
    assert len(result.stderr.splitlines()) == 1


def test_no_ledger(riwaya):
    result = riwaya("explain", ".", "aa")
    assert result.returncode == 1
    assert b"ledger.db: there is no ledger; make one with `riwaya run" in result.stderr


def test_the_steps_of_a_claim_that_was_extracted(riwaya, reports, tmp_path):
    riwaya("run", reports, "-o", "out", "-q")
    claims = [json.loads(line) for line in (tmp_path / "out/claims.jsonl").read_bytes().splitlines()]
    if not claims:
        pytest.skip("the extractor makes no claim of these reports")
    told = json.loads(riwaya("explain", "out", claims[0]["id"], "--json").stdout)
    assert told["claim"] == claims[0]
    assert told["steps"]
