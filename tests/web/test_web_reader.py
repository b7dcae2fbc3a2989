"""The reader in a browser: reading, keys, review, adding, conflicts; with and without scripts, in both languages."""

from urllib.parse import quote

import pytest
import web_sample as sample

from browsing import settle
from riwaya.ledger import effective, reviews
from riwaya.ledger.decisions import Draft, Target

pytestmark = pytest.mark.browser

FIRST = "/documents/desk/first"


def state_of(served, claim):
    return effective.claim(served.ledger, claim).status


def opens(page, claim: str) -> None:
    """Wait until the claim is open."""
    settle(page, lambda: page.locator("#workbench").get_attribute("data-open") == claim)


def shows_keys(page, shown: bool = True) -> None:
    """Wait until the list of keys is shown, or put away."""
    settle(page, lambda: page.locator("#keys").is_visible() == shown)


@pytest.fixture
def claims(served) -> list[str]:
    """The ids of the first report's claims, in text order, nothing decided about any of them."""
    for decision in reversed(reviews.everything(served.ledger)):
        stands = {d.undoes for d in reviews.everything(served.ledger)}
        if decision.undoes is None and decision.id not in stands:
            reviews.undo(served.ledger, decision.id, "test")
    return sample.claim_ids(served.ledger, "desk/first")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_report_stands_as_published_with_its_claims(served, open_tab, claims, shot, accessible, language, width):
    page = open_tab(served.url, language, width=width).go(f"{FIRST}?claim={claims[1]}")
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    text = page.locator("#text")
    assert text.evaluate("e => e.textContent") == sample.FIRST.text
    assert text.get_attribute("dir") == "rtl"
    assert page.locator("#text .hl.active").count() >= 1
    assert page.locator("#text .ref").count() == len(claims)
    assert page.locator("#opened .chain").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"reader-{language}-{width}")
    accessible(page)


def test_the_address_of_a_claim_scrolls_to_its_characters(served, open_tab, claims):
    for script in (True, False):
        page = open_tab(served.url, script=script, height=420).go(f"{FIRST}?claim={claims[-1]}#c-{claims[-1]}")
        anchor = page.locator("#text .ref[aria-current]")
        settle(page, lambda at=anchor: 0 <= at.bounding_box()["y"] <= 420)


def test_keys_go_through_the_claims(served, open_tab, claims):
    page = open_tab(served.url).go(FIRST)
    for claim in claims[:2]:
        page.keyboard.press("j")
        opens(page, claim)
    page.keyboard.press("k")
    opens(page, claims[0])
    page.keyboard.press("?")
    shows_keys(page)
    page.keyboard.press("Escape")
    shows_keys(page, False)
    page.keyboard.press("/")
    settle(page, lambda: page.evaluate("document.activeElement.id") == "find")
    page.keyboard.type("jkar")  # no keys while writing
    settle(page, lambda: page.locator("#find").input_value() == "jkar")
    opens(page, claims[0])


def test_keys_that_come_quickly_are_kept_in_order_and_never_load_the_page_anew(served, open_tab, claims):
    page = open_tab(served.url).go(FIRST)
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    for key in "jjkj":
        page.keyboard.press(key)
    opens(page, claims[1])
    page.keyboard.press("k")  # right after a part was replaced: its links are htmx's already
    opens(page, claims[0])
    assert loads == []


def test_a_key_that_decides_is_not_taken_while_another_claim_is_on_its_way(served, open_tab, claims):
    page = open_tab(served.url).go(f"{FIRST}?claim={claims[0]}")
    held, posted = [], []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.route(f"**{FIRST}*", lambda route: route.continue_() if held else held.append(route))
    page.keyboard.press("j")
    settle(page, lambda: len(held) == 1)
    page.keyboard.press("a")  # of which claim: the one shown, or the one asked for?
    page.keyboard.press("?")
    shows_keys(page)
    page.keyboard.press("Escape")
    held[0].continue_()
    opens(page, claims[1])
    assert posted == []
    assert {state_of(served, claim) for claim in claims} == {"unreviewed"}
    page.keyboard.press("a")
    settle(page, lambda: state_of(served, claims[1]) == "confirmed")


def test_keys_go_by_their_place_on_an_arabic_keyboard(served, open_tab, claims):
    page = open_tab(served.url).go(f"{FIRST}?claim={claims[0]}")

    page.locator("body").dispatch_event("keydown", {"key": "ت", "code": "KeyJ"})
    opens(page, claims[1])


def test_keys_can_be_turned_off(served, open_tab, claims):
    page = open_tab(served.url).go(f"{FIRST}?claim={claims[0]}")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/static/" not in request.url else None)
    page.keyboard.press("?")
    page.locator("#keys-off").check()
    page.keyboard.press("Escape")
    shows_keys(page, False)
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("?")  # only this one is left; when it was taken, the others were
    shows_keys(page)
    assert sent == []
    assert state_of(served, claims[0]) == "unreviewed"


def test_accept_reject_undo_by_keys(served, open_tab, claims, shot):
    page = open_tab(served.url).go(f"{FIRST}?claim={claims[0]}")
    page.keyboard.press("a")
    settle(page, lambda: page.locator("#toast").count() == 1)
    assert state_of(served, claims[0]) == "confirmed"
    opens(page, claims[1])  # on to the next
    settle(page, lambda: page.locator("#live").inner_text() != "")
    settle(page, lambda: page.evaluate("document.activeElement.id") == "card-title")
    shot(page, "toast")
    page.keyboard.press("r")
    settle(page, lambda: state_of(served, claims[1]) == "rejected")
    opens(page, claims[2])
    page.keyboard.press("u")
    settle(page, lambda: state_of(served, claims[1]) == "unreviewed")
    assert state_of(served, claims[0]) == "confirmed"
    who = {decision.who for decision in reviews.everything(served.ledger)}
    assert "هدى" in who


def test_review_without_scripts(served, open_tab, claims):
    page = open_tab(served.url, script=False).go(f"{FIRST}?claim={claims[0]}")
    page.locator(".answer input[name=why]").fill("كما في النص")
    page.locator("#do-accept").click()
    settle(page, lambda: state_of(served, claims[0]) == "confirmed")
    assert reviews.everything(served.ledger)[-1].why == "كما في النص"
    page.locator("#do-undo").click()
    settle(page, lambda: state_of(served, claims[0]) == "unreviewed")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_correcting_a_claim(served, open_tab, claims, shot, accessible, language):
    page = open_tab(served.url, language).go(f"{FIRST}?claim={claims[0]}")
    page.keyboard.press("c")
    page.wait_for_selector(".claimform")
    shot(page, f"correct-{language}")
    accessible(page)
    page.locator("#f-event").select_option("recapture")
    page.locator("#f-why").fill("استعادة")
    page.locator(".claimform button.act").click()
    settle(page, lambda: state_of(served, claims[0]) == "corrected")
    assert effective.claim(served.ledger, claims[0]).claim.event == "recapture"
    settle(page, lambda: page.locator("#opened .history").count() == 1)


def test_words_that_are_not_in_the_report_are_refused(served, open_tab, claims):
    tab = open_tab(served.url, "en")
    tab.expected = ("422",)
    page = tab.go(f"{FIRST}?claim={claims[0]}&edit=1")
    page.locator("#f-evidence").fill("كلمات ليست في النص")
    page.locator(".claimform button.act").click()
    page.wait_for_selector(".problem")
    assert "does not stand in this report" in page.locator(".problem").inner_text()
    assert page.locator("#f-evidence").input_value() == "كلمات ليست في النص"  # nothing typed is lost
    assert state_of(served, claims[0]) == "unreviewed"


def test_a_missed_claim_is_added_from_selected_characters(served, open_tab, claims):
    page = open_tab(served.url).go(FIRST)
    words = "سوق البلدة"
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
        }""",
        words,
    )
    page.keyboard.press("m")
    page.wait_for_selector(".claimform")
    start = sample.FIRST.text.index(words)
    assert page.locator("#f-evidence").input_value() == words
    assert page.locator("input[name='evidence.at']").input_value() == str(start)
    page.locator("#f-event").select_option("destruction")
    page.locator(".claimform button.act").click()
    page.locator(".state-added").first.wait_for()
    added = [r for r in effective.claims(served.ledger, "desk/first") if r.status == "added"]
    assert [(r.claim.evidence.start, r.claim.evidence.text, r.claim.event) for r in added] == [
        (start, words, "destruction")
    ]


def test_a_conflict_shows_the_others_change_and_a_choice(served, open_tab, claims, shot, accessible):
    tab = open_tab(served.url, "en")
    tab.expected = ("409",)
    page = tab.go(f"{FIRST}?claim={claims[0]}")
    draft = Draft("reject", Target("claim", claims[0]), "رنا", None, "خبر قديم")
    reviews.decide(served.ledger, draft, int(page.locator(".card").get_attribute("data-version")))
    page.keyboard.press("a")
    page.wait_for_selector("#mine")
    assert "رنا" in page.locator("#workbench").inner_text()
    assert "خبر قديم" in page.locator("#workbench").inner_text()
    assert state_of(served, claims[0]) == "rejected"  # nothing was overwritten
    shot(page, "conflict")
    accessible(page)
    page.locator("#mine").click()
    settle(page, lambda: state_of(served, claims[0]) == "confirmed")


def test_side_by_side(served, open_tab, claims, shot):
    page = open_tab(served.url).go(f"{FIRST}?claim={claims[0]}&beside=desk/second")
    assert page.locator("#beside-text").evaluate("e => e.textContent") == sample.SECOND.text
    assert page.locator("#text .hl.active").count() >= 1
    shot(page, "beside")
    page.locator("#beside-text .ref").first.click()
    page.wait_for_url("**/documents/desk/second?claim=*")


def test_a_press_on_characters_opens_their_claim(served, open_tab, claims):
    page = open_tab(served.url).go(FIRST)
    page.locator("#text .hl").first.click()
    settle(page, lambda: page.locator("#workbench").get_attribute("data-open") in claims)


def test_a_hostile_report_is_harmless(served, open_tab, shot):
    path = f"/documents/{quote(sample.HOSTILE_DOCUMENT.id)}"
    page = open_tab(served.url).go(path)
    text = page.locator("#text")
    assert text.locator("i, img, script, b").count() == 0
    assert text.evaluate("e => e.textContent.length") == len(sample.HOSTILE_DOCUMENT.text.encode("utf-16-le")) // 2
    assert page.locator("#text .bidi-control").count() == 2
    assert page.locator("a[href^='javascript']").count() == 0
    first = page.locator("#text .ref").first
    first.click()
    settle(page, lambda: page.locator("#opened").count() == 1)
    shot(page, "hostile")
    for other in ("/documents", "/search?q=" + quote("القوات"), "/review", "/"):
        page.goto(served.url + other)
    claim = sample.claim_ids(served.ledger, sample.HOSTILE_DOCUMENT.id)[0]
    page.goto(f"{served.url}/claims/{claim}")


def test_printing_shows_report_and_claims_without_the_desk(served, open_tab, claims):
    page = open_tab(served.url).go(f"{FIRST}?claim={claims[0]}")
    page.emulate_media(media="print")
    page.locator("#text").wait_for()
    page.locator(".nav").first.wait_for(state="hidden")
    page.locator("#do-accept").wait_for(state="hidden")
