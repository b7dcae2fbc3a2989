"""Quantities: every example of the data file, and what is no count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.quantities import QuantityHit, quantities
from riwaya.extract.quantities_data import unit_entries
from riwaya.model import Quantity
from riwaya.text.tokens import tokenise

SIGNS = {"exactly": "", "about": "~", "at_least": ">=", "at_most": "<="}


def shown(hit: QuantityHit) -> str:
    unit = hit.unit or "-"
    if hit.value is None or hit.high is None:
        return f"? {unit}"
    if hit.value != hit.high:
        return f"{hit.value:.16g}-{hit.high:.16g} {unit}"
    return f"{SIGNS[hit.relation]}{hit.value:.16g} {unit}"


EXAMPLES = [(e.id, text, expected) for e in unit_entries() for text, expected in e.examples.items()]
TRAPS = [(e.id, text) for e in unit_entries() for text in e.not_]
PEOPLE = [e for e in unit_entries() if e.kind == "noun" and e.class_ == "people"]


@pytest.mark.parametrize(("entry", "text", "expected"), EXAMPLES)
def test_examples_of_the_data(entry: str, text: str, expected: str) -> None:
    hits = quantities(tokenise(text))
    assert expected in [shown(hit) for hit in hits]
    assert len(hits) == 1 or " و" in text or "وطفلان" in text
    if entry not in ("unit.casualty-head", "unit.not-gentilic"):
        assert any(entry in hit.rules for hit in hits)


@pytest.mark.parametrize(("entry", "text"), TRAPS)
def test_traps_of_the_data(entry: str, text: str) -> None:
    assert [hit for hit in quantities(tokenise(text)) if entry in hit.rules] == []


@pytest.mark.parametrize("entry", [e for e in unit_entries() if e.noun and e.plurals], ids=lambda e: e.id)
def test_every_plural_is_counted(entry) -> None:  # type: ignore[no-untyped-def]
    for plural in entry.plurals:
        (hit,) = quantities(tokenise(f"نحو خمسة {plural}"))
        assert (hit.value, hit.unit, hit.relation, hit.role) == (5, entry.unit, "about", entry.role)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 12 جندياً وإصابة خمسة آخرين", ["12 people", "5 people"]),
        ("قتل 111 شخصا بينهم ستة أطفال وثلاث سيدات", ["111 people", "6 people", "3 people"]),
        ("44 في دمشق و18 في حلب وستة في حمص", ["44 -", "18 -", "6 -"]),
        ("دمر دبابتين و4 مركبات", ["2 tanks", "4 vehicles"]),
        ("بين 10 و15 قتيلا", ["10-15 people"]),
        ("10-15 كم", ["10-15 km"]),
        ("%80", ["80 %"]),
        ("نحو 40 قتيلا على الأقل", ["~40 people"]),
        ("ستة عناصر مسلحين على الأقل", [">=6 people"]),
        ("12 «إرهابياً»", ["12 people"]),
        ("في 12 آذار", []),
        ("في عام 2012", []),
        ("الحرب (1980-1988)", []),
        ("(02,45 بتوقيت غرينتش)", []),
        ("اليوم الـ23", []),
        ("على قدم واحدة", []),
        ("قصف صاروخي", []),
        ("الاثنين والخميس", []),
        ("قرب مدينة دير الزور", []),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert [shown(hit) for hit in quantities(tokenise(text))] == expected


def test_an_uncounted_many_gives_no_record() -> None:
    source = "مقتل عدد كبير من المقاتلين"
    (hit,) = quantities(tokenise(source))
    assert (hit.value, hit.high, hit.role) == (None, None, "fighter")
    assert hit.quantity(source) is None


def test_the_record_is_cut_from_the_original() -> None:
    source = "مقتل نحو ١٥٠ مدنيًّا في القصف"
    (hit,) = quantities(tokenise(source))
    assert hit.quantity(source) == Quantity("نحو ١٥٠ مدنيًّا", 150, 150, "people", "about", "civilian")
    assert hit.noun is not None
    assert source[slice(*hit.noun)] == "مدنيًّا"


def test_a_range_of_tokens_is_not_left() -> None:
    tokens = tokenise("قتل 12 جنديا و3 مدنيين")
    assert [shown(hit) for hit in quantities(tokens, 2, 4)] == ["1 people"]
    assert [shown(hit) for hit in quantities(tokens, 3)] == ["3 people"]


_WORDS = sorted({w for e in unit_entries() for w in ((e.noun or ""), *e.plurals, *e.also) if w})


@given(
    st.lists(st.sampled_from([*_WORDS, "12", "خمسة", "من", "أو", "و", "نحو", "على الأقل", "عدد كبير من"]), max_size=12)
)
def test_any_run_of_words_gives_sound_hits(words: list[str]) -> None:
    source = " ".join(words)
    last = 0
    for hit in quantities(tokenise(source)):
        assert last <= hit.first < hit.last
        last = hit.last
        if hit.value is not None and hit.high is not None:
            assert hit.value <= hit.high
        hit.quantity(source)
