"""Rows of the derived tables, from claims: what `riwaya.workspace.derive` fills them with.

Nothing here reads or writes a ledger, so the rows of a portion of places can be made in any process, on any machine.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, Self

import msgspec
from sqlalchemy import Table

from riwaya.ledger import derived, effective
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Place
from riwaya.reason import Event, Material, Report, material
from riwaya.reason.analysis import Block
from riwaya.reason.decided import Decided
from riwaya.reason.disputes import disputes_of
from riwaya.reason.facts import Fact
from riwaya.reason.phrases import days
from riwaya.reason.sources import Comparing, Profiling
from riwaya.reason.where import anchor_of, anchor_of_mention, places_of
from riwaya.reason.workings import Workings
from riwaya.workspace import recording
from riwaya.workspace.portions import Portion, Told, cut
from riwaya.workspace.records import Shown
from riwaya.workspace.worked import Worked

if TYPE_CHECKING:
    from riwaya.reason.control.known import Known
    from riwaya.reason.control.reliability import Grade
    from riwaya.reason.control.series import Series

KEPT: Final = frozenset({"contradicts", "supersedes", "retracts"})
"""Relations that are stored one by one; what repeats and corroborates is in the lineages of events."""

Values = derived.Values


class Working:
    """Makes the rows, with what people `decided`, and counts what comes out. It goes to other processes."""

    def __init__(self, decision: int, decided: Decided | None) -> None:
        self._decision, self.decided = decision, decided
        self.counts: dict[str, int] = dict.fromkeys(
            ("claims", "places", "events", "disputes", "timelines", "sources"), 0
        )

    @classmethod
    def of(cls, ledger: Ledger, decision: int) -> Self:
        """With what people decided in a ledger, up to a decision."""
        return cls(decision, effective.decided(ledger) if decision else None)

    # --- all at once -------------------------------------------------------------------------------------------------

    def whole(self, workings: Workings, *, thorough: bool) -> dict[Table, list[Values]]:
        """The rows of everything."""
        profiling = Profiling()
        rows = self.places(workings, None)
        rows[tables.derived_control] = list(self.control(workings, None, thorough=thorough))
        claims = groupby(workings.material.claims, key=lambda claim: claim.document)
        for document, told in claims:
            profiling.hear(workings.material.reports[document].outlet, sorted(told, key=lambda claim: claim.id))
        profiling.compare(workings.analysis)
        rows[tables.derived_sources] = list(self.sources(profiling, workings if thorough else None))
        rows[tables.derived_voices] = list(voice_rows(voices_of(workings)))
        return rows

    # --- a portion ----------------------------------------------------------------------------------------------------

    def parts(
        self, whole: Portion, read: Callable[[Iterable[str]], Told], claims: Mapping[str, int], most: int
    ) -> list[Portion]:
        """A portion, cut in time if it is too large. It is left whole where people decided about events or relations:
        what they put together may be of any time.
        """
        return [whole] if self.decided else cut(whole, read, claims, most)

    def portion(
        self,
        part: Portion,
        documents: Iterable[tuple[Report, Sequence[Claim]]],
        *,
        days: "Mapping[str, derived.Days | None] | None" = None,
        voices: "Mapping[str, Known] | None" = None,
    ) -> Worked:
        """A portion worked out, in whichever process, from its documents; `days` and `voices` as for `Workings`."""
        before = dict(self.counts)
        rows: dict[Table, list[Values]] = {}
        profiling = Profiling()
        dated: dict[str, derived.Days | None] = {}
        learned: dict[str, Known] = {}
        reports: list[Report] = []
        told: list[Claim] = []
        for report, kept in documents:
            reports.append(report)
            told += kept if part.what != "control" else _near(kept, part.places)
        if part.what != "control":
            rows, dated = self._events(part, material(told, reports, self.decided), days, profiling)
        if part.what != "events":
            # Control has a material of its own, and takes the other's room.
            near = material(_near(told, part.places), reports, self.decided)
            about = Workings(near, voices=voices)
            rows[tables.derived_control] = list(self.control(about, part.places, thorough=False))
            learned = voices_of(about) if voices is None else {}
        counts = {name: number - before[name] for name, number in self.counts.items()}
        self.counts = before
        return Worked(part, {table.name: values for table, values in rows.items()}, profiling, counts, dated, learned)

    def _events(
        self, part: Portion, stuff: Material, days: "Mapping[str, derived.Days | None] | None", profiling: Profiling
    ) -> "tuple[dict[Table, list[Values]], dict[str, derived.Days | None]]":
        """The rows of a portion's places but for their control, and the days of its reports without a date."""
        workings = Workings(stuff, days=days)
        if part.days is not None:
            for place in part.places:
                workings.analysis.leave(place, part.days)
        rows = self.places(workings, part.places, profiling)
        return rows, {id: workings.published.get(id) for id in workings.undated}

    # --- rows --------------------------------------------------------------------------------------------------------

    def places(
        self, workings: Workings, places: Collection[str] | None, profiling: Profiling | None = None
    ) -> dict[Table, list[Values]]:
        """The rows of places, or of some, but for their control. With `profiling`, what is known of a place is told to
        it and then let go: memory follows the largest place.
        """
        rows: dict[Table, list[Values]] = {table: [] for table in (tables.derived_places, *tables.BY_PLACE)}
        rows |= {tables.derived_event_claims: [], tables.derived_dispute_claims: []}
        claims = {claim.id: claim for claim in workings.material.claims}
        outlets = {id: report.outlet for id, report in workings.material.reports.items()}
        analysis = workings.analysis
        wanted = analysis.anchors() if places is None else [a for a in analysis.anchors() if a in places]
        comparing = Comparing(profiling, analysis) if profiling is not None else None
        for anchor in wanted:
            if comparing is None:
                [block] = analysis.blocks([anchor])
            else:
                block = analysis.block(anchor)
                comparing.take(block)
            rows[tables.derived_events] += map(_event_row, block.events)
            rows[tables.derived_event_claims] += (
                {"event": event.id, "claim": claim} for event in block.events for claim in event.claims
            )
            disputed = disputes_of(block)
            for dispute in disputed:
                record = recording.dispute_record(dispute, claims, outlets)
                rows[tables.derived_disputes].append(
                    {
                        "id": dispute.id,
                        "place": anchor,
                        "topic": dispute.topic,
                        "open": dispute.open,
                        "weight": dispute.weight,
                        "earliest": dispute.earliest,
                        "latest": dispute.latest,
                        "record": _json(record),
                    }
                )
                rows[tables.derived_dispute_claims] += (
                    {"dispute": dispute.id, "claim": claim, "camp": n}
                    for n, camp in enumerate(dispute.camps)
                    for claim in camp.claims
                )
            rows[tables.derived_relations] += self._relations(block, anchor)
            facts = {fact.id: fact for event in (*block.events, *block.plans) for fact in event.facts}
            rows[tables.derived_place_claims] += (_claim_row(anchor, facts[id]) for id in sorted(facts))
            rows[tables.derived_spots] += _spot_rows(anchor, facts.values())
            place = recording.place_record(anchor, block, len(disputed))
            rows[tables.derived_places].append(
                {
                    "id": anchor,
                    **{
                        name: getattr(place, name)
                        for name in ("kind", "country", "claims", "documents", "events", "disputes", "first", "last")
                    },
                    "record": _json(place),
                }
            )
            self.counts["places"] += 1
            self.counts["events"] += len(block.events)
            self.counts["disputes"] += len(disputed)
            self.counts["claims"] += len(facts)
        return rows

    def _relations(self, block: Block, anchor: str) -> Iterator[Values]:
        """The relations of a place."""
        for related in (*block.relations, *block.elsewhere):
            if related.type in KEPT or related.decided is not None:
                yield {
                    "a": related.a,
                    "b": related.b,
                    "place": anchor,
                    "type": related.type,
                    "subtype": related.subtype,
                    "score": related.score,
                    "reasons": _json(related.reasons),
                }

    def control(self, workings: Workings, places: Collection[str] | None, *, thorough: bool) -> Iterator[Values]:
        """Rows of control, of the places that the gazetteer knows."""
        found = workings.control
        evidence = found.gathered.evidence
        wanted = [
            n
            for n, key in enumerate(evidence.places)
            if key.entity is not None and (places is None or anchor_of(key.entity) in places)
        ]
        if not wanted:
            return
        alike: Mapping[str, Series] = {}
        if thorough:
            from riwaya.reason.control.whatif import believed_alike

            alike = {series.place.key: series for series in believed_alike(found).series(wanted)}
        number = {evidence.places[n].key: n for n in wanted}
        for series in found.series(wanted):
            record, stretches = recording.timeline(found, number[series.place.key], series, alike.get(series.place.key))
            if not record.smoothed:
                continue
            last = record.smoothed[-1]
            state = max(range(len(last)), key=lambda n: last[n])
            self.counts["timelines"] += 1
            yield {
                "place": record.place,
                "anchor": anchor_of(record.place),
                "roots": record.roots[-1],
                "first": record.first,
                "last": recording.last_day(record),
                "state": (*record.holders, "contested", "other")[state],
                "probability": last[state] / 100,
                "stretches": _json(Shown(record.holders, tuple(stretches))),
                "record": _json(record),
                "computed_at_decision": self._decision,
            }

    def sources(self, profiling: Profiling, workings: Workings | None) -> Iterator[Values]:
        """Rows of sources; graded with `workings`."""
        grades = _grades(workings) if workings is not None else {}
        for profile in profiling.profiles():
            record = recording.source_record(profile, grades.get(profile.id))
            self.counts["sources"] += 1
            yield {
                "kind": "outlet" if profile.publishes else "voice",
                "id": profile.id,
                "claims": profile.claims,
                "record": _json(record),
            }


def _near(claims: Iterable[Claim], places: Collection[str]) -> list[Claim]:
    """The claims that name any of the places."""
    return [claim for claim in claims if any(where.anchor in places for where in places_of(claim))]


def voices_of(workings: Workings) -> "dict[str, Known]":
    """What control has learned of the voices."""
    from riwaya.reason.control.known import known_voices

    return known_voices(workings.control.gathered, workings.control.learned)


def voice_rows(voices: "Mapping[str, Known]") -> Iterator[Values]:
    """What is learned of the voices, as rows."""
    for key in sorted(voices):
        yield {"voice": key, "weight": voices[key].weight, "record": _json(voices[key])}


def _grades(workings: Workings) -> "dict[str, Grade]":
    """The record of each institution that can be judged."""
    from riwaya.reason.control.reliability import reliability

    out: dict[str, Grade] = {}
    for grade in reliability(workings.control, judged=True):
        voice = grade.key.partition("#")[0]
        if grade.judged and (voice not in out or out[voice].roots < grade.roots):
            out[voice] = grade
    return out


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode()


def _event_row(event: Event) -> Values:
    record = recording.event_record(event)
    return {
        "id": event.id,
        "place": event.place,
        "type": event.type,
        "earliest": record.earliest,
        "latest": record.latest,
        "documents": record.documents,
        "roots": record.roots,
        "happened": record.happened,
        "record": _json(record),
    }


def _claim_row(anchor: str, fact: Fact) -> Values:
    low, high = days(fact.days)
    return {"place": anchor, "claim": fact.id, "document": fact.document, "day": high or low}


def _spot_rows(anchor: str, facts: Iterable[Fact]) -> Iterator[Values]:
    """How many claims of the anchor are where on which day, by stance; those without a day are on no map."""
    found: dict[tuple[str, str, str, str], dict[str, Place]] = {}
    for fact in facts:
        low, high = days(fact.days)
        day = high or low
        if day is None:
            continue
        for place in fact.claim.places:
            if anchor_of_mention(place, fact.document) == anchor:
                key = (day, place.entity or anchor, place.precision, fact.claim.stance)
                found.setdefault(key, {}).setdefault(fact.id, place)
    for (day, spot, precision, stance), claims in sorted(found.items()):
        example = min(claims)
        yield {
            "day": day,
            "place": anchor,
            "spot": spot,
            "precision": precision,
            "stance": stance,
            "text": min(place.text for place in claims.values()),
            "lat": claims[example].lat,
            "lon": claims[example].lon,
            "claims": len(claims),
            "example": example,
        }
