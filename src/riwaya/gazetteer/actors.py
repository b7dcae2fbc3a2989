"""The gazetteer of actors, voices and outlets: rows from `data/actors/*.tsv`, looked up by folded Arabic forms.

A form marked `!` is partisan (data about the outlet that uses it), one marked `?` is ambiguous: it stands for the actor
only where the document names that actor in full too.
"""

import functools
from importlib import resources
from typing import Final, NamedTuple

from riwaya.model.errors import DataError
from riwaya.text.normalise import fold
from riwaya.text.tokens import Token

COLUMNS: Final = ("id", "kind", "name", "forms", "parent", "sides", "note")
SKIPPED: Final = frozenset('"“”«»()[]‘’\'')
"""Signs that may stand inside a name without being part of it: تنظيم «الدولة», تنظيم (الدولة)."""


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
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[tuple[ActorRow, bool]]]]] = {}
        index: dict[tuple[str, ...], list[tuple[ActorRow, bool]]] = {}
        for row in rows:
            for form in row.forms:
                keys = tuple(fold(word) for word in form.replace(".", " ").replace("-", " ").split())
                index.setdefault(keys, []).append((row, form in row.ambiguous))
        for keys, named in index.items():
            self._by_first.setdefault(keys[0], []).append((keys, named))
        for bucket in self._by_first.values():
            bucket.sort(key=lambda item: -len(item[0]))

    def match(self, tokens: list[Token], i: int) -> Match | None:
        """The longest actor name that begins at token `i`, whose first word may carry clitics."""
        key = tokens[i].key
        for conj, prep, first in _openings(key):
            bucket = self._by_first.get(first)
            if bucket is None:
                continue
            for keys, named in bucket:
                end = _follow(tokens, i, keys)
                if end:
                    sure = tuple(row for row, doubtful in named if not doubtful)
                    rows = sure or tuple(row for row, _ in named)
                    return Match(i, end, rows, not sure, prep, conj)
        return None


def _follow(tokens: list[Token], i: int, keys: tuple[str, ...]) -> int:
    """The end of the name whose first word is token `i`, or 0; brackets and quotes inside are stepped over."""
    j = i + 1
    n = len(tokens)
    opened = 0
    for key in keys[1:]:
        while j < n and tokens[j].kind == "punct" and (tokens[j].text in SKIPPED or tokens[j].text in ".-"):
            opened += tokens[j].text in "([«“\""
            j += 1
        if j >= n or tokens[j].key != key:
            return 0
        j += 1
    if opened and j < n and tokens[j].text in ")]»”\"":
        j += 1
    return j


def _openings(key: str) -> list[tuple[str, str, str]]:
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
    return out


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
