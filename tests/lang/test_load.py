"""Loading language data: what is refused, and that each refusal names the file and the line."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang.load import parse_entries, read_entries
from riwaya.model.errors import DataError


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry as data files have it."""

    id: str
    forms: tuple[str, ...] = ()
    value: int = 0
    share: float = 0.0
    fixed: bool = False
    months: dict[str, int] = {}
    examples: tuple[str, ...] = ()


def load(text: str) -> tuple[Word, ...]:
    return parse_entries(text, Word, "words.yaml")


def test_entries_come_typed_and_in_order() -> None:
    text = "# head\n- {id: a, forms: [قال, نفى], value: 3, share: 0.5, fixed: true}\n- id: b\n  months: {نيسان: 4}\n"
    assert load(text) == (Word("a", ("قال", "نفى"), 3, 0.5, True), Word("b", months={"نيسان": 4}))


def test_an_entry_without_entries_is_an_empty_list() -> None:
    assert load("[]") == ()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("- {id: a}\n- {id: b}\n- {id: a}\n", 3, "id 'a' stands already at line 1"),
        ("- id: a\n  forms: [قال]\n  forms: [نفى]\n", 3, "key 'forms' twice"),
        ("- id: a\n  months:\n    نيسان: 4\n    نيسان: 5\n", 4, "key 'نيسان' twice"),
        ("- {id: a}\n- {id: b, form: [قال]}\n", 2, "form"),  # unknown key
        ("- {id: a}\n- {id: b, value: many}\n", 2, "b: "),  # wrong type
        ("- {id: a}\n- {forms: [قال]}\n", 2, "mapping with an id"),
        ("- {id: a}\n- قال\n", 2, "mapping with an id"),
        ("- {id: 7}\n", 1, "mapping with an id"),
        ("a: b\n", 1, "list of entries"),
        ("", 1, "list of entries"),
        ("- {id: a}\n- {id: b\n", 3, "not YAML"),
        ("- {id: a}\n- {id: b, value: 0x}\n", 2, "b: "),
        ("- {id: a, value: 0o7_}\n", 1, "a: "),
        ("- id: a\n  ? [x, y]\n  : 1\n", 2, "a key is"),
        ("- id: a\n  value: 1:30\n", 2, "decimal digits"),  # sixty-base numbers of old YAML
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(DataError) as caught:
        load(text)
    message = str(caught.value)
    assert message.startswith(f"words.yaml:{line}: ")
    assert problem in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("06CC", "سوری\u06cc"),  # Farsi yeh
        ("06A9", "تر\u06a9يا"),  # keheh
        ("06C1", "\u06c1جوم"),
        ("0640", "قتـل".replace("ـ", "\u0640")),
        ("064E", "قَتل".replace("َ", "\u064e")),
        ("FEFB", "\ufefb"),
        ("200F", "حلب\u200f"),
        ("202B", "\u202bحلب"),
        ("200C", "دم\u200cشق"),
        ("00A0", "على\u00a0بعد"),
        ("FEFF", "حلب\ufeff"),
        ("0664", "\u0664"),
    ],
)
@pytest.mark.parametrize("where", ["forms: ['{}']", "months: {{'{}': 4}}"], ids=["value", "key"])
def test_look_alikes_are_refused(code: str, word: str, where: str) -> None:
    word = word.replace("سوری", "سور")
    with pytest.raises(DataError, match=rf"words\.yaml:2: look-alike or mark U\+{code}"):
        load("- {id: a}\n- {id: b, " + where.format(word) + "}\n")


def test_example_texts_may_hold_what_real_texts_hold() -> None:
    assert load("- {id: a, examples: ['القـوات']}")[0].examples == ("القـوات",)


def test_package_data_are_read_by_name() -> None:
    assert read_entries("verbs.yaml", dict)
    with pytest.raises(FileNotFoundError):
        read_entries("no-such-file.yaml", dict)


@given(st.text(max_size=80))
def test_any_text_is_entries_or_one_clear_line(text: str) -> None:
    try:
        assert all(isinstance(entry, Word) for entry in load(text))
    except DataError as error:
        if not re.match(r"words\.yaml(:\d+)?: .", str(error)):
            raise AssertionError("an error that names no file") from error
