"""Live pages: paragraphs that begin with the hour at which they were put up tell of the day of the page."""

import re
from typing import Final

from riwaya.extract.view import View

_STAMP: Final = re.compile(r"[^\w\n]{0,3}\d{1,2}[:.\u066b]\d{2}\b(?![.\d])[^\n]*")
_ENOUGH: Final = 2  # one line with an hour may be anything


def stamped(view: View) -> list[tuple[int, int]]:
    """The token ranges of paragraphs that begin with an hour; none where there are not several."""
    text = view.text
    lines: list[tuple[int, int]] = []
    at = 0
    while True:  # a search would try every character
        found = _STAMP.match(text, at)
        if found is not None:
            lines.append(found.span())
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
