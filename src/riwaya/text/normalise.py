"""Normalisation of Arabic text with an offset map in both directions, and folding of words for look-up.

Normalising undoes what typography and evasion do to a word without changing which word it is: diacritics, tatweel,
bidi controls and zero-width characters go; presentation forms, Farsi letters and Eastern digits become their plain
equivalents; words broken up to dodge moderation (a tatweel gap, an asterisk between letters) are closed again.
Folding goes further, for dictionary keys only: hamza carriers, final yeh and teh marbuta are conflated.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Final

_ONE_TO_ONE: Final = {
    **{0x0660 + d: str(d) for d in range(10)},  # Arabic-Indic digits
    **{0x06F0 + d: str(d) for d in range(10)},  # Extended (Persian) digits
    0x06CC: "\u064a",  # Farsi yeh
    0x06A9: "\u0643",  # keheh
    0x06C1: "\u0647",  # heh goal
    0x06D5: "\u0647",  # ae
    0x066A: "%",
    0x066B: ".",
    0x066C: ",",
    0x00A0: " ",
    0x202F: " ",
    0x2007: " ",
    0x2009: " ",
}

_REPLACED: Final = {chr(code): plain for code, plain in _ONE_TO_ONE.items()}
# Single characters, the sign of a hashtag, and what joins the words of one. All begin with one set of characters, so
# that the search passes quickly over others.
_TRANSLATED: Final = re.compile(
    "[#_" + "".join(_REPLACED) + "](?:(?<=[" + "".join(_REPLACED) + r"])|(?<=#)(?=[^\W_])|(?<=[^\W_]_)(?=[^\W_]))"
)
_REPLACED["#"] = _REPLACED["_"] = " "

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f"
_LETTER = "\u0621-\u063a\u0641-\u064a"

# What is dropped or rewritten: marks and tatweel, with the gap between two tatweels of a broken word; a sign between
# two letters; presentation forms. All begin with one set of characters, so that the search passes quickly over others.
_DROPPED: Final = f"{_MARKS}{_INVISIBLE}\u0640"
_SIGNS: Final = "*~^\u2022\u00b7"
_PRESENTATION: Final = "\ufb50-\ufdff\ufe70-\ufefc"
_EDIT: Final = re.compile(
    rf"[{_DROPPED}{_SIGNS}{_PRESENTATION}]"
    rf"(?:(?<=[{_DROPPED}])[{_DROPPED}]*(?:(?<=\u0640)[ \u00a0](?=\u0640[{_LETTER}])[{_DROPPED}]+)*"
    rf"|(?<=[{_LETTER}{_MARKS}\u0640][{_SIGNS}])(?=[{_LETTER}\u0640])"
    rf"|(?<=[{_PRESENTATION}]))"
)

# A word without any of these is normalised already.
_UNUSUAL: Final = re.compile(f"[{_DROPPED}{_SIGNS}{_PRESENTATION}{''.join(_REPLACED)}]")


class Normalised:
    """A normalised text and its map to the original, in code points.

    `text` is the normalised form, `original` what it came from. `start_in_original`/`end_in_original` map a position
    outwards, `from_original` inwards; for a span `[a, b)` of `text` the original span is
    `[start_in_original(a), end_in_original(b))`, which also holds the marks that were dropped after its last letter.
    """

    __slots__ = ("_begins", "_origins", "original", "text")

    def __init__(self, original: str, text: str, begins: list[int], origins: list[int]) -> None:
        self.original = original
        self.text = text
        # Runs of characters that stand side by side in both texts: where each begins here and where in the original, in
        # order; the last one holds the end of the text. None at all: every position maps to itself.
        self._begins = begins
        self._origins = origins

    @property
    def identical(self) -> bool:
        """Whether every position maps to itself."""
        return not self._begins

    def start_in_original(self, position: int) -> int:
        """Where the character at `position` of the normalised text stands in the original."""
        if not self._begins:
            return position
        run = bisect_right(self._begins, position) - 1
        return self._origins[run] + position - self._begins[run]

    def end_in_original(self, position: int) -> int:
        """Where a span that ends before `position` ends in the original."""
        if not self._begins or position == 0:
            return position
        end = self.start_in_original(position)
        last = self.start_in_original(position - 1)
        # Dropped characters between the last kept one and the next belong to the span only while they are marks on it.
        stop = last + 1
        while stop < end and _is_mark(self.original[stop]):
            stop += 1
        return stop

    def spans_in_original(self, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
        """`start_in_original` of all `starts` and `end_in_original` of all `ends`, of spans in text order."""
        begins, origins = self._begins, self._origins
        if not begins:
            return starts, ends
        out_starts: list[int] = []
        out_ends: list[int] = []
        run, last = 0, len(begins) - 1
        for k in range(len(starts)):
            start, end = starts[k], ends[k]
            while run < last and begins[run + 1] <= start:
                run += 1
            out_starts.append(origins[run] + start - begins[run])
            # Only where something was dropped in or right behind a span need its end be looked for.
            inside = run == last or end < begins[run + 1]
            out_ends.append(origins[run] + end - begins[run] if inside else self.end_in_original(end))
        return out_starts, out_ends

    def from_original(self, position: int) -> int:
        """The position in the normalised text of what stands at or after `position` of the original."""
        if not self._begins:
            return position
        run = bisect_left(self._origins, position) - 1  # the last run that begins before it
        if run < 0:
            return 0
        found = self._begins[run] + position - self._origins[run]
        return found if run + 1 == len(self._begins) else min(found, self._begins[run + 1])


def _is_mark(char: str) -> bool:
    return char == "\u0640" or unicodedata.category(char) in ("Mn", "Cf")


def normalise(text: str) -> Normalised:
    """Normalise `text`; linear in its length."""
    # One character for one: offsets stay. (str.translate would raise and catch an error for every other letter.)
    plain = _TRANSLATED.sub(_replaced, text)
    found = _EDIT.search(plain)
    if found is None:
        return Normalised(text, plain, [], [])
    pieces: list[str] = []
    begins: list[int] = []
    origins: list[int] = []
    done = length = 0
    for edit in _EDIT.finditer(plain, found.start()):
        start, end = edit.span()
        if start > done:
            pieces.append(plain[done:start])
            begins.append(length)
            origins.append(done)
            length += start - done
        done = end
        first = plain[start]
        if "\ufb50" <= first <= "\ufefc" and end == start + 1 and not "\ufe00" <= first <= "\ufe0f":
            replacement = _letters_of(first)
            pieces.append(replacement)
            for _ in replacement:  # each of these letters stands where the form does
                begins.append(length)
                origins.append(start)
                length += 1
    pieces.append(plain[done:])
    begins.append(length)
    origins.append(done)
    return Normalised(text, "".join(pieces), begins, origins)


@cache
def _letters_of(form: str) -> str:
    """The plain letters of a presentation form. A whole phrase in one character (U+FDFA) stays one word: one character
    of the original cannot be parted among several tokens. Forms of marks alone have no letters."""
    plain = unicodedata.normalize("NFKC", form)
    letters = (c for c in plain if not (c.isspace() or unicodedata.combining(c) or c == "\u0640"))
    return _TRANSLATED.sub(_replaced, "".join(letters))


def _replaced(found: re.Match[str]) -> str:
    return _REPLACED[found[0]]


def _conflated(text: str) -> str:
    """Hamza carriers, yeh and teh marbuta conflated, lower case. On long texts replacing beats a table by far."""
    return (
        text.replace("\u0623", "\u0627")
        .replace("\u0625", "\u0627")
        .replace("\u0622", "\u0627")
        .replace("\u0671", "\u0627")
        .replace("\u0649", "\u064a")
        .replace("\u0629", "\u0647")
        .replace("\u0624", "\u0648")
        .replace("\u0626", "\u064a")
        .lower()
    )


def fold(word: str) -> str:
    """The look-up key of a word: normalised, lower case, hamza carriers, yeh and teh marbuta conflated."""
    if _UNUSUAL.search(word):
        word = _TRANSLATED.sub(_replaced, normalise(word).text if _EDIT.search(word) else word)
    return _conflated(word)


def fold_all(words: list[str]) -> list[str]:
    """`fold` of many words at once, which is much faster; no word may hold a line feed."""
    joined = "\n".join(words)
    if _UNUSUAL.search(joined):
        joined = "\n".join([fold(word) if _UNUSUAL.search(word) else word for word in words])
    return _conflated(joined).split("\n") if words else []


_FOLDED: dict[str, str] = {}
_FOLDED_LIMIT: Final = 200_000  # bounds memory over endless input


def fold_plain(word: str) -> str:
    """`fold` for a word that is already normalised (cached)."""
    key = _FOLDED.get(word)
    if key is None:
        if len(_FOLDED) >= _FOLDED_LIMIT:
            _FOLDED.clear()
        key = _FOLDED[word] = _conflated(word)
    return key
