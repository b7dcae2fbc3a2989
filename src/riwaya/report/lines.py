"""The JSON lines of what claims say together, as CLAIMS.md shapes them."""

from typing import Any

import msgspec

from riwaya.reason import Event, Related
from riwaya.reason.disputes import Dispute
from riwaya.reason.phrases import days, voice_id

Line = dict[str, Any]


def event_line(event: Event) -> Line:
    """An event as its JSON line."""
    earliest, latest = days(event.days)
    names = {fact.voice: voice_id(fact) for fact in event.facts}
    return {
        "event": event.id,
        "type": event.type,
        "place": event.place.removeprefix("text:") or None,
        "earliest": earliest,
        "latest": latest,
        "claims": list(event.claims),
        "documents": len(event.documents),
        "roots": event.roots,
        "tolls": [
            {
                "of": toll.of,
                "low": _number(toll.low),
                "high": _number(toll.high),
                "voices": [names.get(count.voice, count.voice) for count in toll.counts],
            }
            for toll in event.tolls
        ],
    }


def relation_line(related: Related) -> Line:
    """A relation as its JSON line."""
    line: Line = msgspec.to_builtins(related)
    del line["decided"]  # its reason says so
    return line


def dispute_line(dispute: Dispute) -> Line:
    """A dispute as its JSON line."""
    return {
        "dispute": dispute.id,
        "about": dispute.about,
        "place": dispute.place.removeprefix("text:") or None,
        "camps": [
            {"says": camp.says, "voices": list(camp.voices), "claims": list(camp.claims), "since": camp.since}
            for camp in dispute.camps
        ],
        "open": dispute.open,
        "would_settle": dispute.would_settle,
        "weight": dispute.weight,
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
