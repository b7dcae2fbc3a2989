"""The gazetteer of actors, voices and outlets: rows from `data/actors/*.tsv`, looked up by folded Arabic forms.

A form marked `!` is partisan (data about the outlet that uses it), one marked `?` is ambiguous: it stands for the actor
only where the document names that actor in full too.
"""

import functools
from importlib import resources
from typing import Final, NamedTuple

from riwaya.model.errors import DataError
from riwaya.text.normalise import fold_plain
from riwaya.text.tokens import Token

COLUMNS: Final = ("id", "kind", "name", "forms", "parent", "sides", "note")
SKIPPED: Final = frozenset("\"“”«»()[]‘’'")
"""Signs that may stand inside a name without being part of it: تنظيم «الدولة», تنظيم (الدولة)."""


_CACHE_LIMIT: Final = 200_000
GENERIC: Final = "generic.tsv"


class ActorRow(NamedTuple):
    """One actor. `forms` are plain Arabic, the first the neutral display form; `sides` as in the data file."""

    id: str
    kind: str
    name: str
    forms: tuple[str, ...]
    partisan: frozenset[str]
    ambiguous: frozenset[str]
    parent: str
    sides: tuple[str, ...]
    file: str

    @property
    def generic(self) -> bool:
        """Whether this is a common noun (gunmen, residents, a source) rather than a name."""
        return self.file == GENERIC


class Match(NamedTuple):
    """Tokens `[start, end)` name `row` (or, when `ambiguous`, one of `rows`)."""

    start: int
    end: int
    rows: tuple[ActorRow, ...]
    ambiguous: bool
    prep: str
    conj: str


class Actors:
    """Look-up of actor names over token keys."""

    def __init__(self, rows: list[ActorRow]) -> None:
        self.rows: Final = {row.id: row for row in rows}
        # By first word: how many words its names have (longest first), and the names by their joined folded words.
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._named: dict[str, list[tuple[ActorRow, bool]]] = {}
        lengths: dict[str, set[int]] = {}
        for row in rows:
            for form in row.forms:
                key = (
                    fold_plain(form.replace(".", " ").replace("-", " "))
                    if "." in form or "-" in form
                    else fold_plain(form)
                )
                words = key.split()
                key = " ".join(words)
                named = self._named.setdefault(key, [])
                named.append((row, form in row.ambiguous))
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self._viable: dict[str, tuple[tuple[str, str, str, tuple[int, ...]], ...]] = {}

    def openings(self, key: str) -> tuple[tuple[str, str, str, tuple[int, ...]], ...]:
        """The ways in which a folded token may open a name: conjunction, preposition, first word, lengths (cached)."""
        found = self._viable.get(key)
        if found is None:
            if len(self._viable) > _CACHE_LIMIT:
                self._viable.clear()
            found = self._viable[key] = tuple(
                (conj, prep, first, self._lengths[first])
                for conj, prep, first in _openings(key)
                if first in self._lengths
            )
        return found

    def match(self, tokens: list[Token], i: int) -> Match | None:
        """The longest actor name that begins at token `i`, whose first word may carry clitics."""
        for conj, prep, first, lengths in self.openings(tokens[i].key):
            words, ends = _following(tokens, i, first, lengths[0])
            for n in lengths:
                if n > len(words):
                    continue
                named = self._named.get(" ".join(words[:n]))
                if named is not None:
                    sure = tuple(row for row, doubtful in named if not doubtful)
                    rows = sure or tuple(row for row, _ in named)
                    return Match(i, ends[n - 1], rows, not sure, prep, conj)
        return None


def _following(tokens: list[Token], i: int, first: str, most: int) -> tuple[list[str], list[int]]:
    """Up to `most` words from token `i` with the token index behind each; brackets and quotes inside are stepped over."""
    words, ends = [first], [i + 1]
    j, n = i + 1, len(tokens)
    opened = False
    while len(words) < most and j < n:
        token = tokens[j]
        if token.kind == "punct":
            if token.text not in SKIPPED and token.text not in ".-":
                break
            opened = opened or token.text in '([«“"'
            j += 1
            continue
        words.append(token.key)
        j += 1
        closing = opened and j < n and tokens[j].text in ')]»”"'
        ends.append(j + 1 if closing else j)
    return words, ends


def _openings(key: str) -> tuple[tuple[str, str, str], ...]:
    """`(conjunction, preposition, bare form)` of a token that may open a name, as it stands first."""
    out = [("", "", key)]
    for conj, rest in (("", key), (key[:1], key[1:])) if key[:1] in ("و", "ف") else (("", key),):
        if conj:
            out.append((conj, "", rest))
        if rest.startswith("لل"):
            out.append((conj, "ل", "ا" + rest[1:]))
            out.append((conj, "ل", rest[1:]))
        elif rest[:1] in ("ب", "ل") and len(rest) > 2:
            out.append((conj, rest[0], rest[1:]))
    return tuple(out)


def parse_rows(text: str, file: str) -> list[ActorRow]:
    """Rows of one data file; DataError names file and line."""
    rows: list[ActorRow] = []
    header = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            if tuple(cells) != COLUMNS:
                raise DataError(file, number, f"expected the columns {', '.join(COLUMNS)}")
            header = True
            continue
        if len(cells) != len(COLUMNS):
            raise DataError(file, number, f"{len(cells)} cells instead of {len(COLUMNS)}")
        given = [form.strip() for form in cells[3].split("|") if form.strip()]
        if not given:
            raise DataError(file, number, f"{cells[0]} has no form")
        plain = [form.lstrip("!?") for form in given]
        rows.append(
            ActorRow(
                cells[0],
                cells[1],
                cells[2],
                tuple(plain),
                frozenset(p for p, g in zip(plain, given, strict=True) if "!" in g[:2]),
                frozenset(p for p, g in zip(plain, given, strict=True) if "?" in g[:2]),
                cells[4],
                tuple(side.strip() for side in cells[5].split(";") if side.strip()),
                file,
            )
        )
    return rows


@functools.cache
def actors() -> Actors:
    """The shipped gazetteer of actors, loaded on first use."""
    rows: list[ActorRow] = []
    folder = resources.files("riwaya.gazetteer").joinpath("data", "actors")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".tsv"):
            rows.extend(parse_rows(file.read_text(encoding="utf-8"), file.name))
    return Actors(rows)
