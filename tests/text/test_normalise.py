"""Normalisation: what it undoes, what it leaves, and a map of offsets that holds both ways on any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.normalise import fold, fold_all, fold_plain, normalise

# What texts from the web hold besides plain letters.
HOSTILE = (
    "\u0640\u064b\u064e\u0651\u0670\u0610\u06e1"  # tatweel and combining marks
    "\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2069\u061c"  # bidi controls
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f"  # zero width
    "\u00a0\u202f\u2007\u2009\u2028"  # blanks
    "\ufefb\ufef5\ufe8e\ufef2\ufdf2\ufdfa\ufdfb\ufdfc\ufe70\ufe71\ufe77\ufd3e\ufc5e"  # presentation forms
    "\u06cc\u06a9\u06c1\u06d5\u0671\u06f4\u0664\u066b\u066c\u066a"  # Farsi letters, Eastern digits and signs
    "\U0001f525\U00010348\U0001d7d8\U000e0041"  # beyond the basic plane
)
hostile_texts = st.text(
    st.one_of(
        st.sampled_from("ابتسلمنهويةىءأؤئ"),
        st.sampled_from(HOSTILE),
        st.sampled_from(' .,:،؛؟!*~^•·"“”«»()-_\n\r\t'),
        st.sampled_from("0123456789aZé\u0301"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("استشـ ـهاد", "استشهاد"),  # broken up to dodge moderation
        ("مـ ـقـ ـتـ ـل", "مقتل"),
        ("مـ\u00a0ـقتل", "مقتل"),
        ("يعدم*ون", "يعدمون"),
        ("تف~جي^ر", "تفجير"),
        ("قُـتـِل", "قتل"),
        ("القـــــوات", "القوات"),  # typography
        ("سَيْطَرَةٌ", "سيطرة"),
        ("هٰذا", "هذا"),
        ("\u200fحلب\u200e", "حلب"),
        ("دم\u200cشق", "دمشق"),
        ("ﺍﻟﺠﻴﺶ", "الجيش"),  # presentation forms, as old pages and copies from PDF have them
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("ﷺ", "صلىاللهعليهوسلم"),  # one character: one word
        ("قري\ufe76ة", "قرية"),  # the form of a lone mark
        ("سوریا", "سوريا"),  # Farsi yeh
        ("ترکيا", "تركيا"),  # keheh
        ("ﮐﯽ", "كي"),  # their presentation forms
        ("٢٠١٧", "2017"),
        ("۲۰۱۷", "2017"),
        ("٣٫٥٪", "3.5%"),
        ("١٬٥٠٠", "1,500"),
        ("15\u00a0كم", "15 كم"),
    ],
)
def test_typography_and_evasion_are_undone(written: str, plain: str) -> None:
    assert normalise(written).text == plain


@pytest.mark.parametrize("text", ["3 * 4", "كلمة *", "* بند", "مدرسة", "على", "أول", "a*b", "12*3", "قال: «لا»"])
def test_what_tells_words_apart_stays(text: str) -> None:
    assert normalise(text).text == text


def test_a_plain_text_is_its_own_normal_form() -> None:
    text = "دخلت القوات القرية.\r\nثم غادرتها."
    found = normalise(text)
    assert found.identical
    assert found.text is found.original or found.text == text
    assert [found.start_in_original(i) for i in range(len(text) + 1)] == list(range(len(text) + 1))


def test_a_span_holds_the_marks_on_its_last_letter_and_nothing_behind() -> None:
    text = "قُتِلَ ــ رجلٌ"
    found = normalise(text)
    assert found.text == "قتل  رجل"
    assert text[found.start_in_original(0) : found.end_in_original(3)] == "قُتِلَ"
    start = found.text.index("رجل")
    assert text[found.start_in_original(start) : found.end_in_original(start + 3)] == "رجلٌ"


def test_a_broken_word_spans_its_gaps() -> None:
    text = "خبر استشـ ـهاد قائد"
    found = normalise(text)
    start = found.text.index("استشهاد")
    assert text[found.start_in_original(start) : found.end_in_original(start + 7)] == "استشـ ـهاد"


@given(hostile_texts)
def test_the_map_is_monotone_and_stays_inside(text: str) -> None:
    found = normalise(text)
    n = len(found.text)
    starts = [found.start_in_original(i) for i in range(n + 1)]
    ends = [found.end_in_original(i) for i in range(n + 1)]
    assert all(a <= b for a, b in itertools.pairwise(starts))
    assert all(a <= b for a, b in itertools.pairwise(ends))
    assert starts[n] == len(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts[:-1], ends[1:], strict=True))


@given(hostile_texts)
def test_the_map_goes_both_ways(text: str) -> None:
    found = normalise(text)
    for i in range(len(found.text)):
        back = found.from_original(found.start_in_original(i))
        # The first of the letters that one character stands for.
        assert back <= i
        assert found.start_in_original(back) == found.start_in_original(i)
    inwards = [found.from_original(i) for i in range(len(text) + 1)]
    assert all(a <= b for a, b in itertools.pairwise(inwards))
    assert inwards[-1] <= len(found.text)


@given(hostile_texts, st.data())
def test_many_spans_are_mapped_as_one_by_one(text: str, data: st.DataObject) -> None:
    found = normalise(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(found.text)), max_size=20)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    starts, ends = [a for a, _ in spans], [b for _, b in spans]
    assert found.spans_in_original(starts, ends) == (
        [found.start_in_original(a) for a in starts],
        [found.end_in_original(b) for b in ends],
    )


@given(hostile_texts)
def test_nothing_is_left_to_undo_in_a_word(text: str) -> None:
    """Normalising twice changes no word. (Closing a gap can bring a sign between two letters, hence words.)"""
    for word in normalise(text).text.split():
        if not set(word) & set("*~^•·"):
            assert normalise(word).text == word


def test_a_hundred_thousand_marks_are_quick() -> None:
    """Linear: marks, gaps and signs without end do not hang a run."""
    for unit in ("\u064e", "\u0640", "\u0640 ", "ا*", "ـ ـا", "\ufdfa"):
        text = unit * (100_000 // len(unit))
        assert normalise(text).original == text


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("أُعلِنَ", "اعلن"),
        ("إلى", "الي"),
        ("مدينة", "مدينه"),
        ("مسؤول", "مسوول"),
        ("هيئة", "هييه"),
        ("آلاف", "الاف"),
        ("NATO", "nato"),
    ],
)
def test_folding_gives_the_look_up_key(word: str, key: str) -> None:
    assert fold(word) == key
    assert fold(key) == key


@given(st.lists(hostile_texts.map(lambda text: text.replace("\n", "")), max_size=5))
def test_folding_many_words_is_folding_each(words: list[str]) -> None:
    assert fold_all(words) == [fold(word) for word in words]


@given(hostile_texts)
def test_folding_a_normalised_text_again_is_folding_it(text: str) -> None:
    plain = normalise(text).text
    assert fold_plain(plain) == fold(text)
