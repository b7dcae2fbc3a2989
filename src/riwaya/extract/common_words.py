"""Common words: what the lexicon does not read, but what is met too often to be a name, and names that are frequent.

A word that nothing is known of may be the name of a man, a body or a place. The word lists of the gazetteer tell which
of them are everyday words.
"""

from riwaya.gazetteer.places_data import data_words
from riwaya.text.once import once


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
