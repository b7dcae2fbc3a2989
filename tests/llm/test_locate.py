"""Quotations are found at the exact characters, in whatever spelling, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.llm.locate import Locator, nearest
from riwaya.text.normalise import fold
from riwaya.text.tokens import tokenise

TEXT = (
    "قال ناشطون إنّ مقاتلي اللواء الخامس دخلوا بلدة عيـــن الورد. وسقط ١٢ قتيلاً، بينهم طفلان؛ ووصلت القوات لاحقاً للبلدة."
)


def found(quoted, text=TEXT):
    return [text[at.start : at.end] for at in Locator(text).find(quoted)]


@pytest.mark.parametrize(
    ("quoted", "stands"),
    [
        ("مقاتلي اللواء الخامس", "مقاتلي اللواء الخامس"),
        ("مقاتلي  اللواء الخامس ", "مقاتلي اللواء الخامس"),
        ("«مقاتلي اللواء الخامس»", "مقاتلي اللواء الخامس"),
        ("بلده عين الورد", "بلدة عيـــن الورد"),
        ("إن مقاتلي", "إنّ مقاتلي"),
        ("12 قتيلا", "١٢ قتيلاً"),
        ("12 قتيلا بينهم طفلان", "١٢ قتيلاً، بينهم طفلان"),
        ("سقط", "سقط"),  # the conjunction is written onto it
        ("القوات", "القوات"),
        ("ناشطون", "ناشطون"),
    ],
)
def test_found_in_other_spelling(quoted, stands):
    assert found(quoted) == [stands]


@pytest.mark.parametrize(
    "quoted",
    [
        "",
        "،",
        "مقاتلو اللواء الخامس",  # another case is another word: it does not stand there
        "اللواء السادس",
        "مقاتلي الخامس",  # not in a row
        "شطون",  # a part of a word
        "الورد وسقط ١٢ قتيلا",  # over the end of a sentence
        "مقاتلي اللواء … بلدة",
    ],
)
def test_not_found(quoted):
    assert found(quoted) == []


def test_a_quotation_with_the_full_stop_may_go_over_it():
    assert found("الورد. وسقط") == ["الورد. وسقط"]


def test_only_within_what_was_shown():
    locator = Locator(TEXT)
    [at] = locator.find("ناشطون")
    assert locator.find("ناشطون", (0, at.last)) == [at]
    assert locator.find("ناشطون", (at.last, 99)) == []


def test_the_nearest_is_meant():
    locator = Locator("دخل الجيش البلدة. وغادر الجيش القرية.")
    first, second = locator.find("الجيش")
    [village] = locator.find("القرية")
    assert nearest([first, second], village) == second
    assert nearest([], village) is None


LETTERS = st.sampled_from("ابتثجحسعقلمنهوي ًّـةىأإ0١٣،.«»\n\u200fabc🙂ﷲﻻ٪#_")
TEXTS = st.text(LETTERS, max_size=60) | st.text(max_size=40)


@given(TEXTS, st.data())
def test_every_row_of_words_is_found_where_it_stands(text, data):
    """The promise of offsets: what is cut from the text is found again, and found is what the text has there."""
    tokens = tokenise(text)
    words = [i for i, token in enumerate(tokens) if token.kind != "punct"]
    if not words:
        assert Locator(text).find(text) == []
        return
    first = data.draw(st.sampled_from(words))
    last = data.draw(st.sampled_from([i for i in words if i >= first]))
    start, end = tokens[first].start, tokens[last].end
    places = Locator(text).find(text[start:end])
    assert (start, end) in [(at.start, at.end) for at in places]
    for at in places:
        assert 0 <= at.start < at.end <= len(text)
        assert tokens[at.first].start <= at.start
        assert at.end == tokens[at.last - 1].end


@given(TEXTS, TEXTS)
def test_what_is_found_has_the_words_that_were_quoted(text, quoted):
    wanted = [token.key for token in tokenise(quoted) if token.kind != "punct"]
    for at in Locator(text).find(quoted):
        got = [token.key for token in tokenise(text[at.start : at.end]) if token.kind != "punct"]
        assert got == wanted


@given(st.text(st.sampled_from("ابتسعقلمنةىأ "), max_size=40))
def test_marks_and_tatweel_do_not_matter(text):
    dressed = "".join(
        c + ("\u064f" if n % 3 == 0 else "\u0640" if n % 3 == 1 else "") if c != " " else c for n, c in enumerate(text)
    )
    dressed = dressed.replace("\u0640 ", " ")
    for quoted, stands in ((text, dressed), (dressed, text)):
        for at in Locator(stands).find(quoted):
            assert [fold(w) for w in stands[at.start : at.end].split()] == [fold(w) for w in quoted.split()]
        if quoted.strip():
            assert Locator(stands).find(quoted)
