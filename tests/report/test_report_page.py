"""The page without a browser: what it holds, that hostile text cannot get out of its place, offsets, same bytes."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
import report_sample as sample

from riwaya.gazetteer.outlets import outlet_names
from riwaya.model import EventTime, Published
from riwaya.model.errors import RecordError, UsageError
from riwaya.report import render, write_report
from riwaya.report.offsets import Utf16, json_in_html, printable
from riwaya.report.payload import claim_days, holders


class Page(HTMLParser):
    """Collects elements, and the raw text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        last, attributes = self.elements[-1] if self.elements else ("", {})
        if self.inside in ("script", "style") and last == self.inside:
            self.raw.append((attributes.get("type") or last, data))

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


@pytest.fixture(scope="module")
def html() -> str:
    return render(sample.DOCUMENTS, sample.CLAIMS, sample.SET_ASIDE, outlet_names=sample.OUTLETS)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


@pytest.fixture(scope="module")
def data(page: Page) -> dict:
    return json.loads("".join(text for kind, text in page.raw if kind == "application/json"))


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def test_every_span_is_found_by_utf16_offsets(data):
    claims = {claim.id: claim for claim in sample.CLAIMS}
    documents = {document.id: document for document in sample.DOCUMENTS}
    assert any(record["e"][0] != claims[record["i"]].evidence.start for record in data["claims"])
    for record in data["claims"]:
        claim = claims[record["i"]]
        text = data["docs"][record["d"]]["x"]
        assert text == documents[claim.document].text
        assert utf16(text, *record["e"]) == claim.evidence.text
        if claim.cue:
            assert utf16(text, *record["c"]) == claim.cue.text
        for key, mentions in (("v", claim.voices), ("a", claim.agents), ("g", claim.targets), ("p", claim.places)):
            assert [utf16(text, *one[1:]) for one in record[key]] == [mention.text for mention in mentions]
        if claim.time:
            assert utf16(text, *record["ti"]) == claim.time.text


def test_utf16_counts_astral_characters_twice():
    at = Utf16("a😀b🚁")
    assert [at(position) for position in range(5)] == [0, 1, 3, 4, 6]


def test_data_keeps_everything_a_claim_says(data):
    assert len(data["claims"]) == len(sample.CLAIMS)
    by_id = {record["i"]: record for record in data["claims"]}
    chain = by_id[sample.CLAIMS[0].id]
    assert [data["names"][voice[0]][0] for voice in chain["v"]] == ["قناة النهر", "وكالة الساحل", "العقيد سامر الدالي"]
    assert [data["names"][voice[0]][2] for voice in chain["v"]] == ["outlet", "agency", "official"]
    assert chain["w"] == ["2021-03-05", "2021-03-05", "relative"]
    denial = next(record for record in data["claims"] if record["t"] == "loss")
    assert (denial["s"], denial["dn"]) == ("denies", ["rebuttal", "event"])
    assert {record["s"] for record in data["claims"]} == {
        "asserts",
        "denies",
        "doubts",
        "possible",
        "expects",
        "threatens",
        "demands",
    }


def test_one_bearer_for_one_entity(data):
    keys = [who["k"] for who in data["who"]]
    assert len(keys) == len(set(keys))
    council = next(who for who in data["who"] if who["k"] == sample.COUNCIL)
    assert (council["t"], council["n"]) == ("مجلس النهر", "River Council")


def test_unresolved_places_are_grouped_by_folded_form(data):
    spots = {spot["k"]: spot for spot in data["spots"]}
    assert spots["place:warda"]["n"] == "Warda"
    assert [key for key in spots if "تل" in key] == ["=تل الريحان"]


def test_page_furniture_is_told_from_the_report(data):
    first = data["docs"][0]
    assert any("اقرأ أيضاً" in utf16(first["x"], *zone) for zone in first["z"])
    assert not any("الجيش الشمالي سيطر" in utf16(first["x"], *zone) for zone in first["z"])


def test_hostile_text_makes_no_element(html, page):
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 2
    assert not {"img", "svg", "i", "iframe", "object", "link"} & set(tags)
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "alert(2)" in html, "the hostile text was not shown at all"
    between = html.split('id="data">', 1)[1].split("</script>", 1)[0]
    assert "<" not in between
    assert ">" not in between


def test_only_web_addresses_become_links(data):
    assert [doc["u"] for doc in data["docs"]] == ["https://example.org/first", None, None, None]


def test_policy_names_exactly_the_inlined_script_and_style(page):
    metas = {a.get("http-equiv"): a.get("content") for tag, a in page.elements if tag == "meta"}
    policy = metas["Content-Security-Policy"]
    for kind, directive in (("script", "script-src"), ("style", "style-src")):
        text = "".join(raw for name, raw in page.raw if name == kind)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_is_fetched(html, page):
    for tag, attributes in page.elements:
        assert "src" not in attributes
        assert tag != "link"
        assert not (attributes.get("href") or "").startswith(("http", "//"))
        assert "style" not in attributes
    style = "".join(raw for name, raw in page.raw if name == "style")
    assert "url(" not in style
    assert "@import" not in style
    script = "".join(raw for name, raw in page.raw if name == "script")
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|eval)\b", script)


def test_same_records_same_bytes_in_any_order_of_claims(html):
    again = render(sample.DOCUMENTS, tuple(reversed(sample.CLAIMS)), sample.SET_ASIDE, outlet_names=sample.OUTLETS)
    assert again == html


def test_counts_stand_in_the_page_without_script(html):
    head = html.split('<div class="bar"', 1)[0]
    assert 'lang="ar" dir="rtl"' in head
    assert "رواية كل طرف كما وردت؛ لا يُعرض أي ادعاء على أنه حقيقة" in head
    numbers = dict(re.findall(r'data-stance="(\w+)".*?<bdi>(\d+)</bdi>', head))
    assert numbers == {
        "asserts": "10",
        "denies": "2",
        "doubts": "1",
        "possible": "1",
        "expects": "1",
        "threatens": "1",
        "demands": "1",
    }
    assert "there is no text in it; give a file" in head
    assert "\x1b" not in html
    assert "bad\ufffd.txt" in head


def test_documents_and_claims_are_counted_as_dated_or_not(html):
    assert re.findall(r"<bdi>(\d+)</bdi>", html.split("data-stance", 1)[0]) == ["3", "1", "5", "12"]


@pytest.mark.parametrize(
    ("time", "published", "expected"),
    [
        (("2021-01-02", "2021-01-03", None), sample.on("2021-02-01"), ("2021-01-02", "2021-01-03", "stated")),
        (("2021-01-31", "2021-01-31", (-1, -1)), sample.on("2021-02-01"), ("2021-01-31", "2021-01-31", "relative")),
        ((None, None, (-3, -1)), sample.on("2021-02-01", "2021-02-02"), ("2021-01-29", "2021-02-01", "relative")),
        ((None, None, (-3, -1)), Published(), (None, None, "floating")),
        ((None, None, None), sample.on("2021-02-01"), ("2021-02-01", "2021-02-01", "published")),
        (("2021-13-45", None, None), Published(), (None, None, "none")),
        ((None, None, (-(10**9), 0)), sample.on("2021-02-01"), (None, None, "none")),
        (None, Published(), (None, None, "none")),
    ],
)
def test_claim_days(time, published, expected):
    when = EventTime(*time, "قبل يومين", 0, 9) if time else None
    claim = msgspec.structs.replace(sample.CLAIMS[12], time=when)
    assert claim_days(claim, msgspec.structs.replace(sample.UNDATED, published=published)) == expected


def test_holders():
    capture, withdrawal, killed = sample.CLAIMS[:3]
    assert [(who.text, role) for who, role in holders(capture)] == [("الجيش الشمالي", "hold")]
    assert [(who.text, role) for who, role in holders(withdrawal)] == [("مجلس النهر", "away")]
    assert holders(killed) == [(None, "other")]
    assert holders(sample.CLAIMS[7]) == [(None, "near")]
    handed = msgspec.structs.replace(capture, event="handover")
    assert [(who.text, role) for who, role in holders(handed)] == [("مجلس النهر", "hold"), ("الجيش الشمالي", "away")]


def test_a_claim_without_its_document_or_its_characters_is_refused():
    with pytest.raises(RecordError, match="not among the report's documents"):
        render(sample.DOCUMENTS[1:], sample.CLAIMS[:1])
    other = msgspec.structs.replace(sample.FIRST, text="x" + sample.FIRST.text)
    with pytest.raises(RecordError, match="is not at"):
        render([other], sample.CLAIMS[:1])


def test_nothing_to_report_is_a_page_too():
    assert 'id="data"' in render([], [])


def test_json_in_html_gives_back_the_same_strings():
    text = "</script><!-- \u2028\ud800 😀 & \x00\x9f\ufeff\uffff"
    safe = json_in_html(json.dumps(text, ensure_ascii=False))
    assert json.loads(safe) == text
    safe.encode("utf-8")
    assert not set("<>&\u2028") & set(safe)


def test_printable():
    assert printable("a\x00\udcff\nb") == "a\ufffd\ufffd\nb"


def test_outlets_are_called_by_name():
    names = outlet_names()
    assert names["outlet:al-jazeera"] == ("الجزيرة نت", "Al Jazeera")
    assert all(arabic and latin for arabic, latin in names.values())
    assert not [latin for _, latin in names.values() if ".com" in latin]


def test_write_report(tmp_path: Path):
    path = tmp_path / "report.html"
    write_report(path, sample.DOCUMENTS, sample.CLAIMS, title="<b>عنوان</b>")
    text = path.read_bytes().decode("utf-8")
    assert "<title>&lt;b&gt;عنوان&lt;/b&gt;</title>" in text
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]
    with pytest.raises(UsageError, match="cannot write the report"):
        write_report(tmp_path / "missing" / "report.html", [], [])
