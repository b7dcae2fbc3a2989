"""`riwaya search`, `riwaya ledger …`, `riwaya run --add` and `--ledger`, as users run them."""

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest

from riwaya.ledger import open_ledger

TEXT = (
    "تقرير رقم {}\n\nقال ناشطون إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء. ونفى المتحدث باسم القوات "
    "الحكومية صحة الأنباء عن انسحاب عناصره من مطار النخيل. وبحسب مصادر طبية قتل 12 مدنيا في غارة جوية على السوق.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Reports, and a run of them, made once for all tests."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "reports").mkdir()
    for n in range(10):
        (folder / f"reports/report-{n:02}.txt").write_text(TEXT.format(n), encoding="utf-8")
    command = [sys.executable, "-m", "riwaya", "run", "reports", "-o", "out", "-q"]
    subprocess.run(command, cwd=folder, check=True, timeout=300)
    return folder


@pytest.fixture
def out(made, tmp_path):
    """A run's folder of the test's own."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out"


@pytest.fixture
def reports(out):
    """The reports that the run read."""
    return out.parent / "reports"


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_search_prints_passages_with_their_offsets(riwaya, out):
    result = riwaya("search", "out", '"مطار النخيل"', "--limit", "2")
    assert result.returncode == 0
    texts = {document["id"]: document["text"] for document in lines(out / "documents.jsonl")}
    shown = result.stdout.decode().splitlines()
    document = shown[0].split("  ")[0]
    start, _, rest = shown[1].strip().removeprefix("[").partition(", ")
    end, _, words = rest.partition(") ")
    assert words.startswith(texts[document][int(start) : int(end)])
    assert result.stderr.decode().endswith(" reports, 1 to 2 shown\n")


def test_search_as_json_lines_page_by_page(riwaya, out):
    hits = []
    for page in ("1", "2"):
        result = riwaya("search", "out", "المتحدثون", "--json", "--limit", "4", "--page", page, "-q")
        assert result.stderr == b""
        hits += [json.loads(line) for line in result.stdout.splitlines()]
    assert len({hit["document"] for hit in hits}) == 8
    texts = {document["id"]: document["text"] for document in lines(out / "documents.jsonl")}
    for hit in hits:
        for passage in hit["passages"]:
            assert texts[hit["document"]][passage["start"] : passage["end"]] == passage["text"]
            assert passage["marks"]


def test_search_by_filters_alone(riwaya, out):
    result = riwaya("search", "out", "--stance", "denies", "--json", "--limit", "1000")
    denying = {claim["document"] for claim in lines(out / "claims.jsonl") if claim["stance"] == "denies"}
    assert {json.loads(line)["document"] for line in result.stdout.splitlines()} == denying
    assert denying


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--stance", "shouts"], "--stance shouts: there is none; it is one of asserts, demands,"),
        (["--event", "party"], "--event party: there is none; it is one of abduction,"),
        (["--since", "yesterday"], "--since yesterday: is no day; write it as 2017-11-08"),
    ],
)
def test_search_by_what_there_is_not(riwaya, out, arguments, says):
    result = riwaya("search", "out", *arguments)
    assert result.returncode == 2
    assert result.stderr.decode().startswith(f"riwaya: {says}")


def test_nothing_found_is_no_failure(riwaya, out):
    result = riwaya("search", "out", '"لا شيء من هذا" OR NOT (')
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"0 reports\n")


def test_a_sound_ledger(riwaya, out):
    result = riwaya("ledger", "check", "out")
    assert result.returncode == 0
    claims = len(lines(out / "claims.jsonl"))
    assert result.stderr.decode() == f"out/ledger.db: sound; it holds 10 documents, {claims} claims\n"
    assert riwaya("ledger", "check", "out", "-q").stderr == b""


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE documents SET text = 'غيره' || text WHERE position = 3", ": its text was changed"),
        ("DELETE FROM claims WHERE position = 0", "a row of claim_"),
        ("UPDATE claims SET record = json_set(record, '$.event', 'other')", ": its id is not the hash of what it says"),
        ("UPDATE claims SET record = json_set(record, '$.evidence.start', 1)", ": span [1, "),
        ("UPDATE claims SET position = position + (1 << 40) WHERE position = 0", " is not its document's"),
        ("DELETE FROM claim_voices; DELETE FROM documents WHERE position = 9", "the run says documents 10, "),
        ("INSERT INTO search_index (search_index) VALUES ('delete-all')", "the search index does not hold"),
    ],
)
def test_a_damaged_ledger(riwaya, out, damage, says):
    connection = sqlite3.connect(out / "ledger.db")
    connection.executescript(damage)
    connection.commit()
    connection.close()
    result = riwaya("ledger", "check", "out")
    assert result.returncode == 1
    assert says in result.stderr.decode()
    assert all(line.startswith("riwaya: out/ledger.db: ") for line in result.stderr.decode().splitlines())


def test_pages_that_the_disk_garbled(riwaya, out):
    raw = bytearray((out / "ledger.db").read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 4096] = b"\x5a" * 4096
    (out / "ledger.db").write_bytes(raw)
    result = riwaya("ledger", "check", "out")
    assert result.returncode == 1
    assert result.stderr.decode().startswith("riwaya: out/ledger.db: ")
    assert "Traceback" not in result.stderr.decode()
    assert "unforeseen" not in result.stderr.decode()


def test_backup_copy_and_index(riwaya, out):
    assert riwaya("ledger", "backup", "out", "backup.db").returncode == 0
    assert riwaya("ledger", "copy", "backup.db", "copy.db").returncode == 0
    assert riwaya("ledger", "index", "copy.db").returncode == 0
    for name in ("backup.db", "copy.db"):
        assert riwaya("ledger", "check", name, "-q").returncode == 0
    again = riwaya("ledger", "backup", "out", "backup.db")
    assert again.returncode == 2
    assert again.stderr == b"riwaya: backup.db: is there already; give a new name, a backup overwrites nothing\n"


def test_reports_are_added_to_those_that_are_there(riwaya, reports, tmp_path):
    (reports / "report-10.txt").touch()
    assert riwaya("run", reports, "-o", "out", "-q").returncode == 3
    first = [reports / f"report-{n:02}.txt" for n in range(7)]
    assert riwaya("run", *first, "-o", "parts", "-q").returncode == 0
    assert riwaya("run", reports, "-o", "parts", "--add").returncode == 3
    for name in ("documents.jsonl", "claims.jsonl"):
        assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    assert "report-10.txt" in (tmp_path / "parts/report.html").read_text(encoding="utf-8")
    with open_ledger(tmp_path / "parts") as parts, open_ledger(tmp_path / "out") as whole:
        parts.check()
        assert parts.run() == whole.run()
        assert list(parts.claims()) == list(whole.claims())


@pytest.mark.postgres
def test_a_run_into_a_database(riwaya, made, reports, tmp_path, postgres):
    url = postgres.new_database()
    assert riwaya("run", reports, "-o", "new", "--ledger", url, "-q").returncode == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"documents.jsonl", "claims.jsonl", "report.html"}
    assert riwaya("ledger", "check", url, "-q").returncode == 0
    found = riwaya("search", url, "النخيل", "--json", "-q").stdout.splitlines()
    assert len(found) == 10
    events = riwaya("events", url, "--json").stdout
    assert events == riwaya("events", made / "out", "--json").stdout
    claim = lines(tmp_path / "new/claims.jsonl")[0]["id"]
    assert riwaya("explain", url, claim).returncode == 0
