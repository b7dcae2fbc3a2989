"""Paired words: every entry finds its examples and passes over its counter-examples."""

import pytest

from riwaya.lang.framing import Paired, first_of, paired, uses


def cases(name: str) -> list[object]:
    return [pytest.param(e, text, id=f"{e.id}: {text}") for e in paired() for text in getattr(e, name)]


def found(entry: Paired, text: str) -> list[str]:
    return [use.entry.id for use in uses(text, entry.scope, entry.of[0] if entry.of else None)]


@pytest.mark.parametrize(("entry", "text"), cases("examples"))
def test_examples_are_found(entry: Paired, text: str) -> None:
    assert entry.id in found(entry, text)


@pytest.mark.parametrize(("entry", "text"), cases("not_"))
def test_counter_examples_are_not(entry: Paired, text: str) -> None:
    assert entry.id not in found(entry, text)


def test_every_entry_has_examples_and_its_form_once() -> None:
    assert all(entry.examples for entry in paired())
    forms = [(entry.scope, entry.form) for entry in paired()]
    assert len(set(forms)) == len(forms)


def test_spans_are_those_of_the_text() -> None:
    text = "وبتحرير المدينة وسقوط المطار"
    assert [text[u.start : u.end] for u in uses(text, "taking")] == ["وبتحرير", "وسقوط"]


def test_of_several_words_in_a_name_the_first_of_the_file_counts() -> None:
    use = first_of(uses("ميليشيات قوات المعارضة", "actor"))
    assert use is not None
    assert use.entry.id == "actor.milisha"
