"""Gold and claims into a ledger and out again: what comes out is what went in, as far as the format has it."""

import datetime
import re
import subprocess
import sys

import msgspec
import pytest
import yaml

from riwaya.evaluate.gold import GoldError
from riwaya.export import Bundle, Options, export
from riwaya.imports.gold import read
from riwaya.imports.ledger import take
from riwaya.ledger import effective, open_ledger, reviews
from riwaya.model import Claim, Document
from riwaya.model.codec import read_records
from riwaya.pipeline import process
from riwaya.read import discover
from riwaya.reason import Report, material

NAMES = Options(datetime.date(2031, 1, 1), names=True)


def riwaya(*arguments):
    return subprocess.run([sys.executable, "-m", "riwaya", *map(str, arguments)], capture_output=True, check=False)


@pytest.fixture(scope="module")
def exported(checkout, tmp_path_factory):
    """Some reports of the shipped example as gold and as claims."""
    folder = tmp_path_factory.mktemp("exported")
    documents, claims = [], []
    sources = list(discover([str(checkout / "examples/bukamal/reports")]))[-3:]
    for outcome in process(sources, root=None, jobs=1):
        documents.append(msgspec.json.decode(outcome.document, type=Document))
        claims += [msgspec.json.decode(line, type=Claim) for line in outcome.claims]
    bundle = Bundle(material(claims, map(Report.of, documents)), NAMES, documents=documents)
    export("gold", bundle, folder)
    export("claims", bundle, folder)
    return folder


def records(folder):
    """The claims of gold files without their numbers, as far as gold tells claims apart."""
    out = set()
    for file in sorted(folder.glob("**/*.yaml")):
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        for claim in record["claims"]:
            del claim["id"]
            out.add((record["document"], str(record["published"]), record["outlet"], repr(sorted(claim.items()))))
    return out


def test_gold_comes_out_as_it_went_in(exported, tmp_path):
    done = riwaya(
        "import",
        "gold",
        exported / "gold",
        "--texts",
        exported / "reports",
        "--into",
        tmp_path / "l.db",
        "--as",
        "huda",
    )
    assert done.returncode == 0, done.stderr.decode()
    with open_ledger(tmp_path / "l.db") as ledger:
        bundle = Bundle.of_ledger(ledger, NAMES)
        assert {one.status for one in bundle.claims} == {"added"}
        history = reviews.everything(ledger)
        assert {decision.who for decision in history} == {"huda"}
        assert {decision.why for decision in history} == {"imported from gold (gold)"}
    export("gold", bundle, tmp_path / "out")
    assert records(tmp_path / "out/gold") == records(exported / "gold")


def test_claims_come_out_as_they_went_in(exported, tmp_path):
    arguments = ("import", "claims", exported / "claims.jsonl", "--documents", exported / "documents.jsonl")
    done = riwaya(*arguments, "--into", tmp_path / "new/l.db", "--as", "huda")
    assert done.returncode == 0, done.stderr.decode()
    plain = {"rules": (), "score": 1.0}
    given = {msgspec.structs.replace(one, **plain) for one in read_records(exported / "claims.jsonl", Claim)}
    with open_ledger(tmp_path / "new/l.db") as ledger:
        found = {msgspec.structs.replace(one.claim, **plain) for one in effective.claims(ledger)}
        assert list(ledger.claims()) == []
    assert found == given
    again = riwaya(*arguments, "--into", tmp_path / "new/l.db", "--as", "huda")
    assert re.match(rb"0 claims added, \d+ there already, 0 set aside; 0 reports added", again.stderr)


def test_what_is_not_in_the_text_is_set_aside(make_document, make_claim, tmp_path):
    good, bad = make_claim(), make_claim(event="capture", evidence=make_claim().evidence)
    bad = msgspec.structs.replace(bad, agents=(msgspec.structs.replace(bad.agents[0], start=0, end=5, text="خطأها"),))
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        done = take(ledger, [good, bad], [make_document()], who="huda", why="a test")
        assert (done.added, done.there, done.documents, len(done.problems)) == (1, 0, 1, 1)
        assert [one.claim.id for one in effective.claims(ledger)] == [good.id]
        assert take(ledger, [good], [], who="huda", why="a test").there == 1


def test_the_machine_layer_stays(make_document, make_claim, tmp_path):
    machine, other = make_claim(), make_claim(event="capture")
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        ledger.write_run([make_document()], [machine], version="1")
        done = take(ledger, [machine, other], [make_document(outlet=None)], who="huda", why="a test")
        assert (done.added, done.there, done.documents) == (1, 1, 0)
        assert [claim.id for claim in ledger.claims()] == [machine.id]
        assert ledger.document(make_document().id).outlet == "outlet:example"
        [decision] = reviews.everything(ledger)
        reviews.undo(ledger, decision.id, "huda", "not so")
        assert [one.claim.id for one in effective.claims(ledger)] == [machine.id]


TEXT = "قالت وكالة الرافد إن نحو 150 مقاتلا دخلوا مدينة الرقة، ونفى ناشطون ذلك. وتقع مدينة الرقة على النهر."
GOLD = {
    "document": "r1",
    "outlet": "CNN Arabic",
    "published": "2031-01-05/2031-01-06",
    "claims": [
        {"id": "c01", "evidence": "نحو 150 مقاتلا دخلوا مدينة الرقة", "voices": ["وكالة الرافد"], "stance": "asserts",
         "event": "entry", "agents": ["مقاتلا"], "places": ["مدينة الرقة"], "time": "2031-01-04/2031-01-05",
         "quantity": "~150", "extent": "whole"},
        {"id": "c02", "evidence": "ونفى ناشطون ذلك", "voices": ["ناشطون"], "cue": "نفى", "stance": "denies",
         "denial": "rebuttal", "event": "entry", "places": ["مدينة الرقة"], "quantity": "dozens"},
    ],
}  # fmt: skip


def written(tmp_path, record):
    (tmp_path / "g.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return list(read(tmp_path / "g.yaml", {"r1": TEXT}.__getitem__))


def test_gold_is_understood(tmp_path):
    [found] = written(tmp_path, GOLD)
    assert found.outlet == "outlet:cnn-arabic"
    assert (found.published.earliest, found.published.latest) == ("2031-01-05", "2031-01-06")
    first, second = found.claims
    for claim in found.claims:
        claim.check_against(TEXT)
    assert first.voices[0].kind == "agency" or first.voices[0].kind == "outlet"
    assert first.cue.text == "وكالة الرافد"
    assert first.places[0].entity == "place:raqqa"
    assert (first.quantities[0].value, first.quantities[0].relation) == (150, "about")
    assert (first.extent.low, first.extent.high) == (1, 1)
    assert (first.time.earliest, first.time.latest) == ("2031-01-04", "2031-01-05")
    assert (second.denial, second.denies_what, second.voices[0].kind) == ("rebuttal", "event", "activist")
    # Of two mentions the one nearest to the evidence.
    assert second.places[0].start == TEXT.index("مدينة الرقة")
    assert (second.quantities[0].value, second.quantities[0].high) == (20, 100)


@pytest.mark.parametrize("change", [{"evidence": "ليس في النص"}, {"event": "nonsense"}, {"stance": "says"}])
def test_wrong_gold_is_named(tmp_path, change):
    wrong = GOLD | {"claims": [GOLD["claims"][0] | change]}
    with pytest.raises(GoldError, match=r"g\.yaml c01"):
        written(tmp_path, wrong)


def test_gold_of_an_unknown_report_asks_for_its_text(tmp_path):
    (tmp_path / "g.yaml").write_text(yaml.safe_dump(GOLD, allow_unicode=True), encoding="utf-8")
    done = riwaya("import", "gold", tmp_path / "g.yaml", "--into", tmp_path / "l.db", "--as", "huda")
    assert done.returncode == 2
    assert b"--texts DIR" in done.stderr
