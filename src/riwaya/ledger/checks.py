"""Whether a decision can be made, against what the ledger holds; what stood before it, and what it leaves."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from riwaya.gazetteer.actors import actors
from riwaya.ledger import claim_states, corrections, decision_rows, payloads, schema
from riwaya.ledger.corrections import ADDED, TEXT_KEY
from riwaya.ledger.decisions import ACTIONS_ON, MAIN, Decision, Draft, Json, Target, relation_id, standing
from riwaya.ledger.folding import Reviewed, changed
from riwaya.model import Claim, Document, claim_id
from riwaya.model.errors import LedgerError, RecordError
from riwaya.model.vocabulary import Precision

OUTLET: Final = "outlet:"
_PERSONS: Final = frozenset({"person", "activist", "witness", "medical", "unnamed", "civilian", "social_media"})
"""Kinds of the gazetteer behind which no institution stands."""


def form(draft: Draft) -> None:
    """RecordError unless the draft is a decision at all; what the ledger holds is not looked at."""
    target = draft.target
    if draft.action not in ACTIONS_ON.get(target.kind, ()):
        possible = ", ".join(sorted(ACTIONS_ON.get(target.kind, ())))
        raise RecordError(f"{draft.action} cannot be decided about a {target.kind}; these can: {possible or 'none'}")
    if not target.id or (draft.also and draft.action not in ("merge", "split")):
        raise RecordError(f"{draft.action} is about one {target.kind}, which must be named")
    payloads.check(draft)


def document_of(connection: Connection, draft: Draft) -> str | None:
    """The document that a decision concerns, if it concerns one."""
    new = draft.new or {}
    if draft.target.kind == "document":
        return draft.target.id
    if draft.target.kind in ("place", "actor"):
        document = new.get("document")
        return document if isinstance(document, str) else None
    if draft.target.kind != "claim":
        return None
    if draft.action == "add":
        return corrections.claim_of(new).document
    return home(connection, draft.target.id)


def home(connection: Connection, claim: str) -> str | None:
    """The document of a claim that the ledger holds, or that was decided about once."""
    table = schema.claims.c
    found = connection.execute(select(table.document).where(table.id == claim, table.position >= 0)).scalar()
    if found is not None:
        return str(found)
    earlier = decision_rows.about(connection, [Target("claim", claim)])
    return next((d.document for d in earlier if d.document is not None), None)


def bytes_of(connection: Connection, document: str | None) -> str | None:
    """The hash of a document's raw bytes."""
    if document is None:
        return None
    table = schema.documents.c
    return connection.execute(select(table.sha256).where(table.id == document)).scalar()


def against_ledger(connection: Connection, draft: Draft, track: str) -> Json | None:
    """What stands before the decision. LedgerError or RecordError if the ledger does not bear it."""
    target, new = draft.target, draft.new
    if target.kind == "claim":
        return _claim(connection, draft, track)
    if target.kind == "document":
        _document(connection, target.id)
    elif target.kind == "event":
        stood = _all_known(connection, named(draft.action, new))
        if draft.action == "merge":
            _one_place(connection, payloads.read(payloads.Groups, new).claims)
        return stood
    elif target.kind == "relation":
        link = payloads.read(payloads.Link, new)
        if target.id != relation_id(link.a, link.b):
            raise RecordError(f"{target.id!r} is not the relation of {link.a} and {link.b}")
        return _all_known(connection, [link.a, link.b])
    elif target.kind == "source":
        _institution(target.id)
    elif (scope := (new or {}).get("document")) is not None:
        _document(connection, scope)
    return before(connection, target, track)


def _one_place(connection: Connection, groups: Sequence[Sequence[str]]) -> None:
    """RecordError unless events that are to be one have a place in common: events are worked out place by place."""
    from riwaya.reason.where import places_of  # with what it needs to know of Arabic

    told = []
    for group in groups:
        found = [claim_states.state(connection, id, MAIN) for id in group]
        claims = [state[0].claim for state in found if state is not None]
        told.append({where.anchor for claim in claims for where in places_of(claim)})
    if all(told) and not set.intersection(*told):
        some = "; ".join(", ".join(sorted(places)[:3]) or "no place" for places in told)
        raise RecordError(
            f"these events are of different places ({some}): only events of one place can be one; where a place was "
            "misread, set it first"
        )


def before(connection: Connection, target: Target, track: str) -> Json | None:
    """What stands about a target: the claim and its status, or what was decided last."""
    if target.kind == "claim":
        found = claim_states.state(connection, target.id, track)
        return None if found is None else _as_old(found[0])
    stands = standing(decision_rows.about(connection, [target], track))
    own = [d for d in stands if d.target == target]
    return own[-1].new if own else None


def _as_old(reviewed: Reviewed) -> Json:
    return {"claim": corrections.as_json(reviewed.claim), "status": reviewed.status}


def canonical(connection: Connection, draft: Draft) -> Json | None:
    """`new` as it is stored: an added claim whole and marked as a person's, names from the gazetteer filled in."""
    if draft.action == "add":
        return corrections.as_json(_added(connection, draft))
    if draft.action == "correct":
        document = _document(connection, document_of(connection, draft) or "")
        return dict(corrections.filled(document, draft.new or {}))
    if draft.action == "set_place":
        change = payloads.read(payloads.SetPlace, draft.new)
        return _plain(msgspec.structs.replace(change, place=_placed(change.place)))
    if draft.action == "set_actor":
        choice = payloads.read(payloads.SetActor, draft.new)
        return _plain(msgspec.structs.replace(choice, actor=_acting(choice.actor)))
    return draft.new


def _plain(payload: msgspec.Struct) -> Json:
    value: Json = msgspec.to_builtins(payload)
    return {name: item for name, item in value.items() if item is not None or name in ("place", "actor")}


def _placed(choice: payloads.PlaceChoice | None) -> payloads.PlaceChoice | None:
    """The choice with what the gazetteer knows of the place."""
    if choice is None:
        return None
    if not (-90 <= (choice.lat or 0) <= 90 and -180 <= (choice.lon or 0) <= 180):
        raise RecordError(f"{choice.lat}, {choice.lon} is nowhere on earth")
    if choice.entity is None:
        return choice
    from riwaya.gazetteer.places import Places

    row = Places.load().by_id(choice.entity)
    if row is None:
        raise RecordError(f"the gazetteer has no place {choice.entity!r}; leave the entity out, and give a name")
    if choice.lat is None and row.lat is not None and row.lon is not None:
        precision = choice.precision if choice.precision != "unresolved" else row.precision
        choice = msgspec.structs.replace(
            choice, lat=row.lat, lon=row.lon, precision=msgspec.convert(precision, Precision)
        )
    return msgspec.structs.replace(choice, name=choice.name or row.name)


def _acting(choice: payloads.ActorChoice | None) -> payloads.ActorChoice | None:
    if choice is None or choice.entity is None:
        return choice
    row = actors().rows.get(choice.entity)
    if row is None:
        raise RecordError(f"the gazetteer has no {choice.entity!r}; leave the entity out, and give a name")
    return msgspec.structs.replace(choice, name=choice.name or row.name)


def _claim(connection: Connection, draft: Draft, track: str) -> Json | None:
    id = draft.target.id
    found = claim_states.state(connection, id, track)
    if draft.action == "add":
        _added(connection, draft)
        if found is not None:
            raise RecordError(f"the claim {id} is there already; confirm or correct it instead")
        return _known_before(connection, id)
    if draft.action == "settle":
        carried = payloads.read(payloads.Settled, draft.new).carried_to
        if carried is not None:
            _all_known(connection, [carried])
        return _known_before(connection, id)
    if found is None:
        if claim_states.gone(connection, [id]):
            raise LedgerError(f"claim {id} is no longer made by the last run; it waits for re-review")
        raise LedgerError(f"the ledger holds no claim {id!r}; claim ids are the `id` of each line of claims.jsonl")
    reviewed, document = found
    if draft.action in ("correct", "set_place", "set_actor"):
        fields = canonical(connection, draft) or {}
        corrections.check_spans(changed(reviewed.claim, draft.action, fields), document)
    return _as_old(reviewed)


def _known_before(connection: Connection, id: str) -> Json | None:
    earlier = standing(decision_rows.about(connection, [Target("claim", id)], MAIN))
    return {"claim": corrections.as_json(last_known(connection, id)), "status": "re-review"} if earlier else None


def _added(connection: Connection, draft: Draft) -> Claim:
    claim = corrections.claim_of(draft.new)
    document = _document(connection, claim.document)
    corrections.check_spans(claim, document)
    kept = bool(claim_states.gone(connection, [draft.target.id]))
    id = draft.target.id if kept else claim_id(claim.document, claim)
    if draft.target.id != id:
        raise RecordError(f"the id of this claim is {id}, not {draft.target.id!r}")
    return msgspec.structs.replace(claim, id=id, rules=(ADDED,), score=1.0)


def last_known(connection: Connection, id: str) -> Claim:
    """A claim that is gone, as it stood when it was last decided about: the last decision's outcome."""
    stands = standing(decision_rows.about(connection, [Target("claim", id)], MAIN))
    for decision in reversed(stands):
        if (after := outcome(decision)) is not None:
            return after
    for decision in decision_rows.standing_of_kinds(connection, ("event", "relation")):
        if (claim := corrections.recorded((decision.old or {}).get("claims", {}).get(id))) is not None:
            return claim
    raise LedgerError(f"nothing is known of a claim {id!r}")


def outcome(decision: Decision) -> Claim | None:
    """The claim that a decision left behind, from what it recorded; None if it recorded none."""
    if decision.action == "add":
        return corrections.recorded(decision.new)
    claim = corrections.recorded((decision.old or {}).get("claim"))
    if claim is None:
        return None
    if decision.action in ("correct", "set_place", "set_actor"):
        return changed(claim, decision.action, decision.new or {})
    return claim


def _document(connection: Connection, id: str) -> Document:
    found = claim_states.live_document(connection, id)
    if found is None:
        raise LedgerError(f"the ledger holds no document {id!r} in its last run")
    return found


def named(action: str, new: Json | None) -> list[str]:
    """The claims that a decision about an event or a relation names."""
    if action in ("merge", "split"):
        return [claim for group in payloads.read(payloads.Groups, new).claims for claim in group]
    if action in ("link", "unlink"):
        link = payloads.read(payloads.Link, new)
        return [link.a, link.b]
    return []


def _all_known(connection: Connection, claims: list[str]) -> Json:
    """The claims, so that they can be found again by content; LedgerError for one that the ledger does not hold."""
    out: Json = {}
    for id in claims:
        found = claim_states.state(connection, id)
        if found is None:
            raise LedgerError(f"the ledger holds no claim {id!r}; claim ids are the `id` of each line of claims.jsonl")
        out[id] = corrections.as_json(found[0].claim)
    return {"claims": out}


def gradable(source: str) -> bool:
    """Whether a source is an institution, which can be graded: never a private person, or who may be one."""
    if source.startswith(OUTLET) and len(source) > len(OUTLET):
        return True
    row = actors().rows.get(source)
    return row is not None and not row.generic and row.kind not in _PERSONS and not source.startswith(TEXT_KEY)


def _institution(source: str) -> None:
    if not gradable(source):
        raise RecordError(f"{source!r} is no institution that the gazetteer knows; private persons are never graded")


def status(connection: Connection, target: Target, track: str) -> str:
    """What `targets` says of a target after a decision was written."""
    if target.kind == "claim":
        found = claim_states.state(connection, target.id, track)
        return found[0].status if found is not None else "re-review"
    return "confirmed" if standing(decision_rows.about(connection, [target], track)) else "unreviewed"
