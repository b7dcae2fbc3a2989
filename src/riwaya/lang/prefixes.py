"""Written forms of a word with the one-letter words and the article that Arabic writes onto its front.

Spelling the variants out once, when data is loaded, makes recognising a token one dictionary look-up.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from riwaya.lang.grammar import ARTICLE, BY, CONJUNCTIONS, LIKE, PREPOSITIONS, TO, TO_THE
from riwaya.text.normalise import fold

_CONJ: Final = ("", *CONJUNCTIONS)
_PREP: Final = ("", *PREPOSITIONS)
_BEFORE_ARTICLE: Final = ("", BY, LIKE)
PROCLITICS: Final = frozenset(
    {c + p for c in _CONJ for p in _PREP if c + p}
    | {c + p + ARTICLE for c in _CONJ for p in _BEFORE_ARTICLE}
    | {c + TO_THE for c in _CONJ}
)
"""What may stand alone before digits ("و104", "الـ48", "بـ20")."""
DEFINITE_PROCLITICS: Final = frozenset(p for p in PROCLITICS if p.endswith((ARTICLE, TO_THE)))


_BARE: Final = tuple((c + p, c, p) for c in _CONJ for p in _PREP)


_BARE_BITS: Final = tuple((prefix, 2 * bool(p) + 4 * bool(c)) for prefix, c, p in _BARE)
_DEFINITE_BITS: Final = tuple(
    (c + front, 1 + 2 * (front != ARTICLE) + 4 * bool(c))
    for c in _CONJ
    for front in (ARTICLE, BY + ARTICLE, LIKE + ARTICLE, TO_THE)
)


class Variant(msgspec.Struct, frozen=True, gc=False):
    """One written form: folded `key`, and which clitics it carries."""

    key: str
    conj: str
    prep: str
    article: bool


def has_article(form: str) -> bool:
    """Whether an unfolded form starts with the article (not with a hamza, as ألف and آلية do)."""
    return form.startswith(ARTICLE)


def variants(form: str) -> Iterator[Variant]:
    """A form with every conjunction and preposition before it; a form with the article keeps it."""
    key = fold(form)
    if has_article(form):
        yield from _definite(key[2:])
        return
    for prefix, conj, prep in _BARE:
        yield Variant(prefix + key, conj, prep, False)


def noun_variants(form: str) -> Iterator[Variant]:
    """A form without the article, and the same with it."""
    yield from variants(form)
    yield from _definite(fold(form))


def noun_spellings(form: str) -> list[tuple[str, int]]:
    """The keys of `noun_variants` with their clitics as bits: 1 article, 2 preposition, 4 conjunction."""
    key = fold(form)
    bare = [] if has_article(form) else [(prefix + key, bits) for prefix, bits in _BARE_BITS]
    for definite in (key[2:], key) if has_article(form) else (key,):
        doubled = definite[:1] == TO  # a third lam is not written
        bare += [
            (prefix[:-1] + definite if doubled and prefix[-2:] == TO_THE else prefix + definite, bits)
            for prefix, bits in _DEFINITE_BITS
        ]
    return bare


def _definite(key: str) -> Iterator[Variant]:
    for conj in _CONJ:
        for prep in _BEFORE_ARTICLE:
            yield Variant(conj + prep + ARTICLE + key, conj, prep, True)
        # The article loses its alef after ل, and a third lam is not written.
        yield Variant(conj + (TO if key.startswith(TO) else TO_THE) + key, conj, TO, True)
