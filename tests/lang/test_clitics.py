"""Cutting words into clitics and stem: the data's own examples, grammar, speed, and a treebank where there is one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang.clitics import CliticEntry, Segments, clitic_entries, segment
from riwaya.lang.load import parse_entries
from riwaya.model.errors import DataError
from riwaya.text.normalise import normalise

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ"
CASES = [(entry.id, case) for entry in clitic_entries() for case in entry.examples]
WRONG = [(entry.id, case) for entry in clitic_entries() for case in entry.counter]

# Share of the treebank's words that are cut exactly as it cuts them.
FLOOR = 0.99
FLOOR_OF_CUT_WORDS = 0.965


def pieces(word: str) -> str:
    return "+".join(segment(word).pieces)


@pytest.mark.parametrize(("entry", "case"), CASES, ids=[f"{entry}-{case}" for entry, case in CASES])
def test_examples_of_the_data(entry: str, case: str) -> None:
    word, _, cut = case.partition("=")
    assert pieces(word) == cut


@pytest.mark.parametrize(("entry", "case"), WRONG, ids=[f"{entry}-{case}" for entry, case in WRONG])
def test_counter_examples_of_the_data(entry: str, case: str) -> None:
    word, _, cut = case.partition("=")
    assert pieces(word) != cut


def test_every_entry_has_an_example() -> None:
    assert [entry.id for entry in clitic_entries() if not entry.examples] == []


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(DataError, match=r"clitics\.yaml:1: x: .*kind"):
        parse_entries("- {id: x, kind: adverb, forms: [هنا]}", CliticEntry, "clitics.yaml")


def test_the_parts_of_a_word() -> None:
    assert segment("وبسيطرتها") == Segments(("و", "ب"), "سيطرت", "ها")
    assert segment("حلب") == Segments((), "حلب", "")
    assert segment("وبسيطرتها").pieces == ("و", "ب", "سيطرت", "ها")


@pytest.mark.parametrize(
    "cut",
    [
        "و+ب+المدينة",  # the article stays with its noun
        "ل+لقصف",  # of لل the first lam is the preposition
        "و+ل+لجنة",
        "ل+لجنة",  # for the committee, for a committee: spelled alike
        "سيطرت+ه",
        "ل+يسيطر",
        "س+يدخل",
        "و+س+يدخلون",
        "ف+س+يقصفون+ها",
        "و+زعمت",
        "مواقع+هم",
        "حلفاؤ+ه",
        "حلفائ+ه",
        "ب+استعادت+ها",
        "ل+استهداف+هما",
        "ك+القصف",
        "وزارة",
        "و+وزارة",
        "ب+بيان",
        "بيانات",
        "ف+فر",
        "فرنسا",
        "ل+لبنان",
        "لبنان",
        "كتيبت+ه",
        "كتائب",
        "سيارات+هم",
        "سياسي",
        "مياه",
        "اتجاه",
        "اتجاه+ها",
        "ب+اتجاه",
        "مدرسة",
        "مدرست+ه",
        "متهم",
        "يتهم+هم",
        "مهمت+هم",
        "و+هو",
        "و+هم",
        "ل+ها",
        "في+هما",
        "علي+نا",
        "إلي+كم",
        "ل+أن+ها",
        "ف+إن+هم",
        "كذلك",
        "و+كذلك",
        "ل+ذلك",
        "قالوا",  # endings of verbs are no clitics
        "دخلنا",
        "قتلنا+هم",
        "أعلنو+ه",
    ],
)
def test_grammar(cut: str) -> None:
    assert pieces(cut.replace("+", "")) == cut


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("وَبِالْمَدِينَةِ", "و+ب+المدينة"),  # normalised first
        ("استشـ ـهادهم", "استشهاد+هم"),
        ("وبرزغتهم", "و+برزغت+هم"),  # no such word: cut by its look
        ("والزمبلة", "و+الزمبلة"),
        ("للزمبلة", "ل+لزمبلة"),
        ("بالزمبلة", "ب+الزمبلة"),
        ("NATO", "NATO"),
        ("2017", "2017"),
        ("", ""),
        ("و", "و"),
        ("ه", "ه"),
        ("،", "،"),
        ("ه" * 500, "ه" * 500),
    ],
)
def test_other_words(word: str, cut: str) -> None:
    assert pieces(word) == cut


@given(st.one_of(st.text(alphabet=LETTERS, max_size=14), st.text(max_size=8)))
def test_pieces_join_to_the_word_and_are_what_they_should_be(word: str) -> None:
    found = segment(word)
    plain = normalise(word).text
    assert "".join(found.pieces) == plain
    assert re.fullmatch("[وف]?[بلكس]?", "".join(found.proclitics))
    assert all(len(piece) == 1 for piece in found.proclitics)
    assert found.enclitic in ("", "ه", "ها", "هما", "هم", "هن", "نا", "ك", "كم", "ني", "ي")
    assert found.stem or not plain


@given(st.text(alphabet="وفبلكس", min_size=1, max_size=10))
def test_no_more_than_two_proclitics(word: str) -> None:
    assert len(segment(word).proclitics) <= 2


def treebank_words(path: Path) -> Iterator[tuple[str, ...]]:
    """The pieces of each surface word: tokens that no blank and no sign parts."""
    arabic = re.compile("[\u0621-\u065f\u0670\u0640]+")
    pieces: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        together = False
        if len(fields) == 10 and fields[0].isdigit() and arabic.fullmatch(fields[1]):
            pieces.append(normalise(fields[1]).text)
            together = "SpaceAfter=No" in fields[9]
        if not together and any(pieces):
            yield tuple(filter(None, pieces))
            pieces = []


@pytest.mark.shared
def test_against_a_treebank(shared: Path) -> None:
    path = shared / "data" / "ud_arabic_pud" / "ar_pud-ud-test.conllu"
    if not path.is_file():
        pytest.skip(f"no treebank ({path})")
    words = list(treebank_words(path))
    assert len(words) > 15_000
    right = [segment("".join(word)).pieces == word for word in words]
    cut = [ok for word, ok in zip(words, right, strict=True) if len(word) > 1]
    assert sum(right) / len(right) >= FLOOR
    assert sum(cut) / len(cut) >= FLOOR_OF_CUT_WORDS
