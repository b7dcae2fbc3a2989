"""Decisions to rows and back, and the questions about them that need no more than a connection."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, tuple_

from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import MAIN, Decision, Json, Target, standing

CHUNK = 400
"""Ids that one question names at most."""


def _json(value: Json | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def write(connection: Connection, decision: Decision) -> None:
    """Append a decision."""
    connection.execute(insert(tables.decisions), values_of(decision))
    touched = [(decision.target, decision.version), *decision.also]
    rows = [{"seq": decision.seq, "kind": t.kind, "id": t.id, "version": v} for t, v in touched]
    connection.execute(insert(tables.decision_targets), rows)


def values_of(decision: Decision) -> dict[str, Any]:
    """The columns of a decision's row."""
    values: dict[str, Any] = {
        name: getattr(decision, name)
        for name in ("seq", "id", "action", "why", "who", "version", "document", "sha256", "undoes", "track", "sample")
    }
    return values | {
        "target_kind": decision.target.kind,
        "target_id": decision.target.id,
        "old": _json(decision.old),
        "new": _json(decision.new),
        "made_at": decision.when,
    }


def next_seq(connection: Connection) -> int:
    """The number of the next decision."""
    return (connection.execute(select(func.max(tables.decisions.c.seq))).scalar() or 0) + 1


def decisions(
    connection: Connection, *where: ColumnElement[bool], newest: bool = False, limit: int | None = None, offset: int = 0
) -> list[Decision]:
    """The decisions for which the conditions hold, in the order in which they were made (or `newest` first)."""
    seq = tables.decisions.c.seq
    query = select(tables.decisions).where(*where).order_by(seq.desc() if newest else seq).limit(limit).offset(offset)
    return list(_with_targets(connection, connection.execute(query).all()))


def about(connection: Connection, targets: Iterable[Target], track: str | None = None) -> list[Decision]:
    """Every decision that touches one of the targets, on one track or on all."""
    wanted = sorted({(target.kind, target.id) for target in targets})
    column = tables.decision_targets.c
    found: dict[int, Decision] = {}
    for start in range(0, len(wanted), CHUNK):
        touched = select(column.seq).where(tuple_(column.kind, column.id).in_(wanted[start : start + CHUNK]))
        conditions: list[ColumnElement[bool]] = [tables.decisions.c.seq.in_(touched)]
        if track is not None:
            conditions.append(tables.decisions.c.track == track)
        found |= {decision.seq: decision for decision in decisions(connection, *conditions)}
    return [found[seq] for seq in sorted(found)]


def standing_of_kinds(connection: Connection, kinds: Iterable[str], track: str = MAIN) -> list[Decision]:
    """The decisions about targets of these kinds that have not been undone, but for those that lost what they said
    to a redaction.
    """
    table = tables.decisions.c
    return with_content(standing(decisions(connection, table.target_kind.in_(list(kinds)), table.track == track)))


def with_content(found: Iterable[Decision]) -> list[Decision]:
    """The decisions but for those that lost what they said to a redaction."""
    return [d for d in found if not d.redacted or d.new is not None or d.action in ("confirm", "reject")]


def by_id(connection: Connection, id: str) -> Decision | None:
    """The decision of this id."""
    return next(iter(decisions(connection, tables.decisions.c.id == id)), None)


def version_of(connection: Connection, target: Target, track: str = MAIN) -> int:
    """The version of a target: how many decisions were made about it."""
    table = tables.targets.c
    query = select(table.version).where(table.kind == target.kind, table.id == target.id, table.track == track)
    return connection.execute(query).scalar() or 0


def _with_targets(connection: Connection, rows: "Iterable[Row[Any]]") -> Iterator[Decision]:
    listed = list(rows)
    also: dict[int, list[tuple[Target, int]]] = {}
    many = [row.seq for row in listed if row.action in ("merge", "split", "undo")]
    column = tables.decision_targets.c
    for start in range(0, len(many), CHUNK):
        query: Select[Any] = select(tables.decision_targets).where(column.seq.in_(many[start : start + CHUNK]))
        for row in connection.execute(query.order_by(column.seq, column.kind, column.id)):
            also.setdefault(row.seq, []).append((Target(row.kind, row.id), row.version))
    for row in listed:
        target = Target(row.target_kind, row.target_id)
        yield Decision(
            id=row.id,
            seq=row.seq,
            action=row.action,
            target=target,
            old=None if row.old is None else msgspec.json.decode(row.old),
            new=None if row.new is None else msgspec.json.decode(row.new),
            why=row.why,
            who=row.who,
            when=row.made_at,
            version=row.version,
            document=row.document,
            sha256=row.sha256,
            undoes=row.undoes,
            track=row.track,
            sample=row.sample,
            also=tuple(pair for pair in also.get(row.seq, ()) if pair[0] != target),
            redacted=bool(row.redacted),
        )
