"""Number words: every example of the data file, and the traps around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang.numbers import entries, number_reader, read_number
from riwaya.text.numbers import NumberReading, parse_digits
from riwaya.text.tokens import tokenise


def first_number(text: str) -> NumberReading | None:
    tokens = tokenise(text)
    for i, token in enumerate(tokens):
        table = number_reader().table
        if token.kind == "number" or token.key in table.words or token.key in table.phrases:
            reading = read_number(tokens, i)
            if reading is not None:
                return reading
    return None


def shown(reading: NumberReading | None) -> str | None:
    if reading is None:
        return None
    if reading.value is None or reading.high is None:
        return "?"
    if reading.high != reading.value:
        return f"{reading.value:.17g}-{reading.high:.17g}"
    sign = {"exactly": "", "about": "~", "at_least": ">=", "at_most": "<="}[reading.relation]
    return f"{sign}{reading.value:.16g}"


EXAMPLES = [(e.id, text, expected) for e in entries() for text, expected in e.examples.items()]
TRAPS = [(e.id, text) for e in entries() for text in e.not_]


@pytest.mark.parametrize(("entry", "text", "expected"), EXAMPLES)
def test_examples_of_the_data(entry: str, text: str, expected: str) -> None:
    reading = first_number(text)
    assert shown(reading) == expected
    if not entry.startswith(("range.to", "range.or", "range.between", "word.")) and expected != "5":
        assert reading is not None
        assert entry in reading.rules


def test_more_than_opens_the_next_count() -> None:
    reading = first_number("43 قتيلا وأكثر من ستين جريحا")
    assert reading is not None
    assert shown(reading) == "43"
    assert shown(first_number("43 وأكثر من ستين")) == "43"


@pytest.mark.parametrize(("entry", "text"), TRAPS)
def test_traps_of_the_data(entry: str, text: str) -> None:
    assert first_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("١٬٢٠٠ شخص", "1200"),
        ("1,200 شخص", "1200"),
        ("3.5 كم", "3.5"),
        ("1.250 قتيلا", "1250"),
        ("1.234 مليون", "1234000"),
        ("٤,٨", "4.8"),
        ("ثلاثة وعشرون ألفا وخمسمئة وستة وسبعون", "23576"),
        ("مئة وخمسة وعشرون ألفاً وثلاثمئة", "125300"),
        ("مليون و200 ألف", "1200000"),
        ("مليون ومئتا ألف", "1200000"),
        ("مئة و50 شخصا", "150"),
        ("اثنان و أربعون", "42"),
        ("تسعمائة وتسعة وتسعين", "999"),
        ("خمسة وعشرة أشخاص", "5"),
        ("مقتل 10 وخمسة جرحى", "10"),
        ("ألفا مقاتل", "2000"),
        ("عشرات من آلاف الناس", "20-100"),
        ("12 على الأقل", ">=12"),
        ("نحو مائة وخمسين على الأقل", "~150"),
        ("أكثر من عشرين سنة", ">=20"),
        ("بين عشرين وثلاثين", "20-30"),
        ("ثلاثين بالمئة", "30"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert shown(first_number(text)) == expected


@pytest.mark.parametrize(
    "text", ["من جهة ثانية", "12-11-2017 12:30"[11:], "عام ٢٠١٢", "سنة 1980", "صاروخ سام-7", "فرانس24", "بن أحد"]
)
def test_what_is_no_count(text: str) -> None:
    assert first_number(text) is None


def test_span_covers_modifiers_and_number_alone() -> None:
    tokens = tokenise("مقتل ما لا يقل عن 12 شخصا")
    reading = read_number(tokens, 5)
    assert reading is not None
    assert (reading.start_index, reading.number_index, reading.end_index) == (1, 5, 6)


def test_no_token_beyond_the_stop_is_read() -> None:
    tokens = tokenise("خمسة وعشرون ألفا")
    reading = read_number(tokens, 0, stop=2)
    assert reading is not None
    assert reading.value == 25


def test_years_are_marked() -> None:
    reading = read_number(tokenise("2012"), 0)
    assert reading is not None
    assert reading.year_like


_UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
_TEENS = ["عشرة", "أحد عشر", "اثنا عشر", *(f"{u} عشر" for u in _UNITS[3:])]
_TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
_HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def spell(n: int) -> str:
    """A number below a milliard in words, independently of the reader."""
    parts = []
    for size, one, two, many, counted in (
        (1_000_000, "مليون", "مليونان", "ملايين", "مليونا"),
        (1000, "ألف", "ألفان", "آلاف", "ألفا"),
    ):
        k, n = divmod(n, size)
        if k == 1:
            parts.append(one)
        elif k == 2:
            parts.append(two)
        elif 3 <= k <= 10:
            parts.append(f"{spell(k)} {many}")
        elif k:
            parts.append(f"{spell(k)} {counted if k % 100 > 10 else one}")
    if n >= 100:
        parts.append(_HUNDREDS[n // 100])
        n %= 100
    if 10 <= n < 20:
        parts.append(_TEENS[n - 10])
    elif n:
        unit, ten = _UNITS[n % 10], _TENS[n // 10]
        parts.append(f"{unit} و{ten}" if unit and ten else unit or ten)
    return " و".join(parts)


@given(st.integers(min_value=2, max_value=999_999_999))
def test_spelt_numbers_are_read_back(n: int) -> None:
    tokens = tokenise(spell(n))
    reading = read_number(tokens, 0)
    assert reading is not None
    assert (reading.value, reading.high, reading.end_index) == (n, n, len(tokens))


@given(st.integers(min_value=0, max_value=10**14))
def test_digits_are_read_back(n: int) -> None:
    assert parse_digits(str(n)) == n
    assert parse_digits(f"{n:,}") == n


@given(st.lists(st.sampled_from([*_UNITS[1:], *_TENS[2:], *_HUNDREDS[1:], "ألف", "آلاف", "و", "12", "-", "من", "عدة"])))
def test_any_run_of_number_words_is_read_without_error(words: list[str]) -> None:
    tokens = tokenise(" ".join(words))
    for i in range(len(tokens)):
        reading = read_number(tokens, i)
        if reading is not None:
            assert reading.start_index <= reading.number_index < reading.end_index <= len(tokens)
