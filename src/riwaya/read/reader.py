"""Read one source into a document: bytes, characters, article, language, and what is known of its publication."""

import datetime
from typing import BinaryIO, Final, NamedTuple

from riwaya.lang.datelines import find_date, find_days
from riwaya.lang.pages import headline, pages
from riwaya.lang.relevance import page_relevance, relevance
from riwaya.lang.script import arabic_share, is_other_language
from riwaya.model.document import Document, Published
from riwaya.model.errors import EmptyInput, NotArabic, NotConflict, TooLarge
from riwaya.model.ids import sha256
from riwaya.read.decode import decode
from riwaya.read.entry import Entry
from riwaya.read.html import Page, is_page, read_page
from riwaya.read.opening import read_file
from riwaya.read.options import MAX_BYTES
from riwaya.read.outlets import known_outlet, outlet_id, published_name
from riwaya.read.sidecars import About, Sidecars
from riwaya.read.source import Source

MAX_CHARS: Final = 1_000_000
"""A text of more characters (some 300 printed pages) is no single report."""
LEAST_ARABIC: Final = 0.25
"""The share of Arabic among a text's letters below which it is not read."""

_TOP_LINES: Final = 8  # lines of a text, of those that hold something, among which its date line is looked for
_TWO_DAYS: Final = datetime.timedelta(days=2)
_SPLIT: Final = "split it into one file a report"


def read_source(source: Source, sidecars: Sidecars, *, stdin: BinaryIO | bytes | None = None) -> Document:
    """The document that a source holds.

    `stdin` is where the source `-` is read from (default: the process's standard input). Raises one of the InputErrors.
    """
    return read_entry(read_file(source, sidecars, limit=MAX_BYTES, stdin=stdin))


class Read(NamedTuple):
    """A document, and what its outlet calls itself, where no table knows the outlet."""

    document: Document
    outlet_name: str | None


def read_entry(entry: Entry) -> Document:
    """The document that an entry holds: see `read_named`."""
    return read_named(entry).document


def read_named(entry: Entry) -> Read:
    """What an entry holds; it needs nothing but the entry, so any process or machine can read it.

    Facts come from what sidecars and containers say first, then from the page's own statements, then from a date line
    in the text. Raises one of the InputErrors, which name the entry's source.
    """
    characters = decode(entry.data, entry.source, entry.charset)
    page = _page(characters, entry)
    text = page.text if page is not None else _plain(characters, entry)
    _refuse(text, entry.source)
    if entry.only_conflict and not relevance(text).conflict:
        raise _no_conflict(entry)
    about = entry.about or About()
    title = about.title
    if title is None:
        title = page.title if page is not None else title_of(text)
    called = about.outlet if outlet_id(about.outlet) else _page_outlet(page)
    document = Document(
        id=entry.id,
        text=text,
        sha256=sha256(entry.data),
        outlet=outlet_id(called),
        url=about.url or (page.url if page is not None else None),
        title=title,
        published=_published(about.date, page, text),
        retrieved=about.retrieved,
        lineage=about.lineage,
    )
    return Read(document, published_name(called))


def title_of(text: str) -> str | None:
    """The headline a text begins with, without the white space around it; None when it begins with none."""
    lines = text[:20_000].splitlines()
    number = headline(lines)
    return lines[number].strip() if number is not None else None


def date_in(text: str) -> Published:
    """The publication day from a date line near the top of a text; unknown when there is none, or two that differ."""
    known = pages()
    top = [line for line in text[:4_000].splitlines() if line.strip()][:_TOP_LINES]
    days = {(day, day) for line in top if (day := find_date(line) or known.dated_byline(line)) is not None}
    if not days:  # a Hijri day alone is known to within a day
        days = {found for line in top if (found := find_days(line)) is not None and found[1] - found[0] <= _TWO_DAYS}
    if len(days) != 1:
        return Published()
    first, last = days.pop()
    return Published(first.isoformat(), last.isoformat(), "text")


def _page(characters: str, entry: Entry) -> Page | None:
    """The page that the entry is, as its name says or, where that says nothing, by how it begins; None for text."""
    if entry.kind == "page" or (entry.kind == "unknown" and is_page(characters)):
        if not characters.strip():
            raise EmptyInput(entry.source, "there is nothing but white space", "nothing can be read from it")
        if entry.only_conflict and not page_relevance(characters).conflict:
            raise _no_conflict(entry)
        return read_page(characters, entry.source)
    return None


def _plain(characters: str, entry: Entry) -> str:
    """The text of an entry that is no page."""
    if entry.kind != "fragment":
        return characters
    from riwaya.read.fragment import fragment_text

    return fragment_text(characters, entry.source)


def _no_conflict(entry: Entry) -> NotConflict:
    return NotConflict(entry.source, "it shows no signs of armed conflict", "it is left out, as --only-conflict asks")


def _refuse(text: str, path: str) -> None:
    if not text.strip(" \t\r\n\f\v\u00a0\u200b\u200e\u200f\ufeff"):
        raise EmptyInput(path, "there is nothing but white space", "nothing can be read from it")
    if len(text) > MAX_CHARS:
        raise TooLarge(path, f"over {MAX_CHARS:,} characters, more than one report can be", _SPLIT)
    share = arabic_share(text)
    if share < LEAST_ARABIC:
        found = "no Arabic" if share == 0 else f"hardly any Arabic ({share:.0%} of its letters)"
        raise NotArabic(path, f"there is {found} in the text", "riwaya reads Arabic reports; leave it out")
    if is_other_language(text):
        raise NotArabic(
            path, "the text is in another language of the Arabic script", "riwaya reads Arabic; leave it out"
        )


def _page_outlet(page: Page | None) -> str | None:
    """What the outlet of a page is called: the first of its names that is known, else what it calls itself."""
    if page is None or not page.names:
        return None
    for name in page.names:
        if known_outlet(name) is not None:
            return name
    spoken = [name for name in page.names if "." not in name and not name.startswith("@")]
    return (spoken or list(page.names))[0]


def _published(sidecar: Published | None, page: Page | None, text: str) -> Published:
    if sidecar is not None:
        return sidecar
    if page is not None and page.date is not None:
        day = page.date.isoformat()
        return Published(day, day, "page")
    return date_in(text)
