"""Arabic inflection as news prose uses it: from the dictionary forms of a word to all its written forms.

Vowels are not written, so an active and a passive form mostly look alike; only spellings that differ are told apart.
Weak roots follow from the written shape: a verb in -ى, -ا, -ي is defective, one with alef before its last letter
hollow. Generated forms are unfolded; callers fold them for look-up. Enclitics attach to the forms that
`before_suffix` gives.
"""

from collections.abc import Iterator
from typing import NamedTuple


class Form(NamedTuple):
    """A written form: `pos` (perf, impf, juss, noun, part), and person-gender-number or number (`3fs`, `s`, `d`, `p`)."""

    text: str
    pos: str
    feature: str


def perfect(verb: str) -> Iterator[Form]:
    """The perfect from its third person masculine singular."""
    last = verb[-1]
    if last in "ىا" and len(verb) > 2:
        stem = verb[:-1]
        middle = "ي" if last == "ى" else "و"
        pairs = [("3fs", stem + "ت"), ("3mp", stem + "وا"), ("3md", stem + middle + "ا"), ("3fd", stem + "تا")]
        pairs += [("1p", stem + middle + "نا"), ("3fp", stem + middle + "ن"), ("1s", stem + middle + "ت")]
    elif last == "ي":
        stem = verb[:-1]
        pairs = [("3fs", verb + "ت"), ("3mp", stem + "وا"), ("3md", verb + "ا"), ("3fd", verb + "تا")]
        pairs += [("1p", verb + "نا"), ("3fp", verb + "ن")]
    else:
        hollow = len(verb) >= 3 and verb[-2] == "ا"
        short = verb[:-2] + last if hollow else verb
        pairs = [("3fs", verb + "ت"), ("3mp", verb + "وا"), ("3md", verb + "ا"), ("3fd", verb + "تا")]
        pairs += [("1p", short + "نا"), ("3fp", short + "ن")]
        if hollow:
            pairs.append(("1s", short + "ت"))
        if last == "أ":
            pairs.append(("3mp", verb[:-1] + "ؤوا"))
    yield Form(verb, "perf", "3ms")
    for feature, text in pairs:
        yield Form(text, "perf", feature)


def imperfect(verb: str) -> Iterator[Form]:
    """The imperfect, its subjunctive and jussive, from the third person masculine singular."""
    tail = verb[1:]
    weak = tail[-1:] in ("ي", "ى", "و")
    plural = tail[:-1] if weak else tail
    yield Form("ي" + tail, "impf", "3ms")
    yield Form("ت" + tail, "impf", "3fs")
    yield Form("ن" + tail, "impf", "1p")
    yield Form("أ" + tail, "impf", "1s")
    for ending in ("ون", "وا"):
        yield Form("ي" + plural + ending, "impf", "3mp")
    dual = (plural + "ي") if tail[-1:] == "ى" else tail
    for ending in ("ان", "ا"):
        yield Form("ي" + dual + ending, "impf", "3md")
        yield Form("ت" + dual + ending, "impf", "3fd")
    yield Form("ي" + tail + "ن", "impf", "3fp")
    short = None
    if weak:
        short = plural
    elif len(tail) >= 3 and tail[-2] in "اوي":
        short = tail[:-2] + tail[-1]
    if short:
        yield Form("ي" + short, "juss", "3ms")
        yield Form("ت" + short, "juss", "3fs")


def noun(word: str, *plurals: str) -> Iterator[Form]:
    """A noun from its singular and its plurals: indefinite accusative, dual and construct forms included."""
    yield from _number(word, "s")
    base = word[:-1] + "ت" if word.endswith("ة") else word
    if word.endswith("اء"):
        base = word
    for ending in ("ان", "ين", "ا", "ي"):
        yield Form(base + ending, "noun", "d")
    for plural in plurals:
        yield from _number(plural, "p")


def _number(word: str, feature: str) -> Iterator[Form]:
    yield Form(word, "noun", feature)
    if not word.endswith(("ة", "اء", "ا", "ى", "ات")) and not (feature == "p" and word.endswith(("ون", "ين"))):
        yield Form(word + "ا", "noun", feature + "a")
    if feature == "p" and word.endswith("ون"):
        yield Form(word[:-2] + "ين", "noun", "p")
        yield Form(word[:-1], "noun", "p")
        yield Form(word[:-2] + "ي", "noun", "p")


def participle(word: str) -> Iterator[Form]:
    """A participle or adjective from its masculine singular, in gender and number."""
    yield Form(word, "part", "ms")
    if word.endswith("ي") or not word.endswith(("ى", "ا")):
        yield Form(word + "ا", "part", "msa")
    base = word[:-1] if word.endswith("ى") else word
    yield Form((word[:-1] + "اة") if word.endswith("ى") else word + "ة", "part", "fs")
    for ending in ("ون", "ين"):
        yield Form((base if not word.endswith("ي") else word[:-1]) + ending, "part", "mp")
    for ending in ("ان", "تان", "تين"):
        yield Form(base + ending, "part", "d")
    yield Form(base + "ات", "part", "fp")
    if word.endswith("ي") and len(word) > 3:
        yield Form(word[:-1], "part", "ms")  # defective participle without its yeh (مدعٍ)


def stems_of_suffixed(stem: str) -> Iterator[str]:
    """The folded forms that a folded stem may stand for once a pronoun suffix has been taken off its end."""
    yield stem
    last = stem[-1:]
    if last == "ت":
        yield stem[:-1] + "ه"
    elif last == "ا":
        yield stem[:-1] + "ي"
    elif last == "و":
        yield stem + "ا"
        if stem[-2:] == "او":
            yield stem[:-1] + "ء"
    elif last == "ي" and stem[-2:] == "اي":
        yield stem[:-1] + "ء"
