"""Events and disputes as they may leave the house.

An event is put together from the claims that assert it, and from those alone: who did it, to whom, what it was. A claim
that denies, doubts, expects, threatens, demands or thinks possible is kept beside it, and never makes an event.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from riwaya.export.naming import Naming
from riwaya.export.persons import Masking
from riwaya.export.records import Account, Contested, Count, Happening, Named, Spot, Told
from riwaya.gazetteer.places import Places
from riwaya.reason import Analysis, Event
from riwaya.reason.disputes import disputes
from riwaya.reason.parties import kind_of
from riwaya.reason.phrases import days

Coarse = Callable[[Iterable[Told]], bool]
MayShow = Callable[[str, str, Iterable[str]], bool]


def happenings(
    analysis: Analysis, wanted: Mapping[str, Told], naming: Naming, coarse: Coarse, may_show: MayShow
) -> Iterator[Happening]:
    """The events of which any wanted claim tells, those that are only planned or feared too, in the order of places."""
    taken_back = {one.b for one in analysis.relations() if one.type == "retracts"}
    asserted = {fact.id for fact in analysis.facts() if fact.committed} - taken_back
    disputed: dict[str, list[str]] = {}
    for dispute in disputes(analysis):
        for camp in dispute.camps:
            for id in camp.claims:
                disputed.setdefault(id, []).append(dispute.id)
    for block in analysis.blocks():
        for event in (*block.events, *block.plans):
            told = [wanted[id] for id in event.claims if id in wanted]
            if told and may_show(event.type, event.place, event.documents):
                yield _happening(event, told, asserted, disputed, naming, coarse)


def _happening(
    event: Event,
    told: list[Told],
    asserted: set[str],
    disputed: Mapping[str, list[str]],
    naming: Naming,
    coarse: Coarse,
) -> Happening:
    asserting = tuple(one for one in told if one.id in asserted)
    others = tuple(one for one in told if one not in asserting)
    counted = Counter(one.event for one in asserting or others)
    row = Places.load().by_id(event.place)
    place = naming.anchor(event.place, coarse=coarse(told))
    part = _part(event, asserting or others) if not coarse(told) else None
    earliest, latest = days(event.days)
    agents, targets = _sides(asserting)
    return Happening(
        event.id,
        min(counted, key=lambda kind: (-counted[kind], kind)),
        part or _better(place, event.place, told),
        earliest,
        latest,
        asserting,
        others,
        agents,
        targets,
        bool(targets) and all(_civilian(one) for one in targets),
        _counts(event, asserted) if asserting else (),
        len({one.document for one in told}),
        event.roots,
        tuple(sorted({id for one in told for id in disputed.get(one.id, ())})),
        event.causes,
        row.country if row is not None else "",
        event.decided,
    )


def _better(place: Spot | None, anchor: str, told: Iterable[Told]) -> Spot | None:
    """The place as claims know it, where the gazetteer has no position of it."""
    if place is None or place.lat is not None:
        return place
    spots = (spot for one in told for spot in one.places if spot.entity == anchor and spot.lat is not None)
    return next(spots, place)


def _counts(event: Event, asserted: set[str]) -> tuple[Count, ...]:
    """The tolls, as far as claims that assert them count them."""
    out = []
    for toll in event.tolls:
        sure = [count for count in toll.counts if asserted.issuperset(count.claims)]
        if sure:
            out.append(Count(toll.of, min(count.low for count in sure), max(count.high for count in sure)))
    return tuple(out)


def _part(event: Event, told: Iterable[Told]) -> Spot | None:
    """The place within the town that all claims name."""
    parts = {fact.where.part for fact in event.facts}
    if len(parts) != 1 or not (part := next(iter(parts))).startswith("place:"):
        return None
    return next((spot for one in told for spot in one.places if spot.entity == part), None)


def _civilian(one: Named) -> bool:
    return one.entity is not None and kind_of(one.entity) == "civilian"


def _sides(told: Iterable[Told]) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Who does it and to whom, each once, those named most often first.

    Whom some tellings have on one side and some on the other is on that which more of them give.
    """
    told = list(told)
    (agents, does), (targets, suffers) = (_counted(told, field) for field in ("agents", "targets"))
    return (
        tuple(agents[key] for key in _ranked(does) if does[key] >= suffers[key]),
        tuple(targets[key] for key in _ranked(suffers) if suffers[key] > does[key]),
    )


def _counted(told: Iterable[Told], field: str) -> tuple[dict[str, Named], Counter[str]]:
    counted: Counter[str] = Counter()
    first: dict[str, Named] = {}
    for one in told:
        for named in getattr(one, field):
            counted[named.entity or named.name] += 1
            first.setdefault(named.entity or named.name, named)
    return first, counted


def _ranked(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda key: -counted[key])


def contested(
    analysis: Analysis,
    wanted: Iterable[str],
    told: Mapping[str, Told],
    naming: Naming,
    masking: Callable[[str], Masking],
    coarse: Coarse,
) -> Iterator[Contested]:
    """The disputes that any wanted claim is in; claims that are held back are in none of them."""
    wanted = frozenset(wanted)
    for dispute in disputes(analysis):
        claims = [id for camp in dispute.camps for id in camp.claims]
        known = [told[id] for id in claims if id in told]
        if wanted.isdisjoint(claims) or len(known) < len(claims):
            continue
        masks = [masking(document) for document in dict.fromkeys(one.document for one in known)]
        yield Contested(
            dispute.id,
            dispute.topic,
            _masked(dispute.about, masks),
            naming.anchor(dispute.place, coarse=coarse(known)),
            dispute.earliest,
            dispute.latest,
            dispute.subtypes,
            dispute.open,
            _masked(dispute.would_settle, masks),
            dispute.weight,
            tuple(
                Account(
                    _masked(camp.says, masks),
                    tuple(dict.fromkeys(told[id].teller for id in camp.claims)),
                    camp.claims,
                    camp.roots,
                    camp.since,
                )
                for camp in dispute.camps
            ),
        )


def _masked(text: str, masks: Iterable[Masking]) -> str:
    for mask in masks:
        text = mask.masked(text)
    return text
