"""How far two reviewers of a sample agree: Cohen's kappa field by field, and the measures of extraction."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from riwaya.evaluate import GoldDocument, score
from riwaya.evaluate.agreement import Kappa, cohen_kappa
from riwaya.evaluate.gold_writer import gold_record
from riwaya.evaluate.matching import match
from riwaya.evaluate.values import days
from riwaya.ledger import samples
from riwaya.ledger.corrections import as_json, key_of
from riwaya.model import Claim

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

Label = Callable[[Claim], Hashable]


def _names(mentions: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted({key_of(mention) for mention in mentions}))


FIELDS: Final[dict[str, Label]] = {
    "event": lambda claim: claim.event,
    "stance": lambda claim: claim.stance,
    "denial": lambda claim: (claim.denial, claim.denies_what),
    "attitude": lambda claim: claim.attitude,
    "background": lambda claim: claim.background,
    "voice": lambda claim: key_of(claim.voices[-1]) if claim.voices else None,
    "chain": lambda claim: tuple(key_of(voice) for voice in claim.voices),
    "agents": lambda claim: _names(claim.agents),
    "targets": lambda claim: _names(claim.targets),
    "places": lambda claim: _names(claim.places),
    "time": lambda claim: (
        None if claim.time is None else (claim.time.earliest, claim.time.latest, claim.time.offset_days)
    ),
    "extent": lambda claim: None if claim.extent is None else (claim.extent.low, claim.extent.high),
    "quantity": lambda claim: tuple(sorted((q.value, q.high, q.unit or "") for q in claim.quantities)),
}
"""The label of each field, over which kappa is worked out. Lists of names agree only when they are the same."""

VERDICT: Final = "verdict"
"""Whether a claim of the machine was kept or rejected."""


class Agreement(msgspec.Struct, frozen=True):
    """What two reviewers agree on.

    `items`: how many items both are done with, of `of`. `kappas`: by field; `verdict` over the claims that machines
    made, all others over the claims that both made. `detection` and `claim`: F1 of the second reviewer's claims
    against the first's, as `riwaya.evaluate.score` defines them; `evidence`: mean overlap (IoU) of their evidence;
    `claims`: how many claims each made.
    """

    sample: str
    first: str
    second: str
    items: int
    of: int
    kappas: dict[str, Kappa]
    detection: float
    claim: float
    evidence: float
    claims: tuple[int, int]


def agreement(ledger: "Ledger", sample: str, first: str | None = None, second: str | None = None) -> Agreement:
    """Measure the agreement of two reviewers of a sample, over the items that both are done with.

    The reviewers are those named, else the two who have done most. UsageError if there are not two.
    """
    one = samples.sample(ledger, sample)
    pair = samples.pair_of(one, first, second)
    items = samples.both_done(ledger, one, pair)
    found = [samples.outcomes(ledger, one, items, who) for who in pair]
    kept = [[r.claim for r in outcome.values() if r.status != "rejected"] for outcome in found]
    by_machine = [id for id in found[0] if id in found[1] and all(o[id].status != "added" for o in found)]
    verdicts = [(found[0][id].status == "rejected", found[1][id].status == "rejected") for id in by_machine]
    documents = sorted({claim.document for claims in kept for claim in claims})
    pairs: list[tuple[Claim, Claim]] = []
    gold: list[GoldDocument] = []
    predicted: dict[str, list[dict[str, Any]]] = {}
    for id in documents:
        document = ledger.document(id)
        ours, theirs = ([claim for claim in claims if claim.document == id] for claims in kept)
        record = gold_record(document, ours)
        gold.append(GoldDocument(Path(id), document.text, record))
        predicted[id] = [as_json(claim) for claim in theirs]
        pairs += _paired(document.text, ours, theirs, record["published"])
    scored = score(gold, predicted) if gold else None
    kappas = {VERDICT: cohen_kappa(verdicts)}
    kappas |= {name: cohen_kappa((label(a), label(b)) for a, b in pairs) for name, label in FIELDS.items()}
    headline = scored.headline() if scored is not None else None
    return Agreement(
        sample=sample,
        first=pair[0],
        second=pair[1],
        items=len(items),
        of=len(one.items),
        kappas=kappas,
        detection=headline["detection"][2] if headline else 0.0,
        claim=headline["claim"][2] if headline else 0.0,
        evidence=scored.evidence_iou if scored is not None else 0.0,
        claims=(len(kept[0]), len(kept[1])),
    )


def _paired(text: str, ours: list[Claim], theirs: list[Claim], published: str | None) -> list[tuple[Claim, Claim]]:
    """Claims of the two that are about the same: of one id, or matched as extraction is matched with gold."""
    known = {claim.id: claim for claim in theirs}
    pairs = [(claim, known[claim.id]) for claim in ours if claim.id in known]
    met = {claim.id for claim, _ in pairs}
    left, right = ([claim for claim in claims if claim.id not in met] for claims in (ours, theirs))
    found = match(text, [as_json(c) for c in left], [as_json(c) for c in right], days(published, None))
    return pairs + [(left[pair.gold], right[pair.predicted]) for pair in found]
