"""Shared wording: how much of one telling stands in another, by runs of three words.

Runs of words rather than words, for news of one place shares its words anyway; counted on folded words, so that
spelling and diacritics do not hide a copy. A run of function words and names recurs in any two reports: a few shared
runs are chance, a share of the shorter telling is not.
"""

from collections.abc import Iterable
from functools import lru_cache

from riwaya.text.tokens import tokenise

RUN = 3
"""Words of a run."""

PASSAGE_RUNS, PASSAGE_SHARE = 3, 0.6
"""Two passages are one when they share so many runs, and this part of the shorter one."""

Runs = frozenset[str]


@lru_cache(maxsize=20_000)
def runs(text: str) -> Runs:
    """The runs of a passage, as folded words parted by blanks; those of many passages are kept."""
    return runs_of(text)


def runs_of(text: str) -> Runs:
    """The runs of a text: for whole reports, whose runs take too much memory to be kept here."""
    words = [token.key for token in tokenise(text) if token.kind != "punct"]
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def all_runs(texts: Iterable[str]) -> Runs:
    """The runs of several texts together."""
    out: set[str] = set()
    for text in texts:
        out.update(runs(text))
    return frozenset(out)


def contained(a: Runs, b: Runs) -> tuple[int, float]:
    """How many runs two tellings share, and which part that is of the shorter one."""
    shorter = min(len(a), len(b))
    if not shorter:
        return 0, 0.0
    shared = len(a & b)
    return shared, shared / shorter
