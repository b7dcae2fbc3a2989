"""The reader's view of one document: a page of its text, cut where claims begin and end, and the claims themselves.

Claims overlap, and elements of a page cannot: the text is cut at every border, and each piece names all claims that
rest on it. Positions are code points of the whole text, also in the second page of a long one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from riwaya.model import Claim, Document

PAGE = 20_000
"""Characters of text that one page shows, about: it ends at a line's end where there is one near."""

_DIMMED = frozenset({"furniture", "byline"})
_ZONED = 400_000
"""Texts beyond this many characters are no report with a page around it; their zones are not looked for."""


class Piece(msgspec.Struct, frozen=True):
    """Characters `[start, start + len(text))`. `claims`: ids of those that rest on them, the shortest evidence first.

    `begins`: those of them that begin here. `parts`: what these characters are in the open claim (`voice`, `cue`,
    `agent`, `target`, `place`, `time`), or `found`: what a search found. `furniture`: not of the
    report, but of the page around it.
    """

    start: int
    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    furniture: bool = False


class PageOfText(msgspec.Struct, frozen=True):
    """Page `number` (from 1) of `pages` of a text: its characters `[start, end)`."""

    number: int
    pages: int
    start: int
    end: int


def page_borders(text: str) -> list[int]:
    """Where the pages of a text begin, and its end."""
    borders = [0]
    while len(text) - borders[-1] > PAGE * 5 // 4:
        start = borders[-1]
        end = (
            text.rfind("\n", start + PAGE // 2, start + PAGE) + 1
            or text.rfind(" ", start + PAGE // 2, start + PAGE) + 1
        )
        borders.append(end or start + PAGE)
    return [*borders, len(text)]


def page_of(text: str, *, number: int | None = None, at: int | None = None) -> PageOfText:
    """The page of this number, or the one that holds the character `at`, or the first; the nearest that there is."""
    borders = page_borders(text)
    pages = len(borders) - 1
    wanted = bisect_right(borders, at) if at is not None else number if number is not None else 1
    wanted = min(max(wanted, 1), pages)
    return PageOfText(wanted, pages, borders[wanted - 1], borders[wanted])


def on_page(claims: Iterable[Claim], page: PageOfText) -> list[Claim]:
    """The claims whose evidence has characters on the page, in text order."""
    found = [c for c in claims if c.evidence.start < page.end and (c.evidence.end > page.start or page.start == 0)]
    return sorted(found, key=lambda c: (c.evidence.start, c.evidence.end, c.id))


def pieces(
    document: Document,
    page: PageOfText,
    claims: Sequence[Claim],
    opened: Claim | None = None,
    found: tuple[int, int] | None = None,
) -> list[Piece]:
    """The text of a page, cut at the borders of its claims, of the page's furniture, and of the open claim's parts."""
    marks = [(c.evidence.start, c.evidence.end, "claim", c.id) for c in claims]
    if len(document.text) <= _ZONED:
        from riwaya.extract.zones import zones  # with the extractor's data: not before it is needed

        marks += [(z.start, z.end, "furniture", "") for z in zones(document.text) if z.kind in _DIMMED]
    if opened is not None:
        marks += [(start, end, "part", part) for start, end, part in parts_of(opened)]
    if found is not None:
        marks.append((*found, "part", "found"))
    marks = [
        (max(start, page.start), min(end, page.end), kind, what)
        for start, end, kind, what in marks
        if start < page.end and end > page.start
    ]
    length = {c.id: (c.evidence.end - c.evidence.start, n) for n, c in enumerate(claims)}
    begun: set[str] = set()
    out = []
    cuts = sorted({page.start, page.end, *(edge for mark in marks for edge in mark[:2])})
    waiting = sorted(marks, reverse=True)
    live: list[tuple[int, int, str, str]] = []
    for start, end in pairwise(cuts):
        live = [mark for mark in live if mark[1] > start]
        while waiting and waiting[-1][0] <= start:
            live.append(waiting.pop())
        resting = sorted({what for _, _, kind, what in live if kind == "claim"}, key=length.__getitem__)
        fresh = tuple(one for one in resting if one not in begun)
        begun.update(fresh)
        out.append(
            Piece(
                start,
                document.text[start:end],
                tuple(resting),
                fresh,
                tuple(dict.fromkeys(what for _, _, kind, what in live if kind == "part")),
                any(kind == "furniture" for _, _, kind, _ in live),
            )
        )
    return out


def parts_of(claim: Claim) -> list[tuple[int, int, str]]:
    """Where the parts of a claim stand, as `(start, end, part)`."""
    out = [(v.start, v.end, "voice") for v in claim.voices]
    out += [(claim.cue.start, claim.cue.end, "cue")] if claim.cue is not None else []
    out += [(a.start, a.end, "agent") for a in claim.agents] + [(t.start, t.end, "target") for t in claim.targets]
    out += [(p.start, p.end, "place") for p in claim.places]
    out += [(claim.time.start, claim.time.end, "time")] if claim.time is not None else []
    return [one for one in out if one[0] < one[1]]
