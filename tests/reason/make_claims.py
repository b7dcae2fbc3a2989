"""Short ways to write the claims and reports that the tests of reasoning are about."""

import itertools
from collections.abc import Sequence
from typing import Any

import msgspec

from riwaya.model import Claim
from riwaya.reason import Material, Report, material, read_claims, read_reports

_numbers = itertools.count()


def claim(document: str, event: str, **values: Any) -> Claim:
    """A claim of a report. `by`, `to`, `at` and `voices` name entities (or, with a blank, texts); `id` is made up."""
    record: dict[str, Any] = {"document": document, "event": event}
    for short, key in (("by", "agents"), ("to", "targets"), ("at", "places"), ("voices", "voices")):
        if short in values:
            given = values.pop(short)
            record[key] = [_mention(m) for m in ([given] if isinstance(given, str | dict) else given)]
    evidence = values.pop("evidence", f"نص رقم {next(_numbers)} بلا شبيه")
    at = values.pop("start", next(_numbers) * 1000)
    record["evidence"] = {"start": at, "text": evidence}
    claims, problems = read_claims([msgspec.json.encode(record | values)], "a test")
    assert not problems, problems
    return claims[0]


def _mention(given: str | dict[str, Any]) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    return {"entity": given, "text": given} if ":" in given else {"text": given}


def report(id: str, published: str | None = None, **values: Any) -> Report:
    """A report, published on a day or between two (`a/b`)."""
    reports, problems = read_reports([msgspec.json.encode({"id": id, "published": published, **values})], "a test")
    assert not problems, problems
    return reports[0]


def stuff(claims: Sequence[Claim], *reports: Report) -> Material:
    """Material of claims and reports."""
    return material(claims, reports)
