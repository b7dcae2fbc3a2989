"""The shipped place tables: what a row means, how the files are read, and how names are indexed.

Tables are tab-separated with a header and `#` comments, in `gazetteer/data/places/`.
"""

from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Final

import msgspec

from riwaya.model.errors import DataError
from riwaya.text.letters import TATWEEL, is_arabic
from riwaya.text.normalise import fold, fold_all
from riwaya.text.tokens import tokenise

KINDS: Final = frozenset(
    {
        "country",
        "region",
        "governorate",
        "district",
        "subdistrict",
        "city",
        "town",
        "village",
        "quarter",
        "camp",
        "base",
    }
    | {"airport", "crossing", "dam", "bridge", "road", "field", "river", "lake", "sea", "mountain", "valley", "desert"}
    | {"island", "site", "front"}
)
"""Every kind a place may have."""

SETTLEMENTS: Final = frozenset({"city", "town", "village", "quarter", "camp"})
"""Kinds where people live together: what a bare name means before it means the area around."""

RISKS: Final = frozenset({"", "word", "person", "actor"})
PRECISIONS: Final = frozenset({"point", "area"})
TABLES: Final = ("overlay.tsv", "geonames.tsv")
BOX_COLUMNS: Final = ["country", "south", "north", "west", "east"]


class PlaceRow(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One place.

    `forms`: Arabic names in ordinary spelling, the main one first. `country`: ISO 3166 code, empty across borders.
    `parent`: id of the containing place, empty for countries and for what lies in several. `lat`, `lon`: WGS84 degrees,
    None where not known well enough. `precision`: `point` or `area`. `risk`: empty; `word`, `person` or `actor` when a
    form is also an ordinary word, a personal or tribal name, or an actor. `source`: `own` or `geonames:<id>`.
    `population`: 0 when unknown. Rows are compared by identity: there is one per id.
    """

    id: str
    name: str
    forms: tuple[str, ...]
    kind: str
    country: str
    parent: str
    lat: float | None
    lon: float | None
    precision: str
    risk: str
    source: str
    population: int


BULK: Final = ("place:gn", "place:ocha-", "place:osm-")
"""How the ids of places begin that come from a list of all places: nobody put them there because reports name them."""

COLUMNS: Final = list(PlaceRow.__struct_fields__)


def data_text(name: str) -> str:
    """The text of a data file of the places' folder."""
    return resources.files("riwaya.gazetteer").joinpath("data", "places", name).read_text(encoding="utf-8")


def data_words(name: str) -> tuple[str, ...]:
    """The words of a data file that has one a line, and `#` comments."""
    return tuple(line for line in data_text(name).split("\n") if line and line[0] != "#")


def table(text: str, file: str, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    """`(line number, fields)` of a table, after its header; DataError where a line does not fit its header."""
    header = False
    width = len(columns)
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        fields = line.split("\t")
        if not header:
            if fields != columns:
                raise DataError(file, number, f"the header must be {' '.join(columns)}")
            header = True
        elif len(fields) == width:
            yield number, fields
        else:
            raise DataError(file, number, f"{len(fields)} fields where the header has {width}")


def row_of(f: list[str]) -> PlaceRow:
    """The row that the cells of a table's line make; ValueError where a number is none."""
    forms = f[2]
    return PlaceRow(
        f[0],
        f[1],
        tuple(forms.split("|")) if "|" in forms else (forms,),
        f[3],
        f[4],
        f[5],
        float(f[6]) if f[6] else None,
        float(f[7]) if f[7] else None,
        f[8],
        f[9],
        f[10],
        int(f[11]) if f[11] else 0,
    )


def read_rows(text: str, file: str) -> Iterator[tuple[int, PlaceRow]]:
    """`(line number, row)` of a place table; numbers that are none are DataErrors. `check_rows` checks the rest."""
    number = 0
    try:
        for number, f in table(text, file, COLUMNS):
            yield number, row_of(f)
    except ValueError as error:
        if isinstance(error, DataError):
            raise
        raise DataError(file, number, str(error)) from error


class Spelling(msgspec.Struct, frozen=True):
    """How names vary in spelling, as folded words: see `spelling.tsv`. `blocked`: words that are never read as a name
    with the article put or left out, from `blocked.txt`.
    """

    article: str
    kunya: tuple[str, ...]
    ibn: tuple[str, ...]
    joined: tuple[str, ...]
    strip: tuple[str, ...]
    blocked: tuple[str, ...]

    @classmethod
    def load(cls) -> "Spelling":
        """The shipped rules."""
        rules = {
            f[0]: tuple(f[1].split("|")) for _, f in table(data_text("spelling.tsv"), "spelling.tsv", ["rule", "words"])
        }
        return cls(
            rules["article"][0],
            rules["kunya"],
            rules["ibn"],
            rules["joined"],
            rules["strip"],
            data_words("blocked.txt"),
        )

    def variants(self, key: str) -> tuple[str, ...]:
        """Other ways to write a folded name (words parted by blanks), without the name itself and its article."""
        first, _, rest = key.partition(" ")
        if first in self.kunya and rest:
            out = [f"{k} {rest}" for k in self.kunya]
            out += [f"{k}{rest}" for k in self.kunya]
        elif rest and first in self.joined:
            out = [first + rest]
        else:
            out = []
            for k in self.kunya[:2]:
                if first.startswith(k) and len(first) > len(k) + 2:
                    tail = key[len(k) :]
                    out += [f"{j} {tail}" for j in self.kunya]
                    out += [f"{j}{tail}" for j in self.kunya]
                    break
            else:
                for j in self.joined[:1]:
                    if first.startswith(j) and len(first) > len(j) + 1:
                        out.append(f"{j} {key[len(j) :]}")
        if rest:
            words = key.split(" ")
            for n, word in enumerate(words):
                if word in self.ibn:
                    out += [" ".join([*words[:n], other, *words[n + 1 :]]) for other in self.ibn]
        return tuple(dict.fromkeys(v for v in out if v != key))


def form_key(form: str) -> str:
    """The look-up key of a form: its folded tokens, parted by blanks."""
    if form.replace(" ", "").isalpha():
        return fold(form)
    return " ".join(fold(token.text) for token in tokenise(form))


Index = dict[str, tuple[PlaceRow, ...]]


def index_rows(rows: Iterable[PlaceRow], spelling: Spelling) -> tuple[Index, dict[str, int]]:
    """Rows by folded name, and for each first word the set of lengths (in words) of names that start with it, as bits.

    A spelling variant finds its row only where no row is written so itself.
    """
    named: dict[str, list[PlaceRow]] = {}
    forms = [(row, form) for row in rows for form in row.forms]
    for (row, form), folded in zip(forms, fold_all([form for _, form in forms]), strict=True):
        key = folded if form.replace(" ", "").isalpha() else form_key(form)
        found = named.get(key)
        if found is None:
            named[key] = [row]
        elif row not in found:
            found.append(row)
    # Variants only where a cheap look at the beginning says that there may be some.
    prefixes = (
        *spelling.kunya[:2],
        *(f"{w} " for w in (*spelling.kunya, *spelling.joined, *spelling.ibn)),
        spelling.joined[0],
    )
    inner = tuple(f" {w} " for w in spelling.ibn)
    blocked = frozenset(spelling.blocked)
    varied: dict[str, list[PlaceRow]] = {}
    for key, found in named.items():
        if key.startswith(prefixes) or any(w in key for w in inner):
            for variant in spelling.variants(key):
                if variant not in named and variant not in blocked:
                    varied.setdefault(variant, []).extend(found)
    index: Index = {key: tuple(found) for key, found in named.items()}
    index.update((key, tuple(dict.fromkeys(found))) for key, found in varied.items())
    first: dict[str, int] = {}
    for key in index:
        head, _, rest = key.partition(" ")
        first[head] = first.get(head, 0) | (1 << (rest.count(" ") + 2 if rest else 1))
    return index, first


def check_rows(numbered: Iterable[tuple[str, int, PlaceRow]]) -> None:
    """Raise DataError at the first row that breaks the rules: `(file, line, row)` triples of all tables together."""
    rows = list(numbered)
    ids: dict[str, PlaceRow] = {}
    taken: dict[str, str] = {}
    for file, line, row in rows:
        for problem in row_problems(row):
            raise DataError(file, line, f"{row.id}: {problem}")
        if row.id in ids:
            raise DataError(file, line, f"{row.id} is there twice")
        if row.source != "own" and row.source in taken:
            raise DataError(file, line, f"{row.id} and {taken[row.source]} both take {row.source}")
        ids[row.id] = row
        taken[row.source] = row.id
    for file, line, row in rows:
        seen = {row.id}
        up = row
        while up.parent:
            if up.parent not in ids:
                raise DataError(file, line, f"{row.id}: no row has its parent's id {up.parent}")
            up = ids[up.parent]
            if up.id in seen:
                raise DataError(file, line, f"{row.id}: its parents go round in a circle")
            seen.add(up.id)
        if up.country and row.country and up.kind == "country" and up.country != row.country:
            raise DataError(file, line, f"{row.id} is of {row.country} but lies in {up.id}")


def row_problems(row: PlaceRow, sources: tuple[str, ...] = ("geonames:",)) -> Iterator[str]:
    """What is wrong with a row by itself; `sources`: how a source may begin that is not `own`."""
    if not row.id.startswith("place:") or not row.id.isascii() or row.id != row.id.lower():
        yield "an id is place: and a lower-case slug"
    if row.kind not in KINDS:
        yield f"unknown kind {row.kind!r}"
    if row.precision not in PRECISIONS:
        yield f"unknown precision {row.precision!r}"
    if row.risk not in RISKS:
        yield f"unknown risk {row.risk!r}"
    kind, _, which = row.source.partition(":")
    known = f"{kind}:" in sources and which and (kind != "geonames" or which.isdigit())
    if row.source != "own" and not known:
        yield f"unknown source {row.source!r}"
    if row.kind == "country" and (row.parent or not row.country):
        yield "a country has a code and no parent"
    if row.kind != "country" and row.country and not row.parent:
        yield "what lies in a country needs a parent"
    if (row.lat is None) != (row.lon is None):
        yield "half a coordinate"
    if row.lat is not None and row.lon is not None and not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180):
        yield "no coordinate of this world"
    keys = [form_key(form) for form in row.forms]
    if len(set(keys)) != len(keys):
        yield "two forms are the same once folded"
    for form in row.forms:
        if not form or form != " ".join(form.split()):
            yield f"form {form!r} is empty or has stray blanks"
        # Look-alikes of Arabic letters (Farsi yeh, keheh ...), marks and invisible signs would never match.
        strange = [c for c in form if not (is_arabic(c) or c in " -0123456789" or ("A" <= c <= "Z")) or c == TATWEEL]
        if strange:
            yield f"form {form!r} has U+{ord(strange[0]):04X}; write it in plain Arabic letters"
