"""What is found, told and held back, over rounds and restarts."""

import base64
import contextlib
import json
import os
import signal
import time

import pytest
from watched import ARMY, DENIAL, HOSPITAL, ISLAMIC_STATE, NO_HOSPITAL, NOTHING, OLD, Desk

from local_site import FakeClock
from riwaya.fetch import Archive, Fetcher
from riwaya.ledger import alert_rows, open_ledger
from riwaya.ledger.redaction.purge import Wanted, redact
from riwaya.model.errors import UsageError
from riwaya.watch.feeds import FeedWatch
from riwaya.watch.outbox import JsonFile, Posted
from riwaya.watch.rounds import held_back_line
from riwaya.watch.telling import Telling
from riwaya.watch.webhook import Webhook, secret_of, verify


@pytest.fixture
def desk(tmp_path, clock):
    return Desk(tmp_path, clock)


# --- what is found ---------------------------------------------------------------------------------------------------


def test_the_first_look_is_silent_and_the_next_finds_what_is_new(desk):
    desk.report("army", ARMY)
    desk.report("denial", DENIAL)
    first = desk.round()
    assert (first.read, first.first, first.found, desk.alerts()) == (2, True, 0, [])
    assert desk.round().read == 0
    desk.report("other", ISLAMIC_STATE, date="2017-03-08", outlet="منبر الأحد")
    found = desk.round()
    assert (found.read, found.first) == (1, False)
    assert "holder" in desk.kinds()


def test_a_contradiction_and_its_dispute_are_told_once(desk):
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL, outlet="منبر الأحد")
    assert desk.round().told == 3
    assert desk.kinds() == ["contradiction", "dispute", "holder"]
    contradiction = next(alert for alert in desk.alerts() if alert["kind"] == "contradiction")
    assert contradiction["place"]["name"] == "Palmyra"
    assert {source["document"] for source in contradiction["sources"]} == {"army", "denial"}
    assert "ناشطون" in contradiction["text"]
    before = desk.file.read_bytes()
    desk.round()
    desk.report("denial", f"{DENIAL} {NOTHING}", outlet="منبر الأحد")  # another edition, the same account
    assert desk.round().read == 1
    desk.report("copy", DENIAL, outlet="منبر الأحد")
    desk.round()
    assert desk.file.read_bytes() == before


def test_any_kind_of_ledger_will_do(desk, new_ledger):
    desk.ledger = new_ledger
    desk.report("army", ARMY, date="2024-04-28")
    desk.round()
    desk.report("denial", DENIAL, date="2024-05-01")
    assert desk.round().found == 3
    desk.pass_time(hours=72)
    assert desk.round().told == len(desk.alerts()) == 3


def test_what_says_nothing_new_finds_nothing(desk):
    desk.report("army", ARMY)
    desk.round()
    desk.report("nothing", NOTHING)
    assert (desk.round().found, desk.alerts()) == (0, [])


def test_a_change_of_holder_is_told_with_both_and_back_again(desk):
    desk.report("army", ARMY)
    desk.round()
    for name, text, date in (
        ("lost", ISLAMIC_STATE, "2017-04-12"),
        ("won", ARMY.replace("الأحد", "الخميس"), "2017-06-10"),
    ):
        desk.report(name, text, date=date)
        desk.round()
    changes = [(alert["before"], alert["after"]) for alert in desk.alerts() if alert["kind"] == "holder"]
    assert all(f"since {alert['earliest']}" in alert["text"] for alert in desk.alerts() if alert["kind"] == "holder")
    assert changes == [("Syrian army", "Islamic State"), ("Islamic State", "Syrian army")]


def test_from_the_start(desk):
    desk.report("army", ARMY)
    desk.report("denial", DENIAL, outlet="منبر الأحد")
    assert desk.round(from_start=True).told >= 2


def test_arabic(desk):
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL)
    desk.round(telling=Telling("ar"))
    assert all("تدمر" in alert["text"] for alert in desk.alerts())


# --- what is held back -----------------------------------------------------------------------------------------------


def test_young_reports_are_not_told_of(desk):
    desk.report("army", ARMY, date="2024-04-28")
    desk.round()
    desk.report("denial", DENIAL, date="2024-05-01")
    found = desk.round()
    assert (found.found, found.told) == (3, 0)
    assert held_back_line(found.held_back) == "held back: 3 (3 embargo)"
    desk.pass_time(hours=71)
    assert desk.round().told == 0
    desk.pass_time(hours=1)
    assert desk.round().told == 3
    assert desk.round().held_back == {}


def test_undated_reports_count_from_when_they_were_found(desk):
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL, date=None)
    found = desk.round()
    assert found.told == 0
    assert found.found
    assert desk.round(embargo_hours=0).told == 0  # what was found under an embargo stays under it
    desk.pass_time(hours=72)
    assert desk.round().told == found.found


def test_what_is_no_longer_so_is_not_told(desk):
    desk.report("army", ARMY, date="2024-04-28")
    desk.round()
    desk.report("denial", DENIAL, date="2024-05-01")
    assert desk.round().found == 3
    desk.report("denial", NOTHING, date="2024-05-01")
    desk.pass_time(hours=80)
    found = desk.round()
    assert (found.told, found.lapsed, desk.alerts()) == (0, found.found + 3, [])


def test_hospitals_are_held_back_and_private_persons_not_named(desk):
    desk.report("one", HOSPITAL)
    desk.round()
    desk.report("two", NO_HOSPITAL, outlet="منبر الأحد")
    found = desk.round()
    assert found.found
    assert found.told == 0
    assert found.held_back == {"hospital": found.found}
    desk.pass_time(days=4_000)
    assert desk.round().told == 0
    with open_ledger(desk.out) as ledger, ledger.reading() as connection:
        records = [row.record for row in alert_rows.all_alerts(connection)]
    assert records
    assert not any("سمير" in record for record in records)


def test_no_position_is_finer_than_a_town(desk):
    desk.report("army", "أعلن الجيش السوري السيطرة على مطار تدمر العسكري يوم الأحد.")
    desk.round()
    desk.report("denial", "نفى تنظيم الدولة الإسلامية سيطرة الجيش السوري على مطار تدمر العسكري يوم الأحد.")
    desk.round()
    for alert in desk.alerts():
        at = alert["place"]
        assert at["lat"] is None or (round(at["lat"], 2), round(at["lon"], 2)) == (at["lat"], at["lon"])


def test_a_redaction_reaches_alerts(desk):
    desk.report("army", ARMY, date="2024-04-28")
    desk.round()
    desk.report("denial", DENIAL, date="2024-05-01")
    assert desk.round().found == 3
    with open_ledger(desk.out) as ledger:
        redact(ledger, Wanted(document="denial"), who="huda", reason="on request")
        with ledger.reading() as connection:
            assert {(row.state, row.record) for row in alert_rows.all_alerts(connection)} == {("lapsed", "")}
    desk.pass_time(hours=80)
    assert desk.round().told == 0


# --- handing on ------------------------------------------------------------------------------------------------------


def test_an_alert_that_was_written_but_not_marked_stands_in_the_file_once(desk):
    """Killed between writing and marking, and in the middle of a line."""
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL)
    desk.round()
    whole = desk.file.read_bytes()
    with open_ledger(desk.out) as ledger, ledger.writing() as connection:
        from sqlalchemy import update

        from riwaya.ledger.alert_tables import alert_outbox

        connection.execute(update(alert_outbox).values(sent_at=None))
    for left in (whole, whole[: len(whole) - 40], whole[: whole.index(b"\n") + 1], b""):
        desk.file.write_bytes(left)
        with open_ledger(desk.out) as ledger, ledger.writing() as connection:
            connection.execute(update(alert_outbox).values(sent_at=None))
        desk.round()
        assert desk.file.read_bytes() == whole


def test_a_file_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "a").write_text("words\n")
    with pytest.raises(UsageError, match="something else"):
        JsonFile(tmp_path / "a")
    assert (tmp_path / "a").read_text() == "words\n"


SECRET = b"a secret of the desk of tests"


def test_a_webhook_gets_what_it_can_verify(desk, site):
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL)
    sink = Posted(Webhook(site.url("/hook"), SECRET), desk.clock)
    assert desk.round([sink]).waiting == 0
    assert len(site.posted) == 3
    now = int(desk.clock.now().timestamp())
    for headers, body in site.posted:
        mine = {name.lower(): value for name, value in headers.items()}
        assert json.loads(body)["id"] == mine["webhook-id"]
        assert verify(SECRET, mine, body, now)
        assert not verify(SECRET, mine, body + b" ", now)
        assert not verify(b"another secret of somebody", mine, body, now)
        assert not verify(SECRET, mine, body, now + 301)
        assert not verify(SECRET, {**mine, "webhook-id": "0"}, body, now)
        assert not verify(SECRET, {}, body, now)


def test_a_webhook_that_is_down_gets_everything_later_in_order(desk, site):
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL)
    answers = iter([500] * 3 + [410, 302, 429] + [204] * 9)
    site.pages["/hook"] = lambda request: next(answers)
    sink = Posted(Webhook(site.url("/hook"), None), desk.clock)
    lines = []
    assert desk.round([sink], say=lines.append).waiting == 3
    assert len(lines) == 1
    assert "it answers 500" in lines[0]
    assert desk.round([sink]).waiting == 3  # not its time yet
    assert len(site.posted) == 3
    desk.pass_time(seconds=31)
    assert desk.round([sink]).waiting == 3
    desk.pass_time(seconds=31)
    assert desk.round([sink]).waiting == 3  # the wait doubles
    desk.pass_time(seconds=31)
    assert desk.round([sink]).waiting == 0
    ids = [headers["webhook-id"] for headers, _ in site.posted]
    assert len(set(ids)) == 3
    assert len(site.posted) == 9


def test_an_alert_that_is_never_taken_does_not_keep_the_others(desk, site):
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL)
    desk.round([])
    refused = []

    def hook(request):
        ident = request.headers["webhook-id"]
        refused[:] = refused or [ident]
        return 400 if ident == refused[0] else 204

    site.pages["/hook"] = hook
    sink = Posted(Webhook(site.url("/hook"), None), desk.clock)
    desk.report("more", ISLAMIC_STATE, date="2017-04-12")
    rounds = [desk.round([sink])]
    told = rounds[0].told
    for _ in range(7):
        desk.pass_time(hours=2)
        rounds.append(desk.round([sink]))
    assert (rounds[0].waiting, rounds[-1].waiting) == (told, 1)


def test_secrets():
    assert secret_of("whsec_" + base64.b64encode(SECRET).decode() + "\n") == SECRET
    assert secret_of(SECRET.decode()) == SECRET
    for bad in ("short", "whsec_%%%", ""):
        with pytest.raises(UsageError):
            secret_of(bad)


# --- feeds -----------------------------------------------------------------------------------------------------------


def feed(*items):
    told = "".join(
        f"<item><title>خبر {n}</title><link>/{n}</link><pubDate>Sun, 05 Mar 2017 10:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for n, text in enumerate(items)
    )
    return f"<rss version='2.0'><channel><title>منبر السبت</title>{told}</channel></rss>".encode()


@pytest.mark.parametrize("full_text", [False, True])
def test_feeds_are_read_as_they_grow(desk, site, full_text):
    page = f"<html><body><article><p>{ARMY}</p><p>{NOTHING * 4}</p></article></body></html>"
    site.pages |= {"/feed": feed(ARMY), "/0": page.encode()}
    with Archive(desk.out / "fetched.warc.gz") as archive:
        fetcher = Fetcher(archive, clock=desk.clock, allow_private=["127.0.0.1"])
        watched = {"feeds": [site.url("/feed")], "feed_watch": FeedWatch(fetcher, full_text=full_text), "paths": []}
        assert desk.round(**watched).read == 1
        assert desk.round(**watched).read == 0
        site.pages["/feed"] = feed(ARMY, DENIAL)
        found = desk.round(**watched)
        assert (found.read, found.told) == (1, 3)
        site.pages["/feed"] = b"<html>gone</html>"
        assert len(desk.round(**watched).problems) == 1
    assert site.asked.count("/0") == full_text
    with open_ledger(desk.out) as ledger:
        documents = {document.id: document for document in ledger.documents()}
    assert sorted(documents) == [f"127.0.0.1/feed/127.0.0.1/{n}" for n in (0, 1)]
    first = documents["127.0.0.1/feed/127.0.0.1/0"]
    assert ("الطرق" in first.text) == full_text
    assert (first.published.latest, first.url) == (OLD, site.url("/0"))


# --- killed ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin where this one is")
def test_killed_at_any_moment_nothing_is_told_twice_or_lost(tmp_path):
    """Against the same reports watched in peace. Each life is a process that SIGKILL ends at another moment."""

    def desk_of(name):
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name, FakeClock())
        desk.report("army", ARMY)
        desk.report("denial", DENIAL, outlet="منبر الأحد")
        desk.report("other", ISLAMIC_STATE, date="2017-04-12", outlet="منبر الأحد")
        return desk

    peace = desk_of("peace")
    began = time.monotonic()
    peace.round(from_start=True)
    whole = time.monotonic() - began
    expected = [alert["id"] for alert in peace.alerts()]
    assert len(expected) >= 2
    desk = desk_of("killed")
    for moment in range(1, 13):
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                desk.round(from_start=True)
            os._exit(0)
        time.sleep(whole * moment / 12)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told = [alert["id"] for alert in whole_lines(desk.file)]
        assert told == expected[: len(told)]
    desk.round(from_start=True)
    assert [alert["id"] for alert in desk.alerts()] == expected


def whole_lines(file):
    lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
    return [json.loads(line) for line in lines if line.endswith(b"\n")]
