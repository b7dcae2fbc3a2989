"""What the lines of a news page are: furniture, headline, byline, dateline, from the patterns in `furniture.yaml`.

A line is compared by its key: folded, decoration at both ends and runs of spaces taken away.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, Literal

import msgspec

from riwaya.lang.datelines import find_date
from riwaya.lang.load import read_entries
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold
from riwaya.text.once import once

Effect = Literal["line", "words", "block", "tail", "inline", "byline", "credit", "agency", "newsroom", "section"]
Where = Literal["any", "top", "end"]

LONGEST: Final = 230
"""Lines beyond this many characters are never furniture as a whole."""

_SHORT: Final = 60  # characters: a longer line is looked at only when its first so many hold one of the `long` words
_REMEMBERED: Final = 4096  # lines: the same buttons stand on every page

_HEADLINE: Final = 150  # characters
_HEADLINE_WORDS: Final = 26
_NAME_WORDS: Final = 4  # of a newsroom or a place beside the day
_AFTER_CAPTION: Final = 4  # words: below a caption, fewer are its photographer or the author
_DECORATION: Final = " \t\r\n\u00a0\ufeff:;,.|*•·-–—_#/\\\"'“”«»‹›()[]{}<>→←↑↓+=!?؟،؛…✓▼▲►◄■□●"
_SPACES: Final = re.compile(r"\s+")
_ARABIC_RUN: Final = re.compile("[\u0600-\u06ff]+")
_STOP: Final = re.compile(r"(?<!\.)\.[\s\"'”»)\]]*$|[،,؛;]\s*$")
_SENTENCE_END: Final = re.compile(r"[.!؟?…][\s\"'“”»)\]]*$")

_W = "[^\\W\\d_][^\\W\\d_\u064b-\u0652'’]*"
_PLACE = rf"{_W}(?:[ \u00a0]{_W}){{0,3}}"
_DASH = "[-–—\u0640_]"
_ANY_DASH: Final = re.compile("[-–—\u0640_/]")
_NAME = '[^()\\[\\]:«»"”“\n]{2,25}'
# "Place[, country][ (country)] [day month] (AGENCY) -"
_PARENTHESIS: Final = re.compile(
    rf"\s*(?P<place>{_PLACE}(?:\s?[،,/]\s?{_PLACE})?)(?P<more>[^().:\"«“\n]{{0,30}}(?:\([^()\n]{{2,30}}\)\s*)?)"
    rf"\(\s*(?P<agency>{_NAME})\s*\)\s*(?:{_DASH}+|:)\s*"
)
# "Place - Agency:" and "Agency - Place:"
_DASHED: Final = re.compile(
    rf"\s*(?P<a>{_PLACE}(?:\s?[،,]\s?{_PLACE})?)\s*[-–—_/\u0640]\s*[\"“«]?"
    rf"(?P<b>{_W}(?:[. \u00a0]{_W}){{0,3}}\.?)[\"”»]?\s*/?\s*(?:[:–—-]+)\s*"
)
# "Place-Agency Sentence", the way state agencies write it
_HYPHENED: Final = re.compile(rf"\s*(?P<a>{_W}(?:[ \u00a0]{_W}){{0,2}})\s?[-–—]\s?(?P<b>{_W})\s+(?=\w)")
_AGENCY_ONLY: Final = re.compile(rf"\s*\(\s*(?P<agency>{_NAME})\s*\)\s*(?:{_DASH}+|:)\s*")
_PAIR: Final = re.compile(
    rf"(?:[A-Za-z]+ )*(?P<a>{_PLACE})\s*[-–—_/\u0640]+\s*(?P<b>[^\W\d_][\w .\u00a0]{{0,28}}?)\s*[/:]?\s*"
)
# What stands between the names and the day of "Place - Agency - day"
_BESIDE: Final = re.compile(r"\s+[-–—]+\s+|\s*[|،]\s*")
_CREDIT: Final = re.compile(r"[-–—|/(]\s*(?P<credit>[^-–—|/():.،]{2,20})\)?\s*$")


class PageEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `furniture.yaml`: what its lines and patterns mean, and texts that do and do not match."""

    id: str
    effect: Effect
    lines: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    where: Where = "any"
    long: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = msgspec.field(default=(), name="not")


def line_key(line: str) -> str:
    """The form under which a line is compared."""
    return _SPACES.sub(" ", fold(line)).strip(_DECORATION)


def _folded_pattern(pattern: str) -> str:
    """A pattern whose Arabic words are folded as the lines are."""
    return _ARABIC_RUN.sub(lambda found: fold(found.group()), pattern)


class Pages:
    """The compiled patterns. Build once with `pages()`."""

    def __init__(self, entries: tuple[PageEntry, ...], file: str = "furniture.yaml") -> None:
        self.entries: Final = entries
        self._exact: Final[dict[str, PageEntry]] = {}
        self._words: Final[dict[str, PageEntry]] = {}
        self._sections: Final[set[str]] = set()
        self._credits: Final[set[str]] = set()
        self._agencies: Final[set[str]] = set()
        self._newsrooms: Final[set[str]] = set()
        inline: list[str] = []
        groups: list[str] = []
        self._by_group: Final[list[PageEntry]] = []
        for entry in entries:
            keys = {line_key(line) for line in entry.lines}
            if entry.effect in ("line", "block", "tail", "byline"):
                for key in keys:
                    if key in self._exact:
                        raise DataError(file, None, f"{key!r} stands in {self._exact[key].id} and in {entry.id}")
                    self._exact[key] = entry
                for pattern in entry.patterns:
                    groups.append(_folded_pattern(pattern))
                    self._by_group.append(entry)
            elif entry.effect == "inline":
                inline.extend(_checked(pattern, file, entry.id) for pattern in entry.patterns)
            elif entry.effect == "words":
                self._words.update(dict.fromkeys((word for key in keys for word in key.split()), entry))
            else:
                target = {
                    "section": self._sections,
                    "credit": self._credits,
                    "agency": self._agencies,
                    "newsroom": self._newsrooms,
                }[entry.effect]
                target |= {_agency_key(line) for line in entry.lines} if entry.effect == "agency" else keys
        self._pattern: Final = _joined(groups, self._by_group, file)
        self._inline: Final = re.compile("|".join(inline))
        self._long: Final = tuple({word for entry in entries if entry.effect != "inline" for word in entry.long})
        self._inline_long: Final = tuple({word for entry in entries if entry.effect == "inline" for word in entry.long})
        self._matched: Final[Callable[[str], PageEntry | None]] = lru_cache(maxsize=_REMEMBERED)(self._match)

    def match(self, line: str) -> PageEntry | None:
        """The entry that the whole line is, whatever its place on the page; None for everything else."""
        length = len(line)
        # Folding costs: a longer line must first hold a word without which no pattern can match it.
        if length > LONGEST or (length > _SHORT and not _holds(line[:_SHORT], self._long)):
            return None
        return self._matched(line)

    def _match(self, line: str) -> PageEntry | None:
        key = line_key(line)
        if not key:
            return None
        found = self._exact.get(key)
        if found is not None:
            return found
        words = key.split(" ")
        if words[0] in self._words and all(word in self._words for word in words):
            return self._words[words[0]]
        # Patterns keep what stands at the ends of a line: only marks and runs of spaces are taken away.
        hit = self._pattern.fullmatch(_SPACES.sub(" ", fold(line)).strip(" *•|»«-–\t"))
        return self._by_group[(hit.lastindex or 1) - 1] if hit is not None else None

    def inline_tail(self, line: str) -> int | None:
        """Where in the line furniture begins that runs to its end, or None."""
        base = max(0, len(line) - 320)
        if not _holds(line, self._inline_long):
            return None
        hit = self._inline.search(line.rstrip(), base)
        if hit is None:
            return None
        start = hit.start()
        while line[start : start + 1].isspace():
            start += 1
        return start or None

    def is_section(self, line: str) -> bool:
        """Whether the line is the name of a section, as it stands above headlines."""
        return len(line) <= 30 and line_key(line) in self._sections

    def is_agency(self, name: str) -> bool:
        """Whether a name stands for a newsroom in datelines and bylines."""
        return _agency_key(name) in self._agencies

    def dated_byline(self, line: str) -> datetime.date | None:
        """The day of a line that names a newsroom (or a place and a newsroom) and the day, and nothing else."""
        if len(line) > _HEADLINE or not any(character.isdigit() for character in line):
            return None
        for gap in _BESIDE.finditer(line):
            for names, rest in ((line[: gap.start()], line[gap.end() :]), (line[gap.end() :], line[: gap.start()])):
                day = find_date(rest)
                parts = [part.split() for part in _BESIDE.split(names.strip())]
                if day is not None and all(1 <= len(part) <= _NAME_WORDS for part in parts):
                    return day if any(self._is_newsroom(part) for part in parts) else None
        return None

    def _is_newsroom(self, words: list[str]) -> bool:
        return self.is_agency(" ".join(words)) or (len(words) > 1 and line_key(words[0]) in self._newsrooms)

    def has_credit(self, line: str) -> bool:
        """Whether the line ends in a picture credit after a dash, stroke or parenthesis."""
        found = _CREDIT.search(line.rstrip()[-28:])
        return found is not None and line_key(found.group("credit")) in self._credits

    def dateline_end(self, line: str) -> int:
        """The length of the dateline that the paragraph begins with ("Place (Agency) - "), or 0."""
        head = line[:110]
        bracket = "(" in head
        dash = _ANY_DASH.search(head, 0, 60) is not None
        found = _PARENTHESIS.match(head) if bracket else None
        if found is not None:
            agency, more = found.group("agency"), found.group("more").strip()
            plain = not more and len(found.group("place").split()) <= 4 and len(agency.split()) <= 3
            if self.is_agency(agency) or (plain and not any(c.isdigit() for c in agency) and ":" not in found.group()):
                return found.end()
        found = _DASHED.match(head) if dash else None
        if found is not None and (self.is_agency(found.group("a")) or self.is_agency(found.group("b"))):
            return found.end()
        found = _HYPHENED.match(head) if dash else None
        if found is not None and self.is_agency(found.group("b")):
            return found.end()
        found = _AGENCY_ONLY.match(head) if bracket else None
        if found is not None and self.is_agency(found.group("agency")):
            return found.end()
        return 0

    def byline(self, line: str) -> Literal["byline", "dateline"] | None:
        """Whether a short line between headline and text says who wrote it, or where and through whom it came."""
        stripped = line.strip()
        if self.dated_byline(stripped) is not None:
            return "byline"
        if len(stripped) > 60:
            return None
        if self.is_agency(stripped):
            return "byline"
        pair = _PAIR.fullmatch(stripped)
        if pair is not None and len(pair.group("a").split()) <= 4:
            first, second = self.is_agency(pair.group("a")), self.is_agency(pair.group("b"))
            return "dateline" if second and not first else "byline"
        return None


def _holds(line: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110  (a plain loop: any() over a generator takes five times as long)
        if word in line:
            return True
    return False


def _agency_key(name: str) -> str:
    return line_key(name).replace(".", " ").replace("  ", " ").strip()


def _joined(patterns: list[str], entries: list[PageEntry], file: str) -> re.Pattern[str]:
    """One pattern with a group for each; DataError names the entry of one that is wrong."""
    try:
        joined = re.compile("|".join(f"({pattern})" for pattern in patterns))
        if joined.groups == len(patterns):
            return joined
    except re.error:
        pass
    for pattern, entry in zip(patterns, entries, strict=True):
        _checked(pattern, file, entry.id)
    raise DataError(file, None, "the patterns do not go together")


def _checked(pattern: str, file: str, entry: str) -> str:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise DataError(file, None, f"{entry}: {pattern!r} is no pattern: {error}") from error
    if groups:
        raise DataError(file, None, f"{entry}: {pattern!r} captures; write (?:…)")
    return pattern


@once
def pages() -> Pages:
    """The patterns of `furniture.yaml`, loaded once."""
    return Pages(read_entries("furniture.yaml", PageEntry))


def is_paragraph(line: str) -> bool:
    """Whether a line is running text: long, or a sentence that ends as one."""
    length = len(line.strip())
    return length >= 120 or (length >= 60 and _SENTENCE_END.search(line) is not None)


def is_headline(line: str) -> bool:
    """Whether a line could be a headline by its length and its end, whatever stands around it."""
    stripped = line.strip()
    if not 8 <= len(stripped) <= _HEADLINE or _STOP.search(stripped) is not None or stripped.endswith((":", "-")):
        return False
    return 2 <= len(stripped.split()) <= _HEADLINE_WORDS


def headline(lines: list[str]) -> int | None:
    """Which of a page's lines is its headline: the first that is no furniture, if it reads like one; None otherwise.

    It must be followed by more text than half of itself and carry no dateline.
    """
    known = pages()
    caption: int | None = None
    for number, following in _content(lines):
        line = lines[number]
        if known.is_section(line) and following is not None and is_headline(lines[following]):
            continue
        if known.match(line) is not None or find_date(line) is not None or known.byline(line) is not None:
            continue
        # A line with a picture credit is a caption; it serves as the headline where the page gives no other.
        if known.has_credit(line) and caption is None and is_headline(line):
            caption = number
            continue
        if not is_headline(line) or known.dateline_end(line):
            return caption
        if caption is not None and len(line.split()) < _AFTER_CAPTION:
            return caption
        rest = sum(map(len, map(str.strip, lines[number + 1 : number + 60])))
        return number if rest > len(line.strip()) // 2 else caption
    return caption


def _content(lines: list[str]) -> Iterator[tuple[int, int | None]]:
    """Lines that hold something, each with the number of the next such line, while the top of the page lasts."""
    numbers = [n for n, line in enumerate(lines[:40]) if line.strip()]
    for position, number in enumerate(numbers[:8]):
        yield number, numbers[position + 1] if position + 1 < len(numbers) else None
