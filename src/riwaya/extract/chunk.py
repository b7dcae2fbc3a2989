"""A chunk: a phrase, verb, function word, time or sign of a sentence."""

from typing import Final

from riwaya.gazetteer.actors import Match
from riwaya.lang.reading import Reading

_NOTHING: Final[frozenset[str]] = frozenset()


class Chunk:
    """Tokens `[start, end)`. `kind`: np, verb, func, time, punct.

    For noun phrases: `prep` is the folded governing preposition ("" when none; ب ل ك when attached), `coord` tells
    that it is joined to the one before by و, `head` its head noun's token, `kinds` what its head names, `actors` and
    `places` the names inside, `definite` whether it ends definite, `adverbial` whether it is a bare direction.
    For verbs: `reading`. For function words: `func`.
    """

    __slots__ = (
        "actors",
        "adverbial",
        "coord",
        "definite",
        "end",
        "func",
        "head",
        "kind",
        "kinds",
        "numeral",
        "places",
        "prep",
        "prep_start",
        "reading",
        "start",
    )

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.prep = ""
        self.prep_start = start
        self.coord = False
        self.head = start
        self.kinds = _NOTHING
        self.actors: tuple[Match, ...] = ()
        self.places: tuple[object, ...] = ()
        self.definite = False
        self.numeral = False
        self.adverbial = False
        self.reading: Reading | None = None
        self.func = ""

    def __repr__(self) -> str:
        return f"<{self.kind} {self.start}:{self.end} {self.prep} {self.func} {set(self.kinds) or ''}>"
