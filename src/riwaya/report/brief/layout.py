"""What a brief is made of: lines in parts, parts in sections, sections on a page."""

import msgspec

from riwaya.lang.labels import Language
from riwaya.reason.facts import Fact
from riwaya.report.brief.names import Namer


class Line(msgspec.Struct, frozen=True):
    """One sentence, and the claims behind it."""

    text: str
    facts: tuple[Fact, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """Lines, `listed` or as a paragraph, perhaps under a small heading.

    A first line without claims introduces a list; with `closing`, the last one comes after it.
    """

    lines: tuple[Line, ...]
    heading: str = ""
    listed: bool = False
    closing: bool = False

    @property
    def last(self) -> Line | None:
        """The line that closes the list rather than being one of it."""
        return self.lines[-1] if self.closing else None


class Section(msgspec.Struct, frozen=True):
    """A section of the page."""

    heading: str
    parts: tuple[Part, ...]


class Brief(msgspec.Struct, frozen=True):
    """The page, ready to be written in any format."""

    language: Language
    title: str
    lead: str
    sections: tuple[Section, ...]
    namer: Namer
