"""Claims as gold: YAML as the annotation guide has it, and as `riwaya.evaluate.read_gold` reads it back."""

import datetime
from collections.abc import Iterable
from typing import Any, Final

import yaml

from riwaya.model import Claim, Document, EventTime, Extent, Quantity

WIDTH: Final = 10_000
"""Columns of a line: strings are kept on one, so that they can be found in the text."""

Record = dict[str, Any]


def gold_record(document: Document, claims: Iterable[Claim]) -> Record:
    """A document's claims as a gold record, in the order given, numbered c01, c02, …

    Everything the guide has a field for is kept; a claim that denies or doubts always has its kind of denial and what
    it denies. Days counted from publication become days of the calendar where the publication day is known.
    """
    published = document.published
    days = None
    if published.earliest is not None and published.latest is not None:
        days = _interval(published.earliest, published.latest)
    return {
        "document": document.id,
        "outlet": document.outlet,
        "published": days,
        "claims": [_claim(f"c{n:02}", claim, document) for n, claim in enumerate(claims, 1)],
    }


def gold_yaml(record: Record) -> str:
    """The record as the text of a YAML file."""
    return yaml.dump(record, allow_unicode=True, sort_keys=False, width=WIDTH, Dumper=yaml.SafeDumper)


def _claim(id: str, claim: Claim, document: Document) -> Record:
    out: Record = {
        "id": id,
        "evidence": claim.evidence.text,
        "voices": [voice.text for voice in claim.voices],
        "cue": claim.cue.text if claim.cue is not None else None,
        "stance": claim.stance,
    }
    if claim.denial is not None:
        out |= {"denial": claim.denial, "denies_what": claim.denies_what}
    out["event"] = claim.event
    for name in ("agents", "targets", "places"):
        if mentions := getattr(claim, name):
            out[name] = [mention.text for mention in mentions]
    if (time := _time(claim.time, document)) is not None:
        out["time"] = time
    if claim.extent is not None:
        out["extent"] = _extent(claim.extent)
    if claim.quantities:
        out["quantity"] = _quantity(claim.quantities[0])
    return out


def _interval(earliest: str, latest: str) -> str:
    return earliest if earliest == latest else f"{earliest}/{latest}"


def _time(time: EventTime | None, document: Document) -> str | None:
    if time is None:
        return None
    if time.earliest is not None and time.latest is not None:
        return _interval(time.earliest, time.latest)
    published = document.published.days()
    if time.offset_days is None or published is None:
        return None
    first = published[0] + datetime.timedelta(days=time.offset_days[0])
    last = published[1] + datetime.timedelta(days=time.offset_days[1])
    return _interval(first.isoformat(), last.isoformat())


def _extent(extent: Extent) -> str:
    if extent.low == extent.high == 1:
        return "whole"
    return f"{_percent(extent.low)}-{_percent(extent.high)}%"


def _percent(share: float) -> str:
    return f"{round(share * 100, 6):g}"


def _quantity(quantity: Quantity) -> str:
    unit = f" {quantity.unit}" if quantity.unit else ""
    low, high = _number(quantity.value), _number(quantity.high)
    if low != high:
        return f"{low}-{high}{unit}"
    sign = {"about": "~", "at_least": "> ", "at_most": "< "}.get(quantity.relation, "")
    return f"{sign}{low}{unit}"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
