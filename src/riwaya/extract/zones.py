"""Zones: which characters of a report are headline, byline, dateline, running text and page furniture.

Zones go by lines and cover the whole text without gap or overlap; only a dateline or a tail of furniture cuts a line.
A wrongly dropped sentence is worse than a kept button, so everything that no pattern knows is body.
"""

from typing import Final, Literal, NamedTuple

from riwaya.lang.datelines import find_date
from riwaya.lang.pages import PageEntry, Pages, headline, is_headline, is_paragraph, line_key, pages
from riwaya.text.wraps import wraps

Entries = dict[int, PageEntry]  # the furniture entry that a line is, by line number
ZoneKind = Literal["title", "byline", "dateline", "body", "furniture"]

_SHORT: Final = 170  # characters: what follows a 'related articles' line as one of its headlines
_LIST: Final = 6  # headlines in the middle of an article; more than that is no list but an article in short lines
_NAME: Final = 3  # words of a name that stands alone between headline and text, or below it as a signature


class Zone(NamedTuple):
    """`text[start:end]` is of this kind."""

    kind: ZoneKind
    start: int
    end: int


def zones(text: str, within: frozenset[int] | None = None) -> list[Zone]:
    """The zones of a text, in order. Line ends belong to the zone of their line, blank lines to the line before.

    `within`: the text's `wraps`, where they are known.
    """
    lines = _lines(text, wraps(text) if within is None else within)
    content = [number for number, line in enumerate(lines) if not line.isspace()]
    if not content:
        return [Zone("body", 0, len(text))] if text else []
    known = pages()
    entries = {number: entry for number in content if (entry := known.match(lines[number])) is not None}
    kinds: dict[int, ZoneKind] = {}
    title = headline(lines)
    first = _first_paragraph(known, lines, content, title)
    last = next((n for n in reversed(content) if n != title and n not in entries and is_paragraph(lines[n])), -1)
    _head(entries, lines, content, title, first, kinds)
    _body(entries, lines, [n for n in content if n not in kinds], first, last, kinds)
    _signature(lines, content, kinds)
    return _assemble(known, lines, content, kinds, first)


def _lines(text: str, within: frozenset[int]) -> list[str]:
    """The lines of a text with their ends; those that a sentence goes on over are one."""
    lines = text.splitlines(keepends=True)
    if not within:
        return lines
    out: list[str] = []
    end = 0
    for line in lines:
        if end and end - 1 in within:
            out[-1] += line
        else:
            out.append(line)
        end += len(line)
    return out


def _first_paragraph(known: Pages, lines: list[str], content: list[int], title: int | None) -> int:
    """The line with which the running text begins: the first paragraph, or what follows the headline."""
    after = [n for n in content if title is None or n > title]
    return next(
        (n for n in after if is_paragraph(lines[n]) or known.dateline_end(lines[n])), after[0] if after else len(lines)
    )


def _head(
    entries: Entries, lines: list[str], content: list[int], title: int | None, first: int, kinds: dict[int, ZoneKind]
) -> None:
    """Classify what stands before the first paragraph; lines that nothing knows stay out of `kinds`."""
    title_key = line_key(lines[title]).replace('"', "") if title is not None else None
    head = [n for n in content if n < first]
    known = pages()
    for position, number in enumerate(head):
        line = lines[number]
        if number == title or (title_key and line_key(line).replace('"', "") == title_key):
            kinds[number] = "title"
            continue
        entry = entries.get(number)
        if entry is not None and entry.effect == "byline":
            kinds[number] = "byline"
        elif find_date(line) is not None or (title is not None and number < title) or _is_button(entry):
            kinds[number] = "furniture"
        elif (byline := known.byline(line)) is not None:
            kinds[number] = byline
        elif title is None and known.has_credit(line):
            kinds[number] = "furniture"
        elif position == len(head) - 1 and kinds.get(head[position - 1]) is not None and _is_name(line):
            kinds[number] = "byline"


def _is_button(entry: PageEntry | None) -> bool:
    return entry is not None and entry.where != "end" and entry.effect in ("line", "words")


def _body(
    entries: Entries, lines: list[str], rest: list[int], first: int, last: int, kinds: dict[int, ZoneKind]
) -> None:
    """Mark furniture among the lines from the first paragraph on (and what the head left open)."""
    position = 0
    while position < len(rest):
        number = rest[position]
        position += 1
        entry = entries.get(number)
        if entry is None or number < first or not _fits(entry, number, first, last):
            continue
        if entry.effect == "byline":
            # Credits of translators and editors stand below the text; elsewhere the words may be the text's own.
            if number > last:
                kinds[number] = "byline"
            continue
        if entry.effect == "tail" and not _ends_page(entries, lines, rest, position - 1):
            continue
        kinds[number] = "furniture"
        if entry.effect == "tail":
            for other in rest[position:]:
                kinds[other] = "furniture"
            return
        if entry.effect == "block":
            position = _list_end(entries, lines, rest, position, kinds)


def _fits(entry: PageEntry, number: int, first: int, last: int) -> bool:
    return (
        entry.where == "any" or (entry.where == "end" and number > last) or (entry.where == "top" and number <= first)
    )


def _ends_page(entries: Entries, lines: list[str], rest: list[int], position: int) -> bool:
    """Whether what follows a closing line (comments, tags) is the rest of the page rather than the article itself."""
    before = sum(len(lines[n]) for n in rest[:position])
    after = rest[position + 1 :]
    if not any(n not in entries and is_paragraph(lines[n]) for n in after):
        return before > 0
    return before > 2 * sum(len(lines[n]) for n in after)


def _list_end(entries: Entries, lines: list[str], rest: list[int], position: int, kinds: dict[int, ZoneKind]) -> int:
    """Mark the headlines that follow a 'related articles' line; the position after the last of them."""
    end = position
    while end < len(rest):
        line = lines[rest[end]]
        entry = entries.get(rest[end])
        if entry is not None and entry.effect in ("tail", "block"):
            break
        if entry is None and (len(line.strip()) > _SHORT or not (is_headline(line) or line.strip().endswith("؟"))):
            break
        end += 1
    # Up to the page's end a list may be of any length; inside the article only a short one is believed.
    if end < len(rest) and rest[end] not in entries:
        end = min(end, position + _LIST)
    for number in rest[position:end]:
        kinds[number] = "furniture"
    return end


def _signature(lines: list[str], content: list[int], kinds: dict[int, ZoneKind]) -> None:
    """A name alone below a finished text is a signature."""
    body = [n for n in content if n not in kinds]
    if len(body) < 3 or content[-1] != body[-1]:
        return
    before, name = lines[body[-2]].strip(), lines[body[-1]]
    if _is_name(name) and is_paragraph(before) and before[-1] in '.!؟?"”»…':
        kinds[body[-1]] = "byline"


def _is_name(line: str) -> bool:
    stripped = line.strip().rstrip(":")
    words = stripped.split()
    return 1 <= len(words) <= _NAME and len(stripped) >= 4 and all(word.replace("-", "").isalnum() for word in words)


def _assemble(known: Pages, lines: list[str], content: list[int], kinds: dict[int, ZoneKind], first: int) -> list[Zone]:
    """Join equal neighbours; cut the dateline off the first paragraph and furniture off the ends of the last lines."""
    out: list[Zone] = []
    offset = 0
    tails = {n for n in content[-4:] if n not in kinds}
    opening = next((n for n in content if n >= first and n not in kinds), None)
    kind: ZoneKind = kinds.get(content[0], "body")
    solid = set(content)

    def add(what: ZoneKind, start: int, end: int) -> None:
        if start == end:
            return
        if out and out[-1].kind == what:
            out[-1] = Zone(what, out[-1].start, end)
        else:
            out.append(Zone(what, start, end))

    for number, line in enumerate(lines):
        end = offset + len(line)
        if number in solid:
            kind = kinds.get(number, "body")
        start = offset
        if number == opening and (length := known.dateline_end(line)):
            add("dateline", start, start + length)
            start += length
        if number in tails and (cut := known.inline_tail(line)) is not None and offset + cut > start:
            add("body", start, offset + cut)
            add("furniture", offset + cut, end)
            kind = "furniture"
        else:
            add(kind, start, end)
        offset = end
    return out
