"""Places: find the names in a row of folded tokens, and decide which of several places of one name is meant."""

from collections.abc import Sequence
from typing import Final

from riwaya.gazetteer.own.tables import in_use, own_rows
from riwaya.gazetteer.places_data import (
    BULK,
    TABLES,
    Index,
    PlaceRow,
    Spelling,
    check_rows,
    data_text,
    index_rows,
    read_rows,
)
from riwaya.gazetteer.places_resolve import PlaceContext, decide
from riwaya.text.once import once

__all__ = ["Match", "PlaceContext", "PlaceRow", "Places"]

Match = tuple[int, tuple[PlaceRow, ...]]
"""How many tokens a name takes, and the places of that name."""

_LENGTHS: Final = {mask: tuple(n for n in range(11, 0, -1) if mask >> n & 1) for mask in range(0, 1 << 12, 2)}


class Places:
    """The places that riwaya knows, by id and by name."""

    __slots__ = ("_article", "_blocked", "_by_id", "_chains", "_context", "_first", "_index")

    def __init__(self, rows: Sequence[PlaceRow], spelling: Spelling) -> None:
        self._by_id = {row.id: row for row in rows}
        self._article = spelling.article
        self._blocked = frozenset(spelling.blocked)
        self._index: Index
        self._index, self._first = index_rows(rows, spelling)
        self._chains: dict[str, tuple[PlaceRow, ...]] = {}
        self._context: tuple[frozenset[str], frozenset[str], frozenset[str]] | None = None

    @classmethod
    def load(cls) -> "Places":
        """The shipped places and those of the own tables in use, read once a process.

        The rules of the shipped tables are checked by `check`, not on every start.
        """
        return _load()

    @staticmethod
    def check() -> None:
        """Raise DataError (file, line, what) unless every shipped row keeps the tables' rules."""
        check_rows((file, line, row) for file in TABLES for line, row in read_rows(data_text(file), file))

    def __len__(self) -> int:
        return len(self._by_id)

    def rows(self) -> tuple[PlaceRow, ...]:
        """Every place, in the order of the tables."""
        return tuple(self._by_id.values())

    def by_id(self, id: str) -> PlaceRow | None:
        """The place of that id, if there is one."""
        return self._by_id.get(id)

    def starts(self, key: str) -> bool:
        """Whether a place name may begin with this folded word, with or without its article."""
        return self.sizes(key) > 0

    def sizes(self, key: str) -> int:
        """How many words the names have that may begin with this folded word: bit `n` for names of `n` words."""
        article = self._article
        other = key[len(article) :] if key.startswith(article) else article + key
        return self._first.get(key, 0) | self._first.get(other, 0)

    def match(self, keys: Sequence[str], i: int) -> Match | None:
        """The longest place name that starts at token `i` of the folded `keys`, and its places; None when none does.

        Clitics before the first word are the caller's to strip, the article is not: it is tried both ways, the form
        as it stands first (so that two places that differ only by the article stay apart).
        """
        key = keys[i]
        article = self._article
        first = self._first
        written = first.get(key, 0)
        other = key[len(article) :] if key.startswith(article) else article + key
        turned = first.get(other, 0)
        if turned & 2 and key in self._blocked:
            turned &= ~2
        if not written | turned:
            return None
        left = len(keys) - i
        for n in _LENGTHS[written | turned]:
            if n > left:
                continue
            rest = " ".join(keys[i + 1 : i + n])
            if written >> n & 1:
                rows = self._index.get(f"{key} {rest}" if rest else key)
                if rows is not None:
                    return n, rows
            if turned >> n & 1:
                rows = self._index.get(f"{other} {rest}" if rest else other)
                if rows is not None:
                    # An ordinary word, and a place that is hardly known, only exactly as the name is written.
                    kept = rows if n > 1 else tuple(row for row in rows if not row.risk and not _obscure(row))
                    if kept:
                        return n, kept
        return None

    def hierarchy(self, row: PlaceRow) -> list[PlaceRow]:
        """The place, what contains it, and so on up to the country."""
        return list(self._chain(row))

    def within(self, a: PlaceRow, b: PlaceRow) -> bool:
        """Whether `a` is `b` or lies in it."""
        return any(row is b for row in self._chain(a))

    def resolve(self, candidates: Sequence[PlaceRow], context: PlaceContext) -> tuple[PlaceRow | None, float]:
        """Which of `candidates` is meant, and how certain that is, in [0, 1]; None where nothing settles it."""
        known = self._context  # a document asks many times about one context
        if known is None or known[0] != context.seen:
            known = self._context = context.seen, *self._around(context.seen)
        return decide(candidates, context, self._chain, known[1], known[2])

    def _around(self, named: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of some places with all that contains them, and the codes of their countries."""
        rows = {up for id in named if id in self._by_id for up in self._chain(self._by_id[id])}
        return frozenset([row.id for row in rows]), frozenset([row.country for row in rows if row.country])

    def _chain(self, row: PlaceRow) -> tuple[PlaceRow, ...]:
        chain = self._chains.get(row.id)
        if chain is None:
            out = [row]
            while out[-1].parent:
                out.append(self._by_id[out[-1].parent])
            chain = self._chains[row.id] = tuple(out)
        return chain


def _obscure(row: PlaceRow) -> bool:
    return row.id.startswith(BULK) and row.population < 50_000


@once
def _load() -> Places:
    rows = [row for file in TABLES for _, row in read_rows(data_text(file), file)]
    if in_use():
        rows += own_rows(rows)
    return Places(rows, Spelling.load())
