"""Sifting: every entry of `relevance.yaml` on its examples; reports of conflict stay, everyday news goes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang.load import read_entries
from riwaya.lang.relevance import Sign, page_relevance, relevance, signs

ENTRIES = read_entries("relevance.yaml", Sign)
ROOT = Path(__file__).parents[2]
REPORTS = sorted(
    [*(ROOT / "tests/data/episodes/reports").glob("*.txt"), *(ROOT / "examples/bukamal/reports").glob("*.txt")]
)
EVERYDAY = {
    "sport": "تأهل منتخب الشباب إلى المباراة النهائية بعد فوزه على ضيفه "
    "بهدفين دون رد في لقاء جرى أمس على ملعب المدينة. "
    "وقال المدرب إن لاعبيه قدموا أداء جيدا في الشوط الثاني، وإن الفريق سيسافر غدا لخوض اللقاء الأخير.",
    "weather": "توقعت دائرة الأرصاد أن تنخفض درجات الحرارة غدا وأن "
    "تهطل أمطار متفرقة على المناطق الساحلية، ونصحت السائقين "
    "بالحذر على الطرق الجبلية بسبب الضباب. وتعود الأجواء إلى الاستقرار نهاية الأسبوع.",
    "trade": "ارتفعت أسعار القمح في الأسواق العالمية هذا الأسبوع، وأعلنت "
    "الشركة توقيع عقود جديدة لتصدير الزيوت إلى ثلاث دول. "
    "وقال رئيس الغرفة التجارية إن المبيعات زادت بنسبة عشرة في المئة منذ بداية العام.",
    "cooking": "تسخن المقلاة على النار ثم يضاف البصل المفروم ويقلب حتى "
    "يذبل، وتضاف بعده الطماطم والبهارات. يقدم الطبق ساخنا مع الخبز "
    "والسلطة، ويكفي أربعة أشخاص.",
    "culture": "افتتح في المتحف الوطني معرض للخط العربي يضم خمسين لوحة "
    "لفنانين من أجيال مختلفة. وأوضحت المشرفة على المعرض أن اللوحات "
    "تستلهم أشعار القدماء، وأن ندوة عن تاريخ الخط تعقد يوم الخميس.",
}


@pytest.mark.parametrize(
    ("entry", "text"),
    [pytest.param(e, text, id=f"{e.id}-{n}") for e in ENTRIES for n, text in enumerate(e.examples)],
)
def test_examples_hold_a_sign_of_their_entry(entry: Sign, text: str) -> None:
    assert signs().of(text)[0] & signs().entries[entry.id]


@pytest.mark.parametrize(
    ("entry", "text"),
    [pytest.param(e, text, id=f"{e.id}-{n}") for e in ENTRIES for n, text in enumerate(e.negatives)],
)
def test_counter_examples_hold_none(entry: Sign, text: str) -> None:
    assert not signs().of(text)[0] & signs().entries[entry.id]


def test_every_entry_is_tried_both_ways() -> None:
    assert all(entry.examples and entry.negatives for entry in ENTRIES)


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_reports_of_conflict_stay(report: Path) -> None:
    assert relevance(report.read_text(encoding="utf-8")).conflict


@pytest.mark.parametrize("subject", EVERYDAY)
def test_everyday_news_goes(subject: str) -> None:
    assert not relevance(EVERYDAY[subject]).conflict


def test_a_flash_of_one_line_stays() -> None:
    assert relevance("عاجل: مقتل جنديين في كمين على الطريق الساحلي").conflict


def test_broken_words_are_closed() -> None:
    plain = relevance("قصف المسلحون مواقع الجيش وسقط قتلى")
    broken = relevance("قـ ـصف المسـ ـلحون مواقع الجيش وسقط قتـ ـلى")
    assert plain == broken
    assert plain.conflict


@pytest.mark.parametrize(
    "spell",
    [
        lambda text: text,
        lambda text: "".join(f"&#{ord(c)};" for c in text),
        lambda text: "".join(f"&#x{ord(c):x};" for c in text),
        lambda text: "".join(f"\\u{ord(c):04x}" if c > "\x7f" else c for c in text),
    ],
    ids=["plain", "decimal", "hexadecimal", "script"],
)
def test_a_page_shows_what_its_article_shows(spell: "object") -> None:
    text = "اقتحم مسلحون الثكنة وقتلوا ثلاثة جنود"
    assert callable(spell)
    page = f"<html><body><nav>الرياضة</nav><p>{spell(text)}</p></body></html>"
    assert page_relevance(page).conflict
    assert page_relevance(page).weight >= relevance(text).weight
    assert not page_relevance(f"<html><body><p>{spell(EVERYDAY['cooking'])}</p></body></html>").conflict


@given(st.lists(st.sampled_from([r.read_text(encoding="utf-8") for r in REPORTS[:3]]), max_size=2), st.text())
def test_more_text_never_takes_signs_away(texts: list[str], more: str) -> None:
    """What a page is left out by holds of everything in it."""
    whole = "\n".join([*texts, more])
    assert all(signs().of(text)[0] & ~signs().of(whole)[0] == 0 for text in texts)


def test_headlines_of_other_reports_say_nothing_of_a_page() -> None:
    others = "".join(f"<li><a href='/{n}'>مقتل {n} جنود في قصف على البلدة</a></li>" for n in range(3, 9))
    page = "<html><body><article><p>{}</p></article><ul>{}</ul></body></html>"
    assert not page_relevance(page.format(EVERYDAY["culture"] * 3, others)).conflict
    assert page_relevance(page.format(REPORTS[0].read_text(encoding="utf-8").replace("\n", "</p><p>"), others)).conflict
