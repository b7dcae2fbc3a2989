"""A text that nothing in it can tell an event of is not read further; that must never cost a claim."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract import extract
from riwaya.extract.view import View
from riwaya.model import Document

ROOT = Path(__file__).parents[2]
REPORTS = [
    path.read_text(encoding="utf-8")
    for folder in ("tests/data/episodes/reports", "examples/bukamal/reports")
    for path in sorted((ROOT / folder).glob("*.txt"))
]


def _document(text: str) -> Document:
    return Document(id="d", text=text, sha256="0" * 64)


def _without_shortcut(text: str, patch: pytest.MonkeyPatch) -> object:
    with patch.context() as patched:
        patched.setattr(View, "tells", lambda view: True)
        return extract(_document(text)).claims


def _stripped(text: str) -> str:
    """The text without the words that tell: what may still be made of the rest?"""
    view = View(_document(text))
    out, done = [], 0
    for token, sense in zip(view.tokens, view.senses, strict=True):
        if sense.events or sense.opens_phrase:
            out.append(text[done : token.start])
            done = token.end
    return "".join([*out, text[done:]])


@pytest.mark.parametrize("number", range(0, len(REPORTS), 3))
def test_nothing_is_claimed_where_nothing_tells(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = _stripped(REPORTS[number])
    assert not View(_document(text)).tells()
    assert _without_shortcut(text, monkeypatch) == ()


@given(st.data())
def test_lines_are_read_alike_with_and_without(data: st.DataObject) -> None:
    lines = [line for line in data.draw(st.sampled_from(REPORTS)).splitlines() if line.strip()]
    words = data.draw(st.lists(st.sampled_from(" ".join(lines).split()), min_size=1, max_size=25))
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        assert extract(_document(text)).claims == _without_shortcut(text, patch)


def test_a_broken_word_still_tells() -> None:
    assert View(_document("قـ ـصف الجيش البلدة")).tells()
