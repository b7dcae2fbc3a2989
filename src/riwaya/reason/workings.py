"""All that is reasoned from one material, each part worked out when it is first asked for, and once.

The report, the ledger's derived tables and the commands look at the same findings; this keeps them from being found
three times.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from riwaya.model import Claim, Document
from riwaya.reason.analysis import Analysis
from riwaya.reason.decided import Decided
from riwaya.reason.disputes import Dispute, disputes
from riwaya.reason.facts import Days
from riwaya.reason.inputs import Material, Report, material
from riwaya.reason.published import published_days

if TYPE_CHECKING:
    from riwaya.reason.control.known import Known
    from riwaya.reason.control.series import Control


class Workings:
    """A material and what follows from it.

    Of a part of what there is: `days` are those of its reports without a date as they were told from all of it (None
    for those that nothing told), `voices` what was learned of the voices.
    """

    def __init__(
        self,
        stuff: Material,
        *,
        days: Mapping[str, Days | None] | None = None,
        voices: "Mapping[str, Known] | None" = None,
    ) -> None:
        self.material = stuff
        self._days, self._voices = days, voices

    @classmethod
    def of(cls, documents: Iterable[Document], claims: Iterable[Claim], decided: Decided | None = None) -> "Workings":
        """The workings of some documents and their claims, with what people decided about events and relations."""
        return cls(material(claims, map(Report.of, documents), decided))

    @cached_property
    def published(self) -> Mapping[str, Days]:
        """The days of reports without a date, as far as they can be told."""
        known = self._days or {}
        told = {id: span for id in self.undated if (span := known.get(id)) is not None}
        if all(id in known for id in self.undated):
            return told
        found = published_days(self.material)
        return told | {id: span for id, span in found.items() if id not in known}

    @cached_property
    def undated(self) -> tuple[str, ...]:
        """The reports that give no day."""
        return tuple(id for id, report in self.material.reports.items() if report.published.earliest is None)

    @cached_property
    def analysis(self) -> Analysis:
        """Events, lineages, relations."""
        return Analysis.of(self.material, self.published)

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """The disputes, those that matter most first."""
        return tuple(disputes(self.analysis))

    @cached_property
    def control(self) -> "Control":
        """Who held what."""
        # Inference needs numpy, which takes longer to load than most of the rest.
        from riwaya.reason.control.whole import control_of

        # Where every report has its date, the lineages of the analysis are the very ones that control would find.
        found = None if self.published or self._voices is not None else self.analysis.lineages()
        return control_of(self.material, found=found, known=self._voices)
