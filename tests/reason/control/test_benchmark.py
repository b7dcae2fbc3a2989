"""The benchmark itself: frozen seeds, baselines that do what they say, and that the model earns its keep."""

import importlib
import sys

import numpy as np
import pytest


@pytest.fixture(scope="module", autouse=True)
def _bench(checkout_path):
    sys.path.insert(0, str(checkout_path))
    yield
    sys.path.remove(str(checkout_path))


@pytest.fixture(scope="module")
def checkout_path():
    from pathlib import Path

    return Path(__file__).resolve().parents[3]


def module(name):
    return importlib.import_module(f"bench.control.{name}")


@pytest.fixture(scope="module")
def base(_bench):
    scenario = next(s for s in module("scenarios").SCENARIOS if s.name == "base")
    return scenario.make(np.random.default_rng(7))


def test_equal_seeds_give_equal_reports(base):
    scenario = next(s for s in module("scenarios").SCENARIOS if s.name == "base")
    again = scenario.make(np.random.default_rng(7))
    assert again.told.claims == base.told.claims
    assert again.told.reports == base.told.reports
    assert np.array_equal(again.world.state, base.world.state)


def test_every_scenario_makes_claims():
    scenarios = module("scenarios").SCENARIOS
    assert len(scenarios) >= 10
    assert len({s.name for s in scenarios}) == len(scenarios)


def test_the_model_beats_the_symmetric_chain_and_is_calibrated(base):
    main, scores, baselines = module("__main__"), module("scores"), module("baselines")
    mask = main.scored_days(base)
    mine = main.on_grid(main.infer(base, main.Settings()), base)
    chain = baselines.symmetric_chain(baselines.read(base.told, base.world))
    for own, other in zip(mine, chain, strict=True):
        a, b = scores.score(own, base.world.state, mask), scores.score(other, base.world.state, mask)
        gap, error = scores.paired(a.brier, b.brier)
        assert gap < -3 * error
        assert a.log.mean() < b.log.mean()
        assert a.ece < 0.05


def readings(rows, parties=2, days=12):
    """Readings of one place: (day, source, state)."""
    table = np.array([(0, day, day, source, state) for day, source, state in rows])
    names = tuple(f"outlet:sim-{n}" for n in range(table[:, 3].max() + 1))
    return module("baselines").Readings(1, days, parties, *table.T, names)


def test_latest_claim_and_vote():
    baselines = module("baselines")
    r = readings([(0, 0, 0), (1, 1, 0), (2, 2, 1)])
    assert baselines.latest(r)[0, 3].argmax() == 1
    assert baselines.vote(r)[0, 3].argmax() == 0


def test_the_most_active_tracker_breaks_ties():
    baselines = module("baselines")
    r = readings([(0, 0, 0), (1, 0, 0), (2, 1, 1)])
    assert baselines.majority(r)[0, 2].argmax() == 0


def test_a_partisan_source_counts_only_against_its_side():
    baselines, world = module("baselines"), module("world")
    r = readings([(0, 1, 1), (3, 0, 0)])
    sides = {"outlet:sim-0": world.PARTIES[0]}
    assert baselines.against_interest(r, sides)[0, 4].argmax() == 1
    conceded = readings([(0, 1, 0), (3, 0, 1)])
    assert baselines.against_interest(conceded, sides)[0, 4].argmax() == 1


def test_dawid_skene_finds_who_is_good():
    baselines = module("baselines")
    random = np.random.default_rng(3)
    truth = random.integers(0, 2, 300)
    item, worker, label = [], [], []
    for w, accuracy in enumerate((0.95, 0.9, 0.55, 0.55, 0.55)):
        for i, t in enumerate(truth):
            item.append(i), worker.append(w), label.append(int(t if random.random() < accuracy else 1 - t))
    found = baselines.dawid_skene_em(np.array(item), np.array(worker), np.array(label), 300, 5, 2, 30)
    votes = np.array(
        [np.bincount([lab for i, lab in zip(item, label, strict=True) if i == n]).argmax() for n in range(300)]
    )
    assert (found.argmax(axis=1) == truth).mean() > (votes == truth).mean()


ANAESTHETISTS = """
1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111
1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
"""
"""Forty-five patients in four classes, as judged by five anaesthetists, the first of them three times: table 1 of Dawid
and Skene (1979)."""


def test_dawid_skene_finds_what_dawid_and_skene_found():
    item, worker, label = np.array(
        [
            (n, max(0, at - 2), int(digit) - 1)
            for n, row in enumerate(ANAESTHETISTS.split())
            for at, digit in enumerate(row)
        ]
    ).T
    found = module("baselines").dawid_skene_em(item, worker, label, 45, 5, 4, 100)
    assert found.mean(axis=0) == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.006), "the paper's class probabilities"
    assert (found.max(axis=1) > 0.9).sum() >= 38


def test_dawid_skene_as_crowd_kit_does_it():
    aggregation = pytest.importorskip(
        "crowdkit.aggregation",
        reason="crowd-kit (half a gigabyte with what it needs) is not installed: pip install crowd-kit",
    )
    pandas = pytest.importorskip("pandas")
    baselines = module("baselines")
    random = np.random.default_rng(5)
    rows = [(i, w, int(random.integers(0, 3))) for i in range(60) for w in range(5)]
    table = pandas.DataFrame(rows, columns=["task", "worker", "label"])
    theirs = aggregation.DawidSkene(n_iter=30).fit_predict(table)
    item, worker, label = np.array(rows).T
    ours = baselines.dawid_skene_em(item, worker, label, 60, 5, 3, 30).argmax(axis=1)
    assert (ours == theirs.sort_index().to_numpy()).mean() > 0.9


def test_scores_of_what_is_known_and_of_what_is_not():
    scores = module("scores")
    truth = np.zeros((2, 30), dtype=int)
    sure = np.zeros((2, 30, 4))
    sure[..., 0] = 1.0
    everything = np.ones((2, 30), dtype=bool)
    right = scores.score(sure, truth, everything)
    flat = scores.score(np.full((2, 30, 4), 0.25), truth, everything)
    assert right.brier.max() < 0.01
    assert right.coverage == 1.0
    assert flat.brier.mean() == pytest.approx(0.75)
    assert flat.log.mean() == pytest.approx(np.log(4))
    assert scores.paired(right.brier, flat.brier)[0] < 0


def test_gold_is_read_as_claims(shared):
    gold = module("gold")
    claims = gold.gold_claims(shared / "corpora", shared / "gold/dev/raqqa-2013__9a913965.yaml", [])
    assert claims
    assert {claim.document for claim in claims} == {"raqqa-2013/9a913965"}
    for claim in claims:
        assert claim.evidence.text
