"""Adding reports through the application: what is kept, refused, named; limits, roles, names, browsers."""

import gzip
import io
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import web_sample as sample
from starlette.testclient import TestClient

from browsing import settle
from riwaya.ledger import additions, open_ledger, reviews
from riwaya.ledger.decisions import Draft, Target
from riwaya.ledger.redaction.purge import Wanted, redact
from riwaya.ledger.store import Ledger
from riwaya.web import adding
from riwaya.web.app import create_app
from riwaya.web.settings import Settings, Uploads
from riwaya.web.users import Users
from riwaya.workspace import arrival

HOST = "127.0.0.1:8080"
TEXT = "أعلن المتحدث باسم اللواء الخامس أن قواته سيطرت على بلدة عين الورد بالكامل صباح اليوم.\n"
OTHER = "قال ناشطون إن طائرات مجهولة قصفت سوق قرية الريحان، ما أدى إلى مقتل خمسة مدنيين.\n"
PAGE = (
    '<html lang="ar"><head><title>خبر</title><meta property="og:site_name" content="بريد الساحل"></head><body><article>'
    f"<h1>قصف على الريحان</h1><p>{OTHER * 4}</p><script>alert(1)</script></article></body></html>"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    sample.write(folder)
    return folder / "ledger.db"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go; nothing is left there."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    (tmp_path / "ledger.db").write_bytes(made.read_bytes())
    with open_ledger(tmp_path) as opened:
        yield opened


class Sender:
    """One person's browser, as far as sending goes."""

    def __init__(self, ledger: Ledger, client: TestClient | None = None, **settings: object) -> None:
        app = create_app(ledger, Settings(analyst="هدى", language="en", **settings))
        self.client = client or TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)

    def token(self) -> str:
        return self.client.get("/add").text.partition('name="token" value="')[2].partition('"')[0]

    def post(self, *files: tuple[str, bytes], **fields: str):
        sent = [("files", one) for one in files] or [("files", ("", b""))]
        return self.client.post("/add", data={"token": self.token(), **fields}, files=sent)

    def send(self, *files: tuple[str, bytes], **fields: str) -> str:
        """Send, wait until all of it is done, and give the page that says what became of it."""
        answer = self.post(*files, **fields)
        assert answer.status_code == 303, answer.text
        until = time.monotonic() + 60
        while 'data-state="done"' not in (text := self.client.get(answer.headers["location"]).text):
            assert 'data-state="failed"' not in text, text
            assert time.monotonic() < until
            time.sleep(0.02)
        return text


def accounts(page: str) -> tuple[int, ...]:
    """Read, kept, duplicates, set aside."""
    found = re.search(r'class="accounts">(.*?)</span>', page, re.S)
    return tuple(map(int, re.findall(r">(\d+)<", found[1])))


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def added(ledger: Ledger) -> dict[str, str]:
    return {one.id: one.text for one in ledger.documents() if one.id.startswith(arrival.PREFIX)}


def test_files_of_several_kinds_are_read_and_every_one_is_accounted_for(ledger, scratch):
    index = (
        '[{"document": "one.txt", "outlet": "وكالة الساحل", "date": "2031-05-09", "url": "https://coast.example/1"}]'
    )
    page = Sender(ledger).send(
        ("one.txt", TEXT.encode()),
        ("two.html", PAGE.encode()),
        ("index.json", index.encode()),
        (
            "all.zip",
            zipped(**{"a.txt": (TEXT + "وأضاف أن المعارك انتهت.").encode(), "b.txt": b"English only, no more."}),
        ),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("empty.txt", b""),
        ("again.txt", TEXT.encode()),
        ("one.txt", TEXT.encode()),
    )
    read, kept, duplicates, set_aside = accounts(page)
    assert (read, kept, duplicates, set_aside) == (8, 4, 1, 3)
    assert read == kept + duplicates + set_aside
    for line in ("picture.png: ", "empty.txt: ", "all.zip!b.txt: ", "the same file as one.txt"):
        assert line in page
    assert str(scratch) not in page
    assert list(scratch.iterdir()) == []
    documents = {one.id.rpartition("/")[2]: one for one in ledger.documents() if one.id in added(ledger)}
    assert documents["one"].text == TEXT
    assert documents["one"].url == "https://coast.example/1"
    assert documents["one"].published.earliest == "2031-05-09"
    assert "alert" not in documents["two"].text
    assert any(claim.document == documents["one"].id for claim in ledger.claims())
    for one in documents.values():
        assert f'href="/documents/{quote(one.id)}"' in page
    ledger.check()
    with ledger.reading() as connection:
        record = additions.latest(connection)[0]
    assert (record.who, record.state, record.read, record.inputs) == ("هدى", "done", 8, 7)
    assert "هدى" in Sender(ledger).client.get("/add").text


def test_a_pasted_text_carries_what_is_said_of_it_and_is_worked_out(ledger):
    sender = Sender(ledger)
    said = {"title": "بيان", "outlet": "نشرة الوادي", "date": "2031-05-10", "url": "https://valley.example/a"}
    sender.send(text=TEXT.replace("\n", "\r\n"), **said)
    ((ident, text),) = added(ledger).items()
    document = ledger.document(ident)
    assert text == TEXT
    assert (document.title, document.url, document.published.latest) == ("بيان", said["url"], "2031-05-10")
    assert ledger.outlet_names()[document.outlet] == "نشرة الوادي"
    assert ident in sender.client.get("/documents").text
    from riwaya.workspace.derived import freshness

    assert freshness(ledger).current
    page = sender.send(text=TEXT, **said)  # the same again takes its own place
    assert "was there before" in page
    assert list(added(ledger)) == [ident]
    page = sender.send(("copy.txt", TEXT.encode()), outlet=said["outlet"], date=said["date"])
    assert accounts(page)[1] == 1  # another address: the same words, another publication


def test_the_same_publication_is_kept_once_whatever_its_name(ledger):
    sender = Sender(ledger)
    sender.send(("a.txt", TEXT.encode()), outlet="نشرة الوادي", date="2031-05-10")
    page = sender.send(("b.txt", TEXT.encode()), outlet="نشرة الوادي", date="2031-05-10")
    assert accounts(page) == (1, 0, 1, 0)
    assert "the same publication as" in page
    assert len(added(ledger)) == 1


def test_a_name_never_takes_the_place_of_another_report(ledger):
    before = {one.id: one.text for one in ledger.documents()}
    page = Sender(ledger).send(("first.txt", TEXT.encode()), ("desk/first.txt", OTHER.encode()))
    assert accounts(page) == (2, 2, 0, 0)
    after = {one.id: one.text for one in ledger.documents()}
    assert before.items() <= after.items()
    assert len(added(ledger)) == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\users\\x\\تقرير.txt", "تقرير.txt"),
        ("/tmp/../..", "report"),
        ("", "report"),
        (".htaccess", "htaccess"),
        ("a\x00b\u202etxt.exe", "a_b_txt.exe"),
        ("<img src=x onerror=alert(1)>.html", "_img src_x onerror_alert(1)_.html"),
        ("x" * 300 + ".jsonl.gz", "x" * 97 + ".gz"),
        ("ملفّ مشكّل.txt", "ملفّ مشكّل.txt"),
    ],
)
def test_names_are_made_harmless(name, kept):
    assert arrival.safe_name(name) == kept


def test_hostile_files_cost_their_senders_a_line(ledger, scratch):
    bomb = gzip.compress(b"\0" * 110_000_000, 1)
    hostile = f"<script>alert(1)</script>\u202e{TEXT}".encode()
    long_line = ("قصف " * 700_000).encode()
    page = Sender(ledger).send(
        ("../../ledger.db", b"SQLite format 3\x00" + b"\0" * 100),
        ("bomb.txt.gz", bomb),
        ("up.zip", zipped(**{"../../../evil.txt": TEXT.encode()})),
        ("<script>alert(2)</script>.txt", hostile),
        ("line.txt", long_line),
        ("index.csv", b"document,outlet\n\xff\xfe broken"),
    )
    read, kept, duplicates, set_aside = accounts(page)
    assert read == kept + duplicates + set_aside
    assert set_aside >= 3
    assert "<script>alert" not in page
    for ident in added(ledger):
        assert ".." not in ident
    assert list(scratch.iterdir()) == []
    ledger.check()


def test_what_is_too_large_is_refused_early(ledger, scratch):
    sender = Sender(ledger, uploads=Uploads(file=2_000, files=3, total=5_000))
    page = sender.send(("big.txt", b"x" * 2_001), ("fits.txt", TEXT.encode()))
    assert accounts(page) == (2, 1, 0, 1)
    assert "big.txt: over 2,000 bytes" in page
    for files, words in (
        ([(f"{n}.txt", b"x" * 1_900) for n in range(3)], "5,000 bytes"),
        ([(f"{n}.txt", TEXT.encode()) for n in range(4)], "3 files"),
    ):
        answer = sender.post(*files)
        assert answer.status_code == 413
        assert words in answer.text
        assert 'role="alert"' in answer.text
    taken = []

    def endless() -> Iterator[bytes]:
        boundary = b"--b\r\nContent-Disposition: form-data; name="
        yield boundary + b'"token"\r\n\r\n' + sender.token().encode() + b"\r\n"
        yield boundary + b'"files"; filename="x.txt"\r\n\r\n'
        for n in range(1_000):
            taken.append(n)
            yield b"x" * 60_000

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert sender.client.post("/add", content=endless(), headers=kind).status_code == 413
    declared = {**kind, "content-length": str(10**12)}
    assert sender.client.post("/add", content=b"", headers=declared).status_code == 413
    assert list(scratch.iterdir()) == []
    assert len(added(ledger)) == 1


def test_no_file_is_taken_before_the_token(ledger, scratch, monkeypatch):
    sender = Sender(ledger)
    sender.token()
    opened = []
    monkeypatch.setattr(Path, "open", lambda self, *_: opened.append(self))
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.txt"\r\n\r\nx\r\n'
    token = b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n%s\r\n--b--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=b"}
    for body in (part + token % sender.token().encode(), token % b"0", part, b"--b--\r\n"):
        assert sender.client.post("/add", content=body, headers=kind).status_code == 403
    assert opened == []
    assert list(scratch.iterdir()) == []


def test_forms_that_cannot_be_meant_say_so_and_lose_nothing(ledger, scratch):
    sender = Sender(ledger)
    for field, value, words in (
        ("date", "غداً", "is no day"),
        ("url", "javascript:alert(1)", "the whole address"),
        ("url", "http://[", "the whole address"),
        ("outlet", "a\u202eb", "ordinary characters"),
    ):
        answer = sender.post(text=TEXT, **{field: value})
        assert answer.status_code == 422
        assert words in answer.text
        assert TEXT.strip() in answer.text
        assert "is-wrong" in answer.text
    assert "choose files" in sender.post().text
    kind = {"content-type": "multipart/form-data; boundary=b"}
    cut = b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + sender.token().encode() + b"\r\n--b\r\nCont"
    assert "arrived broken" in sender.client.post("/add", content=cut, headers=kind).text
    assert list(scratch.iterdir()) == []
    with ledger.reading() as connection:
        assert additions.latest(connection) == []


def test_decisions_stay_and_redactions_hold(ledger):
    claim = sample.claim_ids(ledger, "desk/first")[0]
    reviews.decide(ledger, Draft("confirm", Target("claim", claim), "رنا"), 0)
    sender = Sender(ledger)
    sender.send(text="تقدم اللواء الخامس نحو قرية الزهر مساء أمس.")
    redact(ledger, Wanted(None, None, ("اللواء الخامس",)), who="رنا", reason="طلب")
    sender.send(("one.txt", TEXT.encode()))
    assert sum("اللواء الخامس" in text for text in added(ledger).values()) == 0
    (text,) = [text for id, text in added(ledger).items() if id.endswith("/one")]
    assert "اللواء الخامس" not in text
    assert len(text) == len(TEXT)
    assert [decision.target.id for decision in reviews.everything(ledger)] == [claim]


def test_those_who_read_only_see_no_way_to_add(ledger, tmp_path):
    users = Users(tmp_path / "users.db", Settings().clock)
    for name, role in (("rana", "read"), ("huda", "review")):
        users.add(name, role, "a long password")
    app = create_app(ledger, Settings(users=tmp_path / "users.db"))
    for name, may in (("rana", False), ("huda", True)):
        client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
        token = client.get("/signin").text.partition('name="token" value="')[2].partition('"')[0]
        client.post("/signin", data={"token": token, "name": name, "password": "a long password"})
        assert ('href="/add"' in client.get("/").text) == may
        assert client.get("/add").status_code == (200 if may else 403)
        answer = Sender(ledger, client).post(("one.txt", TEXT.encode()))
        assert answer.status_code == (303 if may else 403)


def test_two_servers_add_at_once_and_nothing_is_lost(ledger, tmp_path):
    with open_ledger(tmp_path) as other:
        senders = [Sender(ledger), Sender(other)]
        sent = [
            (sender, sender.post((f"{n}.txt", f"{TEXT}{n}".encode())).headers["location"])
            for n in range(3)
            for sender in senders
        ]
        for sender, location in sent:
            until = time.monotonic() + 60
            while 'data-state="done"' not in sender.client.get(location).text:
                assert time.monotonic() < until
                time.sleep(0.05)
        assert sorted(added(ledger).values()) == [f"{TEXT}{n}" for n in range(3)]
        ledger.check()


def test_too_many_at_once_wait_elsewhere(ledger, monkeypatch, scratch):
    monkeypatch.setattr(adding.Adder, "_work", lambda self: None)  # nothing is ever done
    sender = Sender(ledger)
    for _ in range(adding.MOST_WAITING // 4):
        assert sender.post(("one.txt", TEXT.encode())).status_code == 303
    answer = sender.post(("one.txt", TEXT.encode()))
    assert answer.status_code == 429
    assert "too much is waiting" in answer.text
    assert len(list(scratch.iterdir())) == adding.MOST_WAITING // 4


def test_what_fails_adds_nothing_says_so_and_the_next_is_read(ledger, monkeypatch, scratch):
    from riwaya.ledger import ingest

    sender, write, runs = Sender(ledger), ingest.write, []

    def dies_at_first(connection, findings):
        run = write(connection, findings)
        runs.append(run)
        if len(runs) == 1:
            raise OSError("no space left")
        return run

    monkeypatch.setattr(ingest, "write", dies_at_first)
    location = sender.post(("one.txt", TEXT.encode())).headers["location"]
    sender.send(("two.txt", OTHER.encode()))
    assert 'data-state="failed"' in sender.client.get(location).text
    assert list(added(ledger).values()) == [OTHER]
    ledger.check()
    assert list(scratch.iterdir()) == []


def test_after_a_restart_the_numbers_are_known_and_what_was_cut_off_is_said(ledger):
    first = Sender(ledger)
    location = first.post(("one.txt", TEXT.encode())).headers["location"]
    while 'data-state="done"' not in first.client.get(location).text:
        time.sleep(0.02)
    later = Sender(ledger)
    assert accounts(later.client.get(location).text) == (1, 1, 0, 0)
    with ledger.writing() as connection:
        additions.begin(connection, additions.Addition("cut", "رنا", "2031-05-10T10:00:00+00:00", state="reading"))
    assert 'data-state="interrupted"' in later.client.get("/add/cut").text
    assert later.client.get("/add/none").status_code == 404


def test_a_server_that_takes_nothing(ledger):
    sender = Sender(ledger, uploads=Uploads(files=0))
    assert 'action="/add"' not in sender.client.get("/add").text
    assert sender.client.post("/add", data={"token": "x"}, files={"files": ("a", b"x")}).status_code == 404


def test_the_files_beside_the_ledger_are_written_anew(ledger):
    written = []
    Sender(ledger, added=lambda changed: written.append(len(list(changed.documents())))).send(
        ("one.txt", TEXT.encode())
    )
    assert written == [len(sample.DOCUMENTS) + 1]


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width", "script"), [("ar", 1280, True), ("en", 390, True), ("en", 1280, False)])
def test_reports_are_added_in_a_browser(
    ledger_folder, tmp_path, serving, open_tab, shot, accessible, language, width, script
):
    shutil.copy(ledger_folder / "ledger.db", tmp_path / "ledger.db")
    own = serving(tmp_path)
    page = open_tab(own.url, language, width=width, script=script).go("/")
    page.locator(".nav a[href='/add']").click()
    page.wait_for_url("**/add")
    if script:
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"add-{language}-{width}")
    files = [("one.txt", TEXT), ("two.html", PAGE), ("three.txt", "nothing that is Arabic stands here")]
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    )
    page.locator("#f-outlet").fill("نشرة الوادي")
    page.locator("form:has(#files) .act").click()
    page.wait_for_url("**/add/*")

    def done() -> bool:
        if not script:
            page.reload()
        return page.locator("[data-state=done]").count() == 1

    settle(page, done)
    assert page.locator("section[aria-labelledby=kept] tbody tr").count() == 2
    assert "three.txt" in page.locator("section[aria-labelledby=aside]").inner_text()
    if script:
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"added-{language}-{width}-{script}")
    page.locator("section[aria-labelledby=kept] tbody a").first.click()
    page.wait_for_url("**/documents/added/**")
    page.locator("#text").wait_for()
