"""Common words: what the lexicon does not read, but what is met too often, or is built so, that it is no name.

A word that nothing is known of may be the name of a man, a body or a place. The word lists of the gazetteer tell which
of them are everyday words; endings tell abstract nouns and plurals of things.
"""

from typing import Final

from riwaya.extract.keys import bare_keys
from riwaya.extract.view import View
from riwaya.gazetteer.places_data import data_words
from riwaya.lang.grammar import ARTICLE, NISBA, SOUND_FEMININE_PLURAL, TEH_MARBUTA, has_sound_masculine_ending
from riwaya.text.once import once

_LONG: Final = 5  # letters from which on a plural in ات is no name: فرات


@once
def ordinary() -> frozenset[str]:
    """Frequent definite words, folded, without the article."""
    return frozenset(data_words("ordinary.txt"))


@once
def usual() -> frozenset[str]:
    """Frequent words, folded."""
    return frozenset(data_words("usual.txt"))


@once
def person_names() -> frozenset[str]:
    """Common given and family names, folded."""
    return frozenset(data_words("person_names.txt"))


def is_common(view: View, t: int) -> bool:
    """Whether the unread word at token `t` is an everyday noun of things or of what is abstract, and no name."""
    text, key = view.tokens[t].text, view.keys[t]
    if bare_keys(key) & view.lang.group("tellers"):
        return False
    if text.startswith(ARTICLE):
        bare = key[len(ARTICLE) :]
        if text.endswith(NISBA) or has_sound_masculine_ending(text) or bare in person_names():
            return False  # الأحمدي, الفرنسيون
        return bare in ordinary() or _of_things(text)
    if key in person_names():
        return False
    return _of_things(text) or (text.endswith(TEH_MARBUTA) and (key in ordinary() or key in usual()))


def _of_things(text: str) -> bool:
    return text.endswith(SOUND_FEMININE_PLURAL) and len(text) >= _LONG
