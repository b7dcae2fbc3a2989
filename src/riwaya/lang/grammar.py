"""The closed classes of Arabic grammar by name: particles, and the letters that words begin and end with.

Their spelling is data (`grammar.yaml`, which shows each by examples); mechanisms ask for them here, by the terms of the
grammar, and hold no letters themselves. All are plain strings and tuples of strings, made once: what asks for them runs
for every token. Prepositions are folded, as keys are; letters and endings are as written, except `FOLDED_…`, which are
what folding makes of them.

An ending shows what a word may be, not what it is: it is for words of which nothing else is known, or besides what is.
"""

from typing import Final

from riwaya.lang.entries import ClosedClass
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold

Forms = tuple[str, ...]
"""Of any length, for the compiled code: pairs and triples it would pack anew for each use."""


def classes() -> tuple[ClosedClass, ...]:
    """The entries of `grammar.yaml`."""
    return read_entries("grammar.yaml", ClosedClass)


_FORMS: Final = {entry.id: entry.forms for entry in classes()}


def _form(name: str) -> str:
    (form,) = _FORMS[name]
    return form


def _spelled(form: str, forms: Forms) -> str:
    """A form with its hamza, if it lacks it and only one of the forms is the same but for that."""
    full = [other for other in forms if other != form and fold(other) == form]
    return full[0] if len(full) == 1 else form


# --- the article and what is written before words
ARTICLE: Final = _form("article")
TO_THE: Final = _form("li.article")
"""The article with the preposition ل before it."""
AND: Final = _form("and")
SO: Final = _form("fa")
CONJUNCTIONS: Final[Forms] = (AND, SO)
"""The conjunctions that are written onto words."""
CONJUNCTION_LETTERS: Final = AND + SO
FUTURE: Final = _form("future")
BY: Final = _form("prep.by")
TO: Final = _form("prep.to")
LIKE: Final = _form("prep.like")
PREPOSITIONS: Final[Forms] = (BY, TO, LIKE)
"""The prepositions that are written onto words."""
PREPOSITION_LETTERS: Final = BY + TO + LIKE
PROCLITIC_LETTERS: Final = AND + SO + BY + TO + LIKE
"""What may be written before a noun."""
ALL_PROCLITIC_LETTERS: Final = PROCLITIC_LETTERS + FUTURE
"""What may be written before a noun or a verb."""
DEFINITE_FRONTS: Final[Forms] = (ARTICLE, AND + ARTICLE, TO_THE)
"""The article at the front of a word, as it stands most often."""
JOINED_ARTICLES: Final[Forms] = (AND + ARTICLE, BY + ARTICLE, SO + ARTICLE, LIKE + ARTICLE, TO_THE)
"""The article behind what is written before it."""

# --- prepositions, by the role of what they govern
IN: Final = fold(_form("prep.in"))
ON: Final = fold(_form("prep.on"))
FROM: Final = fold(_form("prep.from"))
ABOUT: Final = fold(_form("prep.about"))
WITH: Final = fold(_form("prep.with"))
AGAINST: Final = fold(_form("prep.against"))
BETWEEN: Final = fold(_form("prep.between"))
NEAR: Final = fold(_form("prep.near"))
DURING: Final = fold(_form("prep.during"))
THROUGH: Final = fold(_form("prep.through"))

# --- what opens a clause that is said
COMPLEMENTISERS: Final = {form: _spelled(form, _FORMS["that"]) for form in _FORMS["that"]}
"""The complementisers by what is written for them, with their hamza wherever it can be but one."""

# --- pronouns that are written onto words
SUFFIX_3MS: Final = _form("suffix.3ms")
SUFFIX_3FS: Final = _form("suffix.3fs")
SUFFIX_3MP: Final = _form("suffix.3mp")
SUFFIX_3FP: Final = _form("suffix.3fp")
SUFFIX_3D: Final = _form("suffix.3d")
SUFFIX_1P: Final = _form("suffix.1p")
SUFFIX_1S: Final = _form("suffix.1s")
SUFFIX_1S_OBJECT: Final = _form("suffix.1s.object")
SUFFIX_2S: Final = _form("suffix.2s")
SUFFIX_2MP: Final = _form("suffix.2mp")
SINGULAR_SUFFIXES: Final[Forms] = (SUFFIX_3MS, SUFFIX_3FS)
"""Of the third person singular."""
PLURAL_SUFFIXES: Final[Forms] = (SUFFIX_3MP, SUFFIX_3D)
"""Of several men, two or more."""
SUFFIXES: Final[Forms] = (SUFFIX_3D, SUFFIX_3MP, SUFFIX_3FS, SUFFIX_1P, SUFFIX_3MS)
"""The pronouns that news prose writes onto words, in the order in which they can be taken off."""
FIRST_PERSON: Final[Forms] = (SUFFIX_1P, SUFFIX_1S)
ALL_SUFFIXES: Final[Forms] = (SUFFIX_3D, SUFFIX_3MP, SUFFIX_3FP, SUFFIX_3FS, SUFFIX_1P, SUFFIX_3MS)
"""The same with that of several women. News prose rarely speaks to anybody: those of the second person would only split
words that end in ك."""
SUFFIX_OF: Final = {
    "3fs": SUFFIX_3FS,
    "3ms": SUFFIX_3MS,
    "3mp": SUFFIX_3MP,
    "3md": SUFFIX_3D,
    "3fd": SUFFIX_3D,
}
"""The pronoun that is the subject of a verb form."""

# --- endings of nouns
TEH_MARBUTA: Final = _form("teh.marbuta")
FOLDED_TEH: Final = fold(TEH_MARBUTA)
BOUND_TEH: Final = _form("teh.bound")
"""What the feminine ending is before a pronoun."""
SOUND_FEMININE_PLURAL: Final = _form("sound.feminine.plural")
FEMININE_DUAL: Final[Forms] = _FORMS["feminine.dual"]
FEMININE_DUAL_CONSTRUCT: Final[Forms] = _FORMS["feminine.dual.construct"]
ALEF_MAMDUDA: Final = _form("alef.mamduda")
AND_HAMZA: Final = _form("and.hamza")
ALEF_MAQSURA: Final = _form("alef.maqsura")
HAMZA: Final = _form("hamza")
HAMZA_ON_WAW: Final = _form("hamza.on.waw")
HAMZA_ON_YEH: Final = _form("hamza.on.yeh")
ALEF: Final = _form("alef")
"""At the end of a noun the mark of an indefinite accusative, though not only."""
PLURAL_NOMINATIVE: Final = _form("plural.nominative")
PLURAL_OBLIQUE: Final = _form("plural.oblique")
"""Also of the dual."""
DUAL_NOMINATIVE: Final = _form("dual.nominative")
NISBA: Final = _form("nisba")
YEH: Final = NISBA
"""The letter, whatever it ends: defective verbs, too."""
NISBA_FEMININE: Final = _form("nisba.feminine")
FOLDED_NISBA_FEMININE: Final = fold(NISBA_FEMININE)
NISBA_PLURAL: Final[Forms] = _FORMS["nisba.plural"]
NAME_IN_YA: Final = _form("name.in.ya")
FEMININE_ENDINGS: Final[Forms] = (TEH_MARBUTA, SOUND_FEMININE_PLURAL)
"""The regular endings of feminine nouns, singular and plural."""
SOUND_MASCULINE_PLURAL: Final[Forms] = (PLURAL_NOMINATIVE, PLURAL_OBLIQUE)
DUAL: Final[Forms] = (DUAL_NOMINATIVE, PLURAL_OBLIQUE)
NUN_ENDINGS: Final[Forms] = (PLURAL_OBLIQUE, DUAL_NOMINATIVE, PLURAL_NOMINATIVE)
"""Of duals and sound plurals that keep their nun, and so are not in construct."""
ATTRIBUTE_ENDINGS: Final[Forms] = (FOLDED_NISBA_FEMININE, PLURAL_OBLIQUE, PLURAL_NOMINATIVE, SOUND_FEMININE_PLURAL)
"""Folded endings of adjectives and plurals, which the name of one place hardly has."""

NO_NAME_ENDINGS: Final[Forms] = (
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3D,
    SUFFIX_1P,
    SUFFIX_2MP,
    SOUND_FEMININE_PLURAL,
    FOLDED_NISBA_FEMININE,
    _form("masculine.plural.subject"),
)
"""Folded endings of words with a pronoun, plurals, adjectives and verbs, which names of places hardly have."""
LONG_VOWELS: Final = ALEF + AND + YEH
"""The letters that stand for long vowels; و is written as the conjunction is."""

# --- marks, which texts have here and there
FATHATAN: Final = chr(int(_form("fathatan"), 16))
DAMMA: Final = chr(int(_form("damma"), 16))
ACCUSATIVE: Final = ALEF + FATHATAN
"""The ending of an indefinite accusative as it is mostly written with its mark."""
TANWIN: Final[Forms] = (FATHATAN + ALEF, ACCUSATIVE)
"""The indefinite accusative where it is marked."""

# --- beginnings and endings of verbs
PERFECT_FEMININE: Final = _form("perfect.feminine")
TEH: Final = PERFECT_FEMININE
"""The letter, which teh marbuta becomes before a pronoun."""
PLURAL_SUBJECT: Final = _form("masculine.plural.subject")
DUAL_SUBJECT: Final = _form("dual.subject")
IMPERFECT_MASCULINE: Final = _form("imperfect.masculine")
IMPERFECT_FEMININE: Final = _form("imperfect.feminine")
IMPERFECT_THIRD: Final = IMPERFECT_MASCULINE + IMPERFECT_FEMININE
"""Of the third person."""
IMPERFECT_PREFIXES: Final = IMPERFECT_THIRD + _form("imperfect.plural")
"""Of the third person and of the first in the plural."""
FOLDED_IMPERFECT_PREFIXES: Final = IMPERFECT_PREFIXES + fold(_form("imperfect.first"))
STEM_TEN: Final = _form("stem.ten")

# --- beginnings that tell of a pattern
MEEM: Final = _form("meem")
"""Of participles and nouns of place."""
SEATED: Final[Forms] = _FORMS["seated.behind.proclitic"]
"""A preposition before an alef that carries a hamza: no word of its own begins so."""
LI_VERBAL_NOUN: Final = _form("verbal.noun.behind.li")
"""ل before a verbal noun of the fourth stem."""


def has_article(text: str) -> bool:
    """Whether a word, as written or folded, begins with the article and nothing before it."""
    return text.startswith(ARTICLE)


def without_article(text: str) -> str:
    """A word, as written or folded, without the article at its very front."""
    return text.removeprefix(ARTICLE)


def has_conjunction(key: str) -> bool:
    """Whether a folded word begins with the letter of a conjunction."""
    return key[:1] in CONJUNCTIONS


def has_feminine_ending(text: str) -> bool:
    """Whether a word as written has one of the regular feminine endings (مدينة, غارات)."""
    return text.endswith(FEMININE_ENDINGS)


def has_sound_masculine_ending(text: str) -> bool:
    """Whether a word as written ends as the sound plural of men does (مدنيون, مدنيين)."""
    return text.endswith(SOUND_MASCULINE_PLURAL)


def keeps_nun(text: str) -> bool:
    """Whether a word as written ends as duals and sound plurals do that are not in construct (مدنيون, جنديان)."""
    return text.endswith(NUN_ENDINGS)
