"""What every request passes: roles, tokens, hosts, origins, sizes, headers; without a browser."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_sample as sample
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from riwaya.ledger import open_ledger
from riwaya.web.access import Access, Desk
from riwaya.web.app import create_app
from riwaya.web.guard import HEADERS
from riwaya.web.settings import Settings
from riwaya.web.users import MOST_PER_NAME, WINDOW, Users

HOST = "127.0.0.1:8080"
PASSWORD = "a long password"
ALL_MAY = {"/signin", "/signout", "/about"}


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2031, 5, 10, 12, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now

    def on(self, **by: int) -> None:
        self.now += datetime.timedelta(**by)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ledger")
    sample.write(made)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_desk(folder: Path) -> Iterator[TestClient]:
    """The workspace as whoever sits at the machine sees it."""
    with open_ledger(folder) as ledger:
        yield TestClient(create_app(ledger, Settings()), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def users_desk(folder: Path, tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    """The workspace with users: rana reads, huda reviews, adnan administers."""
    users = Users(tmp_path / "users.db", clock)
    for name, role in (("rana", "read"), ("huda", "review"), ("adnan", "administer")):
        users.add(name, role, PASSWORD)
    settings = Settings(users=tmp_path / "users.db", clock=clock)
    with open_ledger(folder) as ledger:
        yield TestClient(create_app(ledger, settings), base_url=f"http://{HOST}", follow_redirects=False)


def token_of(client: TestClient, path: str = "/signin") -> str:
    text = client.get(path).text
    return text.partition('name="token" value="')[2].partition('"')[0]


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    form = {"token": token_of(client), "name": name, "password": password}
    return client.post("/signin", data=form).status_code


def needs(route: APIRoute) -> list[Access]:
    return [one.dependency for one in route.dependencies if isinstance(one.dependency, Access)]


def test_every_route_says_once_what_it_needs(open_desk):
    routes = [route for route in open_desk.app.routes if isinstance(route, APIRoute)]
    assert len(routes) >= 6
    for route in routes:
        found = needs(route)
        assert len(found) == 1, route.path
        if route.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            assert found[0].role in ("review", "administer") or route.path in ALL_MAY, route.path
        else:
            assert found[0].role is not None or route.path in ALL_MAY, route.path


def paths_of(client: TestClient, method: str) -> list[str]:
    routes = [route for route in client.app.routes if isinstance(route, APIRoute) and method in route.methods]
    return [re.sub(r"\{[^}]*\}", "x", route.path) for route in routes]


def test_with_users_every_page_asks_to_sign_in_first(users_desk):
    for path in paths_of(users_desk, "GET"):
        answer = users_desk.get(path)
        if path in ALL_MAY:
            assert answer.status_code == 200
        else:
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/signin?next=")


def test_with_users_nothing_can_be_changed_before_signing_in(users_desk):
    token = token_of(users_desk)
    for path in paths_of(users_desk, "POST"):
        if path not in ALL_MAY:
            answer = users_desk.post(path, data={"token": token})
            assert answer.status_code == 303, path
            assert answer.headers["location"] == "/signin"


def test_a_reader_changes_nothing(users_desk):
    assert sign_in(users_desk, "rana") == 303
    token = token_of(users_desk, "/settings")
    for path in paths_of(users_desk, "POST"):
        if path not in ALL_MAY:
            assert users_desk.post(path, data={"token": token}).status_code == 403, path


def test_every_form_needs_its_token(open_desk):
    for path in paths_of(open_desk, "POST"):
        assert open_desk.post(path, data={"token": "0" * 64}).status_code == 403, path
        assert open_desk.post(path).status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_forms_of_other_sites_are_refused(users_desk, headers):
    form = {"token": token_of(users_desk), "name": "huda", "password": PASSWORD}
    assert users_desk.post("/signin", data=form, headers=headers).status_code == 403
    assert users_desk.post("/signin", data=form, headers={"origin": f"http://{HOST}"}).status_code == 303


@pytest.mark.parametrize(
    "host", ["evil.example:8080", "127.0.0.1:9999", "evil.example", "", "127.0.0.1@evil:8080", "["]
)
def test_a_name_that_was_made_to_point_here_is_refused(open_desk, host):
    assert open_desk.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_this_machine_is_known_by_its_names(open_desk, host):
    assert open_desk.get("/", headers={"host": host}).status_code == 200


def test_long_requests_are_refused(open_desk):
    assert open_desk.post("/signin", content=b"x" * 1_000_001).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    answer = open_desk.post("/signin", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/", "/documents", "/nothing", "/static/css/base.css", "/documents/nothing"])
def test_every_answer_carries_the_headers(open_desk, path):
    answer = open_desk.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "'unsafe" not in answer.headers["content-security-policy"]


def test_pages_hold_no_inline_script_or_style(open_desk):
    for path in ("/documents/desk/first", *paths_of(open_desk, "GET")):
        text = open_desk.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert all("src=" in part.partition(">")[0] for part in text.split("<script")[1:])


def test_signing_in_gives_a_new_session_that_ends(users_desk, clock):
    before = users_desk.cookies.get("riwaya_session")
    assert sign_in(users_desk, "huda", "wrong password") == 401
    assert sign_in(users_desk, "huda") == 303
    cookie = users_desk.cookies.get("riwaya_session")
    assert cookie not in (None, before)
    assert users_desk.get("/").status_code == 200
    clock.on(hours=1)
    assert users_desk.get("/").status_code == 200
    clock.on(hours=1, minutes=59)
    assert users_desk.get("/").status_code == 200  # used within two hours: it goes on
    clock.on(hours=2, minutes=1)
    assert users_desk.get("/").status_code == 303


def test_a_session_ends_for_good_after_half_a_day(users_desk, clock):
    sign_in(users_desk, "huda")
    for _ in range(12):
        assert users_desk.get("/").status_code == 200
        clock.on(hours=1)
    clock.on(minutes=1)
    assert users_desk.get("/").status_code == 303


def test_the_cookie_is_out_of_reach(users_desk):
    form = {"token": token_of(users_desk), "name": "huda", "password": PASSWORD}
    cookie = users_desk.post("/signin", data=form).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_cookies_travel_by_https_only_where_there_is_https(folder, tmp_path, clock):
    Users(tmp_path / "users.db", clock).add("huda", "review", PASSWORD)
    settings = Settings(host="0.0.0.0", users=tmp_path / "users.db", origin="https://desk.example", clock=clock)
    with open_ledger(folder) as ledger:
        client = TestClient(create_app(ledger, settings), base_url="https://desk.example", follow_redirects=False)
        assert "secure" in client.get("/signin").headers["set-cookie"].lower()
        form = {"token": token_of(client), "name": "huda", "password": PASSWORD}
        assert client.post("/signin", data=form, headers={"origin": "https://desk.example"}).status_code == 303
        assert client.get("/", headers={"host": "other.example"}).status_code == 421


def test_signing_out_ends_the_session(users_desk):
    sign_in(users_desk, "huda")
    cookie = users_desk.cookies.get("riwaya_session")
    assert users_desk.post("/signout", data={"token": token_of(users_desk, "/settings")}).status_code == 303
    users_desk.cookies.set("riwaya_session", cookie)
    assert users_desk.get("/").status_code == 303


def test_passwords_cannot_be_tried_without_end(users_desk, clock):
    for _ in range(MOST_PER_NAME):
        assert sign_in(users_desk, "huda", "wrong password") == 401
    assert sign_in(users_desk, "huda") == 429  # even with the right one
    assert sign_in(users_desk, "adnan") == 303
    clock.now += WINDOW + datetime.timedelta(seconds=1)
    assert sign_in(users_desk, "huda") == 303


def test_sign_ins_are_on_record_for_administrators(users_desk):
    sign_in(users_desk, "huda", "wrong password")
    sign_in(users_desk, "huda")
    assert "wrong name or password" not in users_desk.get("/settings?lang=en").text
    sign_in(users_desk, "adnan")
    text = users_desk.get("/settings?lang=en").text
    assert "wrong name or password" in text
    assert text.count('<bdi dir="auto">huda</bdi>') >= 3


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_sign_in_never_leads_to_another_site(users_desk, target):
    form = {"token": token_of(users_desk), "name": "huda", "password": PASSWORD, "next": target}
    assert users_desk.post("/signin", data=form).headers["location"] == "/"


def test_nothing_secret_is_in_the_ledger(users_desk, folder, tmp_path):
    sign_in(users_desk, "huda")
    token = users_desk.cookies.get("riwaya_session")
    for file in (*folder.iterdir(), tmp_path / "users.db"):
        raw = file.read_bytes()
        assert PASSWORD.encode() not in raw
        assert token.encode() not in raw
        assert b"argon2" not in raw or file.name == "users.db"
    assert (tmp_path / "users.db").stat().st_mode & 0o077 == 0


def test_a_role_taken_away_is_gone_at_once(users_desk, tmp_path, clock):
    sign_in(users_desk, "adnan")
    Users(tmp_path / "users.db", clock).set_role("adnan", "read")
    assert "signins" not in users_desk.get("/settings").text
    Users(tmp_path / "users.db", clock).remove("adnan")
    assert users_desk.get("/").status_code == 303


def test_without_users_whoever_sits_here_reviews_under_a_name(folder):
    with open_ledger(folder) as ledger:
        client = TestClient(create_app(ledger, Settings(analyst="هدى")), base_url=f"http://{HOST}")
        assert isinstance(client.app.state.desk, Desk)
        assert "هدى" in client.get("/settings").text
