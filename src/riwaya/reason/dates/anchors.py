"""Anchors: happenings whose day is known, given by the user or shipped as events of public record."""

import datetime
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.places import Places
from riwaya.gazetteer.places_data import BULK, SETTLEMENTS
from riwaya.lang.grammar import without_article
from riwaya.lang.labels import LANGUAGES, labels
from riwaya.lang.load import read_entries
from riwaya.model.errors import UsageError
from riwaya.model.vocabulary import EVENTS
from riwaya.reason.dates.mentions import GROUP, Key, doer
from riwaya.text.normalise import fold

FORM: Final = "EVENT of PLACE = YYYY-MM-DD"


class Anchor(msgspec.Struct, frozen=True, order=True):
    """A happening and its days (ordinals, both included). `given`: by the user, not from the record."""

    key: Key
    first: int
    last: int
    says: str
    given: bool = False

    def fits(self, key: Key) -> bool:
        """Whether a happening of that key may be this one; an unknown doer fits any."""
        same = (self.key.group, self.key.place) == (key.group, key.place)
        return same and (not self.key.actor or not key.actor or self.key.actor == key.actor)


class _Recorded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    event: str
    place: str
    by: str
    day: str


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _form() -> re.Pattern[str]:
    """What an anchor looks like; its words are data (`reason/data/anchor_words.yaml`)."""
    entries = read_entries("anchor_words.yaml", _Words, package="riwaya.reason.data")
    words = {entry.id: "|".join(map(re.escape, entry.forms)) for entry in entries}
    return re.compile(
        rf"\s*(?P<event>\S+?)\s+(?:(?:{words['of']})\s+)?(?P<place>.+?)(?:\s+(?:{words['by']})\s+(?P<by>.+?))?"
        r"\s*=\s*(?P<first>\d{4}-\d\d-\d\d)(?:\s*/\s*(?P<last>\d{4}-\d\d-\d\d))?\s*"
    )


@cache
def record() -> tuple[Anchor, ...]:
    """The shipped events of public record (`reason/data/record.yaml`)."""
    places = Places.load()
    out = []
    for entry in read_entries("record.yaml", _Recorded, package="riwaya.reason.data"):
        place = places.by_id(entry.place)
        if entry.event not in GROUP or place is None or entry.by not in actors().rows:
            raise ValueError(f"record.yaml: {entry.id} names an event, place or actor that is not known")
        day = datetime.date.fromisoformat(entry.day).toordinal()
        key = Key(GROUP[entry.event], entry.place, doer(entry.by, entry.place))
        who = actors().rows[entry.by].name
        out.append(Anchor(key, day, day, f"{entry.event} of {place.name} by {who}, {entry.day} (public record)"))
    return tuple(sorted(out))


def parse(text: str) -> Anchor:
    """An anchor as a user writes it: `capture of Deir ez-Zor = 2017-11-03`, `capture place:… by actor:… = a/b`.

    Event: a type of the vocabulary, or its label in Arabic or English. Place and doer: a gazetteer id, or a name in
    either language. UsageError says what is not understood.
    """
    found = _form().fullmatch(text)
    if found is None:
        raise UsageError(
            f"--anchor {text!r}: not understood; write it as '{FORM}', such as 'capture of Raqqa = 2017-10-17'"
        )
    event = _event(found["event"], text)
    place = _place(found["place"], text)
    by = _actor(found["by"], text) if found["by"] else None
    try:
        first = datetime.date.fromisoformat(found["first"]).toordinal()
        last = datetime.date.fromisoformat(found["last"] or found["first"]).toordinal()
    except ValueError as error:
        raise UsageError(f"--anchor {text!r}: {error}; write days as YYYY-MM-DD") from error
    if last < first:
        raise UsageError(f"--anchor {text!r}: ends before it begins")
    key = Key(GROUP[event], place, doer(by, place) if by else "")
    return Anchor(key, first, last, " ".join(text.split()), given=True)


def _event(word: str, text: str) -> str:
    event = word if word in EVENTS else None
    for language in LANGUAGES:
        for name, label in labels(language)["events"].items():
            if event is None and _plain(label) in (_plain(word), without_article(_plain(word))):
                event = name
    if event is None:
        raise UsageError(f"--anchor {text!r}: {word!r} is no type of event; use one of {', '.join(sorted(GROUP))}")
    if event not in GROUP:
        raise UsageError(
            f"--anchor {text!r}: {event} happens too often at one place to date a report; use one of "
            f"{', '.join(sorted(GROUP))}"
        )
    return event


def _place(name: str, text: str) -> str:
    places = Places.load()
    name = name.strip()
    if name.startswith("place:"):
        if places.by_id(name) is None:
            raise UsageError(f"--anchor {text!r}: the gazetteer has no {name}")
        return name
    wanted = _plain(name)
    rows = [r for r in places.rows() if _plain(r.name) == wanted or any(fold(f) == wanted for f in r.forms)]
    if not rows:
        raise UsageError(f"--anchor {text!r}: the gazetteer has no place called {name!r}; give its id (place:…)")
    return min(rows, key=lambda r: (r.kind not in SETTLEMENTS, -r.population, r.id.startswith(BULK), r.id)).id


def _actor(name: str, text: str) -> str:
    rows = actors().rows
    name = name.strip()
    if name.startswith("actor:"):
        if name not in rows:
            raise UsageError(f"--anchor {text!r}: the gazetteer has no {name}")
        return name
    wanted = _plain(name)
    found = sorted(r.id for r in rows.values() if _plain(r.name) == wanted or any(fold(f) == wanted for f in r.forms))
    if not found:
        raise UsageError(f"--anchor {text!r}: the gazetteer has no actor called {name!r}; give its id (actor:…)")
    return found[0]


def _plain(name: str) -> str:
    """A name as it is compared: folded, without the Latin article."""
    folded = fold(name).lower()
    return folded[3:] if folded.startswith("al-") else folded


def for_key(anchors: Iterable[Anchor], key: Key) -> list[Anchor]:
    """The anchors that may be the happening; the user's alone where there are any."""
    fitting = sorted(a for a in anchors if a.fits(key))
    return [a for a in fitting if a.given] or fitting
