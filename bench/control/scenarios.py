"""The scenarios: realistic ones, and ones that break what riwaya assumes."""

from collections.abc import Callable

import msgspec
import numpy as np
from bench.control.durations import MEDIAN, TAIL
from bench.control.reporting import Reporting, Source, Told, tell
from bench.control.world import PARTIES, World, make_world


class Case(msgspec.Struct, frozen=True):
    """One simulated body of reports with its truth. `sides`: labels by outlet, as a user would give them."""

    world: World
    told: Told
    sides: dict[str, str]


class Scenario(msgspec.Struct, frozen=True):
    """`realistic`: riwaya must beat the symmetric chain here; elsewhere it must not lose to it."""

    name: str
    says: str
    realistic: bool
    make: Callable[[np.random.Generator], Case]


PLACES, DAYS = 40, 150


def eight_sources(**changes: float) -> list[Source]:
    """Two partisan outlets for each of two sides, one that hides its side, three that take none."""
    red = {"own": 1.6, "foe": 0.5, "fight": 1.3} | changes
    return [
        Source("outlet:sim-red-state", side=0, bias=0.6, accuracy=0.92, rate=0.07, **red),
        Source("outlet:sim-red-army", side=0, bias=0.7, accuracy=0.9, rate=0.05, **red),
        Source("outlet:sim-blue-state", side=1, bias=0.6, accuracy=0.92, rate=0.06, **red),
        Source("outlet:sim-blue-front", side=1, bias=0.7, accuracy=0.88, rate=0.05, **red),
        Source("outlet:sim-hidden", side=0, bias=0.5, accuracy=0.85, rate=0.04, **red),
        Source("outlet:sim-monitor", accuracy=0.85, rate=0.05, fight=1.4),
        Source("outlet:sim-agency", accuracy=0.9, rate=0.03, fight=1.4, lag=0.6),
        Source("outlet:sim-local", accuracy=0.7, rate=0.05, fight=1.4),
    ]


def labels(sources: list[Source]) -> dict[str, str]:
    """The right labels; who takes no side is `neutral`, who hides it is left out."""
    return {s.name: PARTIES[s.side] if s.side >= 0 else "neutral" for s in sources if s.name != "outlet:sim-hidden"}


def _case(
    rng: np.random.Generator,
    sources: list[Source] | None = None,
    how: Reporting | None = None,
    sides: dict[str, str] | None = None,
    **world: float,
) -> Case:
    sources = eight_sources() if sources is None else sources
    shape = {"places": PLACES, "days": DAYS, "parties": 2, "held": 45.0, "fight": 6.0, "direct": 0.3} | world
    made = make_world(rng, **shape)  # type: ignore[arg-type]
    return Case(made, tell(rng, made, sources, how or Reporting()), labels(sources) if sides is None else sides)


def _wrong_labels(rng: np.random.Generator) -> Case:
    sources = eight_sources()
    flipped = {PARTIES[0]: PARTIES[1], PARTIES[1]: PARTIES[0], "neutral": PARTIES[0]}
    return _case(rng, sources, sides={name: flipped[side] for name, side in labels(sources).items()})


def _liars(rng: np.random.Generator) -> Case:
    sources = eight_sources()
    liars = [msgspec.structs.replace(s, liar=True) if s.side == 0 else s for s in sources]
    return _case(rng, liars)


def _green(rng: np.random.Generator) -> Case:
    extra = [Source("outlet:sim-green-radio", side=2, bias=0.6, accuracy=0.9, rate=0.06, own=1.6, foe=0.5, fight=1.3)]
    return _case(rng, eight_sources() + extra, parties=3)


def _alike(rng: np.random.Generator) -> Case:
    sources = [Source(f"outlet:sim-{n}", accuracy=0.75, rate=0.05) for n in range(8)]
    return _case(rng, sources, Reporting(copying=0.0, misread=0.0), sides={})


def _few(rng: np.random.Generator) -> Case:
    return _case(rng, [eight_sources()[i] for i in (0, 2, 5)])


def _faster(rng: np.random.Generator, factor: float) -> Case:
    sources = [msgspec.structs.replace(s, rate=s.rate * factor) for s in eight_sources()]
    return _case(rng, sources)


def _late(rng: np.random.Generator) -> Case:
    sources = [msgspec.structs.replace(s, lag=2.5) for s in eight_sources()]
    return _case(rng, sources, Reporting(timed=0.4))


def _silence(rng: np.random.Generator, own: float, foe: float) -> Case:
    return _case(rng, eight_sources(own=own, foe=foe, fight=1.0))


def _stubborn(rng: np.random.Generator) -> Case:
    return _case(rng, [msgspec.structs.replace(s, stubborn=0.8) for s in eight_sources()])


def _battles(rng: np.random.Generator) -> Case:
    return _case(rng, None, Reporting(accounts=0.6), fight=MEDIAN, tail=TAIL)


def _quick(rng: np.random.Generator) -> Case:
    return _case(rng, None, Reporting(accounts=0.6), fight=2.0, tail=0.7, direct=0.5)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("base", "two sides, eight sources, copies on record", True, _case),
    Scenario("three_parties", "a third party with an outlet of its own", True, _green),
    Scenario("sparse", "a third of the reports", True, lambda rng: _faster(rng, 0.33)),
    Scenario("dense", "three times the reports", True, lambda rng: _faster(rng, 3.0)),
    Scenario("late", "reports trail events by days, mostly without saying so", True, _late),
    Scenario("undated", "reports dated to within a week", True, lambda rng: _case(rng, None, Reporting(undated=3))),
    Scenario("misread", "a fifth of the claims misread", True, lambda rng: _case(rng, None, Reporting(misread=0.2))),
    Scenario("stubborn", "who is wrong once stays wrong", True, _stubborn),
    Scenario("no_labels", "nobody has said who is on whose side", True, lambda rng: _case(rng, sides={})),
    Scenario("battles", "fights last as known battles did; reports of victory tell the fight as well", True, _battles),
    Scenario("quick", "fights of a day or two, half of the changes without one; such reports too", True, _quick),
    Scenario(
        "copies_unmarked", "much copying, none on record", False, lambda rng: _case(rng, None, Reporting(0.3, 0.0))
    ),
    Scenario("no_copying", "nobody copies", False, lambda rng: _case(rng, None, Reporting(copying=0.0))),
    Scenario("wrong_labels", "every side label is wrong", False, _wrong_labels),
    Scenario("flat_silence", "sides report gains and losses alike", False, lambda rng: _silence(rng, 1.0, 1.0)),
    Scenario("reversed_silence", "sides report losses more", False, lambda rng: _silence(rng, 0.5, 1.6)),
    Scenario("liars", "all of one side's outlets lie in concert", False, _liars),
    Scenario("three_sources", "one outlet a side and a monitor", False, _few),
    Scenario("alike", "unbiased sources: the symmetric chain's own assumptions", False, _alike),
)  # fmt: skip
