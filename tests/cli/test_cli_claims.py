"""`riwaya claims`: JSON lines on stdout, one clear line on stderr for whatever cannot be read."""

import json
import os
import subprocess

import pytest

from riwaya.model import Claim
from riwaya.model.codec import decode_lines, encode


def lines(result):
    return [line for line in result.stderr.decode().splitlines() if line]


def texts_by_id(folder, root):
    return {str(path.relative_to(root).with_suffix("")): path.read_bytes().decode() for path in folder.rglob("*.txt")}


def test_claims_are_strict_json_lines_whose_spans_hold(riwaya, reports):
    result = riwaya("claims", reports)
    assert (result.returncode, result.stderr) == (0, b"")
    texts = texts_by_id(reports, reports)
    for line, claim in zip(
        result.stdout.splitlines(), decode_lines(result.stdout.splitlines(), Claim, "stdout"), strict=True
    ):
        claim.check_against(texts[claim.document])
        assert encode(claim) == line  # keys in the contract's order, nothing left out
        assert json.loads(line)["id"] == claim.id


def test_the_bytes_are_the_same_whatever_the_number_of_processes(riwaya, reports):
    (reports / "report-00.txt").write_bytes(b"")
    (reports / "report-09.txt").write_bytes(b"\x7fELF\0\0\0\1")
    one, two = riwaya("claims", reports, "--jobs", 1), riwaya("claims", reports, "--jobs", 2)
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.returncode == two.returncode == 3


def test_ids_are_paths_below_the_root(riwaya, reports, tmp_path):
    texts = texts_by_id(reports, tmp_path)
    result = riwaya("claims", "reports/east", "--root", ".")
    assert result.returncode == 0
    for claim in decode_lines(result.stdout.splitlines(), Claim, "stdout"):
        assert claim.document.startswith("reports/east/")
        claim.check_against(texts[claim.document])


def test_a_root_that_is_no_folder(riwaya, reports):
    result = riwaya("claims", reports, "--root", "nowhere")
    assert result.returncode == 2
    assert lines(result) == [
        "riwaya: nowhere: --root is no folder; name the folder that document ids shall be paths below"
    ]


def test_stdin(riwaya, reports):
    path = reports / "report-00.txt"
    piped, read = riwaya("claims", "-", input=path.read_bytes()), riwaya("claims", path)
    assert piped.returncode == read.returncode == 0
    told = [json.loads(line) for line in piped.stdout.splitlines()]
    assert {claim["document"] for claim in told} <= {"stdin"}
    assert [c["evidence"] for c in told] == [json.loads(line)["evidence"] for line in read.stdout.splitlines()]


def test_stdin_among_files_with_worker_processes(riwaya, reports):
    raw = (reports / "report-00.txt").read_bytes()
    one = riwaya("claims", reports / "report-03.txt", "-", "--jobs", 1, input=raw)
    two = riwaya("claims", reports / "report-03.txt", "-", "--jobs", 2, input=raw)
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout


def test_empty_stdin_is_set_aside(riwaya):
    result = riwaya("claims", "-", input=b"")
    assert result.returncode == 3
    assert len(lines(result)) == 2
    assert lines(result)[-1] == "read 1 = kept 0 + set aside 1"


def bad_inputs():
    arabic = "قال ناشطون إن القوات دخلت البلدة. "
    return {
        "empty": b"",
        "blank": b" \n\t\n",
        "binary": bytes(range(256)) * 40,
        "wrong-encoding": arabic.encode() + b"\xff\xfe\xc3\x28\xa0" + arabic.encode()[1:],
        "no-arabic": b"The quick brown fox jumps over the lazy dog and keeps on running. " * 10,
        "one-huge-line": (arabic * 900_000).encode()[: 50 * 1024 * 1024],
    }


@pytest.mark.parametrize("name", bad_inputs())
def test_a_bad_input_is_one_clear_line_and_the_rest_is_done(riwaya, reports, name):
    path = reports / f"{name}.txt"
    path.write_bytes(bad_inputs()[name])
    alone = riwaya("claims", reports / "report-00.txt")
    result = riwaya("claims", path, reports / "report-00.txt")
    assert result.returncode == 3
    about, summary = lines(result)
    assert about.startswith(f"set aside: {path}: ")
    assert "; " in about  # what to do
    assert len(about) < 400
    assert summary == "read 2 = kept 1 + set aside 1"
    assert result.stdout == alone.stdout


def test_a_missing_file_and_an_unreadable_one(riwaya, reports):
    secret = reports / "secret.txt"
    secret.write_bytes((reports / "report-00.txt").read_bytes())
    secret.chmod(0)
    result = riwaya("claims", reports / "nowhere.txt", secret, reports / "report-00.txt")
    assert result.returncode == 3
    assert lines(result)[0].startswith(f"set aside: {reports / 'nowhere.txt'}: ")
    if os.access(secret, os.R_OK):
        assert lines(result)[-1] == "read 3 = kept 2 + set aside 1"  # nothing is unreadable to this user (root)
    else:
        assert lines(result)[1].startswith(f"set aside: {secret}: ")
        assert lines(result)[-1] == "read 3 = kept 1 + set aside 2"


def test_ten_thousand_nested_quotes_do_no_harm(riwaya, reports):
    path = reports / "nested.txt"
    path.write_text("قال المتحدث " + "«" * 10_000 + "إن القوات دخلت البلدة" + "»" * 10_000 + ".", encoding="utf-8")
    result = riwaya("claims", path, reports / "report-00.txt", timeout=30)
    assert result.returncode in {0, 3}
    assert b"Traceback" not in result.stderr
    assert b"unforeseen" not in result.stderr
    assert b"extraction failed" not in result.stderr
    if result.returncode == 3:
        assert len(lines(result)) == 2


def test_a_name_with_a_line_break_stays_one_line(riwaya, reports):
    path = reports / "two\nlines.txt"
    path.write_bytes(b"")
    result = riwaya("claims", path)
    assert len(lines(result)) == 2
    assert r"two\nlines.txt" in lines(result)[0]


def test_files_of_one_name_are_told_apart(riwaya, tmp_path, reports):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_bytes((reports / "report-00.txt").read_bytes())
    result = riwaya("run", "a", "b", "-o", "out", "-q")
    assert (result.returncode, result.stderr) == (0, b"")
    documents = [json.loads(line)["id"] for line in (tmp_path / "out/documents.jsonl").read_bytes().splitlines()]
    claims = [json.loads(line)["id"] for line in (tmp_path / "out/claims.jsonl").read_bytes().splitlines()]
    assert len(set(documents)) == 2
    assert len(claims) == len(set(claims))


def test_quiet_names_what_is_set_aside_and_nothing_else(riwaya, reports):
    result = riwaya("claims", reports / "report-00.txt", reports / "nowhere.txt", "--quiet")
    assert result.returncode == 3
    assert len(lines(result)) == 1


def test_a_reader_that_leaves_early_is_no_error(start, tmp_path, make_claim, make_document, sabotage):
    # claims enough to fill any pipe, whatever the extractor makes of a text
    claim = encode(make_claim("stdin", id="0" * 16)).decode()
    (tmp_path / "sabotage/sitecustomize.py").write_text(
        f"""
import riwaya.extract as target
from riwaya.model import Claim
import msgspec
claim = msgspec.json.decode({claim!r}, type=Claim)
def extract(document, **options):
    claims = (msgspec.structs.replace(claim, id=f"{{n:016x}}") for n in range(5000))
    return target.Extraction(tuple(claims))
target.extract = extract
""",
        encoding="utf-8",
    )
    process = start("claims", "-", env=sabotage, stdin=subprocess.PIPE)
    process.stdin.write(make_document().text.encode())
    process.stdin.close()
    assert process.stdout.readline().startswith(b'{"id":"0000000000000000"')
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 141


def test_only_conflict_leaves_out_what_shows_no_sign_of_it(riwaya, tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    fight = "قتل ثلاثة جنود في كمين نصبه مسلحون قرب بلدة الزيتون."
    match = "فاز فريق المدينة على ضيفه بهدفين في مباراة حضرها جمهور كبير."
    (folder / "a.txt").write_text(fight, encoding="utf-8")
    (folder / "b.txt").write_text(match, encoding="utf-8")
    (folder / "c.html").write_text(f"<html><body><article><p>{match}</p></article></body></html>", encoding="utf-8")
    result = riwaya("claims", "archive", "--only-conflict")
    assert result.returncode == 0
    assert {json.loads(line)["document"] for line in result.stdout.splitlines()} == {"a"}
    assert lines(result) == ["read 3 = kept 1 + not about conflict 2 + set aside 0"]
