"""Python API: a ledger of attributed claims in a few words.

>>> import riwaya
>>> ledger = riwaya.read("examples/bukamal/reports")
>>> ledger.documents
<Documents: 13>
>>> ledger.timeline("Bukamal").place
'place:bukamal'
>>> {claim.stance for claim in ledger.claims.where(lambda claim: claim.denial is not None)} <= {"denies", "doubts"}
True

A thin face on the layers below, which hold all the methods: nothing is worked out here.
"""

from riwaya.api.control import Map, Timeline
from riwaya.api.explanation import Explanation
from riwaya.api.frames import MissingExtra
from riwaya.api.ledger import Ledger
from riwaya.api.opening import SetAsideWarning, open, read
from riwaya.api.records import Records
from riwaya.api.tables import Claims, ControlDay, ControlDays, Disputes, Documents, Events, Hits, Relations
from riwaya.model import Claim, Document

__all__ = [
    "Claim",
    "Claims",
    "ControlDay",
    "ControlDays",
    "Disputes",
    "Document",
    "Documents",
    "Events",
    "Explanation",
    "Hits",
    "Ledger",
    "Map",
    "MissingExtra",
    "Records",
    "Relations",
    "SetAsideWarning",
    "Timeline",
    "open",
    "read",
]
