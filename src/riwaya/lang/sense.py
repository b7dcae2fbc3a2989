"""What the lexicon knows of one token."""

from typing import Final

import msgspec

from riwaya.lang.reading import Reading

VERBAL: Final = frozenset(("perf", "impf", "juss"))
"""The forms of a finite verb."""


class Sense(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What the lexicon knows of one folded token, sorted by use.

    `kinds`: what its head nouns name; `func`: the kind of function word, or empty. The last fields follow from the
    first ones; they are asked for so often that they are kept: the readings as a verb (`says`), an indefinite
    participle (`saying`) and an indefinite noun (`said`) of reporting; whether it can be an event noun, one that tells
    a happening rather than who acts, a noun that carries an event, a document that speaks.
    """

    readings: tuple[Reading, ...]
    verbs: tuple[Reading, ...]
    events: tuple[Reading, ...]
    reports: tuple[Reading, ...]
    carriers: tuple[Reading, ...]
    heads: tuple[Reading, ...]
    kinds: frozenset[str]
    func: str
    conj: str
    prep: str
    article: bool
    suffix: str
    nominal: bool
    opens_phrase: bool
    says: Reading | None = None
    saying: Reading | None = None
    said: Reading | None = None
    event_noun: bool = False
    happening: bool = False
    carrier_noun: bool = False
    document: bool = False
