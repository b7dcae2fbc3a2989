"""What the page shows across reports: disputes first, then who rests on whom. Claims are referred to by their ids."""

from typing import Any

from riwaya.gazetteer.places import Places
from riwaya.reason import Event
from riwaya.reason.disputes import Dispute
from riwaya.reason.phrases import days, place_name
from riwaya.reason.workings import Workings
from riwaya.report.offsets import printable

MOST = 60
"""Disputes, and events with their lineages, that the page holds; the commands print all."""

Table = dict[str, Any]


def build_across(workings: Workings) -> Table:
    """The page's data on disputes and lineages, with how many there are in all."""
    disputed = workings.disputes
    told = [event for event in workings.analysis.events() if len(event.documents) > 1]
    told.sort(key=lambda event: (-len(event.documents), -len(event.claims), event.id))
    return {
        "disputes": [_dispute(dispute) for dispute in disputed[:MOST]],
        "allDisputes": len(disputed),
        "told": [_told(event) for event in told[:MOST]],
        "allTold": len(told),
    }


def _dispute(dispute: Dispute) -> Table:
    return {
        "i": dispute.id,
        "k": dispute.topic,
        "pl": _place(dispute.place),
        "w": [dispute.earliest, dispute.latest],
        "o": dispute.open,
        "s": dispute.settled_by,
        "c": [
            {"m": camp.spokesman, "c": list(camp.claims), "r": camp.roots, "s": camp.since} for camp in dispute.camps
        ],
        "ch": [[printable(change.voice), change.before, change.after, change.on] for change in dispute.changed],
    }


def _told(event: Event) -> Table:
    return {
        "i": event.id,
        "t": event.type,
        "pl": _place(event.place),
        "w": list(days(event.days)),
        "n": len(event.documents),
        "r": event.roots,
        "l": [list(lineage.claims) for lineage in event.lineages],
    }


def _place(anchor: str) -> list[str]:
    """The Arabic and the Latin name of an anchor; empty for claims without a place."""
    if not anchor:
        return ["", ""]
    row = Places.load().by_id(anchor)
    name = printable(place_name(anchor))
    return [row.forms[0] if row is not None else name, name]
