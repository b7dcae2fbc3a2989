"""VIINA's control table as evidence of control: a claim where a place's status changes, and one a month after."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Final

from riwaya.gazetteer.places import PlaceRow
from riwaya.imports.evidence import Evidence, counted, made
from riwaya.imports.naming import by_geonameid
from riwaya.reason import Material

NEEDED: Final = frozenset({"geonameid", "date", "status"})
NOTE: Final = "VIINA, imported: coded by others, its licence applies (ODbL; attribute it)"
AGAIN_DAYS: Final = 30
_OUTLET: Final = "outlet:viina"
_PARTIES: Final = {"UA": "actor:ukraine", "RU": "actor:russia"}


def evidence(file: str, rows: Iterable[Mapping[str, str]], stuff: Material) -> Evidence:
    """The rows about places that the material's claims name; of a material without places, about all that we know."""
    named = {place.entity for claim in stuff.claims for place in claim.places if place.entity}
    claims, reports, reasons = [], [], []
    last: dict[str, tuple[str, datetime.date]] = {}
    for row in rows:
        found = _checked(row, named)
        if isinstance(found, str):
            reasons.append(found)
            continue
        where, day, status = found
        before = last.get(where.id)
        if before is not None and before[0] == status and (day - before[1]).days < AGAIN_DAYS:
            continue
        last[where.id] = status, day
        values = _values(where, day, status)
        words = f"VIINA (imported): {where.name} {status} on {day.isoformat()}"
        claim, report = made(
            f"{file}#{row['geonameid']}-{day.isoformat()}", _OUTLET, day.isoformat(), values, words, NOTE
        )
        claims.append(claim)
        reports.append(report)
    return Evidence(tuple(claims), tuple(reports), NOTE, counted(reasons))


def _checked(row: Mapping[str, str], named: set[str]) -> Any:
    number = row["geonameid"].partition(".")[0]
    where = by_geonameid().get(int(number)) if number.isdigit() else None
    if where is None:
        return "days of places that the gazetteer does not have"
    if named and where.id not in named:
        return "days of places that no claim names"
    digits = row["date"].replace("-", "").partition(".")[0]
    try:
        day = datetime.datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return "no day"
    status = row["status"]
    known = status in (*_PARTIES, "CONTESTED") or status.startswith("actor:")
    return (where, day, status) if known else "days without a status"


def _values(where: PlaceRow, day: datetime.date, status: str) -> dict[str, Any]:
    entity = _PARTIES.get(status, status)
    parties = [{"text": id.partition(":")[2], "entity": id} for id in _PARTIES.values()]
    at = {"text": where.name, "name": where.name, "entity": where.id, "lat": where.lat, "lon": where.lon}
    contested = status == "CONTESTED"
    return {
        "event": "clash" if contested else "control",
        "agents": parties[:1] if contested else [{"text": entity.partition(":")[2], "entity": entity}],
        "targets": parties[1:] if contested else [],
        "places": [at | {"precision": "point"}],
        "time": day.isoformat(),
    }
