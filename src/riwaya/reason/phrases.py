"""Short neutral English for events, places and voices: for people who read what reasoning found."""

import datetime

from riwaya.gazetteer.places import Places
from riwaya.lang.labels import labels
from riwaya.model import Actor, Voice
from riwaya.reason.facts import ALWAYS, WHOLE, Days, Fact, numbers_of
from riwaya.reason.parties import name_of
from riwaya.reason.where import anchor_of_mention


def place_name(anchor: str) -> str:
    """The display name of an anchor: the gazetteer's, or the text that stands for an unknown place."""
    row = Places.load().by_id(anchor)
    return row.name if row is not None else anchor.removeprefix("text:") or "an unnamed place"


def named_place(fact: Fact) -> str:
    """The display name of the place of a claim: an unknown one's as the report writes it, not as it is filed."""
    anchor = fact.where.anchor
    if Places.load().by_id(anchor) is None:
        for place in fact.claim.places:
            if anchor_of_mention(place, fact.document) == anchor:
                return place.text
    return place_name(anchor)


def mention_name(mention: Actor | Voice) -> str:
    """The neutral name of an actor or voice, or its text where there is none."""
    if mention.name:
        return mention.name
    return name_of(mention.entity) if mention.entity else mention.text


def voice_id(fact: Fact) -> str:
    """Who tells it, for machines: the entity of the innermost voice, its text, or the outlet."""
    if not fact.claim.voices:
        return fact.told_by
    inner = fact.claim.voices[-1]
    return inner.entity or inner.name or inner.text


def voice_name(fact: Fact) -> str:
    """Who tells it, for people."""
    if not fact.claim.voices:
        return outlet_name(fact.told_by)
    return mention_name(fact.claim.voices[-1])


def outlet_name(outlet: str) -> str:
    """The name of an outlet, or that it is a report of an unknown one."""
    if outlet.startswith("document:"):
        return f"the report {outlet.removeprefix('document:')}"
    return name_of(outlet)


def saying(fact: Fact) -> str:
    """What a claim says, without whose word it is."""
    claim = fact.claim
    event = labels("en")["events"].get(claim.event, claim.event)
    agents = " and ".join(dict.fromkeys(mention_name(a) for a in claim.agents))
    targets = " and ".join(dict.fromkeys(mention_name(t) for t in claim.targets))
    share = ""
    if claim.extent is not None and claim.extent.high < WHOLE:
        share = f" ({_share(claim.extent.low, claim.extent.high)} of it)"
    elif fact.where.part:
        share = " (part of it)" if not fact.where.part.startswith("place:") else f" ({place_name(fact.where.part)})"
    numbers = ", ".join(number.quantity.text for number in numbers_of(fact) if number.quantity.text)
    told = f"{event}: {named_place(fact)}{share}"
    told += f", by {agents}" if agents else ""
    told += f", against {targets}" if targets else ""
    told += f" ({numbers})" if numbers else ""
    if fact.denied:
        part = {"agent": "responsibility for ", "target": "the victims told of ", "number": "the number told of "}
        return f"denied: {part.get(claim.denies_what or '', '')}{told}"
    return told


def _share(low: float, high: float) -> str:
    if low <= 0.02 and high >= 0.98:
        return "part"
    return f"{low:.0%}" if low == high else f"{low:.0%}-{high:.0%}"


def day(ordinal: int) -> str | None:
    """An ordinal as an ISO day; None for one beyond the calendar."""
    return datetime.date.fromordinal(ordinal).isoformat() if 0 < ordinal < 3_652_059 else None


def days(interval: Days) -> tuple[str | None, str | None]:
    """An interval as ISO days; None for an unknown one."""
    return (None, None) if interval == ALWAYS else (day(interval[0]), day(interval[1]))
