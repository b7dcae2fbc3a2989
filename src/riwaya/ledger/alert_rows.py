"""Rows of alerts: what is found, what is due, what arrived. Moments are ISO 8601 in UTC, to the second."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, delete, exists, func, insert, select, update

from riwaya.ledger import alert_tables as tables
from riwaya.ledger import schema

WAITING: Final = "waiting"
TOLD: Final = "told"
WITHHELD: Final = "withheld"
LAPSED: Final = "lapsed"
_CHUNK: Final = 500


class AlertRow(msgspec.Struct, frozen=True):
    """One alert as it is stored; `record` is JSON, empty where what it rests on was redacted."""

    id: str
    position: int
    kind: str
    place: str
    state: str
    reason: str | None
    found_at: str
    due_at: str
    record: str


class Delivery(msgspec.Struct, frozen=True):
    """An alert that a sink is to get, how often that was tried, and when it may be tried again."""

    alert: AlertRow
    tries: int
    next_at: str


def seen(connection: Connection, kind: str) -> set[str]:
    """What was seen of a kind."""
    column = tables.alert_seen.c
    return set(connection.execute(select(column.key).where(column.kind == kind)).scalars())


def see(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Remember what was not seen before."""
    rows = [{"kind": kind, "key": key} for key in sorted(set(keys))]
    if rows:
        connection.execute(insert(tables.alert_seen), rows)


def seen_of(connection: Connection, kind: str, keys: Iterable[str]) -> set[str]:
    """Which of some keys were seen of a kind."""
    column = tables.alert_seen.c
    wanted = sorted(set(keys))
    return {
        key
        for start in range(0, len(wanted), _CHUNK)
        for key in connection.execute(
            select(column.key).where(column.kind == kind, column.key.in_(wanted[start : start + _CHUNK]))
        ).scalars()
    }


_LOOKED_AT: Final = "looked at"


def looked_at(connection: Connection) -> str | None:
    """The state of the derived tables that was last looked at, as `set_looked_at` was told; None where none was."""
    return next(iter(seen(connection, _LOOKED_AT)), None)


def set_looked_at(connection: Connection, mark: str) -> None:
    """Note which state of the derived tables was looked at."""
    connection.execute(delete(tables.alert_seen).where(tables.alert_seen.c.kind == _LOOKED_AT))
    see(connection, _LOOKED_AT, [mark])


def known(connection: Connection, ident: str) -> bool:
    """Whether there is an alert of this id."""
    return connection.execute(select(tables.alerts.c.id).where(tables.alerts.c.id == ident)).first() is not None


def add(connection: Connection, values: dict[str, Any], claims: Collection[str]) -> None:
    """Record an alert, with the claims that it rests on."""
    last = connection.execute(select(func.max(tables.alerts.c.position))).scalar() or 0
    connection.execute(insert(tables.alerts), values | {"position": int(last) + 1})
    if claims:
        rows = [{"alert": values["id"], "claim": claim} for claim in sorted(set(claims))]
        connection.execute(insert(tables.alert_claims), rows)


def claims_of(connection: Connection, ident: str) -> list[str]:
    """The claims that an alert rests on."""
    column = tables.alert_claims.c
    return list(connection.execute(select(column.claim).where(column.alert == ident).order_by(column.claim)).scalars())


def due(connection: Connection, now: str) -> list[AlertRow]:
    """The alerts whose embargo is over, in the order of finding."""
    column = tables.alerts.c
    query = select(tables.alerts).where(column.state == WAITING, column.due_at <= now).order_by(column.position)
    return [_row(row) for row in connection.execute(query)]


def settle(connection: Connection, ident: str, state: str) -> None:
    """Give an alert another state."""
    connection.execute(update(tables.alerts).where(tables.alerts.c.id == ident).values(state=state))


def tell(connection: Connection, ident: str, sinks: Iterable[str], now: str) -> None:
    """An alert is to go to these sinks."""
    settle(connection, ident, TOLD)
    rows = [{"alert": ident, "sink": sink, "tries": 0, "next_at": now} for sink in sorted(set(sinks))]
    if rows:
        connection.execute(insert(tables.alert_outbox), rows)


def waiting_for(connection: Connection, sink: str) -> list[Delivery]:
    """What a sink is still to get, in the order of finding."""
    box, alert = tables.alert_outbox.c, tables.alerts
    query = select(alert, box.tries, box.next_at).join(tables.alert_outbox, box.alert == alert.c.id)
    query = query.where(box.sink == sink, box.sent_at.is_(None)).order_by(alert.c.position)
    return [Delivery(_row(row), row.tries, row.next_at) for row in connection.execute(query)]


def arrived(connection: Connection, ident: str, sink: str, now: str) -> None:
    """A sink has an alert."""
    box = tables.alert_outbox
    connection.execute(
        update(box)
        .where(box.c.alert == ident, box.c.sink == sink)
        .values(sent_at=now, error=None, tries=box.c.tries + 1)
    )


def failed(connection: Connection, ident: str, sink: str, next_at: str, error: str) -> None:
    """A sink did not take an alert; it is tried again at a later time."""
    box = tables.alert_outbox
    connection.execute(
        update(box)
        .where(box.c.alert == ident, box.c.sink == sink)
        .values(next_at=next_at, error=error, tries=box.c.tries + 1)
    )


def all_alerts(connection: Connection, states: Sequence[str] = ()) -> list[AlertRow]:
    """Every alert, in the order of finding; only those in some states."""
    query = select(tables.alerts).order_by(tables.alerts.c.position)
    if states:
        query = query.where(tables.alerts.c.state.in_(states))
    return [_row(row) for row in connection.execute(query)]


def held_back(connection: Connection) -> dict[str, int]:
    """How many alerts are held back, by the reason."""
    column = tables.alerts.c
    query = select(column.reason, column.state, func.count()).where(column.state.in_((WAITING, WITHHELD)))
    counts: dict[str, int] = {}
    for reason, state, number in connection.execute(query.group_by(column.reason, column.state)):
        name = "embargo" if state == WAITING else reason or "withheld"
        counts[name] = counts.get(name, 0) + int(number)
    return dict(sorted(counts.items()))


def holders(connection: Connection) -> dict[str, tuple[str, str, str | None]]:
    """For each place the likeliest holder as found last and as told last, and the last alert about it."""
    return {row.place: (row.state, row.told, row.alert) for row in connection.execute(select(tables.alert_holders))}


def set_holder(connection: Connection, place: str, **values: str | None) -> None:
    """Change what is known of a place's holder; with `state` and `told`, also of a new place."""
    table = tables.alert_holders
    if not connection.execute(update(table).where(table.c.place == place).values(**values)).rowcount:
        connection.execute(insert(table), {"place": place, "alert": None} | values)


def fingerprints(connection: Connection) -> dict[str, str]:
    """What was read of each source, as it was then."""
    return {row.source: row.fingerprint for row in connection.execute(select(tables.watched))}


def remember(connection: Connection, found: dict[str, str]) -> None:
    """Remember what was read."""
    table = tables.watched
    names = sorted(found)
    for start in range(0, len(names), _CHUNK):
        some = names[start : start + _CHUNK]
        connection.execute(delete(table).where(table.c.source.in_(some)))
        connection.execute(insert(table), [{"source": name, "fingerprint": found[name]} for name in some])


def after_redaction(connection: Connection) -> None:
    """Take out of alerts what rests on claims that are no longer there, and all that was seen and read.

    What nobody was told yet of it, nobody will be; the next look takes everything as seen.
    """
    box, of = tables.alerts, tables.alert_claims
    gone = ~exists().where(schema.claims.c.id == of.c.claim)
    touched = list(connection.execute(select(of.c.alert).where(gone).distinct()).scalars())
    for start in range(0, len(touched), _CHUNK):
        some = touched[start : start + _CHUNK]
        connection.execute(update(box).where(box.c.id.in_(some), box.c.state == WAITING).values(state=LAPSED))
        connection.execute(update(box).where(box.c.id.in_(some)).values(record=""))
        connection.execute(delete(of).where(of.c.alert.in_(some)))
    connection.execute(delete(tables.alert_seen))
    connection.execute(delete(tables.watched))


def _row(row: Any) -> AlertRow:
    return AlertRow(*(getattr(row, name) for name in AlertRow.__struct_fields__))
