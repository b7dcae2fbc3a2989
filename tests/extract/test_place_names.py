"""Which words are read as places: names of the gazetteer behind prepositions, and names that nobody lists."""

import pytest

from riwaya.extract.placing import find_places
from riwaya.extract.times import times
from riwaya.extract.view import View
from riwaya.model import Document, Published


def places_of(text: str) -> list[str]:
    """The place mentions of a text, as it has them."""
    view = View(Document("d", text, "0", published=Published()))
    view.match_actors()
    view.times = times(view.tokens, view.published)
    return [" ".join(t.text for t in view.tokens[m.start : m.end]) for m in find_places(view)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # A name that has the letters of a verb: behind a preposition it is none.
        ("أحرقت المليشيا منزل شيخ في أرحب.", ["أرحب"]),
        ("قُتل ضابط في درنة.", ["درنة"]),
        # Names that nobody lists.
        ("انفجر لغم قرب غورنادو.", ["قرب غورنادو"]),
        ("سقطت القذائف شمال بستينوفكا.", ["شمال بستينوفكا"]),
        ("دخلت القوات بلدة زاكو مارير، بحسب السكان.", ["بلدة زاكو مارير"]),
        ("سيطر المقاتلون على قرية معارة الزيزفان.", ["قرية معارة الزيزفان"]),
        ("استهدفت غارة بلدة برج الغربي.", ["بلدة برج الغربي"]),
        ("تمت السيطرة على قرية تل شمعة جنوب تلعفر.", ["قرية تل شمعة", "جنوب تلعفر"]),
        # Lists behind a plural, pairs behind a dual.
        ("جرى تطهير قرى زيعة، وذي نخلة، ومحزان، من الألغام.", ["قرى زيعة", "وذي نخلة", "ومحزان"]),
        ("قصف الجيش قريتي زعفرون وبسطرون ومواقع أخرى.", ["قريتي زعفرون", "وبسطرون"]),
        # A name that was met where only a name stands is one elsewhere.
        ("اندلعت معارك في كاريمبا، وفر السكان من كاريمبا.", ["كاريمبا", "كاريمبا"]),
    ],
)
def test_names(text: str, places: list[str]) -> None:
    assert places_of(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "جاء ذلك في مستهل اجتماع عقده الوزير.",
        "تسببت الحرب في تمزيق النسيج الاجتماعي.",
        "وقعت المعارك في أشرس أيام الحرب.",
        "يعيش السكان في بلدة صغيرة.",
        "قال إنهم شاركوا في عملياتها.",
        "سار الموكب قرب الجنود.",
    ],
)
def test_usual_words_are_no_names(text: str) -> None:
    assert places_of(text) == []


def test_a_list_ends_where_the_next_clause_begins() -> None:
    assert places_of("قصفت الطائرات أحياء الشعار والصاخور والجيش يتقدم.") == ["أحياء الشعار", "والصاخور"]
