"""The closed classes of the grammar: each on its examples and counter-examples, and each with a name in Python."""

import re
from pathlib import Path

import pytest

from riwaya.lang import grammar
from riwaya.lang.arabic import arabic
from riwaya.lang.entries import ClosedClass
from riwaya.lang.grammar import classes

CLASSES = classes()
PREPOSITIONS = tuple(c for c in CLASSES if c.id.startswith("prep."))


def has(entry: ClosedClass, text: str) -> bool:
    """Whether a word or phrase begins or ends as a class does."""
    if entry.at == "front":
        return text.startswith(entry.forms)
    if entry.at == "end":
        return text.endswith(entry.forms)
    if entry.at == "mark":
        return any(chr(int(code, 16)) in text for code in entry.forms)
    return text.split()[0] in entry.forms


@pytest.mark.parametrize("entry", CLASSES, ids=lambda c: c.id)
def test_examples(entry: ClosedClass) -> None:
    assert entry.examples
    assert entry.negatives
    assert [text for text in entry.examples if not has(entry, text)] == []
    assert [text for text in entry.negatives if has(entry, text)] == []


@pytest.mark.parametrize("entry", PREPOSITIONS, ids=lambda c: c.id)
def test_prepositions_are_read_as_such(entry: ClosedClass) -> None:
    assert entry.role, "what a preposition tells of what it governs"
    for text in entry.examples:
        sense = arabic().spelled(text.split()[0])
        assert sense.prep in entry.forms if entry.at == "front" else sense.func == "prep", text


def test_every_class_has_a_name_in_python() -> None:
    source = (Path(__file__).parents[2] / "src/riwaya/lang/grammar.py").read_text(encoding="utf-8")
    assert set(re.findall(r'_(?:form\(|FORMS\[)"([^"]+)"', source)) == {entry.id for entry in CLASSES}


def test_classes_of_several() -> None:
    assert grammar.has_feminine_ending("غارات")
    assert not grammar.has_feminine_ending("جنود")
    assert grammar.has_sound_masculine_ending("مدنيين")
    assert not grammar.has_sound_masculine_ending("مدنيات")
    assert grammar.keeps_nun("جنديان")
    assert not grammar.keeps_nun("مقاتلو")
    assert grammar.has_article("القرية")
    assert grammar.without_article("القرية") == "قرية"
    assert not grammar.has_article("للقرية")
    assert grammar.has_conjunction("وقال")
    assert not grammar.has_conjunction("قال")
