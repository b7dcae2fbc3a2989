"""The report in a browser: filters, opening a claim, languages, keyboard, narrow screens, and that nothing goes out."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
import report_sample as sample

from browsing import as_slow_as_told, settle
from riwaya.model import claim_id
from riwaya.report import write_report

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ALL = len(sample.CLAIMS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on the path")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, sample.DOCUMENTS, sample.CLAIMS, sample.SET_ASIDE, outlet_names=sample.OUTLETS)
    return path


class Opened:
    """A page with the report; it fails at the end if anything was logged, thrown or asked of the network."""

    def __init__(self, browser: Any, path: Path, width: int, height: int) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
        self.page = as_slow_as_told(self.context.new_page())
        self.path = path
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked(request.url))

    def asked(self, url: str) -> None:
        if url.split("#")[0] != self.path.as_uri():
            self.wrong.append(f"request: {url}")

    def go(self, state: str = "") -> Any:
        self.page.goto("about:blank")
        self.page.goto(f"{self.path.as_uri()}#{state}")
        return self.page


@pytest.fixture
def opened(chromium: Any, report: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    width, height = getattr(request, "param", (1280, 900))
    result = Opened(chromium, report, width, height)
    yield result
    result.context.close()
    assert result.wrong == []


def shown(page: Any) -> int:
    return int(re.findall(r"\d+", page.inner_text("#shown"))[0])


def open_claim(page: Any) -> str | None:
    found = re.search(r"claim=(\w+)", page.evaluate("location.hash"))
    return found and found[1]


def test_places_by_territorial_claims_with_a_strip_each(opened: Opened) -> None:
    page = opened.go()
    assert page.locator(".place").count() == 7
    assert page.locator(".place h2").first.inner_text() == "مدينة وردة"
    assert page.locator(".place").last.get_attribute("data-place") == "-"
    rows = page.locator(".place").first.locator(".rowname:not(.head)").all_inner_texts()
    assert rows[0] == "مجلس النهر"
    assert rows[-1] == "أحداث أخرى"
    assert page.locator(".place").first.locator(".strip .lane .markbutton").count() == 1  # the undated report's


def test_a_denial_never_looks_like_an_assertion(opened: Opened) -> None:
    page = opened.go()
    mark = page.locator(".place").first.locator(".days .mark.s-denies")
    assert mark.count() == 1
    assert mark.locator(".strike").count() == 1
    assert mark.locator(".full").count() == 0
    assert page.locator(".days .mark.s-asserts .strike, .days .mark.s-asserts .hollow").count() == 0
    row = page.locator(".claim.s-denies").first
    assert "نفي: فقدان السيطرة" in row.inner_text()
    assert "رد على قول غيره" in row.inner_text()
    label = page.locator(".markbutton[aria-label*='نفي: فقدان السيطرة']").first.get_attribute("aria-label")
    assert "ينفي (رد على قول غيره)" in label


def test_the_chain_is_spelled_out_in_words(opened: Opened) -> None:
    page = opened.go()
    chain = page.locator(".claim .chain").first.inner_text()
    assert " ".join(chain.split()) == "قناة النهر ← نقلاً عن وكالة الساحل ← عن العقيد سامر الدالي"


def test_opening_a_claim_and_reading_it_in_place(opened: Opened) -> None:
    page = opened.go()
    page.locator(".days .markbutton").first.focus()
    page.keyboard.press("Enter")
    card = page.locator("#card")
    card.wait_for()
    settle(page, lambda: page.evaluate("document.activeElement.id") == "close")
    settle(page, lambda: "claim=" in page.url)
    card.locator(".read").click()
    settle(page, lambda: "view=documents" in page.url)
    page.locator(".text .hl.active").first.wait_for()
    marked = page.locator(".text .hl.active").all_inner_texts()
    assert "".join(marked) in [claim.evidence.text for claim in sample.CLAIMS]
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    settle(page, lambda: page.locator(".hl.active").count() == 0)


def test_every_evidence_is_marked_exactly(opened: Opened) -> None:
    texts = {document.id: document.text for document in sample.DOCUMENTS}
    for claim in sample.CLAIMS:
        page = opened.go(f"view=documents&claim={claim.id}")
        pieces = page.eval_on_selector_all(".text .hl.active", "spans => spans.map(span => span.textContent)")
        assert "".join(pieces) == claim.evidence.text
        if claim.cue is not None:
            assert page.eval_on_selector(".text .p-cue", "span => span.textContent") == claim.cue.text
        assert page.eval_on_selector(".text", "text => text.textContent") == texts[claim.document]


def test_overlapping_evidence_offers_every_claim(opened: Opened) -> None:
    page = opened.go("view=documents")
    page.locator(".text .hl.several").first.click()
    choices = page.locator("#card .others .choice")
    settle(page, lambda: choices.count() == 2)
    before = page.locator("#card h2").inner_text()
    choices.nth(1).click()
    settle(page, lambda: page.locator("#card h2").inner_text() != before)
    assert page.locator("#card .others .choice").count() == 2


def test_furniture_is_dimmed(opened: Opened) -> None:
    page = opened.go("view=documents")
    assert "اقرأ أيضاً" in page.locator(".text .furniture").inner_text()


def test_filters_narrow_both_views_and_stay_in_the_address(opened: Opened) -> None:
    page = opened.go()
    assert shown(page) == ALL
    page.select_option("#filter-stance", "denies")
    settle(page, lambda: shown(page) == 2)
    settle(page, lambda: "stance=denies" in page.url)
    assert page.locator(".claim").count() == 2
    assert "(1)" in page.locator("#filter-place option[value='place:warda']").inner_text()
    page.click("#tab-documents")
    settle(page, lambda: page.locator(".docentry").count() == 2)
    page.go_back()
    settle(page, lambda: page.locator(".claim").count() == 2)
    page.click("#bar .clear")
    settle(page, lambda: shown(page) == ALL)
    page.click("button.pill[data-stance=doubts]")
    settle(page, lambda: shown(page) == 1)
    page = opened.go(f"voice={quote('voice:coast-agency')}&event=f:people")
    assert shown(page) == 1
    assert page.input_value("#filter-voice") == "voice:coast-agency"
    page = opened.go("doc=o:-1")
    assert shown(page) == 3
    page = opened.go("kind=armed_group&place=place:warda")
    assert shown(page) == 1


def test_search_ignores_hamza_diacritics_and_keeps_the_caret(opened: Opened) -> None:
    page = opened.go()
    page.keyboard.press("/")
    settle(page, lambda: page.evaluate("document.activeElement.id") == "search")
    page.keyboard.type("إستعَادَ مدينه", delay=20)
    settle(page, lambda: page.locator(".claim").count() == 1)
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.input_value("#search") == "إستعَادَ مدينه"
    assert "استعاد" in page.locator(".claim blockquote").inner_text()
    page.fill("#search", "كلمة لا ترد")
    page.wait_for_selector(".empty")
    page.fill("#search", "river council")
    settle(page, lambda: page.locator(".claim").count() > 3)


def test_switching_the_language(opened: Opened) -> None:
    page = opened.go()
    page.click("#language")
    page.locator("html[lang=en][dir=ltr]").wait_for()
    assert "no claim is presented as fact" in page.inner_text(".caution")
    settle(page, lambda: "lang=en" in page.url)
    assert page.locator(".place h2").first.inner_text() == "Warda مدينة وردة"
    assert "Denied: Loss of control" in page.inner_text("#main")
    assert page.title() == "Ledger of attributed claims"
    # No Arabic is left but names, evidence and the button that leads back.
    left = page.evaluate(
        """() => { const copy = document.body.cloneNode(true);
        const kept = "bdi, blockquote, script, noscript, #language, .text, option, .lane";
        copy.querySelectorAll(kept).forEach((e) => e.remove());
        return (copy.textContent.match(/[\\u0621-\\u064a]+/g) || []); }"""
    )
    assert left == []
    page.click("#language")
    page.locator("html[lang=ar][dir=rtl]").wait_for()


def test_next_and_previous_claim(opened: Opened) -> None:
    page = opened.go()
    seen = []
    for _ in range(ALL + 2):
        before = open_claim(page)
        page.keyboard.press("j")
        if len(seen) < ALL:
            settle(page, lambda before=before: open_claim(page) != before)
        seen.append(open_claim(page))
    assert len(set(seen)) == ALL
    page.keyboard.press("k")
    settle(page, lambda: open_claim(page) == list(dict.fromkeys(seen))[-2])
    page = opened.go("view=documents")
    page.keyboard.press("j")
    page.locator("#card").wait_for()


def test_hostile_text_stays_text(opened: Opened) -> None:
    page = opened.go("view=documents&at=" + quote("odd/<b>name</b>"))
    assert page.locator("main img, main script, main b, main svg[onload], .text i").count() == 0
    assert "<img src=x onerror=alert(2)>" in page.inner_text(".text")
    assert page.locator(".text .control").get_attribute("data-control") == "RLO"
    assert page.locator("a[href^=javascript]").count() == 0


@pytest.mark.parametrize("opened", [(390, 844), (1280, 900)], indirect=True)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("view", ["places", "documents"])
def test_no_sideways_scrolling(opened: Opened, language: str, view: str) -> None:
    page = opened.go(f"lang={language}&view={view}")
    page.click("details.aside summary")
    page.mouse.wheel(0, 3000)
    settle(page, lambda: page.evaluate("scrollY > 0 || document.documentElement.scrollHeight <= innerHeight"))
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    page.keyboard.press("j")
    page.locator("#card").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= wide[1]
    box = page.locator("#card").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= wide[1]


def test_text_has_enough_contrast(opened: Opened) -> None:
    page = opened.go("view=documents&lang=en")
    page.locator(".text .hl").first.click()
    page.locator("#card").wait_for()
    worst = page.evaluate(
        """() => {
        const linear = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
        const light = (colour) => { const [x, y, z] = colour.map(linear);
          return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
        const parse = (text) => text.match(/[\\d.]+/g).map(Number);
        const ground = (e) => {
          for (; e; e = e.parentElement) {
            const colour = parse(getComputedStyle(e).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) return colour;
          }
          return [255, 255, 255];
        };
        let worst = [21, ""];
        for (const e of document.querySelectorAll("body *")) {
          const words = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
          if (!e.offsetParent || e.disabled || !words) continue;
          const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < worst[0]) worst = [ratio, e.outerHTML.slice(0, 120)];
        }
        return worst; }"""
    )
    assert worst[0] >= 4.5, worst


def test_many_claims_are_listed_on_demand(chromium: Any, tmp_path: Path) -> None:
    text = " ".join(f"دخل الجيش قرية رقم{n} صباحاً." for n in range(1500))
    document = sample.document("many", text, published=sample.on("2020-01-01"))
    base = sample.claim(document, "دخل الجيش قرية رقم0", "entry", agents=["الجيش"], places=["قرية رقم0"])
    claims = []
    position = 0
    for number in range(1500):
        words = f"دخل الجيش قرية رقم{number}"
        position = text.index(words, position)
        spot = msgspec.structs.replace(
            base.places[0],
            text=f"قرية رقم{number}",
            start=position + 10,
            end=position + len(words),
            name=f"place {number % 200}",
            entity=f"place:{number % 200}",
        )
        made = msgspec.structs.replace(
            base, evidence=type(base.evidence)(position, position + len(words), words), places=(spot,)
        )
        claims.append(msgspec.structs.replace(made, id=claim_id("many", made)))
    path = tmp_path / "many.html"
    write_report(path, [document], claims)
    opened = Opened(chromium, path, 1280, 900)
    page = opened.go()
    assert shown(page) == 1500
    assert page.locator(".place").count() < 60
    strip = page.locator(".place").first.locator(".days")
    count, mark = strip.locator(".plus"), strip.locator(".markbutton:not(.plus)")
    assert (count.inner_text(), mark.count()) == ("+5", 3)
    assert abs(count.bounding_box()["x"] - mark.first.bounding_box()["x"]) < 4  # over its own stack
    page.locator(".place .morerow button").first.click()
    settle(page, lambda: page.locator(".place").first.locator(".claim").count() == 8)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    settle(page, lambda: page.locator(".claim").count() >= 400)
    assert "1100" in page.inner_text("#leftout")
    opened.context.close()
    assert opened.wrong == []
