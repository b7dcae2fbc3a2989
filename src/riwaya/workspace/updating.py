"""Bringing the derived tables up to date after new reports: only the places that they name are worked out anew.

Claims meet only under a place, so what is told of all other places is as it was. What rests on the whole material is
taken as it was last learned from all of it: the days of reports without a date, and whom control believes. These, and
the records of sources, are worked out anew with everything else (`riwaya.workspace.derive`) once the ledger has grown
by a tenth; small ledgers are worked out whole each time.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import select

from riwaya import __version__
from riwaya.ledger import derived, effective
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.store import Ledger
from riwaya.model import Claim
from riwaya.reason import Report
from riwaya.reason.where import places_of
from riwaya.workspace.derive import PORTION, Spread, derive
from riwaya.workspace.filling import Filling
from riwaya.workspace.portions import portions
from riwaya.workspace.working import Working

if TYPE_CHECKING:
    from riwaya.reason.control.known import Known

WHOLE: Final = 2_000
"""Up to so many claims everything is worked out anew: it takes seconds."""
GROWN: Final = 10
"""Everything is worked out anew when this part of the documents was added since it last was: a tenth."""

MUCH: Final = 2
"""Everything is worked out anew when the reports to be looked at hold this part of the claims: a half."""


def update(
    ledger: Ledger, documents: Collection[str], *, since: str | None, spread: Spread | None = None
) -> frozenset[str] | None:
    """Take in `documents`, which were added or replaced since the run `since`, and what was decided meanwhile.

    The places that were worked out anew; None where all of them were.
    """
    with ledger.reading() as connection:
        state, decision = derived.state(connection), derived.last_decision(connection)
        run, (held, claims) = derived.run_id(connection), derived.sizes(connection)
        decided = derived.decided_since(connection, state.decision) if state is not None else None
        before: set[str] = set()
        changed = {*documents, *(decided or ())}
        if state is not None:
            before = derived.places_of(connection, changed)
    if (
        state is None
        or decided is None
        or (state.run, state.version) != (since, __version__)
        or claims <= WHOLE
        or held * GROWN > state.documents * (GROWN + 1)
    ):
        derive(ledger, thorough=False, spread=spread)
        return None
    named, sizes = _named(ledger, before, changed)
    if MUCH * sum(sizes.values()) > claims:
        derive(ledger, thorough=False, spread=spread)
        return None
    with ledger.reading() as connection:
        days = derived.days(connection)
    voices = _voices(ledger)
    working = Working.of(ledger, decision)
    everywhere = {place: frozenset(at) for place, at in named.items() if at}
    filling = Filling(ledger)
    read = partial(_read, ledger)
    for part in (
        cut for one in portions(everywhere, sizes, PORTION) for cut in working.parts(one, read, sizes, PORTION)
    ):
        worked = working.portion(part, read(part.documents), days=days, voices=voices)
        filling.take(worked)
        new = {id: span for id, span in worked.days.items() if id not in days}
        with ledger.writing() as connection:
            derived.set_days(connection, new)
        days = {**days, **new}
    with ledger.writing() as connection:
        derived.clear_places(connection, named.keys() - everywhere.keys(), control=True)
        derived.set_state(connection, derived.State(run, __version__, decision, state.documents))
    return frozenset(named)


def _named(ledger: Ledger, before: set[str], changed: set[str]) -> tuple[dict[str, set[str]], dict[str, int]]:
    """The documents that name each of the places `before` and those that the changed documents name now, and how many
    claims each document has.
    """
    now: dict[str, set[str]] = {}
    for document in sorted(changed):
        for reviewed in effective.claims(ledger, document):
            for where in places_of(reviewed.claim):
                now.setdefault(where.anchor, set()).add(document)
    with ledger.reading() as connection:
        named = {
            place: (derived.documents_of(connection, place) - changed) | now.get(place, set())
            for place in sorted(before | now.keys())
        }
        told = set().union(*named.values())
        # Of some documents all claims are people's.
        return named, dict.fromkeys(told, 0) | derived.claims_in(connection, told)


def _read(ledger: Ledger, documents: Iterable[str]) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    for id in sorted(documents):
        yield Report.of(ledger.document(id)), tuple(reviewed.claim for reviewed in effective.claims(ledger, id))


def _voices(ledger: Ledger) -> "dict[str, Known] | None":
    """The voices as control last learned them; None where that is not on record."""
    from riwaya.reason.control.known import Known

    decoder = msgspec.json.Decoder(Known)
    with ledger.reading() as connection:
        rows = connection.execute(select(tables.derived_voices)).all()
    return {row.voice: decoder.decode(row.record) for row in rows} or None
