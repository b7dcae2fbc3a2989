"""Live pages: paragraphs that begin with the hour at which they were put up tell of the day of the page."""

import re
from typing import Final

from riwaya.extract.view import View

_STAMP: Final = re.compile(r"[^\w\n]{0,3}\d{1,2}[:.\u066b]\d{2}\b(?![.\d])[^\n]*")
_ALONE: Final = re.compile(r"[^\w\n]{0,3}\d{1,2}[:.\u066b]\d{2}(?:[^\S\n]+[^\W\d]+){0,3}[^\S\n]*\n")
_ENOUGH: Final = 2  # one line with an hour may be anything


def _paragraph_end(text: str, stamp: re.Match[str]) -> int:
    """Where the paragraph ends that stands below an hour which has a line to itself."""
    end = text.find("\n\n", stamp.end() + 1)
    return end if end >= 0 else len(text)


def stamped(view: View) -> list[tuple[int, int]]:
    """The token ranges of paragraphs that begin with an hour; none where there are not several."""
    text = view.text
    lines: list[tuple[int, int]] = []
    at = 0
    while True:  # a search would try every character
        found = _STAMP.match(text, at)
        if found is not None:
            lines.append((found.start(), _paragraph_end(text, found) if _ALONE.match(text, at) else found.end()))
        at = text.find("\n", at) + 1
        if not at:
            break
    if len(lines) < _ENOUGH:
        return []
    out: list[tuple[int, int]] = []
    t = 0
    for start, end in lines:
        while t < len(view.tokens) and view.tokens[t].start < start:
            t += 1
        first = t
        while t < len(view.tokens) and view.tokens[t].start < end:
            t += 1
        out.append((first, t))
    return out
