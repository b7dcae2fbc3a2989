"""What the map shows: who holds which place by days, and where claims are, as exactly as it is known."""

import datetime

import msgspec
from sqlalchemy import func, select

from riwaya.ledger import derived_tables as tables
from riwaya.ledger.store import Ledger
from riwaya.workspace.records import PlaceRecord, Shown, Stretch

MOST_PLACES = 2_000
"""Places whose control the map shows: those with most independent roots."""
MOST_SPOTS = 2_000


class Held(msgspec.Struct, frozen=True):
    """A place on the map: where it is, the days from which its stretches count and until which they go on, and its
    holders in the order of their numbers. `wide`: it is an area, and the position only somewhere in it.
    """

    id: str
    name: str
    arabic: str
    lat: float
    lon: float
    wide: bool
    first: str
    last: str
    roots: int
    holders: tuple[str, ...]
    stretches: tuple[Stretch, ...]


class Spot(msgspec.Struct, frozen=True):
    """Claims of one stance at one place on the days asked for; `precision` says how exactly that place is known."""

    place: str
    text: str
    lat: float | None
    lon: float | None
    precision: str
    stance: str
    claims: int
    example: str


class MapData(msgspec.Struct, frozen=True):
    """Places with their control, the span of days that anything is known of, how many places there are in all."""

    places: list[Held]
    first: str | None
    last: str | None
    of: int


def control(ledger: Ledger) -> MapData:
    """The control of every place that has a position, by stretches of days."""
    table, places = tables.derived_control.c, tables.derived_places.c
    decode = msgspec.json.Decoder(PlaceRecord).decode
    with ledger.reading() as connection:
        total = connection.execute(select(func.count()).select_from(tables.derived_control)).scalar_one()
        rows = connection.execute(
            select(
                table.place,
                table.first,
                table.last,
                table.roots,
                table.stretches,
                places.record.label("of"),
            )
            .join(tables.derived_places, places.id == table.place)
            .order_by(table.roots.desc(), table.place)
            .limit(MOST_PLACES)
        )
        held = []
        for row in rows:
            place = decode(row.of)
            if place.lat is None or place.lon is None:
                continue
            shown = msgspec.json.decode(row.stretches, type=Shown)
            held.append(
                Held(
                    place.id,
                    place.name,
                    place.arabic,
                    place.lat,
                    place.lon,
                    place.precision == "area",
                    row.first,
                    row.last,
                    row.roots,
                    shown.holders,
                    shown.stretches,
                )
            )
    days = [place.first for place in held], [place.last for place in held]
    return MapData(held, min(days[0], default=None), max(days[1], default=None), int(total))


def last_told(ledger: Ledger, until: str) -> str | None:
    """The last day, no later than `until`, that any claim is about; None where there is none."""
    day = tables.derived_spots.c.day
    with ledger.reading() as connection:
        found: str | None = connection.execute(select(func.max(day)).where(day <= until)).scalar_one()
    return found


def spots(ledger: Ledger, day: str, span: int) -> list[Spot]:
    """Where claims about the days from `span` before `day` to `day` are, those with most claims first.

    A claim whose place nobody could resolve has no position, and stands at the end of the list without one.
    """
    last = datetime.date.fromisoformat(day)
    first = (last - datetime.timedelta(days=span)).isoformat()
    at = tables.derived_spots.c
    number = func.sum(at.claims)
    query = (
        select(
            at.spot,
            func.min(at.text).label("text"),
            func.min(at.lat).label("lat"),
            func.min(at.lon).label("lon"),
            at.precision,
            at.stance,
            number.label("n"),
            func.min(at.example).label("example"),
        )
        .where(at.day >= first, at.day <= day)
        .group_by(at.spot, at.precision, at.stance)
        .order_by(func.min(at.lat).is_(None), number.desc(), at.spot, at.precision, at.stance)
        .limit(MOST_SPOTS)
    )
    with ledger.reading() as connection:
        rows = connection.execute(query).all()
    return [
        Spot(row.spot, row.text, row.lat, row.lon, row.precision, row.stance, int(row.n), row.example)
        if row.precision != "unresolved"
        else Spot(row.spot, row.text, None, None, row.precision, row.stance, int(row.n), row.example)
        for row in rows
    ]
