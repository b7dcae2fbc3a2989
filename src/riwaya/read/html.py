"""Web pages: the article's text, and what the page says of itself (title, outlet, address, date).

The libraries are imported when the first page is read: they take longer to load than most texts to process.
"""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from riwaya.lang.datelines import find_date
from riwaya.lang.pages import pages
from riwaya.model.errors import Malformed, NoText, TooLarge

MAX_PAGE_CHARS: Final = 4_000_000
"""Pages of more characters of markup are no article."""
MAX_DEPTH: Final = 1_000
"""Elements nested deeper are no page that a browser shows."""
MAX_TAGS: Final = 40_000
"""Pages of more elements take seconds to take apart; news pages have a few thousand."""

# Possessive throughout: pages made to be slow to match must fail at once.
_OPENING: Final = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}+\?>\s*+|<\?xml[^>]{0,200}+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "option"}  # may be left unclosed
)
_ISO_DAY: Final = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT_DAY: Final = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T\d*.*)?\s*")
_DATE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:date|published?|pubdate|posted|timestamp|datetime|time)(?:$|[\s_-])", re.IGNORECASE
)
_TODAY_CLASS: Final = re.compile(
    r"today|current|now|header|footer|nav|sidebar|related|widget|comment|copyright", re.IGNORECASE
)
_DATE_METAS: Final = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_OUTLET_METAS: Final = ("og:site_name", "application-name", "al:android:app_name", "twitter:site")
_TITLE_METAS: Final = ("og:title", "twitter:title", "dc.title")
_LEAST_TEXT: Final = 20  # characters in one line of a page's text: shorter ones are buttons and menus
_YEARS: Final = range(1990, 2100)


class Page(msgspec.Struct, frozen=True):
    """An article and what its page says of it. `names` are what the outlet is called by, the soundest first."""

    text: str
    title: str | None
    names: tuple[str, ...]
    url: str | None
    date: datetime.date | None


def is_page(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return _OPENING.match(text[:5000]) is not None


def read_page(markup: str, source: str) -> Page:
    """The article in a page. Raises NoText, Malformed or TooLarge, which name `source`."""
    refuse_endless(markup, source)
    import lxml.html  # type: ignore[import-untyped]
    from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]

    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
        facts = _facts(tree)
        text = _article(tree)
    except ParserError:  # nothing but comments and white space
        text, facts = None, (None, (), None, None)
    except (LxmlError, ValueError, RecursionError, AssertionError, AttributeError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Malformed(source, f"the page cannot be taken apart ({reason})", "save its text as a text file") from error
    if not text:
        raise NoText(source, "the page holds no article text", "save the article's text as a text file")
    return Page(text, *facts)


def refuse_endless(markup: str, source: str) -> None:
    """Pages that no parser takes apart in reasonable time: too long, too many elements, nested too deeply."""
    if len(markup) > MAX_PAGE_CHARS:
        raise TooLarge(
            source, f"a page of over {MAX_PAGE_CHARS:,} characters", "save the article's text as a text file"
        )
    depth = deepest = 0
    for number, tag in enumerate(_TAG.finditer(markup)):
        if number > MAX_TAGS:
            raise TooLarge(source, f"a page of over {MAX_TAGS:,} elements", "save the article's text as a text file")
        if tag[2].lower() in _VOID or markup[tag.end() - 2] == "/":
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise Malformed(source, f"elements nested {deepest:,} deep", "save the article's text as a text file")


def _article(tree: Any) -> str | None:
    import trafilatura

    text = trafilatura.extract(tree, output_format="txt", include_comments=False, include_tables=True)
    if text is None or not _holds_text(text):
        # Short articles fall below what the extractor believes in: take the page's paragraphs if they read as text.
        _, text, _ = trafilatura.baseline(tree)
    return str(text) if _holds_text(text) else None


def _holds_text(text: str) -> bool:
    """Whether anything in the text could be an article's: a line of some length that is no furniture."""
    return any(len(line) >= _LEAST_TEXT and pages().match(line) is None for line in map(str.strip, text.splitlines()))


def _facts(tree: Any) -> tuple[str | None, tuple[str, ...], str | None, datetime.date | None]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    linked = list(_linked_data(tree))
    url = _url(tree, metas)
    return _title(tree, metas, linked), _names(metas, linked, url), url, _date(tree, metas, linked)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, nested ones included; broken JSON is passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            waiting = [json.loads(script.text_content().strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                yield item
                waiting.extend(value for value in item.values() if isinstance(value, list | dict))


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _title(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    """The headline: what the page gives for it, else its only first-rank heading, else the title of its window."""
    for item in linked:
        if headline := _text(item.get("headline")):
            return headline
    headings = [text for h1 in tree.iter("h1") if (text := " ".join(h1.text_content().split()))]
    given = next((metas[name] for name in _TITLE_METAS if name in metas), None)
    if given is None and len(headings) != 1:
        given = next((text for title in tree.iter("title") if (text := " ".join(title.text_content().split()))), None)
    if given is None:
        return headings[0] if headings else None
    # Pages append the outlet's name to the title; the heading says where the headline ends.
    for heading in headings:
        if given.startswith(heading) and len(heading) >= 8:
            return heading
    site = metas.get("og:site_name")
    if site and given.endswith(site):
        given = given[: -len(site)].rstrip(" |-–—:·»") or given
    return " ".join(given.split()) or None


def _names(metas: dict[str, str], linked: list[dict[str, Any]], url: str | None) -> tuple[str, ...]:
    names = [urlsplit(url).hostname or ""] if url else []
    names += [metas[name] for name in _OUTLET_METAS if name in metas]
    names += [name for item in linked if (name := _text(item.get("publisher")))]
    return tuple(dict.fromkeys(name for name in names if name))


def _url(tree: Any, metas: dict[str, str]) -> str | None:
    canonical = (
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    for address in (*canonical, metas.get("og:url")):
        if address and address.strip().lower().startswith(("http://", "https://")):
            try:
                return address.strip() if urlsplit(address.strip()).hostname else None
            except ValueError:
                continue
    return None


def _date(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> datetime.date | None:
    """The day of publication as the page gives it: the local day where it was written, whatever its time zone."""
    for item in linked:
        if (day := _day(_text(item.get("datePublished")))) is not None:
            return day
    for name in _DATE_METAS:
        if (day := _day(metas.get(name))) is not None:
            return day
    for element in tree.iter():
        if not isinstance(element.tag, str) or (element.get("itemprop") or "").lower() != "datepublished":
            continue
        if (day := _day(element.get("datetime") or element.get("content") or element.text_content())) is not None:
            return day
    return _visible_date(tree)


def _visible_date(tree: Any) -> datetime.date | None:
    """A date that readers see: in the article or below its heading, never in a page's header, lists or comments."""
    seen_heading = False
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "h1":
            seen_heading = True
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _DATE_CLASS.search(named):
            continue
        around = list(element.iterancestors())
        if not seen_heading and not any(parent.tag == "article" for parent in around):
            continue
        if any(parent.tag in ("nav", "aside", "footer") for parent in around):
            continue
        if any(_TODAY_CLASS.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in (element, *around[:3])):
            continue
        shown = " ".join(element.text_content().split())
        day = _day(element.get("datetime")) if element.tag == "time" else None
        if day is None and len(shown) <= 110:
            day = _day(shown)
        if day is not None:
            return day
    return None


def _day(value: str | None) -> datetime.date | None:
    """A day from an ISO date, with or without a time, or from a date line in words; None for anything else."""
    if not value:
        return None
    found = _ISO_DAY.match(value) or _COMPACT_DAY.fullmatch(value)
    if found is None:
        day = find_date(value)
    else:
        try:
            day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    return day if day is not None and day.year in _YEARS else None
