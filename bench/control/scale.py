"""Time and memory of the inference at several sizes: is it linear, and does the largest fit?

python -m bench.control.scale            # up to 10,000 places x 1,000 days, a million claims
python -m bench.control.scale --most 2000
"""

import argparse
import datetime
import resource
import time
from collections.abc import Callable

import msgspec
import numpy as np

from riwaya.model import Actor, Claim, Place, Published, Span
from riwaya.reason.control.series import Control, control
from riwaya.reason.control.sides import Sides, Taken
from riwaya.reason.control.workers import processors
from riwaya.reason.inputs import Report, material

FIRST = datetime.date(2031, 1, 1)
PARTIES = tuple(f"actor:sim-{n}" for n in range(4))
EVENTS = ("control", "capture", "clash", "withdrawal", "airstrike", "siege")
DAYS, CLAIMS_A_PLACE, OUTLETS = 1000, 100, 40


def claims_of(places: int, days: int, seed: int = 1) -> tuple[list[Claim], list[Report]]:
    """Claims and reports of random content: what counts here is their number."""
    random = np.random.default_rng(seed)
    n = places * CLAIMS_A_PLACE
    actors = [(Actor(entity, 0, len(entity), None, entity),) for entity in PARTIES]
    spots = [(Place("p", 0, 1, f"p{p}", f"place:sim-{p}"),) for p in range(places)]
    nothing = Span(0, 0, "")
    day = random.integers(0, days, n)
    # Each outlet has one report a day, with all that it says that day.
    outlet = random.integers(0, OUTLETS, n)
    place = np.arange(n) % places
    event = random.choice(len(EVENTS), n)
    party = random.integers(0, 4, n)
    reports = [
        Report(f"r{d}-{o}", f"outlet:sim-{o}", published=Published(on, on, "sidecar"))
        for d in range(days)
        for on in [(FIRST + datetime.timedelta(days=d)).isoformat()]
        for o in range(OUTLETS)
    ]
    names = {(d, o): report.id for report, (d, o) in zip(reports, np.ndindex(days, OUTLETS), strict=True)}
    claims = [
        Claim(
            f"c{i}", names[d, o], nothing, (), None, "neutral", "asserts", None, None, EVENTS[e], False, actors[a], (),
            spots[p], None, None, (), (), 0.9,
        )
        for i, (d, o, p, e, a) in enumerate(zip(*(x.tolist() for x in (day, outlet, place, event, party)), strict=True))
    ]  # fmt: skip
    return claims, reports


class Run(msgspec.Struct, frozen=True):
    """Seconds on the clock to gather and learn and to filter and smooth, and of all processors for both."""

    places: int
    days: int
    learnt: float
    inferred: float
    processor: float

    @property
    def clock(self) -> float:
        return self.learnt + self.inferred


def timed(places: int, days: int) -> tuple[Run, Control]:
    """One run over claims that are in memory already."""
    claims, reports = claims_of(places, days)
    stuff = material(claims, reports)
    del claims, reports
    sides = Sides({f"outlet:sim-{o}": (Taken(PARTIES[o % 4]),) for o in range(0, OUTLETS, 2)})
    start, processor = time.perf_counter(), _processor()
    found = control(stuff, sides)
    middle = time.perf_counter()
    for series in found.series():
        assert series.smoothed.shape[0] <= days + 60
    end = time.perf_counter()
    return Run(places, days, middle - start, end - middle, _processor() - processor), found


def _processor() -> float:
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _memory() -> float:
    """The most that this process and each of its children have used, in gigabytes; what they share counts twice."""
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + processors() * child) / 2**20


def once(days: int = DAYS, best_of: int = 9) -> float:
    """Processor seconds to filter and smooth one place with what was learned before, the best of several."""
    _, found = timed(1, days)
    took = []
    for _ in range(best_of):
        start = time.process_time()
        next(iter(found.series([0])))
        took.append(time.process_time() - start)
    return min(took)


def line(runs: list[Run], size: Callable[[Run], int]) -> tuple[float, float]:
    """Processor time as a straight line in size, by least squares: seconds for each thousand, and R squared."""
    x = np.array([size(run) for run in runs], dtype=float)
    y = np.array([run.processor for run in runs])
    slope, offset = np.polyfit(x, y, 1)
    rest = y - slope * x - offset
    return 1000.0 * float(slope), float(1.0 - rest.var() / y.var())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.control.scale", description=__doc__)
    parser.add_argument("--most", type=int, default=10_000, help="places of the largest run")
    parser.add_argument(
        "--best-of", type=int, default=3, help="runs of each size up to 2,000 places; the quickest counts"
    )
    chosen = parser.parse_args()
    timed(5, 100)  # the gazetteer is loaded once
    print(f"1 place, {DAYS:,} days, learned already: {1000 * once():.0f} ms of processor time\n")
    print("| places | days | claims | gather and learn | filter and smooth | together | processor time | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    by_places = [(500, DAYS), (1000, DAYS), (2000, DAYS), (5000, DAYS), (10_000, DAYS)]
    by_days = [(1000, 500), (1000, 2000), (1000, 4000)]
    runs = {}
    for places, days in sorted(size for size in by_places + by_days if size[0] <= chosen.most):
        tries = [timed(places, days)[0] for _ in range(chosen.best_of if places <= 2000 else 1)]
        runs[places, days] = run = min(tries, key=lambda run: run.processor)
        print(
            f"| {places:,} | {days:,} | {places * CLAIMS_A_PLACE:,} | {run.learnt:.1f} s | {run.inferred:.1f} s "
            f"| {run.clock:.1f} s | {run.processor:.1f} s | {_memory():.2f} GB |",
            flush=True,
        )
    for what, sizes in (("places", by_places), ("days", [(1000, DAYS), *by_days])):
        kept = [runs[size] for size in sorted(sizes) if size in runs]
        if len(kept) > 2:
            slope, fit = line(kept, lambda run, what=what: getattr(run, what))
            print(f"\na straight line in {what}: {slope:.1f} s for each thousand, R² {fit:.3f} ({len(kept)} sizes)")


if __name__ == "__main__":
    main()
