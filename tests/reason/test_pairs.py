"""Hand-written pairs of claims: what they are to each other, half of them traps."""

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.places import Places

CHECKOUT = Path(__file__).resolve().parents[2]


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_pairs", CHECKOUT / "bench/pairs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bench = _bench()
PAIRS = bench.pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["id"] for pair in PAIRS])
def test_pair(pair):
    related = bench.found(pair)
    assert bench.right(pair, related), f"{pair['why']}: found {bench.shown(related)}"


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["id"] for pair in PAIRS])
def test_the_order_of_the_two_claims_does_not_matter(pair):
    turned = {**pair, "a": pair["b"], "b": pair["a"]}
    for key in ("told", "outlet", "lineage"):
        if key in pair:
            turned[key] = pair[key][::-1]
    assert bench.shown(bench.found(turned)) == bench.shown(bench.found(pair))


def test_the_later_claim_supersedes_and_retracts():
    for pair in PAIRS:
        related = bench.found(pair)
        if (
            related is not None
            and related.type in ("supersedes", "retracts")
            and "told" in pair
            and not pair.get("same")
        ):
            assert (related.a, related.b) == ("b", "a"), pair["id"]


def test_half_of_the_pairs_are_traps_and_all_classes_are_there():
    assert len(PAIRS) >= 120
    assert sum(bool(pair.get("trap")) for pair in PAIRS) * 2 >= len(PAIRS)
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    counts = Counter(pair["expect"].partition("/")[0] for pair in PAIRS)
    assert min(counts.values()) >= 4, counts


def test_contradictions_are_precise():
    figures = {name: precision for name, _, precision, _ in bench.scores(PAIRS)}
    assert figures["contradicts"] >= 0.95


def test_entities_of_the_pairs_are_the_gazetteers():
    known = set(actors().rows)
    for file in sorted(bench.HERE.glob("*.yaml")):
        for entity in re.findall(r"\b(?:actor|voice|outlet|place):[a-z0-9-]+", file.read_text(encoding="utf-8")):
            if ":x-" not in entity and entity != "place:destination":  # a rule's id
                assert entity in known or Places.load().by_id(entity), f"{file.name}: {entity}"
