"""`riwaya gazetteer` and `--gazetteer` on the command line."""

import json
import os
import subprocess
import sys

import pytest

from riwaya.cli import main

TEXT = "وسيطر الجيش على قرية رسم الزورق في ريف حمص الشرقي يوم الأحد.\n"
ADD = ("رسم الزورق", "--kind", "village", "--in", "place:homs-governorate", "--lat", "34.9", "--lon", "38.2")


@pytest.fixture
def riwaya(tmp_path, monkeypatch, capfd):
    """Runs `riwaya ARGUMENTS` in this process; for commands that read no report, as places are read once a process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RIWAYA_GAZETTEER", raising=False)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["riwaya", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capfd.readouterr()
        return left.value.code, said.out, said.err

    return run


def alone(tmp_path, *arguments, **variables):
    """Runs `riwaya ARGUMENTS` in a process of its own: what it printed, and its exit code."""
    environment = {k: v for k, v in os.environ.items() if k != "RIWAYA_GAZETTEER"} | variables
    command = [sys.executable, "-m", "riwaya", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=environment, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def places(out):
    return [place["name"] for line in out.splitlines() for place in json.loads(line)["places"]]


def test_adding_checking_and_finding(riwaya, tmp_path):
    code, _, said = riwaya("gazetteer", "add", *ADD, "-t", "mine.tsv", "--name", "Rasm Zawraq", "--source", "a map")
    assert (code, said) == (0, "place:own-rasm-zawraq is in mine.tsv\n")
    assert riwaya("gazetteer", "check", "mine.tsv") == (0, "", "")
    code, out, _ = riwaya("gazetteer", "find", "رسم الزورق", "--gazetteer", "mine.tsv", "--json")
    found = json.loads(out)
    assert (found["id"], found["source"], found["table"]) == ("place:own-rasm-zawraq", "user:a map", "mine.tsv")
    assert found["within"] == ["Homs Governorate", "Syria"]
    code, out, _ = riwaya("gazetteer", "find", "rasm zawraq", "--gazetteer", "mine.tsv")
    assert "34.9, 38.2 (point)  in Homs Governorate, Syria" in out
    assert riwaya("gazetteer", "find", "رسم الزورق")[0] == 1


def test_adding_goes_on_in_a_table_and_keeps_what_is_there(riwaya, tmp_path):
    riwaya("gazetteer", "add", *ADD, "-t", "mine.tsv", "--source", "a map")
    before = (tmp_path / "mine.tsv").read_text(encoding="utf-8")
    second = ("رسم البعيد", "الرسم البعيد القديم", "--kind", "quarter", "--in", "حمص", "--source", "osm:node/5")
    code, _, said = riwaya("gazetteer", "add", *second, "-t", "mine.tsv", "--licence", "ODbL 1.0")
    assert code == 2
    assert "place:homs-governorate" in said  # a governorate, a district: which one?
    second = tuple("place:homs-governorate" if word == "حمص" else word for word in second)
    assert (
        riwaya("gazetteer", "add", *second, "-t", "mine.tsv", "--licence", "ODbL 1.0", "--date", "2031-05-06")[0] == 0
    )
    after = (tmp_path / "mine.tsv").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.splitlines()[-1].endswith("osm:node/5\t\tODbL 1.0\t2031-05-06")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--kind", "hamlet"), "unknown kind"),
        (("--in", "place:atlantis"), "no area is called that"),
        (("--lat", "15"), "lies outside SY"),
        (("--date", "May"), "is no day"),
        (("--risk", "some"), "unknown risk"),
    ],
)
def test_what_is_wrong_is_not_added(riwaya, tmp_path, wrong, says):
    code, _, said = riwaya("gazetteer", "add", *ADD, "-t", "mine.tsv", "--source", "a map", *wrong)
    assert code == 2
    assert says in said
    assert not (tmp_path / "mine.tsv").exists()


def test_what_is_likely_there_is_added_only_by_force(riwaya):
    known = ("دمشق", "--kind", "city", "--in", "place:syria", "--lat", "33.51", "--lon", "36.29", "-t", "mine.tsv")
    code, _, said = riwaya("gazetteer", "add", *known, "--source", "me")
    assert code == 2
    assert "likely place:damascus" in said
    assert riwaya("gazetteer", "add", *known, "--source", "me", "--force")[0] == 0
    code, _, said = riwaya("gazetteer", "check", "mine.tsv")
    assert (code, "perhaps: " in said) == (0, True)


def test_a_broken_table_is_named_and_the_code_is_1(riwaya, tmp_path):
    (tmp_path / "x.tsv").write_text("id\tname\n")
    code, _, said = riwaya("gazetteer", "check", "x.tsv", "nowhere.tsv")
    assert code == 1
    assert "x.tsv:1: the header must be" in said
    assert "nowhere.tsv: cannot be read" in said


def test_building_says_what_was_left_out(riwaya, tmp_path, checkout):
    path = checkout / "examples/gazetteer/communities.csv"
    code, _, said = riwaya("gazetteer", "build", "-o", "own.tsv", "--ocha", path)
    assert (code, said) == (0, "own.tsv: 4 places; 1 known already\n")
    assert "communities.csv, SHA-256 " in (tmp_path / "own.tsv").read_text(encoding="utf-8")
    first = (tmp_path / "own.tsv").read_bytes()
    riwaya("gazetteer", "build", "-o", "own.tsv", "--ocha", path)
    assert (tmp_path / "own.tsv").read_bytes() == first


def test_reports_are_read_with_own_places_and_the_run_keeps_them(riwaya, tmp_path):
    riwaya("gazetteer", "add", *ADD, "-t", "mine.tsv", "--name", "Rasm Zawraq", "--source", "a map")
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    assert "Rasm Zawraq" in places(alone(tmp_path, "claims", "r.txt", "--gazetteer", "mine.tsv")[1])
    code, _, said = alone(tmp_path, "run", "r.txt", "-o", "out", "-q", RIWAYA_GAZETTEER="mine.tsv")
    assert code == 0, said
    assert (tmp_path / "out/gazetteer.tsv").exists()
    (tmp_path / "mine.tsv").unlink()
    # Whoever opens the ledger later knows the places by the copy.
    assert "Rasm Zawraq" in alone(tmp_path, "brief", "out", "Rasm Zawraq", "--language", "en")[1]


def test_a_table_that_cannot_be_used_is_named_before_anything_is_read(tmp_path):
    (tmp_path / "x.tsv").write_text("nonsense\n")
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    code, out, said = alone(tmp_path, "claims", "r.txt", "--gazetteer", "x.tsv")
    assert (code, out) == (1, "")
    assert "x.tsv:1: the header must be" in said
