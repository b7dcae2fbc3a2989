"""Places, disputes, events, sources and the map in a browser: main paths, both languages, wide and narrow."""

import shutil

import across_sample
import pytest
from sqlalchemy import select

from browsing import settle
from conftest import NAMES, Served
from riwaya.ledger import derived_tables as tables

pytestmark = pytest.mark.browser

SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="module")
def chromium():
    """A browser that can draw maps."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on the path")
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", *SOFTWARE_GL]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def ledger_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("across")
    across_sample.write(folder)
    return folder


@pytest.fixture(scope="module")
def served(ledger_folder):
    server = Served(ledger_folder)
    yield server
    server.stop()


def first(served, table, order):
    with served.ledger.reading() as connection:
        return connection.execute(select(table.c.id).order_by(order).limit(1)).scalar_one()


def pages(served):
    return {
        "places": "/places",
        "place": "/places/place:raqqa",
        "place-of-no-holder": "/places/place:deir-ezzor-governorate",
        "disputes": "/disputes",
        "dispute": f"/disputes/{first(served, tables.derived_disputes, tables.derived_disputes.c.id)}",
        "event": f"/events/{first(served, tables.derived_events, tables.derived_events.c.documents.desc())}",
        "sources": "/sources",
        "source": "/sources/voice:sohr",
        "pooled": "/sources/pool:activist",
        "redact": "/redact?document=r0&at=0-5",
    }


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_whole_accessible_and_fits(served, open_tab, shot, accessible, language, width):
    tab = open_tab(served.url, language, width=width)
    for name, path in pages(served).items():
        page = tab.go(path)
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        shot(page, f"across-{name}-{language}-{width}")
        accessible(page)


def test_a_place_shows_its_bands_its_marks_and_a_day(served, open_tab):
    page = open_tab(served.url, "en").go("/places/place:raqqa")
    assert page.locator("figure.timeline .band").count() == 2
    assert page.locator("figure.timeline .marks circle").count() == 5
    assert page.locator("figure.timeline .marks circle.denied").count() == 1
    start = page.locator("figure.timeline").get_attribute("data-first")
    assert page.locator("#reading h3 time").get_attribute("datetime") != start
    page.locator("#day-slider").press("Home")
    page.locator(f"#reading h3 time[datetime='{start}']").wait_for()
    assert page.locator("input[name=day]").input_value() == start
    page.locator("figure.timeline .marks a").first.click()
    page.wait_for_url("**/claims/*")


def test_a_day_is_read_without_scripts(served, open_tab):
    page = open_tab(served.url, "en", script=False).go("/places/place:raqqa?day=2031-07-02")
    assert page.locator("#reading h3 time").get_attribute("datetime") == "2031-07-02"
    page.locator("input[name=sides]").check()
    page.locator(".dayform button").click()
    page.wait_for_url("**sides=off*")
    assert page.locator("#reading h3 time").get_attribute("datetime") == "2031-07-02"


def test_a_dispute_tells_camps_roots_and_what_would_settle_it(served, open_tab):
    page = open_tab(served.url, "en").go("/disputes")
    page.locator(".dispute-line h3 a", has_text="Who has it").or_(page.locator(".dispute-line h3 a")).first.click()
    page.wait_for_url("**/disputes/*")
    assert page.locator(".camp-sheet").count() == 2
    assert page.locator("text=What would settle it").count() == 1
    assert page.locator(".tree li").count() >= 2
    page.locator(".camp-sheet .evidence a").first.click()
    page.wait_for_url("**/documents/**")


def test_private_persons_are_pooled_and_never_graded(served, open_tab):
    tab = open_tab(served.url, "en")
    page = tab.go("/sources")
    assert "أبو سليم" not in page.content()
    assert page.locator("a[href='/sources/pool:activist']").count() == 1
    page = tab.go("/sources/pool:activist")
    assert page.locator("text=never graded").count() == 1
    assert page.locator(".letter").count() == 0
    assert "أبو سليم" not in tab.go("/disputes").content()


def test_what_is_not_there_is_said_so(served, open_tab):
    tab = open_tab(served.url)
    tab.expected = ("404",)
    for path in ("/places/place:nowhere", "/disputes/0000", "/events/0000", "/sources/nobody"):
        assert tab.go(path).locator("h1").count() == 1


def test_a_party_looks_the_same_on_every_page(served, open_tab):
    tab = open_tab(served.url, "en")
    page = tab.go("/places/place:raqqa")
    order = page.request.get(served.url + "/map/control.json").json()["order"]
    assert sorted(order.values()) == list(range(len(order)))
    assert {across_sample.ARMY, across_sample.GROUP} <= order.keys()
    for holder in (across_sample.ARMY, across_sample.GROUP):
        name = page.request.get(served.url + "/map/control.json").json()["names"][holder]
        line = page.locator(".legend li", has_text=name).first
        assert line.locator(f"rect[fill='url(#holder-{order[holder]})']").count() == 1
        assert line.locator(".party").text_content() == str(order[holder] + 1)
        assert page.locator(f"pattern#holder-{order[holder]} rect.h{order[holder] % 6}").count() == 1
    colours = {page.locator(f".band path[fill='url(#holder-{n})']").count() for n in range(2)}
    assert colours == {2}, "both bands, each party"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_map_draws_control_and_claims_and_its_list_says_the_same(served, open_tab, shot, accessible, language):
    from riwaya.web.pages import has_asset

    if not has_asset("vendor/maplibre-gl.mjs"):
        pytest.skip("the map's files are not there: python -m frontend.vendor")
    tab = open_tab(served.url, language)
    tab.expected = ("GL Driver Message",)
    page = tab.go("/map?day=2031-07-07")
    assert page.locator("#map-claims li").count() >= 4
    assert page.locator("#map-claims li", has_text="تل الغراب").count() == 1, "what has no position is in the list"
    page.locator("#map[data-state=drawn]").wait_for(timeout=120_000)
    with page.expect_response("**/map/claims.json*") as answer:
        page.locator("#map-slider").press("ArrowLeft" if language == "en" else "ArrowRight")
    spots = answer.value.json()
    assert {spot["precision"] for spot in spots if spot["lat"] is not None} == {"point"}
    settle(page, lambda: page.locator("#map-day").input_value() == "2031-07-06")
    assert page.locator("#map-places li:not([hidden]) .says").first.text_content()
    shot(page, f"across-map-{language}")
    accessible(page)


def test_without_the_maps_files_the_page_says_so(served, open_tab, monkeypatch):
    from riwaya.web import pages as rendering

    monkeypatch.setattr(rendering, "has_asset", lambda _: False)
    page = open_tab(served.url, "en").go("/map?day=2031-07-07")
    assert page.locator("text=The map's files were not there").count() == 1
    assert page.locator("#map-claims li").count() >= 4


@pytest.mark.parametrize(("language", "width"), [("ar", 1280), ("en", 390)])
def test_events_are_merged_and_relations_taken_away_with_the_keyboard(
    ledger_folder, tmp_path, serving, open_tab, shot, accessible, language, width
):
    (tmp_path / "ledger.db").write_bytes((ledger_folder / "ledger.db").read_bytes())
    own = serving(tmp_path)
    tab = open_tab(own.url, language, width=width)
    page = tab.go(f"/disputes/{first(own, tables.derived_disputes, tables.derived_disputes.c.topic.desc())}")
    assert page.locator("main form[action='/review/merge'] input[name=other]").count() >= 2
    page.locator("main form[action='/review/unlink']").first.wait_for(state="attached")
    shot(page, f"decide-dispute-{language}-{width}")
    page.locator("section[aria-labelledby=events] ul a").first.click()
    page.wait_for_url("**/events/*")
    for summary in page.locator("details.decide > summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"decide-event-{language}-{width}")
    page.locator("input[name=other][type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.locator("#merge-why").fill("حملة واحدة")
    page.keyboard.press("Enter")
    page.locator("#toast").wait_for()
    settle(page, lambda: page.locator(".history .why-said", has_text="حملة واحدة").count() == 1)
    shot(page, f"decide-merged-{language}-{width}")
    page.locator(".claim .title a").first.click()
    page.wait_for_url("**/claims/*")
    page.locator("details.decide > summary").last.click()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"decide-claim-{language}-{width}")
    page = tab.go("/sources/voice:sohr")
    page.locator("#grade-letter").select_option("C")
    page.locator("#grade-why").fill("لا تسمي مصادرها")
    page.keyboard.press("Enter")
    page.locator("b.letter", has_text="C").first.wait_for()
    accessible(page)
    shot(page, f"decide-source-{language}-{width}")
