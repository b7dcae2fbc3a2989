"""The rows of the tables of the CSV and Parquet exports, in the order of their columns (`riwaya.export.tables`)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from riwaya.export.bundle import Bundle
from riwaya.export.records import Named, Spot
from riwaya.gazetteer import actors as gazetteer

Row = tuple[Any, ...]


def documents(bundle: Bundle) -> Iterator[Row]:
    """Reports."""
    for one in bundle.sources:
        yield (
            *(one.id, one.outlet, one.outlet_name or None, one.title, one.url, one.earliest, one.latest, one.basis),
            *(one.retrieved, one.language, one.sha256, one.lineage, one.version_of, one.redacted, one.claims),
            bundle.text(one.id) if bundle.options.names else None,
        )


def claims(bundle: Bundle) -> Iterator[Row]:
    """Claims."""
    for one in bundle.claims:
        first = one.places[0] if one.places else None
        numbers = one.quantities[0] if one.quantities else None
        yield (
            *(one.id, one.document, one.event, one.stance, one.denial, one.denies_what, one.attitude),
            *(one.teller, [voice.name for voice in one.voices], one.cue),
            *([agent.name for agent in one.agents], [target.name for target in one.targets]),
            *((first.entity, first.name, first.lat, first.lon, first.precision) if first is not None else (None,) * 5),
            *(one.earliest, one.latest, one.supposed, *(one.offset_days or (None, None))),
            *(one.extent or (None, None)),
            *((numbers.value, numbers.high, numbers.unit, numbers.relation) if numbers is not None else (None,) * 4),
            *(one.background, one.start, one.end, one.evidence, one.masked, one.score, one.status, list(one.rules)),
        )


def voices(bundle: Bundle) -> Iterator[Row]:
    """Who is credited, a row a voice."""
    for one in bundle.claims:
        for n, voice in enumerate(one.voices):
            innermost = n == len(one.voices) - 1
            yield one.id, n, innermost, voice.text, voice.name, voice.entity, voice.kind, voice.private


def mentions(bundle: Bundle) -> Iterator[Row]:
    """Who does it and to whom, a row a mention."""
    for one in bundle.claims:
        for part, mentions in (("agent", one.agents), ("target", one.targets)):
            for n, named in enumerate(mentions):
                yield one.id, part, n, named.text, named.name, named.entity, named.kind or None, named.private


def claim_places(bundle: Bundle) -> Iterator[Row]:
    """Where claims are, a row a place."""
    for one in bundle.claims:
        for n, spot in enumerate(one.places):
            yield one.id, n, spot.text, spot.name, spot.entity, spot.lat, spot.lon, spot.precision, spot.coarse


def places(bundle: Bundle) -> Iterator[Row]:
    """Places of the gazetteer."""
    counted: Counter[str] = Counter()
    first: dict[str, Spot] = {}
    for one in bundle.claims:
        for spot in one.places:
            if spot.entity is not None:
                counted[spot.entity] += 1
                known = first.setdefault(spot.entity, spot)
                if known.lat is None and spot.lat is not None:
                    first[spot.entity] = spot
    for entity in sorted(first):
        spot = first[entity]
        yield (
            *(entity, spot.name, spot.arabic, spot.kind or None, spot.country or None, spot.province or None),
            *(spot.lat, spot.lon, spot.coarse, counted[entity]),
        )


def actors(bundle: Bundle) -> Iterator[Row]:
    """Actors of the gazetteer."""
    counted: dict[str, Counter[str]] = {}
    first: dict[str, Named] = {}
    for one in bundle.claims:
        for part, mentions in (("voice", one.voices), ("agent", one.agents), ("target", one.targets)):
            for named in mentions:
                if named.entity is not None:
                    counted.setdefault(named.entity, Counter())[part] += 1
                    first.setdefault(named.entity, named)
    for entity in sorted(first):
        row = gazetteer.actors().rows.get(entity)
        tally = counted[entity]
        yield (
            entity,
            first[entity].name,
            row.forms[0] if row is not None else first[entity].text,
            row.kind if row is not None else first[entity].kind or None,
            (row.parent or None) if row is not None else None,
            list(row.sides) if row is not None else [],
            *(tally["voice"], tally["agent"], tally["target"]),
        )


def events(bundle: Bundle) -> Iterator[Row]:
    """Events."""
    for one in bundle.events:
        spot = one.place
        yield (
            *(one.id, one.type, one.happened),
            *((spot.entity, spot.name, spot.lat, spot.lon, spot.precision) if spot is not None else (None,) * 5),
            *(one.earliest, one.latest, [who.name for who in one.agents], [who.name for who in one.targets]),
            *(one.documents, one.roots, len(one.asserting), len(one.others), list(one.disputes), list(one.causes)),
            [told.id for told in one.claims],
            one.decided,
        )


def tolls(bundle: Bundle) -> Iterator[Row]:
    """Tolls of events."""
    for one in bundle.events:
        for count in one.counts:
            yield one.id, count.of, count.low, count.high


def relations(bundle: Bundle) -> Iterator[Row]:
    """Relations of two claims."""
    for one in bundle.relations:
        yield one.a, one.b, one.type, one.subtype, one.score, list(one.reasons), one.decided


def disputes(bundle: Bundle) -> Iterator[Row]:
    """Disputes, a row an account."""
    for one in bundle.disputes:
        place = one.place
        for n, camp in enumerate(one.camps, 1):
            yield (
                *(one.id, n, one.topic, one.about, place.entity if place else None, place.name if place else None),
                *(one.earliest, one.latest, list(one.subtypes), one.open, one.would_settle, one.weight),
                *(camp.says, list(camp.voices), camp.roots, camp.since, list(camp.claims)),
            )


def control(bundle: Bundle) -> Iterator[Row]:
    """Control, a row a place, day and holder."""
    for one in bundle.control():
        place = one.place
        for state in one.now:
            yield (
                *(place.entity, place.name, one.day, state, bundle.naming.holder(state)),
                *(one.then.get(state), one.now[state], one.besieged_by.get(state), state == one.likeliest),
                *(one.roots, one.days_since),
            )
