"""Decisions in a ledger: none overwrites another unseen, all can be undone, and what stands is what is shown."""

import datetime
import sqlite3

import msgspec
import pytest

from riwaya.ledger import corrections, effective, open_ledger, reviews
from riwaya.ledger.decisions import BuiltUpon, Conflict, Draft, Target, relation_id
from riwaya.ledger.queue import Filters, counts, queue
from riwaya.model.errors import LedgerError, RecordError


@pytest.fixture
def clock():
    """A clock that goes on by a minute each time it is looked at."""
    moments = (datetime.datetime(2031, 6, 1, 8, minute, tzinfo=datetime.UTC) for minute in range(60))
    return lambda: next(moments)


@pytest.fixture
def claims(make_claim):
    return [
        make_claim(),
        make_claim(event="killed", score=0.5),
        make_claim("south/report-2", stance="denies", denial="rebuttal", denies_what="event"),
    ]


@pytest.fixture
def documents(make_document):
    return [make_document(), make_document("south/report-2")]


@pytest.fixture
def ledger(tmp_path, documents, claims):
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, claims, version="1")
        yield ledger


@pytest.fixture
def decide(ledger, clock):
    """Makes a decision about what is there now, as `salma` unless another is named."""

    def made(action, kind, id, new=None, *, who="salma", why=None, version=None, also=(), sample=None):
        target = Target(kind, id)
        seen = reviews.version(ledger, target) if version is None else version
        return reviews.decide(ledger, Draft(action, target, who, new, why, also, sample), seen, now=clock)

    return made


def statuses(ledger, **options):
    return {r.claim.id: r.status for r in effective.claims(ledger, **options)}


def test_nothing_decided_leaves_the_machines_claims(ledger, claims):
    found = list(effective.claims(ledger))
    assert [r.claim for r in found] == claims
    assert {(r.status, r.version, r.decision) for r in found} == {("unreviewed", 0, None)}


def test_a_decision_says_who_when_what_was_and_what_is(ledger, claims, decide, documents):
    made = decide("correct", "claim", claims[0].id, {"event": "capture"}, why="  the text says so ")
    assert (made.who, made.when, made.seq, made.version) == ("salma", "2031-06-01T08:00:00.000000Z", 1, 0)
    assert made.old["claim"] == corrections.as_json(claims[0])
    assert (made.old["status"], made.new, made.why) == ("unreviewed", {"event": "capture"}, "the text says so")
    assert (made.document, made.sha256) == (documents[0].id, documents[0].sha256)
    assert reviews.history(ledger, Target("claim", claims[0].id)) == [made]
    assert reviews.decision(ledger, made.id) == made
    reviewed = effective.claim(ledger, claims[0].id)
    assert (reviewed.status, reviewed.version, reviewed.decision) == ("corrected", 1, made.id)
    assert reviewed.claim.event == "capture"


def test_claims_are_shown_as_decided(ledger, claims, decide, documents):
    decide("confirm", "claim", claims[0].id)
    decide("reject", "claim", claims[1].id)
    text = documents[1].text
    start = text.index("وقتلوا")
    fields = {"event": "killed", "evidence": {"start": start, "end": start + 15}}
    missed = corrections.added(documents[1], fields)
    decide("add", "claim", missed.id, corrections.as_json(missed))
    assert statuses(ledger) == {claims[0].id: "confirmed", claims[2].id: "unreviewed", missed.id: "added"}
    assert statuses(ledger, rejected=True)[claims[1].id] == "rejected"
    assert list(statuses(ledger, document=documents[1].id)) == [claims[2].id, missed.id]
    assert effective.claim(ledger, missed.id).claim == missed
    assert [r.claim.score for r in effective.claims(ledger)] == [1.0, claims[2].score, 1.0]
    assert list(ledger.claims()) == claims  # the machine's layer is as it was
    ledger.check()


def test_claims_at_a_place_follow_what_was_decided_about_the_place(ledger, claims, decide, documents):
    here = corrections.key_of(claims[0].places[0])
    assert here.startswith("text:")
    assert len(statuses(ledger, place=here)) == 3
    raqqa = {"place": {"entity": "place:syria/raqqa"}}
    from riwaya.gazetteer.places import Places

    some = next(iter(Places.load()._by_id))
    raqqa = {"place": {"entity": some}}
    decide("set_place", "claim", claims[0].id, raqqa | {"index": 0})
    assert list(statuses(ledger, place=some)) == [claims[0].id]
    assert len(statuses(ledger, place=here)) == 2
    decide("set_place", "place", here, raqqa | {"document": documents[1].id})
    assert list(statuses(ledger, place=some)) == [claims[0].id, claims[2].id]
    found = effective.claim(ledger, claims[2].id)
    assert found.status == "unreviewed"
    assert found.claim.places[0].name == Places.load().by_id(some).name
    decide("set_place", "place", here, raqqa)
    assert len(statuses(ledger, place=some)) == 3
    assert statuses(ledger, place=here) == {}
    with pytest.raises(RecordError, match="the gazetteer has no place 'place:nowhere'"):
        decide("set_place", "place", here, {"place": {"entity": "place:nowhere"}})


def test_the_second_writer_is_told_who_was_first(ledger, claims, decide):
    first = decide("confirm", "claim", claims[0].id, who="salma")
    with pytest.raises(Conflict) as caught:
        decide("reject", "claim", claims[0].id, who="omar", version=0)
    assert (caught.value.by, caught.value.when, caught.value.decision) == ("salma", first.when, first)
    assert "salma decided on it (confirm) at 2031-06-01T08:00" in str(caught.value)
    assert isinstance(caught.value, LedgerError)
    assert effective.claim(ledger, claims[0].id).status == "confirmed"
    assert len(reviews.everything(ledger)) == 1
    decide("reject", "claim", claims[0].id, who="omar", version=1)


def test_a_decision_is_never_changed_or_deleted(ledger, claims, decide):
    decide("confirm", "claim", claims[0].id)
    connection = sqlite3.connect(ledger.path)
    for statement in (
        "UPDATE decisions SET who = 'x'",
        "DELETE FROM decisions",
        "DELETE FROM decision_targets",
        "UPDATE decision_targets SET id = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never changed or deleted"):
            connection.execute(statement)


def test_undo_undo_of_undo_and_what_was_built_upon(ledger, claims, decide, clock):
    id = claims[0].id
    confirm = decide("confirm", "claim", id)
    correct = decide("correct", "claim", id, {"event": "capture"})
    with pytest.raises(BuiltUpon, match=f"later decisions rest on it: {correct.id} \\(correct by salma"):
        reviews.undo(ledger, confirm.id, "omar", now=clock)
    undone = reviews.undo(ledger, correct.id, "omar", "a slip", now=clock)
    assert (undone.undoes, undone.who, undone.why, undone.version) == (correct.id, "omar", "a slip", 2)
    assert effective.claim(ledger, id).status == "confirmed"
    with pytest.raises(LedgerError, match="has been undone already"):
        reviews.undo(ledger, correct.id, "omar", now=clock)
    again = reviews.undo(ledger, undone.id, "salma", now=clock)
    assert effective.claim(ledger, id).claim.event == "capture"
    with pytest.raises(LedgerError, match="has been undone already"):
        reviews.undo(ledger, undone.id, "salma", now=clock)
    reviews.undo(ledger, again.id, "salma", now=clock)
    reviews.undo(ledger, confirm.id, "salma", now=clock)  # nothing rests on it any more
    found = effective.claim(ledger, id)
    assert (found.status, found.version, found.claim) == ("unreviewed", 6, claims[0])
    assert [d.action for d in reviews.history(ledger, Target("claim", id))] == ["confirm", "correct", *["undo"] * 4]
    with pytest.raises(Conflict):
        reviews.undo(ledger, again.id, "salma", expected_version=3, now=clock)
    with pytest.raises(LedgerError, match="there is no decision 'x'"):
        reviews.undo(ledger, "x", "salma", now=clock)


def test_an_undoing_is_not_undone_under_what_was_decided_since(ledger, claims, decide, clock):
    reject = decide("reject", "claim", claims[0].id)
    undone = reviews.undo(ledger, reject.id, "salma", now=clock)
    decide("confirm", "claim", claims[0].id)
    with pytest.raises(BuiltUpon):
        reviews.undo(ledger, undone.id, "salma", now=clock)


def test_events_are_merged_and_split_by_their_claims(ledger, claims, decide, clock):
    a, b, c = (claim.id for claim in claims)
    other = (Target("event", "e2"), 0)
    merge = decide("merge", "event", "e1", {"claims": [[a], [c]]}, also=(other,))
    assert effective.grouping(ledger).regroup([[a, b], [c]]) == [[a, b, c]]
    assert reviews.history(ledger, Target("event", "e2")) == [merge]
    assert merge.also == (other,)
    with pytest.raises(Conflict):
        decide("split", "event", "e2", {"claims": [[a], [c]]}, version=0)
    reviews.undo(ledger, merge.id, "salma", now=clock)
    assert effective.grouping(ledger).regroup([[a, b], [c]]) == [[a, b], [c]]
    assert reviews.version(ledger, Target("event", "e2")) == 2
    with pytest.raises(LedgerError, match="holds no claim 'zz'"):
        decide("merge", "event", "e1", {"claims": [[a], ["zz"]]})


def test_events_of_different_places_are_not_merged(ledger, claims, decide):
    a, _, c = (claim.id for claim in claims)
    word = claims[2].agents[0]
    elsewhere = {"text": word.text, "start": word.start, "end": word.end, "name": "elsewhere", "entity": "place:raqqa"}
    decide("correct", "claim", c, {"places": [elsewhere]})
    with pytest.raises(RecordError, match="of different places"):
        decide("merge", "event", "e1", {"claims": [[a], [c]]})


def test_relations_are_linked_and_unlinked(ledger, claims, decide):
    a, _, c = (claim.id for claim in claims)
    decide("link", "relation", relation_id(c, a), {"a": c, "b": a, "type": "contradicts", "subtype": "direct"})
    link = effective.links(ledger)[0]
    assert (link.a, link.b, link.type, link.subtype, link.holds) == (c, a, "contradicts", "direct", True)
    decide("unlink", "relation", relation_id(c, a), {"a": c, "b": a})
    assert [link.holds for link in effective.links(ledger)] == [False]
    with pytest.raises(RecordError, match="is not the relation of"):
        decide("link", "relation", "x~y", {"a": c, "b": a, "type": "repeats"})


def test_institutions_are_graded_and_private_persons_never(ledger, decide):
    decide("grade", "source", "outlet:example", {"grade": "C"}, why="two of its reports were withdrawn")
    decide("grade", "source", "voice:sohr", {"grade": "B"}, why="a long record")
    assert {source: letter for source, (letter, _) in effective.grades(ledger).items()} == {
        "outlet:example": "C",
        "voice:sohr": "B",
    }
    decide("grade", "source", "voice:sohr", {"grade": None}, why="too early")
    assert list(effective.grades(ledger)) == ["outlet:example"]
    for private in (
        "pool:activist",
        "voice:activists",
        "أبو محمد",
        "text:ابو محمد",
        "outlet:",
        "actor:stephen-townsend",
    ):
        with pytest.raises(RecordError, match="private persons are never graded"):
            decide("grade", "source", private, {"grade": "E"}, why="x")


def test_a_document_is_reviewed_whole(ledger, decide, documents, claims, clock):
    made = decide("confirm", "document", documents[0].id)
    decide("confirm", "claim", claims[0].id)
    assert effective.reviewed_documents(ledger) == {documents[0].id: made}
    found = reviews.history_of_document(ledger, documents[0].id)
    assert [(d.target.kind, d.action) for d in found] == [("document", "confirm"), ("claim", "confirm")]
    reviews.undo(ledger, made.id, "salma", now=clock)
    assert effective.reviewed_documents(ledger) == {}


@pytest.mark.parametrize(
    ("action", "kind", "id", "new", "who", "says"),
    [
        ("confirm", "claim", "zz", None, "salma", "holds no claim 'zz'"),
        ("confirm", "document", "zz", None, "salma", "holds no document 'zz'"),
        ("merge", "claim", "zz", None, "salma", "merge cannot be decided about a claim"),
        ("undo", "claim", "zz", None, "salma", "undo cannot be decided"),
        ("confirm", "claim", "", None, "salma", "must be named"),
        ("confirm", "claim", "zz", None, "  ", "needs the name of who"),
        ("confirm", "claim", "zz", None, "sal\nma", "needs the name of who"),
    ],
)
def test_decisions_that_cannot_be_made_are_refused_and_leave_nothing(ledger, decide, action, kind, id, new, who, says):
    with pytest.raises((LedgerError, RecordError), match=says):
        decide(action, kind, id, new, who=who, version=0)
    assert reviews.everything(ledger) == []


def test_an_added_claim_is_checked_like_any_other(ledger, decide, documents, claims):
    claim = corrections.added(documents[0], {"event": "clash", "evidence": {"start": 0, "end": 10}})
    value = corrections.as_json(claim)
    for change, says in (
        ({"event": "party"}, "unknown event type"),
        ({"document": "zz"}, "holds no document"),
        ({"evidence": {"start": 1, "end": 11, "text": claim.evidence.text}}, "is not at"),
        ({"attitude": "endorsing", "evidence": {"start": 0, "end": 3, "text": "قال"}}, "the id of this claim is"),
    ):
        with pytest.raises((LedgerError, RecordError), match=says):
            decide("add", "claim", claim.id, value | change)
    decide("add", "claim", claim.id, value | {"rules": ["x"], "score": 0.2})
    assert effective.claim(ledger, claim.id).claim == claim
    with pytest.raises(RecordError, match="is there already"):
        decide("add", "claim", claim.id, value)
    with pytest.raises(RecordError, match="is there already"):
        decide("add", "claim", claims[0].id, corrections.as_json(claims[0]))


def test_who_changed_what(ledger, claims, decide):
    decide("confirm", "claim", claims[0].id, who="salma")
    decide("confirm", "claim", claims[1].id, who="omar")
    last = decide("reject", "claim", claims[2].id, who="salma")
    assert [d.seq for d in reviews.everything(ledger)] == [1, 2, 3]
    assert [d.seq for d in reviews.everything(ledger, who="salma")] == [1, 3]
    assert reviews.everything(ledger, newest=True, limit=1) == [last]
    assert [d.seq for d in reviews.everything(ledger, since=1)] == [2, 3]
    assert [d.seq for d in reviews.everything(ledger, limit=1, offset=1)] == [2]


def test_decisions_travel_between_processes(ledger, claims, decide):
    import pickle

    made = decide("confirm", "claim", claims[0].id)
    for error in (Conflict(made.target, 0, 1, made), BuiltUpon(made, [made])):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert msgspec.json.decode(msgspec.json.encode(made), type=type(made)) == made


def test_the_queue_holds_what_nobody_looked_at(ledger, claims, decide, documents, clock):
    def ids(**filters):
        return [r.claim.id for r in queue(ledger, Filters(**filters))]

    a, b, c = (claim.id for claim in claims)
    assert ids() == [a, b, c]
    first = decide("confirm", "claim", a)
    decide("reject", "claim", b)
    missed = corrections.added(documents[1], {"event": "clash", "evidence": {"start": 0, "end": 10}})
    decide("add", "claim", missed.id, corrections.as_json(missed))
    assert ids() == [c]
    assert ids(status="rejected") == [b]
    assert ids(status="confirmed") == [a]
    assert ids(status="added") == ids(status="added", document=documents[1].id) == [missed.id]
    assert ids(status="added", document=documents[0].id) == []
    assert ids(status=None) == [a, b, c]
    assert ids(status=None, event="killed") == [b]
    assert ids(status=None, stance="denies", outlet="outlet:example") == [c]
    assert ids(status=None, voice="voice:activists", below=0.6) == [b]
    assert ids(status=None, place="place:x") == ids(status=None, actor="actor:x") == []
    assert [r.status for r in queue(ledger, Filters(status=None), limit=1, offset=1)] == ["rejected"]
    counted = {"unreviewed": 1, "confirmed": 1, "corrected": 0, "rejected": 1, "added": 1, "re-review": 0}
    assert counts(ledger) == counted
    reviews.undo(ledger, first.id, "omar", now=clock)
    assert ids() == [a, c]
    assert counts(ledger) == counted | {"unreviewed": 2, "confirmed": 0}


def test_a_record_that_was_tampered_with_is_found(ledger, claims, decide):
    decide("confirm", "claim", claims[0].id)
    decide("correct", "claim", claims[0].id, {"event": "capture"})
    decide("reject", "claim", claims[1].id)
    ledger.check()
    connection = sqlite3.connect(ledger.path)
    connection.execute("DROP TRIGGER decisions_unchanged")
    connection.execute("DROP TRIGGER decisions_undeleted")
    connection.execute("DROP TRIGGER decision_targets_undeleted")
    connection.commit()
    kept = sqlite3.connect(":memory:")
    connection.backup(kept)
    for statements, says in (
        (["UPDATE decisions SET who = 'omar' WHERE seq = 1"], "its id is not the hash of what it says"),
        (["UPDATE targets SET version = 7"], "is said to be at version 7"),
        (
            [f"DELETE FROM {table} WHERE seq = 2" for table in ("decision_targets", "decisions")],
            "one is missing",
        ),
    ):
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        with pytest.raises(LedgerError, match=says):
            ledger.check()
        kept.backup(connection)
    ledger.check()
