"""From what reasoning finds to the records that are stored."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from riwaya.gazetteer.places import Places
from riwaya.model import Claim
from riwaya.reason import Event
from riwaya.reason.analysis import Block
from riwaya.reason.disputes import Dispute
from riwaya.reason.phrases import days, mention_name, named_place, outlet_name, place_name
from riwaya.reason.sources import POOL, Profile, private
from riwaya.workspace.records import (
    CampRecord,
    ChangeRecord,
    CountRecord,
    DisputeRecord,
    EventRecord,
    Mark,
    PlaceRecord,
    SourceRecord,
    Stretch,
    Teller,
    Timeline,
    Told,
    TollRecord,
    Use,
    Words,
)

if TYPE_CHECKING:
    import numpy as np

    from riwaya.reason.control.reliability import Grade
    from riwaya.reason.control.series import Control, Series

MOST: Final = 500
"""Claims that an event's or a camp's record holds: a page shows no more; the tables of claims hold all."""
MOST_MARKS: Final = 400
MOST_DAYS: Final = 1500
MOST_USES: Final = 20
MOST_REFERENTS: Final = 40
AFTER: Final = 8
"""Days that a timeline goes on after its last report."""

Outlets = Mapping[str, str | None]
"""The outlet of each document."""


def place_record(anchor: str, block: Block, disputes: int) -> PlaceRecord:
    """The record of a place from all that is known of it."""
    row = Places.load().by_id(anchor)
    facts = [fact for event in (*block.events, *block.plans) for fact in event.facts]
    told = [days(fact.days) for fact in facts if not fact.background]
    name = "" if not anchor else place_name(anchor) if row is not None or not facts else named_place(facts[0])
    return PlaceRecord(
        anchor,
        name,
        row.forms[0] if row is not None else name,
        row.kind if row is not None else "",
        row.country if row is not None else "",
        row.parent or None if row is not None else None,
        row.lat if row is not None else None,
        row.lon if row is not None else None,
        row.precision if row is not None else "unknown",
        len({fact.id for fact in facts}),
        len({fact.document for fact in facts}),
        len(block.events),
        disputes,
        min((low for low, _ in told if low), default=None),
        max((high for _, high in told if high), default=None),
    )


def event_record(event: Event) -> EventRecord:
    """The record of an event."""
    low, high = days(event.days)
    lineages, room = [], MOST
    for lineage in event.lineages:
        if room <= 0:
            break
        lineages.append(
            Told(
                lineage.root,
                lineage.claims[:room],
                lineage.weights[:room],
                lineage.because[:room],
                tuple(dict.fromkeys(lineage.outlets)),
            )
        )
        room -= len(lineage.claims)
    return EventRecord(
        event.id,
        event.type,
        event.kind,
        event.place,
        low,
        high,
        len(event.claims),
        len(event.documents),
        event.roots,
        event.happened,
        tuple(lineages),
        tuple(
            TollRecord(
                toll.of,
                toll.low,
                toll.high,
                tuple(CountRecord(count.voice, count.low, count.high, count.claims[:20]) for count in toll.counts[:50]),
            )
            for toll in event.tolls
        ),
        event.causes,
    )


def _disputed_event(dispute: Dispute, claims: Mapping[str, Claim]) -> str:
    told = [claims[camp.spokesman] for camp in dispute.camps]
    return next((claim for claim in told if claim.stance != "denies"), told[0]).event


def dispute_record(dispute: Dispute, claims: Mapping[str, Claim], outlets: Outlets) -> DisputeRecord:
    """The record of a dispute; private persons are told of by their kind."""
    return DisputeRecord(
        dispute.id,
        dispute.topic,
        dispute.about,
        dispute.place,
        dispute.earliest,
        dispute.latest,
        dispute.subtypes,
        tuple(
            CampRecord(
                camp.says,
                camp.spokesman,
                tellers((claims[id] for id in camp.claims), outlets),
                camp.claims[:MOST],
                camp.roots,
                camp.since,
            )
            for camp in dispute.camps
        ),
        tuple(ChangeRecord(change.voice, change.before, change.after, change.on) for change in dispute.changed),
        dispute.open,
        dispute.settled_by,
        dispute.would_settle,
        dispute.weight,
        _disputed_event(dispute, claims),
    )


def tellers(claims: Iterable[Claim], outlets: Outlets) -> tuple[Teller, ...]:
    """Who tells some claims, those with most first."""
    counted: Counter[str] = Counter()
    named: dict[str, tuple[str, str]] = {}
    for claim in claims:
        if claim.voices:
            inner = claim.voices[-1]
            if private(inner):
                id, name = POOL + inner.kind, ""
            else:
                id, name = inner.entity or inner.name or inner.text, mention_name(inner)
            kind = inner.kind
        else:
            id = outlets.get(claim.document) or f"document:{claim.document}"
            name, kind = outlet_name(id), "outlet"
        counted[id] += 1
        named.setdefault(id, (name, kind))
    ordered = sorted(counted, key=lambda id: (-counted[id], id))
    return tuple(Teller(id, *named[id], counted[id]) for id in ordered)


def timeline(found: "Control", place: int, series: "Series", alike: "Series | None") -> tuple[Timeline, list[Stretch]]:
    """The stored timeline of a place (by its index), and its stretches."""
    told = [at for at, since in enumerate(series.days_since) if since == 0]
    end = min(len(series.smoothed), (told[-1] if told else 0) + AFTER)
    start = max(0, end - MOST_DAYS)
    smoothed = _percent(series.smoothed[start:end])
    besieged = _percent(series.besieged[start:end])
    record = Timeline(
        series.place.key,
        series.place.name,
        series.day(start),
        series.holders,
        _percent(series.filtered[start:end]),
        smoothed,
        _alike(series, alike, start, end),
        besieged,
        tuple(int(n) for n in series.roots[start:end]),
        tuple(int(n) for n in series.days_since[start:end]),
        _marks(found, place, series, start, end),
        start > 0,
    )
    return record, _stretches(smoothed, besieged)


def _alike(series: "Series", alike: "Series | None", start: int, end: int) -> tuple[tuple[int, ...], ...] | None:
    """The other series in the columns of the first; None where its parties or days are others."""
    if alike is None or alike.holders != series.holders or alike.first_day != series.first_day:
        return None
    return _percent(alike.smoothed[start:end])


def _percent(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> tuple[tuple[int, ...], ...]:
    import numpy as np

    return tuple(map(tuple, np.rint(100 * values).astype(int).tolist()))


def _marks(found: "Control", place: int, series: "Series", start: int, end: int) -> tuple[Mark, ...]:
    """The claims that count most, each once, with the state that they speak for."""
    import numpy as np

    evidence = found.gathered.evidence
    rows = np.nonzero(evidence.row_place == place)[0]
    if not len(rows):
        return ()
    likeliest = rows[int(evidence.row_prior[rows].argmax())]
    mine = np.arange(*np.searchsorted(evidence.row, [likeliest, likeliest + 1]))
    parties = len(series.holders)
    best: dict[str, tuple[float, Mark]] = {}
    for piece in mine[np.argsort(-evidence.weight[mine], kind="stable")]:
        claim = found.gathered.claims[int(evidence.claim[piece])]
        at = int(evidence.first_day + evidence.day[piece]) - series.first_day - start
        if claim.id in best or not 0 <= at < end - start:
            continue
        says = evidence.says[piece]
        state = int(np.concatenate([says[:parties], says[-2:]]).argmax())
        best[claim.id] = (float(evidence.weight[piece]), Mark(claim.id, at, state, claim.stance == "denies"))
        if len(best) == MOST_MARKS:
            break
    return tuple(sorted((mark for _, mark in best.values()), key=lambda mark: (mark.at, mark.state, mark.claim)))


def _stretches(smoothed: Sequence[Sequence[int]], besieged: Sequence[Sequence[int]]) -> list[Stretch]:
    """Days in a row with one likeliest state, to tens of percent: as much as a map can show."""
    shown = []
    for at, (row, sieges) in enumerate(zip(smoothed, besieged, strict=True)):
        state = max(range(len(row)), key=lambda n: row[n])
        shown.append((at, (state, min(99, row[state] // 10 * 10), max(sieges, default=0) >= 50)))
    return [Stretch(next(iter(days))[0], *value) for value, days in groupby(shown, key=lambda item: item[1])]


def last_day(record: Timeline) -> str:
    """The last day of a timeline."""
    first = datetime.date.fromisoformat(record.first)
    return (first + datetime.timedelta(days=len(record.smoothed) - 1)).isoformat()


def source_record(profile: Profile, grade: "Grade | None") -> SourceRecord:
    """The record of a source; one without a grade cannot be judged, or was not."""
    uses: dict[tuple[str, str], list[Use]] = {}
    for usage in profile.usages:
        some = uses.setdefault((usage.referent, usage.form), [])
        if len(some) < MOST_USES:
            some.append(Use(usage.form, usage.document, usage.start, usage.end, usage.text))
    told = {referent: list(grouped) for referent, grouped in groupby(profile.framing, key=lambda counted: counted[0])}
    most = sorted(told, key=lambda referent: (-sum(n for _, _, n in told[referent]), referent))[:MOST_REFERENTS]
    words = [
        Words(
            referent,
            tuple((form, n) for _, form, n in forms),
            tuple(use for _, form, _ in forms for use in uses.get((referent, form), ())),
        )
        for referent, forms in told.items()
        if referent in most
    ]
    record = SourceRecord(
        profile.id,
        profile.name,
        profile.kind,
        profile.id.startswith(POOL),
        profile.claims,
        profile.first,
        profile.repeated,
        profile.denied,
        profile.contradicted,
        framing=tuple(words),
        framing_left=len(told) - len(words),
    )
    if grade is None:
        return record
    from msgspec.structs import replace

    from riwaya.reason.control.reliability import letters

    return replace(
        record, low=round(grade.low, 3), high=round(grade.high, 3), checked=grade.roots, letter=letters(grade)
    )
