"""After another run: decisions hold for claims that are the same, and wait for a person where they are not."""

import datetime

import msgspec
import pytest

from riwaya.ledger import corrections, effective, open_ledger, rereview, reviews
from riwaya.ledger.decisions import Draft, Target
from riwaya.model import claim_id, cut
from riwaya.model.errors import LedgerError, RecordError
from riwaya.model.ids import sha256


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        yield ledger


def now():
    return datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC)


def decide(ledger, action, id, new=None, kind="claim", also=()):
    target = Target(kind, id)
    draft = Draft(action, target, "salma", new, None, also)
    return reviews.decide(ledger, draft, reviews.version(ledger, target), now=now)


def moved_end(claim, document, by):
    """The claim as another version of the extractor might make it: its evidence ends elsewhere."""
    evidence = cut(document.text, claim.evidence.start, claim.evidence.end + by)
    changed = msgspec.structs.replace(claim, evidence=evidence)
    return msgspec.structs.replace(changed, id=claim_id(document.id, changed))


def statuses(ledger):
    return {r.claim.id: r.status for r in effective.claims(ledger, rejected=True)}


def test_the_same_claims_keep_their_decisions(ledger, make_document, make_claim):
    document, claim, other = make_document(), make_claim(), make_claim(event="killed")
    ledger.write_run([document], [claim, other], version="1")
    decide(ledger, "correct", claim.id, {"event": "capture"})
    decide(ledger, "reject", other.id)
    again = [msgspec.structs.replace(claim, score=0.9), other]  # scores and rules are not what a claim says
    ledger.write_run([document, make_document("new")], again, version="2")
    assert statuses(ledger) == {claim.id: "corrected", other.id: "rejected"}
    assert rereview.waiting(ledger) == []
    ledger.check()


def test_a_claim_that_is_gone_waits_beside_the_one_most_like_it(ledger, make_document, make_claim):
    document, claim = make_document(), make_claim()
    ledger.write_run([document], [claim], version="1")
    corrected = decide(ledger, "correct", claim.id, {"event": "capture"})
    like = moved_end(claim, document, 13)
    twin = msgspec.structs.replace(moved_end(claim, document, 5), event="killed")
    other_document = make_document("other")
    elsewhere = msgspec.structs.replace(like, id="", document="other")
    elsewhere = msgspec.structs.replace(elsewhere, id=claim_id("other", elsewhere))
    run = [document, other_document], [like, twin, elsewhere]
    ledger.write_run(*run, version="2")
    assert statuses(ledger) == {like.id: "re-review", twin.id: "unreviewed", elsewhere.id: "unreviewed"}
    (waits,) = rereview.waiting(ledger)
    # The decision made it a capture; as the machine had it, it was an entry: that is what is looked for.
    assert (waits.id, waits.document, waits.candidate, waits.reason) == (claim.id, document.id, like.id, "gone")
    assert waits.claim.event == "capture"
    assert 0.7 < waits.likeness < 0.8
    assert waits.decisions == (corrected,)
    assert effective.claim(ledger, like.id).claim.event == "entry"  # never applied by itself
    ledger.write_run(*run, version="2")
    assert len(rereview.waiting(ledger)) == 1

    ledger.write_run([document], [claim], version="1")  # the old extractor again: nothing was lost
    assert statuses(ledger) == {claim.id: "corrected"}
    assert rereview.waiting(ledger) == []


@pytest.fixture
def waiting(ledger, make_document, make_claim):
    """A ledger with one corrected claim that is gone, and the claim that came instead."""
    document, claim = make_document(), make_claim()
    ledger.write_run([document], [claim], version="1")
    decide(ledger, "correct", claim.id, {"event": "capture"})
    decide(ledger, "confirm", claim.id)
    like = moved_end(claim, document, 13)
    ledger.write_run([document], [like], version="2")
    return claim, like


def test_decisions_are_carried_over(ledger, waiting):
    claim, like = waiting
    made = rereview.carry_over(ledger, claim.id, like.id, "omar", now=now)
    assert [(d.action, d.target.id) for d in made] == [("settle", claim.id), ("correct", like.id), ("confirm", like.id)]
    found = effective.claim(ledger, like.id)
    assert (found.status, found.claim.event, found.version) == ("corrected", "capture", 2)
    assert rereview.waiting(ledger) == []
    with pytest.raises(LedgerError, match="does not wait for re-review"):
        rereview.carry_over(ledger, claim.id, like.id, "omar", now=now)
    for decision in reversed(made):
        reviews.undo(ledger, decision.id, "omar", now=now)
    assert [w.id for w in rereview.waiting(ledger)] == [claim.id]


def test_decisions_are_let_go(ledger, waiting):
    claim, like = waiting
    settled = rereview.let_go(ledger, claim.id, "omar", "the text does not say so", now=now)
    assert statuses(ledger) == {like.id: "unreviewed"}
    assert settled.old["claim"]["event"] == "capture"
    assert rereview.waiting(ledger) == []


def test_the_old_claim_is_kept_as_a_persons(ledger, waiting, make_document):
    claim, like = waiting
    rereview.keep(ledger, claim.id, "omar", now=now)
    assert statuses(ledger) == {claim.id: "added", like.id: "unreviewed"}
    kept = effective.claim(ledger, claim.id).claim
    assert (kept.event, kept.rules) == ("capture", ("human:add",))
    ledger.write_run([make_document()], [like], version="3")
    assert statuses(ledger) == {claim.id: "added", like.id: "unreviewed"}


def test_a_claim_that_waits_is_not_decided_about_unseen(ledger, waiting):
    claim, _ = waiting
    with pytest.raises(LedgerError, match="no longer made by the last run; it waits for re-review"):
        decide(ledger, "confirm", claim.id)


def test_a_text_that_changed(ledger, make_document, make_claim):
    document, claim = make_document(), make_claim()
    ledger.write_run([document], [claim], version="1")
    decide(ledger, "confirm", claim.id)
    missed = corrections.added(document, {"event": "clash", "evidence": {"start": 4, "end": 30}})
    decide(ledger, "add", missed.id, corrections.as_json(missed))
    decide(ledger, "confirm", document.id, kind="document")
    text = "عاجل: " + document.text
    raw = sha256(text.encode())
    changed = msgspec.structs.replace(document, text=text, sha256=raw)
    shifted = msgspec.convert(_shifted(corrections.as_json(claim), 6), type(claim))
    shifted = msgspec.structs.replace(shifted, id=claim_id(document.id, shifted))
    ledger.write_run([changed], [shifted], version="1")
    waits = {w.id: w for w in rereview.waiting(ledger)}
    assert set(waits) == {claim.id, missed.id}
    assert (waits[claim.id].candidate, waits[claim.id].reason, waits[claim.id].likeness) == (shifted.id, "text", 1.0)
    assert (waits[missed.id].candidate, waits[missed.id].claim) == (None, missed)
    assert statuses(ledger) == {shifted.id: "re-review"}
    assert effective.reviewed_documents(ledger) == {}
    with pytest.raises(RecordError, match="is not at"):
        rereview.keep(ledger, missed.id, "omar", now=now)
    rereview.let_go(ledger, missed.id, "omar", now=now)
    rereview.carry_over(ledger, claim.id, shifted.id, "omar", now=now)
    assert statuses(ledger) == {shifted.id: "confirmed"}
    ledger.check()


def _shifted(value, by):
    if isinstance(value, dict):
        return {k: v + by if k in ("start", "end") else _shifted(v, by) for k, v in value.items()}
    return [_shifted(item, by) for item in value] if isinstance(value, list) else value


def test_a_correction_that_no_longer_fits_waits_with_its_own_claim(ledger, make_document, make_claim):
    document, claim = make_document(), make_claim()
    ledger.write_run([document], [claim], version="1")
    end = len(document.text)
    decide(ledger, "correct", claim.id, {"targets": [{"start": end - 5, "end": end - 2}]})
    changed = msgspec.structs.replace(document, text=document.text[:-6] + "آخر.\n", sha256="1" * 64)
    ledger.write_run([changed], [claim], version="1")
    (waits,) = rereview.waiting(ledger)
    assert (waits.id, waits.candidate) == (claim.id, claim.id)
    assert effective.claim(ledger, claim.id).claim == claim
    assert statuses(ledger) == {claim.id: "re-review"}
    rereview.let_go(ledger, claim.id, "omar", now=now)
    assert statuses(ledger) == {claim.id: "unreviewed"}


def test_a_document_that_is_not_in_the_run_rests_with_its_decisions(ledger, make_document, make_claim):
    document, claim = make_document(), make_claim()
    ledger.write_run([document], [claim], version="1")
    decide(ledger, "confirm", claim.id)
    ledger.write_run([make_document("new")], [], version="1")
    assert statuses(ledger) == {}
    assert rereview.waiting(ledger) == []
    assert len(reviews.history_of_document(ledger, document.id)) == 1
    assert ledger.document(document.id) == document
    ledger.write_run([document], [claim], version="1")
    assert statuses(ledger) == {claim.id: "confirmed"}


def test_claims_of_events_are_found_again(ledger, make_document, make_claim):
    document, claim, other = make_document(), make_claim(), make_claim(event="killed")
    ledger.write_run([document], [claim, other], version="1")
    decide(ledger, "merge", "e1", {"claims": [[claim.id], [other.id]]}, kind="event")
    like = moved_end(claim, document, 13)
    ledger.write_run([document], [like, other], version="2")
    (waits,) = rereview.waiting(ledger)
    assert (waits.id, waits.candidate) == (claim.id, like.id)
    assert effective.grouping(ledger).regroup([[like.id], [other.id]]) == [[like.id], [other.id]]
    rereview.carry_over(ledger, claim.id, like.id, "omar", now=now)
    assert effective.grouping(ledger).regroup([[like.id], [other.id]]) == [[like.id, other.id]]
    assert rereview.waiting(ledger) == []
