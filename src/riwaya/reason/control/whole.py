"""Control from material alone: dates of undated reports and lineages are found on the way."""

from collections.abc import Iterable, Mapping

from riwaya.gazetteer.actors import actors
from riwaya.reason.analysis import Lineages
from riwaya.reason.control.known import Known
from riwaya.reason.control.lineage import copies
from riwaya.reason.control.parties import NAMED
from riwaya.reason.control.series import Control, control
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.sides import Sides
from riwaya.reason.dates import Anchor, date_reports
from riwaya.reason.inputs import Material

MOST_UNDATED = 5_000
"""Beyond so many undated reports they are not dated on the way: run `riwaya dates` and give the days."""


def control_of(
    material: Material,
    sides: Sides | None = None,
    settings: Settings | None = None,
    *,
    anchors: Iterable[Anchor] = (),
    with_record: bool = True,
    found: Lineages | None = None,
    known: Mapping[str, Known] | None = None,
) -> Control:
    """Who held what, by claims and reports, with days and lineages as riwaya itself finds them.

    `found` are the lineages of the material where they are at hand, `known` the voices as they were learned before.
    """
    settings = settings or Settings()
    days = _days(material, list(anchors), with_record=with_record)
    lineages = copies(material, found) if settings.lineages else {}
    return control(material, sides, settings, lineages=lineages, days=days, known=known)


def _days(material: Material, anchors: list[Anchor], *, with_record: bool) -> dict[str, dict[str, float]]:
    undated = [report.id for report in material.reports.values() if report.published.days() is None]
    if not undated or len(undated) > MOST_UNDATED:
        return {}
    dated = date_reports(material, anchors, with_record=with_record)
    return {id: dict(dated[id].days) for id in undated if dated[id].days}


def holder_name(holder: str, language: str = "en") -> str:
    """How people call a holder: the gazetteer's name, else what is known of it."""
    row = actors().rows.get(holder)
    if row is not None:
        return row.name if language == "en" else row.forms[0]
    if holder.startswith(NAMED):
        return holder.removeprefix(NAMED)
    side = holder.partition(":")[2]
    row = actors().rows.get(f"actor:{side}")  # a side may be called as the actor that it is: syria:israel
    if row is not None:
        return row.name if language == "en" else row.forms[0]
    return side.replace("-", " ") or holder if holder.startswith("actor:") else holder
