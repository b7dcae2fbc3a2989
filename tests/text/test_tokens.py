"""Tokens: what one is, and offsets that lead back to exactly the characters it was read from."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_normalise import hostile_texts

from riwaya.text.normalise import fold_plain, normalise
from riwaya.text.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قال المتحدث: انسحبنا.", ["قال", "المتحدث", ":", "انسحبنا", "."]),
        ("وبالمدينة", ["وبالمدينة"]),  # clitics stay
        ("دمشق-سانا", ["دمشق", "-", "سانا"]),
        ("١٥ كم و٣٫٥٪", ["15", "كم", "و", "3.5", "%"]),
        ("1,500 قذيفة، 12:30", ["1,500", "قذيفة", "،", "12:30"]),
        ("بـ20 آلية", ["ب", "20", "آلية"]),
        ("لـ”سانا“", ["ل", "”", "سانا", "“"]),
        ("#تنظيم_الدولة _ الآن", ["تنظيم", "الدولة", "_", "الآن"]),
        ("مـ ـقـ ـتـ ـل ثلاثة", ["مقتل", "ثلاثة"]),
        ("ﷺ ﻻ", ["صلىاللهعليهوسلم", "لا"]),
        ("F16 \U0001f525 حلب", ["F", "16", "\U0001f525", "حلب"]),
        ("", []),
        ("\u0640\u064e\u200f \r\n", []),
    ],
)
def test_what_a_token_is(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == tokens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("كلمة", "word"),
        ("كَلِمة", "word"),
        ("عام2017", "word"),
        ("٢٠", "number"),
        ("1.5", "number"),
        ("؟", "punct"),
        ("_", "punct"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert tokenise(text)[0].kind == kind


def test_a_token_knows_its_key_and_where_it_stands() -> None:
    text = "استعادت القُوّات المدينةَ"
    token = tokenise(text)[1]
    assert (token.text, token.key, token.kind) == ("القوات", "القوات", "word")
    assert text[token.start : token.end] == "القُوّات"
    assert tokenise(text)[2].key == "المدينه"


@given(hostile_texts)
def test_every_token_is_found_where_it_says(text: str) -> None:
    for token in tokenise(text):
        surface = text[token.start : token.end]
        assert surface
        assert normalise(surface).text.strip() == token.text
        assert token.kind in ("word", "number", "punct")
        assert token.key == (fold_plain(token.text) if token.kind == "word" else token.text)


@given(hostile_texts)
def test_tokens_are_ordered_and_disjoint(text: str) -> None:
    tokens = tokenise(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


@given(hostile_texts)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    """Only blanks stand between tokens."""
    plain = normalise(text)
    assert "".join(token.text for token in tokenise(plain)) == "".join(
        char for char in plain.text if not char.isspace()
    )


@given(st.lists(st.sampled_from(["قال", "وزير", "12", "،", "”", "\n", "في"]), max_size=20))
def test_the_same_text_gives_the_same_tokens(pieces: list[str]) -> None:
    text = " ".join(pieces)
    first = [(t.start, t.end, t.text, t.key, t.kind) for t in tokenise(text)]
    assert first == [(t.start, t.end, t.text, t.key, t.kind) for t in tokenise(normalise(text))]
