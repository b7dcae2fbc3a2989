"""Two people review a sample apart, their agreement is measured, and what they agree on holds for all."""

import datetime
import subprocess
import sys

import msgspec
import pytest

from riwaya.evaluate import read_gold, score
from riwaya.ledger import corrections, effective, gold, open_ledger, queue, reviews, samples
from riwaya.ledger.agreement import agreement
from riwaya.ledger.decisions import Draft, Target
from riwaya.model import Claim, Cue, Document, EventTime, Extent, Place, Published, Quantity, Voice, claim_id, cut
from riwaya.model.errors import LedgerError, UsageError
from riwaya.model.ids import sha256


def now():
    return datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC)


@pytest.fixture
def documents(make_document):
    return [make_document(f"r{n:02}") for n in range(12)]


@pytest.fixture
def claims(make_claim, documents):
    events = ("entry", "capture", "clash")
    return [make_claim(d.id, event=events[n % 3]) for n, d in enumerate(documents)]


@pytest.fixture
def ledger(tmp_path, documents, claims):
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, claims, version="1")
        yield ledger


def decide(ledger, who, action, id, new=None, *, kind="claim", sample=None):
    target, track = Target(kind, id), "" if sample else who
    seen = max(reviews.version(ledger, target), reviews.version(ledger, target, track=track))
    return reviews.decide(ledger, Draft(action, target, who, new, None, (), sample), seen, now=now)


def statuses(ledger, **options):
    return {r.claim.id: r.status for r in effective.claims(ledger, rejected=True, **options)}


def test_a_sample_is_drawn_by_its_seed_from_what_nobody_decided_about(ledger, claims):
    decide(ledger, "salma", "confirm", claims[0].id)
    one = samples.draw(ledger, "claims", 5, 7, "nour", now=now)
    assert len(set(one.items)) == 5
    assert set(one.items) <= {c.id for c in claims[1:]}
    two = samples.draw(ledger, "documents", 6, 7, "nour", now=now)
    drawn = {c.document for c in claims if c.id in one.items} | {claims[0].document}
    assert not drawn & set(two.items)
    with pytest.raises(UsageError, match="has only 0 documents"):
        samples.draw(ledger, "documents", 1, 7, "nour", now=now)
    assert [s.id for s in samples.samples(ledger)] == sorted([one.id, two.id])
    assert (one.state, one.done, one.who) == ("open", {}, "nour")


def test_equal_seeds_draw_equal_samples(tmp_path, documents, claims):
    drawn = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        with open_ledger(tmp_path / f"{name}.db", create=True) as ledger:
            ledger.write_run(documents, claims, version="1")
            drawn.append(samples.draw(ledger, "documents", 6, seed, "x", now=now).items)
    assert drawn[0] == drawn[1] != drawn[2]


def test_reviewers_of_a_sample_do_not_see_one_another(ledger):
    one = samples.draw(ledger, "claims", 12, 1, "nour", now=now)
    id = one.items[0]
    mine = decide(ledger, "salma", "reject", id)
    theirs = decide(ledger, "omar", "correct", id, {"event": "loss"})  # no conflict: it is their own
    assert (mine.track, theirs.track, mine.sample) == ("salma", "omar", one.id)
    assert statuses(ledger)[id] == "unreviewed"
    assert statuses(ledger, reader="salma")[id] == "rejected"
    assert statuses(ledger, reader="omar")[id] == "corrected"
    assert effective.claim(ledger, id, reader="omar").claim.event == "loss"
    assert effective.claim(ledger, id, reader="laila").status == "unreviewed"
    target = Target("claim", id)
    assert reviews.history(ledger, target, reader="omar") == [theirs]
    assert reviews.everything(ledger, reader="salma") == [mine]
    assert len(reviews.history(ledger, target)) == 2
    with pytest.raises(LedgerError, match="was made by salma for a sample"):
        reviews.undo(ledger, mine.id, "omar", now=now)
    assert queue.queue(ledger) == []  # all is in the sample
    assert samples.sample(ledger, one.id).done == {"omar": 1, "salma": 1}


@pytest.fixture
def reviewed(ledger, claims):
    """A sample of all claims that two people have reviewed: they differ about two of them."""
    one = samples.draw(ledger, "claims", 12, 1, "nour", now=now)
    for n, claim in enumerate(claims):
        for who in ("salma", "omar"):
            if n in (0, 1) or (n == 2 and who == "omar"):
                decide(ledger, who, "reject", claim.id)
            elif n == 3:
                decide(ledger, who, "correct", claim.id, {"event": "loss"})
            elif n == 4 and who == "salma":
                decide(ledger, who, "correct", claim.id, {"event": "clash"})
            else:
                decide(ledger, who, "confirm", claim.id)
    return one


def test_agreement_is_measured_over_what_both_reviewed(ledger, reviewed):
    found = agreement(ledger, reviewed.id)
    assert (found.first, found.second, found.items, found.of) == ("omar", "salma", 12, 12)
    assert found.claims == (9, 10)
    verdict = found.kappas["verdict"]
    # of 12: both reject 2, both keep 9, one rejects 1
    expected = (3 * 2 + 9 * 10) / 144
    assert (verdict.n, verdict.kappa) == (12, pytest.approx((11 / 12 - expected) / (1 - expected)))
    assert (found.kappas["event"].n, found.kappas["event"].observed) == (9, pytest.approx(8 / 9))
    assert (found.kappas["stance"].kappa, found.kappas["stance"].observed) == (None, 1.0)
    assert found.detection == pytest.approx(2 * 9 / 19, abs=0.11)
    assert found.claim < 1
    with pytest.raises(UsageError, match="'laila' has reviewed nothing"):
        agreement(ledger, reviewed.id, "laila")


def test_what_they_agree_on_holds_for_all_and_the_rest_is_adjudicated(ledger, reviewed, claims):
    one = samples.adjudicate(ledger, reviewed.id, "nour", close=True, now=now)
    assert {d.claim for d in one.left} == {claims[2].id, claims[4].id}
    assert not one.closed
    now_all = statuses(ledger)
    assert now_all[claims[0].id] == "rejected"
    assert now_all[claims[3].id] == "corrected"
    assert now_all[claims[2].id] == "unreviewed"
    assert samples.adjudicate(ledger, reviewed.id, "nour", now=now).made == ()
    with pytest.raises(UsageError, match="do not differ about"):
        samples.adjudicate(ledger, reviewed.id, "nour", {claims[0].id: "omar"}, now=now)
    take = {claims[2].id: "omar", claims[4].id: "salma"}
    two = samples.adjudicate(ledger, reviewed.id, "nour", take, close=True, now=now)
    assert two.closed
    assert {d.why for d in two.made} == {"as omar decided", "as salma decided"}
    assert statuses(ledger)[claims[2].id] == "rejected"
    assert effective.claim(ledger, claims[4].id).claim.event == "clash"
    last = decide(ledger, "laila", "confirm", claims[2].id)
    assert last.track == ""  # the sample is closed
    assert len(reviews.history(ledger, Target("claim", claims[2].id), reader="laila")) == 4


def test_documents_are_reviewed_whole_with_what_was_missed(ledger, documents, claims):
    one = samples.draw(ledger, "documents", 12, 1, "nour", now=now)
    id = documents[0].id
    missed = corrections.added(documents[0], {"event": "killed", "evidence": {"start": 0, "end": 20}})
    decide(ledger, "salma", "add", missed.id, corrections.as_json(missed))
    for who in ("salma", "omar"):
        assert samples.sample(ledger, one.id).done.get(who, 0) == 0
        decide(ledger, who, "confirm", id, kind="document")
    assert effective.reviewed_documents(ledger) == {}
    found = agreement(ledger, one.id, "omar", "salma")
    assert (found.items, found.claims) == (1, (1, 2))
    assert found.detection == pytest.approx(2 / 3)
    (left,) = samples.adjudicate(ledger, one.id, "nour", now=now).left
    assert (left.claim, left.first, left.second.status) == (missed.id, None, "added")
    closed = samples.adjudicate(ledger, one.id, "nour", {missed.id: "omar"}, close=True, now=now)
    assert [(d.action, d.target.kind) for d in closed.made] == [
        ("add", "claim"),
        ("reject", "claim"),
        ("confirm", "document"),
    ]
    assert not closed.closed  # eleven documents were not reviewed
    assert list(effective.reviewed_documents(ledger)) == [id]


@pytest.fixture
def rich():
    """A document whose claims use everything that the guide has a field for."""
    text = "أعلن الجيش، نقلا عن ناشطين، أن نحو 150 مقاتلا قتلوا في معظم بلدة النهر أمس، ونفى القائد: انسحاب قواته.\n"
    document = Document(
        "d/ا b: c", text, sha256(text.encode()), published=Published("2031-05-06", "2031-05-07", "text")
    )

    def at(record, words, **fields):
        start = text.index(words)
        return record(words, start, start + len(words), **fields)

    def claim(evidence, **fields):
        start = text.index(evidence)
        blank = {
            "id": "",
            "document": document.id,
            "evidence": cut(text, start, start + len(evidence)),
            "voices": (),
            "cue": None,
            "attitude": "neutral",
            "stance": "asserts",
            "denial": None,
            "denies_what": None,
            "event": "killed",
            "background": False,
            "agents": (),
            "targets": (),
            "places": (),
            "time": None,
            "extent": None,
            "quantities": (),
            "rules": ("r",),
            "score": 0.5,
        }
        made = Claim(**(blank | fields))
        return msgspec.structs.replace(made, id=claim_id(document.id, made))

    dead = claim(
        "نحو 150 مقاتلا قتلوا في معظم بلدة النهر",
        voices=(at(Voice, "الجيش"), at(Voice, "ناشطين")),
        cue=at(Cue, "أعلن"),
        places=(at(Place, "بلدة النهر"),),
        time=EventTime(None, None, (-1, -1), "أمس", text.index("أمس"), text.index("أمس") + 3),
        extent=Extent("معظم", 0.5, 1.0),
        quantities=(Quantity("نحو 150 مقاتلا", 140, 160, "fighters", "about"),),
    )
    denied = claim(
        "انسحاب قواته",
        voices=(at(Voice, "القائد"),),
        cue=at(Cue, "ونفى"),
        stance="denies",
        denial="rebuttal",
        denies_what="event",
        event="withdrawal",
    )
    doubted = claim(
        "انسحاب قواته",
        stance="doubts",
        denial="unverified",
        denies_what="agent",
        event="loss",
        extent=Extent("x", 1, 1),
    )
    return document, [dead, denied, doubted]


def test_gold_is_read_back_as_it_was(tmp_path, rich, checkout):
    document, claims = rich
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run([document], claims, version="1")
        with pytest.raises(UsageError, match="no document was reviewed whole"):
            gold.export(ledger, tmp_path / "out")
        decide(ledger, "salma", "confirm", claims[0].id)
        decide(ledger, "salma", "confirm", document.id, kind="document")
        found = gold.export(ledger, tmp_path / "out")
        stands = [r.claim for r in effective.claims(ledger)]
    assert (found.documents, found.claims, found.denials) == ((document.id,), 3, 2)
    read = read_gold(tmp_path / "out/reports", tmp_path / "out/gold")
    assert read[0].text == document.text
    assert [(c.get("denial"), c.get("denies_what")) for c in read[0].claims] == [
        (None, None),
        ("rebuttal", "event"),
        ("unverified", "agent"),
    ]
    scored = score(read, {document.id: [corrections.as_json(c) for c in stands]})
    assert {name: value[2] for name, value in scored.headline().items()} == {"detection": 1, "claim": 1, "denial": 1}
    assert {name: share for name, (share, _) in scored.shares().items() if share != 1} == {}
    assert scored.verdicts["time"] == scored.verdicts["chain"] == scored.verdicts["quantity"] == [True]
    assert scored.verdicts["extent"] == [True, True]
    check = checkout.parent / "shared/gold/check.py"
    if check.is_file():
        files = sorted((tmp_path / "out/gold").rglob("*.yaml"))
        done = subprocess.run(
            [sys.executable, check, tmp_path / "out/reports", *files], capture_output=True, check=False
        )
        assert (done.stdout.strip(), done.returncode) == (b"all good", 0)


def test_an_id_that_leaves_the_folder_is_refused(tmp_path, rich):
    document, _ = rich
    for bad in ("../x", "/etc/x", "a/../../x"):
        with open_ledger(tmp_path / f"{sha256(bad.encode())}.db", create=True) as ledger:
            ledger.write_run([msgspec.structs.replace(document, id=bad)], [], version="1")
            decide(ledger, "salma", "confirm", bad, kind="document")
            with pytest.raises(UsageError, match="cannot be a file below"):
                gold.export(ledger, tmp_path / "out")
    assert not (tmp_path / "x.txt").exists()
