"""Arabic number words: loads `ar/numbers.yaml` and gives the reader over it."""

from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from riwaya.lang.grammar import AND, SO
from riwaya.lang.load import read_entries
from riwaya.lang.prefixes import PROCLITICS, Variant, noun_variants, variants
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import Relation
from riwaya.text.normalise import fold
from riwaya.text.numbers import NumberReader, NumberReading, NumberTable, NumberWord, Phrase
from riwaya.text.once import once
from riwaya.text.tokens import Token

FILE = "numbers.yaml"

Kind = Literal[
    "unit", "one", "ten", "tens", "hundred", "scale", "accusative", "fraction", "vague", "phrase",
    "before", "after", "label", "year", "between", "to", "or", "and", "of",
]  # fmt: skip


class NumberEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `numbers.yaml`.

    `value`: what the words stand for; `factor`: what they multiply by after a smaller number; `alone`: the interval
    meant when nothing counts them; `relation`: of modifiers; `definite`: also written with the article.
    `examples` maps a text to the number read in it, written as `"12"`, `"20-100"`, `">=40"`, `"<=15"`, `"~150"`, or
    `"?"` for an uncounted many; `not` lists texts in which no number may be read.
    """

    id: str
    kind: Kind
    forms: tuple[str, ...]
    value: float | None = None
    factor: float | None = None
    alone: tuple[float, float] | None = None
    relation: Relation | None = None
    definite: bool = False
    examples: dict[str, str] = {}
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


@cache
def entries() -> tuple[NumberEntry, ...]:
    """All entries of the file, in its order."""
    return read_entries(FILE, NumberEntry)


_NUMBER_KINDS = frozenset({"unit", "one", "ten", "tens", "hundred", "scale", "accusative", "fraction", "vague"})


@once
def number_reader() -> NumberReader:
    """The reader over the Arabic number words."""
    plain: dict[str, str] = {}
    spelt: list[tuple[str, NumberWord]] = []
    before: dict[str, list[Phrase]] = {}
    after: dict[str, list[Phrase]] = {}
    phrases: dict[str, list[Phrase]] = {}
    sets: dict[str, set[str]] = {name: set() for name in ("label", "year", "between", "to", "or", "and", "of")}
    for entry in entries():
        if entry.kind in sets:
            for form in entry.forms:
                bare = entry.kind in ("and", "of", "to", "or")
                sets[entry.kind].update([fold(form)] if bare else [v.key for v in variants(form)])
        elif entry.kind in _NUMBER_KINDS:
            if entry.value is None and entry.alone is None:
                raise DataError(FILE, None, f"{entry.id}: a number word needs a value or an interval")
            for form in entry.forms:
                key = fold(form)
                if plain.setdefault(key, entry.id) != entry.id:
                    raise DataError(FILE, None, f"{entry.id}: {form!r} stands already under {plain[key]}")
                spelt += [_word(entry, variant) for variant in _spellings(form, entry.definite)]
        else:
            table = {"before": before, "after": after, "phrase": phrases}[entry.kind]
            relation: Relation = entry.relation or "about"
            for form in entry.forms:
                head, *rest = form.split()
                heads = [fold(head)] if entry.kind == "after" else [variant.key for variant in variants(head)]
                for first in heads:
                    keys = (first, *map(fold, rest))
                    phrase = Phrase(keys, entry.id, relation, entry.alone)
                    table.setdefault(keys[-1] if entry.kind == "before" else first, []).append(phrase)
    # A spelling that is a word of its own wins over the same letters read as clitic and word (واحد, not و + أحد).
    words: dict[str, NumberWord] = {}
    for key, word in sorted(spelt, key=lambda pair: (pair[1].linked, pair[1].prep, pair[1].article)):
        known = words.setdefault(key, word)
        if word.linked and not known.linked:
            words[key] = known._replace(or_linked=True)
    return NumberReader(
        NumberTable(
            words=words,
            before={k: tuple(v) for k, v in before.items()},
            after={k: tuple(v) for k, v in after.items()},
            phrases={k: tuple(v) for k, v in phrases.items()},
            labels=frozenset(sets["label"]),
            years=frozenset(sets["year"]),
            between=frozenset(sets["between"]),
            to=frozenset(sets["to"]),
            alternatives=frozenset(sets["or"]),
            and_word=_only(sets["and"], "and"),
            of_word=_only(sets["of"], "of"),
            proclitics=PROCLITICS,
        )
    )


def _spellings(form: str, definite: bool) -> Iterator[Variant]:
    return noun_variants(form) if definite else variants(form)


def _word(entry: NumberEntry, variant: Variant) -> tuple[str, NumberWord]:
    return variant.key, NumberWord(
        rule=entry.id,
        kind=entry.kind,
        value=entry.value if entry.value is not None else 0.0,
        factor=entry.factor or 1.0,
        alone=entry.alone,
        linked=variant.conj == AND,
        prep=bool(variant.prep) or variant.conj == SO,
        article=variant.article,
    )


def _only(found: set[str], kind: str) -> str:
    if len(found) != 1:
        raise DataError(FILE, None, f"exactly one form of kind {kind!r} is needed")
    return next(iter(found))


def read_number(tokens: list[Token], i: int, stop: int | None = None) -> NumberReading | None:
    """The number whose first digit or word is token `i`, with its modifiers; None when none begins there."""
    return number_reader().read(tokens, i, stop)
