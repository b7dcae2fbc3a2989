"""`riwaya run`: four files that are whole, the same each time, and never half replaced."""

import os
import signal
import time
from pathlib import Path

import pytest

from riwaya.ledger import open_ledger
from riwaya.model import Claim, Document
from riwaya.model.codec import read_records

FILES = {"documents.jsonl", "claims.jsonl", "ledger.db", "report.html"}


def names(folder):
    return {path.name for path in folder.iterdir()}


def snapshot(folder, dump):
    plain = {name: (folder / name).read_bytes() for name in sorted(FILES - {"ledger.db"})}
    return plain | {"ledger.db": dump(folder / "ledger.db")}


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_four_files_that_agree(riwaya, reports, tmp_path):
    (reports / "empty.txt").touch()
    result = riwaya("run", reports, "-o", "out", "--title", "تجربة")
    assert result.returncode == 3
    out = tmp_path / "out"
    assert names(out) == FILES
    documents = list(read_records(out / "documents.jsonl", Document))
    claims = list(read_records(out / "claims.jsonl", Claim))
    assert [d.text for d in documents if d.id == "report-00"] == [(reports / "report-00.txt").read_bytes().decode()]
    with open_ledger(out) as ledger:
        assert list(ledger.documents()) == documents
        assert list(ledger.claims()) == claims
        assert [s.source for s in ledger.set_aside()] == [str(reports / "empty.txt")]
        assert (ledger.run().documents, ledger.run().claims, ledger.run().set_aside) == (30, len(claims), 1)
        ledger.check()
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "تجربة" in report
    assert "http://" not in report.replace("http://www.w3.org/", "")
    summary = result.stderr.decode().splitlines()[-1]
    assert summary == f"read 31 = kept 30 + set aside 1; {len(claims)} claims in out, to be read in out/report.html"


def test_the_claims_are_those_that_claims_prints(riwaya, reports, tmp_path):
    riwaya("run", reports, "-o", "out", "-q")
    assert (tmp_path / "out/claims.jsonl").read_bytes() == riwaya("claims", reports).stdout


def test_the_same_input_leaves_the_same_output(riwaya, reports, tmp_path, dump):
    (reports / "empty.txt").touch()
    for out, jobs in (("one", 1), ("two", 2)):
        assert riwaya("run", reports, "-o", out, "--jobs", jobs).returncode == 3
    first = snapshot(tmp_path / "one", dump)
    assert first == snapshot(tmp_path / "two", dump)
    assert riwaya("run", reports / "report-00.txt", "-o", "one").returncode == 0
    assert snapshot(tmp_path / "one", dump) != first
    assert riwaya("run", reports, "-o", "one").returncode == 3
    assert snapshot(tmp_path / "one", dump) == first


def test_output_inside_the_input_is_not_read_as_input(riwaya, reports):
    for _ in range(2):
        result = riwaya("run", reports, "-o", reports / "out")
        assert result.returncode == 0, result.stderr
        assert b"read 30 = kept 30" in result.stderr


def test_a_file_in_the_place_of_the_folder(riwaya, reports, tmp_path):
    (tmp_path / "out").touch()
    result = riwaya("run", reports, "-o", "out")
    assert result.returncode == 2
    assert result.stderr == b"riwaya: out: is a file; give -o a folder\n"


def test_a_ledger_that_is_none_is_found_before_the_work(riwaya, reports, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/ledger.db").write_text("notes " * 200)
    result = riwaya("run", reports, "-o", "out")
    assert result.returncode == 1
    assert b"out/ledger.db: cannot be used as a ledger" in result.stderr
    assert names(tmp_path / "out") == {"ledger.db"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_in_the_middle_leaves_the_old_output_whole(riwaya, start, reports, tmp_path, dump, sabotage, jobs):
    assert riwaya("run", reports, "-o", "out").returncode == 0
    before = snapshot(tmp_path / "out", dump)
    (reports / "report-21.txt").write_text("HANG", encoding="utf-8")
    (reports / "report-21.txt").write_text("قال ناشطون إن القوات دخلت البلدة. HANG", encoding="utf-8")
    process = start("run", reports, "-o", "out", "--jobs", jobs, env=sabotage)
    wait_for(lambda: any((tmp_path / "hanging").iterdir()))
    blocked = riwaya("run", reports, "-o", "out")
    assert blocked.returncode == 1
    assert b"another run is writing into it" in blocked.stderr
    process.send_signal(signal.SIGKILL)
    process.wait()
    workers = [int(path.name) for path in (tmp_path / "hanging").iterdir()]
    wait_for(lambda: not any(map(alive, workers)))  # a killed run leaves no worker behind
    assert snapshot(tmp_path / "out", dump) == before
    assert riwaya("run", reports / "report-00.txt", "-o", "out").returncode == 0
    assert names(tmp_path / "out") == FILES


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_says_so_and_leaves_the_old_output(riwaya, start, reports, tmp_path, dump, sabotage, jobs):
    assert riwaya("run", reports, "-o", "out").returncode == 0
    before = snapshot(tmp_path / "out", dump)
    (reports / "report-21.txt").write_text("قال ناشطون إن القوات دخلت البلدة. HANG", encoding="utf-8")
    process = start("run", reports, "-o", "out", "--jobs", jobs, env=sabotage)
    wait_for(lambda: any((tmp_path / "hanging").iterdir()))
    os.kill(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stderr.decode().splitlines() == ["riwaya: interrupted"]
    assert snapshot(tmp_path / "out", dump) == before
    assert names(tmp_path / "out") == FILES


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_surprise_in_one_document_costs_only_that_one(riwaya, reports, tmp_path, sabotage, jobs):
    path = reports / "report-03.txt"
    path.write_text("قال ناشطون إن القوات دخلت البلدة. RAISE", encoding="utf-8")
    result = riwaya("run", reports, "-o", "out", "--jobs", jobs, env=sabotage)
    assert result.returncode == 3
    said, summary = result.stderr.decode().splitlines()
    assert said.startswith(f"set aside: {path}: extraction failed (ValueError: a surprise\\nover two lines); ")
    assert summary.startswith("read 30 = kept 29 + set aside 1; ")
    with open_ledger(tmp_path / "out") as ledger:
        assert [s.code for s in ledger.set_aside()] == ["internal"]
    traced = riwaya("run", path, "-o", "out", "--debug", env=sabotage)
    assert traced.returncode == 3
    assert b"Traceback" in traced.stderr


def test_a_worker_that_dies_costs_only_the_document_it_read(riwaya, reports, tmp_path, sabotage):
    for n in (3, 18):
        text = "قال ناشطون إن القوات دخلت البلدة. DIE"
        (reports / f"report-{n:02}.txt").write_text(text, encoding="utf-8")
    result = riwaya("run", reports, "-o", "out", "--jobs", 2, env=sabotage)
    assert result.returncode == 3
    *said, summary = result.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in said] == [str(reports / f"report-{n:02}.txt") for n in (3, 18)]
    assert all("the worker process that read it died" in line for line in said)
    assert summary.startswith("read 30 = kept 28 + set aside 2; ")
    with open_ledger(tmp_path / "out") as ledger:
        assert [s.code for s in ledger.set_aside()] == ["crashed", "crashed"]
