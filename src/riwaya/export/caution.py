"""Doing no harm: the embargo on new reports, and what is held back or made coarser while it is recent.

A report's age counts from its last possible day of publication, else from when it was retrieved. What no day is known
of cannot be shown to be old: it is not held by the embargo (or no archive without dates could be exported), but what it
says counts as recent.
"""

import datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
import yaml

from riwaya.export.options import RECENT_DAYS, Options
from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.lang.grammar import ARTICLE
from riwaya.model import Claim, Place
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import EVENTS
from riwaya.reason.where import AREAS, SETTLEMENT, anchor_of
from riwaya.text.normalise import fold

_FILE: Final = Path(__file__).with_name("sensitive.yaml")
Age = Literal["embargoed", "recent", "old", "unknown"]
"""How old a report is, as far as an export must know; `unknown` is handled as recent."""


class _Sensitive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    events: frozenset[str]
    kinds: frozenset[str]
    words: dict[str, tuple[str, ...]]


@cache
def _sensitive() -> _Sensitive:
    try:
        found = msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), _Sensitive)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(_FILE, None, " ".join(str(error).split())) from error
    if not found.events <= EVENTS:
        raise DataError(_FILE, None, f"unknown events: {sorted(found.events - EVENTS)}")
    return msgspec.structs.replace(found, words={name: tuple(map(fold, forms)) for name, forms in found.words.items()})


def age(day: str | None, options: Options) -> Age:
    """The age of what was published (or retrieved) on a day, the last possible one."""
    if day is None:
        return "unknown"
    # Of a day only its end is known to be past: it counts as told at the last moment of that day.
    told = datetime.datetime.combine(datetime.date.fromisoformat(day[:10]), datetime.time.max)
    now = datetime.datetime.combine(options.today, datetime.time.max)
    if now - told < datetime.timedelta(hours=options.embargo_hours):
        return "embargoed"
    return "recent" if now - told < datetime.timedelta(days=RECENT_DAYS) else "old"


def is_sensitive(claim: Claim) -> bool:
    """Whether a claim tells where people flee, shelter or are treated."""
    return claim.event in _sensitive().events or any(map(is_sensitive_place, claim.places))


def is_sensitive_event(event: str) -> bool:
    """Whether happenings of this type are held back while they are recent."""
    return event in _sensitive().events


def is_sensitive_place(place: Place) -> bool:
    """Whether a place is a camp, a hospital or a shelter, by the gazetteer or by its words."""
    row = Places.load().by_id(place.entity or "")
    return sensitive_row(row) or any(_opens(form) for form in (place.text, *place.also))


def sensitive_row(row: PlaceRow | None) -> bool:
    """Whether a place of the gazetteer is one."""
    return row is not None and (row.kind in _sensitive().kinds or any(_opens(form) for form in row.forms))


def _opens(form: str) -> bool:
    return any(_opens_with(form, forms) for forms in _sensitive().words.values())


def settlement(row: PlaceRow) -> PlaceRow | None:
    """The town that a place is or is in; the place itself where it is wider than a town; None where none is known."""
    if row.kind in AREAS | SETTLEMENT:
        return row
    anchor = Places.load().by_id(anchor_of(row.id))
    if anchor is not None and anchor.kind in SETTLEMENT:
        return anchor
    return Places.load().by_id(row.parent) if row.parent else None


def why_sensitive(claim: Claim) -> str | None:
    """What makes a claim sensitive, in a word for counting: its event type, or the kind of its place."""
    if claim.event in _sensitive().events:
        return claim.event
    for place in claim.places:
        row = Places.load().by_id(place.entity or "")
        for name, forms in _sensitive().words.items():
            texts = (place.text, *place.also, *(row.forms if row is not None else ()))
            if any(_opens_with(text, forms) for text in texts):
                return name
        if sensitive_row(row):
            return row.kind if row is not None else None
    return None


def _opens_with(form: str, known: tuple[str, ...]) -> bool:
    words = f"{fold(form)} "
    return any(words.startswith((f"{one} ", f"{ARTICLE}{one} ")) for one in known)
