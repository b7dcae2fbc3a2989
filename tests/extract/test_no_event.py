"""What is told of beside the events: distances of other things, series, crashes, visits, what is sure to come."""

import pytest

from riwaya.extract import extract
from riwaya.model import Document


def told(text: str) -> list[tuple[str, str]]:
    return [(claim.event, claim.stance) for claim in extract(Document("beside", text, "0")).claims]


@pytest.mark.parametrize(
    ("text", "absent", "kept"),
    [
        ("قال ضابط إن المعارك تواصلت على بعد 40 كيلومترا من مدينة كيدال بين المتمردين والجيش.", "distance", "clash"),
        ("قتل حارس في تفجير خط الغاز في مدينة العريش، في ثاني هجوم من نوعه خلال أسبوع.", "attack", "bombing"),
        ("وصل قائد الجيش إلى مدينة مصراتة في زيارة رسمية بعد أن قصف الطيران مدينة سرت.", "advance", "airstrike"),
        ("تحطمت مروحية أثناء تدريب قرب مدينة بليدة، وقتل جنديان.", "shootdown", "killed"),
        ("كان الرتل العسكري قد تحرك من بلدة كورا.", "", "deployment"),
    ],
)
def test_what_is_beside_the_event(text: str, absent: str, kept: str) -> None:
    found = told(text)
    assert (kept, "asserts") in found
    assert absent not in {event for event, _ in found}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("باتت القوات الحكومية على بعد خمسة كيلومترات من مدينة كيدال.", ("distance", "asserts")),
        ("قال القائد إن سقوط القاعدة بيد المقاومة مسألة وقت.", ("capture", "expects")),
        ("تحتل القوات الأجنبية جزءا من جزيرة كورا منذ عام 1974.", ("control", "asserts")),
        ("قد تتحرك القوات نحو مدينة كيدال.", ("deployment", "possible")),
    ],
)
def test_what_is_told_all_the_same(text: str, claim: tuple[str, str]) -> None:
    assert claim in told(text)


def test_a_strike_named_again_for_its_toll_is_told_once() -> None:
    found = told("قصفت القوات مدينة دوما بالمدفعية. وأوضح ناشطون أن القصف أوقع خمسة قتلى.")
    assert [event for event, _ in found].count("shelling") == 1


def test_a_new_attack_that_targeted_something_is_one() -> None:
    found = told("قالت المتحدثة إن هجوما بصواريخ الهاون استهدف معسكر كورا أسفر عن مقتل خمسة جنود.")
    assert [event for event, _ in found if event in ("attack", "shelling")] == ["shelling"]


def test_what_is_on_condition_is_not_told() -> None:
    assert "surrender" not in {event for event, _ in told("عرضت الحكومة الحوار شرط إلقاء السلاح.")}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("قالت الحكومة إنها سترد على أي هجوم على بلدة كورا.", "attack"),
        ("بدأ التدخل من أجل طرد المتشددين.", "capture"),
        ("أسفر التدخل عن وقف تقدم المتمردين نحو مدينة كورا.", "advance"),
        ("استقبلت المدينة الحجاج، وأشاد الوزير بدخول بلاده الحملة ضد الفقر.", "entry"),
    ],
)
def test_what_is_spoken_of_in_general(text: str, absent: str) -> None:
    assert (absent, "asserts") not in told(text)


def test_arms_joined_to_what_something_is_done_with() -> None:
    found = told("نفذت الطائرات أربعين ضربة جوية بالصواريخ والبراميل المتفجرة على بلدة كورا.")
    assert [event for event, _ in found].count("airstrike") == 1


def test_none_of_a_kind_is_denied_all_the_same() -> None:
    assert ("killed", "denies") in told("لم يقع أي قتلى في القصف على بلدة كورا.")
