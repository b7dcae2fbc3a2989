"""A place as another gazetteer has it, before it becomes one of ours."""

from typing import Final

import msgspec

from riwaya.gazetteer.build import kind_of
from riwaya.gazetteer.places_data import data_text, table
from riwaya.text.once import once

FILE: Final = "source_kinds.tsv"


class Candidate(msgspec.Struct, frozen=True):
    """One place of a source.

    `id`: ours to be; `source`: whose it is, with its id there. `names`: all that may be Arabic. `code`: what places in
    it name it by; `within`: such codes of what contains it, the nearest first. `country`: ISO 3166, upper case.
    """

    id: str
    source: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str
    code: str
    within: tuple[str, ...]
    lat: float | None
    lon: float | None
    precision: str
    population: int
    licence: str
    date: str


@once
def _kinds() -> dict[tuple[str, str], str]:
    return {(f[0], f[1]): f[2] for _, f in table(data_text(FILE), FILE, ["source", "code", "kind"])}


def kind(source: str, *codes: str, people: int = 0) -> str | None:
    """Our kind for the first of a source's codes that is listed; None where the place is left out."""
    known = _kinds()
    for code in codes:
        found = known.get((source, code))
        if found is not None:
            if found == "settlement":
                return kind_of(people) if people else "village"
            return None if found == "-" else kind_of(people) if found == "seat" else found
    return None


def codes_of(source: str) -> list[str]:
    """The codes of a source that stand for a kind of ours."""
    return [code for (whose, code), what in _kinds().items() if whose == source and what != "-"]
