"""From claims to what they say together: events, relations, lineages, dates, control.

Sees claims and what is known about the reports they come from, never a ledger, never how claims are found in text.
Everything starts from a `Material` (`riwaya.reason.inputs`); anybody's claims will do.
"""

from riwaya.reason.analysis import Analysis, Event, Lineages, lineages
from riwaya.reason.inputs import Material, Problem, Report, material, read_claims, read_reports
from riwaya.reason.lineages import Lineage
from riwaya.reason.verdict import Related

__all__ = [
    "Analysis",
    "Event",
    "Lineage",
    "Lineages",
    "Material",
    "Problem",
    "Related",
    "Report",
    "lineages",
    "material",
    "read_claims",
    "read_reports",
]
