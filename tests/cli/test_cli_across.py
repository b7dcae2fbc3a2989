"""`riwaya events`, `relations`, `disputes`: the contract's lines, the readable form, bad lines."""

import json
from pathlib import Path
from typing import Any

import pytest

CLAIMS = [
    {"id": "c1", "document": "d1", "event": "capture", "voices": [{"text": "أ", "entity": "actor:v"}]},
    {
        "id": "c2",
        "document": "d2",
        "event": "capture",
        "voices": [{"text": "ب", "entity": "actor:w"}],
        "stance": "denies",
    },
    {
        "id": "c3",
        "document": "d2",
        "event": "killed",
        "targets": [{"text": "مدنيون", "entity": "actor:civilians"}],
        "quantities": [{"text": "12", "value": 12, "unit": "people"}],
    },
]
DOCUMENTS = [{"id": "d1", "published": "2020-05-01"}, {"id": "d2", "published": "2020-05-02"}]


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """A folder with claims and documents of others."""
    shared: dict[str, Any] = {
        "agents": [{"text": "ق", "entity": "actor:x"}],
        "places": [{"text": "البلدة", "entity": "place:x-town", "name": "X"}],
        "time": "2020-05-01",
    }
    (tmp_path / "claims.jsonl").write_text("".join(json.dumps(shared | claim) + "\n" for claim in CLAIMS))
    (tmp_path / "documents.jsonl").write_text("".join(json.dumps(document) + "\n" for document in DOCUMENTS))
    return tmp_path


def lines(result: Any) -> list[dict[str, Any]]:
    assert result.returncode == 0, result.stderr.decode()
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_events(riwaya: Any, material: Path) -> None:
    taken, killed = sorted(lines(riwaya("events", material, "--json")), key=lambda line: line["type"])
    keys = ["event", "type", "place", "earliest", "latest", "claims", "documents", "roots", "tolls"]
    assert list(taken) == keys
    assert (taken["type"], taken["place"], taken["claims"]) == ("capture", "place:x-town", ["c1", "c2"])
    assert (taken["earliest"], taken["latest"], taken["documents"], taken["roots"]) == (
        "2020-05-01",
        "2020-05-01",
        2,
        1,
    )
    assert killed["tolls"] == [{"of": "civilians", "low": 12, "high": 12, "voices": ["document:d2"]}]


def test_relations(riwaya: Any, material: Path) -> None:
    [related] = lines(riwaya("relations", material, "--json"))
    assert list(related) == ["a", "b", "type", "subtype", "reasons", "score"]
    assert (related["a"], related["b"], related["type"], related["subtype"]) == ("c1", "c2", "contradicts", "direct")
    assert lines(riwaya("relations", material, "--claim", "c3", "--json")) == []


def test_disputes(riwaya: Any, material: Path) -> None:
    [dispute] = lines(riwaya("disputes", material, "--json"))
    assert list(dispute) == ["dispute", "about", "place", "camps", "open", "would_settle", "weight"]
    assert [list(camp) for camp in dispute["camps"]] == [["says", "voices", "claims", "since"]] * 2
    assert [camp["claims"] for camp in dispute["camps"]] == [["c1"], ["c2"]]
    assert [camp["since"] for camp in dispute["camps"]] == ["2020-05-01", "2020-05-02"]
    assert dispute["open"] is True


@pytest.mark.parametrize("command", ["events", "relations", "disputes"])
def test_text_for_people_and_the_same_bytes_again(riwaya: Any, material: Path, command: str) -> None:
    once, again = riwaya(command, material), riwaya(command, material)
    assert once.returncode == 0
    assert once.stdout
    assert once.stdout == again.stdout
    assert b"{" not in once.stdout


@pytest.mark.parametrize("command", ["events", "relations", "disputes"])
def test_a_bad_line_is_named_and_the_rest_goes_on(riwaya: Any, material: Path, command: str) -> None:
    whole = riwaya(command, material, "--json").stdout
    with (material / "claims.jsonl").open("a") as file:
        file.write('{"document": "d1"}\n')
    result = riwaya(command, material, "--json")
    assert result.returncode == 3
    assert b"claims.jsonl:4: a claim needs 'event'" in result.stderr
    assert result.stdout == whole


def test_what_is_not_there(riwaya: Any, tmp_path: Path) -> None:
    assert riwaya("events", tmp_path / "nowhere").returncode == 2
    assert riwaya("events", tmp_path).returncode == 2
