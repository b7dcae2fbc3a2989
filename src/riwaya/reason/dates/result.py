"""Every report's days, with the sentences that they rest on, what speaks against them, and what would settle them."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
import numpy as np

from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.places import Places
from riwaya.model import Span
from riwaya.reason.dates.anchors import Anchor, record
from riwaya.reason.dates.build import REGION, STORY, Component, Hub, Reading, components, readings, report_prior
from riwaya.reason.dates.graph import Solution, solve
from riwaya.reason.dates.kernels import Vector
from riwaya.reason.dates.mentions import WEEKDAYS, Key, Statement
from riwaya.reason.inputs import Material

SET: Final = 0.8
"""The share that the days from `earliest` to `latest` hold at least: the smallest set of days that holds it."""
SHOWN: Final = 0.001
"""Days with a smaller share are left out of `days`."""
CLASHES: Final = 0.35
"""A statement clashes with a day to which it gives less than this part of what it gives to its best."""
WEIGHS: Final = 0.03
"""Ties that tell less than this (nats) are not named as reasons."""
REASONS: Final = 8

_NOUNS: Final = {"killed": "deaths", "injured": "injuries", "detained": "arrests", "execution": "an execution"}
"""Happenings whose names are no nouns that "of" a place can follow."""


class Because(msgspec.Struct, frozen=True):
    """Words of the report that bear on its day: where they stand, and what they say of it."""

    start: int
    end: int
    text: str
    says: str


class Dated(msgspec.Struct, frozen=True):
    """One report's day.

    `earliest` and `latest` bound the smallest set of days with 80% of the probability; `best` is the most
    probable day. `days` are shares by ISO day, those under 0.001 left
    out; `all_days` has them all. All are None or empty when nothing ties the report to the calendar. `would_settle`:
    the anchor that would tell most, in the form that `--anchor` takes with the day left open.
    """

    document: str
    earliest: str | None
    latest: str | None
    best: str | None
    days: dict[str, float]
    because: tuple[Because, ...]
    would_settle: str | None
    all_days: dict[str, float]
    given: bool = False

    def likely(self) -> list[str]:
        """The smallest set of days with 80% of the probability, in the order of the calendar."""
        return sorted(_smallest(self.all_days))


def date_reports(material: Material, anchors: Iterable[Anchor] = (), *, with_record: bool = True) -> dict[str, Dated]:
    """Date every report, by id. The result does not depend on the order of claims, reports or anchors."""
    known = sorted({*anchors, *(record() if with_record else ())})
    found = readings(material)
    out: dict[str, Dated] = {}
    for reading in found:
        if reading.given is not None:
            out[reading.id] = _given(reading)
    for component in components(found, known):
        for dated in _found(component):
            out[dated.document] = dated
    return {id: out[id] for id in material.reports}


def unused(material: Material, anchors: Iterable[Anchor]) -> list[Anchor]:
    """Those of the anchors that no report tells of: a name that was not understood, most likely."""
    keys = {mention.key for reading in readings(material) for mention in reading.mentions}
    return [anchor for anchor in anchors if not any(anchor.fits(key) for key in keys)]


def _given(reading: Reading) -> Dated:
    assert reading.given is not None
    first, last = reading.given
    prior = report_prior(reading, first, last - first + 1)
    best = int(prior.argmax())
    because = [_because(s, _verdict(s, first + best)) for s in reading.statements]
    return _dated(reading.id, first, prior, best, because, None, given=True)


def _found(component: Component) -> Iterable[Dated]:
    graph = component.graph
    if graph is None:
        for reading in component.readings:
            because = [_because(s, s.says) for s in reading.statements]
            yield _dated(reading.id, 0, None, None, because, _most_telling(reading))
        return
    solution = solve(graph)
    hubs = dict(enumerate(component.hubs, len(component.readings)))
    for node, reading in enumerate(component.readings):
        marginal = solution.marginals[node]
        best = int(marginal.argmax())
        because = [_because(s, _verdict(s, graph.first + best)) for s in reading.statements]
        if reading.newest is not None:
            span = reading.newest[1]
            says = f"tells of {_iso(reading.newest[0])}: published then or later"
            because.append(Because(span.start, span.end, span.text, says))
        ties = sorted((-solution.brought(n), n) for n, edge in enumerate(solution.kept) if edge.report == node)
        ties = [(told, n) for told, n in ties if -told > WEIGHS]
        because += [b for _, n in ties if (b := _of_tie(reading, hubs[solution.kept[n].hub], solution, n, graph.first))]
        open_key = _would_settle(reading, hubs, solution, node) if marginal.max() < SET else None
        yield _dated(reading.id, graph.first, marginal, best, because[:REASONS], open_key)


def _of_tie(reading: Reading, hub: Hub, solution: Solution, n: int, first: int) -> Because | None:
    """What a tie rests on: the report's words for the happening, and what is known of its day."""
    mention = next((m for id, *_, m in hub.ties if id == reading.id and m is not None), None)
    others = [id for id, *_ in hub.ties if id != reading.id]
    known = _known(hub, others)
    if mention is None:
        if not known:
            return None
        return Because(0, 0, "", f"is about {_place(hub.key.place)}, as {known}: such reports are mostly days apart")
    day = first + int(solution.marginals[solution.kept[n].hub].argmax())
    likely = float(solution.marginals[solution.kept[n].hub].max())
    when = f", probably {_iso(day)}" if likely > 0.5 else ""
    rest = f"; {known}" if known else ""
    says = f"{_happening(hub.key)}{when}, {mention.says}{rest}"
    return Because(mention.span.start, mention.span.end, mention.span.text, says)


def _known(hub: Hub, others: list[str]) -> str:
    named = [source.says for source in sorted(hub.sources, key=lambda s: -s.weight)]
    named += [f"also told by {id}" for id in others]
    more = f" and {len(named) - 2} more" if len(named) > 2 else ""
    # "told by a, b and 9 more", not "told by a; told by b and 9 more"
    by = "told by "
    told = [name.removeprefix("also ").removeprefix(by) for name in named[:2]]
    if named and all(by in name[: len("also ") + len(by)] for name in named[:2]):
        return by + (", " if more or len(told) < 2 else " and ").join(told) + more
    return "; ".join(named[:2]) + more


def _would_settle(reading: Reading, hubs: Mapping[int, Hub], solution: Solution, node: int) -> str | None:
    """The happening whose day, if it were known, would tell most about the report's."""
    best: tuple[float, str] | None = None
    for n, edge in enumerate(solution.kept):
        if edge.report != node or hubs[edge.hub].key.group in (STORY, REGION):
            continue
        if float(solution.marginals[edge.hub].max()) > SET:
            continue  # known already
        by = next((m.by for *_, m in hubs[edge.hub].ties if m is not None and m.by), "")
        worth = (round(solution.worth(n), 6), _settles(hubs[edge.hub].key, by))
        best = worth if best is None or worth > best else best
    if best is None:
        return _most_telling(reading, known={hubs[e.hub].key for e in solution.kept if e.report == node})
    return best[1]


def _most_telling(reading: Reading, known: Iterable[Key] = ()) -> str | None:
    left = [m for m in reading.mentions if m.days is None and m.kernel is not None and m.key not in set(known)]
    if not left:
        return None
    mention = min(left, key=lambda m: (m.apart, m.kernel.entropy if m.kernel else 0.0, m.key))
    return _settles(mention.key, mention.by)


def _settles(key: Key, by: str) -> str:
    """The anchor for a happening, its day left open."""
    who = f" by {actors().rows[by].name}" if key.actor and by in actors().rows else ""
    return f"{key.group} of {_place(key.place)}{who} = YYYY-MM-DD"


def _happening(key: Key) -> str:
    noun = _NOUNS.get(key.group)
    return f"{noun} in {_place(key.place)}" if noun else f"{key.group.replace('_', ' ')} of {_place(key.place)}"


def _place(id: str) -> str:
    row = Places.load().by_id(id)
    return row.name if row is not None else id


def _because(statement: Statement, says: str) -> Because:
    span: Span = statement.span
    return Because(span.start, span.end, span.text, says)


def _verdict(statement: Statement, day: int) -> str:
    """What a weekday statement says, and whether it goes with a day."""
    weekday = (day - 1) % 7
    if statement.shares[weekday] < CLASHES * max(statement.shares):
        return f"{statement.says}; clashes with {_iso(day)}, a {WEEKDAYS[weekday]}"
    return statement.says


def _dated(
    id: str, first: int, shares: Vector | None, best: int | None, because: list[Because], settles: str | None,
    *, given: bool = False,
) -> Dated:  # fmt: skip
    if shares is None or best is None:
        return Dated(id, None, None, None, {}, tuple(because), settles, {}, given)
    every = {_iso(first + k): float(p) for k, p in enumerate(shares / np.sum(shares)) if p > 0}
    likely = sorted(_smallest(every))
    shown = {day: round(p, 4) for day, p in every.items() if p >= SHOWN}
    return Dated(id, likely[0], likely[-1], _iso(first + best), shown, tuple(because), settles, every, given)


def _smallest(days: Mapping[str, float]) -> list[str]:
    out: list[str] = []
    total = 0.0
    for day in sorted(days, key=lambda day: (-round(days[day], 9), day)):
        if total >= SET - 1e-9:
            break
        out.append(day)
        total += days[day]
    return out


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def as_json(dated: Dated) -> str:
    """The line that `riwaya dates --json` prints."""
    keys = ("document", "earliest", "latest", "best", "days", "because", "would_settle")
    return msgspec.json.encode({key: getattr(dated, key) for key in keys}).decode()
