"""From an event to the codes of an event-data scheme, and what such rows have in common.

Only what somebody says happened is ever coded: `coded` passes over every event that no claim asserts.
"""

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
import yaml

from riwaya.export.bundle import Bundle
from riwaya.export.persons import actor_in
from riwaya.export.records import Happening, Named, Spot, Told
from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.lang.labels import labels
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import EVENTS

_FILE: Final = Path(__file__).with_name("event_codes.yaml")
_REGIONS: Final = Path(__file__).with_name("regions.yaml")

Scheme = Literal["acled", "plover"]

_AGAINST_THE_STATE: Final = frozenset(("opposition", "resistance", "separatists", "rebels"))
"""Sides of a war, as the gazetteer names them, whose armies and councils claim a state that they don't have."""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code of a scheme, and for whom it is."""

    type: str
    sub: str
    agent: Literal["state", "armed"] | None = None
    target: Literal["civilians"] | None = None


class Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of one event type; `why` there are none."""

    acled: tuple[Code, ...]
    plover: tuple[Code, ...]
    why: str = ""


class Placed(msgspec.Struct, frozen=True):
    """An event that happened in somebody's words, with its place, its day and how exactly that is known (1 the day,
    2 the week, 3 the month).
    """

    event: Happening
    day: datetime.date
    precision: int
    place: Spot


class Coded(Placed, frozen=True, kw_only=True):
    """An event with its code in a scheme."""

    code: Code


@cache
def codes() -> Mapping[str, Codes]:
    """The codes of every event type; DataError unless it is exactly those."""
    found = _read(_FILE, dict[str, Codes])
    if set(found) != EVENTS:
        raise DataError(_FILE, None, f"missing or unknown events: {sorted(set(found) ^ EVENTS)}")
    return found  # type: ignore[no-any-return]


@cache
def regions() -> Mapping[str, str]:
    """The region of each country, by its alpha-2 code."""
    found = _read(_REGIONS, dict[str, list[str]])
    return {country: region for region, countries in found.items() for country in countries}


def _read(file: Path, kind: Any) -> Any:
    try:
        # Norway's code is no false.
        return msgspec.convert(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader), kind)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(file, None, " ".join(str(error).split())) from error


def happened(bundle: Bundle, left_out: dict[str, int]) -> Iterator[Placed]:
    """The events that happened in somebody's words and are of a known day and place, by day, place and id.

    What is passed over is counted in `left_out` by reason: nothing is dropped silently.
    """
    shown = {one.id for one in bundle.events if one.happened}
    out = []
    for event in bundle.events:
        found, spot = day_of(event), event.place
        if not event.happened:
            why = "nobody says that it happened"
        elif shown.intersection(event.causes):
            why = "told as the outcome of another event, where it is counted"
        elif found is None:
            why = "day not known to a month"
        elif spot is None or spot.lat is None or spot.kind == "country":
            why = "place not known"
        else:
            out.append(Placed(event, *found, spot))
            continue
        left_out[why] = left_out.get(why, 0) + 1
    yield from sorted(out, key=lambda one: (one.day, one.place.entity or one.place.name, one.event.id))


def coded(bundle: Bundle, scheme: Scheme, left_out: dict[str, int]) -> Iterator[Coded]:
    """Those of them that the scheme has a code for."""
    for one in happened(bundle, left_out):
        code = code_of(one.event, scheme)
        if code is None:
            kind = one.event.type
            why = f"{kind}: {codes()[kind].why or 'no such event in this scheme'}"
            left_out[why] = left_out.get(why, 0) + 1
            continue
        yield Coded(one.event, one.day, one.precision, one.place, code=code)


def code_of(event: Happening, scheme: Scheme) -> Code | None:
    """The first code that fits the event."""
    listed = codes()[event.type].acled if scheme == "acled" else codes()[event.type].plover
    camp = sector(event.agents[0], event.country) if event.agents else ""
    for code in listed:
        if code.target == "civilians" and not event.civilians:
            continue
        if code.agent == "state" and camp not in ("State forces", "External/Other forces"):
            continue
        if code.agent == "armed" and camp not in ("Rebel group", "Political militia"):
            continue
        return code
    return None


def day_of(event: Happening) -> tuple[datetime.date, int] | None:
    """The middle of the days that the event may have happened on, and how exactly it is known; None beyond a month."""
    if event.earliest is None or event.latest is None:
        return None
    first, last = map(datetime.date.fromisoformat, (event.earliest, event.latest))
    length = (last - first).days
    if length > 31:
        return None
    return first + datetime.timedelta(days=length // 2), 1 if length == 0 else 2 if length < 7 else 3


def sector(named: Named, country: str) -> str:
    """Who an actor is to the place's country: `State forces`, `Rebel group`, `Political militia`, `Civilians`,
    `External/Other forces`; empty where that is not known.
    """
    row = row_of(named)
    if row is None:
        return ""
    if row.kind == "civilian":
        return "Civilians"
    home = {label.partition("@")[0] for label in row.sides}
    slug = country_name(country).lower().replace(" ", "-")
    governs = any(label in (f"{slug}:government", f"{slug}:transitional") for label in home)
    if row.kind == "armed_group":
        return "Political militia" if governs else "Rebel group"
    if row.kind in ("government", "military", "official"):
        state = _state(row)
        if state and state != country_name(country):
            return "External/Other forces"  # an ally, whichever side of the war it is on
        at_home = {label.partition(":")[2] for label in home if label.startswith(f"{slug}:")}
        if state or governs or row.generic or (at_home and at_home.isdisjoint(_AGAINST_THE_STATE)):
            return "State forces"  # an army or government of a country that has two is no foreigner there
        return "Rebel group" if at_home else "External/Other forces"
    return "External/Other forces" if row.kind == "international" else ""


def _state(row: ActorRow) -> str:
    """The country whose state an actor is part of, by name; empty where it is of none."""
    known = actors().rows
    while row.parent in known:
        row = known[row.parent]
    return row.name if row.name in _countries() else ""


@cache
def _countries() -> frozenset[str]:
    """The names of the gazetteer's countries."""
    from riwaya.gazetteer.places import Places

    return frozenset(row.name for row in Places.load().rows() if row.kind == "country")


def row_of(named: Named) -> ActorRow | None:
    """The gazetteer's actor that is meant, or that the words name first ("units of the army")."""
    row = actors().rows.get(named.entity or "")
    return row if row is not None or named.private else actor_in(named.text)


@cache
def country_name(code: str) -> str:
    """The gazetteer's name of a country."""
    from riwaya.gazetteer.places import Places

    return next((row.name for row in Places.load().rows() if row.kind == "country" and row.country == code), "")


@cache
def iso_codes() -> Mapping[str, tuple[str, str]]:
    """The alpha-3 and the numeric code of each country, by its alpha-2 code (from the CLDR)."""
    from babel.core import get_global

    out: dict[str, list[str]] = {}
    for alias, meant in get_global("territory_aliases").items():
        if len(alias) == 3 and len(meant) == 1:
            known = out.setdefault(meant[0], ["", ""])
            known[alias.isdigit()] = known[alias.isdigit()] or alias
    return {code: (alpha, numeric) for code, (alpha, numeric) in out.items()}


def fatalities(event: Happening) -> int | None:
    """The least that anybody counts as killed: of several groups the largest, never a sum; None if nobody counts."""
    counts = [count.low for count in event.counts if "injured" not in count.of]
    return int(max(counts)) if counts else None


def notes(event: Happening) -> str:
    """Who says so, on how many roots, who says otherwise, and the words: in English, whoever reads the row."""
    tellers = list(dict.fromkeys(told.teller or f"report {told.document}" for told in event.asserting))
    roots = max(event.roots, 1)
    parts = [
        f"Told, not established: {', '.join(tellers)} ({_many(event.documents, 'report')}, "
        f"{_many(roots, 'independent root')})."
    ]
    for stance, verb in _STANCES.items():
        said = [told for told in event.others if told.stance == stance]
        if said:
            who = ", ".join(dict.fromkeys(told.teller or f"report {told.document}" for told in said))
            kinds = ", ".join(sorted({labels("en")["denials"][told.denial] for told in said if told.denial}))
            parts.append(f"{verb}: {who}{f' ({kinds})' if kinds else ''}.")
    if event.disputes:
        parts.append(f"Disputed ({', '.join(event.disputes)}).")
    if event.decided:
        parts.append("Put together by an analyst.")
    counts = [f"{count.of} {count.low:g}-{count.high:g}" for count in event.counts if count.low != count.high]
    if counts:
        parts.append(f"Counts differ: {'; '.join(counts)}.")
    parts.append(f"«{_words(event.asserting[0])}» [{event.asserting[0].document} {event.asserting[0].start}]")
    return " ".join(parts)


_STANCES: Final = {
    "denies": "Denied by",
    "doubts": "Doubted by",
    "possible": "Called possible by",
    "expects": "Expected by",
    "threatens": "Threatened by",
    "demands": "Demanded by",
}


def _words(told: Told) -> str:
    return " ".join(told.evidence.split())


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'s' * (n != 1)}"
