"""Arabic inflection as news prose uses it: from the dictionary forms of a word to all its written forms.

Vowels are not written, so an active and a passive form mostly look alike; only spellings that differ are told apart.
Weak roots follow from the written shape: a verb in -ى, -ا, -ي is defective, one with alef before its last letter
hollow. Generated forms are unfolded; callers fold them for look-up. Enclitics attach to the forms that
`before_suffix` gives.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

_NOT_JOINING: Final = ("", *"اأإآدذرزوؤى")  # a hamza behind these stands by itself


class Form(NamedTuple):
    """A written form: `pos` (perf, impf, juss, noun, part), and person-gender-number or number (`3fs`, `p`)."""

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
        short = verb
        if hollow:
            short = verb[:-2] + ("ئ" if last == "ء" else last)
        elif _doubled(verb):
            short = verb + last
        pairs = [("3fs", verb + "ت"), ("3mp", verb + "وا"), ("3md", _joined(verb, "ا")), ("3fd", verb + "تا")]
        pairs += [("1p", _joined(short, "نا")), ("3fp", _joined(short, "ن"))]
        if short != verb:
            pairs.append(("1s", short + "ت"))
        if last in "أء":
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
    yield Form("آ" + tail[1:] if tail[0] == "أ" else "أ" + tail, "impf", "1s")
    for ending in ("ون", "وا"):
        yield Form("ي" + plural + ending, "impf", "3mp")
        if tail[-1] == "أ":
            yield Form("ي" + tail[:-1] + "ؤ" + ending, "impf", "3mp")
    dual = (plural + "ي") if tail[-1:] == "ى" else tail
    for ending in ("ان", "ا"):
        yield Form("ي" + _joined(dual, ending), "impf", "3md")
        yield Form("ت" + _joined(dual, ending), "impf", "3fd")
    short = None
    if weak:
        short = plural
    elif len(tail) >= 3 and tail[-2] in "اوي":
        short = tail[:-2] + ("ئ" if tail[-1] == "ء" else tail[-1])
    yield Form("ي" + _joined(short if short and not weak else dual, "ن"), "impf", "3fp")
    if short:
        yield Form("ي" + short, "juss", "3ms")
        yield Form("ت" + short, "juss", "3fs")


def passives(perfect: str, imperfect: str) -> tuple[str, str]:
    """The passives of a verb's dictionary forms where they are spelled apart, else "".

    استعاد يستعيد: استعيد يستعاد; أخلى يخلي: أخلي يخلى; حاصر: حوصر; تبادل: تبودل. Bare roots (قال، نفى) are left out:
    their passives look like other words.
    """
    past = ""
    if len(perfect) >= 4:
        if perfect[-1] == "ى":
            past = perfect[:-1] + "ي"
        elif perfect[-2] == "ا" and perfect[0] in "أا":
            past = perfect[:-2] + "ي" + perfect[-1]
        elif len(perfect) == 4 and perfect[1] == "ا":
            past = perfect[0] + "و" + perfect[2:]
        elif len(perfect) == 5 and perfect[0] == "ت" and perfect[2] == "ا":
            past = perfect[:2] + "و" + perfect[3:]
    present = ""
    if past and imperfect[-1:] == "ي":
        present = imperfect[:-1] + "ى"
    elif past and imperfect[-2:-1] == "ي":
        present = imperfect[:-2] + "ا" + imperfect[-1]
    return past, present


def noun(word: str, *plurals: str) -> Iterator[Form]:
    """A noun from its singular and its plurals: indefinite accusative, dual and construct forms included."""
    yield from _number(word, "s")
    base = word
    if word.endswith("ة"):
        base = word[:-1] + "ت"
    elif word.endswith("ى"):
        base = word[:-1] + "ي"
    elif word.endswith("ء"):
        base = _seated(word)
    for ending in ("ان", "ين", "ا", "ي"):
        yield Form(_joined(base, ending), "noun", "d")
    for plural in plurals:
        yield from _number(plural, "p")


def _number(word: str, feature: str) -> Iterator[Form]:
    yield Form(word, "noun", feature)
    if not word.endswith(("ة", "اء", "ا", "أ", "ى", "ات")) and not (feature == "p" and word.endswith(("ون", "ين"))):
        yield Form(_seated(word) + "ا", "noun", feature + "a")
    if feature == "p" and word.endswith("ون"):
        yield Form(word[:-2] + "ين", "noun", "p")
        yield Form(word[:-1], "noun", "p")
        yield Form(word[:-2] + "ي", "noun", "p")


def participle(word: str) -> Iterator[Form]:
    """A participle or adjective from its masculine singular, in gender and number."""
    yield Form(word, "part", "ms")
    seated = _seated(word)
    if not word.endswith(("ى", "ا")):
        yield Form(seated + "ا", "part", "msa")
    defective = word.endswith("ى")
    feminine = word[:-1] + "اة" if defective else seated + "ة"
    yield Form(feminine, "part", "fs")
    # The weak letter of a defective participle goes before the plural's ending; that of a relative adjective stays.
    plurals = [word[:-1]] if defective else [word[:-1], word] if word.endswith("ي") else [seated]
    for plural in plurals:
        for ending in ("ون", "ين"):
            yield Form(plural + ending, "part", "mp")
    yield Form((word[:-1] + "ي" if defective else seated) + "ان", "part", "d")
    for ending in ("تان", "تين"):
        yield Form(feminine[:-1] + ending, "part", "d")
    yield Form((word[:-1] + "ي" if defective else seated) + "ات", "part", "fp")
    if word.endswith("ي") and len(word) > 3 and (word[0] == "م" or word[1] == "ا"):
        yield Form(word[:-1], "part", "ms")  # defective participle without its yeh (مدعٍ)


def _doubled(verb: str) -> bool:
    """Whether a perfect's last letter stands for two (مر, احتل, انضم, استمر), which part before a consonant (مررنا)."""
    if len(verb) == 2:
        return True
    if len(verb) == 4 and verb[0] == "ا":
        return (verb[1] == "ن" and verb[2] != "ت") or (verb[2] in "تط" and verb[1] not in "تنا")
    return len(verb) == 5 and verb.startswith("است") and verb[3] != "ا"


def _joined(stem: str, ending: str) -> str:
    """Stem and ending as written: hamza on alef and alef make one letter (بدآ), and so do two nuns (أعلنا)."""
    if stem[-1] == "أ" and ending[0] == "ا":
        return stem[:-1] + "آ" + ending[1:]
    return stem + ending[1:] if stem[-1] == ending[0] == "ن" else stem + ending


def _seated(word: str) -> str:
    """A word as it stands before an ending: final hamza after a letter that joins is written on a yeh (شيئا, بطيئة)."""
    if word.endswith("ء") and word[-2:-1] not in _NOT_JOINING:
        return word[:-1] + "ئ"
    return word


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
