"""Briefs: attributed sentences in two languages, footnoted, with private persons by role."""

import json
import re

import pytest

from riwaya.model.errors import UsageError
from riwaya.reason import Analysis, Material, material
from riwaya.reason.dates import date_reports
from riwaya.reason.inputs import read_claims, read_reports
from riwaya.report.brief import compose, markdown, page
from riwaya.report.brief.data import phrases, wordings
from riwaya.report.brief.names import Namer, english_outlet, romanised
from riwaya.report.brief.wording import as_object, counted, day, feminine, fill, joined, own, run_of_days

ARMY = {"text": "الجيش السوري", "entity": "actor:syria-army"}
IS = {"text": "التنظيم", "entity": "actor:islamic-state"}
MONITOR = {"text": "المرصد السوري", "kind": "monitor", "entity": "voice:sohr"}
ACTIVIST = {"text": "الناشطة هند المحمود", "kind": "activist"}
PALMYRA = [{"text": "تدمر", "entity": "place:palmyra"}]
WHOLE = {"text": "كامل", "low": 1.0, "high": 1.0}


def line(document: str, event: str, voice: dict[str, str] | None = None, **more: object) -> dict[str, object]:
    text = f"مقطع {event} من {document}"
    return {"id": f"{document}-{event}-{len(more)}", "document": document, "event": event, "places": PALMYRA,
            "evidence": text, "voices": [voice] if voice else [], "agents": [ARMY]} | more  # fmt: skip


def stuff(*lines: dict[str, object]) -> Material:
    claims, problems = read_claims([json.dumps(one, ensure_ascii=False).encode() for one in lines], "claims")
    assert not problems
    days = {"monday": "2016-03-28", "tuesday": "2016-03-29"}
    reports = [
        {"id": id, "published": published, "outlet": "outlet:enab-baladi" if id == "monday" else "outlet:reuters"}
        for id, published in days.items()
    ]
    return material(claims, read_reports([json.dumps(one).encode() for one in reports], "documents")[0])


DISPUTED = (
    line("monday", "capture", {"text": "الجيش", "kind": "military", "entity": "actor:syria-army"}, extent=WHOLE),
    line("monday", "capture", ACTIVIST, stance="denies", denial="rebuttal", denies_what="event"),
    line("tuesday", "withdrawal", MONITOR, agents=[IS]),
    line("tuesday", "killed", MONITOR, agents=[], targets=[],
         quantities=[{"text": "11 قتيلا", "value": 11, "high": 11, "unit": "people", "relation": "at_least"}]),
    line("monday", "bombing", agents=[]),
)  # fmt: skip


def write(language: str, what: Material | None = None, **more: object) -> str:
    what = what or stuff(*DISPUTED)
    return markdown(compose(what, Analysis.of(what), date_reports(what), language, **more))  # type: ignore[arg-type]


def test_english_sentences_say_on_whose_word() -> None:
    text = write("en")
    assert "The Syrian army said that it took the whole of Palmyra." in text
    assert "An activist quoted by Enab Baladi denied the capture of Palmyra by the Syrian army." in text
    assert "The Syrian Observatory for Human Rights said that" in text
    assert "at least 11 people were killed" in text


def test_arabic_sentences_agree() -> None:
    text = write("ar")
    assert "أفاد الجيش السوري بسيطرته على كامل تدمر" in text
    assert "نفى ناشط (بحسب عنب بلدي) سيطرة الجيش السوري على تدمر" in text
    assert "بمقتل ما لا يقل عن 11 شخصاً" in text
    assert "29 مارس/آذار 2016" in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_claim_sentence_has_a_footnote_and_every_footnote_is_there(language: str) -> None:
    text = write(language)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    listed = [
        one for one in text.splitlines() if one.startswith("- ") and "report " not in one and "التقرير" not in one
    ]
    assert listed
    assert all("[^" in one for one in listed)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_private_persons_appear_by_role_unless_asked_for(language: str) -> None:
    assert "هند" not in write(language)
    named = write(language, with_names=True)
    assert ("هند المحمود" if language == "ar" else romanised("هند المحمود")) in named


def test_what_nobody_owns_up_to_and_what_rests_on_one_root() -> None:
    text = write("en")
    assert "No account says who was behind a bombing in Palmyra." in text
    single = text.partition("## What rests on one root only")[2].partition("## What is unknown")[0]
    assert "killed" in single
    assert "capture" not in single


def test_a_brief_is_about_a_place_or_a_dispute() -> None:
    what = stuff(*DISPUTED, line("monday", "clash", MONITOR, places=[{"text": "درنة", "entity": "place:derna"}]))
    assert "Derna" not in write("en", what, about="Palmyra")
    assert "Palmyra" not in write("en", what, about="درنة")
    with pytest.raises(UsageError, match="no place or dispute"):
        write("en", what, about="Atlantis")


def test_html_is_one_page_that_fetches_nothing_and_escapes() -> None:
    what = stuff(line("monday", "capture", MONITOR, evidence="<script>alert(1)</script>"))
    text = page(compose(what, Analysis.of(what), date_reports(what), "ar"))
    assert 'dir="rtl"' in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")


def test_the_order_of_claims_does_not_matter() -> None:
    assert write("ar", stuff(*DISPUTED)) == write("ar", stuff(*reversed(DISPUTED)))


@pytest.mark.parametrize(
    ("n", "noun", "arabic", "english"),
    [
        (1, "people", "شخص واحد", "one person"),
        (2, "people", "شخصين", "two people"),
        (3, "people", "3 أشخاص", "three people"),
        (11, "people", "11 شخصاً", "11 people"),
        (100, "people", "100 شخص", "100 people"),
        (103, "children", "103 أطفال", "103 children"),
        (2, "families", "عائلتين", "two families"),
        (15, "families", "15 عائلة", "15 families"),
        (1, "women", "امرأة واحدة", "one woman"),
        (2000, "civilians", "2,000 مدني", "2,000 civilians"),
    ],
)
def test_counted_nouns(n: int, noun: str, arabic: str, english: str) -> None:
    assert counted("ar", n, noun) == arabic
    assert counted("en", n, noun) == english


def test_people_as_the_object_of_a_verbal_noun() -> None:
    forms = ["أشخاص", "أشخاصاً", "نساء", "نساءً", "مدنيين", "مدنيين", "مدني واحد", "مدنياً واحداً", "3 أطفال", "3 أطفال"]
    assert [as_object(form) for form in forms[::2]] == forms[1::2]
    text = write("ar", stuff(line("monday", "execution", MONITOR, agents=[IS], targets=[])))
    assert "بإعدام تنظيم الدولة الإسلامية أشخاصاً في تدمر" in text


@pytest.mark.parametrize(
    ("value", "high", "words"),
    [(3, 10, "several"), (20, 100, "dozens"), (200, 900, "hundreds"), (2000, 9000, "thousands")],
)
def test_vague_numbers_keep_their_size(value: int, high: int, words: str) -> None:
    some = {"text": "عدد", "value": value, "high": high, "unit": "people", "relation": "about"}
    text = write("en", stuff(line("monday", "displacement", MONITOR, agents=[], quantities=[some])))
    assert f"{words} of people" in text or f"{words} people" in text


def test_a_report_of_no_known_outlet_goes_by_its_id() -> None:
    what = stuff(line("monday", "shelling", ACTIVIST), line("friday", "shelling", ACTIVIST), line("friday", "attack"))
    english, arabic = write("en", what), write("ar", what)
    assert "An activist in the report friday said that" in english
    assert "The report friday said that" in english
    assert "ناشط (في التقرير friday)" in arabic


def test_what_is_only_possible_is_not_called_probable() -> None:
    what = stuff(line("monday", "capture", MONITOR, stance="possible"))
    assert "تحدّث المرصد السوري لحقوق الإنسان عن احتمال سيطرة الجيش السوري على تدمر" in write("ar", what)


def test_days() -> None:
    assert day("en", "2017-11-09") == "9 November 2017"
    assert day("ar", "2017-11-09") == "9 نوفمبر/تشرين الثاني 2017"
    assert run_of_days("en", "2017-11-03", "2017-11-19") == "3–19 November 2017"
    assert run_of_days("en", "2016-12-30", "2017-01-02") == "30 December 2016 – 2 January 2017"


def test_templates_drop_what_is_not_there() -> None:
    assert fill("{A} took {P}[ from {T}]|{P} was taken[ from {T}]", {"A": "", "P": "Sirte", "T": "them"}) == (
        "Sirte was taken from them"
    )
    assert fill("{A} left", {"A": ""}) is None


@pytest.mark.parametrize(
    ("template", "voice", "expected"),
    [("سيطرة {A} على {P}", "الجيش", "سيطرته على {P}"), ("انسحاب {A} من {P}", "القوات", "انسحابها من {P}")],
)
def test_the_speaker_as_agent_becomes_a_pronoun(template: str, voice: str, expected: str) -> None:
    assert own(template, voice) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("وزارة الدفاع", True),
        ("القوات العراقية", True),
        ("المرصد السوري", False),
        ("مصادر محلية", True),
        ("روسيا", True),
    ],
)
def test_gender_of_names(name: str, expected: bool) -> None:
    assert feminine(name) is expected


def test_names_in_a_row() -> None:
    assert joined("en", ["A", "B", "C"]) == "A, B and C"
    assert joined("ar", ["ا", "ب"]) == "ا وب"
    assert joined("en", list("ABCDEF")) == "A, B, C and 3 others"


def test_unknown_names_are_spelled_out() -> None:
    assert romanised("لواء النسور") == "Lawa al-Nasur"
    assert english_outlet("وكالة الأفق للأنباء") == "al-Afaq News Agency"


def test_an_outlet_that_no_table_knows_gets_its_name_back_from_the_texts() -> None:
    _, reports = ([], [{"id": "x", "outlet": "outlet:shbka-alnsym", "text": "شبكة النسيم: خاص"}])
    read = read_reports([json.dumps(one).encode() for one in reports], "documents")[0]
    assert Namer("ar", read).outlet("outlet:shbka-alnsym") == "شبكة النسيم"


def test_the_texts_of_both_languages_have_the_same_gaps() -> None:
    gaps = re.compile(r"\{[A-Za-z]+\}")
    for section in ("text", "counts", "shares", "prepositions", "again"):
        for key, arabic in phrases("ar")[section].items():
            first = arabic.partition("|")[0]
            assert set(gaps.findall(first)) == set(gaps.findall(phrases("en")[section][key])), key
    assert all(wording.past and wording.bare for wording in wordings().values())
