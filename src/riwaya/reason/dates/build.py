"""From material to graphs: which reports need a day, what ties them together, and over which days to look."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
import numpy as np

from riwaya.model import Claim, Span
from riwaya.reason.dates import kernels
from riwaya.reason.dates.anchors import Anchor, for_key
from riwaya.reason.dates.graph import Edge, Graph
from riwaya.reason.dates.kernels import WEEK, Kernel, Vector
from riwaya.reason.dates.mentions import Key, Mention, Statement, about, mentions, newest_day, province_of, statements
from riwaya.reason.inputs import Material

PAD: Final = 60
"""Days looked at beyond the first and the last known one."""
LOOKING_BACK: Final = 400
"""The same after the latest day that a report looks back on, when nothing else is known."""
MOST_SPAN: Final = 15_000
"""Days before the latest known one that are looked at, about forty years."""
LEAST: Final = 0.02
"""The share of a hub's prior that is spread evenly: what is known of it may be of another happening."""
GIVEN_APART: Final = 0.05
RECORD_APART: Final = 0.15
SEVERAL_APART: Final = 0.5
"""How doubtful an anchor is: the user's, one of the record, one without a doer where several did such a thing there."""
ANCHORED_APART: Final = 0.12
"""How likely a telling is of another happening than the one that the user gave an anchor for, at most."""
STORY: Final = "story"
STORY_APART: Final = 0.15
REGION: Final = "region"
REGION_APART: Final = 0.3
"""A place's story ties the reports on it; one whose place no other report is about is tied to its province's."""
SHARE_OF_TELLINGS: Final = 0.25
"""The weight of dated reports' tellings of a happening beside an anchor for it."""


class Reading(msgspec.Struct, frozen=True):
    """What one report has to say about days. `given`: its known days (ordinals), None when they are to be found."""

    id: str
    given: tuple[int, int] | None
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    newest: tuple[int, Span] | None
    about: str | None


class Source(msgspec.Struct, frozen=True):
    """One thing that is known of a hub's day: an anchor, or a dated report's telling."""

    days: Mapping[int, float]
    weight: float
    says: str


class Hub(msgspec.Struct, frozen=True):
    """A happening or a story, what is known of its day, and the reports of unknown day that are tied to it."""

    key: Key
    sources: tuple[Source, ...]
    ties: tuple[tuple[str, Kernel, float, Mention | None], ...]


class Component(msgspec.Struct, frozen=True):
    """Reports of unknown day that hang together, and their hubs; as a graph once some day is known."""

    readings: tuple[Reading, ...]
    hubs: tuple[Hub, ...]
    graph: Graph | None


def readings(material: Material) -> list[Reading]:
    """Every report's reading, by id."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in material.claims:
        by_report[claim.document].append(claim)
    out = []
    for id, report in material.reports.items():
        claims = by_report[id]
        days = report.published.days()
        given = (days[0].toordinal(), days[1].toordinal()) if days is not None else None
        out.append(
            Reading(
                id, given, tuple(statements(claims)), tuple(mentions(claims)),
                newest_day(claims) if given is None else None, about(claims),
            )
        )  # fmt: skip
    return _with_doers(out)


def _with_doers(found: list[Reading]) -> list[Reading]:
    """Tellings without a doer join those that name one, where all that name one name the same."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in found:
        for mention in reading.mentions:
            if mention.key.actor:
                known[mention.key.group, mention.key.place].add(mention.key.actor)
    out = []
    for reading in found:
        by_key: dict[Key, Mention] = {m.key: m for m in reading.mentions if m.key.actor}
        for mention in reading.mentions:
            if not mention.key.actor:
                doers = known[mention.key.group, mention.key.place]
                key = Key(mention.key.group, mention.key.place, next(iter(doers))) if len(doers) == 1 else mention.key
                by_key.setdefault(key, msgspec.structs.replace(mention, key=key))
        out.append(msgspec.structs.replace(reading, mentions=tuple(by_key[key] for key in sorted(by_key))))
    return out


def components(found: Sequence[Reading], anchors: Sequence[Anchor]) -> list[Component]:
    """The reports of unknown day in groups that share no hub, with their graphs; in the order of their first id."""
    open_ones = {r.id: r for r in found if r.given is None}
    hubs = [hub for hub in _hubs(found, open_ones, anchors) if hub.ties]
    group = {id: id for id in open_ones}

    def find(id: str) -> str:
        while group[id] != id:
            group[id] = group[group[id]]
            id = group[id]
        return id

    for hub in hubs:
        for id, *_ in hub.ties[1:]:
            a, b = sorted((find(hub.ties[0][0]), find(id)))
            group[b] = a
    given = sorted(r.given[0] for r in found if r.given is not None)
    members: dict[str, list[Reading]] = defaultdict(list)
    for id in sorted(open_ones):
        members[find(id)].append(open_ones[id])
    theirs: dict[str, list[Hub]] = defaultdict(list)
    for hub in hubs:
        theirs[find(hub.ties[0][0])].append(hub)
    return [
        Component(tuple(members[root]), tuple(theirs[root]), _graph(members[root], theirs[root], given))
        for root in sorted(members)
    ]


def _hubs(found: Sequence[Reading], open_ones: Mapping[str, Reading], anchors: Sequence[Anchor]) -> Iterable[Hub]:
    told: dict[Key, list[tuple[Reading, Mention | None]]] = defaultdict(list)
    for reading in found:
        for mention in reading.mentions:
            told[mention.key].append((reading, mention))
        if reading.about is not None:
            told[Key(STORY, reading.about)].append((reading, None))
    alone = {readers[0][0].id for key, readers in told.items() if key.group == STORY and len(readers) == 1}
    for reading in found:
        province = province_of(reading.about)
        if province is not None and (reading.given is not None or reading.id in alone):
            told[Key(REGION, province)].append((reading, None))
    told = _one_freshness(told, open_ones)
    several = Counter((key.group, key.place) for key in told if key.actor)
    for key in sorted(told):
        if not any(reading.id in open_ones for reading, _ in told[key]):
            continue
        dated = [(reading, mention) for reading, mention in told[key] if reading.given is not None]
        fitting = for_key(anchors, key) if key.group not in (STORY, REGION) else []
        most = ANCHORED_APART if any(anchor.given for anchor in fitting) else 1.0
        ties = tuple(
            (reading.id, *_tie(mention, key.group, most), mention)
            for reading, mention in told[key]
            if reading.id in open_ones
        )
        sources = []
        for anchor in fitting:
            apart = GIVEN_APART if anchor.given else RECORD_APART
            if not anchor.key.actor and several[key.group, key.place] > 1:
                apart = SEVERAL_APART
            weight = (1 - (SHARE_OF_TELLINGS if dated else 0)) * (1 - apart) / len(fitting)
            span = anchor.last - anchor.first + 1
            days = dict.fromkeys(range(anchor.first, anchor.last + 1), 1 / span)
            sources.append(Source(days, weight, anchor.says))
        for reading, telling in dated:
            weight = (SHARE_OF_TELLINGS if fitting else 1.0) / len(dated)
            sources.append(Source(_days(reading, telling), weight, f"told by {reading.id}"))
        yield Hub(key, tuple(sources), ties)


def _one_freshness(
    told: dict[Key, list[tuple[Reading, Mention | None]]], open_ones: Mapping[str, Reading]
) -> dict[Key, list[tuple[Reading, Mention | None]]]:
    """Of the happenings that a report of unknown day tells without a day, the one that most others tell too.

    That they are told as news says once that the report is fresh, however many they are: counting it for each of them
    would make too sure.
    """
    best: dict[str, tuple[float, int, Key]] = {}
    for key, readers in told.items():
        for reading, mention in readers:
            if mention is not None and mention.kernel is kernels.news() and reading.id in open_ones:
                rank = (mention.apart, -len(readers), key)
                best[reading.id] = min(rank, best.get(reading.id, rank))
    out: dict[Key, list[tuple[Reading, Mention | None]]] = {}
    for key, readers in told.items():
        kept = [
            (reading, mention)
            for reading, mention in readers
            if mention is None
            or mention.kernel is not kernels.news()
            or reading.id not in open_ones
            or best[reading.id][2] == key
        ]
        if kept:
            out[key] = kept
    return out


def _tie(mention: Mention | None, group: str = STORY, most: float = 1.0) -> tuple[Kernel, float]:
    if mention is None:
        return kernels.story(), STORY_APART if group == STORY else REGION_APART
    return mention.kernel if mention.kernel is not None else kernels.news(), min(mention.apart, most)


def _days(reading: Reading, mention: Mention | None) -> dict[int, float]:
    """The days of a happening as a dated report tells it."""
    assert reading.given is not None
    if mention is not None and mention.days is not None:
        first, last = mention.days
        return dict.fromkeys(range(first, last + 1), 1 / (last - first + 1))
    kernel = _tie(mention)[0]
    first, last = reading.given
    last = min(last, first + 2 * PAD)
    out: dict[int, float] = defaultdict(float)
    for day in range(first, last + 1):
        for hub_day, share in kernel.days(day, (day - 1) % WEEK).items():
            out[hub_day] += share / (last - first + 1)
    return dict(out)


def _graph(members: Sequence[Reading], hubs: Sequence[Hub], given: Sequence[int]) -> Graph | None:
    known = [_likeliest(source.days) for hub in hubs for source in hub.sources]
    known += [m.days[k] for r in members for m in r.mentions if m.days is not None for k in (0, 1)]
    newest = [r.newest[0] for r in members if r.newest is not None]
    if not known and not newest:
        return None
    if given:
        # What a tie leaves open may be any day that the material is of.
        known += [given[0], given[-1]]
    # A year told as history must not stretch the days looked at over a century.
    last = max(known or newest)
    known = [day for day in known if last - day <= MOST_SPAN]
    newest = [day for day in newest if abs(last - day) <= MOST_SPAN]
    # A day that a report looks back on bounds its own on one side only.
    first = max(min([*known, *newest]) - PAD, 1)
    size = max([*(day + PAD for day in known), *(day + (PAD if known else LOOKING_BACK) for day in newest)]) - first + 1
    place = {reading.id: n for n, reading in enumerate(members)}
    priors = [report_prior(reading, first, size) for reading in members]
    edges = []
    for hub in hubs:
        node = len(priors)
        priors.append(_hub_prior(hub, first, size))
        for id, kernel, apart, mention in hub.ties:
            if mention is not None and mention.days is not None:
                continue  # told by the calendar: it dates the hub, not the report
            edges.append(Edge(place[id], node, kernel, apart))
    return Graph(first, size, priors, edges)


def _likeliest(days: Mapping[int, float]) -> int:
    return max(days, key=lambda day: (days[day], -day))


def report_prior(reading: Reading, first: int, size: int) -> Vector:
    """What a report's own words say of its day."""
    weekdays = (np.arange(first, first + size) - 1) % WEEK
    prior = np.ones(size)
    for statement in reading.statements:
        prior *= np.asarray(statement.shares)[weekdays]
    if reading.newest is not None:
        after = np.arange(first, first + size) - reading.newest[0]
        shares = 0.35 / 4 * np.exp(-np.abs(after) / 4) + 0.3 / 30 * np.exp(-np.abs(after) / 30) + 0.35 / 400
        prior *= np.where(after >= 0, shares, 0.02 * shares)
    return np.asarray(prior / prior.sum())


def _hub_prior(hub: Hub, first: int, size: int) -> Vector:
    prior = np.full(size, LEAST / size)
    total = 0.0
    for source in hub.sources:
        for day, share in source.days.items():
            if 0 <= day - first < size:
                prior[day - first] += (1 - LEAST) * source.weight * share
        total += source.weight
    own = [mention.days for *_, mention in hub.ties if mention is not None and mention.days is not None]
    for days in own:  # a report of unknown date that gives the happening's calendar day
        for day in range(days[0], days[1] + 1):
            if 0 <= day - first < size:
                prior[day - first] += (1 - LEAST) / len(own) / (days[1] - days[0] + 1)
    if total < 1 and not own:
        prior += (1 - total) / size
    return np.asarray(prior / prior.sum())
