"""What the words of war tell in a figure of speech, and what they tell all the same."""

import pytest

from riwaya.extract import extract
from riwaya.model import Document


def told(text: str) -> list[str]:
    return [claim.event for claim in extract(Document("figures", text, "0")).claims]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن هذه الحملة تستهدف أمن البلاد واستقرارها.",
        "واتهم جارته بتدمير علاقات البلدين.",
        "تسعى الشائعات إلى ضرب قضية اللاجئين.",
        "قال الخبير إن العقوبات دمرت اقتصاد الجزيرة.",
        "حذر النائب من استهداف هويتنا.",
        "قد يؤدي القرار إلى إقبال الشركات على زيادة دعمها للمزارعين بالمعدات.",
        "انتزع الوزير السابق اعترافا من خصمه.",
    ],
)
def test_a_figure_of_speech_is_no_event(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("استهدف المسلحون قيادة الأمن في مدينة سبها.", ["attack"]),
        ("دمر القصف مقر حزب العمل في بلدة كورا.", ["destruction"]),
        ("انتزع المقاتلون السيطرة على بلدة كورا من الجيش.", ["capture"]),
        ("أودت الغارة بثلاثة مدنيين في بلدة كورا.", ["airstrike", "killed"]),
    ],
)
def test_things_and_people_are_hit_in_earnest(text: str, events: list[str]) -> None:
    assert sorted(set(told(text)) & set(events)) == sorted(events)
    assert told(text).count(events[0]) == 1
