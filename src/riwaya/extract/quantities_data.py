"""What is counted and measured: loads `lang/ar/units.yaml` into look-up tables."""

from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

import msgspec

from riwaya.lang.grammar import DUAL, FEMININE_DUAL_CONSTRUCT, TEH_MARBUTA
from riwaya.lang.inflect import Form, noun
from riwaya.lang.load import read_entries
from riwaya.lang.prefixes import noun_spellings, variants
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold
from riwaya.text.once import once
from riwaya.text.tokens import tokenise

FILE = "units.yaml"

Kind = Literal[
    "noun", "percent", "follower", "of-them", "gentilic", "gentilic-singular", "not-gentilic", "and-half",
    "one", "two", "one-of", "several-after", "head", "not-counted", "clock", "full", "not-gentilic-start",
]  # fmt: skip


class UnitEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `units.yaml`.

    A `noun` with its `plurals` (singular, dual and plural forms are generated) and fixed expressions in `also`; or, by
    `kind`, words that help counting. `class`: what kind of thing is counted; `unit`: its English name; `role`: what
    its people are. `singular`: whether the bare singular means one: `alone`, only after a `head` (a word of killing or
    capturing), or `never`. `construct`: the masculine dual in construct (ضابطي) is read too. `dual`: whether the dual
    counts as two. `examples` maps a text to what is read in it (`"12 people"`, `"20-100 strikes"`, `">=6 people"`);
    in the texts of `not` nothing may be read through this entry.
    """

    id: str
    kind: Kind
    noun: str | None = None
    plurals: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    class_: str | None = msgspec.field(default=None, name="class")
    unit: str | None = None
    role: str | None = None
    singular: Literal["alone", "head", "never"] = "never"
    construct: bool = False
    dual: bool = True
    examples: dict[str, str] = {}
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class NounForm(msgspec.Struct, frozen=True, gc=False):
    """A written form of a counted noun. `number`: s, d, p, or f for a fixed expression."""

    entry: UnitEntry
    number: str
    article: bool
    linked: bool
    prep: bool


class Fixed(NamedTuple):
    """A fixed expression of several tokens."""

    keys: tuple[str, ...]
    entry: UnitEntry


class Units(NamedTuple):
    """Look-up tables. `triggers` are the forms that count without a number; `words` holds helper words by kind."""

    nouns: dict[str, NounForm]
    fixed: dict[str, tuple[Fixed, ...]]
    words: dict[str, dict[str, UnitEntry]]
    endings: tuple[tuple[str, UnitEntry], ...]
    singular_endings: tuple[tuple[str, UnitEntry], ...]


@cache
def unit_entries() -> tuple[UnitEntry, ...]:
    """All entries of the file, in its order."""
    return read_entries(FILE, UnitEntry)


@once
def units() -> Units:
    """The tables of the file; DataError when two nouns share a form."""
    plain: dict[str, tuple[UnitEntry, str]] = {}
    # Forms by how they are written: plain ones first, then with article, preposition, conjunction. A spelling that is
    # a form of its own comes before the same letters read as clitic and form.
    spelt: list[list[tuple[str, NounForm]]] = [[] for _ in range(8)]
    fixed: dict[str, list[Fixed]] = {}
    words: dict[str, dict[str, UnitEntry]] = {kind: {} for kind in Kind.__args__}  # type: ignore[attr-defined]
    for entry in unit_entries():
        expressions = list(entry.also)
        if entry.noun is not None and " " in entry.noun:
            expressions.append(entry.noun)
        elif entry.noun is not None:
            for text, number in _forms(entry, entry.noun):
                known = plain.setdefault(fold(text), (entry, number))
                if known[0] is not entry:
                    raise DataError(FILE, None, f"{entry.id}: {text!r} stands already under {known[0].id}")
                forms = [NounForm(entry, number, bool(n & 1), bool(n & 4), bool(n & 2)) for n in range(8)]
                for key, rank in noun_spellings(text):
                    spelt[rank].append((key, forms[rank]))
        for expression in expressions:
            keys = tuple(token.key for token in tokenise(expression))
            if entry.kind != "noun" and len(keys) == 1:
                for v in variants(expression):
                    words[entry.kind].setdefault(v.key, entry)
            elif entry.kind == "noun" and len(keys) == 1:
                spelt[0].append((keys[0], NounForm(entry, "f", False, False, False)))
            else:
                fixed.setdefault(keys[0], []).append(Fixed(keys, entry))
    nouns: dict[str, NounForm] = {}
    for key, form in chain.from_iterable(spelt):
        nouns.setdefault(key, form)
    return Units(
        nouns=nouns,
        fixed={key: tuple(sorted(found, key=lambda f: -len(f.keys))) for key, found in fixed.items()},
        words=words,
        endings=_endings("gentilic"),
        singular_endings=_endings("gentilic-singular"),
    )


def _endings(kind: str) -> tuple[tuple[str, UnitEntry], ...]:
    return tuple((fold(ending), entry) for entry in unit_entries() if entry.kind == kind for ending in entry.also)


def _forms(entry: UnitEntry, word: str) -> list[tuple[str, str]]:
    """The forms of a noun with their number; a dual that is spelt like a plural is taken for the plural."""
    forms: list[Form] = list(noun(word, *entry.plurals))
    plural = {fold(form.text) for form in forms if form.feature[0] == "p"}
    single = {fold(form.text) for form in forms if form.feature[0] == "s"}
    out = [(form.text, form.feature[0]) for form in forms if form.feature[0] in "sp"]
    for form in forms:
        key = fold(form.text)
        if form.feature != "d" or not entry.dual or key in plural or key in single:
            continue
        full = key.endswith(DUAL)
        construct = key.endswith(FEMININE_DUAL_CONSTRUCT) and word.endswith(TEH_MARBUTA)
        if full or construct or entry.construct:
            out.append((form.text, "d"))
    return out
