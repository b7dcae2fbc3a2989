"""What becomes of decisions when a run replaces the machine's claims.

Claims are content-hashed: a claim of the same id is the same claim, and what was decided about it holds on. Where the
id is gone, or a correction no longer fits the text, the claim waits for re-review (`rereview`), beside the claim of the
new run that looks most like it: same document, same event type, evidence that overlaps. Nothing is dropped and nothing
is applied to another claim by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from riwaya.ledger import checks, claim_states, corrections, decision_rows, schema
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decision_rows import CHUNK
from riwaya.ledger.decisions import MAIN, Decision, Target, standing
from riwaya.ledger.folding import folded
from riwaya.ledger.redaction.rules import redactor_of
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError, RecordError
from riwaya.text.tokens import tokenise

LEAST_LIKE: Final = 0.3
"""The overlap of evidence from which a claim may be the one that was decided about; that of matching in evaluation."""


class Decided:
    """Answers ingestion's questions (`riwaya.ledger.carry.Carry`) from the decisions of a ledger."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._redactor = redactor_of(connection)

    def documents(self) -> frozenset[str]:
        """The documents about which, or about claims of which, something was decided."""
        column = tables.decisions.c.document
        found = self._connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()
        named = (checks.home(self._connection, claim) for claim in _named(self._connection))
        return frozenset(found) | frozenset(document for document in named if document is not None)

    def document(self, document: Document) -> Document:
        """The document as it may be stored."""
        return document if self._redactor is None else self._redactor.document(document)

    def claim(self, claim: Claim) -> Claim | None:
        """The claim as it may be stored."""
        return claim if self._redactor is None else self._redactor.claim(claim)

    def note(self, text: str) -> str:
        """What is said of an input that was set aside, as it may be stored."""
        return text if self._redactor is None else self._redactor.note(text)

    def finish(self) -> None:
        """Find out anew what waits for re-review."""
        refresh(self._connection)


def since_settled(decisions: Sequence[Decision]) -> list[Decision]:
    """Those of the standing decisions about a claim that were made after the last settling of a re-review."""
    out: list[Decision] = []
    for decision in decisions:
        out = [] if decision.action == "settle" else [*out, decision]
    return out


def moved(connection: Connection) -> dict[str, str]:
    """Claims that are gone, and the claims that took their decisions over."""
    table = tables.decisions.c
    settled = decision_rows.decisions(connection, table.action == "settle", table.track == MAIN)
    undone = {
        d.undoes for d in decision_rows.about(connection, [d.target for d in settled], MAIN) if d.undoes is not None
    }
    out = {}
    for decision in settled:
        carried = (decision.new or {}).get("carried_to")
        if carried is not None and decision.id not in undone:
            out[decision.target.id] = carried
    return {claim: _last(out, claim) for claim in out}


def _last(steps: Mapping[str, str], claim: str) -> str:
    seen = {claim}
    while (claim := steps.get(claim, claim)) in steps and claim not in seen:
        seen.add(claim)
    return claim


def _named(connection: Connection) -> set[str]:
    """The claims that standing decisions about events and relations name."""
    return {
        claim
        for decision in decision_rows.standing_of_kinds(connection, ("event", "relation"))
        for claim in checks.named(decision.action, decision.new)
    }


def refresh(connection: Connection, claims: Iterable[str] | None = None) -> None:
    """Find out which of these claims (or of all that were decided about) wait for re-review."""
    wanted = None if claims is None else sorted(set(claims))
    if wanted == []:
        return
    table = tables.rereview.c
    waited = set(connection.execute(_of(select(table.id).where(table.kind == "claim"), table.id, wanted)).scalars())
    connection.execute(_of(delete(tables.rereview).where(table.kind == "claim"), table.id, wanted))
    waits = set()
    for row in _Waiting(connection, wanted).rows():
        waits.add(row["id"])
        connection.execute(insert(tables.rereview), row)
    column = tables.targets.c
    for id in sorted(waited ^ waits):
        here = (column.kind == "claim", column.id == id, column.track == MAIN)
        status = checks.status(connection, Target("claim", id), MAIN)
        connection.execute(update(tables.targets).where(*here).values(status=status))


def _of(statement: Any, column: Any, ids: Sequence[str] | None) -> Any:
    return statement if ids is None else statement.where(column.in_(ids))


class _Waiting:
    """Works out what waits for re-review, document by document."""

    def __init__(self, connection: Connection, claims: Sequence[str] | None) -> None:
        self._connection = connection
        self._documents: dict[str, Document | None] = {}
        found: list[Decision]
        if claims is None:
            found = decision_rows.standing_of_kinds(connection, ("claim",))
            self._named = _named(connection)
            wanted = {d.target.id for d in found} | self._named
            self._live = self._machine(sorted(wanted))
        else:
            found = standing(decision_rows.about(connection, [Target("claim", id) for id in claims], MAIN))
            self._live = self._machine(claims)
            others = set(claims) - set(self._live)
            self._named = _named(connection) & others if others else set()
            wanted = {d.target.id for d in found} | self._named
        self._decisions: dict[str, list[Decision]] = {id: [] for id in sorted(wanted)}
        for decision in found:
            self._decisions[decision.target.id].append(decision)

    def rows(self) -> Iterable[dict[str, Any]]:
        """The rows of `rereview`."""
        for id, decisions in self._decisions.items():
            if decisions and decisions[-1].action == "settle":
                continue
            stands = since_settled(decisions)
            if stands or (id in self._named and id not in self._live):
                row = self._row(id, stands)
                if row is not None:
                    yield row

    def _row(self, id: str, stands: list[Decision]) -> dict[str, Any] | None:
        machine = self._live.get(id)
        home = machine.document if machine is not None else checks.home(self._connection, id)
        try:
            known = checks.last_known(self._connection, id) if machine is None else machine
        except LedgerError:
            return None
        document = self._document(home or known.document)
        if document is None or self._holds(machine, stands, document):
            return None
        changed = any(d.sha256 != document.sha256 for d in stands)
        likest, likeness = (
            (id, 1.0)
            if machine is not None
            else self._candidate([known, *_as_seen(stands)], document, same_text=not changed)
        )
        return {
            "kind": "claim",
            "id": id,
            "document": document.id,
            "candidate": likest,
            "likeness": None if likest is None else f"{likeness:.2f}",
            "reason": "text" if changed else "gone",
        }

    def _holds(self, machine: Claim | None, stands: list[Decision], document: Document) -> bool:
        """Whether the decisions still fit: the claim is made, and all its characters are in the text."""
        if machine is not None and all(d.sha256 == document.sha256 for d in stands):
            return True
        try:
            found = folded(machine, stands, 0)
            if found is not None:
                found.claim.check_against(document.text)
        except RecordError:
            return False
        return found is not None

    def _document(self, id: str) -> Document | None:
        if id not in self._documents:
            self._documents[id] = claim_states.live_document(self._connection, id)
        return self._documents[id]

    def _machine(self, ids: Sequence[str]) -> dict[str, Claim]:
        out: dict[str, Claim] = {}
        for start in range(0, len(ids), CHUNK):
            here = schema.claims.c.id.in_(ids[start : start + CHUNK])
            out |= {claim.id: claim for claim in claim_states.machine_claims(self._connection, here)}
        return out

    def _candidate(self, known: list[Claim], document: Document, *, same_text: bool) -> tuple[str | None, float]:
        """The claim most like what was decided about, as it was left or as it was found, and how like it is."""
        here = (schema.claims.c.document == document.id, schema.claims.c.event.in_({one.event for one in known}))
        best: tuple[float, float, str] | None = None
        for claim in claim_states.machine_claims(self._connection, *here):
            for one in known:
                likeness = _overlap(one, claim) if same_text else _shared(one.evidence.text, claim.evidence.text)
                if one.event == claim.event and likeness >= LEAST_LIKE:
                    worth = likeness + 0.25 * (claim.stance == one.stance) + 0.25 * (_voice(claim) == _voice(one))
                    best = max(best or (0.0, 0.0, ""), (worth, likeness, claim.id), key=lambda found: found[0])
        return (None, 0.0) if best is None else (best[2], best[1])


def _as_seen(stands: Iterable[Decision]) -> list[Claim]:
    """The claim as each decision found it."""
    seen = (corrections.recorded((decision.old or {}).get("claim")) for decision in stands)
    return [claim for claim in seen if claim is not None]


def _voice(claim: Claim) -> str | None:
    return claim.voices[-1].text if claim.voices else None


def _overlap(one: Claim, other: Claim) -> float:
    """Intersection over union of the evidence, in characters."""
    a, b = one.evidence, other.evidence
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / max(1, max(a.end, b.end) - min(a.start, b.start))


def _shared(one: str, other: str) -> float:
    """Intersection over union of the words, wherever they stand: offsets of changed texts cannot be compared."""
    a, b = ({token.key for token in tokenise(text)} for text in (one, other))
    return len(a & b) / max(1, len(a | b))
