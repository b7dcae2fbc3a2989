"""`riwaya watch` and `riwaya alerts` as users run them."""

import json

import pytest

ARMY = "أعلن الجيش السوري السيطرة على مدينة تدمر بالكامل يوم الأحد.\n"
DENIAL = "نفى تنظيم الدولة الإسلامية سيطرة الجيش السوري على مدينة تدمر يوم الأحد.\n"


def test_a_folder_is_watched_and_its_alerts_listed(riwaya, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    index = [{"document": name, "outlet": name, "date": "2017-03-05"} for name in ("army", "denial")]
    (folder / "index.json").write_text(json.dumps(index))
    (folder / "army.txt").write_text(ARMY, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    assert riwaya("run", folder, "-o", "out", "-q").returncode == 3
    first = riwaya("watch", folder, "-o", "out", "--once")
    assert (first.returncode, first.stdout) == (3, b"")
    assert "taken as known" in first.stderr.decode()
    (folder / "denial.txt").write_text(DENIAL, encoding="utf-8")
    second = riwaya("watch", folder, "-o", "out", "--once", "--file", "alerts.jsonl")
    lines = second.stdout.decode().splitlines()
    assert lines
    assert [line.split()[2] for line in lines] == [
        json.loads(line)["id"] for line in (tmp_path / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert "told" in second.stderr.decode()
    documents = (tmp_path / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(documents) == 2  # the files of the run are kept up to date
    listed = riwaya("alerts", "out", "--json")
    assert [json.loads(line)["id"] for line in listed.stdout.splitlines()] == [line.split()[2] for line in lines]
    assert riwaya("alerts", "out").stdout.decode() == second.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "no such file or folder"),
        ([".", "--secret", "x"], "--secret signs a webhook"),
        ([".", "--webhook", "ftp://x"], "http or https"),
        ([".", "--language", "fr"], "ar or en"),
    ],
)
def test_wrong_usage_is_named(riwaya, arguments, says):
    result = riwaya("watch", *arguments, "-o", "out", "--once")
    assert result.returncode == 2
    assert says in result.stderr.decode()
