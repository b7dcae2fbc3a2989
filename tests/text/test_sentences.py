"""Sentences: where one ends, and that together they hold every token once."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_normalise import hostile_texts

from riwaya.text.sentences import sentences
from riwaya.text.tokens import tokenise


def cut(text: str) -> list[str]:
    """The sentences of a text, as its own characters."""
    tokens = tokenise(text)
    return [text[tokens[s.start].start : tokens[s.end - 1].end] for s in sentences(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دخلت القوات. ثم غادرت!", ["دخلت القوات.", "ثم غادرت!"]),
        ("هل سقطت البلدة؟ لا يعلم أحد…", ["هل سقطت البلدة؟", "لا يعلم أحد…"]),
        ("انتهى...وبدأ", ["انتهى...", "وبدأ"]),
        (
            "قال مسؤول لوكالة أ.ف.ب إن الهدنة صمدت.",
            ["قال مسؤول لوكالة أ.ف.ب إن الهدنة صمدت."],
        ),  # no end in an abbreviation
        ("بلغ العمق 3.5 كم. ثم توقف", ["بلغ العمق 3.5 كم.", "ثم توقف"]),
        ("عنوان بلا نقطة\nأول الخبر", ["عنوان بلا نقطة", "أول الخبر"]),  # a line end always ends one
        ("سطر\r\nسطر\r\n\r\nسطر", ["سطر", "سطر", "سطر"]),
        ("قال: “انسحبنا.” ثم صمت.", ["قال: “انسحبنا.”", "ثم صمت."]),  # the mark stays with what it closes
        ('قال: "انسحبنا." ثم صمت.', ['قال: "انسحبنا."', "ثم صمت."]),
        ("صمدنا. «نحن هنا» قال القائد", ["صمدنا.", "«نحن هنا» قال القائد"]),  # and with what it opens
        ("انتهى..\n” ثم", ["انتهى..", "” ثم"]),  # never across a line end
        ("", []),
        ("\n \n", []),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_paragraphs_count_the_lines_that_hold_text() -> None:
    text = "عنوان\n\n\nأول. ثان.\r\nثالث"
    assert [s.paragraph for s in sentences(text, tokenise(text))] == [0, 1, 1, 2]


def test_a_part_of_the_tokens() -> None:
    text = "أول. ثان. ثالث."
    tokens = tokenise(text)
    assert [(s.start, s.end) for s in sentences(text, tokens, 2, 4)] == [(2, 4)]


marked_texts = st.lists(
    st.sampled_from(
        ["قال", "أ", "3.5", ".", "!", "؟", "…", "”", "“", '"', "»", "«", "(", ")", " ", "\n", "\r\n", "\u0640"]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(hostile_texts, marked_texts))
def test_sentences_partition_the_tokens(text: str) -> None:
    tokens = tokenise(text)
    found = sentences(text, tokens)
    assert [i for s in found for i in range(s.start, s.end)] == list(range(len(tokens)))
    assert all(s.start < s.end for s in found)


@given(st.one_of(hostile_texts, marked_texts))
def test_a_sentence_stays_on_its_line_and_paragraphs_are_lines(text: str) -> None:
    tokens = tokenise(text)
    found = sentences(text, tokens)
    for s in found:
        for a, b in itertools.pairwise(range(s.start, s.end)):
            assert "\n" not in text[tokens[a].end : tokens[b].start]
    for before, after in itertools.pairwise(found):
        broken = "\n" in text[tokens[before.end - 1].end : tokens[after.start].start]
        assert after.paragraph == before.paragraph + broken


def test_a_hundred_thousand_full_stops_are_quick() -> None:
    for unit in (".", ". ", ".”", "أ.", "\n"):
        text = unit * (100_000 // len(unit))
        tokens = tokenise(text)
        began = time.perf_counter()
        sentences(text, tokens)
        assert time.perf_counter() - began < 5
