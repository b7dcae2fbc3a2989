"""Decisions about events, relations and sources, as pages ask for them: which claims they name, what was seen before.

A page says up to which decision it knows the ledger (`seen`). If anybody decided about the same event, relation or
source after that, nothing is written and `Conflict` says who did.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Final, get_args

import msgspec
from sqlalchemy import select

from riwaya.ledger import decision_rows, derived, payloads, reviews
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.checks import gradable, named
from riwaya.ledger.decisions import MAIN, Conflict, Decision, Draft, Target, relation_id, utc_now
from riwaya.ledger.store import Ledger
from riwaya.model.errors import LedgerError
from riwaya.workspace.derived import record
from riwaya.workspace.editing import Unfit
from riwaya.workspace.records import DisputeRecord, EventRecord

NAMED: Final = 24
"""Claims that a decision names of each event, roots first: enough to find it again after any run."""
NEAR_DAYS: Final = 10
_NEAR: Final = 8
_LOOKED_AT: Final = 200

RELATIONS: Final[tuple[str, ...]] = get_args(payloads.RelationType)
SUBTYPES: Final[tuple[str, ...]] = get_args(payloads.RelationSubtype)
LETTERS: Final[tuple[str, ...]] = get_args(payloads.Letter)


class By(msgspec.Struct, frozen=True):
    """Who decides, why, and the last decision that they know of."""

    who: str
    why: str | None
    seen: int
    now: Callable[[], datetime.datetime] = utc_now


def seen(ledger: Ledger) -> int:
    """The number of the last decision of a ledger, which a page's forms carry."""
    with ledger.reading() as connection:
        return derived.last_decision(connection)


# --- events ----------------------------------------------------------------------------------------------------------


def merge(ledger: Ledger, event: str, others: Iterable[str], by: By) -> Decision:
    """Make events of one place one. Unfit when there is nothing to merge, or they are of several places."""
    target = Target("event", event)
    version = _unchanged(ledger, target, by.seen)
    wanted = [other for other in dict.fromkeys(map(ident_of, others)) if other and other != event]
    if not wanted:
        raise Unfit("other", "choose another event to merge this one with")
    also = [(Target("event", other), _unchanged(ledger, Target("event", other), by.seen)) for other in wanted]
    records = [_event(ledger, id) for id in (event, *wanted)]
    if len({one.place for one in records}) > 1:
        raise Unfit("other", "only events of the same place can be one")
    groups = _disjoint([_roots_first(ledger, one) for one in records])
    draft = Draft("merge", target, by.who, {"claims": groups}, by.why, tuple(also))
    return reviews.decide(ledger, draft, version, now=by.now)


def split(ledger: Ledger, event: str, away: Iterable[Iterable[str]], by: By) -> Decision:
    """Make events of their own of groups of an event's claims; what no group names stays. Unfit if nothing would stay,
    or go.
    """
    target = Target("event", event)
    version = _unchanged(ledger, target, by.seen)
    every = _roots_first(ledger, _event(ledger, event), most=None)
    known = set(every)
    groups = _disjoint([[claim for claim in dict.fromkeys(group) if claim in known] for group in away])
    going = {claim for group in groups for claim in group}
    staying = [claim for claim in every if claim not in going][:NAMED]
    if not groups or not all(groups):
        raise Unfit("claim", "choose the claims that tell of another happening")
    if not staying:
        raise Unfit("claim", "at least one claim has to stay")
    draft = Draft("split", target, by.who, {"claims": [staying, *groups]}, by.why)
    return reviews.decide(ledger, draft, version, now=by.now)


def split_by_accounts(ledger: Ledger, event: str, dispute: str, by: By) -> Decision:
    """Split an event into what the camps of a dispute tell; the first camp that tells of it keeps the rest."""
    groups = accounts(ledger, event, dispute)
    if len(groups) < 2:
        raise Unfit("dispute", "the accounts do not tell of this event together")
    return split(ledger, event, groups[1:], by)


def accounts(ledger: Ledger, event: str, dispute: str) -> list[list[str]]:
    """The claims of an event by the camps of a dispute that they belong to; camps without any are left out."""
    of, table = tables.derived_event_claims.c, tables.derived_disputes.c
    with ledger.reading() as connection:
        found = record(connection, select(table.record).where(table.id == dispute), DisputeRecord)
        mine = set(connection.execute(select(of.claim).where(of.event == event)).scalars())
    camps = [[claim for claim in camp.claims if claim in mine] for camp in found.camps] if found is not None else []
    return [camp for camp in camps if camp]


def near(ledger: Ledger, event: EventRecord) -> list[EventRecord]:
    """Other events of the place within some days, or without a day: the most alike first."""
    table = tables.derived_events.c
    query = select(table.record).where(table.place == event.place, table.id != event.id)
    if event.earliest and event.latest:
        first, last = _later(event.earliest, -NEAR_DAYS), _later(event.latest, NEAR_DAYS)
        # What is not dated at one end may be near.
        query = query.where((table.latest.is_(None)) | ((table.latest >= first) & (table.latest <= last)))
    decode = msgspec.json.Decoder(EventRecord).decode
    with ledger.reading() as connection:
        rows = connection.execute(query.order_by(table.latest.desc(), table.id).limit(_LOOKED_AT)).scalars()
        found = [decode(row) for row in rows]
    return sorted(found, key=lambda one: (_unlike(event, one), one.id))[:_NEAR]


def _unlike(event: EventRecord, other: EventRecord) -> tuple[bool, bool, int, int]:
    days = NEAR_DAYS
    if event.earliest and other.earliest:
        days = abs((datetime.date.fromisoformat(event.earliest) - datetime.date.fromisoformat(other.earliest)).days)
    return event.type != other.type, event.kind != other.kind, days, -other.documents


def _later(day: str, by: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day


def _event(ledger: Ledger, id: str) -> EventRecord:
    table = tables.derived_events.c
    with ledger.reading() as connection:
        found = record(connection, select(table.record).where(table.id == id), EventRecord)
    if found is None:
        raise Unfit("other", "there is no event %(id)s (any more)", id=id)
    return found


def _roots_first(ledger: Ledger, event: EventRecord, most: int | None = NAMED) -> list[str]:
    """Claims of an event: the roots of its lineages, then the rest."""
    of = tables.derived_event_claims.c
    with ledger.reading() as connection:
        every = set(connection.execute(select(of.claim).where(of.event == event.id)).scalars())
    roots = [lineage.root for lineage in event.lineages]
    ordered = [claim for claim in (*roots, *sorted(every)) if claim in every]
    return list(dict.fromkeys(ordered))[:most]


def _disjoint(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    """The groups, each claim in the first that has it: one that tells of two events of a place names only one."""
    taken: set[str] = set()
    out = []
    for group in groups:
        out.append([claim for claim in group if claim not in taken])
        taken.update(group)
    return out


def now_called(ledger: Ledger, decision: Decision) -> str | None:
    """The event that holds the claims of a merge or split now: of a split the one that kept the rest."""
    of = tables.derived_event_claims.c
    with ledger.reading() as connection:
        for claim in named(decision.action, decision.new):
            found = connection.execute(select(of.event).where(of.claim == claim).order_by(of.event)).scalar()
            if found is not None:
                return str(found)
    return None


# --- relations -------------------------------------------------------------------------------------------------------


def link(ledger: Ledger, a: str, b: str, type: str, subtype: str, by: By) -> Decision:
    """Say how claim `a` is related to claim `b`. Unfit for a relation of a claim with itself, or one that is none."""
    other = ident_of(b)
    if not other or other == a:
        raise Unfit("other", "choose another claim")
    if type not in RELATIONS:
        raise Unfit("type", "choose how the two are related")
    new = {"a": a, "b": other, "type": type}
    if type == "contradicts" and subtype in SUBTYPES:
        new["subtype"] = subtype
    return _related(ledger, "link", a, other, new, by)


def unlink(ledger: Ledger, a: str, b: str, type: str, by: By) -> Decision:
    """Say that claim `a` is not related to claim `b`, by one type of relation or by any."""
    new = {"a": a, "b": b}
    if type in RELATIONS:
        new["type"] = type
    return _related(ledger, "unlink", a, b, new, by)


def _related(ledger: Ledger, action: str, a: str, b: str, new: dict[str, str], by: By) -> Decision:
    target = Target("relation", relation_id(a, b))
    version = _unchanged(ledger, target, by.seen)
    draft = Draft(action, target, by.who, new, by.why)  # type: ignore[arg-type]
    try:
        return reviews.decide(ledger, draft, version, now=by.now)
    except Conflict:
        raise
    except LedgerError as error:
        raise Unfit("other", "there is no claim %(id)s (any more)", id=b) from error


# --- sources ---------------------------------------------------------------------------------------------------------


def grade(ledger: Ledger, source: str, letter: str, by: By) -> Decision:
    """Give an institution a letter of the Admiralty scale, or take it away (an empty one). Unfit without a reason, and
    for who is or may be a private person.
    """
    if not gradable(source):
        raise Unfit("letter", "private persons are never graded, nor who may be one")
    if letter and letter not in LETTERS:
        raise Unfit("letter", "choose a letter")
    if not (by.why or "").strip():
        raise Unfit("why", "a grade needs its reason")
    target = Target("source", source)
    version = _unchanged(ledger, target, by.seen)
    draft = Draft("grade", target, by.who, {"grade": letter or None}, by.why)
    return reviews.decide(ledger, draft, version, now=by.now)


# --- what was decided ------------------------------------------------------------------------------------------------


def _unchanged(ledger: Ledger, target: Target, seen: int) -> int:
    """The version of something about which nobody decided since; Conflict if somebody did."""
    with ledger.reading() as connection:
        version = decision_rows.version_of(connection, target)
        last = decision_rows.about(connection, [target], MAIN)[-1] if version else None
    if last is not None and last.seq > seen:
        raise Conflict(target, last.version, version, last)
    return version


def claims_of(ledger: Ledger, decision: Decision) -> list[str]:
    """The claims that a decision about an event or a relation names, or the one that an undoing took back."""
    while decision.undoes is not None:
        decision = reviews.decision(ledger, decision.undoes)
    return named(decision.action, decision.new) if decision.new is not None else []


def ident_of(given: str) -> str:
    """The id of a claim or event from what somebody typed or pasted: the id itself, or its page's address."""
    return given.strip().partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
