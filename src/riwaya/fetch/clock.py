"""Time, as something that is given: what fetches or watches asks a clock, so that a test can be one."""

import datetime
import time
from typing import Protocol


class Clock(Protocol):
    """The time of day, a stopwatch, and waiting."""

    def now(self) -> datetime.datetime:
        """The time of day, in UTC."""
        ...

    def steady(self) -> float:
        """Seconds since some moment, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime.datetime:
        """The time of day, in UTC."""
        return datetime.datetime.now(datetime.UTC)

    def steady(self) -> float:
        """Seconds since some moment, never going back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def stamp(moment: datetime.datetime) -> str:
    """A moment as web archives write it: UTC, to the second, `2024-05-01T06:07:08Z`."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
