"""Claims that others made into a ledger: as a person's additions, who says so and why on record, each to be undone.

The machine's own claims stay what machines found. A report that the ledger does not hold is added to it first, without
claims of the machine's.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from riwaya import __version__
from riwaya.ledger import claim_states, corrections, decision_rows, reviews
from riwaya.ledger.decisions import Draft, Target, utc_now
from riwaya.ledger.reviews import Now
from riwaya.model import Claim, Document, claim_id
from riwaya.model.errors import LedgerError, RecordError

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger


class Taken(msgspec.Struct, frozen=True):
    """What came of an import: claims added, claims that were there already, reports added, what could not be taken."""

    added: int
    there: int
    documents: int
    problems: tuple[str, ...]


def take(
    ledger: "Ledger",
    claims: Iterable[Claim],
    documents: Iterable[Document],
    *,
    who: str,
    why: str,
    now: Now = utc_now,
) -> Taken:
    """Add claims, in one transaction; those whose characters are not in the ledger's text are named in `problems`.

    `documents`: reports that the ledger may not hold yet; one that it holds stays as it is. RecordError for a name or
    a reason that cannot be.
    """
    held = {document.id for document in ledger.documents()}
    new = [document for document in documents if document.id not in held]
    if new:
        ids = [document.id for document in new]
        ledger.write_run(new, (), version=__version__, options={}, inputs=ids)
    added = there = 0
    problems = []
    with ledger.writing() as connection:
        for claim in claims:
            id = claim_id(claim.document, claim)
            if claim_states.state(connection, id) is not None:
                there += 1
                continue
            target = Target("claim", id)
            value = corrections.as_json(msgspec.structs.replace(claim, id=id))
            draft = Draft("add", target, who, value, why)
            try:
                reviews.made(connection, draft, decision_rows.version_of(connection, target), now)
                added += 1
            except (RecordError, LedgerError) as error:
                problems.append(f"{claim.document}: {' '.join(str(error).split())}")
    return Taken(added, there, len(new), tuple(problems))
