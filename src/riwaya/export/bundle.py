"""What there is to export of a ledger or of anybody's claims: chosen with caution, and worked out as far as needed."""

import datetime
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from riwaya.export.caution import age, is_sensitive, is_sensitive_event, sensitive_row
from riwaya.export.contents import AtHand, Contents, InLedger
from riwaya.export.happenings import contested, happenings
from riwaya.export.naming import Naming, Wanted
from riwaya.export.options import Options
from riwaya.export.persons import Masking
from riwaya.export.records import Contested, Happening, Held, Linked, Source, Told
from riwaya.export.shelf import Part, Shelf
from riwaya.export.telling import Telling
from riwaya.gazetteer.places import Places
from riwaya.ledger.redaction.mark import is_redacted
from riwaya.model import Claim, Document
from riwaya.model.errors import UsageError
from riwaya.reason import Analysis, Material, Report, material
from riwaya.reason.dates import Anchor, Dated, date_reports
from riwaya.reason.facts import Days
from riwaya.reason.published import MOST_UNDATED, published_days, useful_days

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger
    from riwaya.reason.control.series import Control, Series
    from riwaya.reason.control.sides import Sides

REVIEWED = frozenset({"confirmed", "corrected", "added"})
"""What a person has looked at and kept."""


_NOBODY: Final = Masking(())


class _Laid:
    """What going through the claims once came to.

    `shelf`: every claim that may leave the house; `wanted`: the numbers of those that were asked for, `counts` how many
    of them each report has; `tellers`: reports with claims; `maskings`: private names of those that have any;
    `held_back`: how many claims are.
    """

    def __init__(self) -> None:
        self.shelf = Shelf(())
        self.wanted = array("Q")
        self.counts: Counter[str] = Counter()
        self.tellers: set[str] = set()
        self.maskings: dict[str, Masking] = {}
        self.held_back = 0


class Bundle:
    """Claims, reports and what they say together, ready to be written. All of it is deterministic.

    Claims are read from `contents` report by report and laid aside (`riwaya.export.shelf`); only what they say together
    (events, relations, disputes, control) needs all of them in memory, when it is asked for.

    `embargoed` counts reports that are too new, `held_back` claims that are sensitive and recent, `undated` reports of
    which no day is known, so that the embargo could not look at them.
    """

    def __init__(
        self,
        contents: Contents | Material,
        options: Options,
        *,
        documents: Iterable[Document] = (),
        anchors: Sequence[Anchor] = (),
        sides: "Sides | None" = None,
    ) -> None:
        for day in (options.first, options.last):
            _check_day(day)
        self.options = options
        self._contents = AtHand(contents, documents) if isinstance(contents, Material) else contents
        self.naming = Naming(options.language, names=options.names, outlets=self._contents.outlets)
        self._documents = self._contents.documents
        self._anchors, self._sides = list(anchors), sides
        reports = self._contents.reports
        self._dated = _dated(self._contents, self._anchors)
        self._ages = {id: age(self._last_day(report), options) for id, report in reports.items()}
        self._fresh = frozenset(id for id, how in self._ages.items() if how == "embargoed")
        self.embargoed = len(self._fresh)
        self.undated = sum(how == "unknown" for how in self._ages.values())
        self.reports = {id: report for id, report in reports.items() if id not in self._fresh}
        self._place = Wanted(options.place) if options.place is not None else None

    @classmethod
    def of_ledger(
        cls, ledger: "Ledger", options: Options, *, anchors: Sequence[Anchor] = (), sides: "Sides | None" = None
    ) -> "Bundle":
        """What a ledger holds as it stands after what people decided. The ledger has to stay open."""
        return cls(InLedger(ledger), options, anchors=anchors, sides=sides)

    @cached_property
    def material(self) -> Material:
        """All that the embargo lets through, in memory."""
        stuff = self._contents.whole()
        if not self._fresh:
            return stuff
        kept = (claim for claim in stuff.claims if claim.document not in self._fresh)
        old = (report for id, report in stuff.reports.items() if id not in self._fresh)
        return material(kept, old, stuff.decided, stuff.outlets)

    @cached_property
    def _published(self) -> Mapping[str, Days]:
        """The days of reports without a date, reasoned from what the embargo lets through."""
        if not any(report.published.earliest is None for report in self.reports.values()):
            return {}
        return published_days(self.material, self._anchors) if self._fresh else useful_days(self._dated)

    def _last_day(self, report: Report) -> str | None:
        dated = self._dated.get(report.id)
        document = self._documents.get(report.id)
        retrieved = document.retrieved if document is not None else None
        return report.published.latest or (dated.latest if dated is not None else None) or retrieved

    # --- claims ------------------------------------------------------------------------------------------------------

    def recent(self, document: str) -> bool:
        """Whether what a report tells counts as live."""
        return self._ages[document] in ("recent", "unknown")

    def masking(self, document: str) -> Masking:
        """The private names of a report; none with `names`."""
        return self._laid.maskings.get(document, _NOBODY)

    def text(self, document: str) -> str | None:
        """The text of a report as it stands, None where it is not known: for what masks it, or needs names."""
        return self._contents.text(document)

    @cached_property
    def _laid(self) -> _Laid:
        laid = _Laid()
        laid.shelf = Shelf(self._telling(laid))
        return laid

    def _telling(self, laid: _Laid) -> Iterator[Told]:
        """Every claim that may leave the house, reports and claims in order."""
        n = 0
        for document, claims in self._contents.tellings():
            if document in self._fresh:
                continue
            laid.tellers.add(document)
            stated = [claim for claim, _ in claims]
            masking = Masking(() if self.options.names else stated)
            if masking:
                laid.maskings[document] = masking
            coarse = self.recent(document)
            report, published = self.reports[document], self._published.get(document)
            telling = Telling(self.naming, report, stated, masking, published, coarse=coarse)
            for claim, status in claims:
                if coarse and not self.options.sensitive and is_sensitive(claim):
                    laid.held_back += 1
                    continue
                told = telling.told(claim, status)
                if self._wanted(told):
                    laid.wanted.append(n)
                    laid.counts[document] += 1
                yield told
                n += 1

    @property
    def held_back(self) -> int:
        """How many claims are held back because they are sensitive and recent."""
        return self._laid.held_back

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """Every claim that may leave the house, by id, in memory."""
        return {told.id: told for told in self._laid.shelf}

    @cached_property
    def claims(self) -> Part:
        """The claims that were asked for."""
        return Part(self._laid.shelf, self._laid.wanted)

    def raw(self) -> Iterator[tuple[Claim, Document | None]]:
        """The claims that were asked for as they stand, report by report, with their documents (without the texts)
        where those are known: for verbatim formats only.
        """
        assert self.options.names, "words of the text are for those who ask for names"
        wanted = {told.id for told in self.claims}
        for document, claims in self._contents.tellings():
            for claim, _ in claims:
                if claim.id in wanted:
                    yield claim, self._documents.get(document)

    def _wanted(self, told: Told) -> bool:
        if self.options.reviewed and told.status not in REVIEWED:
            return False
        if self._place is not None and not any(map(self._place, told.places)):
            return False
        return self._in_days(told.earliest, told.latest)

    def _in_days(self, earliest: str | None, latest: str | None) -> bool:
        first, last = self.options.first, self.options.last
        if first is None and last is None:
            return True
        if earliest is None or latest is None:
            return False
        return (first is None or latest >= first) and (last is None or earliest <= last)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The reports that the claims come from, and those without any claim where nothing was chosen."""
        counts, reports = self._laid.counts, self.reports
        chosen = self._place is not None or self.options.reviewed or self.options.first or self.options.last
        return tuple(self._source(reports[id], counts[id]) for id in reports if id in counts or not chosen)

    def _source(self, report: Report, claims: int) -> Source:
        document = self._documents.get(report.id)
        masking = self.masking(report.id)
        dated = self._dated.get(report.id)
        earliest, latest, basis = report.published.earliest, report.published.latest, str(report.published.basis)
        if earliest is None and dated is not None and dated.earliest is not None:
            earliest, latest, basis = dated.earliest, dated.latest, "inferred"
        return Source(
            report.id,
            report.outlet,
            self.naming.outlet(report.outlet),
            masking.masked(report.title) if report.title else None,
            report.url,
            earliest,
            latest,
            basis,
            document.retrieved if document is not None else None,
            document.language if document is not None else None,
            document.sha256 if document is not None else None,
            report.lineage,
            report.version_of,
            document is not None and is_redacted(document.sha256),
            claims,
        )

    # --- what they say together --------------------------------------------------------------------------------------

    @cached_property
    def analysis(self) -> Analysis:
        """Events, lineages and relations of all claims that the embargo lets through."""
        return Analysis.of(self.material, self._published)

    @cached_property
    def events(self) -> tuple[Happening, ...]:
        """The events that the claims which were asked for tell of, by place and day."""
        wanted = {told.id: told for told in self.claims}
        return tuple(happenings(self.analysis, wanted, self.naming, self._coarse, self._may_show))

    @cached_property
    def disputes(self) -> tuple[Contested, ...]:
        """The disputes that any of the claims which were asked for is in, those that matter most first."""
        wanted = {told.id for told in self.claims}
        return tuple(contested(self.analysis, wanted, self.told, self.naming, self.masking, self._coarse))

    @cached_property
    def relations(self) -> tuple[Linked, ...]:
        """The relations between two claims that were both asked for."""
        wanted = {told.id: told.document for told in self.claims}
        out = []
        for found in self.analysis.relations():
            if found.a in wanted and found.b in wanted:
                masks = (self.masking(wanted[found.a]), self.masking(wanted[found.b]))
                reasons = tuple(masks[1].masked(masks[0].masked(reason)) for reason in found.reasons)
                decided = found.decided is not None
                out.append(Linked(found.a, found.b, found.type, found.subtype, found.score, reasons, decided))
        return tuple(sorted(out, key=lambda one: (one.a, one.b, one.type)))

    def _coarse(self, claims: Iterable[Told]) -> bool:
        return any(self.recent(told.document) for told in claims)

    def _may_show(self, event: str, anchor: str, documents: Iterable[str]) -> bool:
        if self.options.sensitive or not any(map(self.recent, documents)):
            return True
        return not is_sensitive_event(event) and not sensitive_row(Places.load().by_id(anchor))

    # --- control -----------------------------------------------------------------------------------------------------

    @cached_property
    def inferred(self) -> "Control":
        """Who held what, inferred from all claims that the embargo lets through."""
        from riwaya.reason.control.whole import control_of

        return control_of(self.material, self._sides, anchors=self._anchors)

    @cached_property
    def _series(self) -> "tuple[Series, ...]":
        return tuple(sorted(self.inferred.series(), key=lambda one: (one.place.name, one.place.key)))

    def control(self) -> Iterator[Held]:
        """Who held each place that was asked for on each day that was asked for, places by name and id."""
        from riwaya.reason.control.lines import lines

        recent = any(map(self.recent, self._laid.tellers))
        for one in self._series:
            spot = self.naming.anchor(one.place.entity or one.place.key, coarse=recent)
            if spot is None or (self._place is not None and not self._place(spot)):
                continue
            if recent and not self.options.sensitive and sensitive_row(Places.load().by_id(spot.entity or "")):
                continue
            for line in lines(one, self.options.first, self.options.last):
                support = line["support"]
                yield Held(
                    spot,
                    line["date"],
                    line["filtered"],
                    line["smoothed"],
                    line["besieged_by"],
                    support["roots"],
                    support["days_since"],
                )


def _dated(contents: Contents, anchors: Sequence[Anchor]) -> Mapping[str, Dated]:
    """Days of reports without a date, as far as they can be found; none where there are too many of them."""
    undated = [id for id, report in contents.reports.items() if report.published.days() is None]
    if not undated or len(undated) > MOST_UNDATED:
        return {}
    found = date_reports(contents.whole(), anchors)
    return {id: found[id] for id in undated}


def _check_day(day: str | None) -> None:
    try:
        datetime.date.fromisoformat(day or "2000-01-01")
    except ValueError as error:
        raise UsageError(f"{day!r} is no day; write days as 2017-11-09") from error
