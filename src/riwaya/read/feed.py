"""Feeds: RSS (0.9x, 1.0, 2.0) and Atom, from their bytes to an entry for each report that they tell.

Read with lxml, entities off: what no standard allows is read as far as it makes sense, what only a bomb would hold is
refused (docs/decisions/0033).
"""

import html
import html.entities
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

import msgspec

from riwaya.model.document import Published
from riwaya.model.errors import InputError, Malformed, NoText
from riwaya.read.addresses import name_of_address
from riwaya.read.containers.container import shown
from riwaya.read.containers.formats import FEED_STARTS
from riwaya.read.dates import published_of
from riwaya.read.decode import decode
from riwaya.read.entry import Entry
from riwaya.read.fragment import fragment_text
from riwaya.read.outlets import known_outlet
from riwaya.read.sidecars import About

FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
"""Media types of feeds. Many sites say `text/xml`, or worse."""
MOST_ENTRIES: Final = 20_000

_FEED: Final = re.compile(FEED_STARTS, re.DOTALL | re.IGNORECASE)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN: Final = frozenset({"lt", "gt", "amp", "quot", "apos"})
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ARTICLE: Final = 300  # characters from which on a text that a feed gives as a whole is an article
_ROOTS: Final = frozenset({"rss", "feed", "rdf"})
_ITEMS: Final = frozenset({"item", "entry"})
_HOLDERS: Final = _ROOTS | _ITEMS | {"channel"}  # in an entry where that is not closed
_DATES: Final = ("pubdate", "published", "issued", "created", "date", "updated", "modified", "lastbuilddate")


class Told(msgspec.Struct, frozen=True):
    """One entry of a feed. `title` is plain, `body` markup or text; `full` that the feed gives it as a whole."""

    ident: str
    title: str
    url: str | None
    body: str
    full: bool
    published: Published | None


class Feed(msgspec.Struct, frozen=True):
    """What a feed says: who publishes it, and its entries in its order."""

    title: str | None
    home: str | None
    entries: tuple[Told, ...]


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed does."""
    return _FEED.match(data, 0, 4_096) is not None


def parse_feed(data: bytes, source: str, base: str | None = None) -> Feed:
    """What a feed says. Malformed if it is none or holds what no feed does; relative links are of `base`."""
    from lxml import etree  # type: ignore[import-untyped]

    text = _FORBIDDEN.sub("", decode(data, source))
    root_at = re.search(r"<(?:rss|feed|rdf:RDF|atom:feed)\b", text, re.IGNORECASE)
    if root_at is None:
        raise Malformed(source, "this is no feed", "give an RSS or Atom feed")
    if "<!ENTITY" in text[: root_at.start()].upper():
        raise Malformed(source, "it declares entities, which no feed does and bombs are made of", "leave it out")
    text = _ENTITY.sub(_character, text[root_at.start() :])
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Malformed(source, f"the feed cannot be read ({_one_line(error)})", "get it again") from error
    if root is None or _name(root) not in _ROOTS:
        raise Malformed(source, "this is no feed", "give an RSS or Atom feed")
    head = next((child for child in root if _name(child) == "channel"), root)
    home = _link(head, base)
    entries = []
    for element in root.iter():
        # One that stands in the text of another would be told again and again, with all that is in it.
        if _name(element) in _ITEMS and _name(element.getparent()) in _HOLDERS:
            entries.append(_told(element, base or home))
            if len(entries) >= MOST_ENTRIES:
                break
    return Feed(_text_of(head, "title"), home, tuple(entries))


def read_feed(
    data: bytes, source: str, ident: str, *, base: str | None = None, retrieved: str | None = None
) -> Iterator[Entry | InputError]:
    """An Entry for each report that a feed tells, as plain text under its headline; each once."""
    feed = parse_feed(data, source, base)
    seen: set[str] = set()
    for number, told in enumerate(feed.entries, 1):
        where = f"{source}!{shown(told.url or told.ident or str(number))[:1000]}"
        text = text_of(told)
        if not text:
            yield NoText(where, "the entry holds no text", "fetch the page that it links to")
            continue
        name = name_of_address(told.url) if told.url else name_of_address(told.ident or f"entry-{number}")
        if name in seen:
            continue
        seen.add(name)
        about = About(
            outlet=outlet_of(feed, told),
            date=told.published,
            url=told.url,
            title=told.title or None,
            retrieved=retrieved,
        )
        yield Entry(where, f"{ident}/{name}", text.encode(), "text", about)


def links_of(data: bytes, source: str) -> list[str]:
    """The pages that a feed's entries stand for, each once; none of what is no feed, or a broken one."""
    if not is_feed(data):
        return []
    try:
        feed = parse_feed(data, source, source)
    except InputError:
        return []
    return list(dict.fromkeys(told.url for told in feed.entries if told.url))


def text_of(told: Told) -> str:
    """An entry as text: a whole article as it is, a short notice under its headline.

    Headlines stand apart of articles here as they do in pages; of a notice they are half of what it says.
    """
    title = told.title
    body = _plain(told.body).strip()
    if not body or body == title:
        return f"{title}\n" if title else ""
    if not title or body.startswith(title) or (told.full and len(body) >= _ARTICLE):
        return f"{body}\n"
    return f"{title}\n\n{body}\n"


def outlet_of(feed: Feed, told: Told) -> str | None:
    """Whose feed it is: the outlet of its address where that is known, else its title."""
    for url in (told.url, feed.home):
        if url and (known := known_outlet(url)) is not None:
            return known
    if feed.title and (known := known_outlet(feed.title)) is not None:
        return known
    return feed.title or None


# --- elements --------------------------------------------------------------------------------------------------------


def _name(element: Any) -> str:
    """An element's name without its namespace, in lower case; '' for comments and the like."""
    tag = element.tag if element is not None else None
    return re.split(r"[}:]", tag)[-1].lower() if isinstance(tag, str) else ""


def _told(element: Any, base: str | None) -> Told:
    url = _link(element, base)
    ident = _text_of(element, "guid", "id") or element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    if url is None and ident.startswith(("http://", "https://")):
        url = ident
    body, full = _body(element)
    published = None
    for name in _DATES:
        for child in element:
            if published is None and _name(child) == name:
                published = published_of("".join(child.itertext()))
    title = " ".join(_plain(_text_of(element, "title") or "").split())
    if published is not None:
        published = msgspec.structs.replace(published, basis="page")
    return Told(ident, title, url, body, full, published)


def _plain(markup: str) -> str:
    """A piece of markup as text; '' where it holds none."""
    try:
        lines = fragment_text(markup, "").splitlines()
    except InputError:
        return ""
    return "\n".join(line.strip() for line in lines if line.strip())


def _body(element: Any) -> tuple[str, bool]:
    """The fullest text of an entry, and whether the feed gives it as the whole one."""
    for names, full in ((("encoded", "content"), True), (("description", "summary"), False)):
        for child in element:
            name = _name(child)
            if name in names and (name != "content" or not child.get("url")):  # media:content is a picture
                found = _inner(child)
                if found.strip():
                    return found, full
    return "", False


def _inner(element: Any) -> str:
    """What an element holds: its text (which is markup), or its markup itself (Atom's xhtml, or unescaped HTML)."""
    if len(element) == 0:
        return element.text or ""
    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return html.escape(element.text or "", quote=False) + inner


def _text_of(element: Any, *names: str) -> str | None:
    for name in names:
        for child in element:
            if _name(child) == name and not str(child.tag).startswith("{http://search.yahoo.com/mrss"):
                text = " ".join("".join(child.itertext()).split())
                if text:
                    return html.unescape(text)
    return None


def _link(element: Any, base: str | None) -> str | None:
    """The address of the page that an element stands for."""
    for child in element:
        if _name(child) in ("link", "origlink"):
            given: str = (child.get("href") or "".join(child.itertext())).strip()
            if given and child.get("rel", "alternate") == "alternate":
                try:
                    whole: str = urljoin(base or "", given)
                except ValueError:
                    continue
                if whole.startswith(("http://", "https://")):
                    return whole
    return None


def _character(found: re.Match[str]) -> str:
    """The character of an entity of HTML, which XML does not know: it would be dropped."""
    name = found[1]
    if name in _XML_OWN:
        return found[0]
    character = html.entities.html5.get(f"{name};")
    return character if character is not None else f"&amp;{name};"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
