"""Paired words: which of several words for one referent a text uses (`lang/ar/framing.yaml`).

Words are found with the clitics that Arabic writes onto them, in short texts: names and the evidence of claims.
"""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

import msgspec

from riwaya.lang.inflect import noun
from riwaya.lang.load import read_entries
from riwaya.lang.prefixes import has_article, noun_variants, variants
from riwaya.text.normalise import fold
from riwaya.text.once import once
from riwaya.text.tokens import Token, tokenise

Scope = Literal["taking", "dead", "suicide", "actor"]
FILE: Final = "framing.yaml"


class Paired(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the words for a referent.

    `form` is what is shown; `nouns` (with `plurals`) are inflected, `words` stand as they are, of one word or several.
    With `of`, the word counts only for these actors. `not_before`, `not_after`: words beside which it means something
    else.
    """

    id: str
    scope: Scope
    form: str
    nouns: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class Use(NamedTuple):
    """A paired word at `[start, end)` of the text that was looked at."""

    entry: Paired
    start: int
    end: int


class _Match(NamedTuple):
    keys: tuple[str, ...]
    entry: Paired
    rank: int


@once
def _heads() -> dict[str, tuple[_Match, ...]]:
    heads: dict[str, list[_Match]] = {}
    for rank, entry in enumerate(paired()):
        forms = {form.text for word in entry.nouns for form in noun(word, *entry.plurals)} | set(entry.words)
        for text in sorted(forms):
            keys = [token.key for token in tokenise(text) if token.kind == "word"]
            head = text.split()[0]
            for variant in variants(head) if has_article(head) else noun_variants(head):
                heads.setdefault(variant.key, []).append(_Match((variant.key, *keys[1:]), entry, rank))
    return {key: tuple(sorted(found, key=lambda m: (-len(m.keys), m.rank))) for key, found in heads.items()}


@once
def paired() -> tuple[Paired, ...]:
    """All entries, in the order of the file."""
    return read_entries(FILE, Paired)


def uses(text: str, scope: Scope, actor: str | None = None) -> list[Use]:
    """The paired words of a scope in a short text, in its order, none overlapping another."""
    tokens = [token for token in tokenise(text) if token.kind == "word"]
    out: list[Use] = []
    i = 0
    while i < len(tokens):
        found = next(_at(tokens, i, scope, actor), None)
        if found is not None:
            out.append(found)
        i += 1 if found is None else sum(token.start < found.end for token in tokens[i:])
    return out


def _at(tokens: list[Token], i: int, scope: Scope, actor: str | None) -> Iterator[Use]:
    for match in _heads().get(tokens[i].key, ()):
        entry, last = match.entry, i + len(match.keys) - 1
        if entry.scope != scope or (entry.of and actor not in entry.of) or last >= len(tokens):
            continue
        if any(tokens[i + k].key != key for k, key in enumerate(match.keys)):
            continue
        if i > 0 and tokens[i - 1].key in _folded(entry.not_before):
            continue
        if last + 1 < len(tokens) and tokens[last + 1].key in _folded(entry.not_after):
            continue
        yield Use(entry, tokens[i].start, tokens[last].end)


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(v.key for word in words for v in variants(word)) | frozenset(map(fold, words))


def first_of(found: list[Use]) -> Use | None:
    """Of several words in one name, the one that stands first in the file."""
    ranks = {entry.id: rank for rank, entry in enumerate(paired())}
    return min(found, key=lambda use: (ranks[use.entry.id], use.start), default=None)
