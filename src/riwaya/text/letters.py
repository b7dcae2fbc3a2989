"""The Arabic script by its code points: what stands between the brackets of regular expressions, tests of letters."""

import re
from typing import Final

ARABIC: Final = "\u0621-\u064a"
"""Hamza to yeh; the stroke that lengthens words lies between them, too."""
PLAIN_ARABIC: Final = "\u0621-\u063a\u0641-\u064a"
"""The same without that stroke, and without what only other languages use."""
ANY_ARABIC: Final = "\u0621-\u065f\u0670-\u06d3"
"""All letters of the script, other languages' too, with their marks."""
VOWEL_SIGNS: Final = "\u064b-\u0652"
DAGGER_ALEF: Final = "\u0670"
MARKS: Final = "\u064b-\u065f" + DAGGER_ALEF
"""Vowel signs and their like."""
HONORIFICS: Final = "\u0610-\u061a"
TATWEEL: Final = "\u0640"
"""The stroke that lengthens words."""
COMMA: Final = "\u060c"

_ARABIC: Final = re.compile(f"[{ARABIC}]")
_MARKS: Final = re.compile(f"[{MARKS}{TATWEEL}]")


def is_arabic(char: str) -> bool:
    """Whether a character is a letter of the Arabic alphabet, or the stroke that lengthens words."""
    return "\u0621" <= char <= "\u064a"


def has_arabic(text: str) -> bool:
    """Whether a text holds an Arabic letter."""
    return _ARABIC.search(text) is not None


def without_marks(text: str) -> str:
    """A text without vowel signs and lengthening strokes."""
    return _MARKS.sub("", text)
