"""Zones: which characters are headline, byline, dateline, text and furniture."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.extract.zones import zones
from riwaya.lang.pages import pages

HEAD = "قوات البلدية تستعيد بلدة الوادي بعد يومين من المعارك"
P1 = "قال ناطق باسم القوات المحلية إن مقاتليه استعادوا بلدة الوادي من أيدي المسلحين يوم الأحد بعد معارك استمرت يومين."
P2 = "وأضاف أن عشرين مسلحا قتلوا خلال المواجهات التي دارت في الأحياء الشرقية من البلدة وأن سكانها بدأوا العودة إليها."
P3 = "ونفى المسلحون ما أعلنه الناطق وقالوا إنهم لا يزالون في مواقعهم على الطريق العام بين البلدة والمدينة المجاورة لها."


def cut(text: str) -> list[tuple[str, str]]:
    """Zones as (kind, text without white space around it), checked to cover the text exactly."""
    found = zones(text)
    assert "".join(text[zone.start : zone.end] for zone in found) == text
    assert all(zone.start < zone.end for zone in found)
    assert all(a.end == b.start and a.kind != b.kind for a, b in pairwise(found))
    return [(zone.kind, text[zone.start : zone.end].strip()) for zone in found]


def furniture(text: str) -> str:
    return "\n".join(part for kind, part in cut(text) if kind == "furniture")


def body(text: str) -> str:
    return "\n".join(part for kind, part in cut(text) if kind == "body")


def test_a_plain_report() -> None:
    assert cut(f"{HEAD}\n{P1}\n{P2}\n") == [("title", HEAD), ("body", f"{P1}\n{P2}")]


def test_a_whole_page() -> None:
    text = "\r\n".join(
        [
            "سورية",
            "",
            HEAD,
            HEAD,
            "نشر في: 12 نوفمبر 2017",
            "356 مشاهدة",
            "ليلى سعيد",
            "",
            f"الوادي (رويترز) - {P1}",
            P2,
            "مصادر تنفي",
            P3,
            "",
            "مقالات ذات صلة",
            "",
            "لقاء في العاصمة لبحث الهدنة",
            "اترك تعليقاً",
            "",
            "لن يتم نشر عنوان بريدك الإلكتروني.",
            "زر الذهاب إلى الأعلى",
        ]
    )
    assert [kind for kind, _ in cut(text)] == [
        "furniture",
        "title",
        "furniture",
        "byline",
        "dateline",
        "body",
        "furniture",
    ]
    assert "مصادر تنفي" in body(text)


@pytest.mark.parametrize("line", ["رويترز", "أ ش أ", "كتب- أحمد محمود:", "ترجمة – سلمى حسن", "وكالات", "ليلى سعيد"])
def test_bylines(line: str) -> None:
    assert cut(f"{HEAD}\n{line}\n{P1}\n{P2}") == [("title", HEAD), ("byline", line), ("body", f"{P1}\n{P2}")]


@pytest.mark.parametrize("line", ["دمشق - أ ش أ", "بغداد _أ ش أ", "دمشق /أ ش أ/"])
def test_a_dateline_on_its_own_line(line: str) -> None:
    assert cut(f"{HEAD}\n{line}\n{P1}") == [("title", HEAD), ("dateline", line), ("body", P1)]


def test_only_the_prefix_is_the_dateline() -> None:
    assert cut(f"{HEAD}\nدمشق (رويترز) - {P1}\n") == [("title", HEAD), ("dateline", "دمشق (رويترز) -"), ("body", P1)]


def test_signatures_and_editing_credits_below_the_text() -> None:
    assert cut(f"{HEAD}\n{P1}\n{P2}\nتلفزيون الوادي")[-1] == ("byline", "تلفزيون الوادي")
    credit = "(إعداد سامي علي للنشرة العربية - تحرير منى عمر)"
    assert cut(f"{HEAD}\n{P1}\n{P2}\n{credit}")[-1] == ("byline", credit)


def test_related_headlines_in_the_middle_of_an_article() -> None:
    related = "اقرأ أيضًا\nلقاء في العاصمة لبحث الهدنة\n«الخارجية»: لا تغيير في موقفنا"
    text = f"{HEAD}\n{P1}\n{related}\n{P2}\n{P3}"
    assert furniture(text) == related
    assert body(text) == f"{P1}\n{P2}\n{P3}"


def test_a_related_line_that_holds_its_headline() -> None:
    line = "اقرأ أيضاً: لقاء في العاصمة لبحث الهدنة"
    text = f"{HEAD}\n{P1}\n{line}\n{P2}"
    assert furniture(text) == line


def test_related_lines_never_swallow_an_article_in_short_lines() -> None:
    short = [f"انسحبت القوات من القرية رقم {n} ليلا" for n in range(9)]
    text = "\n".join([HEAD, P1, "اقرأ أيضا", *short, P2])
    assert P2 in body(text)
    assert short[-1] in body(text)


def test_comments_above_the_text_do_not_end_the_page() -> None:
    text = f"{HEAD}\nتعليقات\n{P1}\n{P2}\n{P3}"
    assert P1 in body(text)
    assert P3 in body(text)


def test_comments_below_the_text_are_furniture_long_ones_too() -> None:
    comment = "أظن أن ما جرى في البلدة لم يكن معركة بل انسحابا متفقا عليه منذ أيام كما يعرف كل من كان هناك."
    text = f"{HEAD}\n{P1}\n{P2}\n{P3}\nتعليقات (1)\nأبو أحمد\n{comment}"
    assert body(text) == f"{P1}\n{P2}\n{P3}"


def test_furniture_at_the_end_of_the_last_line() -> None:
    text = f"{HEAD}\n{P1}\n{P2} سمات اليمن عدن مقاومة شعبية"
    assert cut(text)[-2:] == [("body", f"{P1}\n{P2}"), ("furniture", "سمات اليمن عدن مقاومة شعبية")]
    text = f"{HEAD}\n{P1} رابط الخبر بصحيفة المدينة: {HEAD}"
    assert furniture(text) == f"رابط الخبر بصحيفة المدينة: {HEAD}"


def test_lines_broken_at_links_stay_body() -> None:
    broken = "دبي (CNN)-- قال ناشطون في \nسوريا\n إن المعارك مستمرة منذ يومين في محيط البلدة.\nوأعلنت \nالأخبار\n ذلك."
    text = f"{HEAD}\n{broken}\n{P2}"
    assert [kind for kind, _ in cut(text)] == ["title", "dateline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "المزيد من القوات وصلت إلى المدينة.",
        "شارك في العملية مئات المقاتلين",
        "مشاهدات من الجبهة",
        "وفي تعليق على الخبر قال الوزير إن المعارك مستمرة.",
        "مصادر تنفي",
        "سوريا",
        "طالبت المنظمة باحترام جميع حقوق الإنسان في المدينة.",
        "13 قتيلا",
    ],
)
def test_lines_of_the_text_are_never_furniture(line: str) -> None:
    text = f"{HEAD}\n{P1}\n{line}\n{P2}"
    assert furniture(text) == ""
    assert line in body(text)


def test_a_text_without_headline_or_lines() -> None:
    assert cut(P1) == [("body", P1)]
    assert zones("") == []
    assert cut(" \n ") == [("body", "")]


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_zones_cover_any_text(text: str) -> None:
    cut(text)


LINES = st.sampled_from(
    [
        "",
        " ",
        HEAD,
        P1,
        P2,
        P3,
        "اقرأ أيضا",
        "طباعة الخبر",
        "سورية",
        "سمات",
        "رويترز",
        "12 نوفمبر 2017",
        "دمشق - أ ش أ",
        "مقالات ذات صلة",
        "انتهى",
        "طباعة",
        "ليلى سعيد",
        "أرشيفية",
        "جنود على الحدود - جيتي",
        "نص. سمات اليمن",
        "\u200f",
        "...",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r", "\u2028"]))
def test_zones_cover_any_page_and_keep_its_paragraphs(lines: list[str], end: str) -> None:
    text = end.join(lines)
    parts = cut(text)
    kept = "\n".join(part for kind, part in parts if kind in ("body", "title"))
    assert all(paragraph in kept for paragraph in (P1, P2, P3) if paragraph in lines)


def test_speed() -> None:
    text = "\n".join([HEAD, "دمشق - أ ش أ", *([P1, P2, P3] * 8), "مقالات ذات صلة", "تعليقات"])[:3000]
    pages()
    zones(text)
    best = min(_seconds(text) for _ in range(20))
    assert best < 0.003  # ten times what it takes on one idle core


def _seconds(text: str) -> float:
    start = time.perf_counter()
    zones(text)
    return time.perf_counter() - start


@pytest.mark.shared
def test_real_reports_keep_nearly_all_their_text(shared: Path) -> None:
    total = dropped = 0
    for path in sorted((shared / "corpora").glob("*/*.txt")):
        text = path.read_bytes().decode("utf-8")
        found = zones(text)
        assert "".join(text[zone.start : zone.end] for zone in found) == text, path
        total += len(text)
        dropped += sum(zone.end - zone.start for zone in found if zone.kind == "furniture")
    assert 0 < dropped < 0.02 * total
