"""Claims as they may leave the house: private persons by role or initials, recent places no finer than the town."""

from collections.abc import Sequence

from riwaya.export.naming import Naming
from riwaya.export.persons import Masking
from riwaya.export.records import Told
from riwaya.ledger.decisions import Status
from riwaya.model import Claim
from riwaya.reason import Material, Report
from riwaya.reason.facts import Days, facts_of
from riwaya.reason.phrases import days


class Telling:
    """Makes what is exported of the claims of one report. `published`: the days on which it was, as ordinals, where
    more is known than it says itself; `coarse`: it is recent.
    """

    def __init__(
        self,
        naming: Naming,
        report: Report,
        claims: Sequence[Claim],
        masking: Masking,
        published: Days | None,
        *,
        coarse: bool,
    ) -> None:
        self._naming, self._report, self._masking, self._coarse = naming, report, masking, coarse
        stuff = Material(tuple(claims), {report.id: report})
        found = list(facts_of(stuff, {report.id: published} if published is not None else None))
        # Of a claim about several places the fact of the first anchor by name, as everywhere.
        found.sort(key=lambda fact: (fact.where.anchor, fact.id, fact.where.part), reverse=True)
        self._facts = {fact.id: fact for fact in found}

    def told(self, claim: Claim, status: Status) -> Told:
        """One of the claims."""
        naming, report, masking, coarse = self._naming, self._report, self._masking, self._coarse
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
