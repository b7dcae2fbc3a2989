"""Two-person review: a sample that several people review apart, and what comes of it.

While a sample is open, decisions about what is in it go on each reviewer's own track (`riwaya.ledger.tracks`). How far
two of them agree is measured (`riwaya.ledger.agreement`), what they agree on becomes a decision for all, and what they
differ in is decided by an adjudicator. Then the sample is closed.
"""

import heapq
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from sqlalchemy import Connection, Select, func, insert, select, update

from riwaya.ledger import decision_rows, reviews, schema, tracks
from riwaya.ledger import review_tables as tables
from riwaya.ledger.decisions import MAIN, Decision, Draft, Target, standing, timestamp, utc_now
from riwaya.ledger.folding import Reviewed
from riwaya.ledger.reviews import Now
from riwaya.model.errors import LedgerError, UsageError
from riwaya.model.ids import content_id

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

Kind = Literal["documents", "claims"]
Outcomes = dict[str, Reviewed]
"""What one reviewer left of the claims of a sample, by their ids; rejected ones too."""


class Sample(msgspec.Struct, frozen=True):
    """A sample. `items`: ids of documents or claims, in the order in which they were drawn; `state`: open or closed.

    `done`: for each reviewer how many items they have decided about (documents: confirmed as reviewed whole).
    """

    id: str
    kind: Kind
    seed: int
    who: str
    when: str
    state: str
    items: tuple[str, ...]
    done: dict[str, int]


def draw(ledger: "Ledger", kind: Kind, size: int, seed: int, who: str, *, now: Now = utc_now) -> Sample:
    """Draw a sample of what nobody has decided about and no open sample holds.

    The same ledger and seed give the same items: those whose hashes with the seed are the smallest. UsageError if there
    are fewer than `size`.
    """
    if size < 1:
        raise UsageError("a sample needs at least one item")
    with ledger.writing() as connection:
        ids = connection.execute(_undecided(kind)).scalars()
        items = heapq.nsmallest(size, ids, key=lambda item: (content_id("sample", seed, item), item))
        if len(items) < size:
            raise UsageError(f"{ledger.name}: has only {len(items)} {kind} that nobody decided about; ask for fewer")
        number = connection.execute(select(func.count()).select_from(tables.samples)).scalar_one()
        id = content_id("sample", number, kind, seed, *items)[:8]
        row = {"id": id, "kind": kind, "size": size, "seed": seed, "who": who, "made_at": timestamp(now())}
        connection.execute(insert(tables.samples), row | {"state": tracks.OPEN})
        rows = [{"sample": id, "item": item, "position": n} for n, item in enumerate(items)]
        connection.execute(insert(tables.sample_items), rows)
    return sample(ledger, id)


def _undecided(kind: Kind) -> Select[Any]:
    document, claim, target = schema.documents.c, schema.claims.c, tables.targets.c
    sampled = select(tables.sample_items.c.item).join(
        tables.samples, tables.samples.c.id == tables.sample_items.c.sample
    )
    sampled = sampled.where(tables.samples.c.state == tracks.OPEN)
    if kind == "documents":
        decided = select(target.document).where(target.document.is_not(None), target.track == MAIN)
        of_claims = select(claim.document).where(claim.id.in_(sampled))
        return (
            select(document.id)
            .where(document.position >= 0, document.id.not_in(decided), document.id.not_in(sampled))
            .where(document.id.not_in(of_claims))
            .order_by(document.position)
        )
    decided = select(target.id).where(target.kind == "claim", target.track == MAIN)
    return (
        select(claim.id)
        .where(claim.position >= 0, claim.id.not_in(decided))
        .where(claim.id.not_in(sampled), claim.document.not_in(sampled))
        .order_by(claim.position)
    )


def samples(ledger: "Ledger") -> list[Sample]:
    """Every sample, in the order in which they were drawn."""
    with ledger.reading() as connection:
        query = select(tables.samples).order_by(tables.samples.c.made_at, tables.samples.c.id)
        return [_sample(connection, row) for row in connection.execute(query).all()]


def sample(ledger: "Ledger", id: str) -> Sample:
    """One sample; LedgerError if there is none of this id."""
    found = next((one for one in samples(ledger) if one.id == id), None)
    if found is None:
        raise LedgerError(f"{ledger.name}: has no sample {id!r}; `riwaya review samples LEDGER` lists them")
    return found


def _sample(connection: Connection, row: Any) -> Sample:
    item = tables.sample_items.c
    items = connection.execute(select(item.item).where(item.sample == row.id).order_by(item.position)).scalars()
    found = tuple(items)
    done: dict[str, set[str]] = {}
    kind = "document" if row.kind == "documents" else "claim"
    for track, stands in _on_tracks(connection, row.id).items():
        done[track] = {d.target.id for d in stands if d.target.kind == kind and d.target.id in set(found)}
    counts = {who: len(ids) for who, ids in sorted(done.items())}
    return Sample(row.id, row.kind, row.seed, row.who, row.made_at, row.state, found, counts)


def _on_tracks(connection: Connection, id: str) -> dict[str, list[Decision]]:
    """What stands on each reviewer's track."""
    table = tables.decisions.c
    found: dict[str, list[Decision]] = {}
    for decision in decision_rows.decisions(connection, table.sample == id, table.track != MAIN):
        found.setdefault(decision.track, []).append(decision)
    return {who: standing(decisions) for who, decisions in found.items()}


def done_by(ledger: "Ledger", id: str, who: str) -> set[str]:
    """The items of a sample that a reviewer is done with."""
    one = sample(ledger, id)
    kind = "document" if one.kind == "documents" else "claim"
    with ledger.reading() as connection:
        stands = _on_tracks(connection, id).get(who, [])
    return {d.target.id for d in stands if d.target.kind == kind} & set(one.items)


def pair_of(one: Sample, first: str | None = None, second: str | None = None) -> tuple[str, str]:
    """The two reviewers meant: those named, else those who are done with most items; UsageError if there are none."""
    ranked = sorted(one.done, key=lambda who: (-one.done[who], who))
    chosen = [who for who in (first, second) if who is not None]
    for who in chosen:
        if who not in one.done:
            raise UsageError(f"{who!r} has reviewed nothing of sample {one.id}; {', '.join(ranked) or 'nobody'} has")
    chosen += [who for who in ranked if who not in chosen and one.done[who]]
    if len(chosen) < 2 or chosen[0] == chosen[1]:
        raise UsageError(f"sample {one.id} needs two reviewers; {', '.join(ranked) or 'nobody'} has reviewed of it")
    return chosen[0], chosen[1]


def both_done(ledger: "Ledger", one: Sample, pair: tuple[str, str]) -> list[str]:
    """The items that both reviewers are done with."""
    done = done_by(ledger, one.id, pair[0]) & done_by(ledger, one.id, pair[1])
    return [item for item in one.items if item in done]


def outcomes(ledger: "Ledger", one: Sample, items: list[str], who: str) -> Outcomes:
    """What a reviewer left of the claims of these items, in text order; machine claims that they let stand too."""
    from riwaya.ledger import claim_states
    from riwaya.ledger.folding import folded

    out: Outcomes = {}
    with ledger.reading() as connection:
        stands: dict[str, list[Decision]] = {}
        for decision in _on_tracks(connection, one.id).get(who, []):
            if decision.target.kind == "claim":
                stands.setdefault(decision.target.id, []).append(decision)
        everywhere = claim_states.everywhere(connection)
        column = schema.claims.c
        for item in items:
            here = (column.document if one.kind == "documents" else column.id) == item
            own = [everywhere.apply(claim) for claim in claim_states.machine_claims(connection, here)]
            made = [folded(claim, stands.get(claim.id, ()), 0) for claim in own]
            ids = {claim.id for claim in own}
            if one.kind == "documents":
                made += [folded(None, d, 0) for id, d in stands.items() if d[0].document == item and id not in ids]
            found = [reviewed for reviewed in made if reviewed is not None]
            found.sort(key=lambda reviewed: (reviewed.claim.evidence.start, reviewed.claim.evidence.end))
            out |= {reviewed.claim.id: reviewed for reviewed in found}
    return out


class Difference(msgspec.Struct, frozen=True):
    """A claim about which two reviewers decided differently: what each left of it (None: did not make it)."""

    claim: str
    first: Reviewed | None
    second: Reviewed | None


class Adjudicated(msgspec.Struct, frozen=True):
    """What an adjudication made, and the differences that are left."""

    made: tuple[Decision, ...]
    left: tuple[Difference, ...]
    closed: bool


def differences(ledger: "Ledger", one: Sample, pair: tuple[str, str]) -> list[Difference]:
    """The claims of items that both are done with, about which they differ and nobody has adjudicated yet."""
    items = both_done(ledger, one, pair)
    first, second = (outcomes(ledger, one, items, who) for who in pair)
    with ledger.reading() as connection:
        settled = _settled(connection, one.id)
    return [
        Difference(id, first.get(id), second.get(id))
        for id in dict.fromkeys([*first, *second])
        if id not in settled and not _same(first.get(id), second.get(id))
    ]


def _same(first: Reviewed | None, second: Reviewed | None) -> bool:
    if first is None or second is None:
        return first is second
    if "rejected" in (first.status, second.status):
        return first.status == second.status
    left, right = (msgspec.structs.replace(r.claim, rules=(), score=1.0) for r in (first, second))
    return left == right


def _settled(connection: Connection, sample: str) -> set[str]:
    table = tables.decisions.c
    found = decision_rows.decisions(connection, table.sample == sample, table.track == MAIN)
    return {d.target.id for d in standing(found)}


def adjudicate(
    ledger: "Ledger",
    id: str,
    who: str,
    take: Mapping[str, str] | None = None,
    *,
    pair: tuple[str | None, str | None] = (None, None),
    close: bool = False,
    now: Now = utc_now,
) -> Adjudicated:
    """Make what two reviewers agree on hold for all, and for each claim of `take` what the reviewer named there left.

    Where a reviewer named in `take` did not make the claim at all, it is rejected. With `close` the sample is closed
    when no difference is left: later decisions about its items are for all again.
    """
    one = sample(ledger, id)
    if one.state != tracks.OPEN:
        raise UsageError(f"sample {id} is closed; decide about its claims anew")
    chosen = pair_of(one, *pair)
    items = both_done(ledger, one, chosen)
    found = {reviewer: outcomes(ledger, one, items, reviewer) for reviewer in chosen}
    differing = {difference.claim for difference in differences(ledger, one, chosen)}
    for claim, reviewer in (take or {}).items():
        if claim not in differing:
            raise UsageError(f"the reviewers do not differ about {claim!r}")
        if reviewer not in found:
            raise UsageError(f"{reviewer!r} is not one of the two reviewers {chosen[0]} and {chosen[1]}")
    made: list[Decision] = []
    steps: Sequence[_Step]
    with ledger.writing() as connection:
        settled = _settled(connection, id)
        on_tracks = _on_tracks(connection, id)
        for claim in dict.fromkeys([*found[chosen[0]], *found[chosen[1]]]):
            if claim in settled:
                continue
            target = Target("claim", claim)
            own = {reviewer: [d for d in on_tracks.get(reviewer, ()) if d.target == target] for reviewer in chosen}
            if claim not in differing:
                steps = own[chosen[0]] or own[chosen[1]]
                why = f"as {chosen[0]} and {chosen[1]} decided"
            elif (taken := (take or {}).get(claim)) is not None:
                steps = own[taken]
                why = f"as {taken} decided"
                if not steps and claim in found[taken]:
                    steps = [_CONFIRM]
                elif not steps:  # the other added it
                    steps = [*own[chosen[0]], *own[chosen[1]], _REJECT]
            else:
                continue
            made += _replay(connection, steps, Draft("confirm", target, who, None, why, (), id), now)
    left = differences(ledger, one, chosen)
    if not left:
        made += _confirm_documents(ledger, one, items, who, now)
    closed = close and not left and len(items) == len(one.items)
    if closed:
        with ledger.writing() as connection:
            mine = tables.samples.c.id == id
            connection.execute(update(tables.samples).where(mine).values(state=tracks.CLOSED))
    return Adjudicated(tuple(made), tuple(left), closed)


_Step = Decision | Draft
_CONFIRM: Final = Draft("confirm", Target("claim", ""), "")
_REJECT: Final = Draft("reject", Target("claim", ""), "")


def _replay(connection: Connection, steps: "Sequence[_Step]", draft: Draft, now: Now) -> list[Decision]:
    """Make a reviewer's decisions about a claim for all."""
    out = []
    for step in steps:
        made = msgspec.structs.replace(draft, action=step.action, new=step.new)
        version = decision_rows.version_of(connection, draft.target)
        out.append(reviews.made(connection, made, version, now))
    return out


def _confirm_documents(ledger: "Ledger", one: Sample, items: list[str], who: str, now: Now) -> list[Decision]:
    if one.kind != "documents":
        return []
    out = []
    with ledger.writing() as connection:
        settled = _settled(connection, one.id)
        for item in items:
            if item not in settled:
                draft = Draft("confirm", Target("document", item), who, None, "reviewed by two", (), one.id)
                version = decision_rows.version_of(connection, draft.target)
                out.append(reviews.made(connection, draft, version, now))
    return out
