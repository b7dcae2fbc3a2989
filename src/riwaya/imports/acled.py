"""ACLED's CSV as evidence of control: events whose sub-type says who holds a place or who fights for it."""

import datetime
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

import msgspec
import yaml

from riwaya.imports.evidence import Evidence, counted, made
from riwaya.imports.naming import actor, place
from riwaya.model import Claim
from riwaya.reason import Report

NEEDED: Final = frozenset(
    {
        "event_id_cnty",
        "event_date",
        "sub_event_type",
        "actor1",
        "actor2",
        "country",
        "location",
        "latitude",
        "longitude",
    }
)
NOTE: Final = "ACLED, imported: coded by others, its terms of use apply (attribute it, do not pass it on)"
_OUTLET: Final = "voice:acled"
_PRECISION: Final = {"1": 0, "2": 3, "3": 15}
"""Days about the event's date, by time precision."""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sub-event type says, and which of the row's actors it says it of."""

    event: str
    agent: Literal["actor1", "actor2"]
    target: Literal["actor1", "actor2"] | None = None


@cache
def _codes() -> Mapping[str, Code]:
    text = resources.files("riwaya.imports").joinpath("evidence_codes.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, Code])


def evidence(file: str, rows: Iterable[Mapping[str, str]]) -> Evidence:
    """The rows of a file as evidence; what says nothing of control, or not where or when, is counted."""
    found: dict[str, tuple[Claim, Report]] = {}
    reasons: list[str] = []
    for row in rows:
        one = _row(file, row)
        if isinstance(one, str):
            reasons.append(one)
        else:
            found.setdefault(one[0].id, one)
    claims = tuple(claim for claim, _ in found.values())
    return Evidence(claims, tuple(report for _, report in found.values()), NOTE, counted(reasons))


def _row(file: str, row: Mapping[str, str]) -> Any:
    code = _codes().get(row["sub_event_type"])
    if code is None:
        return f"{row['sub_event_type'] or 'no sub-event type'}: says nothing of control"
    day = _day(row["event_date"])
    if day is None:
        return "no event date"
    if row.get("geo_precision") == "3":
        return "place known to the province only"
    try:
        lat, lon = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        return "no position"
    country = row["country"]
    agent, target = actor(row[code.agent], country), actor(row[code.target], country) if code.target else None
    if agent is None:
        return "no party named"
    about = datetime.timedelta(days=_PRECISION.get(row.get("time_precision") or "1", 0))
    known = _known(row.get("timestamp", ""), day)
    words = f"ACLED (imported) {row['event_id_cnty']}: {row.get('event_type', '')}, {row['sub_event_type']}"
    for title, key in (("source", "source"), ("", "notes")):
        if row.get(key):
            words += f"; {title + ': ' if title else ''}{' '.join(row[key].split())}"
    values = {
        "event": code.event,
        "agents": [agent],
        "targets": [target] if target is not None else [],
        "places": [place(row["location"], country, lat, lon)],
        "time": f"{(day - about).isoformat()}/{(day + about).isoformat()}",
    }
    return made(f"{file}#{row['event_id_cnty']}", _OUTLET, known, values, words, NOTE)


def _day(text: str) -> datetime.date | None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _known(timestamp: str, day: datetime.date) -> str:
    """When the row was made, if it says so (seconds since 1970), else the event's day."""
    if timestamp.isdigit():
        told = datetime.datetime.fromtimestamp(int(timestamp), datetime.UTC).date()
        return max(told, day).isoformat()
    return day.isoformat()
