"""A claim among the words around it."""

from riwaya.model import Claim, Document
from riwaya.workspace.reading import PageOfText, Piece, pieces

AROUND = 350
"""Characters that are shown before and after the evidence, about."""


def around(document: Document, claim: Claim) -> list[Piece]:
    """The words around a claim's evidence, cut where its parts begin and end."""
    text = document.text
    parts = [claim.evidence.start, *(v.start for v in claim.voices)]
    first = max(0, min(min(parts), claim.evidence.start) - AROUND, claim.evidence.start - 4 * AROUND)
    last = min(len(text), claim.evidence.end + AROUND)
    if first > 0:
        first = text.find(" ", first, claim.evidence.start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", claim.evidence.end, last)
        last = space if space >= 0 else last
    return pieces(document, PageOfText(1, 1, first, last), [claim], claim)
