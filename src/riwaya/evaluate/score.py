"""Score extracted claims against gold.

A predicted claim matches a gold claim when their event types are of one family and the characters of their evidence
overlap with an IoU of at least 0.3; each is matched once, best pairs first. Evidence that is not the text at its
offsets matches nothing. Gold claims marked optional cost nobody anything, found or missed.

- **detection**: a matched claim counts as found.
- **claim**, the headline: a matched claim counts as right only if the event type (or a declared near one), the stance,
  the innermost voice, the agents and the places agree (and the targets, for strikes and for harm to people). Lists of
  names agree at set F1 >= 0.5; an agent where gold names none is an invention and makes the claim wrong.
- **denial**: denies or doubts, found as denies or doubts; over matched, missed and spurious claims.
- **stance macro-F1**: mean F1 over the stances that gold uses at least five times.
- **fields**: of the matched claims, the share in which each field agrees, over those where gold says something.
- **evidence IoU**: mean over the matched claims. **bad offsets**: evidence that is not the text at its offsets.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from riwaya.evaluate.gold import GoldDocument
from riwaya.evaluate.matching import Match, RawClaim, match, spans
from riwaya.evaluate.values import days
from riwaya.model.errors import UsageError
from riwaya.model.vocabulary import NEGATIVE_STANCES

MIN_STANCE_USES = 5
"""A stance that gold uses less often says nothing about a mean."""

StancePair = tuple[str | None, str | None]
"""Gold's stance and the predicted one; None where the claim was spurious or missed."""


def f1(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where undefined."""
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return p, r, 2 * p * r / max(1e-9, p + r)


@dataclass
class DocumentScore:
    """One document's counts, and what went wrong in it (for reading, not for the figures)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    right: int = 0
    missed: list[RawClaim] = field(default_factory=list)
    spurious: list[RawClaim] = field(default_factory=list)
    wrong: list[tuple[RawClaim, RawClaim, list[str]]] = field(default_factory=list)

    def claim_f1(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of claims that are right."""
        return f1(self.right, self.fp + self.tp - self.right, self.fn + self.tp - self.right)


@dataclass
class Score:
    """The figures of one evaluation. `as_json` is the whole of them, `lines` the same for people."""

    documents: dict[str, DocumentScore] = field(default_factory=dict)
    without_claims: list[str] = field(default_factory=list)
    bad_offsets: int = 0
    stances: list[StancePair] = field(default_factory=list)
    ious: list[float] = field(default_factory=list)
    verdicts: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    @property
    def total(self) -> DocumentScore:
        """The counts over all documents."""
        parts = list(self.documents.values())
        return DocumentScore(*(sum(getattr(part, name) for part in parts) for name in ("tp", "fp", "fn", "right")))

    @property
    def evidence_iou(self) -> float:
        return sum(self.ious) / max(1, len(self.ious))

    def headline(self) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F1 of detection, claim and denial."""
        total = self.total
        return {
            "detection": f1(total.tp, total.fp, total.fn),
            "claim": total.claim_f1(),
            "denial": f1(
                sum(g in NEGATIVE_STANCES and p in NEGATIVE_STANCES for g, p in self.stances),
                sum(p in NEGATIVE_STANCES and g not in NEGATIVE_STANCES for g, p in self.stances),
                sum(g in NEGATIVE_STANCES and p not in NEGATIVE_STANCES for g, p in self.stances),
            ),
        }

    def counts(self) -> dict[str, int]:
        """How many gold claims each headline figure rests on."""
        total = self.total
        gold = total.tp + total.fn
        return {"detection": gold, "claim": gold, "denial": sum(g in NEGATIVE_STANCES for g, _ in self.stances)}

    def shares(self) -> dict[str, tuple[float, int]]:
        """Of the matched claims, the share that agrees in each field, and of how many."""
        return {name: (sum(said) / len(said), len(said)) for name, said in self.verdicts.items() if name != "claim"}

    def stance_macro_f1(self) -> float:
        """Mean F1 over the stances that gold uses at least five times."""
        scores = []
        for stance, uses in Counter(g for g, _ in self.stances if g).items():
            if uses >= MIN_STANCE_USES:
                both = sum(g == p == stance for g, p in self.stances)
                only_predicted = sum(p == stance != g for g, p in self.stances)
                only_gold = sum(g == stance != p for g, p in self.stances)
                scores.append(f1(both, only_predicted, only_gold)[2])
        return sum(scores) / max(1, len(scores))

    def as_json(self) -> dict[str, Any]:
        """Every figure, ready for JSON."""
        headline, counts, shares, total = self.headline(), self.counts(), self.shares(), self.total
        return {
            "claim_f1": headline["claim"][2],
            **{key: dict(zip("prf", value, strict=True), n=counts[key]) for key, value in headline.items()},
            "stance_macro_f1": self.stance_macro_f1(),
            "fields": {key: share for key, (share, _) in shares.items()},
            "counts": {key: n for key, (_, n) in shares.items()},
            "evidence_iou": self.evidence_iou,
            "bad_offsets": self.bad_offsets,
            "documents": len(self.documents),
            "documents_without_claims": self.without_claims,
            "gold": total.tp + total.fn,
            "predicted": total.tp + total.fp,
            "by_document": {name: part.claim_f1()[2] for name, part in self.documents.items()},
        }

    def json_text(self) -> str:
        """`as_json` as indented text."""
        return json.dumps(self.as_json(), ensure_ascii=False, indent=1)

    def lines(self) -> list[str]:
        """The figures for people to read."""
        total, counts = self.total, self.counts()
        out = [
            f"{len(self.documents)} documents ({len(self.without_claims)} with nothing predicted), "
            f"{total.tp + total.fn} gold claims, {total.tp + total.fp} predicted; bad offsets: {self.bad_offsets}"
        ]
        out += [
            f"{key:10} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  (n {counts[key]})"
            for key, (p, r, f) in self.headline().items()
        ]
        out.append(f"stance macro-F1 {self.stance_macro_f1():.3f}   evidence IoU {self.evidence_iou:.3f}")
        out.append("of the matched: " + "  ".join(f"{k} {v:.3f} (n {n})" for k, (v, n) in self.shares().items()))
        return out

    def worst_lines(self, limit: int) -> list[str]:
        """Up to `limit` missed, wrong and spurious claims a document, each on a line."""
        out: list[str] = []
        for name, part in self.documents.items():
            out.append(f"## {name}")
            out += [f"  missed   {_brief(g)}" for g in part.missed[:limit]]
            out += [f"  wrong    {fields} | {_evidence(g)}" for g, _, fields in part.wrong[:limit]]
            out += [f"  spurious {_brief(p)}" for p in part.spurious[:limit]]
        return out


def _evidence(claim: RawClaim) -> str:
    evidence = claim["evidence"]
    return " ".join((evidence["text"] if isinstance(evidence, Mapping) else evidence).split())[:110]


def _brief(claim: RawClaim) -> str:
    return f"{claim['event']} {claim['stance']} | {_evidence(claim)}"


def score(gold: Sequence[GoldDocument], predicted: Mapping[str, Sequence[RawClaim]]) -> Score:
    """Score predicted claims (by document id). Raises UsageError if the two sides name no document alike."""
    ids = {document.id for document in gold}
    if predicted and not ids & set(predicted):
        theirs, ours = next(iter(predicted)), next(iter(document.id for document in gold))
        raise UsageError(
            f"no predicted document is in the gold; predicted ids look like {theirs!r}, gold ids like {ours!r}"
        )
    out = Score(without_claims=sorted(ids - set(predicted)))
    for document in gold:
        claims = predicted.get(document.id, [])
        _add(out, document, claims)
    return out


def _add(out: Score, document: GoldDocument, claims: Sequence[RawClaim]) -> None:
    """Add one document's matches, misses and inventions to the score."""
    gold, text, part = document.claims, document.text, DocumentScore()
    out.bad_offsets += sum(isinstance(p["evidence"], Mapping) and not spans(text, p["evidence"]) for p in claims)
    matched = match(text, gold, claims, days(document.published, None))
    optional = {i for i, g in enumerate(gold) if g.get("optional")}
    for pair in matched:
        if pair.gold not in optional:
            _add_match(out, part, pair, gold[pair.gold], claims[pair.predicted])
    found, used = {pair.gold for pair in matched}, {pair.predicted for pair in matched}
    part.missed = [g for i, g in enumerate(gold) if i not in found and i not in optional]
    part.spurious = [p for j, p in enumerate(claims) if j not in used]
    part.fn, part.fp = len(part.missed), len(part.spurious)
    out.stances += [(g["stance"], None) for g in part.missed]
    out.stances += [(None, p["stance"]) for p in part.spurious]
    out.documents[document.id] = part


def _add_match(out: Score, part: DocumentScore, pair: Match, gold: RawClaim, predicted: RawClaim) -> None:
    part.tp += 1
    part.right += bool(pair.verdict["claim"])
    if not pair.verdict["claim"]:
        fields = [name for name, agrees in pair.verdict.items() if agrees is False and name != "claim"]
        part.wrong.append((gold, predicted, fields))
    out.ious.append(pair.iou)
    out.stances.append((gold["stance"], predicted["stance"]))
    for name, agrees in pair.verdict.items():
        if agrees is not None:
            out.verdicts[name].append(agrees)
