"""How days, instants, names and text are written in a page; the functions that templates call."""

import datetime
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from markupsafe import Markup, escape

from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.outlets import outlet_names
from riwaya.lang.labels import Language, labels
from riwaya.model import Actor, Claim, Place, Voice
from riwaya.report.labels import interface
from riwaya.report.offsets import printable
from riwaya.text.letters import has_arabic
from riwaya.web.i18n import translations

CONTROLS: Final[Mapping[str, str]] = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
"""Characters that change the direction of what follows: each is shut into an element of its own, and shown."""

_CONTROL: Final = re.compile(f"[{''.join(CONTROLS)}]")


def visible(text: str) -> Markup:
    """Report text for a page: escaped, as many characters as it had, direction controls shut in and shown.

    What HTML cannot carry becomes U+FFFD; a carriage return stays one, by its number, since a parser would drop it.
    """
    pieces = []
    for piece in _split_controls(text):
        if piece in CONTROLS:
            pieces.append(f'<span class="bidi-control" data-control="{CONTROLS[piece]}">{piece}</span>')
        else:
            lines = (str(escape(printable(line))) for line in piece.split("\r"))
            pieces.append("&#13;".join(lines))
    return Markup("".join(pieces))


def _split_controls(text: str) -> list[str]:
    out, at = [], 0
    for found in _CONTROL.finditer(text):
        out += [text[at : found.start()], found[0]]
        at = found.end()
    return [piece for piece in (*out, text[at:]) if piece]


def marked(text: str, start: int, marks: Sequence[tuple[int, int]]) -> Markup:
    """A passage that begins at `start` of its text, with what matched in it marked."""
    out, at = [], 0
    for first, last in sorted((max(a - start, 0), min(b - start, len(text))) for a, b in marks):
        if first < at or first >= last:
            continue
        out += [visible(text[at:first]), Markup("<mark>%s</mark>") % visible(text[first:last])]
        at = last
    return Markup("").join([*out, visible(text[at:])])


def plain(text: str) -> str:
    """Report text for attributes and titles: direction controls dropped, white space made single."""
    return " ".join(_CONTROL.sub("", printable(text.replace("\r", " "))).split())


def shortened(text: str, most: int = 120) -> str:
    """The beginning of a text, cut at a word."""
    line = plain(text)
    return line if len(line) <= most else (line[: line.rfind(" ", most // 2, most)].rstrip() or line[:most]) + "…"


# --- days ------------------------------------------------------------------------------------------------------------


def day(iso: str, language: Language) -> str:
    """A day in words: `6 آذار 2021`."""
    try:
        date = datetime.date.fromisoformat(iso)
    except ValueError:
        return plain(iso)
    return f"{date.day} {interface()[language]['months'][f'm{date.month:02}']} {date.year}"


def days(first: str | None, last: str | None, language: Language) -> str:
    """A closed interval of days in words."""
    ui = interface()[language]["ui"]
    if first and last:
        return day(first, language) if first == last else f"{day(first, language)} – {day(last, language)}"
    if first:
        return ui["from_day"].format(day=day(first, language))
    if last:
        return ui["until_day"].format(day=day(last, language))
    return ui["undated"]


def instant(iso: str, language: Language) -> str:
    """A moment in words, to the minute, UTC."""
    try:
        moment = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return plain(iso)
    return f"{day(moment.date().isoformat(), language)} {moment:%H:%M}"


# --- names -----------------------------------------------------------------------------------------------------------


def name_of(mention: Voice | Actor | Place, language: Language) -> str:
    """The display name: in English the gazetteer's where it has one; else the words of the text."""
    if language == "en" and mention.name:
        return plain(mention.name)
    return plain(mention.text)


def voice_name(voice: Voice, language: Language, *, names: bool) -> str:
    """A voice in a list: private persons by their role unless `names`."""
    from riwaya.reason.sources import private

    # What the gazetteer lists as a common noun ("residents") names nobody.
    if not names and voice.kind != "unnamed" and private(voice) and voice.entity not in actors().rows:
        return labels(language)["voice_kinds"][voice.kind]
    return name_of(voice, language)


outlets_called: Final[ContextVar[Mapping[str, str]]] = ContextVar("outlets_called", default=MappingProxyType({}))
"""What outlets that no table knows call themselves in the ledger whose page is made, by their ids."""


def _outlet(outlet: str, language: Language) -> str:
    return outlets_called.get().get(outlet) or _listed_outlet(outlet, language)


@cache
def _listed_outlet(outlet: str, language: Language) -> str:
    known = outlet_names().get(outlet)
    if known is not None:
        return known[1] if language == "en" else known[0]
    row = actors().rows.get(outlet)
    if row is not None:
        return row.name if language == "en" else row.forms[0]
    return outlet.partition(":")[2] or outlet


def outlet_name(outlet: str | None, language: Language) -> str:
    """What an outlet is called; what nobody knows is told by its id."""
    if not outlet or outlet.startswith("document:"):
        return interface()[language]["ui"]["unknown_outlet"]
    return plain(_outlet(outlet, language))


def entity_name(entity: str, language: Language) -> str:
    """What an actor, voice or place of the gazetteer is called."""
    if entity.startswith("outlet:"):
        return outlet_name(entity, language)
    row = actors().rows.get(entity)
    if row is not None:
        return row.name if language == "en" else row.forms[0]
    if entity.startswith("place:"):
        from riwaya.gazetteer.places import Places

        place = Places.load().by_id(entity)
        if place is not None:
            return place.name if language == "en" else next(filter(has_arabic, place.forms), place.name)
    if entity.startswith("pool:"):
        return labels(language)["voice_kinds"].get(entity.removeprefix("pool:"), entity)
    return plain(entity.removeprefix("text:"))


def event_name(claim: Claim, language: Language) -> str:
    """What a claim is about, with its stance: `نفي: سيطرة`."""
    event = labels(language)["events"][claim.event]
    return interface()[language]["stance_prefix"][claim.stance].format(event=event)


def summary(claim: Claim, language: Language) -> str:
    """A claim in one line, for those who hear the page."""
    sides = [", ".join(name_of(one, language) for one in side) for side in (claim.agents, claim.targets)]
    places = ", ".join(name_of(place, language) for place in claim.places)
    parts = [labels(language)["stances"][claim.stance], event_name(claim, language), *sides, places]
    return " · ".join(part for part in parts if part)


# --- addresses -------------------------------------------------------------------------------------------------------


def address(kind: str, ident: str, fragment: str = "", **query: object) -> str:
    """The stable address of a document, claim, place, dispute, event, source or actor."""
    given = {key: str(value) for key, value in query.items() if value is not None and value != ""}
    path = f"/{kind}/{quote(ident, safe='/:~')}"
    return path + (f"?{urlencode(given)}" if given else "") + (f"#{fragment}" if fragment else "")


def with_query(path: str, query: Mapping[str, str], **changes: object) -> str:
    """An address with some of its query changed; None or an empty text takes a key out."""
    merged = {**query, **{key: "" if value is None else str(value) for key, value in changes.items()}}
    kept = {key: value for key, value in merged.items() if value}
    return path + (f"?{urlencode(kept)}" if kept else "")


def with_done(path: str, decision: str) -> str:
    """An address of ours that also says which decision was made last, so that the page can offer to undo it."""
    parts = urlsplit(path)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "done"]
    return urlunsplit(("", "", parts.path, urlencode([*query, ("done", decision)]), parts.fragment))


@cache
def catalogue(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Labels and texts of the closed lists and of the report, by section and key."""
    return interface()[language]


def say(language: Language, text: str, /, **values: object) -> str:
    """A text of the interface, translated, its gaps filled in."""
    return translations(language).gettext(text) % values
