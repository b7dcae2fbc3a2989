"""Claims made by hand, as few keys as the tests need."""

import datetime

from riwaya.model import Claim, Published
from riwaya.reason.inputs import Material, Report, material
from riwaya.reason.lenient import claim_of

DAY = datetime.date(2031, 3, 1)
RED, BLUE = "actor:t-red", "actor:t-blue"


def day(number: int) -> str:
    return (DAY + datetime.timedelta(days=number)).isoformat()


def claim(
    event: str, agent: str | None = RED, *, of: str = "r", at: str | dict | list = "place:t-town", **more
) -> Claim:
    places = at if isinstance(at, list) else [at]
    record = {
        "document": of,
        "event": event,
        "agents": [{"entity": agent}] if agent else [],
        "places": [{"entity": place, "text": place} if isinstance(place, str) else place for place in places],
    }
    return claim_of(record | more)


def report(id: str, number: int, outlet: str = "outlet:t-wire", **more) -> Report:
    return Report(id, outlet, published=Published(day(number), day(number), "sidecar"), **more)


def stuff(*told: tuple[Claim, Report]) -> Material:
    return material([c for c, _ in told], [r for _, r in told])
