"""What both languages need of grammar for a brief: names in place, counted nouns, dates, templates with gaps."""

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from riwaya.lang.grammar import (
    ACCUSATIVE,
    ALEF_MAMDUDA,
    AND,
    ARTICLE,
    BY,
    SUFFIX_3FS,
    SUFFIX_3MS,
    TEH,
    TEH_MARBUTA,
    TO,
    TO_THE,
    has_feminine_ending,
    without_article,
)
from riwaya.lang.labels import Language
from riwaya.report.brief.data import phrases
from riwaya.report.labels import interface
from riwaya.text.letters import COMMA, TATWEEL, without_marks
from riwaya.text.normalise import fold

Slots = Mapping[str, str]

_SLOT: Final = re.compile(r"\{([A-Za-z:]+)\}")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_SUFFIXED: Final = re.compile(r"(\S+) \{A\}")


def fill(template: str, slots: Slots) -> str | None:
    """The first of the alternatives (`|`) whose slots are all filled; optional parts go where theirs are not."""
    for alternative in template.split("|"):
        kept = _OPTIONAL.sub(
            lambda part: part[1] if all(slots.get(name) for name in _SLOT.findall(part[1])) else "", alternative
        )
        if all(slots.get(name) for name in _SLOT.findall(kept)):
            return _attached(_SLOT.sub(lambda slot: slots[slot[1]], kept))
    return None


def _attached(text: str) -> str:
    """Arabic one-letter words written onto what follows: للجيش for لـ and الجيش."""
    return text.replace(TO + TATWEEL + ARTICLE, TO_THE).replace(TO + TATWEEL, TO).replace(BY + TATWEEL, BY)


def plain_arabic(text: str) -> str:
    """A text without vowel marks, lengthening strokes and quotation marks, on one line."""
    return " ".join(re.sub('["«»“”()]', "", without_marks(text)).split())


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of Arabic words from `phrases.yaml`, folded."""
    return frozenset(map(fold, phrases("ar")["words"][name].split()))


def feminine(name: str) -> bool:
    """Whether an Arabic verb before this name is feminine."""
    head = name.split()[0] if name else ""
    return without_article(fold(head)) in word_list("feminine") or has_feminine_ending(head)


def own(template: str, voice: str) -> str:
    """An Arabic wording whose agent is the speaker: the pronoun is written onto the word before it."""
    ending = SUFFIX_3FS if feminine(voice) else SUFFIX_3MS

    def suffixed(found: re.Match[str]) -> str:
        head = found[1]
        return (head[:-1] + TEH if head.endswith(TEH_MARBUTA) else head) + ending

    return _SUFFIXED.sub(suffixed, template)


def joined(language: Language, names: Sequence[str], most: int = 4) -> str:
    """Names in a row: A, B and C; those beyond `most` are counted."""
    text = phrases(language)["text"]
    if len(names) > most:
        rest = counted(language, len(names) - most + 1, None)
        head = list(names[: most - 1])
        comma = f"{COMMA} {AND}" if language == "ar" else ", "
        return comma.join(head) + text["others"].format(n=rest)
    if len(names) == 1:
        return names[0]
    if language == "ar":
        return f" {AND}".join(names)
    return ", ".join(names[:-1]) + text["and"].format(last=names[-1])


def people(language: Language, noun: str) -> list[str]:
    """The forms of a key of `people`: Arabic singular, dual, plural, plural as an object; English singular, plural."""
    forms = phrases(language)["people"][noun].split("|")
    return [*forms, forms[2]] if len(forms) == 3 else forms


def several(language: Language, noun: str) -> str:
    """The plural of a key of `people`."""
    return people(language, noun)[2 if language == "ar" else -1]


def as_object(text: str) -> str:
    """Arabic people, counted or not, as the object of a verbal noun: أشخاصاً, شخصاً واحداً."""
    for noun in phrases("ar")["people"]:
        singular, _, plural, accusative = people("ar", noun)
        if text == plural:
            return accusative
        one = _one()[0]
        if text == f"{singular} {one}":
            return f"{singular}{ACCUSATIVE} {one}{ACCUSATIVE}"
    return text


def counted(language: Language, n: float, noun: str | None) -> str:
    """A number with what it counts: `noun` is a key of `people`. Arabic nouns as after a verbal noun or preposition."""
    number = f"{n:,.0f}" if n == int(n) else f"{n:g}"
    if noun is None:
        return number
    forms = people(language, noun)
    if language == "en":
        return f"{_ENGLISH.get(int(n), number)} {forms[0] if n == 1 else forms[-1]}"
    singular, dual, plural = forms[:3]
    if n == 1:
        return singular if " " in singular else f"{singular} {_one()[singular.endswith(TEH_MARBUTA)]}"
    if n == 2:
        return dual
    rest = int(n) % 100
    if 3 <= rest <= 10:
        return f"{number} {plural}"
    base = singular
    for one in _one():
        base = base.removesuffix(f" {one}")
    return (
        f"{number} {base}"
        if rest < 3 or base.endswith((TEH_MARBUTA, ALEF_MAMDUDA)) or " " in base
        else f"{number} {base}{ACCUSATIVE}"
    )


@cache
def _one() -> tuple[str, str]:
    """The word for one behind what is counted, masculine and feminine."""
    masculine, feminine_ = phrases("ar")["words"]["one"].split()
    return masculine, feminine_


_ENGLISH: Final = dict(enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]))


def day(language: Language, iso: str, *, year: bool = True) -> str:
    """A day in words: 9 November 2017, ٩ is written 9 in both."""
    date = datetime.date.fromisoformat(iso)
    month = interface()[language]["months"][f"m{date.month:02}"]
    return f"{date.day} {month} {date.year}" if year else f"{date.day} {month}"


def run_of_days(language: Language, first: str, last: str) -> str:
    """A run of days in words, the shortest way."""
    if first == last:
        return day(language, first)
    a, b = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{day(language, last)}"
    return f"{day(language, first, year=a.year != b.year)} – {day(language, last)}"


def sentence(text: str) -> str:
    """A text with a capital at its beginning and one full stop at its end."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:].rstrip(".") + "."
