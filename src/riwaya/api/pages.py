"""HTML for notebooks: plain, styled in place, with no script and nothing fetched, so that it survives being saved."""

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from riwaya.report.offsets import printable

FONT: Final = "'Noto Naskh Arabic','Noto Sans Arabic','Geeza Pro',serif"
_TABLE = "border-collapse:collapse;font-size:13px;text-align:start"
_CELL = "border-bottom:1px solid #ccc;padding:3px 8px;vertical-align:top;text-align:start"
_NOTE = "color:#666;font-size:12px"


def text(value: str) -> str:
    """Text of a report or name: escaped, kept apart from the direction of what stands around it."""
    return f"<bdi>{escape(printable(value))}</bdi>"


def cell(value: Any) -> str:
    """A value of a row."""
    if value is None or value == [] or value == ():
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(cell, value))
    if isinstance(value, float):
        return f"{value:.3g}"
    return text(str(value))


def arabic(html: str) -> str:
    """A passage of Arabic, right to left."""
    return f'<div dir="rtl" lang="ar" style="font-family:{FONT};font-size:15px;line-height:1.7">{html}</div>'


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], more: int = 0) -> str:
    """A table of ready cells."""
    head = "".join(f'<th style="{_CELL}">{escape(name)}</th>' for name in heads)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{one}</td>' for one in row) + "</tr>" for row in rows)
    rest = f'<div style="{_NOTE}">… and {more} more</div>' if more > 0 else ""
    return (
        f'<div><div style="{_NOTE}">{escape(title)}</div>'
        f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}</div>'
    )


def note(words: str) -> str:
    """A line in small grey print."""
    return f'<div style="{_NOTE}">{words}</div>'


def chip(html: str, colour: str = "#eef1f5") -> str:
    """A word in a box."""
    return f'<span style="background:{colour};border-radius:4px;padding:1px 7px;margin:0 2px">{html}</span>'
