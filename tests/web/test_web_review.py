"""Reviewing through the application, without a browser: what is kept, refused, worked out anew; two-person review."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import web_sample as sample
from starlette.testclient import TestClient

from riwaya.ledger import effective, open_ledger, reviews, samples
from riwaya.ledger.decisions import Draft, Target
from riwaya.ledger.store import Ledger
from riwaya.web.app import create_app
from riwaya.web.settings import Settings
from riwaya.workspace import editing

HOST = "127.0.0.1:8080"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    sample.write(tmp_path)
    with open_ledger(tmp_path) as opened:
        yield opened


def desk_of(ledger: Ledger, who: str = "هدى") -> TestClient:
    app = create_app(ledger, Settings(analyst=who))
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)


def post(client: TestClient, path: str, **form: object):
    text = client.get("/documents/desk/first?claim=x&add=1").text
    token = text.partition('name="token" value="')[2].partition('"')[0]
    return client.post(path, data={"token": token, **{key: str(value) for key, value in form.items()}})


def test_a_decision_is_kept_with_who_when_and_why(ledger):
    client, claim = desk_of(ledger), sample.claim_ids(ledger, "desk/first")[0]
    answer = post(client, "/review/decide", action="reject", claim=claim, version=0, why="مكرر", next="/review")
    assert answer.status_code == 303
    made = reviews.everything(ledger)[-1]
    assert answer.headers["location"] == f"/review?done={made.id}"
    assert (made.who, made.why, made.action, made.target.id) == ("هدى", "مكرر", "reject", claim)


def test_the_second_writer_is_told_and_nothing_is_overwritten(ledger):
    client, claim = desk_of(ledger), sample.claim_ids(ledger, "desk/first")[0]
    reviews.decide(ledger, Draft("confirm", Target("claim", claim), "رنا"), 0)
    answer = post(client, "/review/decide", action="reject", claim=claim, version=0)
    assert answer.status_code == 409
    assert "رنا" in answer.text
    assert effective.claim(ledger, claim).status == "confirmed"


@pytest.mark.parametrize("form", [{"action": "delete"}, {"action": "merge"}])
def test_only_known_answers_are_taken(ledger, form):
    claim = sample.claim_ids(ledger, "desk/first")[0]
    assert post(desk_of(ledger), "/review/decide", claim=claim, **form).status_code == 400
    assert reviews.everything(ledger) == []


def test_what_follows_from_a_decision_is_worked_out_anew(ledger):
    from riwaya.ledger import derived_tables as tables

    def events() -> list[str]:
        with ledger.reading() as connection:
            query = tables.derived_event_claims.select().where(tables.derived_event_claims.c.claim == claim)
            return [row.event for row in connection.execute(query)]

    client, claim = desk_of(ledger), sample.claim_ids(ledger, "desk/first")[0]
    assert events()
    assert post(client, "/review/decide", action="reject", claim=claim, version=0).status_code == 303
    assert client.app.state.refresher.wait()
    assert events() == []


def test_a_correction_changes_only_what_was_changed(ledger):
    client, claim = desk_of(ledger), sample.claim_ids(ledger, "desk/first")[0]
    before = effective.claim(ledger, claim).claim
    form = editing.form_of(before) | {"event": "recapture"}
    assert post(client, "/review/correct", claim=claim, version=0, **form).status_code == 303
    assert reviews.everything(ledger)[-1].new == {"event": "recapture"}
    after = effective.claim(ledger, claim).claim
    assert (after.places, after.voices, after.time) == (before.places, before.voices, before.time)


def test_a_form_sent_back_as_it_was_corrects_nothing(ledger):
    client = desk_of(ledger)
    for document in sample.DOCUMENTS:
        for claim in ledger.claims(document=document.id):
            assert editing.changes(document, claim, editing.form_of(claim)) == {}
    claim = sample.claim_ids(ledger, "desk/first")[0]
    form = editing.form_of(effective.claim(ledger, claim).claim)
    assert post(client, "/review/correct", claim=claim, version=0, **form).status_code == 422
    assert reviews.everything(ledger) == []


def test_words_are_found_where_they_are_nearest_to_the_evidence(ledger):
    claim = next(c for c in ledger.claims(document="desk/first") if c.denial is not None)
    words = "بلدة عين الورد"  # three times in the text
    form = editing.form_of(claim) | {"places.0": words, "places.0.at": ""}
    place = editing.read(sample.FIRST, form, claim)["places"][0]
    assert place["start"] == sample.FIRST.text.rindex(words)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("evidence", ""),
        ("evidence", "لا يرد في النص"),
        ("places.0.entity", "place:nowhere"),
        ("agents.0.entity", "actor:nobody"),
        ("extent.low", "كثير"),
        ("extent.low", "140"),
        ("cue", ""),
    ],
)
def test_a_form_that_cannot_be_taken_says_which_input_is_wrong(ledger, field, value):
    claim = next(iter(ledger.claims(document="desk/first")))
    with pytest.raises(editing.Unfit) as caught:
        editing.read(sample.FIRST, editing.form_of(claim) | {field: value}, claim)
    assert caught.value.field == field
    answer = post(
        desk_of(ledger), "/review/correct", claim=claim.id, version=0, **(editing.form_of(claim) | {field: value})
    )
    assert answer.status_code == 422
    assert 'class="problem"' in answer.text


def test_a_missed_claim_is_added_and_a_known_one_is_not_added_twice(ledger):
    client = desk_of(ledger)
    form = {"document": "desk/undated", "evidence": "نزوح عشرات العائلات", "event": "evacuation", "stance": "asserts"}
    answer = post(client, "/review/add", **form)
    assert answer.status_code == 303
    added = [r for r in effective.claims(ledger, "desk/undated") if r.status == "added"]
    assert [r.claim.event for r in added] == ["evacuation"]
    assert f"claim={added[0].claim.id}" in answer.headers["location"]
    assert post(client, "/review/add", **form).status_code == 422


def test_a_report_is_reviewed_whole(ledger):
    client = desk_of(ledger)
    assert post(client, "/review/document", document="desk/undated", version=0).status_code == 303
    assert set(effective.reviewed_documents(ledger)) == {"desk/undated"}
    assert "هدى" in client.get("/documents/desk/undated").text


def test_an_undone_decision_cannot_be_undone_again(ledger):
    client, claim = desk_of(ledger), sample.claim_ids(ledger, "desk/first")[0]
    post(client, "/review/decide", action="confirm", claim=claim, version=0)
    made = reviews.everything(ledger)[-1].id
    assert post(client, "/review/undo", decision=made).status_code == 303
    assert post(client, "/review/undo", decision=made).status_code == 409


def test_two_people_review_a_sample_apart_and_their_differences_are_adjudicated(ledger):
    adnan, huda, rana = (desk_of(ledger, who) for who in ("adnan", "huda", "rana"))
    assert post(adnan, "/review/sample", kind="claims", size=4, seed=7).status_code == 303
    one = samples.samples(ledger)[0]
    for n, claim in enumerate(one.items):
        post(huda, "/review/decide", action="confirm", claim=claim, version=0)
        assert "huda" not in rana.get(f"/claims/{claim}").text  # nobody sees what the other decides
        action = "reject" if n == 0 else "confirm"
        assert post(rana, "/review/decide", action=action, claim=claim, version=0).status_code == 303
    page = rana.get(f"/review/agreement/{one.id}?lang=en").text
    assert "Cohen's kappa" in page
    assert page.count('type="radio"') == 2
    answer = post(
        adnan,
        "/review/adjudicate",
        **{"sample": one.id, "first": "huda", "second": "rana", f"take.{one.items[0]}": "rana", "close": "yes"},
    )
    assert answer.status_code == 303
    assert samples.sample(ledger, one.id).state == "closed"
    assert [effective.claim(ledger, claim).status for claim in one.items] == ["rejected", *["confirmed"] * 3]


def test_decisions_about_what_a_run_no_longer_makes_wait_for_review(ledger):
    claims = list(ledger.claims())
    gone = next(claim for claim in claims if claim.document == "desk/first")
    reviews.decide(ledger, Draft("confirm", Target("claim", gone.id), "رنا"), 0)
    ledger.write_run(sample.DOCUMENTS, [c for c in claims if c.id != gone.id], version="other")
    client = desk_of(ledger)
    assert gone.id in client.get("/review/again").text
    assert post(client, "/review/again", gone=gone.id, action="keep").status_code == 303
    assert effective.claim(ledger, gone.id).status == "added"
    assert "gone-" not in client.get("/review/again").text


def test_a_retired_report_is_read_and_not_decided_about(ledger):
    claims = list(ledger.claims())
    claim = next(claim for claim in claims if claim.document == "desk/second")
    reviews.decide(ledger, Draft("confirm", Target("claim", claim.id), "رنا"), 0)
    kept = [d for d in sample.DOCUMENTS if d.id != "desk/second"]
    ledger.write_run(kept, [c for c in claims if c.document != "desk/second"], version="other")
    text = desk_of(ledger).get("/documents/desk/second").text
    assert sample.SECOND.text[:20] in text
    assert "/review/decide" not in text


def test_five_megabytes_of_hostile_text_are_paged_and_quick(tmp_path):
    import time

    piece = "<script>alert(1)</script> \u202e\u2066 \x00\x07 أعلن الجيش سيطرته على بلدة عين الورد 🚁 ' \" & </div>\n"
    text = piece * (5_000_000 // len(piece.encode()))
    endless = "ا" * 2_000_000
    documents = (sample.document("big/lines", text), sample.document("big/one-line", endless))
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, [], version="test")
        client = desk_of(ledger)
        client.get("/documents")
        for document in documents:
            path = f"/documents/{quote(document.id)}"
            for page in ("", "?page=7", "?page=1000000", "?at=900000-900020"):
                began = time.perf_counter()
                answer = client.get(path + page)
                took = time.perf_counter() - began
                assert answer.status_code == 200
                assert len(answer.text) < 400_000
                assert took < 5, took  # seconds, on a machine that has much else to do
                body = answer.text.partition('id="text"')[2]
                assert "<script>alert" not in body
                assert "\x00" not in answer.text
                assert body.count("\u202e") == body.count('data-control="RLO"')


def test_a_form_from_before_the_server_was_started_says_so_in_the_readers_place(ledger):
    claim = sample.claim_ids(ledger, "desk/first")[0]
    answer = desk_of(ledger).post("/review/decide", data={"token": "old", "action": "confirm", "claim": claim})
    assert answer.status_code == 403
    assert 'id="workbench"' in answer.text  # what htmx takes of an answer
    assert reviews.everything(ledger) == []
