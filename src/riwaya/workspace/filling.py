"""Putting worked-out portions into the derived tables, those of a place that was cut in time one after the other."""

import msgspec
from sqlalchemy import Connection, distinct, func, select

from riwaya.ledger import derived
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.derived import Values
from riwaya.ledger.store import Ledger
from riwaya.workspace.records import PlaceRecord
from riwaya.workspace.worked import TABLES, Worked


class Filling:
    """Takes portions in their order. Each is written in a transaction of its own: readers see old places beside new
    ones; of a place that was cut in time, its spans appear one by one, and its own row with the last.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._pieces: list[Values] = []
        self._begun: frozenset[str] = frozenset()

    def take(self, worked: Worked) -> dict[str, int]:
        """Write a portion; what it adds to the counts."""
        counts = dict(worked.counts)
        rows = dict(worked.rows)
        with self._ledger.writing() as connection:
            if worked.part.what == "all" or worked.part.places != self._begun:
                derived.clear_places(connection, worked.part.places, control=True)
            if worked.part.what == "events":
                self._begun = worked.part.places
                self._pieces += rows.pop(tables.derived_places.name)
                counts["places"] = 0
            derived.write(connection, {TABLES[name]: found for name, found in rows.items()})
            if worked.part.what == "control":
                derived.write(connection, {tables.derived_places: [_place(connection, self._pieces)]})
                counts["places"] = 1
                self._pieces, self._begun = [], frozenset()
        return counts


def _place(connection: Connection, pieces: list[Values]) -> Values:
    """The row of a place from those of its spans."""
    of = tables.derived_place_claims.c
    id = pieces[0]["id"]
    documents = connection.execute(select(func.count(distinct(of.document))).where(of.place == id)).scalar_one()
    values = {
        **{name: sum(piece[name] for piece in pieces) for name in ("claims", "events", "disputes")},
        "documents": int(documents),
        "first": min((piece["first"] for piece in pieces if piece["first"]), default=None),
        "last": max((piece["last"] for piece in pieces if piece["last"]), default=None),
    }
    record = msgspec.structs.replace(msgspec.json.decode(pieces[0]["record"], type=PlaceRecord), **values)
    return {**pieces[0], **values, "record": msgspec.json.encode(record).decode()}
