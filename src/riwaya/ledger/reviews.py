"""Deciding, undoing, and the history of what was decided.

Every decision names the version of its target that the reviewer saw. If somebody decided about it meanwhile, nothing is
written and `Conflict` says who and when. Writers take turns (`riwaya.ledger.dialect`), and a decision that was returned
is on the disk.
"""

import datetime
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import Connection, insert, update

from riwaya.ledger import carrying, checks, claim_states, decision_rows, tracks
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import (
    MAIN,
    BuiltUpon,
    Conflict,
    Decision,
    Draft,
    Json,
    Target,
    decision_id,
    standing,
    timestamp,
    utc_now,
)
from riwaya.model.errors import LedgerError, RecordError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

Now = Callable[[], datetime.datetime]

_OF_WHAT_IS_MADE: Final = frozenset({"confirm", "correct", "reject", "set_place", "set_actor"})
"""Actions about claims that are made, after which no claim waits for re-review that did not wait before."""

MAX_NAME: Final = 200
MAX_WHY: Final = 10_000
"""Characters of a reviewer's name, and of a reason."""


def decide(ledger: "Ledger", draft: Draft, expected_version: int, *, now: Now = utc_now) -> Decision:
    """Make a decision about something that the reviewer saw in its version `expected_version` (0: nobody decided yet).

    Raises Conflict if the version is another by now; RecordError if the decision is none that can be made (values that
    the guide does not list, characters that are not in the text, a private person graded); LedgerError if what it is
    about is not in the ledger.
    """
    with ledger.writing() as connection:
        return made(connection, draft, expected_version, now)


def undo(
    ledger: "Ledger",
    id: str,
    who: str,
    why: str | None = None,
    *,
    expected_version: int | None = None,
    now: Now = utc_now,
) -> Decision:
    """Take a decision back, by a further one; undoing that one makes it stand again.

    Raises BuiltUpon if later decisions about the same rest on it, Conflict if `expected_version` is given and another
    by now, LedgerError if there is no such decision or it does not stand.
    """
    with ledger.writing() as connection:
        decision = decision_rows.by_id(connection, id)
        if decision is None:
            raise LedgerError(f"there is no decision {id!r}; ids are those of `riwaya review history`")
        if decision.track not in (MAIN, who):
            raise LedgerError(f"decision {id} was made by {decision.who} for a sample and is theirs to undo")
        if decision.track != MAIN and tracks.closed(connection, decision):
            raise LedgerError(f"decision {id} was made for a sample that is closed; decide about its target anew")
        if expected_version is not None:
            _versioned(connection, decision.target, expected_version, decision.track)
        _undoable(connection, decision)
        blank = _blank(Draft("undo", decision.target, _name(who), None, _reason(why)), decision.track, now)
        return _append(
            connection,
            msgspec.structs.replace(
                blank,
                undoes=decision.id,
                document=decision.document,
                sha256=decision.sha256,
                sample=decision.sample,
                version=decision_rows.version_of(connection, decision.target, decision.track),
                old=checks.before(connection, decision.target, decision.track),
                also=tuple(
                    (target, decision_rows.version_of(connection, target, decision.track))
                    for target, _ in decision.also
                ),
            ),
            checks.named(decision.action, decision.new),
        )


def _undoable(connection: Connection, decision: Decision) -> None:
    others = decision_rows.about(connection, decision.targets, decision.track)
    undoings = _standing_undoings(others)
    if decision.id in {d.undoes for d in undoings}:
        raise LedgerError(f"decision {decision.id} has been undone already; undo that undoing to make it stand again")
    if decision.id not in {d.id for d in (*standing(others), *undoings)}:
        raise LedgerError(f"decision {decision.id} does not stand; there is nothing to undo")
    seq_of = {d.id: d.seq for d in others}
    # An undoing of what came after the decision took away what rested on it; one of what came before rests on it.
    later = [*standing(others), *(d for d in undoings if seq_of[d.undoes or ""] < decision.seq)]
    if later := [d for d in later if d.seq > decision.seq]:
        raise BuiltUpon(decision, sorted(later, key=lambda d: -d.seq))


def _standing_undoings(decisions: Iterable[Decision]) -> list[Decision]:
    """The undoings that have not been undone."""
    undone: set[str] = set()
    out = []
    for decision in sorted(decisions, key=lambda d: -d.seq):
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
            out.append(decision)
    return out


def made(connection: Connection, draft: Draft, expected_version: int, now: Now) -> Decision:
    """`decide`, within the writer's transaction of `connection`."""
    _name(draft.who)
    checks.form(draft)
    if draft.action == "undo":
        raise RecordError("undoing has a function of its own")
    document = checks.document_of(connection, draft)
    track, sample = tracks.track_of(connection, draft, document)
    _versioned(connection, draft.target, expected_version, track)
    for target, version in draft.also:
        _versioned(connection, target, version, track)
    old = checks.against_ledger(connection, draft, track)
    decision = msgspec.structs.replace(
        _blank(msgspec.structs.replace(draft, why=_reason(draft.why)), track, now),
        version=expected_version,
        old=old,
        new=checks.canonical(connection, draft),
        document=document,
        sha256=checks.bytes_of(connection, document),
        sample=sample,
        also=draft.also,
    )
    return _append(connection, decision, checks.named(draft.action, draft.new))


def _name(who: str) -> str:
    name = who.strip()
    if not name or len(name) > MAX_NAME or any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in name):
        raise RecordError(f"a decision needs the name of who makes it, of at most {MAX_NAME} characters on one line")
    return name


def _reason(why: str | None) -> str | None:
    text = (why or "").strip()
    if len(text) > MAX_WHY:
        raise RecordError(f"a reason has at most {MAX_WHY} characters; this one has {len(text)}")
    return text or None


def _blank(draft: Draft, track: str, now: Now) -> Decision:
    return Decision(
        id="",
        seq=0,
        action=draft.action,
        target=draft.target,
        old=None,
        new=None,
        why=draft.why,
        who=draft.who.strip(),
        when=timestamp(now()),
        version=0,
        track=track,
    )


def _versioned(connection: Connection, target: Target, expected: int, track: str) -> None:
    found = decision_rows.version_of(connection, target, track)
    if found != expected:
        last = decision_rows.about(connection, [target], track)
        raise Conflict(target, expected, found, last[-1] if last else None)


def _append(connection: Connection, blank: Decision, named: Iterable[str] = ()) -> Decision:
    """Number, name and write a decision that names these claims, and bring what is kept of its targets up to date."""
    # In the order in which they are read back, or the hash could not be told again.
    also = tuple(sorted(blank.also, key=lambda pair: (pair[0].kind, pair[0].id)))
    decision = msgspec.structs.replace(blank, seq=decision_rows.next_seq(connection), new=_plain(blank.new), also=also)
    decision = msgspec.structs.replace(decision, id=decision_id(decision))
    decision_rows.write(connection, decision)
    touched = {target.id for target in decision.targets if target.kind == "claim"} | set(named)
    if decision.action not in _OF_WHAT_IS_MADE or claim_states.gone(connection, touched):
        carrying.refresh(connection, touched)
    for target, version in ((decision.target, decision.version), *decision.also):
        _raise_version(connection, target, version, decision)
    return decision


def _plain(value: Json | None) -> Json | None:
    """The value as it will be read back."""
    plain: Json | None = msgspec.json.decode(msgspec.json.encode(value))
    return plain


def _raise_version(connection: Connection, target: Target, version: int, decision: Decision) -> None:
    values = {
        "version": version + 1,
        "status": checks.status(connection, target, decision.track),
        "document": decision.document if target == decision.target else None,
    }
    if version == 0:
        key = {"kind": target.kind, "id": target.id, "track": decision.track}
        connection.execute(insert(tables.targets), key | values)
        return
    table = tables.targets.c
    here = (table.kind == target.kind, table.id == target.id, table.track == decision.track)
    connection.execute(update(tables.targets).where(*here).values(values))


# --- history ---------------------------------------------------------------------------------------------------------


def history(ledger: "Ledger", target: Target, *, reader: str | None = None) -> list[Decision]:
    """Every decision about something, in the order in which they were made, undone ones and undoings too.

    With a `reader`, without what others decided for a sample that is still open.
    """
    with ledger.reading() as connection:
        return tracks.visible(connection, decision_rows.about(connection, [target]), reader)


def history_of_document(ledger: "Ledger", document: str, *, reader: str | None = None) -> list[Decision]:
    """Every decision about a document or a claim of it."""
    with ledger.reading() as connection:
        found = decision_rows.decisions(connection, tables.decisions.c.document == document)
        return tracks.visible(connection, found, reader)


def everything(
    ledger: "Ledger",
    *,
    who: str | None = None,
    since: int = 0,
    newest: bool = False,
    limit: int | None = None,
    offset: int = 0,
    reader: str | None = None,
) -> list[Decision]:
    """All decisions of a ledger, or those of one reviewer, after number `since`."""
    conditions: list[Any] = [tables.decisions.c.seq > since]
    if who is not None:
        conditions.append(tables.decisions.c.who == who)
    with ledger.reading() as connection:
        if reader is not None:
            conditions.append(tracks.may_see(connection, reader))
        return decision_rows.decisions(connection, *conditions, newest=newest, limit=limit, offset=offset)


def decision(ledger: "Ledger", id: str) -> Decision:
    """One decision; LedgerError if there is none of this id."""
    with ledger.reading() as connection:
        found = decision_rows.by_id(connection, id)
    if found is None:
        raise LedgerError(f"there is no decision {id!r}; ids are those of `riwaya review history`")
    return found


def version(ledger: "Ledger", target: Target, *, track: str = MAIN) -> int:
    """The version of a target, which a decision about it must name."""
    with ledger.reading() as connection:
        return decision_rows.version_of(connection, target, track)
