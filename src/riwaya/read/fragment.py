"""Pieces of HTML without a page around them, as feeds and databases keep articles: their text, by its blocks."""

import html
import re
from typing import Any, Final

from riwaya.model.errors import Malformed, NoText
from riwaya.read.html import refuse_endless

_TAGS: Final = re.compile(
    r"</(?:p|div|span|a|strong|b|em|i|u|li|ul|ol|h[1-6]|blockquote|figure|table|font|center)\s*>|<(?:br|hr|img|p)\b[^<>]*>",
    re.IGNORECASE,
)
_REFERENCES: Final = re.compile(
    r"&(?:nbsp|quot|amp|lt|gt|laquo|raquo|ldquo|rdquo|hellip|ndash|mdash|#\d{2,6}|#x[0-9a-f]{2,5});"
)
_BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
    }
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"table", "tbody", "td", "th", "tr", "ul"}
)
_SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "head", "form", "button", "object"}
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_SAMPLE: Final = 50_000


def looks_like_markup(text: str) -> bool:
    """Whether a text is a piece of HTML: it closes elements, breaks lines with them, or writes characters by name."""
    sample = text[:_SAMPLE]
    return ("<" in sample and _TAGS.search(sample) is not None) or (
        "&" in sample and _REFERENCES.search(sample) is not None
    )


def fragment_text(markup: str, source: str) -> str:
    """The text of a piece of HTML, a line a block. Raises NoText, Malformed or TooLarge, which name `source`."""
    if _TAGS.search(markup) is None and "<" not in markup:
        return html.unescape(markup)
    refuse_endless(markup, source)
    import lxml.html  # type: ignore[import-untyped]
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        whole = f"<html><body>{markup}</body></html>".encode("utf-8", "replace")
        tree = lxml.html.document_fromstring(whole, parser=parser)
    except (LxmlError, ValueError, RecursionError, AssertionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Malformed(
            source, f"its markup cannot be taken apart ({reason})", "give its text as plain text"
        ) from error
    lines = [" ".join(line.split(" ")).strip() for line in "".join(_pieces(tree)).split("\n")]
    text = "\n".join(line for line in lines if line)
    if not text:
        raise NoText(source, "its markup holds no text", "leave it out")
    return text


def _pieces(tree: Any) -> list[str]:
    """The text of a tree in its order, with line ends around its blocks; without recursion, for trees may be deep."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    silent = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += name in _SILENT
            if not silent:
                pieces.append("\n" if name in _BLOCKS else "")
                pieces.append(_SPACES.sub(" ", element.text or ""))
        else:
            silent -= name in _SILENT
            if not silent:
                pieces.append("\n" if name in _BLOCKS else "")
                pieces.append(_SPACES.sub(" ", element.tail or ""))
    return pieces
