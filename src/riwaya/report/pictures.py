"""Lines of text in pictures (SVG), in Arabic from the right: titles, captions, legends."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from riwaya.gazetteer.places import Places
from riwaya.lang.labels import Language
from riwaya.report.labels import interface
from riwaya.report.offsets import printable

FONTS: Final = "Noto Naskh Arabic, sans-serif"
_LTR, _POP = "\u2066", "\u2069"
_LETTER: Final[Mapping[Language, float]] = {"en": 6.6, "ar": 5.4}
"""Pixels that a letter of a legend takes, about."""


def words_of(language: Language) -> Mapping[str, str]:
    """The texts of pictures."""
    return interface()[language]["pictures"]


def place_called(name: str, entity: str | None, language: Language) -> str:
    """A place's name: the gazetteer's Arabic one where that is asked for and there is one."""
    row = Places.load().by_id(entity or "") if language == "ar" else None
    return row.forms[0] if row is not None else name


def day_in(day: str, language: Language) -> str:
    """A day within a line of text: in Arabic kept together, or its parts would be read from the right."""
    return f"{_LTR}{day}{_POP}" if language == "ar" else day


def line(text: str, width: float, y: float, language: Language, *, margin: float, style: str = "") -> str:
    """A line of text at the side where reading begins, of a picture `width` pixels wide."""
    at, way = (width - margin, ' direction="rtl"') if language == "ar" else (margin, "")
    return f'<text x="{at:g}" y="{y:g}"{way}{f" {style}" if style else ""}>{escape(text)}</text>'


def legend(
    entries: Sequence[tuple[str, str]], width: float, y: float, language: Language, *, margin: float, round: bool
) -> list[str]:
    """Colours with what they stand for, in a row on the line `y`, from the side where reading begins."""
    out, x = [], margin
    for colour, name in entries:
        rtl = language == "ar"
        at = width - x - 11 if rtl else x
        if round:
            out.append(f'<circle cx="{at + 6:.0f}" cy="{y - 4:g}" r="6" fill="{colour}" stroke="#3c3a36"/>')
        else:
            out.append(f'<rect x="{at:.0f}" y="{y - 10:g}" width="11" height="11" fill="{colour}"/>')
        beside, way = (at - 5, ' direction="rtl"') if rtl else (at + 16, "")
        out.append(f'<text x="{beside:.0f}" y="{y:g}"{way}>{escape(printable(name))}</text>')
        x += 30 + _LETTER[language] * len(name)
    return out
