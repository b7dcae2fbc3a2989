"""Files that hold many reports, on the command line: the same claims as from a folder, and counts that add up."""

import json
import zipfile


def packed(folder, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.txt")):
            archive.write(file, file.relative_to(folder))
    return path


def test_an_archive_gives_the_claims_of_its_folder_whatever_the_number_of_processes(riwaya, reports, tmp_path):
    archive = packed(reports, tmp_path / "box.zip")
    one, two = riwaya("claims", archive, "--jobs", 1), riwaya("claims", archive, "--jobs", 2)
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout == two.stdout
    folder = [json.loads(line) for line in riwaya("claims", reports).stdout.splitlines()]
    found = [json.loads(line) for line in one.stdout.splitlines()]
    told = [(claim["document"], claim["evidence"], claim["voices"], claim["event"]) for claim in found]
    assert len(told) > 30
    assert sorted(map(str, told)) == sorted(
        str(("box/" + claim["document"], claim["evidence"], claim["voices"], claim["event"])) for claim in folder
    )


def test_records_are_read_by_the_fields_that_are_named_and_everything_is_counted(riwaya, tmp_path):
    text = "قال ناشطون إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء."
    records = [
        {"k": 1, "b": text, "d": "٦ أيار ٢٠٣١", "o": "منبر الواحة"},
        {"k": 2, "b": "no Arabic at all"},
        {"k": 3, "b": ""},
        {"k": 4},
    ]
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    result = riwaya("run", path, "-o", "out", "--map", "text=b,date=d,outlet=o,id=k")
    assert result.returncode == 3
    said = result.stderr.decode()
    assert f"set aside: {path}!2" in said
    assert f"set aside: {path}!4" in said
    assert "read 3 = kept 1" in said
    assert "set aside 2" in said
    assert "passed over 1" in said
    (document,) = (tmp_path / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()
    known = json.loads(document)
    assert (known["id"], known["text"], known["published"]["earliest"]) == ("posts/1", text, "2031-05-06")
    assert known["outlet"]


def test_a_mapping_that_is_none_is_wrong_usage(riwaya, reports):
    result = riwaya("claims", reports, "--map", "body")
    assert result.returncode == 2
    assert "--map" in result.stderr.decode()
    assert len(result.stderr.splitlines()) == 1
