"""Labels: complete in both languages, and strict about what their files hold."""

import re
from pathlib import Path

import pytest

import riwaya.report
from riwaya.lang.labels import LANGUAGES, check_keys, labels, read_bilingual
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import EVENTS, STANCES, VOICE_KINDS
from riwaya.report.labels import interface
from riwaya.report.page import _SCRIPTS, _asset

ARABIC = re.compile("[\u0621-\u064a]")


def test_every_value_has_a_label_in_its_own_script():
    for section, values in (("events", EVENTS), ("stances", STANCES), ("voice_kinds", VOICE_KINDS)):
        for language in LANGUAGES:
            assert set(labels(language)[section]) == values
            for text in labels(language)[section].values():
                assert bool(ARABIC.search(text)) == (language == "ar")


def test_labels_tell_values_apart():
    for language in LANGUAGES:
        for section in ("events", "stances", "denials", "voice_kinds", "families"):
            texts = list(labels(language)[section].values())
            assert len(texts) == len(set(texts)), (language, section)


def test_both_languages_fill_the_same_braces():
    arabic, english = interface()["ar"], interface()["en"]
    for section, texts in arabic.items():
        for key, text in texts.items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[section][key])), key


def test_every_text_the_page_asks_for_exists():
    source = "".join(_asset(name) for name in _SCRIPTS)
    template = (Path(riwaya.report.__file__).parent / "templates" / "report.html.j2").read_text(encoding="utf-8")
    asked = set(re.findall(r'"ui\.(\w+)"', source)) | set(re.findall(r'data-l="ui\.(\w+)"', template))
    assert len(asked) > 60
    texts = interface()["ar"]["ui"]
    # A key that ends in "_" is completed by a value ("role_" + role).
    begun = {key for key in asked if key.endswith("_")}
    assert asked - begun <= set(texts)
    assert all(any(text.startswith(key) for text in texts) for key in begun)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a:\n  b: {ar: x}\n", 2, "needs exactly the languages"),
        ("a:\n  b: {ar: x, en: y, fr: z}\n", 2, "needs exactly the languages"),
        ("a:\n  b: {ar: x, en: y}\n  b: {ar: x, en: y}\n", 3, "stands twice"),
        ("a:\n  b: {ar: 1, en: y}\n", 2, "is no text"),
        ("a: {b: [\n", 2, "is no YAML"),
        ("a: 1\n", 1, "expected a mapping"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, text: str, line: int, problem: str):
    file = tmp_path / "labels.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"labels\.yaml:{line}: .*{problem}"):
        read_bilingual(file)


def test_missing_and_unknown_keys_are_refused():
    with pytest.raises(DataError, match="'b'"):
        check_keys(Path("x"), {"s": {"a": "1"}}, {"s": frozenset({"a", "b"})})
    with pytest.raises(DataError, match="'t'"):
        check_keys(Path("x"), {"s": {}, "t": {}}, {"s": frozenset()})
