"""Document dating: a distribution over days for every report, and what it rests on.

dating = date_reports(material, anchors=[parse("capture of Deir ez-Zor = 2017-11-03")])
dating["report"].days            # {"2017-11-07": 0.81, …}, most of what there is
document_days(material)          # the same as {document: {date: share}}, for those that need nothing else
"""

import datetime
from collections.abc import Iterable

from riwaya.reason.dates.anchors import Anchor, parse, record
from riwaya.reason.dates.result import Because, Dated, date_reports
from riwaya.reason.inputs import Material

__all__ = ["Anchor", "Because", "Dated", "date_reports", "document_days", "parse", "record"]


def document_days(
    material: Material, anchors: Iterable[Anchor] = (), *, with_record: bool = True
) -> dict[str, dict[datetime.date, float]]:
    """For every report the shares of its days of publication (they sum to 1); empty where nothing is known.

    A report whose day is given keeps it; one given as a run of days is spread over them as its own words suggest.
    """
    return {
        id: {datetime.date.fromisoformat(day): share for day, share in dated.all_days.items()}
        for id, dated in date_reports(material, anchors, with_record=with_record).items()
    }
