"""Finding what nobody was told yet: contradictions, disputes that open, places whose likeliest holder changed.

Everything follows from the ledger's derived tables and from what was seen before, in one transaction: whoever is killed
here finds the same again. What a ledger holds at the first look is taken as known.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, select

from riwaya.export.caution import sensitive_row, why_sensitive
from riwaya.fetch.clock import stamp
from riwaya.gazetteer.places import Places
from riwaya.ledger import alert_rows, rows, schema
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.derived import chunks
from riwaya.model import Claim, Document
from riwaya.model.ids import content_id
from riwaya.reason.sources import private
from riwaya.watch.record import Alert, Kind, Side
from riwaya.watch.telling import Telling, day_after
from riwaya.workspace.derived import claims as claims_of
from riwaya.workspace.records import DisputeRecord, Timeline

FIRST_LOOK: Final = "first look"
"""Kind and key of what is seen once anything was looked at."""
_PAIR: Final = "pair"
_DISPUTED: Final = "disputed"
_MOST_CLAIMS: Final = 200
"""Claims that one alert rests on, at most."""


class Found(msgspec.Struct, frozen=True):
    """How many alerts a look found; `first`: it was the first, and took what there is as known."""

    alerts: int
    first: bool


class Detector:
    """Looks at a ledger within a writing transaction. `now` is the time of finding."""

    def __init__(
        self, connection: Connection, telling: Telling, *, now: datetime.datetime, embargo: datetime.timedelta
    ) -> None:
        self._connection, self._telling, self._now, self._embargo = connection, telling, now, embargo
        self._documents: dict[str, Document] = {}
        self._found = 0

    def look(self, places: Collection[str] | None = None, *, from_start: bool = False) -> Found:
        """Record what is new, everywhere or at some places (anchors). With `from_start` the first look takes nothing as
        known.
        """
        first = not alert_rows.seen(self._connection, FIRST_LOOK)
        silent = first and not from_start
        if first:
            alert_rows.see(self._connection, FIRST_LOOK, [FIRST_LOOK])
        for some in (None,) if places is None or first else chunks(sorted(places)):
            self._contradictions(silent, some)
            self._disputes(silent, some)
            self._holders(silent, some)
        return Found(self._found, silent)

    # --- contradictions ----------------------------------------------------------------------------------------------

    def _contradictions(self, silent: bool, places: Sequence[str] | None) -> None:
        table = tables.derived_relations.c
        query = _at(table.place, places, select(table.a, table.b, table.place, table.subtype))
        query = query.where(table.type == "contradicts").order_by(table.place, table.a, table.b)
        everything = self._connection.execute(query).all()
        seen = self._seen(_PAIR, places, (pair(row.a, row.b) for row in everything))
        new = [row for row in everything if pair(row.a, row.b) not in seen]
        alert_rows.see(self._connection, _PAIR, (pair(row.a, row.b) for row in new))
        if silent:
            return
        against: dict[tuple[str, str], list[tuple[Claim, Claim, str | None]]] = {}
        for row in new:
            both = [one.claim for one in claims_of(self._connection, [row.a, row.b])]
            if len(both) == 2:
                older, newer = sorted(both, key=self._told)
                against.setdefault((row.place, self._account(newer)), []).append((newer, older, row.subtype))
        for (place, account), pairs in against.items():
            self._contradiction(place, account, pairs)

    def _contradiction(self, place: str, account: str, pairs: Sequence[tuple[Claim, Claim, str | None]]) -> None:
        """One account that is new, with all that it contradicts: whoever tells it again adds nothing."""
        newer = {new.id: new for new, _, _ in pairs}
        older = {old.id: old for _, old, _ in pairs}
        days = self._days(place, [*newer, *older])
        by_account: dict[str, list[Claim]] = {}
        for old in older.values():
            by_account.setdefault(self._account(old), []).append(old)
        first = min(newer.values(), key=self._told)
        ident = content_id("contradiction", place, account, days.get(first.id))
        earliest, latest = _span(days.values())
        claims = [*newer.values(), *older.values()]
        accounts = [list(newer.values()), *by_account.values()]
        self._record("contradiction", ident, place, claims, pairs[0][2], earliest, latest, accounts)

    def _told(self, claim: Claim) -> tuple[str, str, int]:
        """Where a claim comes in the order of telling."""
        document = self._document(claim.document)
        return (document.published.latest or document.retrieved or "", document.id, claim.evidence.start)

    def _account(self, claim: Claim) -> str:
        """Who says what, as far as two tellings of it are one account: another edition of a report changes nothing."""
        if claim.voices:
            inner = claim.voices[-1]
            who = inner.kind if private(inner) else inner.entity or inner.name or inner.text
        else:
            who = self._document(claim.document).outlet or claim.document
        return "|".join((who, claim.event, claim.stance, claim.denial or ""))

    # --- disputes ----------------------------------------------------------------------------------------------------

    def _seen(self, kind: str, places: Sequence[str] | None, keys: Iterable[str]) -> set[str]:
        """What was seen of a kind; of places, only what is asked for."""
        if places is None:
            return alert_rows.seen(self._connection, kind)
        return alert_rows.seen_of(self._connection, kind, keys)

    def _disputes(self, silent: bool, places: Sequence[str] | None) -> None:
        """Open disputes none of whose claims was disputed before: one that grows, or splits, is none that opens."""
        table = tables.derived_disputes.c
        query = _at(table.place, places, select(table.record).where(table.open).order_by(table.place, table.id))
        decoder = msgspec.json.Decoder(DisputeRecord)
        found = [decoder.decode(row.record) for row in self._connection.execute(query)]
        keys = (f"{dispute.place}|{id}" for dispute in found for camp in dispute.camps for id in camp.claims)
        seen = self._seen(_DISPUTED, places, keys)
        for dispute in found:
            members = {f"{dispute.place}|{id}" for camp in dispute.camps for id in camp.claims}
            fresh = members - seen
            if fresh:
                alert_rows.see(self._connection, _DISPUTED, fresh)
                seen |= fresh
            if not silent and len(fresh) == len(members):
                self._dispute(dispute)

    def _dispute(self, dispute: DisputeRecord) -> None:
        ids = [id for camp in dispute.camps for id in camp.claims][:_MOST_CLAIMS]
        told = {one.claim.id: one.claim for one in claims_of(self._connection, ids)}
        camps = [[told[id] for id in (camp.spokesman, *camp.claims) if id in told] for camp in dispute.camps]
        camps = [list({claim.id: claim for claim in camp}.values()) for camp in camps if camp]
        ident = content_id("dispute", dispute.place, dispute.topic, *sorted(ids))
        claims = [claim for camp in camps for claim in camp]
        self._record("dispute", ident, dispute.place, claims, dispute.topic, dispute.earliest, dispute.latest, camps)

    # --- holders -----------------------------------------------------------------------------------------------------

    def _holders(self, silent: bool, places: Sequence[str] | None) -> None:
        """Places whose likeliest state on the last day is another than at the last look (or, of places not looked at
        before, than it was earlier in their own timeline).
        """
        known = alert_rows.holders(self._connection)
        table = tables.derived_control
        for row in self._connection.execute(_at(table.c.anchor, places, select(table).order_by(table.c.place))).all():
            before = known.get(row.place)
            if before is None:
                was = row.state if silent else _earlier(msgspec.json.decode(row.record, type=Timeline), row.state)
                alert_rows.set_holder(self._connection, row.place, state=was, told=was)
                before = (was, was, None)
            if before[0] == row.state:
                continue
            ident = None if silent else self._holder(row, before[0], before[2])
            values = {"state": row.state} | ({"alert": ident} if ident else {"told": row.state})
            alert_rows.set_holder(self._connection, row.place, **values)

    def _holder(self, row: Any, was: str, last: str | None) -> str:
        timeline = msgspec.json.decode(row.record, type=Timeline)
        place, state = row.place, row.state
        states = (*timeline.holders, "contested", "other")
        since = len(timeline.smoothed)
        while since and states[_most(timeline.smoothed[since - 1])] == state:
            since -= 1
        meant = states.index(state)
        marks = [mark.claim for mark in timeline.marks if mark.at >= since - 1 and mark.state == meant]
        claims = [one.claim for one in claims_of(self._connection, marks[:_MOST_CLAIMS])]
        first = datetime.date.fromisoformat(timeline.first) + datetime.timedelta(since)
        ident = content_id("holder", place, was, state, last)
        probability = min(0.99, max(0.01, row.probability))
        day = first.isoformat()
        changed = (self._telling.holder(was), self._telling.holder(state), state, round(probability, 2))
        self._record("holder", ident, place, claims, None, day, day, [], changed)
        return ident

    # --- recording ---------------------------------------------------------------------------------------------------

    def _record(
        self,
        kind: Kind,
        ident: str,
        place: str,
        claims: Sequence[Claim],
        subtype: str | None,
        earliest: str | None,
        latest: str | None,
        accounts: Sequence[Sequence[Claim]],
        changed: tuple[str, str, str, float] | None = None,
    ) -> None:
        if alert_rows.known(self._connection, ident):
            return
        documents = [self._document(id) for id in dict.fromkeys(claim.document for claim in claims)]
        outlets = {one.id: one.outlet for one in documents}
        sides: tuple[Side, ...] = tuple(
            self._telling.side([(claim, outlets[claim.document]) for claim in account]) for account in accounts
        )
        before, after, holder, probability = changed if changed is not None else (None, None, None, None)
        alert = Alert(
            ident,
            kind,
            "",
            stamp(self._now),
            self._telling.where(place.partition("#")[0]),
            subtype,
            earliest,
            latest,
            sides,
            before,
            after,
            holder,
            probability,
            tuple(claim.id for claim in claims),
            self._telling.sources(documents),
        )
        alert = msgspec.structs.replace(alert, text=self._telling.text(alert))
        reason = self._withheld(place, claims)
        told = [one.published.latest or one.retrieved for one in documents]
        values = {
            "id": ident,
            "kind": kind,
            "place": place,
            "state": alert_rows.WAITING if reason is None else alert_rows.WITHHELD,
            "reason": reason,
            "found_at": stamp(self._now),
            "due_at": stamp(day_after(told, self._now, self._embargo)),
            "record": msgspec.json.encode(alert).decode(),
        }
        alert_rows.add(self._connection, values, [claim.id for claim in claims])
        self._found += 1

    @staticmethod
    def _withheld(place: str, claims: Sequence[Claim]) -> str | None:
        """Why nobody is to be alerted at all: where people flee, shelter or are treated (or are put as shields)."""
        for claim in claims:
            if (what := why_sensitive(claim)) is not None:
                return what
        row = Places.load().by_id(place.partition("#")[0])
        return row.kind if row is not None and sensitive_row(row) else None

    def _document(self, ident: str) -> Document:
        if ident not in self._documents:
            table = schema.documents
            row = self._connection.execute(select(table).where(table.c.id == ident)).one()
            self._documents[ident] = rows.document_from(row)
        return self._documents[ident]

    def _days(self, place: str, claims: Collection[str]) -> dict[str, str | None]:
        """The last day that each claim may speak of, at this place."""
        column = tables.derived_place_claims.c
        query = select(column.claim, column.day).where(column.place == place, column.claim.in_(claims))
        return {row.claim: row.day for row in self._connection.execute(query)}


def _at(column: Any, places: Sequence[str] | None, query: Select[Any]) -> Select[Any]:
    """A query of what is at some places, or everywhere."""
    return query if places is None else query.where(column.in_(places))


def still_holds(connection: Connection, alert: alert_rows.AlertRow) -> bool:
    """Whether what an alert tells is still so in the ledger."""
    claims = set(alert_rows.claims_of(connection, alert.id))
    if alert.kind == "contradiction":
        table = tables.derived_relations.c
        query = select(table.a, table.b).where(table.type == "contradicts", table.place == alert.place)
        return any(row.a in claims and row.b in claims for row in connection.execute(query))
    if alert.kind == "dispute":
        of, disputes = tables.derived_dispute_claims.c, tables.derived_disputes.c
        query = select(of.claim).where(of.dispute.in_(select(disputes.id).where(disputes.open)), of.claim.in_(claims))
        return connection.execute(query).first() is not None
    holder = holder_of(alert)
    table = tables.derived_control.c
    state = connection.execute(select(table.state).where(table.place == alert.place)).scalar()
    known = alert_rows.holders(connection).get(alert.place)
    return state == holder and known is not None and known[1] != holder


def holder_of(alert: alert_rows.AlertRow) -> str | None:
    """The holder that an alert tells of."""
    return msgspec.json.decode(alert.record, type=Alert).holder if alert.record else None


def pair(a: str, b: str) -> str:
    """Two claims, whichever is first."""
    return "|".join(sorted((a, b)))


def _earlier(timeline: Timeline, state: str) -> str:
    """The likeliest state before the last one, among days of which something was told; the same where there is none."""
    states = (*timeline.holders, "contested", "other")
    for roots, row in zip(reversed(timeline.roots), reversed(timeline.smoothed), strict=False):
        if roots and (was := states[_most(row)]) != state:
            return was
    return state


def _most(row: Sequence[int]) -> int:
    return max(range(len(row)), key=lambda n: row[n])


def _span(days: Collection[str | None]) -> tuple[str | None, str | None]:
    known = sorted(day for day in days if day is not None)
    return (known[0], known[-1]) if known else (None, None)
