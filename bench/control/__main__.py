"""Run the benchmark and print its tables in Markdown."""

import argparse
import zlib
from collections.abc import Mapping

import numpy as np
from bench.control import baselines
from bench.control.reporting import FIRST
from bench.control.scenarios import SCENARIOS, Case
from bench.control.scores import Score, paired, score
from bench.control.world import PARTIES

from riwaya.reason.control.series import Control, control
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.sides import NEUTRAL, Sides, Taken
from riwaya.reason.inputs import material

ABLATIONS: Mapping[str, Settings] = {
    "riwaya": Settings(),
    "without sides": Settings(sides=False),
    "without lineages": Settings(lineages=False),
    "without silence": Settings(silence=False),
    "without learning": Settings(learn=False, silence=False),
    "without hazard": Settings(hazard=False),
    "with repeats": Settings(repeats=True),
}

ALIKE = Settings(sides=False, lineages=False, silence=False, hazard=False)
"""riwaya's own reading of claims with everything off that tells sources or reports apart: a harder symmetric bar."""

Both = tuple[np.ndarray, np.ndarray]


def infer(case: Case, settings: Settings) -> Control:
    """riwaya's inference on a case."""
    sides = Sides({name: (Taken(NEUTRAL if side == "neutral" else side),) for name, side in case.sides.items()})
    return control(material(case.told.claims, case.told.reports), sides, settings)


def on_grid(found: Control, case: Case) -> Both:
    """riwaya's two series on the benchmark's grid of places and days: flat before a place's first claim."""
    world = case.world
    states = world.parties + 2
    filtered = np.full((world.places, world.days, states), 1.0 / states)
    smoothed = filtered.copy()
    for series in found.series():
        place = int(series.place.key.rpartition("-")[2])
        first = series.first_day - FIRST.toordinal()
        columns = [PARTIES.index(holder) for holder in series.holders] + [world.contested, world.other]
        # A report that may have come out before the first or after the last day reaches beyond the grid.
        skip, at = max(0, -first), max(0, first)
        length = min(len(series.filtered) - skip, world.days - at)
        for grid, values in ((filtered, series.filtered), (smoothed, series.smoothed)):
            part = np.full((length, states), 1e-6)
            part[:, columns] = values[skip : skip + length]
            grid[place, at : at + length] = part / part.sum(axis=1, keepdims=True)
    return filtered, smoothed


def methods(case: Case, settings: Mapping[str, Settings], *, with_baselines: bool) -> dict[str, Both]:
    """The two series of every method."""
    out: dict[str, Both] = {}
    for name, chosen in settings.items():
        out[name] = on_grid(infer(case, chosen), case)
    readings = baselines.read(case.told, case.world)
    out["symmetric chain"] = baselines.symmetric_chain(readings)
    if with_baselines:
        for name, rule in baselines.RULES:
            out[name] = (rule(readings),) * 2
        out["against interest (Wikipedia)"] = (baselines.against_interest(readings, case.sides),) * 2
    return out


def scored_days(case: Case) -> np.ndarray:
    """Days that count: from the first report about a place on."""
    readings = baselines.read(case.told, case.world)
    first = np.full(case.world.places, case.world.days)
    np.minimum.at(first, readings.place, readings.day)
    return np.arange(case.world.days)[None, :] >= first[:, None]


def run(name: str, seeds: int, settings: Mapping[str, Settings], *, with_baselines: bool) -> dict[str, list[Score]]:
    """Scores of every method, filtered and smoothed, pooled over the seeds."""
    scenario = next(s for s in SCENARIOS if s.name == name)
    grids: dict[str, list[Both]] = {}
    truths, masks = [], []
    for seed in range(seeds):
        case = scenario.make(np.random.default_rng([zlib.crc32(name.encode()), seed]))
        truths.append(case.world.state)
        masks.append(scored_days(case))
        for method, both in methods(case, settings, with_baselines=with_baselines).items():
            grids.setdefault(method, []).append(both)
    truth, mask = np.concatenate(truths), np.concatenate(masks)
    return {
        method: [score(np.concatenate([both[series] for both in all_seeds]), truth, mask) for series in (0, 1)]
        for method, all_seeds in grids.items()
    }


def line(method: str, both: list[Score], bar: list[Score]) -> str:
    """A row of the table; differences are to the symmetric chain, negative is better."""
    cells = [method]
    for mine, other in zip(both, bar, strict=True):
        gap, error = paired(mine.brier, other.brier)
        cells += [f"{mine.brier.mean():.3f}", f"{gap:+.3f} ± {error:.3f}", f"{mine.log.mean():.3f}", f"{mine.ece:.3f}"]
    cells += [f"{both[1].coverage:.2f}", f"{both[0].days_late:.1f}", f"{both[0].false_alarms:.1f}"]
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| method | filtered Brier | against the chain | log | cal. | smoothed Brier | against the chain | log | cal. "
    "| 80% set | days late | false alarms |\n|" + " --- |" * 12
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.control", description=__doc__)
    parser.add_argument("--only", nargs="*", help="names of scenarios")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--ablate", action="store_true", help="also riwaya without each of its terms")
    parser.add_argument("--baselines", action="store_true", help="also the rules and Dawid-Skene")
    chosen = parser.parse_args()
    settings = {**(ABLATIONS if chosen.ablate else {"riwaya": Settings()}), "riwaya, all alike": ALIKE}
    for scenario in SCENARIOS:
        if chosen.only and scenario.name not in chosen.only:
            continue
        found = run(scenario.name, chosen.seeds, settings, with_baselines=chosen.baselines)
        print(f"\n**{scenario.name}**: {scenario.says}\n\n{HEAD}")
        for method, both in found.items():
            print(line(method, both, found["symmetric chain"]), flush=True)


if __name__ == "__main__":
    main()
