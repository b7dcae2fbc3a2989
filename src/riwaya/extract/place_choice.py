"""Which place each mention means, by what the document names without doubt."""

from itertools import pairwise
from typing import Final

from riwaya.extract.keys import bare_keys
from riwaya.extract.place_heads import head_entry
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.view import View
from riwaya.gazetteer.places import PlaceContext, PlaceRow, Places
from riwaya.gazetteer.places_data import BULK
from riwaya.lang.grammar import AND

_NOWHERE: Final[frozenset[str]] = frozenset()


def listed(rows: tuple[PlaceRow, ...]) -> bool:
    """Whether one of the places is known beyond its neighbourhood: our own rows, and cities of some size."""
    return any(map(_known, rows))


def _known(row: PlaceRow) -> bool:
    return (row.source != "geonames" and not row.id.startswith(BULK)) or row.population >= 50_000


def resolve(view: View, places: Places, found: list[PlaceMention]) -> None:
    """Decide each mention by what the document names without doubt."""
    seen: set[str] = set()
    for candidates in {mention.candidates for mention in found}:
        sure = [row for row in candidates if _known(row)] or candidates
        if sure and not any(row.risk for row in candidates):
            # Of a city and its governorate, what contains both is named beyond doubt.
            seen.update(
                set[str].intersection(*({up.id for up in places.hierarchy(row)} for row in sure))
                if len(sure) > 1
                else (row.id for row in places.hierarchy(sure[0]))
            )
    country_ids = frozenset(seen)
    decided: dict[tuple[tuple[PlaceRow, ...], str | None], PlaceRow | None] = {}
    asked: dict[tuple[tuple[PlaceRow, ...], frozenset[str], str | None, bool, int], PlaceRow | None] = {}
    for n, mention in enumerate(found):
        candidates = mention.candidates
        if not candidates:
            continue
        kind = mention.head.kind if mention.head is not None and mention.head.role == "head" else None
        near: frozenset[str] = _NOWHERE
        if n + 1 < len(found) and found[n + 1].start - mention.end <= 3:
            near = frozenset(row.id for row in found[n + 1].candidates)
        mark = candidates, kind
        question = candidates, near, kind, mention.locative, mention.tokens
        if question in asked:
            row = asked[question]
        else:
            context = PlaceContext(country_ids, near, kind, mention.locative, mention.tokens)
            row = asked[question] = places.resolve(candidates, context)[0]
        if row is None:
            row = decided.get(mark)
        else:
            decided[mark] = row
        if row is None and kind is not None and _several(view, mention):
            row = places.resolve(candidates, PlaceContext(country_ids, near, None, mention.locative, mention.tokens))[0]
            if row is not None:
                mention.head = head_entry("place.centre")  # the quarters of Homs: a part of it
        mention.row = None if row is not None and row.kind == "base" and _junction(view, mention) else row
    _set_apart(view, found)


def _junction(view: View, mention: PlaceMention) -> bool:
    """Whether a mention is of a spot of a road or a town that only bears the name behind it."""
    named = mention.noun is not None and mention.core < mention.name_start
    return named and bool(bare_keys(view.keys[mention.core]) & view.lang.group("junctions"))


def _set_apart(view: View, found: list[PlaceMention]) -> None:
    """Let what adjoins a place not be that place: the camp of X that is next to the base of X."""
    beside = view.lang.group("adjoining")
    for mention, other in pairwise(found):
        if mention.row is None or mention.row is not other.row or not 1 <= other.start - mention.end <= 2:
            continue
        if view.keys[mention.end] in beside and mention.head is not None:
            words = [view.keys[t] for t in range(mention.core, mention.end)]
            for same in found:
                if bare_keys(view.keys[same.core]) & bare_keys(words[0]) and (
                    [view.keys[t] for t in range(same.core + 1, same.end)] == words[1:]
                ):
                    same.row = None


def mere_word(view: View, mention: PlaceMention) -> bool:
    """Whether a mention is one word that may be none, and tells no direction, country or spot by what it means."""
    if mention.tokens > 1 or not all(row.risk for row in mention.candidates):
        return False
    if mention.locative:
        before = view.keys[mention.start - 1].removeprefix(AND) if mention.start else ""
        if mention.prep or mention.label or before not in view.lang.group("locative.weak"):
            return False
        if any(view.senses[t].events for t in range(max(mention.start - 3, 0), mention.start)):
            return False  # withdrew from, attacked on the road of
    group, bare = view.lang.group, bare_keys(view.keys[mention.start])
    return not (bare & (group("place.like") | group("directions") | group("country.nouns")))


def _several(view: View, mention: PlaceMention) -> bool:
    """Whether the head word is a plural: what stands behind it contains the places that are meant."""
    return bool(bare_keys(view.keys[mention.start]) & view.lang.group("place.plurals"))
