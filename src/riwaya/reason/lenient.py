"""Claims and reports from records with missing keys.

What a claim cannot do without is its `document` and its `event`. Everything else has a meaning when it is absent:

| key | when absent |
| --- | --- |
| `id` | a content hash of the rest |
| `evidence` | no characters are pointed at; a string is the text of an evidence whose place is unknown |
| `voices`, `agents`, `targets`, `places` | none; a string stands for a mention of which only the text is known |
| `cue` | unknown |
| `attitude`, `stance` | `neutral`, `asserts` |
| `denial`, `denies_what` | `rebuttal` (`unverified` for `doubts`), `event` |
| `time` | unknown; a day or `a/b` (ISO) stands for those days |
| `extent`, `quantities`, `rules` | none; `extent` without `high` reaches to the whole, a bare number is that share |
| `score` | 1 |

Unknown keys are passed over. A value that is there must be right.
"""

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from riwaya.model import Claim
from riwaya.model.errors import RecordError
from riwaya.model.ids import content_id

Values = dict[str, Any]


def claim_of(given: Mapping[str, object]) -> Claim:
    """The claim that a record gives; ValueError says what is wrong with it."""
    values: Values = dict(given)
    for key in ("document", "event"):
        if not isinstance(values.get(key), str) or not values[key]:
            raise RecordError(f"a claim needs {key!r}")
    values["evidence"] = _evidence(values.get("evidence"))
    values["voices"] = [{"kind": "unnamed"} | _mention(v) for v in _listed(values, "voices")]
    for key in ("agents", "targets"):
        values[key] = [_mention(actor) for actor in _listed(values, key)]
    values["places"] = [_place(place) for place in _listed(values, "places")]
    values["cue"] = _cue(values)
    values["stance"] = stance = values.get("stance") or "asserts"
    values["attitude"] = values.get("attitude") or "neutral"
    negative = stance in ("denies", "doubts")
    values["denial"] = values.get("denial") or (
        ("rebuttal" if stance == "denies" else "unverified") if negative else None
    )
    values["denies_what"] = values.get("denies_what") or ("event" if negative else None)
    values["background"] = bool(values.get("background"))
    values["time"] = _time(values.get("time"))
    values["extent"] = _extent(values.get("extent"))
    values["quantities"] = [_quantity(quantity) for quantity in _listed(values, "quantities")]
    values["rules"] = _listed(values, "rules")
    values["score"] = 1.0 if values.get("score") is None else values["score"]
    if not values.get("id"):
        values["id"] = content_id(msgspec.json.encode(values, order="deterministic").decode())
    values["id"] = str(values["id"])
    return msgspec.convert(values, Claim)


def report_values(given: Mapping[str, object]) -> Values:
    """The fields of a report from a record that has at least its `id`."""
    values: Values = {key: value for key, value in given.items() if value is not None}
    if not isinstance(values.get("id"), str) or not values["id"]:
        raise RecordError("a report needs an 'id'")
    published = values.pop("published", None)
    if isinstance(published, str):
        first, last = _days(published)
        values["published"] = {"earliest": first, "latest": last, "basis": "sidecar"}
    elif isinstance(published, dict):
        earliest, latest = published.get("earliest"), published.get("latest")
        earliest, latest = earliest or latest, latest or earliest
        if earliest is not None:
            _days(f"{earliest}/{latest}")
            basis = published.get("basis")
            basis = "sidecar" if basis in (None, "unknown") else basis
            values["published"] = {"earliest": earliest, "latest": latest, "basis": basis}
    elif published is not None:
        raise RecordError(f"published {published!r} is neither days nor an object")
    return values


def _listed(values: Values, key: str) -> list[Any]:
    found = values.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise RecordError(f"{key!r} is no list")
    return found


def _mention(given: Any) -> Values:
    if isinstance(given, str):
        return {"text": given, "start": 0, "end": len(given)}
    if not isinstance(given, dict):
        raise RecordError(f"{given!r} is no mention")
    out: Values = {key: value for key, value in given.items() if value is not None}
    out.setdefault("text", out.get("name") or out.get("entity") or "")
    out.setdefault("start", 0)
    out.setdefault("end", out["start"] + len(out["text"]))
    return out


def _place(given: object) -> Values:
    out = _mention(given)
    if "precision" not in out:
        out["precision"] = "point" if "lat" in out else "unresolved"
    return out


def _evidence(given: Any) -> Values:
    if given is None:
        given = ""
    if isinstance(given, str):
        return {"start": 0, "end": len(given), "text": given}
    if not isinstance(given, dict):
        raise RecordError("'evidence' is neither text nor an object")
    start = given.get("start") or 0
    text = given.get("text") or ""
    # Without the text only the place is known: the text that would fill it is not made up.
    return {"start": start, "end": start + len(text), "text": text}


def _cue(values: Values) -> Values | None:
    if not values["voices"]:
        return None
    return _mention(values.get("cue") or "")


def _time(given: object) -> Values | None:
    if given is None:
        return None
    if isinstance(given, str):
        given = {"earliest": given.partition("/")[0], "latest": given.partition("/")[2] or None}
    if not isinstance(given, dict):
        raise RecordError("'time' is neither days nor an object")
    out = _mention(given)
    earliest = given.get("earliest") or given.get("latest")
    latest = given.get("latest") or given.get("earliest")
    if earliest is not None:
        _days(f"{earliest}/{latest}")
    offset = given.get("offset_days")
    if isinstance(offset, int):
        offset = [offset, offset]
    if offset is not None and not (isinstance(offset, list) and len(offset) == 2 and offset[0] <= offset[1]):
        raise RecordError(f"offset_days {offset!r} is no interval")
    return out | {"earliest": earliest, "latest": latest, "offset_days": offset}


def _days(text: str) -> tuple[str, str]:
    """The first and last day of `a` or `a/b`."""
    earliest, _, latest = text.partition("/")
    latest = latest or earliest
    try:
        if datetime.date.fromisoformat(earliest) > datetime.date.fromisoformat(latest):
            raise RecordError(f"{text} ends before it begins")
    except ValueError as error:
        if isinstance(error, RecordError):
            raise
        raise RecordError(f"{text} are no days; write them as 2017-11-09 or 2017-11-08/2017-11-09") from error
    return earliest, latest


def _extent(given: object) -> Values | None:
    if given is None:
        return None
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = {"low": given, "high": given}
    if not isinstance(given, dict):
        raise RecordError("'extent' is neither a share nor an object")
    low = given.get("low")
    high = given.get("high")
    return {"text": given.get("text") or "", "low": 0.0 if low is None else low, "high": 1.0 if high is None else high}


def _quantity(given: object) -> Values:
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = {"value": given}
    if not isinstance(given, dict) or given.get("value") is None:
        raise RecordError(f"quantity {given!r} has no value")
    out = {key: value for key, value in given.items() if value is not None}
    out.setdefault("text", "")
    out.setdefault("high", out["value"])
    return out
