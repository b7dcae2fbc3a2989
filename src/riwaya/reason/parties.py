"""Parties: who a list of mentions stands for, and whether two lists stand for the same one.

The gazetteer's rows give what an actor belongs to (`parent`) and its sides over time. Identity here is wide, because
reports name one party by its army, its government or its allies in turn: two lists are *the same* party when they share
an actor, when one actor belongs to the other, or when they share a side on that day. They are *another* when both are
known and nothing is shared; what only a common noun names ("gunmen", "the army") is *unknown*, never another.
"""

import datetime
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache, lru_cache

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.model import Actor, Voice

PARTY_KINDS = frozenset({"government", "military", "armed_group"})
"""Kinds of actors that can hold a place or fight for it."""

ABLE = PARTY_KINDS | {"official", "international"}


class Same(Enum):
    """How two parties compare."""

    YES = "same"
    NO = "another"
    UNKNOWN = "unknown"


class Party(msgspec.Struct, frozen=True, gc=False):
    """Somebody as named: `ids` are the actors named, `wide` also all that they belong to, `sides` theirs that day.

    `civilian` when all that is named are people who may be harmed; `forms` are the texts, for showing.
    """

    ids: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    civilian: bool = False
    combatant: bool = False
    able: bool = True
    """Whether it may hold a place: not when all that is named are civilians, media and the like."""
    forms: tuple[str, ...] = ()
    key: int = 0
    """Equal for parties that compare alike, within one process."""

    def __bool__(self) -> bool:
        return bool(self.ids)


NOBODY = Party()


def party(mentions: Sequence[Actor | Voice], day: int | None) -> Party:
    """The party that mentions name on a day (proleptic ordinal), or on an unknown one."""
    if not mentions:
        return NOBODY
    return _party(tuple((m.entity, m.name or m.text) for m in mentions), day)


@lru_cache(maxsize=100_000)
def _party(named: tuple[tuple[str | None, str], ...], day: int | None) -> Party:
    ids: set[str] = set()
    wide: set[str] = set()
    sides: set[str] = set()
    civilian: list[bool] = []
    combatant = able = False
    for entity, _ in named:
        if entity is None:
            civilian.append(False)
            able = True
            continue
        kind = kind_of(entity)
        able = able or kind is None or kind in ABLE
        civilian.append(kind == "civilian")
        combatant = combatant or kind in PARTY_KINDS
        if generic(entity):
            continue
        ids.add(entity)
        wide.update(belongs_to(entity))
        sides.update(sides_on(entity, day))
    whole = bool(civilian) and all(civilian)
    forms = tuple(form for _, form in named)
    key = _key(ids, wide, sides)
    return Party(frozenset(ids), frozenset(wide), frozenset(sides), whole, combatant, able, forms, key)


_keys: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], int] = {}
_compared: dict[tuple[int, int], Same] = {}


def _key(ids: Iterable[str], wide: Iterable[str], sides: Iterable[str]) -> int:
    return _keys.setdefault((frozenset(ids), frozenset(wide), frozenset(sides)), len(_keys) + 1)


def together(a: Party, b: Party) -> Party:
    """Both parties as one."""
    if not a:
        return b
    if not b or a.key == b.key:
        return a
    ids, wide, sides = a.ids | b.ids, a.wide | b.wide, a.sides | b.sides
    return Party(ids, wide, sides, key=_key(ids, wide, sides))


def compare(a: Party, b: Party) -> Same:
    """Whether two parties are the same, as the module says."""
    if not a.ids or not b.ids:
        return Same.UNKNOWN
    pair = (a.key, b.key)
    known = _compared.get(pair)
    if known is None:
        known = _compared[pair] = _compare(a, b)
    return known


def _compare(a: Party, b: Party) -> Same:
    if not a.ids.isdisjoint(b.wide) or not b.ids.isdisjoint(a.wide) or not a.sides.isdisjoint(b.sides):
        return Same.YES
    if a.sides and b.sides and _theatres(a.sides).isdisjoint(_theatres(b.sides)):
        return Same.UNKNOWN  # sides of different conflicts say nothing about one another
    return Same.NO if bool(a.sides) == bool(b.sides) else Same.UNKNOWN


def _theatres(sides: Iterable[str]) -> set[str]:
    return {side.partition(":")[0] for side in sides}


@cache
def generic(entity: str) -> bool:
    """Whether an entity is a common noun of the gazetteer and so identifies nobody."""
    row = actors().rows.get(entity)
    return row is not None and row.generic


@cache
def kind_of(entity: str) -> str | None:
    """The gazetteer's kind of an entity, None for one that it does not know."""
    row = actors().rows.get(entity)
    return None if row is None else row.kind


@cache
def name_of(entity: str) -> str:
    """The gazetteer's neutral name of an entity, or the entity itself."""
    row = actors().rows.get(entity)
    return entity.partition(":")[2] or entity if row is None else row.name


@cache
def belongs_to(entity: str) -> frozenset[str]:
    """The entity and all that it belongs to."""
    rows = actors().rows
    out = [entity]
    while (row := rows.get(out[-1])) is not None and row.parent and row.parent not in out:
        out.append(row.parent)
    return frozenset(out)


@lru_cache(maxsize=100_000)
def sides_on(entity: str, day: int | None) -> frozenset[str]:
    """The sides of an entity on a day; on an unknown day, all it ever had."""
    row = actors().rows.get(entity)
    return frozenset() if row is None else frozenset(_side(side) for side in row.sides if _holds(side, day))


def _side(side: str) -> str:
    return side.partition("@")[0]


@lru_cache(maxsize=10_000)
def _holds(side: str, day: int | None) -> bool:
    """Whether a side label (`label@from/to`, either open, dates of any precision) holds on a day."""
    dates = side.partition("@")[2]
    if day is None or not dates:
        return True
    first, _, last = dates.partition("/")
    return (not first or _first_day(first) <= day) and (not last or day < _first_day(last))


def _first_day(text: str) -> int:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day).toordinal()
