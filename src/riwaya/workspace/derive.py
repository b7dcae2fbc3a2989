"""Filling a ledger's derived tables: places, events, relations, disputes, control, sources.

Pages of a ledger with millions of claims cannot reason on request. So all of it is worked out at the end of a run and
by `riwaya analyse`, from the claims as people left them; after a decision, the places that it touches are worked out
anew (`touch`), control and sources being left to the next analysis. A ledger of more than `PORTION` claims is worked
out portion by portion of its places, several at once: events, relations and disputes come out the same, and in control
each portion learns its voices by itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import Table, func, select

from riwaya import __version__
from riwaya.ledger import derived, effective, schema
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.grouping import Grouping, Linked
from riwaya.ledger.store import Ledger
from riwaya.model import Claim
from riwaya.reason import Event, Report, material
from riwaya.reason.analysis import Block
from riwaya.reason.control.workers import mapped
from riwaya.reason.disputes import disputes_of
from riwaya.reason.facts import Fact
from riwaya.reason.phrases import days
from riwaya.reason.sources import Profiling
from riwaya.reason.where import anchor_of, places_of
from riwaya.reason.workings import Workings
from riwaya.workspace import recording
from riwaya.workspace.portions import Portion, portions
from riwaya.workspace.records import Shown
from riwaya.workspace.spool import Spool
from riwaya.workspace.worked import TABLES, Worked

if TYPE_CHECKING:
    from riwaya.reason.control.reliability import Grade
    from riwaya.reason.control.series import Series

PORTION: Final = 100_000
"""Claims that are reasoned about at once: about a gigabyte."""
MOST_TOUCHED: Final = 4_000
"""Claims that are reasoned about while somebody waits for a page: about a second."""
MOST_THOROUGH: Final = 2_000
"""Up to so many claims a run also works out what takes long: records of institutions, and control without sides."""
KEPT: Final = frozenset({"contradicts", "supersedes", "retracts"})
"""Relations that are stored one by one; what repeats and corroborates is in the lineages of events."""

Values = derived.Values


class Derived(msgspec.Struct, frozen=True):
    """How much was derived."""

    claims: int
    places: int
    events: int
    disputes: int
    timelines: int
    sources: int


def derive(ledger: Ledger, workings: Workings | None = None, *, thorough: bool | None = None) -> Derived:
    """Work out everything anew. `workings` are those of the ledger's own documents and claims, where they are at hand;
    they are used if nobody has decided anything. `thorough` also grades institutions and works out control without
    sides, by default where there are few claims.
    """
    with ledger.reading() as connection:
        decision, run = derived.last_decision(connection), derived.run_id(connection)
        count = connection.execute(
            select(func.count()).select_from(schema.claims).where(schema.claims.c.position >= 0)
        ).scalar_one()
    if thorough is None:
        thorough = count <= MOST_THOROUGH
    working = _Deriving(ledger, decision)
    if count <= PORTION:
        if workings is None or decision:
            workings = Workings.of(ledger.documents(), _claims(ledger))
        found = working.whole(workings, thorough=thorough)
        with ledger.writing() as connection:
            derived.clear(connection)
            derived.write(connection, found)
            derived.set_state(connection, run, __version__, decision)
    else:
        working.by_portions(run)
    return working.done()


def touch(ledger: Ledger, documents: Collection[str]) -> None:
    """After decisions about claims of some documents: work out anew the events, relations and disputes of their places.

    Places of which more is told than can be worked out at once are left as they are until `derive`.
    """
    with ledger.reading() as connection:
        table = tables.derived_place_claims.c
        before = set(connection.execute(select(table.place).where(table.document.in_(documents)).distinct()).scalars())
        decision = derived.last_decision(connection)
    now = {
        where.anchor
        for document in documents
        for reviewed in effective.claims(ledger, document)
        for where in places_of(reviewed.claim)
    }
    places, told = _small(ledger, before | now, set(documents))
    if not places:
        return
    some = [ledger.document(id) for id in sorted(told)]
    claims = [reviewed.claim for document in some for reviewed in effective.claims(ledger, document.id)]
    working = _Deriving(ledger, decision)
    rows = working.places(Workings.of(some, claims), places)
    with ledger.writing() as connection:
        derived.clear_places(connection, places, control=False)
        derived.write(connection, rows)


def _small(ledger: Ledger, places: Iterable[str], documents: set[str]) -> tuple[set[str], set[str]]:
    """Those of the places that can be worked out at once, and the documents that name them; the smallest first."""
    table = tables.derived_place_claims.c
    kept: set[str] = set()
    with ledger.reading() as connection:
        named = {
            place: set(connection.execute(select(table.document).where(table.place == place).distinct()).scalars())
            for place in places
        }
        sizes: dict[str, int] = {}
        for some in _chunks(sorted(set().union(*named.values(), documents))):
            claims = schema.claims.c
            query = select(claims.document, func.count()).where(claims.document.in_(some), claims.position >= 0)
            sizes |= {row[0]: int(row[1]) for row in connection.execute(query.group_by(claims.document))}
    told = {document for document in documents if document in sizes}
    for place in sorted(named, key=lambda place: (len(named[place]), place)):
        more = told | {document for document in named[place] if document in sizes}
        if sum(sizes[document] for document in more) <= MOST_TOUCHED:
            kept.add(place)
            told = more
    return kept, told


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[start : start + 500] for start in range(0, len(items), 500))


def _claims(ledger: Ledger) -> Iterator[Claim]:
    return (reviewed.claim for reviewed in effective.claims(ledger))


class _Deriving:
    """One derivation: what people decided about groups, and counts of what came out."""

    def __init__(self, ledger: Ledger, decision: int) -> None:
        self._ledger, self._decision = ledger, decision
        self._grouping: Grouping | None = effective.grouping(ledger) if decision else None
        self._links: list[Linked] = effective.links(ledger) if decision else []
        self._n = dict.fromkeys(Derived.__struct_fields__, 0)

    def done(self) -> Derived:
        return Derived(**self._n)

    # --- all at once -------------------------------------------------------------------------------------------------

    def whole(self, workings: Workings, *, thorough: bool) -> dict[Table, list[Values]]:
        """The rows of everything."""
        rows = self.places(workings, None)
        rows[tables.derived_control] = list(self._control(workings, None, thorough=thorough))
        profiling = Profiling()
        claims = groupby(workings.material.claims, key=lambda claim: claim.document)
        for document, told in claims:
            profiling.hear(workings.material.reports[document].outlet, sorted(told, key=lambda claim: claim.id))
        profiling.compare(workings.analysis)
        rows[tables.derived_sources] = list(self._sources(profiling, workings if thorough else None))
        return rows

    # --- by portions -------------------------------------------------------------------------------------------------

    def by_portions(self, run: str | None) -> None:
        """Everything, each portion in a transaction of its own: readers see old places beside new ones, never half."""
        named: dict[str, set[str]] = {}
        sizes: dict[str, int] = {}
        profiling = Profiling()
        with Spool() as spool:
            claims = groupby(_claims(self._ledger), key=lambda claim: claim.document)
            for document, told in claims:
                report = Report.of(self._ledger.document(document))
                kept = tuple(told)
                spool.add(report, kept)
                sizes[document] = len(kept)
                for claim in kept:
                    for where in places_of(claim):
                        named.setdefault(where.anchor, set()).add(document)
                profiling.hear(report.outlet, sorted(kept, key=lambda claim: claim.id))
            parts = list(portions({place: frozenset(at) for place, at in named.items()}, sizes, PORTION))
            # Portions know nothing of one another: as many are worked out at once as there are processors.
            for worked in mapped(lambda portion: self._portion(portion, spool), parts, much=True):
                profiling.absorb(worked.profiling)
                for name, number in worked.counts.items():
                    self._n[name] += number
                with self._ledger.writing() as connection:
                    derived.clear_places(connection, worked.places, control=True)
                    derived.write(connection, {TABLES[name]: rows for name, rows in worked.rows.items()})
        with self._ledger.writing() as connection:
            derived.drop_other_places(connection, named)
            connection.execute(tables.derived_sources.delete())
            derived.write(connection, {tables.derived_sources: self._sources(profiling, None)})
            derived.set_state(connection, run, __version__, self._decision)

    def _portion(self, portion: Portion, spool: Spool) -> Worked:
        """One portion worked out, in whichever process."""
        before = dict(self._n)
        reports: list[Report] = []
        told: list[Claim] = []
        for report, kept in spool.read(portion.documents):
            reports.append(report)
            told += kept
        workings = Workings(material(told, reports))
        rows = self.places(workings, portion.places)
        profiling = Profiling()
        profiling.compare(workings.analysis, portion.places)
        near = [c for c in told if any(where.anchor in portion.places for where in places_of(c))]
        rows[tables.derived_control] = list(
            self._control(Workings(material(near, reports)), portion.places, thorough=False)
        )
        counts = {name: number - before[name] for name, number in self._n.items()}
        self._n = before
        return Worked(portion.places, {table.name: found for table, found in rows.items()}, profiling, counts)

    # --- rows --------------------------------------------------------------------------------------------------------

    def places(self, workings: Workings, places: Collection[str] | None) -> dict[Table, list[Values]]:
        """The rows of places, or of some, but for their control."""
        rows: dict[Table, list[Values]] = {table: [] for table in (tables.derived_places, *tables.BY_PLACE)}
        rows |= {tables.derived_event_claims: [], tables.derived_dispute_claims: []}
        claims = {claim.id: claim for claim in workings.material.claims}
        outlets = {id: report.outlet for id, report in workings.material.reports.items()}
        analysis = workings.analysis
        wanted = analysis.anchors() if places is None else [a for a in analysis.anchors() if a in places]
        for anchor in wanted:
            [block] = analysis.blocks([anchor])
            events = self._grouped(workings, block)
            rows[tables.derived_events] += map(_event_row, events)
            rows[tables.derived_event_claims] += (
                {"event": event.id, "claim": claim} for event in events for claim in event.claims
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
            self._n["places"] += 1
            self._n["events"] += len(events)
            self._n["disputes"] += len(disputed)
            self._n["claims"] += len(facts)
        return rows

    def _grouped(self, workings: Workings, block: Block) -> list[Event]:
        """The events of a place as people merged and split them."""
        if not self._grouping:
            return list(block.events)
        known = {event.claims: event for event in block.events}
        facts: dict[str, list[Fact]] = {}
        for event in block.events:
            for fact in event.facts:
                facts.setdefault(fact.id, []).append(fact)
        out = []
        for claims in self._grouping.regroup([event.claims for event in block.events]):
            same = next((e for told, e in known.items() if set(told) == set(claims)), None)
            out.append(same or workings.analysis.event_of(fact for claim in claims for fact in facts[claim]))
        return out

    def _relations(self, block: Block, anchor: str) -> Iterator[Values]:
        """The relations of a place, with what people linked and unlinked."""
        ids = {fact.id for event in (*block.events, *block.plans) for fact in event.facts}
        decided = {frozenset((link.a, link.b)): link for link in self._links if link.a in ids and link.b in ids}
        for related in block.relations:
            link = decided.get(frozenset((related.a, related.b)))
            if related.type not in KEPT or (
                link is not None and (link.holds or link.type is None or link.type == related.type)
            ):
                continue
            yield {
                "a": related.a,
                "b": related.b,
                "place": anchor,
                "type": related.type,
                "subtype": related.subtype,
                "score": related.score,
                "reasons": _json(related.reasons),
            }
        for link in decided.values():
            if link.holds and link.type is not None:
                yield {
                    "a": link.a,
                    "b": link.b,
                    "place": anchor,
                    "type": link.type,
                    "subtype": link.subtype,
                    "score": 1.0,
                    "reasons": _json([f"decided: {link.decision}"]),
                }

    def _control(self, workings: Workings, places: Collection[str] | None, *, thorough: bool) -> Iterator[Values]:
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
            from riwaya.reason.control.settings import Settings
            from riwaya.reason.control.whole import control_of

            even = control_of(workings.material, settings=Settings(sides=False))
            alike = {series.place.key: series for series in even.series()}
        number = {evidence.places[n].key: n for n in wanted}
        for series in found.series(wanted):
            record, stretches = recording.timeline(found, number[series.place.key], series, alike.get(series.place.key))
            if not record.smoothed:
                continue
            last = record.smoothed[-1]
            state = max(range(len(last)), key=lambda n: last[n])
            self._n["timelines"] += 1
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

    def _sources(self, profiling: Profiling, workings: Workings | None) -> Iterator[Values]:
        """Rows of sources; graded with `workings`."""
        grades = _grades(workings) if workings is not None else {}
        for profile in profiling.profiles():
            record = recording.source_record(profile, grades.get(profile.id))
            self._n["sources"] += 1
            yield {
                "kind": "outlet" if profile.publishes else "voice",
                "id": profile.id,
                "claims": profile.claims,
                "record": _json(record),
            }


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


__all__ = ["Derived", "derive", "touch"]
