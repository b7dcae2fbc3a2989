"""Backups and copies hold everything, and nothing is written over. From and to both databases."""

import datetime
import threading

import pytest
from sqlalchemy import select

from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.copying import backup, copy
from riwaya.ledger.decisions import Draft, Target
from riwaya.ledger.query import Query
from riwaya.ledger.review_tables import decisions
from riwaya.ledger.search import search
from riwaya.model.errors import LedgerError, UsageError
from riwaya.pipeline import SetAside


def decide(ledger, claim):
    target = Target("claim", claim.id)
    day = datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC)
    return reviews.decide(ledger, Draft("reject", target, "salma"), reviews.version(ledger, target), now=lambda: day)


def content(ledger):
    history = [tuple(row) for row in ledger.rows(select(decisions).order_by(decisions.c.seq))]
    assert history
    claims = list(ledger.claims(retired=True))
    return [*ledger.documents()], [*ledger.retired()], claims, [*ledger.set_aside()], ledger.run(), history


@pytest.fixture
def ledger(new_ledger, make_document, make_claim):
    with open_ledger(new_ledger, create=True) as opened:
        aside = [SetAside("x.txt", "empty", "x.txt: the file is empty")]
        claims = [make_claim("a"), make_claim("b", background=True), make_claim("b", event="killed")]
        opened.write_run([make_document("a"), make_document("b")], claims, aside, version="1", options={"title": "ع"})
        decide(opened, claims[0])
        opened.write_run([make_document("b")], claims[1:], aside, version="1", options={"title": "ع"})
        yield opened


def test_a_backup_is_the_same_ledger(ledger, tmp_path):
    file = tmp_path / "backup.db"
    backup(ledger, file)
    with open_ledger(file) as copied:
        copied.check()
        assert content(copied) == content(ledger)
        assert [hit.document for hit in search(copied, Query(text="ناشط")).items] == ["b"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("backup")) == ["backup.db"]


def test_a_backup_overwrites_nothing(ledger, tmp_path):
    file = tmp_path / "backup.db"
    file.write_text("dear")
    with pytest.raises(UsageError, match="is there already"):
        backup(ledger, file)
    assert file.read_text() == "dear"


def test_a_backup_that_cannot_be_written_says_so(ledger, tmp_path):
    with pytest.raises((LedgerError, OSError), match=r"nowhere"):
        backup(ledger, tmp_path / "nowhere/backup.db")


def test_a_backup_is_of_one_moment_while_others_write(ledger, tmp_path, make_document, make_claim):
    names = [f"r{n}" for n in range(40)]
    stop = threading.Event()

    def write():
        with open_ledger(ledger.target.url or ledger.target.path) as writer:
            for n in range(1, 1000):
                if stop.is_set():
                    return
                some = names[: n % 40 + 1]
                writer.write_run(map(make_document, some), map(make_claim, some), version=str(n))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for n in range(5):
            backup(ledger, tmp_path / f"backup-{n}.db")
    finally:
        stop.set()
        writing.join()
    for n in range(5):
        with open_ledger(tmp_path / f"backup-{n}.db") as copied:
            copied.check()  # also that the counts of the run are those of what it wrote


def test_a_copy_is_the_same_ledger(ledger, tmp_path, request):
    targets = [str(tmp_path / "copy.db")]
    if ledger.path is None:
        targets.append(request.getfixturevalue("postgres").new_database())
    for target in targets:
        with open_ledger(target, create=True) as copied:
            copy(ledger, copied)
            copied.check()
            assert content(copied) == content(ledger)
            with pytest.raises(UsageError, match="is in use"):
                copy(ledger, copied)


@pytest.mark.postgres
def test_a_file_becomes_a_database(tmp_path, postgres, make_document, make_claim):
    with open_ledger(tmp_path / "ledger.db", create=True) as source:
        source.write_run([make_document("a")], [make_claim("a", background=True)], version="1")
        decide(source, make_claim("a", background=True))
        with open_ledger(postgres.new_database(), create=True) as copied:
            copy(source, copied)
            copied.check()
            assert content(copied) == content(source)
            decide(copied, copied.claim(next(source.claims()).id))  # and can be worked on
