"""Claims with the decisions about them, asked of a connection: the machine's, the added ones, and what they came to."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, select

from riwaya.ledger import corrections, decision_rows, payloads, rows, schema
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decision_rows import CHUNK
from riwaya.ledger.decisions import MAIN, Decision, Target, standing
from riwaya.ledger.folding import Reviewed, folded
from riwaya.model import Actor, Claim, Document, Voice


def live_document(connection: Connection, id: str) -> Document | None:
    """The document of this id, if it is in the last run."""
    table = schema.documents.c
    row = connection.execute(select(schema.documents).where(table.id == id, table.position >= 0)).first()
    return None if row is None else rows.document_from(row)


def machine_claims(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Claim]:
    """The machine's claims of documents that are in the last run, documents in order and claims in text order."""
    table = schema.claims.c
    query = select(table.record).where(table.position >= 0, *where).order_by(table.position)
    return (rows.claim_from(record) for record in connection.execute(query).scalars())


def machine_claim(connection: Connection, id: str) -> Claim | None:
    """The machine's claim of this id, if the last run made it."""
    return next(machine_claims(connection, schema.claims.c.id == id), None)


def everywhere(connection: Connection, claim: Claim | None = None) -> corrections.Everywhere:
    """What stands about places and actors wherever they are named; with a claim, about those that it names."""
    out = corrections.Everywhere()
    if claim is None:
        found = decision_rows.standing_of_kinds(connection, ("place", "actor"))
    else:
        actors: tuple[Actor | Voice, ...] = (*claim.voices, *claim.agents, *claim.targets)
        named = [Target("place", corrections.key_of(place)) for place in claim.places]
        named += [Target("actor", corrections.key_of(actor)) for actor in actors]
        found = decision_rows.with_content(standing(decision_rows.about(connection, named, MAIN)))
    for decision in found:
        if decision.action == "set_place":
            out.set_place(decision.target.id, payloads.read(payloads.SetPlace, decision.new))
        else:
            out.set_actor(decision.target.id, payloads.read(payloads.SetActor, decision.new))
    return out


def state(
    connection: Connection, id: str, track: str = MAIN, *, decisions: Sequence[Decision] | None = None
) -> tuple[Reviewed, Document] | None:
    """One claim as it stands on a track, and its document; None where nobody makes it of a document of the last run.

    `decisions`: what stands about it, where that is known already.
    """
    target = Target("claim", id)
    stands = list(decisions) if decisions is not None else standing(decision_rows.about(connection, [target], track))
    machine = machine_claim(connection, id)
    name = machine.document if machine is not None else next((d.document for d in stands if d.action == "add"), None)
    document = None if name is None else live_document(connection, name)
    if document is None:
        return None
    base = None if machine is None else everywhere(connection, machine).apply(machine)
    version = decision_rows.version_of(connection, target, track)
    if gone(connection, [id]):
        return (
            None
            if base is None
            else (Reviewed(base, "re-review", version, stands[-1].id if stands else None), document)
        )
    found = folded(base, stands, version)
    return None if found is None else (found, document)


def gone(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the claims that wait for re-review, because the last run no longer makes them."""
    wanted, table, found = sorted(set(ids)), tables.rereview.c, set()
    for start in range(0, len(wanted), CHUNK):
        query = select(table.id).where(table.kind == "claim", table.id.in_(wanted[start : start + CHUNK]))
        found |= set(connection.execute(query).scalars())
    return found
