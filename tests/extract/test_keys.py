"""Closed word groups are met with clitics on them: the quick way finds what taking off the clitics finds."""

from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.keys import bare_keys, carrying

LETTERS = "ابوفكللسقتدرم"
WORDS = st.text(LETTERS, min_size=1, max_size=5)


@given(
    st.frozensets(WORDS, min_size=1, max_size=4),
    st.sampled_from(["", "و", "ال", "وال", "لل", "ب", "بال", "سال"]),
    WORDS,
)
def test_a_word_is_met_with_what_is_written_on_it(words: frozenset[str], front: str, rest: str) -> None:
    for key in (front + rest, *(front + word for word in words), *(front + word[1:] for word in words if word[1:])):
        assert carrying(words)[key] == (not bare_keys(key).isdisjoint(words)), key
