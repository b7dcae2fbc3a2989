"""Certainty: how likely it is that a careful reader finds the claim, too, in the passage that is its evidence.

A logistic sum over what was said and what had to be inferred. The weights in `data/certainty.tsv` come from
`bench/calibrate.py`; the score is calibrated on annotated reports (docs/quality.md has the reliability table).
"""

from importlib import resources
from math import exp
from typing import Final

from riwaya.model import Claim
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import FAMILY_OF
from riwaya.text.once import once

FILE: Final = "certainty.tsv"
BIAS: Final = "bias"
_SHORT: Final = 12  # characters: an evidence of a word or two
_LONG: Final = 110
_NEAREST: Final = tuple(f"place:{n}" for n in ("sentence", "claim-before", "story", "discourse", "cause", "pronoun"))
_INHERITED: Final = frozenset(_NEAREST)
_NOT_SAID: Final = frozenset(
    ("agent:discourse", "agent:pronoun", "agent:cause", "agent:clause-subject", "agent:same-strikes")
)
_LENT: Final = frozenset(
    (
        "target:victims",
        "target:same-strikes",
        "target:claim-before",
        "target:shared-count",
        "target:pronoun",
        "target:opponent",
    )
)


def features(claim: Claim) -> frozenset[str]:
    """What speaks for and against a claim, as names of features that are present."""
    rules = claim.rules
    told = rules[0].partition(":")[0]
    out = {f"trigger:{told}", f"family:{FAMILY_OF[claim.event]}", f"event:{claim.event}"}
    out.add(f"voices:{min(len(claim.voices), 2)}")
    if claim.stance != "asserts":
        out.add(f"stance:{claim.stance}")
    out.add("agent:none" if not claim.agents else "agent:said" if _NOT_SAID.isdisjoint(rules) else "agent:lent")
    out.add("target:none" if not claim.targets else "target:said" if _LENT.isdisjoint(rules) else "target:lent")
    if not claim.places:
        out.add("place:none")
    elif _INHERITED.isdisjoint(rules):
        out.add("place:known" if any(p.entity for p in claim.places) else "place:unknown")
    else:
        out.add(min(_INHERITED.intersection(rules), key=_NEAREST.index))
    length = len(claim.evidence.text)
    nobody = not claim.agents and not claim.targets
    if told in ("noun", "phrase") and not claim.targets:
        out.add(f"{told}:whom")
        if nobody:
            out.add(f"{told}:nobody")
    carried = dated = False
    for rule in rules:
        carried = carried or rule.startswith("carrier:")
        dated = dated or rule.startswith("time:")
    if carried:
        out.add("carried")
    if claim.quantities:
        out.add("counted")
    elif nobody:
        out.add("bare")
    if claim.time is not None and not dated:
        out.add("dated")
    if claim.background:
        out.add("background")
    if length < _SHORT:
        out.add("short")
    elif length < 2 * _SHORT:
        out.add("tight")
    elif length > _LONG:
        out.add("long")
    if "stance:purpose" in rules:
        out.add("purpose")
    return frozenset(out)


def certainty(claim: Claim) -> float:
    """The score of a claim, in (0, 1), to two digits."""
    weights = _weights()
    logit = 0.0
    for name in sorted(features(claim)):  # in one order, for a sum of fractions depends on it
        logit += weights.get(name, 0.0)
    return round(probability(weights[BIAS] + logit), 2)


def probability(logit: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, logit))))


@once
def _weights() -> dict[str, float]:
    text = resources.files("riwaya.extract").joinpath("data", FILE).read_text(encoding="utf-8")
    out: dict[str, float] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        name, tab, weight = line.partition("\t")
        try:
            if not tab or name in out:
                raise ValueError("a line is a feature, a tab and its weight; each feature once")
            out[name] = float(weight)
        except ValueError as error:
            raise DataError(FILE, number, str(error)) from error
    if BIAS not in out:
        raise DataError(FILE, 1, f"no weight is called {BIAS}")
    return out
