"""A server and a browser for tests of the workspace: one of each a module, on a ledger of invented reports."""

import contextlib
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import web_sample as sample

from browsing import as_slow_as_told
from riwaya.ledger import open_ledger
from riwaya.web.app import create_app
from riwaya.web.settings import Settings

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The browser says so when a part that htmx put in has a field to begin with and was given the focus already.
HARMLESS = "Autofocus processing was blocked"
AXE = Path(__file__).parent / "vendor/axe.min.js"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped, aloud, where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on the path")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Served:
    """A server in a thread: `url` is where, `ledger` what, `settings` how."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        self.ledger = open_ledger(folder)
        settings.setdefault("rewrite", lambda _: None)
        self.settings = Settings(port=listening.getsockname()[1], analyst="هدى", **settings)
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self.app = create_app(self.ledger, self.settings)
        config = uvicorn.Config(self.app, log_level="error", access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it and close the ledger."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self.ledger.close()


@pytest.fixture(scope="module")
def ledger_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of the invented reports."""
    folder = tmp_path_factory.mktemp("ledger")
    sample.write(folder)
    return folder


@pytest.fixture(scope="module")
def served(ledger_folder: Path) -> Iterator[Served]:
    """A server on this machine, without sign-in."""
    server = Served(ledger_folder)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def serving() -> Iterator[Callable[..., Served]]:
    """Starts servers with other settings; they end with the module."""
    with contextlib.ExitStack() as stack:

        def start(folder: Path, **settings: Any) -> Served:
            server = Served(folder, **settings)
            stack.callback(server.stop)
            return server

        yield start


class Tab:
    """A page of the browser. At its end it fails if anything was logged, thrown, or asked of another host."""

    def __init__(self, browser: Any, url: str, language: str, width: int, height: int, script: bool) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
        self.context.add_cookies([{"name": "riwaya_language", "value": language, "url": url}])
        self.page = as_slow_as_told(self.context.new_page())
        self.url, self.wrong = url, list[str]()
        self.expected: tuple[str, ...] = ()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self._asked(request.url))

    def _said(self, message: Any) -> None:
        if not any(text in message.text for text in (HARMLESS, *self.expected)):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.wrong.append(f"request: {url}")

    def go(self, path: str) -> Any:
        """The page at a path of the server."""
        self.page.goto(self.url + path)
        return self.page


@pytest.fixture
def open_tab(chromium: Any) -> Iterator[Callable[..., Tab]]:
    """Opens tabs: `open_tab(served.url, "ar", width=1280, height=900, script=True)`."""
    tabs: list[Tab] = []

    def opener(url: str, language: str = "ar", width: int = 1280, height: int = 900, script: bool = True) -> Tab:
        tabs.append(Tab(chromium, url, language, width, height, script))
        return tabs[-1]

    yield opener
    for tab in tabs:
        tab.context.close()
    assert [problem for tab in tabs for problem in tab.wrong] == []


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """Keeps a picture of a page for whoever looks at it: in $RIWAYA_SHOTS, if that is set."""
    import os

    folder = os.environ.get("RIWAYA_SHOTS")

    def take(page: Any, name: str) -> None:
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return take


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """Asserts that axe-core finds nothing against WCAG AA on a page; skips, aloud, where axe-core is not there."""

    def check(page: Any) -> None:
        if not AXE.is_file():
            pytest.skip("axe-core is not there: python -m frontend.vendor --tests")
        page.wait_for_load_state()
        # Not a script element: the page's policy forbids it. The protocol evaluates it beside the page's own scripts.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        options = '{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]}'
        found = session.send(
            "Runtime.evaluate",
            {
                "expression": f"axe.run(document, {options}).then(r => JSON.stringify(r.violations.map(v => "
                "[v.id, v.nodes.slice(0, 3).map(n => n.target.join(' ') + ': ' + n.failureSummary)])))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert found["result"]["value"] == "[]"

    return check
