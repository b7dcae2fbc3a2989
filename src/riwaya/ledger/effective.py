"""The ledger as people left it: machine claims with the decisions applied, and what was decided about all else.

Reasoning and the pages start from these claims, never from the machine's alone.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, or_, select

from riwaya.ledger import carrying, claim_states, corrections, decision_rows, payloads, rows, schema, tracks
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decision_rows import CHUNK
from riwaya.ledger.decisions import MAIN, Decision, Target, standing
from riwaya.ledger.folding import Reviewed, folded
from riwaya.ledger.grouping import Grouping, Linked
from riwaya.ledger.grouping import linked as last_links
from riwaya.ledger.schema import CLAIM_BITS
from riwaya.model import Claim
from riwaya.model.errors import LedgerError
from riwaya.text.normalise import fold

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger
    from riwaya.reason.decided import Decided

__all__ = [
    "Grouping",
    "Linked",
    "Reviewed",
    "claim",
    "claims",
    "decided",
    "event_decisions",
    "grades",
    "grouping",
    "links",
    "links_of",
    "reviewed_documents",
]


def claims(
    ledger: "Ledger",
    document: str | None = None,
    place: str | None = None,
    *,
    rejected: bool = False,
    reader: str | None = None,
) -> Iterator[Reviewed]:
    """Every claim as it stands, documents in order and claims in text order; rejected ones only with `rejected`.

    Only those of one document; only those at one place (a gazetteer id, or `text:` and the folded name). With a
    `reader`, what is in an open sample is shown as that reviewer has decided; else as machines left it.

    A claim of status `re-review` is the machine's: decisions about a claim much like it wait to be carried over.
    Streams; memory holds one document's claims, and the decisions.
    """
    with ledger.reading() as connection:
        yield from _View(connection, document, reader).claims(place, rejected=rejected)


def claim(ledger: "Ledger", id: str, *, reader: str | None = None) -> Reviewed:
    """One claim as it stands, whatever its status; LedgerError if neither the last run nor a person makes it."""
    with ledger.reading() as connection:
        track = MAIN
        if reader is not None:
            from riwaya.ledger.checks import home

            track = reader if tracks.sample_of(connection, id, home(connection, id)) else MAIN
        found = claim_states.state(connection, id, track)
        if found is None:
            raise LedgerError(f"{ledger.name}: holds no claim {id!r} that is made of a document of the last run")
        table = tables.rereview.c
        waits = connection.execute(select(table.id).where(table.candidate == id)).first()
    if waits is not None and found[0].status == "unreviewed":
        return Reviewed(found[0].claim, "re-review", found[0].version, found[0].decision)
    return found[0]


class _View:
    """What one reader sees of a ledger, or of one document."""

    def __init__(self, connection: Connection, document: str | None, reader: str | None) -> None:
        self._connection, self._document = connection, document
        self._everywhere = claim_states.everywhere(connection)
        self._decisions = self._standing(reader)
        self._versions = self._read_versions(reader)
        table = tables.rereview.c
        waiting = connection.execute(select(table.id, table.candidate).where(table.kind == "claim")).all()
        self._gone = {row.id for row in waiting}
        self._candidates = {row.candidate for row in waiting if row.candidate is not None}

    def _standing(self, reader: str | None) -> dict[str, list[Decision]]:
        """What stands about each claim, on the main track and on the reader's own in open samples."""
        table = tables.decisions.c
        conditions: list[ColumnElement[bool]] = [table.target_kind == "claim"]
        if self._document is not None:
            conditions.append(table.document == self._document)
        own = table.track == MAIN
        if reader is not None and (samples := tracks.open_samples(self._connection)):
            own = or_(own, (table.track == reader) & table.sample.in_(samples))
        out: dict[str, list[Decision]] = {}
        for decision in standing(decision_rows.decisions(self._connection, *conditions, own)):
            out.setdefault(decision.target.id, []).append(decision)
        return out

    def _read_versions(self, reader: str | None) -> dict[str, int]:
        table = tables.targets.c
        query = select(table.id, table.track, table.version).where(
            table.kind == "claim", table.track.in_((MAIN, reader or MAIN))
        )
        if self._document is not None:
            query = query.where(table.document == self._document)
        out: dict[str, int] = {}
        for row in self._connection.execute(query.order_by(table.track)):
            if row.track == MAIN or row.id in self._decisions:
                out[row.id] = row.version
        return out

    def claims(self, place: str | None, *, rejected: bool) -> Iterator[Reviewed]:
        """The claims in order."""
        for reviewed in self._in_order(place):
            if reviewed.status == "rejected" and not rejected:
                continue
            if place is None or any(corrections.key_of(where) == place for where in reviewed.claim.places):
                yield reviewed

    def _in_order(self, place: str | None) -> Iterator[Reviewed]:
        added = self._added()
        for position, group in groupby(self._machine(place), key=lambda found: found[0]):
            for earlier in [p for p in added if p < position]:
                yield from added.pop(earlier)
            own = added.pop(position, [])
            found = [self._folded(machine) for _, machine in group]
            if own:
                found = sorted([*found, *own], key=lambda r: (r.claim.evidence.start, r.claim.evidence.end))
            yield from found
        for position in list(added):
            yield from added[position]

    def _machine(self, place: str | None) -> Iterator[tuple[int, Claim]]:
        """The machine's claims with the positions of their documents; with a place, those that may be there."""
        table = schema.claims.c
        query = select(table.position, table.record).where(table.position >= 0).order_by(table.position)
        if self._document is not None:
            query = query.where(table.document == self._document)
        if place is not None:
            keys = self._everywhere.place_keys() | {place}
            there = or_(*(condition for key in sorted(keys) for condition in self._at(key)))
            named = select(schema.claim_places.c.claim).where(there)
            ids = [id for id in self._decisions if id not in self._gone]
            chunks = [table.id.in_(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]
            query = query.where(or_(table.id.in_(named), *chunks))
        for position, record in self._connection.execution_options(yield_per=1000).execute(query):
            yield position >> CLAIM_BITS, rows.claim_from(record)

    def _at(self, key: str) -> Iterator[ColumnElement[bool]]:
        """Conditions of a claim's mention of a place."""
        table = schema.claim_places.c
        if not key.startswith(corrections.TEXT_KEY):
            yield table.entity == key
            return
        texts = self._connection.execute(select(table.text).where(table.entity.is_(None)).distinct()).scalars()
        wanted = [text for text in texts if corrections.TEXT_KEY + fold(text) == key]
        yield table.entity.is_(None) & table.text.in_(wanted)

    def _folded(self, machine: Claim) -> Reviewed:
        base = self._everywhere.apply(machine)
        decisions = self._decisions.get(machine.id, ())
        version = self._versions.get(machine.id, 0)
        if machine.id in self._gone:
            return Reviewed(base, "re-review", version, decisions[-1].id if decisions else None)
        if not decisions:
            return Reviewed(base, "re-review" if machine.id in self._candidates else "unreviewed", version)
        found = folded(base, decisions, version)
        assert found is not None, "a claim that machines make is there, whatever was decided about it"
        if found.status == "unreviewed" and machine.id in self._candidates:
            return Reviewed(found.claim, "re-review", version)
        return found

    def _added(self) -> dict[int, list[Reviewed]]:
        """The claims that people added, by the positions of their documents, in order."""
        added: dict[str, list[Reviewed]] = {}
        for id, decisions in self._decisions.items():
            if id not in self._gone and any(decision.action == "add" for decision in decisions):
                found = folded(None, decisions, self._versions.get(id, 0))
                if found is not None:
                    added.setdefault(found.claim.document, []).append(found)
        positions = _positions(self._connection, added)
        made_by_machine = _machine_ids(self._connection, [r.claim.id for listed in added.values() for r in listed])
        return {
            positions[document]: sorted(
                (r for r in added[document] if r.claim.id not in made_by_machine),
                key=lambda r: (r.claim.evidence.start, r.claim.evidence.end),
            )
            for document in sorted(positions, key=positions.__getitem__)
        }


def _positions(connection: Connection, documents: Iterable[str]) -> dict[str, int]:
    """The positions of those of the documents that are in the last run."""
    table, wanted, out = schema.documents.c, sorted(documents), {}
    for start in range(0, len(wanted), CHUNK):
        here = table.id.in_(wanted[start : start + CHUNK])
        for row in connection.execute(select(table.id, table.position).where(here, table.position >= 0)):
            out[row.id] = row.position
    return out


def _machine_ids(connection: Connection, ids: list[str]) -> set[str]:
    """Those of the claims that machines have come to make, too."""
    table, out = schema.claims.c, set()
    for start in range(0, len(ids), CHUNK):
        here = table.id.in_(ids[start : start + CHUNK])
        out |= set(connection.execute(select(table.id).where(here, table.position >= 0)).scalars())
    return out


def grouping(ledger: "Ledger") -> Grouping:
    """What stands about which claims are one event, to be applied to the events that reasoning finds."""
    with ledger.reading() as connection:
        return Grouping(decision_rows.standing_of_kinds(connection, ("event",)), carrying.moved(connection))


def links(ledger: "Ledger") -> list[Linked]:
    """What stands about the relations of claims."""
    with ledger.reading() as connection:
        return last_links(decision_rows.standing_of_kinds(connection, ("relation",)), carrying.moved(connection))


def decided(ledger: "Ledger") -> "Decided | None":
    """What stands about events and relations, for the material of reasoning; None where nobody decided about any."""
    from riwaya.reason.decided import Decided

    found = Decided(grouping(ledger) or None, tuple(links(ledger)))
    return found or None


def links_of(ledger: "Ledger", claim: str) -> list[tuple[Linked, Decision]]:
    """What stands about the relations of one claim, each with the decision that says it."""
    table = tables.decisions.c
    with ledger.reading() as connection:
        moved = carrying.moved(connection)
        names = sorted({claim, *(old for old, new in moved.items() if new == claim)})
        about = or_(*(table.target_id.like(form) for name in names for form in (f"{name}~%", f"%~{name}")))
        found = decision_rows.decisions(connection, table.target_kind == "relation", table.track == MAIN, about)
        stands = decision_rows.with_content(standing(found))
    by_id = {decision.id: decision for decision in stands}
    return [(link, by_id[link.decision]) for link in last_links(stands, moved) if claim in (link.a, link.b)]


def event_decisions(ledger: "Ledger", claims: Iterable[str]) -> list[Decision]:
    """The merges and splits that stand and name any of the claims, in the order in which they were made."""
    wanted = set(claims)
    with ledger.reading() as connection:
        moved = carrying.moved(connection)
        return [
            decision
            for decision in decision_rows.standing_of_kinds(connection, ("event",))
            if not wanted.isdisjoint(moved.get(claim, claim) for claim in Grouping([decision]).claims())
        ]


def grades(ledger: "Ledger") -> dict[str, tuple[str, Decision]]:
    """The reliability letter of each source that has one, with the decision that gives it, its reason and its date."""
    out: dict[str, tuple[str, Decision]] = {}
    with ledger.reading() as connection:
        for decision in decision_rows.standing_of_kinds(connection, ("source",)):
            letter = payloads.read(payloads.Graded, decision.new).grade
            out.pop(decision.target.id, None)
            if letter is not None:
                out[decision.target.id] = (letter, decision)
    return out


def reviewed_documents(ledger: "Ledger") -> dict[str, Decision]:
    """The documents of the last run that were confirmed as reviewed whole, with the decision that says so.

    Not those whose bytes have changed since, and those of which a claim waits for re-review.
    """
    with ledger.reading() as connection:
        stands = {d.target.id: d for d in decision_rows.standing_of_kinds(connection, ("document",))}
        table = schema.documents.c
        wanted, out = sorted(stands), dict[str, Decision]()
        for start in range(0, len(wanted), CHUNK):
            query = select(table.id, table.sha256).where(
                table.id.in_(wanted[start : start + CHUNK]), table.position >= 0
            )
            out |= {row.id: stands[row.id] for row in connection.execute(query) if row.sha256 == stands[row.id].sha256}
        waiting = set(connection.execute(select(tables.rereview.c.document)).scalars())
    return {id: decision for id, decision in out.items() if id not in waiting}


def version_of(ledger: "Ledger", target: Target) -> int:
    """The version of a target, which a decision about it must name."""
    with ledger.reading() as connection:
        return decision_rows.version_of(connection, target)
