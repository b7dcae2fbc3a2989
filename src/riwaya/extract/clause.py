"""A clause of a sentence, and what can act in it."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.lang.reading import Reading

_AGENTS: Final = frozenset(("force", "body", "person", "source", "people", "means", "joined", "anaphor"))


class Clause:
    """Chunks `[start, end)` of a sentence (indexes into its chunk list; `extra` holds chunks that resume it).

    `kind`: main, that, rel, sub, conj, bare; `verb` the index of its verb chunk or None; `parent` the clause it hangs
    on; `antecedent` for relatives; `subject` the phrase that acts, `borrowed` when it stands in another clause;
    `fronted` whether it opens with where (وفي حلب قتل خمسة).
    """

    __slots__ = (
        "antecedent",
        "borrowed",
        "end",
        "fronted",
        "index",
        "kind",
        "negated",
        "opener",
        "parent",
        "reading",
        "start",
        "subject",
        "topic",
        "verb",
    )

    def __init__(self, index: int, kind: str, start: int, parent: "Clause | None") -> None:
        self.index = index
        self.kind = kind
        self.start = start
        self.end = start
        self.parent = parent
        self.verb: int | None = None
        self.reading: Reading | None = None  # of the verb
        self.antecedent: Chunk | None = None
        self.subject: Chunk | None = None
        self.topic: Chunk | None = None
        self.borrowed = False
        self.fronted = False
        self.negated = ""
        self.opener: Chunk | None = None


def suits_agent(chunk: Chunk) -> bool:
    """Whether a phrase can name somebody who acts."""
    return bool(chunk.actors) or bool(chunk.kinds & _AGENTS)
