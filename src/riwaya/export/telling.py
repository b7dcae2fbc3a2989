"""A claim as it may leave the house: private persons by role or initials, recent places no finer than the town."""

from collections.abc import Mapping

from riwaya.export.naming import Naming
from riwaya.export.persons import Masking
from riwaya.export.records import Told
from riwaya.ledger.decisions import Status
from riwaya.model import Claim
from riwaya.reason import Report
from riwaya.reason.facts import Fact
from riwaya.reason.phrases import days


class Telling:
    """Makes what is exported of claims. `facts`: what each says of its first place, with its days."""

    def __init__(self, naming: Naming, reports: Mapping[str, Report], facts: Mapping[str, Fact]) -> None:
        self._naming, self._reports, self._facts = naming, reports, facts

    def told(self, claim: Claim, masking: Masking, status: Status, *, coarse: bool) -> Told:
        """One claim; `coarse`: its report is recent."""
        naming, report = self._naming, self._reports[claim.document]
        fact = self._facts[claim.id]
        earliest, latest = days(fact.days)
        time = claim.time
        return Told(
            claim.id,
            claim.document,
            report.outlet,
            naming.outlet(report.outlet),
            report.published.latest,
            claim.evidence.start,
            claim.evidence.end,
            masking.masked(claim.evidence.text),
            masking.touches(claim.evidence.text),
            tuple(map(naming.voice, claim.voices)),
            masking.masked(claim.cue.text) if claim.cue is not None else None,
            claim.attitude,
            claim.stance,
            claim.denial,
            claim.denies_what,
            claim.event,
            claim.background,
            tuple(map(naming.actor, claim.agents)),
            tuple(map(naming.actor, claim.targets)),
            tuple(naming.spot(place, coarse=coarse) for place in claim.places),
            earliest,
            latest,
            fact.vague,
            time.text if time is not None else None,
            time.offset_days if time is not None else None,
            (claim.extent.low, claim.extent.high) if claim.extent is not None else None,
            claim.quantities,
            claim.rules,
            claim.score,
            status,
        )
