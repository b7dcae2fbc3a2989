"""The ledger gives back exactly what was written, whole or not at all."""

import sqlite3

import pytest

from riwaya.ledger import ledger_path, open_ledger
from riwaya.model.errors import LedgerError
from riwaya.pipeline import SetAside


def dump(path):
    connection = sqlite3.connect(path)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


@pytest.fixture
def records(make_document, make_claim):
    documents = [make_document(), make_document("south/report-2", published=make_document().published, outlet=None)]
    claims = [
        make_claim(),
        make_claim(event="killed", score=0.5),
        make_claim("south/report-2", stance="denies", denial="rebuttal", denies_what="event"),
    ]
    return documents, claims, [SetAside("a.txt", "empty", "a.txt: empty; give text")]


@pytest.fixture
def ledger(tmp_path, records):
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(*records, version="1", options={"title": "عنوان"})
        yield ledger


def test_gives_back_what_was_written(ledger, records):
    documents, claims, set_aside = records
    assert list(ledger.documents()) == documents
    assert list(ledger.claims()) == claims
    assert list(ledger.set_aside()) == set_aside
    assert ledger.document("south/report-2") == documents[1]
    ledger.check()


def test_claims_of_one_document_and_one_event(ledger, records):
    _, claims, _ = records
    assert list(ledger.claims(document="south/report-2")) == [claims[2]]
    assert list(ledger.claims(event="killed")) == [claims[1]]
    assert list(ledger.claims(document="south/report-2", event="killed")) == []


def test_mentions_can_be_queried(ledger):
    connection = sqlite3.connect(ledger.path)
    assert connection.execute("SELECT DISTINCT entity, kind FROM claim_voices").fetchall() == [
        ("voice:activists", "activist")
    ]
    assert connection.execute("SELECT DISTINCT lat, lon, precision FROM claim_places").fetchall() == [
        (35.5, 40.25, "point")
    ]
    assert connection.execute("SELECT role, count(*) FROM claim_actors GROUP BY role").fetchall() == [("agent", 3)]


def test_a_claim_by_the_beginning_of_its_id(tmp_path, make_document, make_claim):
    ids = ["aa11", "aa12", "aa1", "b%_1"]
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run([make_document()], [make_claim(id=i) for i in ids], version="1")
        assert ledger.claim("b").id == "b%_1"
        assert ledger.claim("aa1").id == "aa1"  # an exact id wins over being the beginning of others
        assert ledger.claim("aa12").id == "aa12"
        with pytest.raises(LedgerError, match=r"'aa' begins several claim ids \(aa1, aa11, aa12\); give more"):
            ledger.claim("aa")
        for unknown in ("zz", "", "%", "AA11"):
            with pytest.raises(LedgerError, match="holds no claim"):
                ledger.claim(unknown)


def test_an_unknown_document_is_named(ledger):
    with pytest.raises(LedgerError, match="holds no document 'nowhere'"):
        ledger.document("nowhere")


def test_equal_runs_leave_equal_content_whatever_was_there(tmp_path, records, make_document):
    documents, claims, set_aside = records
    for name, earlier in (("fresh", []), ("reused", [make_document("older")])):
        (tmp_path / name).mkdir()
        with open_ledger(tmp_path / name / "ledger.db", create=True) as ledger:
            if earlier:
                ledger.write_run(earlier, [], version="0")
            ledger.write_run(documents, claims, set_aside, version="1")
    assert dump(tmp_path / "fresh/ledger.db") == dump(tmp_path / "reused/ledger.db")


def test_the_run_counts_and_its_id_depends_on_the_documents(ledger, records, make_document):
    run = ledger.run()
    assert (run.documents, run.claims, run.set_aside) == (2, 3, 1)
    assert run.options == {"title": "عنوان"}
    documents, claims, set_aside = records
    assert ledger.write_run(documents, claims, set_aside, version="1", options={"title": "عنوان"}) == run
    changed = [make_document(sha256="0" * 64), documents[1]]
    assert ledger.write_run(changed, claims, set_aside, version="1", options={"title": "عنوان"}).id != run.id


def test_a_run_that_fails_in_the_middle_leaves_the_old_content(ledger, records, make_document):
    before = dump(ledger.path)

    def broken():
        yield make_document("new")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        ledger.write_run(broken(), [], version="2")
    assert dump(ledger.path) == before


def test_a_claim_without_its_document_is_refused(ledger, make_claim):
    before = dump(ledger.path)
    with pytest.raises(LedgerError, match=r"of the document 'north/report-1', which is not in this run"):
        ledger.write_run([], [make_claim()], version="2")
    assert dump(ledger.path) == before


def test_a_reader_sees_the_old_run_while_a_new_one_is_written(ledger, records, make_document):
    documents, _, _ = records
    seen = []

    def slowly():
        with open_ledger(ledger.path) as reader:
            seen.extend(document.id for document in reader.documents())
        yield make_document("new")

    ledger.write_run(slowly(), [], version="2")
    assert seen == [document.id for document in documents]
    assert [document.id for document in ledger.documents()] == ["new"]


def test_check_finds_a_span_that_is_not_in_the_text(ledger, records, make_document):
    _, claims, _ = records
    ledger.write_run([make_document(text="نص آخر")], [claims[0]], version="1")
    with pytest.raises(LedgerError, match=r"is damaged: claim [0-9a-f]{16}: .* is not at \["):
        ledger.check()


def test_a_folder_stands_for_the_ledger_in_it(tmp_path, ledger):
    assert ledger_path(tmp_path) == tmp_path / "ledger.db"
    with open_ledger(tmp_path) as same:
        assert same.run() == ledger.run()
