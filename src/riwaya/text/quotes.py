"""Quotations over tokens, repaired where marks are unbalanced.

Outlets open with ” and close with “, nest the straight mark in itself, open and never close, close what they never
opened. A mark's surroundings tell more than its shape: one before a word and after a blank opens, one after a word and
before a blank or sign closes. What stays open ends with its paragraph; a closer without opener is ignored.
"""

from typing import Final, NamedTuple

from riwaya.text.tokens import Token

MARKS: Final = frozenset('"“”„«»‹›')
"""Quotation marks."""
_DEPTH_LIMIT: Final = 8  # nobody nests deeper in earnest; bounds the work on hostile input


class Quote(NamedTuple):
    """Tokens `[start, end)` between the marks (marks not included); `closed` when the closing mark is there."""

    start: int
    end: int
    closed: bool


def is_mark(token: Token) -> bool:
    """Whether a token is a quotation mark."""
    return token.kind == "punct" and token.text in MARKS


def quotes(tokens: list[Token], start: int, end: int) -> list[Quote]:
    """The quotations in tokens `[start, end)` (one paragraph), in order; nested ones after their outer one."""
    out: list[Quote] = []
    open_at: list[int] = []
    for i in range(start, end):
        token = tokens[i]
        if token.kind != "punct" or token.text not in MARKS:
            continue
        if _opens(tokens, i, start, end, bool(open_at)):
            if len(open_at) < _DEPTH_LIMIT:
                open_at.append(i + 1)
        elif open_at:
            out.append(Quote(open_at.pop(), i, True))
    out.extend(Quote(at, end, False) for at in open_at if at < end)
    return sorted(out, key=lambda quote: (quote.start, -quote.end))


def _opens(tokens: list[Token], i: int, start: int, end: int, inside: bool) -> bool:
    mark = tokens[i]
    before = tokens[i - 1] if i > start else None
    after = tokens[i + 1] if i + 1 < end else None
    blank_before = before is None or before.end < mark.start or before.text in ":([،,-" or is_mark(before)
    blank_after = after is None or after.start > mark.end or (after.kind == "punct" and not is_mark(after))
    if mark.text == "«":
        return True
    if mark.text == "»":
        return not inside and blank_before and not blank_after
    if blank_before and not blank_after:
        return True
    if blank_after and not blank_before:
        return False
    if before is not None and before.text == ":":
        return True
    # A preposition or article glued to the mark (لـ"سانا") opens; otherwise marks alternate.
    if not blank_before and not blank_after and before is not None and len(before.key) <= 3 and before.kind == "word":
        return not inside
    return not inside
