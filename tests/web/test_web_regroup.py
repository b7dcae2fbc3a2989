"""Deciding about events, relations and sources through the application, without a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import across_sample as sample
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from riwaya.ledger import derived_tables as tables
from riwaya.ledger import effective, open_ledger, reviews
from riwaya.ledger.store import Ledger
from riwaya.web.app import create_app
from riwaya.web.settings import Settings
from riwaya.web.users import Users

HOST = "127.0.0.1:8080"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("across")
    sample.write(folder)
    return folder / "ledger.db"


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    (tmp_path / "ledger.db").write_bytes(made.read_bytes())
    with open_ledger(tmp_path) as opened:
        yield opened


class Desk:
    """One analyst's browser, as far as forms go."""

    def __init__(self, ledger: Ledger, who: str = "هدى", **settings: object) -> None:
        app = create_app(ledger, Settings(analyst=who, language="en", **settings))
        self.client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)

    def text(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.text

    def form(self, path: str, action: str) -> dict[str, str]:
        """The hidden fields of a page's form."""
        found = re.search(rf'<form method="post" action="{action}".*?</form>', self.text(path), re.S)
        assert found is not None, (path, action)
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[0]))

    def post(self, path: str, fields: dict[str, object]):
        return self.client.post(path, data=fields)


def event_of(ledger: Ledger, claim: str) -> str:
    of = tables.derived_event_claims.c
    with ledger.reading() as connection:
        return connection.execute(select(of.event).where(of.claim == claim)).scalar_one()


def claims(ledger: Ledger, words: str) -> list[str]:
    return [claim.id for claim in ledger.claims() if words in claim.evidence.text]


def disputes(ledger: Ledger) -> dict[str, str]:
    table = tables.derived_disputes.c
    with ledger.reading() as connection:
        return {row.id: row.topic for row in connection.execute(select(table.id, table.topic))}


def test_an_event_is_split_and_its_dispute_is_gone_until_that_is_undone(ledger):
    desk, [told], [denial] = Desk(ledger), claims(ledger, "سقطت قذائف"), claims(ledger, "ينفي المرصد")
    home, before = event_of(ledger, told), disputes(ledger)
    assert event_of(ledger, denial) == home
    assert "event" in before.values()
    form = desk.form(f"/events/{home}", "/review/split")
    answer = desk.post("/review/split", {**form, "claim": denial, "why": "another shelling"})
    assert answer.status_code == 303
    assert event_of(ledger, told) != event_of(ledger, denial)
    assert "event" not in disputes(ledger).values()
    shown = desk.text(answer.headers["location"])
    assert "another shelling" in shown
    made = reviews.everything(ledger)[-1]
    assert (made.action, made.who, made.why) == ("split", "هدى", "another shelling")
    undo = {"token": form["token"], "decision": made.id, "next": f"/events/{event_of(ledger, denial)}"}
    back = desk.post("/review/undo", undo)
    assert event_of(ledger, told) == event_of(ledger, denial) == home
    assert disputes(ledger) == before
    assert "Taken back" in desk.text(back.headers["location"])
    assert "took back" in desk.text("/history")


def test_events_are_merged_everywhere_and_the_second_writer_is_told(ledger):
    huda, rana = Desk(ledger), Desk(ledger, "رنا")
    [first] = claims(ledger, "يمسك التنظيم")
    [second] = claims(ledger, "رفع الجيش رايته")
    a, b = event_of(ledger, first), event_of(ledger, second)
    mine, theirs = (desk.form(f"/events/{a}", "/review/merge") for desk in (huda, rana))
    answer = huda.post("/review/merge", {**mine, "other": f"http://{HOST}/events/{b}?x=1#y", "why": "one campaign"})
    assert answer.status_code == 303
    assert event_of(ledger, first) == event_of(ledger, second)
    late = rana.post("/review/merge", {**theirs, "other": b})
    assert late.status_code == 409
    assert "هدى" in late.text
    assert "one campaign" in late.text
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', late.text.partition("/review/merge")[2]))
    assert again["event"] == a
    assert int(again["seen"]) > int(theirs["seen"])
    for page in (f"/claims/{first}", f"/claims/{second}", "/places/place:raqqa"):
        assert f"/events/{event_of(ledger, first)}" in huda.text(page)


def test_events_of_two_places_are_not_merged(ledger):
    desk = Desk(ledger)
    a, b = event_of(ledger, claims(ledger, "البوكمال")[0]), event_of(ledger, claims(ledger, "يمسك التنظيم")[0])
    form = desk.form(f"/events/{a}", "/review/merge")
    for other, said in ((b, "only events of the same place"), ("0123", "there is no event"), ("", "choose another")):
        answer = desk.post("/review/merge", {**form, "other": other})
        assert answer.status_code == 422
        assert said in answer.text
    assert reviews.everything(ledger) == []


def test_a_dispute_is_split_by_its_accounts(ledger):
    desk = Desk(ledger)
    [ident] = [id for id, topic in disputes(ledger).items() if topic == "event"]
    form = desk.form(f"/disputes/{ident}", "/review/split")
    answer = desk.post("/review/split", {**form, "why": "two days"})
    assert answer.status_code == 303
    assert ident not in disputes(ledger)
    assert answer.headers["location"].startswith("/events/"), "the dispute is no more"
    desk.text(answer.headers["location"])


def test_claims_are_linked_and_unlinked_wherever_they_stand(ledger):
    desk = Desk(ledger)
    a, b = claims(ledger, "تل الغراب")[0], claims(ledger, "يمسك التنظيم")[0]  # of two places
    form = desk.form(f"/claims/{a}", "/review/link")
    answer = desk.post("/review/link", {**form, "type": "supersedes", "given": b, "way": "back", "why": "same convoy"})
    assert answer.status_code == 303
    [link] = effective.links(ledger)
    assert (link.a, link.b, link.type) == (b, a, "supersedes")
    assert "is superseded by" in desk.text(f"/claims/{a}")
    assert "supersedes" in desk.text(f"/claims/{b}")
    assert "same convoy" in desk.text("/history")
    undo = desk.form(f"/claims/{a}", "/review/undo")
    assert desk.post("/review/undo", undo).status_code == 303
    assert effective.links(ledger) == []
    assert "is superseded by" not in desk.text(f"/claims/{a}")


def test_an_unlinked_contradiction_is_gone_from_claims_and_disputes(ledger):
    desk, [told] = Desk(ledger), claims(ledger, "سقطت قذائف")
    [ident] = [id for id, topic in disputes(ledger).items() if topic == "event"]
    stale = desk.form(f"/claims/{told}", "/review/unlink")
    form = desk.form(f"/disputes/{ident}", "/review/unlink")
    answer = desk.post("/review/unlink", {**form, "why": "of two days"})
    assert answer.status_code == 303
    assert ident not in disputes(ledger)
    assert answer.headers["location"].startswith("/claims/")
    shown = desk.text(f"/claims/{told}")
    assert "contradicts</span>" not in shown
    assert "Not related, as people decided" in shown
    assert desk.post("/review/unlink", stale).status_code == 409
    assert desk.post("/review/link", {**stale, "given": told, "type": "repeats"}).status_code == 422, "with itself"


def test_institutions_are_graded_with_a_reason_and_persons_never(ledger):
    desk = Desk(ledger)
    form = desk.form("/sources/voice:sohr", "/review/grade")
    assert desk.post("/review/grade", {**form, "letter": "B"}).status_code == 422
    answer = desk.post("/review/grade", {**form, "letter": "B", "why": "names its sources"})
    assert answer.status_code == 303
    shown = desk.text(answer.headers["location"])
    assert '<b class="letter">B</b>' in shown
    assert "names its sources" in shown
    assert ">B</b>" in desk.text("/sources")
    assert desk.post("/review/grade", {**form, "letter": "F", "why": "late"}).status_code == 409
    assert "/review/grade" not in desk.text("/sources/pool:activist")
    fresh = desk.form("/sources/voice:sohr", "/review/grade")
    refused = desk.post("/review/grade", {**fresh, "source": "pool:activist", "letter": "A", "why": "x"})
    assert refused.status_code == 422
    assert set(effective.grades(ledger)) == {"voice:sohr"}


def test_who_only_reads_sees_no_forms_and_decides_nothing(ledger, tmp_path):
    users = Users(tmp_path / "users.db", Settings().clock)
    users.add("rana", "read", "a long password")
    desk = Desk(ledger, users=tmp_path / "users.db")
    token = desk.client.get("/signin").text.partition('name="token" value="')[2].partition('"')[0]
    desk.post("/signin", {"token": token, "name": "rana", "password": "a long password"})
    [told] = claims(ledger, "سقطت قذائف")
    pages = [f"/events/{event_of(ledger, told)}", f"/claims/{told}", "/sources/voice:sohr"]
    for page in (*pages, *(f"/disputes/{ident}" for ident in disputes(ledger))):
        assert 'method="post"' not in desk.text(page), page
    token = desk.text("/settings").partition('name="token" value="')[2].partition('"')[0]
    for action in ("merge", "split", "link", "unlink", "grade"):
        assert desk.post(f"/review/{action}", {"token": token, "seen": 0}).status_code == 403
    assert reviews.everything(ledger) == []
