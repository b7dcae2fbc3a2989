"""Redaction from the workspace: shown first, confirmed by typing, done by administrators only."""

import re

import pytest
import web_sample as sample
from starlette.testclient import TestClient

from riwaya.cli.console import Console
from riwaya.cli.redacting import rewrite_files
from riwaya.ledger import open_ledger
from riwaya.ledger.redaction.purge import tombstones
from riwaya.web.app import create_app
from riwaya.web.settings import Settings
from riwaya.web.users import Users
from riwaya.workspace import redacting

HOST = "127.0.0.1:8080"
TOWN = "عين الورد"


@pytest.fixture
def ledger(tmp_path):
    sample.write(tmp_path)
    with open_ledger(tmp_path) as opened:
        yield opened


def client_of(ledger, **settings):
    made = Settings(
        analyst="هدى", language="en", rewrite=lambda one: rewrite_files(Console(quiet=True), one), **settings
    )
    return TestClient(create_app(ledger, made), base_url=f"http://{HOST}", follow_redirects=False)


def hidden(text):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))


def asked(client, **form):
    token = hidden(client.get("/redact").text)["token"]
    return client.post("/redact", data={"token": token, "step": "preview", **form})


def test_a_person_is_shown_first_and_then_gone(ledger, tmp_path):
    client = client_of(ledger)
    (tmp_path / "claims.jsonl").write_text(TOWN, encoding="utf-8")
    shown = asked(client, kind="person", names=TOWN, why="asked for")
    assert shown.status_code == 200
    assert "desk/first" in shown.text
    assert tombstones(ledger) == [], "a preview changes nothing"
    fields = hidden(shown.text.partition('id="would"')[2].partition("</form>")[0]) | {"names": TOWN}
    assert client.post("/redact", data={**fields, "typed": "something"}).status_code == 422
    assert client.post("/redact", data={**fields, "typed": TOWN, "mark": "1 documents"}).status_code == 422
    assert tombstones(ledger) == []
    done = client.post("/redact", data={**fields, "typed": TOWN})
    assert done.status_code == 200
    assert TOWN not in done.text
    assert [(stone.who, stone.kind) for stone in tombstones(ledger)] == [("هدى", "person")]
    for path in ("/documents/desk/first", "/places", "/search?q=الورد", "/redact"):
        assert TOWN not in client.get(path).text.replace('value="الورد"', ""), path
    assert "█" in client.get("/documents/desk/first").text
    assert TOWN.encode() not in (tmp_path / "ledger.db").read_bytes()
    assert TOWN not in (tmp_path / "claims.jsonl").read_text(encoding="utf-8")


def test_a_passage_is_shown_in_its_words_and_what_cannot_be_is_told(ledger):
    client = client_of(ledger)
    assert 'value="desk/first"' in client.get("/redact?document=desk/first&at=0-5").text
    shown = asked(client, kind="passage", document="desk/first", start="0", end="5", why="shelter")
    assert sample.FIRST.text[:5] in shown.text
    for form, said in (
        ({"kind": "passage", "document": "desk/first", "start": "0", "end": "99999"}, "cannot be redacted"),
        ({"kind": "person", "names": " "}, "at least one form"),
        ({"kind": "document", "document": "nothing"}, "holds no document"),
        ({"kind": "document", "document": "desk/first", "why": " "}, "needs its reason"),
    ):
        answer = asked(client, **{"why": "x", **form})
        assert answer.status_code == 422
        assert said in answer.text
    assert tombstones(ledger) == []


def test_only_administrators_redact_and_only_what_a_page_can_wait_for(ledger, tmp_path, monkeypatch):
    users = Users(tmp_path / "users.db", Settings().clock)
    users.add("rana", "review", "a long password")
    client = client_of(ledger, users=tmp_path / "users.db")
    token = hidden(client.get("/signin").text)["token"]
    client.post("/signin", data={"token": token, "name": "rana", "password": "a long password"})
    assert client.get("/redact").status_code == 403
    assert "/redact" not in client.get("/settings").text
    monkeypatch.setattr(redacting, "MOST", 1)
    own = client_of(ledger)
    assert "riwaya redact LEDGER" in own.get("/redact").text
    assert (
        own.post("/redact", data={"token": hidden(own.get("/documents/desk/first?add=1").text)["token"]}).status_code
        == 400
    )
