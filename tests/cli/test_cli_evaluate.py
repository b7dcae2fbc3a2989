"""`riwaya evaluate`: figures, and floors that fail the command."""

import json

import pytest
import yaml

EVIDENCE = "مقاتلي اللواء الخامس دخلوا بلدة عين الورد"


@pytest.fixture
def gold(tmp_path, reports):
    claim = {
        "id": "c01",
        "evidence": EVIDENCE,
        "voices": ["ناشطون"],
        "cue": "قال",
        "stance": "asserts",
        "event": "entry",
    }
    record = {"document": "report-00", "outlet": None, "published": None, "claims": [claim]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/report-00.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    floors = {"news": {"at_least": {"claim_f1": 0.0}, "at_most": {"bad_offsets": 0}}}
    (tmp_path / "floors.json").write_text(json.dumps(floors), encoding="utf-8")
    return tmp_path / "gold"


def test_extracts_and_scores(riwaya, reports, gold):
    result = riwaya("evaluate", reports, gold, "--json")
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["gold"] == 1


def test_what_evaluate_extracts_is_what_claims_prints(riwaya, reports, gold, tmp_path):
    (tmp_path / "claims.jsonl").write_bytes(riwaya("claims", reports / "report-00.txt").stdout)
    given = riwaya("evaluate", reports, gold, "--claims", "claims.jsonl", "--json")
    assert given.stdout == riwaya("evaluate", reports, gold, "--json").stdout


def test_for_people(riwaya, reports, gold):
    told = riwaya("evaluate", reports, gold, "--claims", gold, "--worst", 3).stdout.decode()
    assert "1 documents (0 with nothing predicted), 1 gold claims, 1 predicted; bad offsets: 0" in told
    assert "claim      P 1.000  R 1.000  F1 1.000  (n 1)" in told


def test_floors_rise_and_then_hold(riwaya, reports, gold, tmp_path):
    held = ("--floors", "floors.json", "--name", "news")
    raised = riwaya("evaluate", reports, gold, "--claims", gold, *held, "--raise-floors")
    assert raised.returncode == 0
    assert raised.stderr == b"news: claim_f1 raised from 0 to 1\n"
    (tmp_path / "none.jsonl").touch()
    fallen = riwaya("evaluate", reports, gold, "--claims", "none.jsonl", *held, "--raise-floors")
    assert fallen.returncode == 1
    assert fallen.stderr == b"riwaya: news: claim_f1 is 0.0000, below its floor of 1\n"
    assert json.loads((tmp_path / "floors.json").read_bytes())["news"]["at_least"] == {"claim_f1": 1.0}


def test_floors_need_a_name(riwaya, reports, gold):
    for options in (("--floors", "floors.json"), ("--name", "news"), ("--raise-floors",)):
        result = riwaya("evaluate", reports, gold, *options)
        assert result.returncode == 2
        assert b"--floors and --name go together" in result.stderr


def test_bad_gold_is_named(riwaya, reports, gold):
    path = gold / "report-00.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("entry", "war"), encoding="utf-8")
    result = riwaya("evaluate", reports, gold)
    assert result.returncode == 1
    assert result.stderr.decode() == f"riwaya: {path} c01: event 'war' is not in the guide\n"
