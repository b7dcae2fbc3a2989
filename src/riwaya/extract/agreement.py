"""Agreement: what the spelling of a phrase shows of its case, gender and number, and so what it can be to a verb."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.view import View
from riwaya.lang.grammar import (
    ALEF,
    ALEF_MAMDUDA,
    ALEF_MAQSURA,
    BOUND_TEH,
    DAMMA,
    FEMININE_DUAL,
    FEMININE_ENDINGS,
    FOLDED_TEH,
    FROM,
    PERFECT_FEMININE,
    PLURAL_OBLIQUE,
    SUFFIX_OF,
    TANWIN,
    YEH,
    has_article,
    has_feminine_ending,
    has_sound_masculine_ending,
)
from riwaya.lang.reading import Reading

_FEMININE: Final = (*FEMININE_ENDINGS, ALEF_MAMDUDA, ALEF_MAQSURA, ALEF, *FEMININE_DUAL)
"""Endings that a feminine noun can have, whatever else can."""
_PEOPLE: Final = frozenset(("force", "people", "person"))
_PLURAL_VERBS: Final = ("3mp", "3md", "3fp", "3fd")


def vowelled_passive(view: View, t: int, reading: Reading | None) -> bool:
    """Whether the spelling marks a perfect as passive: a damma on its first letter (قُتل) or on the ت of a derived
    form (اعتُقل, استُهدف), which no active has."""
    if reading is None or reading.pos != "perf":
        return False
    token = view.tokens[t]
    written = view.text[token.start : token.end]
    at = len(reading.conj)
    while at < len(written) and not written[at].isalpha():
        at += 1
    if written[at + 1 : at + 2] == DAMMA:
        return True
    return written[at : at + 1] == ALEF and PERFECT_FEMININE + DAMMA in written[at + 1 : at + 5]


def spelled_passive(view: View, t: int, reading: Reading) -> bool:
    """Whether a perfect in ى is written with ي at its end, as its passive is: ألقي القبض عليه."""
    if reading.pos != "perf" or reading.feature != "3ms" or reading.suffix:
        return False
    token = view.tokens[t]
    if not view.text[token.start : token.end].endswith(YEH):
        return False
    lemmas = [form for forms in reading.entry.verb.split("|") for form in forms.split()[:1]]
    return bool(lemmas) and not any(lemma.endswith(YEH) for lemma in lemmas)


def suffix_of(reading: Reading | None) -> str:
    """The pronoun that a dropped subject of this verb form would be ("" where the form does not tell)."""
    if reading is None:
        return ""
    return SUFFIX_OF.get(reading.feature, "")


def accusative(view: View, chunk: Chunk) -> bool:
    """Whether the spelling shows that a phrase is no subject: the ending ين, or an indefinite accusative's alef."""
    if (chunk.actors and chunk.actors[0].start == chunk.start) or chunk.numeral:
        return False
    token = view.tokens[chunk.head]
    heads = view.senses[chunk.head].heads
    if token.text.endswith(PLURAL_OBLIQUE) and len(token.text) > 4 and any(r.feature in ("p", "d") for r in heads):
        return True
    if heads and heads[0].feature.endswith("a"):
        return True
    if chunk.actors or chunk.places or heads:
        return False
    return _tanwin(view.text[token.start : token.end]) or (
        _alef(token.text) and chunk.head + 1 < chunk.end and _alef(view.tokens[chunk.head + 1].text)
    )


def _tanwin(text: str) -> bool:
    return text.endswith(TANWIN)


def _alef(text: str) -> bool:
    return len(text) > 3 and (text.endswith(ALEF) or _tanwin(text)) and not has_article(text)


def feminine(view: View, chunk: Chunk) -> bool:
    """Whether a phrase can be the subject of a feminine singular verb; in doubt, yes."""
    token = view.tokens[chunk.head]
    heads = view.senses[chunk.head].heads
    if chunk.numeral:
        if "force" in chunk.kinds and FROM in view.keys[chunk.start : chunk.head]:
            return False  # 17 من الميليشيا: men
        first = bare_keys(view.keys[chunk.start])
        group = first & view.lang.group("one.feminine") or first & view.lang.group("bands")
        if has_feminine_ending(token.text) or group:
            return True  # إحدى عشرة مدرعة, خمس طائرات
        if any(r.entry.kind in _PEOPLE for r in heads):
            return False  # 137 جنديا, خمسة من المسلحين: men, and so masculine
        return not token.text.endswith((ALEF, PLURAL_OBLIQUE))
    owner = heads[0].suffix if heads else ""
    if token.text.removesuffix(owner).endswith((*_FEMININE, BOUND_TEH) if owner else _FEMININE):
        return True  # its capital (عاصمتها), but not its army (جيشها)
    named = chunk.actors and (chunk.actors[0].start, chunk.actors[0].end) == (chunk.head, chunk.head + 1)
    if named and not view.senses[chunk.head].article:
        return chunk.actors[0].rows[0].kind != "person"  # a name of one word, whatever it meant: طالبان
    if heads and has_sound_masculine_ending(token.text) and chunk.kinds & _PEOPLE:
        return False  # مسؤولون, مقاتلين: a sound plural of men
    if heads:
        return any(r.feature == "p" for r in heads) or token.key.endswith(FOLDED_TEH)
    return not (chunk.actors and chunk.actors[0].rows[0].kind in ("person",))


def human(view: View, chunk: Chunk) -> bool:
    """Whether a phrase names people or a body of people, as far as its head word shows."""
    if not view.senses[chunk.head].readings and has_sound_masculine_ending(view.tokens[chunk.head].text):
        return True  # an unknown sound plural: people of some name
    return bool(chunk.actors) or bool(chunk.kinds & (_PEOPLE | {"body", "source", "anaphor", "joined"}))


def singular(view: View, chunk: Chunk) -> bool:
    """Whether a phrase surely names one person or thing."""
    if chunk.numeral or chunk.actors:
        return False
    heads = view.senses[chunk.head].heads
    return (
        bool(heads)
        and all(r.feature in ("s", "sa") for r in heads)
        and chunk.kinds - {"anaphor"} <= {"person", "people"}
    )


def can_resume(view: View, reading: Reading | None, chunk: Chunk) -> bool:
    """Whether a phrase of another clause can be the dropped subject of a verb form."""
    if reading is None:
        return True
    if reading.feature in _PLURAL_VERBS:
        return human(view, chunk) and not singular(view, chunk)
    if reading.feature == "3fs":
        return feminine(view, chunk)
    return True
