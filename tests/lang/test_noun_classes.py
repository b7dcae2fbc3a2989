"""Classes of nouns by which the conditions of event entries name all forms of their words."""

import pytest

from riwaya.lang.arabic import arabic
from riwaya.lang.entries import Event
from riwaya.lang.load import parse_entries
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("@munitions", ["قذيفة", "قذيفتين", "قذائف", "صاروخا", "صاروخان", "قنابل"]),
        ("@vehicles", ["شاحنة", "شاحنتان", "زورقا", "زوارق"]),
        ("@captives", ["رهينة", "رهائن", "مختطفين", "مختطفون", "أسيرا"]),
    ],
)
def test_a_class_has_every_form_of_its_nouns(word, forms):
    assert arabic().words((word,)) >= set(map(fold, forms))


def test_other_words_stand_beside_a_class():
    words = arabic().words(("السوق", "@aircraft"))
    assert {fold("السوق"), fold("مروحيتين")} <= words
    assert "@aircraft" not in words


def test_an_unknown_class_is_an_error_of_the_data():
    entry = "- {id: a.b, event: other, verb: رفع يرفع, with_object: ['@flags']}\n"
    (broken,) = parse_entries(entry, Event, "events_other.yaml")
    with pytest.raises(DataError, match=r"events_other\.yaml: a\.b: no class @flags"):
        arabic()._check_classes("events_other.yaml", broken)
