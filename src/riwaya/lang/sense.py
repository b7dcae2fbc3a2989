"""What the lexicon knows of one token."""

import msgspec

from riwaya.lang.reading import Reading


class Sense(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What the lexicon knows of one folded token, sorted by use.

    `kinds`: what its head nouns name; `func`: the kind of function word, or empty.
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
