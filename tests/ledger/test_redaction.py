"""What was redacted is nowhere any more: not in any table, not in any byte of any file, not after another run."""

import datetime
import json
import sqlite3

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from riwaya.lang.index_forms import index_forms
from riwaya.ledger import corrections, effective, open_ledger, rereview, reviews
from riwaya.ledger.decisions import Draft, Target, relation_id
from riwaya.ledger.derived_tables import DERIVED
from riwaya.ledger.redaction import purge
from riwaya.ledger.redaction.mark import is_redacted
from riwaya.ledger.redaction.rules import KEY_FILE, KEY_VARIABLE
from riwaya.ledger.redaction.sweep import sweep
from riwaya.ledger.redaction.words import FILLER, HashedNeedles, Key, Needles, filled, hashed, rows_of_name
from riwaya.model import Actor, Claim, Cue, Document, Place, Published, Quantity, Voice, claim_id, cut
from riwaya.model.errors import LedgerError, UsageError
from riwaya.model.ids import sha256
from riwaya.pipeline import SetAside
from riwaya.text.normalise import fold
from riwaya.workspace.derive import derive

NAME = "سلوان الدرعاوي"
TEXT = (
    "قال الشاهد سلوان الدرعاوي إن سبعة جنود قتلوا في قرية تل الزيتون يوم الأحد.\n"
    "وأضاف لسلوان الدرعاوي جاره أن القصف دمّر المخبز القديم شرقي القرية.\n"
)
SECRET = "القصف دمّر المخبز القديم"


def now():
    return datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC)


def at(record, words, text=TEXT, **fields):
    start = text.index(words)
    return record(words, start, start + len(words), **fields)


def claim_of(document, evidence, event, **fields):
    start = document.text.index(evidence)
    claim = Claim(
        id="",
        document=document.id,
        evidence=cut(document.text, start, start + len(evidence)),
        voices=(),
        cue=None,
        attitude="neutral",
        stance="asserts",
        denial=None,
        denies_what=None,
        event=event,
        background=False,
        agents=(),
        targets=(),
        places=(),
        time=None,
        extent=None,
        quantities=(),
        rules=("r",),
        score=0.5,
    )
    claim = msgspec.structs.replace(claim, **fields)
    return msgspec.structs.replace(claim, id=claim_id(document.id, claim))


@pytest.fixture
def document():
    return Document(
        id="east/one",
        text=TEXT,
        sha256=sha256(TEXT.encode()),
        title=f"شهادة {NAME} عن القرية",
        url="https://example.org/سلوان-الدرعاوي",
        published=Published("2031-05-06", "2031-05-06", "sidecar"),
    )


@pytest.fixture
def other():
    text = "عاد الهدوء إلى قرية تل الزيتون بعد الظهر.\n"
    return Document(id="west/two", text=text, sha256=sha256(text.encode()))


@pytest.fixture
def claims(document, other):
    voice = at(Voice, NAME, name="Silwan", entity=None, kind="witness", also=("سلوان",))
    place = at(Place, "قرية تل الزيتون", lat=1.0, lon=2.0, precision="point")
    return [
        claim_of(
            document,
            "سبعة جنود قتلوا في قرية تل الزيتون",
            "killed",
            voices=(voice,),
            cue=Cue(TEXT[:3], 0, 3),
            places=(place,),
            quantities=(Quantity("سبعة جنود", 7, 7, "people"),),
        ),
        claim_of(document, SECRET, "destruction", targets=(at(Actor, "المخبز القديم"),)),
        claim_of(document, f"{NAME} جاره أن القصف", "shelling", agents=(at(Actor, NAME),)),
        claim_of(other, "عاد الهدوء إلى قرية تل الزيتون", "other"),
    ]


@pytest.fixture
def folder(tmp_path, document, other, claims):
    """A folder with a ledger in which much was decided about what is to go."""
    path = tmp_path / "out"
    path.mkdir()
    with open_ledger(path / "ledger.db", create=True) as ledger:
        ledger.write_run([document, other], claims, [aside()], version="1", options={"title": f"عن {NAME}"})
        decide(ledger, "correct", claims[0].id, {"agents": [span(document.text, NAME)]}, why=f"سمعت من {NAME}")
        decide(ledger, "confirm", claims[1].id, why="يقول إن القصف دمر المخبز القديم فعلا")
        decide(ledger, "reject", claims[2].id)
        undone = decide(ledger, "confirm", claims[3].id)
        reviews.undo(ledger, undone.id, "omar", now=now)
        missed = corrections.added(document, {"event": "statement", "evidence": span(document.text, f"الشاهد {NAME}")})
        decide(ledger, "add", missed.id, corrections.as_json(missed))
        pair = relation_id(claims[0].id, claims[3].id)
        link = {"a": claims[0].id, "b": claims[3].id, "type": "repeats"}
        decide(ledger, "link", pair, link, kind="relation")
        merged = {"claims": [[claims[0].id, claims[1].id], [claims[3].id]]}
        decide(ledger, "merge", "e1", merged, kind="event")
        decide(ledger, "set_actor", "text:" + fold(NAME), {"actor": {"name": NAME}}, kind="actor")
        derive(ledger)
        ledger.check()
    return path


def aside():
    return SetAside(f"{NAME}.txt", "empty", f"{NAME}.txt: empty; give text")


def span(text, words):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def decide(ledger, action, id, new=None, *, kind="claim", why=None):
    target = Target(kind, id)
    return reviews.decide(ledger, Draft(action, target, "salma", new, why), reviews.version(ledger, target), now=now)


def forms_of(words):
    """How words may stand in a file: as they are, folded, as the search index has them, escaped; in two encodings."""
    plain = [words, fold(words), *(w for w in words.split()), *map(fold, words.split()), *index_forms(words)]
    escaped = [json.dumps(form)[1:-1] for form in plain]
    for form in {*plain, *escaped}:
        yield form.encode()
        yield form.encode("utf-16-le")


def assert_nowhere(folder, words):
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            for form in forms_of(words):
                assert form not in raw, f"{form!r} is in {path.name}"


def redact(folder, reason="طلب من أهل البيت", **wanted):
    with open_ledger(folder) as ledger:
        stone = purge.redact(ledger, purge.Wanted(**wanted), who="nour", reason=reason, now=now)
        assert derived_rows(ledger) == 0  # to be worked out anew
        sweep(ledger)
        ledger.check()
    return stone


def derived_rows(ledger):
    with ledger.reading() as connection:
        return sum(connection.execute(select(func.count()).select_from(table)).scalar() for table in DERIVED)


def test_the_test_finds_what_is_there(folder):
    with open_ledger(folder) as ledger:
        assert derived_rows(ledger)
    for words in (NAME, SECRET):
        with pytest.raises(AssertionError, match=r"is in ledger\.db"):
            assert_nowhere(folder, words)


def test_a_person_is_nowhere_any_more(folder, document, claims):
    stone = redact(folder, names=(NAME,))
    assert_nowhere(folder, NAME)
    with open_ledger(folder) as ledger:
        text = ledger.document(document.id).text
        assert len(text) == len(TEXT)
        assert text == TEXT.replace("لسلوان الدرعاوي", FILLER * 15).replace(NAME, FILLER * 14)
        found = {c.event: c for c in ledger.claims(document=document.id)}
        assert set(found) == {"killed", "destruction", "shelling"}
        voice = found["killed"].voices[0]
        assert (voice.text, voice.name, voice.also, voice.kind) == (FILLER * 14, None, (), "witness")
        assert found["killed"].places == claims[0].places  # nothing else went
        assert found["killed"].quantities == claims[0].quantities
        assert found["destruction"] == claims[1]
        assert found["killed"].id != claims[0].id  # the id was a hash of the name
        statuses = {r.claim.event: r.status for r in effective.claims(ledger, document.id, rejected=True)}
        assert statuses == {
            "killed": "corrected",
            "destruction": "confirmed",
            "shelling": "rejected",
            "statement": "added",
        }
        assert effective.links(ledger)[0].a == found["killed"].id
        assert found["killed"].id in effective.grouping(ledger).claims()
        assert next(ledger.set_aside()).source == FILLER * 14 + ".txt"
        assert [d.action for d in reviews.everything(ledger)][:3] == ["correct", "confirm", "reject"]
    assert stone.kind == "person"
    assert (stone.counts["documents"], stone.counts["claims"]) == (1, 2)
    assert stone.counts["decisions"] >= 5


def test_a_passage_is_nowhere_any_more_and_claims_of_it_go(folder, document, claims):
    start = document.text.index(SECRET)
    redact(folder, document=document.id, span=(start, start + len(SECRET)))
    for words in ("دمّر", "المخبز"):
        assert_nowhere(folder, words)
    with open_ledger(folder) as ledger:
        assert ledger.document(document.id).text[start : start + len(SECRET)] == FILLER * len(SECRET)
        assert NAME in ledger.document(document.id).text
        found = {c.event: c for c in ledger.claims(document=document.id)}
        assert set(found) == {"killed", "shelling"}
        assert found["shelling"].evidence.text.endswith(FILLER)
        history = reviews.history_of_document(ledger, document.id)
        tombstone = next(d for d in history if d.seq == 2)
        assert (tombstone.action, tombstone.who, tombstone.old, tombstone.new) == ("confirm", "salma", None, None)
        assert tombstone.redacted
        assert tombstone.target.id.startswith("redacted:")


def test_a_document_is_nowhere_any_more(folder, document, other):
    redact(folder, document=document.id)
    for words in (SECRET, "جنود", "الشاهد"):
        assert_nowhere(folder, words)
    with open_ledger(folder) as ledger:
        gone = ledger.document(document.id)
        assert set(gone.text) == {FILLER, "\n"}
        assert (len(gone.text), gone.title, gone.url) == (len(TEXT), None, None)
        assert list(ledger.claims(document=document.id)) == []
        assert ledger.document(other.id) == other
        assert [r.claim.document for r in effective.claims(ledger)] == [other.id]
        assert len(reviews.everything(ledger)) == 9  # who decided what, when, is still told
        assert NAME not in str(reviews.history_of_document(ledger, document.id))
        assert rereview.waiting(ledger) == []


@pytest.mark.parametrize("what", ["person", "passage", "document"])
def test_it_stays_redacted_when_the_same_reports_are_read_again(folder, document, other, claims, what):
    start = document.text.index(SECRET)
    redact(
        folder,
        **{
            "person": {"names": (NAME,)},
            "passage": {"document": document.id, "span": (start, start + len(SECRET))},
            "document": {"document": document.id},
        }[what],
    )
    with open_ledger(folder) as ledger:
        before = list(ledger.documents()), list(ledger.claims()), list(effective.claims(ledger, rejected=True))
        history = reviews.everything(ledger)
        asides = [aside()] if what == "person" else []
        ledger.write_run([document, other], claims, asides, version="1")
        sweep(ledger)
        after = list(ledger.documents()), list(ledger.claims()), list(effective.claims(ledger, rejected=True))
        assert after == before
        assert reviews.everything(ledger) == history
        assert ledger.has_redactions()
        ledger.check()
    for words in {"person": [NAME], "passage": ["المخبز"], "document": [SECRET, "جنود"]}[what]:
        assert_nowhere(folder, words)


def test_a_person_is_redacted_of_new_reports_too(folder, other):
    redact(folder, names=(NAME,))
    text = f"وصل سلـوان الدرعاوي إلى المدينة مع ابنه.\n{other.text}"
    new = msgspec.structs.replace(other, id="new", text=text, sha256=sha256(text.encode()), title=NAME)
    claim = claim_of(new, "وصل سلـوان الدرعاوي إلى المدينة", "other", agents=(at(Actor, "سلـوان الدرعاوي", text),))
    with open_ledger(folder) as ledger:
        ledger.write_run([new], [claim], version="1")
        stored = ledger.document("new")
        assert (stored.text[:20], stored.title) == ("وصل " + FILLER * 15 + " ", FILLER * 14)
        assert is_redacted(stored.sha256)
        assert next(ledger.claims()).agents[0].text == FILLER * 15
        sweep(ledger)
    assert_nowhere(folder, NAME)


def test_an_edited_version_keeps_its_passage_redacted(folder, document, other):
    start = document.text.index(SECRET)
    redact(folder, document=document.id, span=(start, start + len(SECRET)))
    text = "تحديث: " + TEXT
    edited = msgspec.structs.replace(document, text=text, sha256=sha256(text.encode()))
    with open_ledger(folder) as ledger:
        ledger.write_run([edited, other], [], version="1")
        assert ledger.document(document.id).text[start + 7 :].startswith(FILLER * len(SECRET))
        sweep(ledger)
    assert_nowhere(folder, "المخبز")


def test_old_versions_of_a_document_are_redacted_too(folder, document, other):
    text = "تحديث: " + TEXT
    edited = msgspec.structs.replace(document, text=text, sha256=sha256(text.encode()))
    with open_ledger(folder) as ledger:
        ledger.write_run([edited, other], [], version="2")
        (old,) = ledger.retired()
        assert old.id.startswith("east/one~")
    stone = redact(folder, document=document.id)
    assert stone.counts["documents"] == 2
    assert_nowhere(folder, SECRET)
    with open_ledger(folder) as ledger:
        (old,) = ledger.retired()
        assert old.id != f"{document.id}~{sha256(TEXT.encode())[:8]}"  # it named the hash of the text


def test_without_the_key_nothing_is_taken_in(folder, document, other, claims, monkeypatch, tmp_path):
    redact(folder, names=(NAME,))
    key = folder / KEY_FILE
    assert key.stat().st_mode & 0o077 == 0
    key.rename(tmp_path / "elsewhere.key")
    with open_ledger(folder) as ledger:
        before = list(ledger.documents())
        with pytest.raises(LedgerError, match="without it what was redacted would come back"):
            ledger.write_run([document, other], claims, version="1")
        assert list(ledger.documents()) == before
        monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "elsewhere.key"))
        ledger.write_run([document, other], claims, version="1")
        assert list(ledger.documents()) == before


def test_a_dry_run_says_what_would_go_and_leaves_all_as_it_was(folder):
    def dump():
        connection = sqlite3.connect(folder / "ledger.db")
        try:
            return "\n".join(connection.iterdump())
        finally:
            connection.close()

    before = dump()
    with open_ledger(folder) as ledger:
        stone = purge.redact(ledger, purge.Wanted(names=(NAME,)), who="nour", reason="x", dry_run=True, now=now)
        assert purge.tombstones(ledger) == []
    assert stone.documents == ("east/one",)
    assert dump() == before
    assert not (folder / KEY_FILE).exists()


def test_the_tombstone_says_who_when_why_and_never_what(folder):
    stone = redact(folder, names=(NAME,))
    with open_ledger(folder) as ledger:
        (found,) = purge.tombstones(ledger)
    assert found == msgspec.structs.replace(stone, documents=(), warnings=())
    assert (found.who, found.reason, found.when) == ("nour", "طلب من أهل البيت", "2031-06-01T00:00:00.000000Z")
    connection = sqlite3.connect(folder / "ledger.db")
    for statement in ("DELETE FROM redactions", "UPDATE redactions SET reason = 'x'", "UPDATE decisions SET who = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed or deleted"):
            connection.execute(statement)


@pytest.mark.parametrize(
    ("wanted", "reason", "says"),
    [
        ({}, "x", "name what is to be redacted"),
        ({"names": ("سلوان الدرعاوي",)}, "  ", "needs who asks for it and the reason"),
        ({"names": ("سلوان الدرعاوي",)}, "سلوان الدرعاوي طلبها", "the reason repeats what is to be redacted"),
        ({"names": ("من",)}, "x", "too short for a name"),
        ({"names": ("فلان الفلاني",)}, "x", "nothing in the ledger is of this"),
        ({"document": "nowhere"}, "x", "holds no document 'nowhere'"),
        ({"document": "east/one", "span": (5, 9999)}, "x", r"\[5, 9999\) is no range"),
        ({"document": "east/one", "span": (5, 5)}, "x", r"\[5, 5\) is no range"),
    ],
)
def test_what_cannot_be_redacted_is_said_and_nothing_is_changed(folder, wanted, reason, says):
    with open_ledger(folder) as ledger:
        before = list(ledger.documents())
        with pytest.raises((UsageError, LedgerError), match=says):
            purge.redact(ledger, purge.Wanted(**wanted), who="nour", reason=reason, now=now)
        assert list(ledger.documents()) == before
        assert purge.tombstones(ledger) == []


def test_copies_of_a_passage_elsewhere_are_pointed_out(tmp_path, document, other):
    copy = msgspec.structs.replace(other, text=f"وذكر موقع آخر أن {SECRET} أمس.\n")
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run([document, copy], [], version="1")
        start = TEXT.index(SECRET)
        wanted = purge.Wanted(document.id, (start, start + len(SECRET)))
        stone = purge.redact(ledger, wanted, who="nour", reason="x", now=now)
    assert stone.warnings == ("the same words stand in west/two, characters 17 to 41; redact them there too",)


letters = st.text("ابتحمروسنلكيىةأإ ", min_size=1, max_size=30)


@given(
    before=letters, name=st.lists(st.text("حمروسنيعد", min_size=3, max_size=6), min_size=1, max_size=3), after=letters
)
def test_names_are_found_by_words_and_by_hashes_alike(before, name, after):
    text = f"{before} {' '.join(name)} {after}"
    rows, key = rows_of_name(" ".join(name)), Key(b"k" * 32)
    found = Needles(rows).spans(text)
    assert found == HashedNeedles(key, [hashed(key, row) for row in rows]).spans(text)
    gone = filled(text, found)
    assert len(gone) == len(text)
    assert Needles(rows).spans(gone) == []
    assert f" {' '.join(name)} " not in f" {gone} "  # it may be part of another word


@pytest.mark.parametrize(
    "written", ["وعبد الله الحسن", "لعبدالله الحسن", "عَبـد الله الحسن", "فبعبد الله  الحسن", "عبد الله\nالحسن"]
)
def test_a_name_is_found_however_it_is_written(written):
    text = f"ثم {written} قال"
    assert [text[a:b] for a, b in Needles(rows_of_name("عبد الله الحسن")).spans(text)] == [written]
    other = "عبد الله حسن"
    assert Needles(rows_of_name("عبد الله الحسن")).spans(other) == []
