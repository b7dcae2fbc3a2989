"""The lexicon: every written form of every entry, and the analysis of a token into clitics and readings.

A token may carry a conjunction (و، ف), the future particle (س), a preposition (ب، ل، ك), the article, and a pronoun
suffix. `Lexicon.analyse` tries the splits that leave a known form, keeping the ones with the fewest clitics first.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from riwaya.lang.grammar import (
    ALEF,
    ALL_SUFFIXES,
    ARTICLE,
    CONJUNCTIONS,
    FOLDED_IMPERFECT_PREFIXES,
    FUTURE,
    PREPOSITIONS,
    TO,
)
from riwaya.lang.inflect import Form, stems_of_suffixed
from riwaya.lang.reading import Reading
from riwaya.lang.stored import Stored
from riwaya.text.normalise import fold_all

_CACHE_LIMIT: Final = 200_000


class Lexicon:
    """Forms of entries of any kind; entries are told apart by their type."""

    def __init__(self) -> None:
        self._stored: dict[str, list[Stored]] = {}
        self._given: list[tuple[Any, bool, list[Form]]] = []
        self._cache: dict[str, tuple[Reading, ...]] = {}

    def add(self, entry: Any, forms: Iterable[Form], *, passive: bool = False) -> None:
        """Add the forms of an entry; a form given twice counts once."""
        self._given.append((entry, passive, list(forms)))

    @property
    def _forms(self) -> dict[str, list[Stored]]:
        """By folded form what it may be. What was given is folded when asked for, all at once: it is faster."""
        if self._given:
            keys = iter(fold_all([form.text for _, _, forms in self._given for form in forms]))
            table = self._stored
            for entry, passive, forms in self._given:
                for form in forms:
                    key, stored = next(keys), Stored(entry, form.pos, form.feature, passive)
                    bucket = table.get(key)
                    if bucket is None:
                        table[key] = [stored]
                    elif stored not in bucket:
                        bucket.append(stored)
            self._given.clear()
        return self._stored

    def __contains__(self, key: str) -> bool:
        return key in self._forms

    def forms(self) -> Iterator[tuple[str, str, str]]:
        """Every folded form with its part of speech and feature; one with several readings comes several times."""
        for key, bucket in self._forms.items():
            for stored in bucket:
                yield key, stored.pos, stored.feature

    def analyse(self, key: str) -> tuple[Reading, ...]:
        """All readings of a folded token, those with the fewest clitics first."""
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[key] = self._readings(key)
        return found

    def _readings(self, key: str) -> tuple[Reading, ...]:
        forms = self._forms
        out: list[Reading] = []
        seen: set[tuple[int, str, str, str]] = set()
        for conj, prep, future, article, rest in _prefixes(key):
            stems = [("", rest)]
            if not article and rest.endswith(ALL_SUFFIXES):
                stems += _suffixes(rest)
            for suffix, stem in stems:
                for stored in forms.get(stem, ()):
                    if not _compatible(stored, prep, future, article, suffix):
                        continue
                    mark = (id(stored.entry), stored.pos, stored.feature, suffix)
                    if mark not in seen:
                        seen.add(mark)
                        out.append(
                            Reading(
                                stored.entry,
                                stored.pos,
                                stored.feature,
                                stored.passive,
                                conj,
                                prep or (FUTURE if future else ""),
                                article,
                                suffix,
                            )
                        )
        return tuple(out)


def _prefixes(key: str) -> list[tuple[str, str, bool, bool, str]]:
    """Splits of the front of a token: conjunction, preposition, future, article, rest."""
    out: list[tuple[str, str, bool, bool, str]] = []
    conj, rest = "", key
    while True:
        out.append((conj, "", False, False, rest))
        first = rest[:1]
        if first in (ALEF, TO) and rest[1:2] == TO and len(rest) > 3:
            if first == ALEF:
                out.append((conj, "", False, True, rest[2:]))
            else:
                out.append((conj, TO, False, True, rest[2:]))
                out.append((conj, TO, False, True, rest[1:]))
        if first in PREPOSITIONS:
            if len(rest) > 2:
                out.append((conj, first, False, False, rest[1:]))
                if rest[1:3] == ARTICLE and len(rest) > 4:
                    out.append((conj, first, False, True, rest[3:]))
        elif first == FUTURE and rest[1:2] in FOLDED_IMPERFECT_PREFIXES and len(rest) > 3:
            out.append((conj, "", True, False, rest[1:]))
        if conj or len(key) <= 2 or key[:1] not in CONJUNCTIONS:
            return out
        conj, rest = key[0], key[1:]


def _suffixes(rest: str) -> list[tuple[str, str]]:
    """The pronouns that a stem may end in, and what the stem is without them."""
    return [
        (suffix, stem)
        for suffix in ALL_SUFFIXES
        if rest.endswith(suffix) and len(rest) - len(suffix) >= 2
        for stem in stems_of_suffixed(rest[: -len(suffix)])
    ]


def _compatible(stored: Stored, prep: str, future: bool, article: bool, suffix: str) -> bool:
    verbal = stored.pos in ("perf", "impf", "juss")
    if future:
        return stored.pos == "impf"
    if verbal:
        # "ليسيطر" carries ل before an imperfect; nothing else goes before a finite verb.
        return not article and (not prep or (prep == TO and stored.pos == "impf"))
    if stored.pos == "word":
        return not article
    return not (suffix and stored.feature.endswith("a"))  # an indefinite accusative takes no suffix
