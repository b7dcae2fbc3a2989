"""What things are: frozen records, ids and errors. Imports nothing else of riwaya."""

from riwaya.model.claim import Actor, Claim, Cue, EventTime, Extent, Place, Quantity, Voice
from riwaya.model.document import Document, Published
from riwaya.model.ids import claim_id
from riwaya.model.span import Span, cut

__all__ = [
    "Actor",
    "Claim",
    "Cue",
    "Document",
    "EventTime",
    "Extent",
    "Place",
    "Published",
    "Quantity",
    "Span",
    "Voice",
    "claim_id",
    "cut",
]
