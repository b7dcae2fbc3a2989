"""Roots and weights of claims from the lineages of `riwaya.reason`, for the inference of control.

Within one report an account is weighed as one by weights.py; so here only what descends from *another* report is
taken for a copy. A root is named by the report in which it is first told.
"""

from typing import Final

from riwaya.reason.analysis import Lineages, lineages
from riwaya.reason.inputs import Material

MOST_CLAIMS: Final = 60_000
"""Beyond so many claims only the lineages on record are used: looking for wording takes too long."""


def copies(material: Material, found: Lineages | None = None) -> dict[str, tuple[str, float]]:
    """For the claims of lineages that reach over several reports their root and weight; {} where there is no wording.

    Without the reports' texts there is nothing to tell copies by but the `lineage` on record, which is used anyway.
    `found` are the material's lineages where they are at hand.
    """
    if len(material.claims) > MOST_CLAIMS or not any(report.text for report in material.reports.values()):
        return {}
    document = {claim.id: claim.document for claim in material.claims}
    out: dict[str, tuple[str, float]] = {}
    for lineage in (found or lineages(material)).all:
        root = document[lineage.claims[0]]
        for claim, weight in zip(lineage.claims, lineage.weights_across, strict=True):
            if weight == 1.0:
                continue  # nothing that another report tells: an account of its own
            mine = (root, 1.0 if document[claim] == root else weight)
            # A claim about several places may be of several lineages: it is as new as it is anywhere.
            if claim not in out or out[claim][1] < mine[1]:
                out[claim] = mine
    return out
