"""The form under which the full-text search knows a word: its light stem.

A word is folded (diacritics, tatweel, hamza carriers, ى and ة), its clitics and the article are cut off as
`riwaya.lang.clitics` cuts them, and the endings of `endings.yaml` are taken off (light stemming in the manner of
Larkey, Ballesteros and Connell, "Light stemming for Arabic information retrieval", 2007, but with clitics cut by the
lexicon, which tells وزير from و + زير). What is searched goes the same way as what is indexed, so a form need not be a
word; it needs to be the same for what a reader takes for the same.
"""

import hashlib
import re
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from riwaya.lang.clitics import has_noun, segment
from riwaya.lang.grammar import ARTICLE, FOLDED_TEH, TEH, TO
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold_plain, normalise

FORMS: Final = 1
"""The version of the mechanism; a change of it makes every index be built anew."""

WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*")
"""A word or number of a normalised text."""

_LEAST: Final = 3  # letters that must remain
_LONGEST: Final = 64  # letters of a form: no word is longer, and databases bound what they index
_LIMIT: Final = 500_000  # bounds memory over endless input


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `endings.yaml`; its head says what it holds."""

    id: str
    endings: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = msgspec.field(default=(), name="not")


def endings() -> tuple[Ending, ...]:
    """The entries of `endings.yaml`."""
    return read_entries("endings.yaml", Ending)


@cache
def _stripped() -> "re.Pattern[str]":
    """The endings at the end of a stem that is long enough, the longest first."""
    longest_first = sorted({e for entry in endings() for e in entry.endings}, key=lambda e: (-len(e), e))
    return re.compile(f"(?<=.{{{_LEAST}}})(?:{'|'.join(longest_first)})$")


class _Forms(dict[str, str]):
    """The form of every word seen so far."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _LIMIT:
            self.clear()
        form = self[word] = _form(word)
        return form


_forms: Final = _Forms()


def _form(word: str) -> str:
    cut = segment(word[:_LONGEST])
    stem = cut.stem
    if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE) + 1:
        stem = stem[len(ARTICLE) :]
    elif cut.proclitics and cut.proclitics[-1] == TO == stem[0] and len(stem) > 2 and not has_noun(stem):
        stem = stem[1:]  # the article's lam, whose alef is not written after ل
    form = fold_plain(stem)
    if cut.enclitic and form.endswith(TEH):
        form = form[:-1] + FOLDED_TEH
    strip = _stripped()
    while (shorter := strip.sub("", form)) != form:
        form = shorter
    return form


def index_form(word: str) -> str:
    """The form of one word, as written; an empty string for what holds no word or number."""
    found = WORD.search(normalise(word).text)
    return _forms[found[0]] if found else ""


def index_forms(text: str) -> list[str]:
    """The forms of all words and numbers of a text, in order; linear in its length."""
    return list(map(_forms.__getitem__, WORD.findall(normalise(text).text)))


def located_forms(text: str) -> list[tuple[int, int, str]]:
    """`index_forms` with where each word stands: `(start, end, form)`, offsets in code points of `text`."""
    plain = normalise(text)
    found = list(WORD.finditer(plain.text))
    starts, ends = plain.spans_in_original([m.start() for m in found], [m.end() for m in found])
    return [(start, end, _forms[m[0]]) for start, end, m in zip(starts, ends, found, strict=True)]


@cache
def forms_version() -> str:
    """A hash of all that forms depend on, mechanism and language data; indexes say by which they were built."""
    digest = hashlib.sha256(str(FORMS).encode())
    for file in sorted(resources.files("riwaya.lang.ar").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
