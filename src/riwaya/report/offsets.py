"""Code-point offsets as a browser counts them, and text made safe to stand inside a page."""

import re
from bisect import bisect_left
from typing import Final

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_JSON_UNSAFE: Final = re.compile("[<>&\u2028\u2029\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Utf16:
    """Maps code-point offsets of one text to UTF-16 code units, which is what JavaScript strings count."""

    __slots__ = ("_astral",)

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]

    def __call__(self, position: int) -> int:
        """The UTF-16 offset of the code point at `position` (or of the text's end)."""
        return position + bisect_left(self._astral, position) if self._astral else position


def printable(text: str) -> str:
    """`text` with what HTML cannot carry (controls, lone surrogates, non-characters) shown as U+FFFD.

    For names, paths and messages. A document's own text is never passed through this: it travels as JSON, unchanged.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def json_in_html(json: str) -> str:
    """JSON text that may stand in a `<script type="application/json">`: no `<`, and nothing that UTF-8 cannot carry.

    The escapes are JSON's own, so that parsing gives back exactly the same strings.
    """
    return _JSON_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
