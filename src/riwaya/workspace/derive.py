"""Filling a ledger's derived tables: places, events, relations, disputes, control, sources.

Pages of a ledger with millions of claims cannot reason on request. So all of it is worked out at the end of a run and
by `riwaya analyse`, from the claims as people left them; after a decision, the places that it touches are worked out
anew (`riwaya.workspace.touch`), control and sources being left to the next analysis. A ledger of more than twice
`PORTION` claims is worked out portion by portion of its places, several at once: events, relations and disputes come
out the same, and in control each portion learns its voices by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

import msgspec

from riwaya import __version__
from riwaya.ledger import derived, effective
from riwaya.ledger import derived_tables as tables
from riwaya.ledger.store import Ledger
from riwaya.model import Claim
from riwaya.reason import Report
from riwaya.reason.control.workers import mapped
from riwaya.reason.sources import Profiling
from riwaya.reason.where import places_of
from riwaya.reason.workings import Workings
from riwaya.workspace.filling import Filling
from riwaya.workspace.portions import Portion, portions
from riwaya.workspace.spool import Spool
from riwaya.workspace.worked import Worked
from riwaya.workspace.working import Working, voice_rows

PORTION: Final = 50_000
"""Claims of a portion: well under a gigabyte. Up to twice as many are reasoned about at once."""
MOST_THOROUGH: Final = 2_000
"""Up to so many claims a run also works out what takes long: records of institutions, and control without sides."""
Spread = Callable[[Working, Sequence[Portion], Spool], Iterator[Worked]]
"""How portions are worked out: whoever does it, they come in order."""


class Derived(msgspec.Struct, frozen=True):
    """How much was derived."""

    claims: int
    places: int
    events: int
    disputes: int
    timelines: int
    sources: int


def derive(
    ledger: Ledger, workings: Workings | None = None, *, thorough: bool | None = None, spread: Spread | None = None
) -> Derived:
    """Work out everything anew. `workings` are those of the ledger's own documents and claims, where they are at hand;
    they are used if nobody has decided anything. `thorough` also grades institutions and works out control without
    sides, by default where there are few claims. `spread` is how portions are worked out: `here` unless given.
    """
    with ledger.reading() as connection:
        decision, run = derived.last_decision(connection), derived.run_id(connection)
        held, count = derived.sizes(connection)
    if thorough is None:
        thorough = count <= MOST_THOROUGH
    working = Working.of(ledger, decision)
    if count <= 2 * PORTION:
        if workings is None or decision:
            workings = Workings.of(ledger.documents(), _claims(ledger), working.decided)
        found = working.whole(workings, thorough=thorough)
        with ledger.writing() as connection:
            derived.clear(connection)
            derived.write(connection, found)
            derived.set_days(connection, {id: workings.published.get(id) for id in workings.undated})
            derived.set_state(connection, derived.State(run, __version__, decision, held))
    else:
        _by_portions(ledger, working, derived.State(run, __version__, decision, held), spread or here)
    return Derived(**working.counts)


def _claims(ledger: Ledger) -> Iterator[Claim]:
    return (reviewed.claim for reviewed in effective.claims(ledger))


def here(working: Working, parts: Sequence[Portion], spool: Spool) -> Iterator[Worked]:
    """Work portions out on this machine, as many at once as there are processors: they know nothing of one another."""
    return mapped(lambda part: working.portion(part, spool.read(part.documents)), parts, much=True)


def _by_portions(ledger: Ledger, working: Working, state: derived.State, spread: "Spread") -> None:
    """Everything, portion by portion."""
    from riwaya.reason.control.known import Known, merged  # loads numpy, which few commands need

    named: dict[str, set[str]] = {}
    sizes: dict[str, int] = {}
    profiling = Profiling()
    days: dict[str, derived.Days | None] = {}
    voices: dict[str, Known] = {}
    with Spool() as spool:
        claims = groupby(_claims(ledger), key=lambda claim: claim.document)
        for document, told in claims:
            report = Report.of(ledger.document(document))
            kept = tuple(told)
            spool.add(report, kept)
            sizes[document] = len(kept)
            for claim in kept:
                for where in places_of(claim):
                    named.setdefault(where.anchor, set()).add(document)
            profiling.hear(report.outlet, sorted(kept, key=lambda claim: claim.id))
        whole = portions({place: frozenset(at) for place, at in named.items()}, sizes, PORTION)
        parts = [part for one in whole for part in working.parts(one, spool.read, sizes, PORTION)]
        filling = Filling(ledger)
        for worked in spread(working, parts, spool):
            profiling.absorb(worked.profiling)
            days = {**worked.days, **days}
            merged(voices, worked.voices)
            for name, number in filling.take(worked).items():
                working.counts[name] += number
    with ledger.writing() as connection:
        derived.drop_other_places(connection, named)
        connection.execute(tables.derived_sources.delete())
        derived.write(connection, {tables.derived_sources: working.sources(profiling, None)})
        for table in (tables.derived_days, tables.derived_voices):
            connection.execute(table.delete())
        derived.set_days(connection, days)
        derived.write(connection, {tables.derived_voices: voice_rows(voices)})
        derived.set_state(connection, state)


__all__ = ["Derived", "Spread", "derive", "here"]
