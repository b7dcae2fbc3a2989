"""What a user asks the full-text search: words, "phrases", words that must not occur, and filters on claims.

No text is a wrong query: signs that mean nothing here are passed over.
"""

import re
from typing import Final

import msgspec

from riwaya.lang.index_forms import index_forms

_QUOTED: Final = re.compile(r'(-?)(?:"([^"]*)"?|“([^”]*)”?|«([^»]*)»?|(\S+?)(?=["“«\s]|$))')

MOST_TERMS: Final = 32
"""More terms of a query than this are passed over: what asks for so many is a text, not a query."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to search for. Words must all occur, in any form; what stands in quotes must occur together, in this order;
    what has a minus before it must not occur.

    Filters keep the documents that have at least one claim for which all of them hold, as machines found it. `voice`,
    `actor` (agent or target) and `place` take an entity (`place:…`), a display name in any case, a form of the text, or
    an Arabic name that the gazetteer knows; `since` and `until` are ISO days: the claim's, or the report's where the
    claim has none; `reviewed`: whether somebody decided about the claim. `outlet` is the document's.
    """

    text: str = ""
    voice: str | None = None
    actor: str | None = None
    place: str | None = None
    stance: str | None = None
    event: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    reviewed: bool | None = None

    @property
    def has_claim_filters(self) -> bool:
        """Whether anything is asked of claims."""
        asked = (self.voice, self.actor, self.place, self.stance, self.event, self.since, self.until, self.reviewed)
        return any(value is not None for value in asked)


class Terms(msgspec.Struct, frozen=True):
    """The words' forms that a query asks for: phrases of one word or more, each once, and those that must not occur."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...]


def terms(text: str) -> Terms:
    """The terms of a query's text. A quotation mark that is never closed closes at the end."""
    wanted: dict[tuple[str, ...], None] = {}
    unwanted: dict[tuple[str, ...], None] = {}
    for found in _QUOTED.finditer(text):
        minus, *quoted, word = found.groups()
        phrase = next((part for part in quoted if part is not None), None)
        kept = unwanted if minus else wanted
        if phrase is not None:
            if forms := tuple(index_forms(phrase)):
                kept[forms] = None
        else:
            kept.update(((form,), None) for form in index_forms(word))
    return Terms(tuple(wanted)[:MOST_TERMS], tuple(unwanted)[:MOST_TERMS])
