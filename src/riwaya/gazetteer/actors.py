"""The gazetteer of actors, voices and outlets: rows from `data/actors/*.tsv`, looked up by folded Arabic forms.

A form marked `!` is partisan (data about the outlet that uses it), one marked `?` is ambiguous: it stands for the actor
only where the document names that actor in full too.
"""

from importlib import resources
from typing import Final, NamedTuple

from riwaya.lang.grammar import ALEF, BY, CONJUNCTIONS, TO, TO_THE
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold_all
from riwaya.text.once import once
from riwaya.text.tokens import Token

COLUMNS: Final = ("id", "kind", "name", "forms", "parent", "sides", "note")
SKIPPED: Final = frozenset("\"“”«»()[]‘’'")
"""Signs that may stand inside a name without being part of it: تنظيم «الدولة», تنظيم (الدولة)."""


_NONE: Final[frozenset[str]] = frozenset()
_CACHE_LIMIT: Final = 200_000
GENERIC: Final = "generic.tsv"
_SIDE_WORDS: Final = "side_words.tsv"


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
    """Tokens `[start, end)` name `row` (or, when `ambiguous`, one of `rows`); `generic` when all are common nouns."""

    start: int
    end: int
    rows: tuple[ActorRow, ...]
    ambiguous: bool
    prep: str
    conj: str
    generic: bool


class First(NamedTuple):
    """The names that begin with one word: how many words they have (longest first), and their second words."""

    lengths: tuple[int, ...]
    seconds: frozenset[str]


Opening = tuple[str, str, str, First]
"""How a token may open a name: conjunction, preposition, first word, and what such names are like."""


class _Openings(dict[str, tuple[Opening, ...]]):
    """The openings of the tokens seen so far, by their keys."""

    def __init__(self, firsts: dict[str, First]) -> None:
        super().__init__()
        self._firsts = firsts

    def __missing__(self, key: str) -> tuple[Opening, ...]:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        firsts = self._firsts
        found = self[key] = tuple(
            (conj, prep, word, firsts[word]) for conj, prep, word in _openings(key) if word in firsts
        )
        return found


class Actors:
    """Look-up of actor names over token keys."""

    def __init__(self, rows: list[ActorRow]) -> None:
        self.rows: Final = {row.id: row for row in rows}
        forms = [(row, form) for row in rows for form in row.forms]
        keys = fold_all([form.replace(".", " ").replace("-", " ") for _, form in forms])
        named: dict[str, list[tuple[ActorRow, bool]]] = {}
        for (row, form), key in zip(forms, keys, strict=True):
            name = " ".join(key.split())
            sense = row, form in row.ambiguous
            found = named.get(name)
            if found is None:
                named[name] = [sense]
            else:
                found.append(sense)
        lengths: dict[str, set[int]] = {}
        seconds: dict[str, set[str]] = {}
        for name in named:
            first, _, rest = name.partition(" ")
            if first not in lengths:
                lengths[first], seconds[first] = set(), set()
            lengths[first].add(name.count(" ") + 1)
            if rest:
                seconds[first].add(rest.partition(" ")[0])
        # By their joined folded words the rows of that name, whether they are doubtful, whether they name nobody.
        self._named = {key: _meant(found) for key, found in named.items()}
        self._openings = _Openings(
            {
                first: First(tuple(sorted(found, reverse=True)), frozenset(seconds[first]))
                for first, found in lengths.items()
            }
        )

    def called(self, name: str) -> tuple[ActorRow, ...]:
        """The actors that a whole name stands for, or may stand for."""
        named = self._named.get(" ".join(fold_all([name.replace(".", " ").replace("-", " ")])[0].split()))
        return named[0] if named is not None else ()

    def openings(self, key: str) -> tuple[Opening, ...]:
        """The ways in which a folded token may open a name (cached)."""
        return self._openings[key]

    def all_openings(self, keys: list[str]) -> list[tuple[Opening, ...]]:
        """The ways in which each of the folded tokens may open a name."""
        return list(map(self._openings.__getitem__, keys))

    def match(self, tokens: list[Token], i: int) -> Match | None:
        """The longest actor name that begins at token `i`, whose first word may carry clitics."""
        for conj, prep, first, (lengths, seconds) in self._openings[tokens[i].key]:
            following = tokens[i + 1] if seconds and i + 1 < len(tokens) else None
            if following is not None and (following.key in seconds or following.kind == "punct"):
                words, ends = _following(tokens, i, first, lengths[0])
                for n in lengths:
                    if n > len(words):
                        continue
                    named = self._named.get(" ".join(words[:n]))
                    if named is not None:
                        rows, doubtful, generic = named
                        return Match(i, ends[n - 1], rows, doubtful, prep, conj, generic)
            elif lengths[-1] == 1:
                rows, doubtful, generic = self._named[first]
                return Match(i, i + 1, rows, doubtful, prep, conj, generic)
        return None


def _meant(named: list[tuple[ActorRow, bool]]) -> tuple[tuple[ActorRow, ...], bool, bool]:
    """The rows that a name means, those it names for certain first; whether it is doubtful; whether it names nobody."""
    if len(named) == 1:
        row, doubtful = named[0]
        return (row,), doubtful, row.generic
    sure = tuple(row for row, doubtful in named if not doubtful)
    rows = sure or tuple(row for row, _ in named)
    return rows, not sure, all(row.generic for row in rows)


def _following(tokens: list[Token], i: int, first: str, most: int) -> tuple[list[str], list[int]]:
    """Up to `most` words from token `i`, each with the token index behind it; brackets and quotes are stepped over."""
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
    for conj, rest in (("", key), (key[:1], key[1:])) if key[:1] in CONJUNCTIONS else (("", key),):
        if conj:
            out.append((conj, "", rest))
        if rest.startswith(TO_THE):
            out.append((conj, TO, ALEF + rest[1:]))
            out.append((conj, TO, rest[1:]))
        elif rest[:1] in (BY, TO) and len(rest) > 2:
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
        marked = "!" in cells[3] or "?" in cells[3]
        rows.append(
            ActorRow(
                cells[0],
                cells[1],
                cells[2],
                tuple(plain),
                frozenset(p for p, g in zip(plain, given, strict=True) if "!" in g[:2]) if marked else _NONE,
                frozenset(p for p, g in zip(plain, given, strict=True) if "?" in g[:2]) if marked else _NONE,
                cells[4],
                tuple([side.strip() for side in cells[5].split(";") if side.strip()]) if cells[5] else (),
                file,
            )
        )
    return rows


@once
def actors() -> Actors:
    """The shipped gazetteer of actors, loaded on first use."""
    rows: list[ActorRow] = []
    folder = resources.files("riwaya.gazetteer").joinpath("data", "actors")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".tsv"):
            rows.extend(parse_rows(file.read_text(encoding="utf-8"), file.name))
    return Actors(rows)


@once
def side_words() -> dict[str, tuple[str, ...]]:
    """The labels of sides, without the war, that a common noun for a side has in any war, by the noun's actor."""
    text = resources.files("riwaya.gazetteer").joinpath("data", _SIDE_WORDS).read_text(encoding="utf-8")
    out: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        entity, tab, labels = line.partition("\t")
        if not tab or not labels:
            raise DataError(_SIDE_WORDS, number, "expected an actor, a tab and labels")
        out[entity] = tuple(labels.split(";"))
    return out
