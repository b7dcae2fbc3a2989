"""Encodings: the same text in every encoding reads equal; what cannot be told soundly is refused."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_samples import TEXT, page

from riwaya.model.errors import BinaryInput, EmptyInput, EncodingProblem, InputError
from riwaya.read.decode import decode

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_same_text_reads_equal_in_every_encoding(encoding: str, line_end: str) -> None:
    text = TEXT.replace("\n", line_end)
    assert decode(text.encode(encoding), "x") == text


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
def test_a_page_may_declare_another_encoding_than_it_is_in(encoding: str) -> None:
    text = page(charset="utf-8")
    assert decode(text.encode(encoding), "x") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_and_without_a_space_is_told_from_utf_8(encoding: str) -> None:
    raw = "انسحاب".encode(encoding)
    assert raw.decode("utf-8")  # valid UTF-8, too: nothing but the high bytes tells
    assert decode(raw, "x") == "انسحاب"


def test_a_byte_order_mark_inside_the_text_stays() -> None:
    assert decode(b"\xef\xbb\xbf" + "أ\ufeffب".encode(), "x") == "أ\ufeffب"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_utf_8_cut_off_inside_a_letter_names_the_byte(cut: int) -> None:
    raw = TEXT.encode() + "قق".encode()[:cut]
    if cut == 2:
        assert decode(raw, "x").endswith("ق")
        return
    with pytest.raises(EncodingProblem, match=rf"a\.txt: not valid UTF-8 at byte {len(TEXT.encode()) + (cut - 1)}\b"):
        decode(raw, "a.txt")


def test_one_bad_byte_in_utf_8_is_refused_rather_than_read_as_something_else() -> None:
    raw, place = TEXT.encode(), len("قوات البلدية".encode())
    with pytest.raises(EncodingProblem, match=rf"at byte {place}\b"):
        decode(raw[:place] + b"\xff" + raw[place:], "x")


def test_utf_16_cut_off_is_refused() -> None:
    with pytest.raises(EncodingProblem):
        decode(TEXT.encode("utf-16")[:-1], "x")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Правительственные войска заняли город после двух дней боёв, сообщил представитель армии. " * 3, "cp1251"),
        (
            "Les forces gouvernementales ont repris la ville après deux journées de combats, a déclaré le général.",
            "cp1252",
        ),
        (TEXT, "cp720"),
        ("הצבא הודיע כי כבש את העיר לאחר יומיים של קרבות כבדים באזור הצפוני של המדינה " * 2, "cp1255"),
        ("قصف", "cp1256"),
    ],
)
def test_other_encodings_are_refused_and_never_guessed(text: str, encoding: str) -> None:
    with pytest.raises(EncodingProblem):
        decode(text.encode(encoding, "ignore"), "x")


def test_text_that_was_decoded_wrongly_and_saved_again_is_named_as_such() -> None:
    with pytest.raises(EncodingProblem, match="decoded wrongly"):
        decode(TEXT.encode().decode("latin-1").encode(), "x")


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.4\n%\xe2\xe3",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x1f\x8b\x08",
        b"{\\rtf1\\ansi",
        b"abc\x00def",
        bytes(range(256)),
        TEXT.encode() + b"\x00",
        b"\x01\x02\x03\x04\x05 text",
    ],
)
def test_what_is_not_text_is_called_binary(raw: bytes) -> None:
    with pytest.raises(BinaryInput):
        decode(raw, "x")


def test_nothing_is_empty() -> None:
    with pytest.raises(EmptyInput):
        decode(b"", "x")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_input_error(raw: bytes) -> None:
    refused: InputError | None = None
    try:
        decode(raw, "x").encode("utf-8")
    except InputError as error:
        refused = error
    if refused is not None:
        assert "\n" not in str(refused)
        assert str(refused).startswith("x: ")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_read_exactly_or_refused(text: str) -> None:
    with suppress(InputError):
        assert decode(text.encode(), "x") == text.removeprefix("\ufeff")
