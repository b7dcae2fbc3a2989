"""Which predicted claim answers which gold claim, and how far the two agree."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from riwaya.evaluate.names import Mention, agree, same
from riwaya.evaluate.values import Days, days, days_iou, extent_of, meets, number, numbers_of
from riwaya.model.vocabulary import FAMILY_OF, NEGATIVE_STANCES

RawClaim = Mapping[str, Any]
"""A claim as JSON or YAML has it: predicted (evidence an object) or gold (evidence a string)."""

Verdict = dict[str, bool | None]
"""Agreement field by field; None where gold says nothing."""

MIN_IOU = 0.3
MIN_DAYS_IOU = 0.5
NEAR_EVENTS = tuple(
    frozenset(group.split())
    for group in (
        "capture recapture",
        "clash attack",
        "attack ambush",
        "killed execution",
        "detained abduction",
        "airstrike drone_strike",
        "vehicle_bomb bombing",
        "deployment reinforcement",
    )
)
"""Event types that count as each other in the headline figure."""
TARGETS_COUNT = frozenset({"people", "remote"})
"""Families in which who was hit is part of being right."""


class Match(NamedTuple):
    """Gold claim `gold` is answered by predicted claim `predicted` (both indices)."""

    gold: int
    predicted: int
    verdict: Verdict
    iou: float


def spans(text: str, evidence: Any) -> list[tuple[int, int]]:
    """Where evidence stands: an object at its offsets (nowhere if the text differs), a string wherever it occurs."""
    if isinstance(evidence, Mapping):
        start, end = evidence["start"], evidence["end"]
        return [(start, end)] if text[start:end] == evidence["text"] else []
    return [(m.start(), m.end()) for m in re.finditer(re.escape(evidence), text)]


def _overlap(golds: Sequence[tuple[int, int]], predictions: Sequence[tuple[int, int]]) -> float:
    """The best IoU, in characters, of any two places where the evidence stands."""
    return max(
        (max(0, min(b, d) - max(a, c)) / max(1, max(b, d) - min(a, c)) for a, b in golds for c, d in predictions),
        default=0.0,
    )


def judge(text: str, gold: RawClaim, predicted: RawClaim, published: Days | None) -> Verdict:
    """How far a matched pair agrees, and under `claim` whether it counts as right in the headline figure."""
    gold_voices, voices = gold.get("voices") or [], predicted.get("voices") or []
    gold_days, its_days = days(gold.get("time"), published), days(predicted.get("time"), published)
    gold_number = number(gold["quantity"]) if gold.get("quantity") else None
    gold_extent = number(gold["extent"]) if gold.get("extent") else None

    def field(name: str) -> bool | None:
        listed = gold.get(name) or []
        return agree(listed, predicted.get(name) or [], text) if listed else None

    verdict: Verdict = {
        "event": gold["event"] == predicted["event"],
        "near_event": gold["event"] == predicted["event"]
        or any({gold["event"], predicted["event"]} <= group for group in NEAR_EVENTS),
        "stance": gold["stance"] == predicted["stance"],
        "voice": bool(voices) and same(gold_voices[-1], voices[-1], text) if gold_voices else not voices,
        "chain": None if len(gold_voices) < 2 else _same_chain(gold_voices, voices, text),
        "agents": field("agents"),
        "targets": field("targets"),
        "places": field("places"),
        "no_invented_agent": None if gold.get("agents") else not predicted.get("agents"),
        "time": None if gold_days is None else its_days is not None and days_iou(gold_days, its_days) >= MIN_DAYS_IOU,
        "quantity": None if gold_number is None else any(meets(gold_number, q) for q in numbers_of(predicted)),
        "extent": None if gold_extent is None else meets(gold_extent, extent_of(predicted)),
        "denial": None
        if not gold.get("denial") or predicted.get("stance") not in NEGATIVE_STANCES
        else gold["denial"] == predicted.get("denial")
        and gold.get("denies_what", "event") == (predicted.get("denies_what") or "event"),
    }
    verdict["claim"] = bool(
        verdict["near_event"]
        and verdict["stance"]
        and verdict["voice"]
        and all(verdict[key] is not False for key in ("agents", "places", "no_invented_agent"))
        and (FAMILY_OF[gold["event"]] not in TARGETS_COUNT or verdict["targets"] is not False)
    )
    return verdict


def _same_chain(gold: Sequence[Mention], predicted: Sequence[Mention], text: str) -> bool:
    return len(gold) == len(predicted) and all(same(g, p, text) for g, p in zip(gold, predicted, strict=True))


def match(text: str, gold: Sequence[RawClaim], predicted: Sequence[RawClaim], published: Days | None) -> list[Match]:
    """Pairs of gold and predicted claims, best first, each claim in at most one pair."""
    gold_spans = [spans(text, g["evidence"]) for g in gold]
    predicted_spans = [spans(text, p["evidence"]) for p in predicted]
    pairs: list[tuple[float, Match]] = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if FAMILY_OF.get(p["event"]) != FAMILY_OF[g["event"]]:
                continue
            iou = _overlap(gold_spans[i], predicted_spans[j])
            if iou < MIN_IOU:
                continue
            verdict = judge(text, g, p, published)
            worth = bool(verdict["claim"]) + 0.5 * bool(verdict["event"]) + 0.5 * bool(verdict["voice"])
            pairs.append((worth + 0.25 * bool(verdict["stance"]) + iou, Match(i, j, verdict, iou)))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    out: list[Match] = []
    for _, pair in sorted(pairs, key=lambda item: (-item[0], item[1].gold, item[1].predicted)):
        if pair.gold not in used_gold and pair.predicted not in used_predicted:
            used_gold.add(pair.gold)
            used_predicted.add(pair.predicted)
            out.append(pair)
    return out
