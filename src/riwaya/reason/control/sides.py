"""Who is on whose side, and when: from the user's SIDES.yaml, else from the gazetteer.

A side is a label; parties of a place that share one are a coalition and held to be one holder. A side that nobody
states is unknown, which is another thing than `neutral`.
"""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from riwaya.gazetteer.actors import actors
from riwaya.model.errors import Malformed, Unreadable

NEUTRAL: Final = "neutral"
"""The label that says: on nobody's side."""

_NEUTRAL_WORDS: Final = frozenset({"neutral", "none", "independent", "unaligned"})
_UNKNOWN_WORDS: Final = frozenset({"unknown", "?", ""})
_FIRST, _LAST = datetime.date.min, datetime.date.max


class Taken(msgspec.Struct, frozen=True):
    """One entity takes one side from `first` to `last` (days, inclusive); `source` is where that is known from."""

    side: str
    first: datetime.date = _FIRST
    last: datetime.date = _LAST
    source: str | None = None


class Sides:
    """Look-up of sides. `given` (the user's) come before the gazetteer's; voices missing in `given` are unknown."""

    def __init__(self, given: Mapping[str, tuple[Taken, ...]] | None = None) -> None:
        self._given = dict(given or {})
        self.stated = given is not None
        self._merged = self._same_side() if self._given else {}

    def of(self, entity: str | None, day: datetime.date | None = None, conflict: str = "") -> str | None:
        """The side of an actor or outlet on a day; None when unknown.

        Of several sides in several conflicts the one of `conflict` (a gazetteer prefix such as `syria`) is taken,
        else the first that holds on that day.
        """
        if not entity:
            return None
        stated = self._given.get(entity)
        if stated is not None:
            return _on(stated, day)
        label = self._known(entity, day, conflict)
        return self._merged.get(label, label) if label else None

    def of_voice(self, entity: str | None, day: datetime.date | None = None, conflict: str = "") -> str | None:
        """The side that a voice takes: by the SIDES file if there is one (actors keep theirs), else the gazetteer's."""
        if entity and self.stated and entity not in self._given and not entity.startswith("actor:"):
            return None
        return self.of(entity, day, conflict)

    def given(self, name: str | None, day: datetime.date | None = None) -> str | None:
        """The side that the user's file states for exactly this entity or name, if any."""
        return _on(self._given.get(name, ()), day) if name else None

    def _known(self, entity: str, day: datetime.date | None, conflict: str) -> str | None:
        rows = actors().rows
        first: str | None = None
        seen = 0
        while entity in rows and seen < 6:
            found = _gazetteer_sides(rows[entity].sides)
            here = [taken for taken in found if not conflict or taken.side.partition(":")[0] == conflict]
            label = _on(here, day)
            if label:
                return label
            first = first or _on(found, day)
            entity, seen = rows[entity].parent, seen + 1
        return None if conflict else first

    def _same_side(self) -> dict[str, str]:
        """The user's label for each label of the gazetteer: the one most of its members have been given."""
        votes: dict[str, dict[str, int]] = {}
        rows = actors().rows
        for entity, stated in self._given.items():
            if entity in rows and entity.startswith("actor:"):
                for known in _gazetteer_sides(rows[entity].sides):
                    for taken in stated:
                        if taken.side != NEUTRAL:
                            tally = votes.setdefault(known.side, {})
                            tally[taken.side] = tally.get(taken.side, 0) + 1
        return {label: min(tally, key=lambda side: (-tally[side], side)) for label, tally in votes.items()}


def _on(taken: Iterable[Taken], day: datetime.date | None) -> str | None:
    for one in taken:
        if day is None or one.first <= day <= one.last:
            return one.side
    return None


_parsed: dict[tuple[str, ...], tuple[Taken, ...]] = {}


def _gazetteer_sides(cells: tuple[str, ...]) -> tuple[Taken, ...]:
    found = _parsed.get(cells)
    if found is None:
        found = _parsed[cells] = tuple(map(_gazetteer_side, cells))
    return found


def _gazetteer_side(cell: str) -> Taken:
    label, _, span = cell.partition("@")
    start, _, end = span.partition("/")
    return Taken(label, _day(start, _FIRST, last=False), _day(end, _LAST, last=True), "gazetteer")


def _day(text: str, default: datetime.date, *, last: bool) -> datetime.date:
    """A day from a year, a month or a day; of a longer one its first or last day."""
    if not text:
        return default
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    if len(parts) == 1:
        return datetime.date(parts[0], 12, 31) if last else datetime.date(parts[0], 1, 1)
    year, month = parts
    if not last:
        return datetime.date(year, month, 1)
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return after - datetime.timedelta(days=1)


def read_sides(path: Path) -> Sides:
    """Sides from a YAML file. Each entity maps to a label, or to one or several of {side, source, from, to}.

    The mapping may stand under a key `sides`; a list of records with `entity` is read likewise. `unknown` (or null)
    leaves the side unknown, `neutral` says it has none. Malformed names what is wrong.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error), "give a file of sides") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise Malformed(path, f"not YAML: {' '.join(str(error).split())}", "see docs/control.md") from error
    if isinstance(found, dict) and isinstance(found.get("sides"), dict | list):
        found = found["sides"]
    if isinstance(found, list):
        found = _by_entity(found, path)
    if found is None:
        found = {}
    if not isinstance(found, dict):
        raise Malformed(path, "is no mapping of entities to sides", "see docs/control.md")
    given: dict[str, tuple[Taken, ...]] = {}
    for entity, value in found.items():
        values = value if isinstance(value, list) else [value]
        taken = [one for one in (_taken(v, str(entity), path) for v in values) if one is not None]
        given[str(entity)] = tuple(taken)
    return Sides(given)


def _by_entity(rows: list[Any], path: Path) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {}
    for row in rows:
        entity = (row.get("entity") or row.get("id") or row.get("voice")) if isinstance(row, dict) else None
        if not isinstance(entity, str):
            raise Malformed(path, f"{row!r} names no entity", "see docs/control.md")
        out.setdefault(entity, []).append(row)
    return out


def _taken(value: Any, entity: str, path: Path) -> Taken | None:
    if value is None or isinstance(value, str):
        label, first, last, source = value or "", _FIRST, _LAST, None
    elif isinstance(value, dict):
        label = value.get("side") or ""
        first = _given_day(value.get("from"), _FIRST, entity, path, last=False)
        last = _given_day(value.get("to"), _LAST, entity, path, last=True)
        source = str(value["source"]) if value.get("source") else None
    else:
        raise Malformed(path, f"{entity}: {value!r} is no side", "give a label or {side, source, from, to}")
    label = str(label).strip()
    if label.lower() in _UNKNOWN_WORDS:
        return None
    return Taken(NEUTRAL if label.lower() in _NEUTRAL_WORDS else label, first, last, source)


def _given_day(value: Any, default: datetime.date, entity: str, path: Path, *, last: bool) -> datetime.date:
    if value is None:
        return default
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return _day(str(value), default, last=last)
    except ValueError as error:
        raise Malformed(path, f"{entity}: {value!r} is no day", "write days as 2017-11-09") from error
