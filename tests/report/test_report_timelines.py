"""Timelines of control in the report: the data, and a reader who moves through the days."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from browsing import as_slow_as_told, settle
from riwaya.model import Claim, Document, Published
from riwaya.model.ids import sha256
from riwaya.reason.lenient import claim_of
from riwaya.reason.workings import Workings
from riwaya.report import write_report
from riwaya.report.timelines import timelines

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
TOLD = (
    (1, "actor:t-red", "الفوج الأحمر", "يرابط الفوج الأحمر منذ الشتاء في عين الورد"),
    (2, "actor:t-red", "الفوج الأحمر", "الأعلام فوق البلدية في عين الورد ترفعها كتيبة الفوج الأحمر"),
    (9, "actor:t-blue", "اللواء الأزرق", "أمسك اللواء الأزرق بمداخل عين الورد ومخارجها"),
    (10, "actor:t-blue", "اللواء الأزرق", "صارت عين الورد كلها بيد اللواء الأزرق هذا الصباح"),
    (11, "actor:t-blue", "اللواء الأزرق", "لا أحد سوى اللواء الأزرق يحكم اليوم عين الورد"),
)
RED, BLUE = "actor:t-red", "actor:t-blue"


def material() -> tuple[list[Document], list[Claim]]:
    documents, claims = [], []
    for day, agent, name, text in TOLD:
        id, on = f"r{day}", f"2031-07-{day:02}"
        published = Published(on, on, "sidecar")
        documents.append(Document(id, text, sha256(text.encode()), f"outlet:t-{day}", published=published))
        at = text.index("عين الورد")
        place = {"text": "عين الورد", "start": at, "end": at + 9, "name": "Ain al-Ward", "entity": "place:t-ward"}
        place |= {"precision": "point", "lat": 1.0, "lon": 2.0}
        at = text.index(name)
        actor = {"text": name, "start": at, "end": at + len(name), "entity": agent}
        record = {"document": id, "event": "control", "agents": [actor], "places": [place], "evidence": text}
        claims.append(claim_of(record))
    return documents, claims


def test_the_data_of_a_place():
    found = timelines(Workings.of(*material()))
    place = found["places"]["place:t-ward"]
    assert place["d"] == "2031-07-01"
    holders = [holder[0] for holder in place["h"]]
    last = place["s"][-1]
    assert max(last) == last[holders.index(BLUE)]
    assert max(place["s"][1]) == place["s"][1][holders.index(RED)]
    assert all(95 <= sum(row) <= 105 for row in place["s"] + place["f"])
    assert place["n"][10] == [5, 0]
    assert len(place["a"]) == len(place["s"])
    assert all(95 <= sum(row) <= 105 for row in place["a"])
    assert len(found["words"]) == 7


def test_a_place_on_one_root_has_no_timeline():
    documents, claims = material()
    assert timelines(Workings.of(documents[:1], claims[:1]))["places"] == {}
    assert timelines(Workings.of([], []))["places"] == {}


@pytest.mark.browser
def test_a_reader_moves_through_the_days(tmp_path: Path):
    api: Any = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on the path")
    path = tmp_path / "report.html"
    write_report(path, *material())
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = as_slow_as_told(browser.new_page())
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{path.as_uri()}#view=places")
        figure = page.locator("[data-control='place:t-ward']")
        figure.wait_for()
        assert figure.locator("svg.controlband").count() == 2
        assert figure.locator("svg.controlband").first.bounding_box()["width"] > 200
        before = figure.locator(".controlsays").inner_text()
        slider = figure.locator("input[type=range]")
        slider.focus()
        slider.press("Home")
        settle(page, lambda: "1 يوليو/تموز 2031" in figure.locator(".controlsays").inner_text())
        assert figure.locator(".controlsays").inner_text() != before
        figure.locator(".controlalike input").check()
        settle(page, lambda: figure.locator("svg.controlband").count() == 2)
        assert "1 يوليو/تموز 2031" in figure.locator(".controlsays").inner_text()
        assert page.locator("[data-place='place:t-ward'] .claim").count() == 5, "the claims stand under the timeline"
        browser.close()
    assert wrong == []
