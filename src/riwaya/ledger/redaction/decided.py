"""What people decided, when something of it is redacted: decisions are rewritten in place, claims in them too.

A decision keeps its number and gets another id, for ids are hashes of what decisions hold; whatever points to the old
one is turned to the new one.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select, update

from riwaya.ledger import decision_rows
from riwaya.ledger import review_tables as tables
from riwaya.ledger.corrections import GONE
from riwaya.ledger.decisions import Decision, Target, decision_id
from riwaya.ledger.redaction.scrub import Fill, Scrubber, scrubbed_claim
from riwaya.ledger.redaction.words import Needles
from riwaya.model import Claim
from riwaya.model.ids import content_id


class Ids(dict[str, str]):
    """The ids that claims and decisions had before a redaction, and those that they have since."""

    def __init__(self, redaction: str) -> None:
        super().__init__()
        self._redaction = redaction

    def drop(self, id: str) -> str:
        """Give an id of its own to what is gone."""
        found = self[id] = f"redacted:{content_id(self._redaction, len(self))}"
        return found


class Decided:
    """Rewrites the decisions of a ledger.

    `fills`: what goes of each document; `hashes`: those of the documents' bytes before and since; to `ids` and `counts`
    is added what changes here.
    """

    def __init__(
        self,
        connection: Connection,
        fills: dict[str, Fill],
        needles: Needles,
        ids: Ids,
        hashes: Mapping[str, str],
        counts: Counter[str],
    ) -> None:
        self._connection, self._fills, self._needles = connection, fills, needles
        self._ids, self._hashes, self._counts = ids, hashes, counts

    def run(self) -> None:
        """Rewrite every decision that holds something redacted: same number, another id."""
        every = decision_rows.decisions(self._connection)
        for decision in every:
            self._claims_of(decision)
        scrubber = Scrubber(self._fills, self._needles, self._ids)
        for decision in every:
            new = self._scrubbed(decision, scrubber)
            plain = msgspec.structs.replace(new, redacted=decision.redacted)
            if plain == decision:
                continue
            new = msgspec.structs.replace(new, id=decision_id(new))
            self._ids[decision.id] = new.id
            self._counts["decisions"] += 1
            self._rewrite(decision, new)
        for table in (tables.targets, tables.rereview):
            self._rekey(table, scrubber)

    def _claims_of(self, decision: Decision) -> None:
        """Find out the ids of claims that only decisions hold: those that were added, and those that are gone."""
        old = decision.old or {}
        named = old.get("claims")
        candidates = [decision.new if decision.action == "add" else None, old.get("claim")]
        for value in [*candidates, *(named.values() if isinstance(named, dict) else ())]:
            if not isinstance(value, dict) or GONE in value or value.get("id") in self._ids:
                continue
            claim = msgspec.convert(value, Claim)
            fill = self._fills.get(claim.document)
            if fill is None:
                continue
            new = scrubbed_claim(claim, fill)
            if new is None:
                self._ids.drop(claim.id)
                self._counts["claims removed"] += 1
            elif new is not claim:
                self._ids[claim.id] = new.id

    def _scrubbed(self, decision: Decision, scrubber: Scrubber) -> Decision:
        fill = self._fills.get(decision.document or "")
        old, new = scrubber.value(decision.old, decision.document), scrubber.value(decision.new, decision.document)
        target = Target(decision.target.kind, self._target_id(decision.target.id, scrubber))
        why = None if decision.why is None else scrubber.string(decision.why, fill)
        if target.id.startswith("redacted:") and "~" not in target.id:
            old = new = why = None  # what was said of it would say what it was
        return msgspec.structs.replace(
            decision,
            target=target,
            old=None if old == {GONE: True} else old,
            new=None if new == {GONE: True} else new,
            why=why,
            sha256=self._hashes.get(decision.sha256 or "", decision.sha256),
            undoes=None if decision.undoes is None else self._ids.get(decision.undoes, decision.undoes),
            also=tuple((Target(t.kind, self._target_id(t.id, scrubber)), v) for t, v in decision.also),
            redacted=True,
        )

    def _target_id(self, id: str, scrubber: Scrubber) -> str:
        new = scrubber.string(id, None)
        if new == id or id in self._ids or "~" in id:
            return new
        return self._ids.drop(id)

    def _rewrite(self, old: Decision, new: Decision) -> None:
        values: dict[str, Any] = decision_rows.values_of(new) | {"redacted": True}
        table = tables.decisions
        self._connection.execute(update(table).where(table.c.seq == old.seq).values(values))
        column = tables.decision_targets.c
        for was, now in zip(old.targets, new.targets, strict=True):
            if was != now:
                here = (column.seq == old.seq, column.kind == was.kind, column.id == was.id)
                self._connection.execute(update(tables.decision_targets).where(*here).values(id=now.id))

    def _rekey(self, table: Table, scrubber: Scrubber) -> None:
        for row in self._connection.execute(select(table.c.kind, table.c.id).distinct()).all():
            new = self._target_id(row.id, scrubber)
            if new != row.id:
                here = (table.c.kind == row.kind, table.c.id == row.id)
                self._connection.execute(update(table).where(*here).values(id=new))
