"""Outlets that no table knows are shown by what they call themselves, wherever an outlet is shown."""

import csv
import datetime
import json

import pytest

import riwaya
from riwaya.cli.app import app
from riwaya.export import Bundle, Options, export
from riwaya.ledger import open_ledger
from riwaya.ledger.redaction import purge
from riwaya.model import Document
from riwaya.model.ids import sha256
from riwaya.read.outlets import outlet_id, published_name
from riwaya.web.words import outlet_name, outlets_called

NAME, PAGE_NAME = "شبكة مرج الياسمين الإخبارية", "منصة سنابل الجزيرة"
OUTLET, PAGE_OUTLET = outlet_id(NAME), outlet_id(PAGE_NAME)
TEXT = "قال ناشطون إن مقاتلي اللواء الخامس سيطروا يوم الثلاثاء على مدينة البوكمال بعد معارك."
PAGE = (
    f'<html><head><title>خبر</title><meta property="og:site_name" content="{PAGE_NAME}"></head><body>'
    f"<article><h1>خبر</h1><p>{'وقتل ثلاثة مدنيين في غارة جوية على سوق مدينة البوكمال صباح اليوم. ' * 5}</p>"
    "</article></body></html>"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run over a text of one such outlet, which an index names, and a page of another."""
    folder = tmp_path_factory.mktemp("outlets")
    (folder / "reports").mkdir()
    (folder / "reports/a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "reports/b.html").write_text(PAGE, encoding="utf-8")
    index = [{"document": "a.txt", "outlet": NAME, "date": "2031-05-06"}, {"document": "b.html", "date": "2031-05-07"}]
    (folder / "reports/index.json").write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        app(["run", str(folder / "reports"), "-o", str(folder / "out"), "--jobs", "1", "--quiet"])
    assert left.value.code == 0
    return folder / "out"


def test_a_name_is_kept_where_an_id_loses_it():
    assert published_name(f"  {NAME} ") == NAME
    assert published_name("@sanabil_news") == "sanabil_news"
    assert published_name("عنب بلدي") is None
    assert published_name("outlet:my-paper") is None
    assert published_name(None) is published_name("  ") is None


def test_the_ledger_keeps_names_and_the_contracts_lines_do_not_change(run):
    with open_ledger(run) as ledger:
        assert dict(ledger.outlet_names()) == {OUTLET: NAME, PAGE_OUTLET: PAGE_NAME}
    lines = [json.loads(line) for line in (run / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["outlet"] for line in lines] == [OUTLET, PAGE_OUTLET]
    assert list(lines[0]) == list(Document.__struct_fields__)


def test_report_commands_exports_api_and_pages_show_them(run, tmp_path, capfd):
    assert NAME in (run / "report.html").read_text(encoding="utf-8")
    app(["events", str(run)], standalone_mode=False)
    assert NAME in capfd.readouterr().out
    app(["brief", str(run), "البوكمال"], standalone_mode=False)
    assert NAME in capfd.readouterr().out
    with open_ledger(run) as ledger:
        export("csv", Bundle.of_ledger(ledger, Options(datetime.date(2032, 8, 1))), tmp_path)
        outlets_called.set(ledger.outlet_names())
    with (tmp_path / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["outlet"], row["outlet_name"]) for row in rows] == [(OUTLET, NAME), (PAGE_OUTLET, PAGE_NAME)]
    with riwaya.open(run) as ledger:
        assert {row["outlet_name"] for row in ledger.claims.to_dicts()} == {NAME, PAGE_NAME}
    assert outlet_name(OUTLET, "ar") == outlet_name(OUTLET, "en") == NAME
    outlets_called.set({})
    assert outlet_name(OUTLET, "ar") == OUTLET.partition(":")[2]


def test_of_several_names_that_of_most_reports(tmp_path):
    documents = [Document(str(n), TEXT, sha256(TEXT.encode()), OUTLET) for n in range(3)]
    names = [("0", "شبكة مرج الياسمين"), ("1", NAME), ("2", NAME)]
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, (), version="test", outlet_names=names)
        assert ledger.outlet_names() == {OUTLET: NAME}
        ledger.write_run(documents[:1], (), version="test", inputs=["x"])
        assert ledger.outlet_names() == {OUTLET: NAME}
        ledger.write_run(documents[:1], (), version="test")
        assert ledger.outlet_names() == {}


def test_a_name_that_is_redacted_goes_from_there_too(tmp_path):
    person, called = "سلوان الدرعاوي", "مدونة سلوان الدرعاوي"
    text = f"قال الشاهد {person} إن سبعة جنود قتلوا في البوكمال."
    documents = [Document("a", text, sha256(text.encode()), "outlet:m"), Document("b", TEXT, "x", "outlet:m")]
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, (), version="test", outlet_names=[("a", called), ("b", called)])
        purge.redact(ledger, purge.Wanted(names=(person,)), who="huda", reason="asked for it")
        [name] = ledger.outlet_names().values()
        assert person not in name
        ledger.write_run(documents, (), version="test", outlet_names=[("a", called), ("b", called)])
        assert ledger.outlet_names() == {"outlet:m": name}
    assert all("الدرعاوي".encode() not in file.read_bytes() for file in tmp_path.iterdir())
