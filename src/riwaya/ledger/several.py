"""Many claims at once, as they stand: what nobody decided about takes a handful of questions, however many it is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, or_, select

from riwaya.ledger import claim_states, effective, schema
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decision_rows import CHUNK
from riwaya.ledger.folding import Reviewed
from riwaya.model.errors import LedgerError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger


def several(ledger: "Ledger", ids: Iterable[str], *, reader: str | None = None) -> dict[str, Reviewed]:
    """The claims of these ids, as `effective.claim` gives each, in the order given; unknown ones are left out."""
    wanted = list(dict.fromkeys(ids))
    with ledger.reading() as connection:
        found = undecided(connection, wanted)
    out = {}
    for ident in wanted:
        if ident in found:
            out[ident] = found[ident]
            continue
        try:
            out[ident] = effective.claim(ledger, ident, reader=reader)
        except LedgerError:
            continue
    return out


def undecided(connection: Connection, ids: Iterable[str]) -> dict[str, Reviewed]:
    """Those of the claims that machines make and nobody ever decided about, on whatever track."""
    wanted = list(dict.fromkeys(ids))
    target, waiting, claim = tables.targets.c, tables.rereview.c, schema.claims.c
    everywhere = claim_states.everywhere(connection)
    out: dict[str, Reviewed] = {}
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        touched = set(
            connection.execute(select(target.id).where(target.kind == "claim", target.id.in_(some))).scalars()
        )
        query = select(waiting.id, waiting.candidate).where(or_(waiting.id.in_(some), waiting.candidate.in_(some)))
        for row in connection.execute(query):
            touched |= {row.id, row.candidate}
        fresh = [ident for ident in some if ident not in touched]
        for found in claim_states.machine_claims(connection, claim.id.in_(fresh)):
            out[found.id] = Reviewed(everywhere.apply(found), "unreviewed", 0)
    return out
