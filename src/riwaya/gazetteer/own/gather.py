"""From candidates of several sources to the rows of one own table: each place once, with what contains it.

What riwaya ships, and what an earlier source gave, is not taken again: a place of the same name and kind of kind within
ten kilometres, or, where coordinates are missing, in the same governorate. Held in memory are names and positions of
what was taken, never the sources.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians
from typing import Final, NamedTuple

from riwaya.gazetteer.build import Frequencies, arabic_forms
from riwaya.gazetteer.own.candidate import Candidate
from riwaya.gazetteer.own.tables import OwnRow
from riwaya.gazetteer.places_data import (
    SETTLEMENTS,
    TABLES,
    PlaceRow,
    Spelling,
    data_text,
    data_words,
    form_key,
    read_rows,
    table,
)

NEAR_KM: Final = 10.0
_SEVERAL: Final = re.compile(r"[_/|()\[\]،؛;]+")
_AREAS: Final = frozenset(("governorate", "district", "subdistrict", "region"))
_KNOWN: Final = 50_000
"""A settlement of so many people is itself what makes its name frequent."""


class _Taken(NamedTuple):
    id: str
    kind: str
    lat: float | None
    lon: float | None


class Gatherer:
    """Turns candidates into rows. `counts` says what became of how many; `rows` may be asked for several sources."""

    def __init__(self) -> None:
        self._spelling = Spelling.load()
        self._plain = Frequencies({})
        self._persons = frozenset(data_words("person_names.txt"))
        self._words = frozenset(
            word for name in ("common_words.txt", "ordinary.txt", "usual.txt") for word in data_words(name)
        )
        self._countries: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._near: dict[tuple[str, str], list[_Taken]] = {}
        self._up: dict[str, tuple[str, str]] = {}
        self._ids: set[str] = set()
        for row in shipped():
            if row.kind == "country":
                self._countries[row.country] = row.id
            self._sources[row.source] = row.id
            self._take(row)
        self._codes = {
            f"gn.{f[0]}.{f[1]}": f[2]
            for _, f in table(data_text("admin1.tsv"), "admin1.tsv", ["country", "code", "place"])
        }
        self.counts: Counter[str] = Counter()

    def rows(self, candidates: Iterable[Candidate]) -> Iterator[OwnRow]:
        """The rows of what is new, in the order given."""
        for candidate in candidates:
            row = self._row(candidate)
            if row is None:
                continue
            self.counts["taken"] += 1
            self._take(row)
            if candidate.code:
                self._codes[candidate.code] = row.id
            yield OwnRow(row, candidate.licence, candidate.date)

    def _row(self, candidate: Candidate) -> PlaceRow | None:
        country = self._countries.get(candidate.country)
        if country is None:
            self.counts["of a country that is not covered"] += 1
            return None
        there = self._sources.get(candidate.source) or (candidate.id if candidate.id in self._ids else None)
        # Two names of one place stand in one cell: the official and the old one, or one in brackets.
        names = [part for name in candidate.names for part in _SEVERAL.split(name)]
        forms = [] if there else arabic_forms(names, self._spelling, self._plain)
        if not there and not forms:
            self.counts["without an Arabic name that can be read"] += 1
            return None
        parent = next((self._codes[code] for code in candidate.within if code in self._codes), country)
        there = there or self._known(candidate, forms, parent)
        if there:
            self.counts["known already"] += 1
            if candidate.code:
                self._codes[candidate.code] = there
            return None
        return PlaceRow(
            candidate.id,
            candidate.name,
            tuple(forms),
            candidate.kind,
            candidate.country,
            parent,
            candidate.lat,
            candidate.lon,
            candidate.precision,
            self._risk(forms, candidate.population),
            candidate.source,
            candidate.population,
        )

    def _take(self, row: PlaceRow) -> None:
        self._ids.add(row.id)
        if row.kind in _AREAS or not row.id.startswith("place:gn"):
            self._up[row.id] = row.parent, row.kind
        for form in row.forms:
            key = row.country, form_key(form)
            self._near.setdefault(key, []).append(_Taken(row.id, row.kind, row.lat, row.lon))

    def _known(self, candidate: Candidate, forms: list[str], parent: str) -> str | None:
        """The id of a place that this one is, if there is one."""
        for form in forms:
            for taken in self._near.get((candidate.country, form_key(form)), ()):
                if self._same(candidate, taken, parent):
                    return taken.id
        return None

    def _same(self, candidate: Candidate, taken: _Taken, parent: str) -> bool:
        if candidate.kind in _AREAS or taken.kind in _AREAS:
            # A district and the town in it are two; two districts of one name in one governorate are one.
            return candidate.kind == taken.kind and (
                candidate.kind == "governorate" or self._governorate(parent) == self._governorate(taken.id)
            )
        if (candidate.kind in SETTLEMENTS) != (taken.kind in SETTLEMENTS):
            return False
        if candidate.lat is None or candidate.lon is None or taken.lat is None or taken.lon is None:
            where = self._governorate(parent)
            return where is not None and where == self._governorate(taken.id)
        east = (candidate.lon - taken.lon) * cos(radians(candidate.lat))
        return hypot(candidate.lat - taken.lat, east) * 111.2 < NEAR_KM

    def _governorate(self, id: str) -> str | None:
        while id in self._up:
            up, kind = self._up[id]
            if kind == "governorate":
                return id
            id = up
        return None

    def _risk(self, forms: list[str], people: int) -> str:
        """Whether a one-word name is also a person's, or an ordinary word."""
        article = self._spelling.article
        single = [form_key(form) for form in forms if " " not in form]
        if any(key in self._persons for key in single):
            return "person"
        common = any(key in self._words or key.removeprefix(article) in self._words for key in single)
        return "word" if common and people < _KNOWN else ""


def shipped() -> Iterator[PlaceRow]:
    """The rows that riwaya ships."""
    for file in TABLES:
        for _, row in read_rows(data_text(file), file):
            yield row
