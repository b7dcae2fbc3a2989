"""Unread words that are too common, or built so, that they name nobody: who speaks is no state of anger."""

import pytest

from riwaya.extract.common_words import is_common
from riwaya.extract.view import View
from riwaya.model import Document


@pytest.mark.parametrize("word", ["الصراع", "التصعيد", "النجاحات", "صعوبة", "حالة", "أجندات"])
def test_everyday_nouns_of_things_are_common(word: str) -> None:
    assert is_common(View(Document(id="d", text=word, sha256="")), 0)


@pytest.mark.parametrize("word", ["الأحمدي", "الكرملاوي", "الفرنسيون", "أسامة", "تيمان", "باسلمه"])
def test_names_and_people_are_not(word: str) -> None:
    assert not is_common(View(Document(id="d", text=word, sha256="")), 0)
