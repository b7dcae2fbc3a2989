"""Wraps: line ends inside a sentence.

Text taken out of web pages often has what was a link, or a change of type, on a line of its own, in the middle of its
sentence; other text is cut into lines of one width. The blank that stood between the words is left before or behind
such a line end, or a sign follows it that begins no sentence.
"""

import re
from typing import Final

_LINE_END: Final = re.compile(r"\r?\n")
_BLANKS: Final = " \t\u00a0"
_CLOSERS: Final = "\"»”)]'"
_OPENERS: Final = '"«“(['
_TERMINAL: Final = ".!?؟…:؛;"
_NEVER_FIRST: Final = "،,.؛)»”…"
_BULLETS: Final = "-–—•*●▪■◆#@_/|"
_BYLINE: Final = re.compile(r"[-–—_|/:]")
_HEADLINE: Final = 140  # characters: a longer first line is text
_BYLINE_LENGTH: Final = 60
_LABEL: Final = re.compile(r"\s*(?:\S+\s+){0,3}\S*:")  # a paragraph that opens with a label: حلب:
_NO_MARKS: Final = re.compile(r"[^\"«»“”()\[\]]+")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_PADDED: Final = 0.3
"""The share of paragraphs from which on blanks at their ends, or fronts, are a habit of the text and show nothing."""


def wraps(text: str) -> frozenset[int]:
    """The offsets of the line ends (of their newline characters) at which a sentence goes on."""
    ends = [(m.start(), m.end()) for m in _LINE_END.finditer(text)]
    if len(ends) < 2:
        return frozenset()
    starts = [0, *(end for _, end in ends)]
    lines = [text[start:end] for start, end in zip(starts, [*(a for a, _ in ends), len(text)], strict=True)]
    before, behind = _habits(lines)
    out: set[int] = set()
    first, marks = True, ""  # whether the line at hand begins a paragraph; the paragraph's marks so far
    for n, (_, newline) in enumerate(ends):
        marks += _NO_MARKS.sub("", lines[n])
        first = not _goes_on(lines, n, marks, first=first, before=before, behind=behind)
        if first:
            marks = ""
        else:
            out.add(newline - 1)
    return frozenset(out)


def _habits(lines: list[str]) -> tuple[bool, bool]:
    """Whether blanks at the end of a line, and at the front of one, show anything in this text."""
    whole = [n for n, line in enumerate(lines[:-1]) if _ended(line) and lines[n + 1].strip()]
    if not whole:
        return True, True
    trailing = sum(lines[n][-1] in _BLANKS for n in whole)
    leading = sum(lines[n + 1][0] in _BLANKS for n in whole)
    return trailing <= _PADDED * len(whole), leading <= _PADDED * len(whole)


def _ended(line: str) -> bool:
    """Whether a line ends with the sign of an end, inside closing marks or not."""
    bare = line.rstrip(_BLANKS).rstrip(_CLOSERS + _BLANKS)
    return bool(bare) and bare[-1] in _TERMINAL


def _goes_on(lines: list[str], n: int, marks: str, *, first: bool, before: bool, behind: bool) -> bool:
    """Whether line `n` goes on in the next; `before`, `behind`: whether blanks before and behind a line end tell."""
    line, following = lines[n], lines[n + 1]
    bare, rest = line.strip(), following.strip()
    if not bare or not rest or _ended(line) or not _LETTERS.search(bare):
        return False
    if n == 0 and len(bare) <= _HEADLINE:
        return False
    if rest[0] in _NEVER_FIRST:
        return True
    if rest[0] in _BULLETS or _LABEL.match(following):
        return False
    if first and len(bare) <= _BYLINE_LENGTH and _BYLINE.search(bare):
        return False  # a name and an outlet, a town and an agency
    if (before and line[-1] in _BLANKS) or (behind and following[0] in _BLANKS):
        return True
    return _open(marks) and (bare[-1] in _OPENERS or rest[0] in _CLOSERS)


def _open(marks: str) -> bool:
    """Whether the last quotation or bracket is still open."""
    return marks.count('"') % 2 == 1 or any(marks.count(a) > marks.count(b) for a, b in ("«»", "“”", "()", "[]"))
