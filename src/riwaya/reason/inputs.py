"""What reasoning works on: claims, and what is known about the reports that they come from.

    claims, problems = read_claims(lines, "claims.jsonl")
    reports, more = read_reports(lines, "documents.jsonl")
    stuff = material(claims, reports)

Claims may be anybody's: lines in the form that `riwaya claims` prints, with as many keys as their maker has
(`riwaya.reason.lenient` says what may be left out). A line that cannot be understood becomes a `Problem`; the rest goes
on. The command line's own reader, which also knows ledgers, is `riwaya.cli.material`.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from riwaya.model import Claim, Document, Published
from riwaya.model.errors import Malformed, RecordError
from riwaya.reason.lenient import claim_of, report_values

if TYPE_CHECKING:
    from riwaya.reason.decided import Decided

REMEDY = "give JSON lines as riwaya writes them (docs/relations.md says which keys may be left out)"


class Report(msgspec.Struct, frozen=True):
    """What is known about one report. All but the id may be unknown; without its text, only claims speak for it.

    `lineage` and `version_of` are what the maker of the material knows already: the name of a root telling, and the
    id of the report of which this is an edited version.
    """

    id: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: Published = Published()
    lineage: str | None = None
    version_of: str | None = None
    text: str | None = None

    @staticmethod
    def of(document: Document) -> "Report":
        """The report that a stored document is."""
        return Report(*(getattr(document, name) for name in Report.__struct_fields__))


class Problem(msgspec.Struct, frozen=True):
    """One line that was set aside: file and line number, what is wrong with it, what to do."""

    source: str
    says: str

    def __str__(self) -> str:
        return f"{self.source}: {self.says}; {REMEDY}"


class Material(msgspec.Struct, frozen=True):
    """Claims and their reports.

    `claims` are sorted by document, place in the text and id, so that nothing that is reasoned from them depends on the
    order in which they came; each id is there once. `reports` holds, by id, every report that a claim names and every
    other that was given; a report of which nothing is known has its id only. `decided` is what people decided about
    events and relations, if anybody did; `outlets` what outlets that no table knows call themselves, by their ids.
    """

    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]
    decided: "Decided | None" = None
    outlets: Mapping[str, str] = msgspec.field(default_factory=dict)

    def report(self, claim: Claim) -> Report:
        """The report that the claim is from."""
        return self.reports[claim.document]


def material(
    claims: Iterable[Claim],
    reports: Iterable[Report] = (),
    decided: "Decided | None" = None,
    outlets: Mapping[str, str] | None = None,
) -> Material:
    """Put claims and reports together. Of several claims (or reports) with one id, the first is taken."""
    by_id: dict[str, Claim] = {}
    for claim in claims:
        by_id.setdefault(claim.id, claim)
    known: dict[str, Report] = {}
    for report in reports:
        known.setdefault(report.id, report)
    ordered = sorted(by_id.values(), key=lambda c: (c.document, c.evidence.start, c.evidence.end, c.id))
    for claim in ordered:
        if claim.document not in known:
            known[claim.document] = Report(claim.document)
    return Material(tuple(ordered), dict(sorted(known.items())), decided, outlets or {})


_claim_decoder = msgspec.json.Decoder(Claim)


def read_claims(lines: Iterable[bytes], source: str) -> tuple[list[Claim], list[Problem]]:
    """Claims from JSON lines, in their order, and the lines that are none. A claim that comes twice is kept once.

    An id that stands for two different claims is a problem of the second.
    """
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            claim = _claim(line)
        except (ValueError, Malformed) as error:  # msgspec's and our RecordError are ValueErrors
            problems.append(Problem(f"{source}:{number}", _one_line(error)))
            continue
        known = claims.setdefault(claim.id, claim)
        if known is not claim and known != claim:
            problems.append(Problem(f"{source}:{number}", f"the id {claim.id!r} stands for another claim already"))
    return list(claims.values()), problems


def _claim(line: bytes) -> Claim:
    """The claim of a line: as riwaya writes them (quick), or as far as it can be understood."""
    try:
        claim = _claim_decoder.decode(line)
    except msgspec.DecodeError:
        return claim_of(_object(line))
    time = claim.time
    if time is not None and (time.earliest is not None or time.latest is not None):
        try:
            Published(time.earliest, time.latest, "text")
        except ValueError:
            return claim_of(_object(line))
    return claim


def read_reports(lines: Iterable[bytes], source: str) -> tuple[list[Report], list[Problem]]:
    """Reports from JSON lines, in their order, and the lines that are none."""
    reports: dict[str, Report] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            report = msgspec.convert(report_values(_object(line)), Report)
        except (ValueError, Malformed) as error:
            problems.append(Problem(f"{source}:{number}", _one_line(error)))
            continue
        known = reports.setdefault(report.id, report)
        if known is not report and known != report:
            problems.append(Problem(f"{source}:{number}", f"the id {report.id!r} stands for another report already"))
    return list(reports.values()), problems


def _object(line: bytes) -> dict[str, object]:
    found = msgspec.json.decode(line)
    if not isinstance(found, dict):
        raise RecordError("is no JSON object")
    return found


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
