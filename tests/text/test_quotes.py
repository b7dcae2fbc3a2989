"""Quotations: every style of mark, repaired where outlets leave them unbalanced."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_normalise import hostile_texts

from riwaya.text.quotes import is_mark, quotes
from riwaya.text.tokens import tokenise


def quoted(text: str) -> list[str]:
    """What stands between the marks; an unclosed quotation ends in …"""
    tokens = tokenise(text)
    return [
        (text[tokens[q.start].start : tokens[q.end - 1].end] if q.start < q.end else "") + ("" if q.closed else " …")
        for q in quotes(tokens, 0, len(tokens))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: «انسحبنا» وصمت", ["انسحبنا"]),
        ("قال: “انسحبنا” وصمت", ["انسحبنا"]),
        ("قال: ”انسحبنا“ وصمت", ["انسحبنا"]),  # many outlets write them the other way round
        ('قال: "انسحبنا" وصمت', ["انسحبنا"]),
        ("قال: „انسحبنا“ وصمت", ["انسحبنا"]),
        ("ذكرت «سانا» و«تسنيم»", ["سانا", "تسنيم"]),
        ('قال لـ"عربي" أمس', ["عربي"]),  # a preposition glued to the mark
        ("وأضاف “أن «الحي» سقط” أمس", ["أن «الحي» سقط", "الحي"]),  # nested
        ('قال "إن "الحي" سقط" أمس', ['إن "الحي" سقط', "الحي"]),  # the straight mark in itself
        ("قال: “انسحبنا من هناك", ["انسحبنا من هناك …"]),  # never closed: to the end of the paragraph
        ("انسحبنا من هناك” قال القائد", []),  # never opened
        ("انسحبنا” قال: “نعم”", ["نعم"]),
        ("بلا علامات", []),
        ("”", []),
        ("انسحبنا من هناك ”", []),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_only_the_paragraph_asked_for() -> None:
    tokens = tokenise("قال “نعم\nلا” ثم صمت")
    assert [(q.start, q.end, q.closed) for q in quotes(tokens, 0, 3)] == [(2, 3, False)]


marked_texts = st.lists(
    st.sampled_from(["قال", "نعم", "لـ", '"', "“", "”", "„", "«", "»", "‹", "›", ":", "،", "(", " ", " ", "\n"]),
    max_size=40,
).map("".join)


@given(st.one_of(hostile_texts, marked_texts), st.data())
def test_quotations_stay_in_their_paragraph_and_nest(text: str, data: st.DataObject) -> None:
    tokens = tokenise(text)
    start = data.draw(st.integers(0, len(tokens)))
    end = data.draw(st.integers(start, len(tokens)))
    found = quotes(tokens, start, end)
    for quote in found:
        assert start < quote.start <= quote.end <= end
        assert is_mark(tokens[quote.start - 1])
        assert is_mark(tokens[quote.end]) if quote.closed else quote.end == end
    for a, b in itertools.combinations(found, 2):
        assert b.start >= a.start
        assert b.end <= a.end or b.start > a.end


@pytest.mark.parametrize(
    "text",
    [
        "“" * 10_000,
        "”" * 10_000,
        '"' * 10_000,
        " “قال" * 10_000,
        "قال” " * 10_000,
        "«قال " * 5_000 + "قال» " * 5_000,
        "«»" * 5_000,
        '" ' * 10_000,
    ],
    ids=["opening", "closing", "straight", "never closed", "never opened", "nested", "empty", "alone"],
)
def test_ten_thousand_marks_are_quick(text: str) -> None:
    tokens = tokenise(text)
    began = time.perf_counter()
    quotes(tokens, 0, len(tokens))
    assert time.perf_counter() - began < 2
