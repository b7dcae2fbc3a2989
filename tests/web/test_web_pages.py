"""The pages other than the reader, in a browser: main paths, both languages, wide and narrow, accessible."""

from urllib.parse import quote

import pytest
import web_sample as sample

from browsing import settle
from riwaya.gazetteer.actors import actors
from riwaya.ledger import effective, reviews
from riwaya.ledger.decisions import Draft, Target

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def decided(served):
    """A ledger in which something was decided: a claim confirmed, one rejected with its reason, one corrected."""
    ids = sample.claim_ids(served.ledger, "desk/second")
    for claim, action, new, why in (
        (ids[0], "confirm", None, None),
        (ids[1], "reject", None, "لا يقوله النص"),
        (ids[2], "correct", {"event": "clash"}, "اشتباك"),
    ):
        reviews.decide(served.ledger, Draft(action, Target("claim", claim), "هدى", new, why), 0)
    return ids


def pages(ids):
    return {
        "actor": f"/actors/{next(iter(actors().rows))}",
        "agreement": "/review/agreement",
        "overview": "/",
        "documents": "/documents",
        "search": "/search?q=" + quote("الانسحاب"),
        "claim": f"/claims/{ids[2]}",
        "review": "/review",
        "again": "/review/again",
        "history": "/history",
        "settings": "/settings",
        "about": "/about",
        "error": "/claims/0000",
    }


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_whole_accessible_and_fits(served, open_tab, decided, shot, accessible, language, width):
    tab = open_tab(served.url, language, width=width)
    tab.expected = ("404",)
    for name, path in pages(decided).items():
        page = tab.go(path)
        assert page.locator("h1").count() == 1, name
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        shot(page, f"{name}-{language}-{width}")
        accessible(page)


def test_the_language_is_kept(served, open_tab):
    page = open_tab(served.url, "ar").go("/documents?order=newest")
    page.locator(".tools a[hreflang=en]").click()
    page.locator("html[lang=en]").wait_for()
    assert "order=newest" in page.url
    page.goto(served.url + "/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_search_leads_to_the_passage(served, open_tab):
    page = open_tab(served.url).go("/")
    page.locator("#find").fill("انسحابهم")  # another form of the word than the reports have
    page.keyboard.press("Enter")
    page.wait_for_url("**/search*")
    assert page.locator(".hit").count() >= 1
    assert page.locator(".hit mark").count() >= 1
    page.locator(".passage .evidence a").first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("#opened, #found").count() >= 1


def test_search_filters(served, open_tab, decided):
    page = open_tab(served.url).go("/search?stance=denies")
    assert page.locator(".hit").count() == 2
    page.goto(f"{served.url}/search?reviewed=yes")
    assert page.locator(".hit").count() == 1
    page.goto(f"{served.url}/search?stance=denies&until=2031-05-07")
    assert page.locator(".hit").count() == 1


def test_documents_are_filtered_by_outlet_and_day(served, open_tab):
    page = open_tab(served.url, "en").go("/documents")
    assert page.locator("tbody tr").count() == len(sample.DOCUMENTS)
    page.locator("#outlet").select_option("outlet:coast-post")
    page.locator(".filters .act").click()
    settle(page, lambda: page.locator("tbody tr").count() == 1)
    page.goto(f"{served.url}/documents?outlet=-")
    assert page.locator("tbody a").inner_text().startswith("قال شهود")
    page.goto(f"{served.url}/documents?since=2031-05-08&order=newest")
    assert page.locator("tbody tr").count() == 2


def test_every_claim_is_one_click_from_its_characters(served, open_tab, decided):
    tab = open_tab(served.url)
    for path in ("/review?status=any", f"/claims/{decided[0]}"):
        page = tab.go(path)
        links = page.locator("a[href*='/documents/'][href*='claim=']")
        assert links.count() >= 1
        links.first.click()
        page.locator("#text .hl.active").first.wait_for()


def test_the_queue_by_state_and_certainty(served, open_tab, decided):
    page = open_tab(served.url).go("/review?status=rejected")
    assert page.locator(".claim").count() == 1
    assert page.locator(".claim").get_attribute("data-claim") == decided[1]
    page.locator("#status").select_option("corrected")
    page.locator(".filters .act").click()
    settle(page, lambda: page.locator(".claim").get_attribute("data-claim") == decided[2])


def test_the_history_tells_who_changed_what_and_why(served, open_tab, decided):
    page = open_tab(served.url, "en").go("/history")
    text = page.locator("main").inner_text()
    assert "هدى" in text
    assert "لا يقوله النص" in text
    assert "Clash" in text
    lines = page.request.get(served.url + "/history.jsonl").text().splitlines()
    assert len(lines) == len(reviews.everything(served.ledger))


def test_a_decision_is_undone_from_its_note(served, open_tab, decided):
    page = open_tab(served.url).go(f"/claims/{decided[0]}?done={reviews.everything(served.ledger)[0].id}")
    page.locator("#do-undo").click()
    settle(page, lambda: effective.claim(served.ledger, decided[0]).status == "unreviewed")


def test_private_persons_are_roles_in_lists_and_named_in_the_reader(served, open_tab, serving, ledger_folder):
    witness = [c for c in served.ledger.claims() if c.voices and c.voices[-1].kind == "witness"]
    named = [c for c in witness if c.voices[-1].entity is None]
    if not named:
        pytest.skip("no voice of the sample is a private person")
    claim = named[0]
    page = open_tab(served.url, "en").go(f"/review?status=any&document={quote(claim.document)}")
    chain = page.locator(f"[data-claim='{claim.id}'] .chain")
    assert claim.voices[-1].text not in chain.inner_text()
    page.goto(f"{served.url}/documents/{quote(claim.document)}?claim={claim.id}")
    assert claim.voices[-1].text in page.locator("#opened .chain").inner_text()
    open_desk = serving(ledger_folder, names=True)
    page = open_tab(open_desk.url, "en").go(f"/review?status=any&document={quote(claim.document)}")
    assert claim.voices[-1].text in page.locator(f"[data-claim='{claim.id}'] .chain").inner_text()


def test_signing_in_and_out(open_tab, serving, ledger_folder, tmp_path, shot, accessible):
    from riwaya.web.settings import utc_now
    from riwaya.web.users import Users

    Users(tmp_path / "users.db", utc_now).add("huda", "administer", "a long password")
    desk = serving(ledger_folder, users=tmp_path / "users.db")
    tab = open_tab(desk.url, "en")
    tab.expected = ("401",)
    page = tab.go("/documents?order=newest")
    assert "/signin" in page.url
    shot(page, "signin")
    accessible(page)
    page.locator("#name").fill("huda")
    page.locator("#password").fill("wrong password")
    page.locator(".act").click()
    assert "wrong" in page.locator(".problem").inner_text()
    page.locator("#name").fill("huda")
    page.locator("#password").fill("a long password")
    page.locator(".act").click()
    page.wait_for_url("**/documents?order=newest")
    page.goto(desk.url + "/settings")
    shot(page, "settings-admin")
    accessible(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin*")
    page.goto(desk.url + "/")
    assert "/signin" in page.url
