"""The forms of the full-text search: what a reader takes for one word is found as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang.index_forms import endings, forms_version, index_form, index_forms, located_forms


def cases(name):
    return [pytest.param(*case.split("="), id=f"{e.id}-{case}") for e in endings() for case in getattr(e, name)]


@pytest.mark.parametrize(("one", "other"), cases("examples"))
def test_examples_find_each_other(one, other):
    assert index_form(one) == index_form(other)


@pytest.mark.parametrize(("one", "other"), cases("counter"))
def test_counter_examples_do_not(one, other):
    assert index_form(one) != index_form(other)


def test_every_entry_has_examples_and_every_ending_stands_once():
    assert all(entry.examples and entry.counter for entry in endings())
    every = [ending for entry in endings() for ending in entry.endings]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize(
    "words",
    [
        ("أحمد", "احمد", "إحمد", "أَحْمَد", "أحـمـد"),  # hamza, diacritics, tatweel
        ("مستشفى", "مستشفي", "المستشفى"),  # final yeh
        ("مدينة", "المدينة", "مدينه", "بالمدينة", "وبالمدينة", "للمدينة", "لمدينة", "ومدينة", "كمدينة", "مدينتهم"),
        ("لواء", "للواء", "اللواء", "واللواء"),
        ("وزير", "الوزير", "ووزير", "والوزير", "للوزير"),
        ("قصف", "القصف", "للقصف", "بقصفها", "وقصف"),
        ("ليل", "الليل"),
        ("Reuters", "reuters", "REUTERS"),
        ("١٢", "12", "۱۲"),
    ],
)
def test_one_word_in_its_writings(words):
    assert {index_form(word) for word in words} == {index_form(words[0])}


@pytest.mark.parametrize(("one", "other"), [("وزير", "زير"), ("مدينة", "مدني"), ("قصف", "قصر"), ("12", "120")])
def test_different_words_stay_different(one, other):
    assert index_form(one) != index_form(other)


def test_the_price_of_light_stems_is_known():
    assert index_form("حلب") == index_form("حلبة")  # a city and a ring


def test_what_is_no_word_has_no_form():
    assert index_form("") == index_form("…») (") == ""
    assert index_forms("— ... !") == []


@given(st.text(max_size=200))
def test_forms_stand_where_they_say(text):
    located = located_forms(text)
    assert [form for _, _, form in located] == index_forms(text)
    assert all(form for _, _, form in located)
    ends = 0
    for start, end, form in located:
        assert 0 <= start < end <= len(text)
        assert start >= ends
        ends = start
        assert form in index_forms(text[start:end]) or "\ufb50" <= text[start] <= "\ufefc"


@given(st.text("ابتثجحدرسشصعفقكلمنهويةىأإآؤئ", min_size=1, max_size=12))
def test_a_form_is_never_empty_and_the_article_changes_nothing_twice(word):
    assert index_form(word)
    assert index_form(word) == index_form(f"\u0640{word}\u064b")


def test_the_version_is_one_hash():
    assert len(forms_version()) == 16
    assert forms_version() == forms_version()
