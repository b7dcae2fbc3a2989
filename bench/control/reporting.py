"""From a history to reports: sources that are biased, copy, lag, keep silent, lie in concert; and misreadings."""

import datetime

import msgspec
import numpy as np
from bench.control.world import PARTIES, World

from riwaya.model import Actor, Claim, EventTime, Extent, Place, Published, Span
from riwaya.reason.inputs import Report

FIRST = datetime.date(2031, 1, 1)


class Source(msgspec.Struct, frozen=True):
    """One outlet. `side`: the party it serves, -1 for none. `bias`: how far its content bends towards that party.

    `accuracy`: of what it says when it does not bend. `rate`: reports a day and place. `own`, `foe`, `fight`: how much
    more often it reports what its own party holds, what another does, and fighting. `lag`: mean days by which its
    undated claims trail. `liar`: says that its party holds the place whatever happens.
    """

    name: str
    side: int = -1
    bias: float = 0.0
    accuracy: float = 0.85
    rate: float = 0.06
    own: float = 1.0
    foe: float = 1.0
    fight: float = 1.0
    lag: float = 0.3
    liar: bool = False
    stubborn: float = 0.0


class Reporting(msgspec.Struct, frozen=True):
    """How reports come about. `copying`: chance that a report is copied by each other outlet; `marked`: chance that a
    copy's lineage is on record; `misread`: chance that extraction gets a claim wrong; `burst`: more reports after a
    change; `undated`: half-width in days of what is known of a report's date; `timed`: chance that a late claim says
    its day; `accounts`: chance that a report which tells who has taken the place also tells, as of the same day, of the
    fighting that led to it."""

    copying: float = 0.12
    marked: float = 1.0
    misread: float = 0.06
    burst: float = 3.0
    undated: int = 0
    timed: float = 0.6
    accounts: float = 0.0


class Told(msgspec.Struct, frozen=True):
    """Claims and reports, as anybody might hand them to riwaya."""

    claims: list[Claim]
    reports: list[Report]


def tell(rng: np.random.Generator, world: World, sources: list[Source], how: Reporting) -> Told:
    """Let the sources report the world."""
    claims: list[Claim] = []
    reports: list[Report] = []
    since = world.since()
    covers = {source.name: rng.random(world.places) < 0.8 for source in sources}
    stuck: dict[tuple[str, int], int] = {}
    for day in range(world.days):
        for place in range(world.places):
            for source in sources:
                if not covers[source.name][place]:
                    continue
                state = int(world.state[place, day])
                rate = source.rate * _interest(source, state, world)
                if since[place, day] < 4:
                    rate *= how.burst
                if rng.random() >= rate:
                    continue
                said, late = _content(rng, source, world, place, day, stuck)
                event = _event(rng, said, source, since[place, max(0, day - late)], world)
                if rng.random() < how.misread:
                    event = _misread(rng, event, world)
                timed = late > 0 and rng.random() < how.timed
                root = f"r{len(reports)}"
                events = [event]
                if how.accounts and event[0] in ("capture", "recapture") and rng.random() < how.accounts:
                    events += _fought(rng, event, world)
                _publish(rng, claims, reports, source.name, place, day, late if timed else None, events, None, how)
                for other in sources:
                    if other is not source and rng.random() < how.copying:
                        later = min(world.days - 1, day + int(rng.integers(0, 3)))
                        lineage = root if rng.random() < how.marked else None
                        back = (later - day + late) if timed else None
                        _publish(rng, claims, reports, other.name, place, later, back, events, lineage, how)
    return Told(claims, reports)


Event = tuple[str, tuple[int, ...], tuple[int, ...], str, tuple[float, float] | None]
"""Event type, agents, targets (parties), stance (with its denial), extent."""


def _interest(source: Source, state: int, world: World) -> float:
    if state == world.contested:
        return source.fight
    if source.side < 0:
        return 1.0
    return source.own if state == source.side else source.foe


def _content(
    rng: np.random.Generator, source: Source, world: World, place: int, day: int, stuck: dict[tuple[str, int], int]
) -> tuple[int, int]:
    """The state that the source claims, and how many days ago that state was."""
    late = min(day, int(rng.poisson(source.lag)))
    true = int(world.state[place, day - late])
    if source.liar:
        return source.side, late
    if source.side >= 0 and true != source.side and rng.random() < source.bias:
        # It bends: a foe's hold becomes its own or a fight, a fight its own victory.
        said = source.side if true == world.contested or rng.random() < 0.45 else world.contested
    elif rng.random() < source.accuracy:
        said = true
    else:
        wrong = [state for state in range(world.parties + 1) if state != true]
        said = int(rng.choice(wrong))
    if said != true and rng.random() < source.stubborn:
        said = stuck.setdefault((source.name, place), said)
    elif said == true:
        stuck.pop((source.name, place), None)
    return said, late


def _event(rng: np.random.Generator, said: int, source: Source, since: int, world: World) -> Event:
    parties = list(range(world.parties))
    if said == world.contested or said == world.other:
        one, two = (int(p) for p in rng.permutation(parties)[:2])
        if said == world.other:
            return "withdrawal", (one,), (), "asserts", None
        kind = rng.random()
        if kind < 0.5:
            return "clash", (one,), (two,), "asserts", None
        if kind < 0.7:
            return "entry", (one,), (two,), "asserts", None
        if kind < 0.9:
            return "capture", (one,), (), "asserts", (0.2, 0.6)
        return "attack", (one,), (two,), "asserts", None
    others = [p for p in parties if p != said]
    other = int(rng.choice(others))
    kind = rng.random()
    if since < 8:
        if kind < 0.6:
            return "capture", (said,), (other,) if rng.random() < 0.5 else (), "asserts", None
        if kind < 0.7:
            return "recapture", (said,), (), "asserts", None
        if kind < 0.8:
            return "clearing", (said,), (), "asserts", None
        if kind < 0.9:
            return "withdrawal", (other,), (), "asserts", None
    if source.side == said and kind < 0.2:
        return "capture", (other,), (), "denies", None
    if kind < 0.55:
        return "control", (said,), (), "asserts", None
    if kind < 0.65:
        return "airstrike", (other,), (said,), "asserts", None
    if kind < 0.72:
        return "siege", (other,), (said,), "asserts", None
    if kind < 0.8:
        return "capture", (other,), (said,), "failed", None
    if kind < 0.86:
        return "recapture", (other,), (), "expects", None
    return "deployment" if kind < 0.92 else "control", (said,), (), "asserts", None


def _fought(rng: np.random.Generator, taken: Event, world: World) -> list[Event]:
    """How a place that is said to be taken was fought for: one to three claims of the same account."""
    taker = taken[1][0]
    loser = int(rng.choice([party for party in range(world.parties) if party != taker]))
    kinds = rng.choice(["clash", "attack", "airstrike", "advance"], size=int(rng.integers(1, 4)), replace=False)
    return [(str(kind), (taker,), (loser,), "asserts", None) for kind in kinds]


def _misread(rng: np.random.Generator, event: Event, world: World) -> Event:
    name, agents, targets, stance, extent = event
    kind = rng.random()
    if kind < 0.4:
        return name, targets or (int(rng.integers(world.parties)),), agents, stance, extent
    if kind < 0.7:
        return name, agents, targets, "asserts" if stance != "asserts" else "denies", extent
    other = str(rng.choice(["capture", "control", "withdrawal", "clash"]))
    return other, agents, targets, "asserts", None


def _publish(
    rng: np.random.Generator,
    claims: list[Claim],
    reports: list[Report],
    outlet: str,
    place: int,
    day: int,
    late: int | None,
    events: list[Event],
    lineage: str | None,
    how: Reporting,
) -> None:
    report = f"r{len(reports)}"
    published = FIRST + datetime.timedelta(days=day)
    shift = int(rng.integers(-how.undated, how.undated + 1)) if how.undated else 0
    first = published + datetime.timedelta(days=shift - how.undated)
    last = published + datetime.timedelta(days=shift + how.undated)
    reports.append(
        Report(report, outlet, published=Published(first.isoformat(), last.isoformat(), "sidecar"), lineage=lineage)
    )
    time = None
    if late is not None:
        on = (published - datetime.timedelta(days=late)).isoformat()
        time = EventTime(None, None, (-late, -late), "", 0, 0) if how.undated else EventTime(on, on, None, "", 0, 0)
    for name, agents, targets, stance, extent in events:
        denial = {"denies": "rebuttal", "failed": "failed"}.get(stance)
        claims.append(
            Claim(
                id=f"c{len(claims)}",
                document=report,
                evidence=Span(0, 0, ""),
                voices=(),
                cue=None,
                attitude="neutral",
                stance="denies" if denial else stance,  # type: ignore[arg-type]
                denial=denial,  # type: ignore[arg-type]
                denies_what="event" if denial else None,
                event=name,
                background=False,
                agents=tuple(_actor(party) for party in agents),
                targets=tuple(_actor(party) for party in targets),
                places=(Place(f"p{place}", 0, 2, f"p{place}", f"place:sim-{place}"),),
                time=time,
                extent=Extent("", *extent) if extent else None,
                quantities=(),
                rules=(),
                score=0.9,
            )
        )


def _actor(party: int) -> Actor:
    return Actor(PARTIES[party], 0, len(PARTIES[party]), None, PARTIES[party])
