"""Histories of control: who holds each place on each day.

Durations are gamma distributed (not geometric, as the model assumes), changes pass through fighting or not, and now
and then nobody of the parties holds the place.
"""

import msgspec
import numpy as np

PARTIES = ("actor:sim-red", "actor:sim-blue", "actor:sim-green")


class World(msgspec.Struct, frozen=True):
    """`state[place, day]`: index of the party that holds it, `parties` if contested, `parties + 1` if another does."""

    parties: int
    state: np.ndarray

    @property
    def places(self) -> int:
        return self.state.shape[0]

    @property
    def days(self) -> int:
        return self.state.shape[1]

    @property
    def contested(self) -> int:
        return self.parties

    @property
    def other(self) -> int:
        return self.parties + 1

    def since(self) -> np.ndarray:
        """Days since the last change, for every place and day."""
        out = np.zeros(self.state.shape, dtype=int)
        for day in range(1, self.days):
            out[:, day] = np.where(self.state[:, day] == self.state[:, day - 1], out[:, day - 1] + 1, 0)
        out[:, : self.days] = np.where(np.cumsum(out == 0, axis=1) <= 1, out + 60, out)
        return out


def make_world(
    rng: np.random.Generator,
    *,
    places: int,
    days: int,
    parties: int,
    held: float,
    fight: float,
    direct: float,
    tail: float = 0.0,
) -> World:
    """A world. `held`, `fight`: mean days of being held and contested; `direct`: changes without a fight.

    With `tail`, fights last log-normally, with `fight` as the median and `tail` as the standard deviation of the
    logarithm (durations.py).
    """
    state = np.zeros((places, days), dtype=int)
    for place in range(places):
        now = int(rng.integers(parties))
        day = -int(rng.integers(0, int(held) + 1))
        while day < days:
            mean = fight if now == parties else held
            if now == parties and tail:
                length = np.exp(rng.normal(np.log(fight), tail))
            else:
                length = 2 + rng.gamma(1.3, mean / 1.3)
            end = day + max(1, int(length))
            state[place, max(0, day) : max(0, end)] = now
            before, day = now, end
            if now == parties:
                now = parties + 1 if rng.random() < 0.03 else int(rng.integers(parties))
            elif rng.random() < direct:
                now = int(rng.choice([p for p in range(parties) if p != before]))
            else:
                now = parties
    return World(parties, state)
