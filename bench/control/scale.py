"""Time and memory of the inference at several sizes: is it linear, and does the largest fit?

python -m bench.control.scale            # up to 10,000 places x 1,000 days, a million claims
python -m bench.control.scale --most 2000
"""

import argparse
import datetime
import resource
import time

import numpy as np

from riwaya.model import Actor, Claim, Place, Published, Span
from riwaya.reason.control.series import Control, control
from riwaya.reason.control.sides import Sides, Taken
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


def timed(places: int, days: int) -> tuple[float, float, float, Control]:
    """Seconds to gather and learn, to filter and smooth everything, and of processor time for both."""
    claims, reports = claims_of(places, days)
    stuff = material(claims, reports)
    del claims, reports
    sides = Sides({f"outlet:sim-{o}": (Taken(PARTIES[o % 4]),) for o in range(0, OUTLETS, 2)})
    start, processor = time.perf_counter(), time.process_time()
    found = control(stuff, sides)
    middle = time.perf_counter()
    for series in found.series():
        assert series.smoothed.shape[0] <= days + 60
    end = time.perf_counter()
    return middle - start, end - middle, time.process_time() - processor, found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.control.scale", description=__doc__)
    parser.add_argument("--least", type=int, default=1, help="places of the smallest run")
    parser.add_argument("--most", type=int, default=10_000, help="places of the largest run")
    chosen = parser.parse_args()
    timed(5, 100)  # the gazetteer is loaded once
    print("| places | days | claims | gather and learn | filter and smooth | processor time | peak memory |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for places, days in ((1, 1000), (1000, 250), (1000, 500), (1000, 1000), (2500, 1000), (5000, 1000), (10_000, 1000)):
        if not chosen.least <= places <= chosen.most:
            continue
        learnt, inferred, processor, found = timed(places, days)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"| {places:,} | {days:,} | {places * CLAIMS_A_PLACE:,} | {learnt:.2f} s | {inferred:.3f} s "
            f"| {processor:.2f} s | {memory:.2f} GB |",
            flush=True,
        )
        if places == 1:
            start = time.perf_counter()
            next(iter(found.series([0])))
            print(f"| 1, learned already | {days:,} | 100 | | {time.perf_counter() - start:.3f} s | | |")


if __name__ == "__main__":
    main()
