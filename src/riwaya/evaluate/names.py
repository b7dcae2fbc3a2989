"""Whether two surface forms name the same actor, place or voice: by the telling words that they share.

A gold mention is a string; a predicted one is an object with `text`, `name` and `also` (a record as JSON), of which
only forms that the document itself uses count.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from riwaya.text.letters import HONORIFICS, MARKS, TATWEEL

Mention = str | Mapping[str, Any]

MAX_WORDS = 16
"""A predicted mention of more words than this names nothing."""
MAX_FURTHER_WORDS = 6
MAX_FURTHER = 8
"""How long, and how many, the further forms of a predicted mention may be."""

_MARKS = re.compile(f"[{HONORIFICS}{MARKS}{TATWEEL}]")


class _Folding(msgspec.Struct, forbid_unknown_fields=True, rename={"source": "from", "target": "to"}):
    source: str
    target: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """`words.yaml` as written."""

    folding: _Folding
    prefixes: list[str]
    suffixes: list[str]
    unstripped: list[str]
    respelled: dict[str, str]
    generic: str
    weak: str
    nations: str
    directions: str


class _Words:
    """`words.yaml`, its lists folded and stripped as names are."""

    def __init__(self, file: _File) -> None:
        self.fold = str.maketrans(file.folding.source, file.folding.target)
        self.prefixes = tuple(file.prefixes)
        self.suffixes = tuple(file.suffixes)
        self.unstripped = frozenset(file.unstripped)
        self.respelled = file.respelled
        self.generic = frozenset(self.tokens(file.generic))
        self.nations = frozenset(self.tokens(file.nations))
        self.directions = frozenset(self.tokens(file.directions))
        self.weak = frozenset(self.tokens(file.weak)) | self.nations | self.directions

    def tokens(self, text: str) -> list[str]:
        text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(self.fold)
        return [self._stem(word) for word in re.findall(r"\w+", text.lower())]

    def _stem(self, word: str) -> str:
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= 2:
                word = word[len(prefix) :]
                break
        if word not in self.unstripped:
            for suffix in self.suffixes:
                if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                    word = word[: -len(suffix)]
                    break
        return self.respelled.get(word, word)


@cache
def _words() -> _Words:
    raw = yaml.safe_load((files("riwaya.evaluate") / "words.yaml").read_text(encoding="utf-8"))
    return _Words(msgspec.convert(raw, _File))


@lru_cache(maxsize=20_000)
def _token_set(text: str) -> frozenset[str]:
    return frozenset(_words().tokens(text))


@lru_cache(maxsize=20_000)
def alike(a: str, b: str) -> bool:
    """Whether two surface forms name the same thing: they share half of the telling words of the shorter, or more."""
    words, ta, tb = _words(), _token_set(a), _token_set(b)
    if not ta or not tb or ta == tb:
        return bool(ta) and ta == tb
    for telling in (words.nations, words.directions):  # two nations' ministries, the north and the south of a city
        if ta & telling and tb & telling and not ta & tb & telling:
            return False
    strong_a, strong_b = ta - words.generic - words.weak, tb - words.generic - words.weak
    if bool(strong_a) != bool(strong_b):  # a name made of general words is not the one that adds a telling word
        return False
    if not strong_a:
        strong_a, strong_b = ta - words.generic, tb - words.generic
        if not strong_a or not strong_b:
            strong_a, strong_b = ta, tb
    shared = {x for x in strong_a for y in strong_b if _same_word(x, y)}
    return len(shared) >= 0.5 * min(len(strong_a), len(strong_b))


def _same_word(x: str, y: str) -> bool:
    return x == y or (min(len(x), len(y)) >= 4 and (x.endswith(y) or y.endswith(x)))


def forms(mention: Mention, text: str) -> list[str]:
    """The surface forms of a mention: a gold string, or a predicted object's text and further forms in the document."""
    if isinstance(mention, str):
        return [mention]
    listed = [mention.get("name"), *(mention.get("also") or [])]
    further = [form for form in listed if form and form in text and len(form.split()) <= MAX_FURTHER_WORDS]
    main = mention.get("text") or ""
    usable = main and main in text and len(main.split()) <= MAX_WORDS
    return ([main] if usable else []) + further[:MAX_FURTHER]


def same(gold: Mention, predicted: Mention, text: str) -> bool:
    """Whether any form of one mention is alike any form of the other."""
    return any(alike(g, p) for g in forms(gold, text) for p in forms(predicted, text))


def agree(gold: Sequence[Mention], predicted: Sequence[Mention], text: str) -> bool:
    """Whether two lists of mentions agree at a set F1 of at least 0.5."""
    left, hits = list(predicted), 0
    for mention in gold:
        found = next((p for p in left if same(mention, p, text)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    return 2 * hits >= 0.5 * (len(gold) + len(predicted))
