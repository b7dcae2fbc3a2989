"""What a run replaces and what it keeps. On both databases."""

import msgspec
import pytest

from riwaya.ledger import index_tables, ingest, open_ledger
from riwaya.ledger.redaction.mark import MARK
from riwaya.model.errors import LedgerError
from riwaya.model.ids import sha256
from riwaya.pipeline import SetAside


class Decided:
    """Stands for the decisions of a ledger: documents that carry some, words to purge; remembers being told the end."""

    def __init__(self, *documents, purge=None):
        self.carrying, self.purge, self.finished = frozenset(documents), purge, 0

    def documents(self):
        return self.carrying

    def document(self, document):
        if self.purge is None:
            return document
        text = document.text.replace(self.purge, "█" * len(self.purge))
        return msgspec.structs.replace(document, text=text, sha256="1" * 56 + MARK)

    def claim(self, claim):
        return None if self.purge is not None and self.purge in claim.evidence.text else claim

    def note(self, text):
        return text

    def finish(self):
        self.finished += 1


@pytest.fixture
def decided(monkeypatch):
    """Says which documents carry decisions from now on."""

    def say(*documents, purge=None):
        carry = Decided(*documents, purge=purge)
        monkeypatch.setattr(ingest, "carry_for", lambda connection: carry)
        return carry

    say()
    return say


@pytest.fixture
def ledger(new_ledger, decided):
    with open_ledger(new_ledger, create=True) as opened:
        yield opened


def ids(records):
    return [record.id for record in records]


def content(ledger):
    """All that a ledger holds, but for its index."""
    claims = [(claim.id, claim) for claim in ledger.claims(retired=True)]
    return [*ledger.documents()], [*ledger.retired()], claims, [*ledger.set_aside()], ledger.run()


def changed(document, text):
    return msgspec.structs.replace(document, text=text, sha256=sha256(text.encode()))


def test_what_carries_no_decision_is_replaced(ledger, make_document, make_claim):
    ledger.write_run([make_document("a"), make_document("b")], [make_claim("a")], version="1")
    ledger.write_run([make_document("b")], [make_claim("b")], version="1")
    assert ids(ledger.documents()) == ["b"]
    assert ids(ledger.retired()) == []
    assert [claim.document for claim in ledger.claims(retired=True)] == ["b"]
    ledger.check()


def test_a_document_with_decisions_that_is_not_read_again_is_retired(ledger, decided, make_document, make_claim):
    kept = make_claim("a")
    ledger.write_run([make_document(id) for id in "abc"], [make_claim("c"), kept], version="1")
    carry = decided("a", "c")
    ledger.write_run([make_document("b")], [make_claim("b")], version="1")
    assert carry.finished == 1
    assert ids(ledger.documents()) == ["b"]
    assert ids(ledger.retired()) == ["a", "c"]
    assert [claim.document for claim in ledger.claims()] == ["b"]
    assert list(ledger.claims(document="a")) == []
    assert list(ledger.claims(document="a", retired=True)) == [kept]
    assert ledger.claim(kept.id) == kept
    assert ledger.document("a").id == "a"
    assert (ledger.run().documents, ledger.run().claims) == (1, 1)
    ledger.check()


def test_a_retired_document_comes_back(ledger, decided, make_document, make_claim):
    everything = [make_document(id) for id in "ab"], [make_claim("a"), make_claim("b")]
    ledger.write_run(*everything, version="1")
    before = content(ledger)
    decided("a")
    ledger.write_run([make_document("b")], [make_claim("b")], version="1")
    assert ids(ledger.retired()) == ["a"]
    ledger.write_run(*everything, version="1")
    assert content(ledger) == before
    ledger.check()


def test_a_changed_text_leaves_the_old_one_as_a_version(ledger, decided, make_document, make_claim):
    old, stays, goes = make_document("a"), make_claim("a"), make_claim("a", event="killed")
    ledger.write_run([old], [stays, goes], version="1")
    decided("a")
    new = changed(old, old.text + "وأضاف المصدر أن الطريق مغلق.\n")
    ledger.write_run([new], [stays], version="1")
    name = f"a~{old.sha256[:8]}"
    assert list(ledger.documents()) == [new]
    assert list(ledger.retired()) == [msgspec.structs.replace(old, id=name)]
    assert list(ledger.claims()) == [stays]
    # What the new text gives too is the new text's; what it does not give stays with the old one, under its old id.
    assert list(ledger.claims(document=name, retired=True)) == [msgspec.structs.replace(goes, document=name)]
    ledger.check()


def test_a_text_that_changes_back_is_one_document_again(ledger, decided, make_document, make_claim):
    old, claim = make_document("a"), make_claim("a")
    ledger.write_run([old], [claim], version="1")
    before = content(ledger)
    decided("a")
    other = changed(old, "نص جديد كله.\n")
    ledger.write_run([other], [], version="1")
    ledger.write_run([old], [claim], version="1")
    assert list(ledger.documents()) == [old]
    assert list(ledger.claims()) == [claim]
    assert list(ledger.claims(retired=True)) == [claim]
    assert before[2] == content(ledger)[2]
    assert f"a~{other.sha256[:8]}" in ids(ledger.retired())
    for _ in range(2):  # whatever goes and comes, nothing piles up
        ledger.write_run([other], [], version="1")
        ledger.write_run([old], [claim], version="1")
    assert len(ids(ledger.retired())) == 2
    ledger.check()


def test_the_same_bytes_read_to_another_text_make_a_version_too(ledger, decided, make_document, make_claim):
    old = make_document("a")
    ledger.write_run([old], [make_claim("a")], version="1")
    decided("a")
    ledger.write_run([msgspec.structs.replace(old, text="مقدمة.\n" + old.text)], [], version="2")
    [version] = ledger.retired()
    assert version.id == f"a~{sha256(old.text.encode())[:8]}"
    ledger.check()


def test_redacted_words_stay_out(ledger, decided, make_document, make_claim):
    decided(purge="اللواء الخامس")
    ledger.write_run([make_document("a")], [make_claim("a")], version="1")
    [document] = ledger.documents()
    assert "اللواء" not in document.text
    assert len(document.text) == len(make_document("a").text)
    assert list(ledger.claims()) == []
    assert ledger.has_redactions()
    ledger.check()


def test_adding_keeps_what_is_there_and_replaces_what_is_read_again(ledger, make_document, make_claim):
    ledger.write_run([make_document("a"), make_document("c")], [make_claim("a"), make_claim("c")], version="1")
    more = make_claim("a", event="killed")
    added = [make_document("b", url="http://b.example/1"), make_document("a", title="غيره")]
    ledger.write_run(added, [make_claim("b"), make_claim("a"), more], version="2", inputs=["a", "b"])
    assert [(d.id, d.title) for d in ledger.documents()] == [("a", "غيره"), ("c", "عنوان"), ("b", "عنوان")]
    assert [(c.document, c.event) for c in ledger.claims()] == [
        ("a", "entry"),
        ("a", "killed"),
        ("c", "entry"),
        ("b", "entry"),
    ]
    assert (ledger.run().documents, ledger.run().claims, ledger.run().version) == (3, 4, "2")
    ledger.check()


def test_adding_the_same_twice_changes_nothing(ledger, make_document, make_claim):
    ledger.write_run([make_document("a"), make_document("c")], [make_claim("a")], version="1")
    for _ in range(2):
        ledger.write_run([make_document("b"), make_document("c")], [make_claim("c")], version="1", inputs=["b", "c"])
        state = content(ledger)
    ledger.write_run([make_document("b"), make_document("c")], [make_claim("c")], version="1", inputs=["b", "c"])
    assert content(ledger) == state
    ledger.check()


def test_adding_to_nothing_is_a_run(ledger, make_document, make_claim):
    ledger.write_run([make_document("a")], [make_claim("a")], version="1", inputs=["a"])
    added = content(ledger)
    ledger.write_run([make_document("a")], [make_claim("a")], version="1")
    assert content(ledger) == added


def test_adding_forgets_that_the_same_input_was_set_aside(ledger, make_document):
    failed = [SetAside("a.txt", "empty", "a.txt: empty"), SetAside("z.txt", "empty", "z.txt: empty")]
    ledger.write_run([], [], failed, version="1")
    ledger.write_run(
        [make_document("a")],
        [],
        [SetAside("b.txt", "binary", "b.txt: binary")],
        version="1",
        inputs=["a.txt", "b.txt"],
    )
    assert [one.source for one in ledger.set_aside()] == ["z.txt", "b.txt"]
    assert ledger.run().set_aside == 2
    ledger.check()


def test_adding_a_changed_text_keeps_the_version_that_was_decided_about(ledger, decided, make_document, make_claim):
    old = make_document("a")
    ledger.write_run([old, make_document("b")], [make_claim("a"), make_claim("b")], version="1")
    decided("a")
    ledger.write_run([changed(old, "نص جديد.\n")], [], version="1", inputs=["a"])
    assert ids(ledger.documents()) == ["a", "b"]
    assert ids(ledger.retired()) == [f"a~{old.sha256[:8]}"]
    ledger.check()


def test_a_run_that_fails_leaves_everything_as_it_was(ledger, decided, make_document, make_claim):
    ledger.write_run([make_document("a")], [make_claim("a")], version="1")
    before = content(ledger)
    decided("a")
    for inputs in (None, ["b"]):
        with pytest.raises(LedgerError, match="which is not in this run"):
            ledger.write_run([make_document("b")], [make_claim("c")], version="2", inputs=inputs)
        assert content(ledger) == before
        ledger.check()


def test_an_index_of_other_forms_is_built_anew(ledger, make_document, make_claim, monkeypatch):
    ledger.write_run([make_document("a"), make_document("b")], [make_claim("a")], version="1")
    monkeypatch.setattr("riwaya.ledger.index.forms_version", lambda: "other")
    monkeypatch.setattr("riwaya.ledger.index.index_forms", lambda text: ["all"] if text else [])
    with pytest.raises(LedgerError, match="the search index was built by another riwaya"):
        ledger.check()
    another = make_document("c", url="http://c.example/1")
    ledger.write_run([make_document("b"), another], [], version="1", inputs=["b", "c"])
    ledger.check()
    with ledger.reading() as connection:
        assert index_tables.positions(connection) == [0, 1, 2]
