"""Names of places that the gazetteer lacks: what behind a head word or a preposition of place is a name.

A word that nothing else is known of is a name behind a word that takes one (بلدة، تل، مفرق), behind "in" and "near",
and in a list whose first name stands behind a plural (قرى). What is met behind such a word is a name elsewhere, too.
"""

from typing import Final

from riwaya.extract.common_words import ordinary, person_names, usual
from riwaya.extract.keys import bare_keys
from riwaya.extract.place_heads import PlaceHead, place_heads
from riwaya.extract.view import View
from riwaya.lang.grammar import (
    ALEF,
    ALL_PROCLITIC_LETTERS,
    AND,
    ARTICLE,
    ATTRIBUTE_ENDINGS,
    BY,
    CONJUNCTIONS,
    FOLDED_TEH,
    IMPERFECT_MASCULINE,
    JOINED_ARTICLES,
    NAME_IN_YA,
    NISBA,
    NISBA_FEMININE,
    NO_NAME_ENDINGS,
    PLURAL_NOMINATIVE,
    PROCLITIC_LETTERS,
    SEATED,
    SUFFIX_3FS,
    SUFFIX_3MP,
    SUFFIX_3MS,
    TEH_MARBUTA,
    TO,
    TO_THE,
)
from riwaya.lang.time_words import time_table
from riwaya.text.letters import is_arabic
from riwaya.text.quotes import is_mark

BRIEF_HEADS: Final = frozenset(("base", "site", "road", "region", "front", "field"))
"""Kinds whose head words stand before much else than names."""
SETTLED: Final = frozenset(("city", "town", "village", "camp", "mountain", "subdistrict"))
_NAMED_BY_NOUNS: Final = frozenset(("quarter", "city", "town", "village"))
_DATED: Final = frozenset(("site", "road", "bridge", "quarter", "camp", "airport", "field", "city", "dam", "base"))
"""Kinds of places that bear the date of a battle or an uprising."""
_QUOTED: Final = 3  # words of a quoted name in a list
_LETTERS: Final = 4  # what is shorter is too often a word


def openings(key: str) -> tuple[tuple[str, str, str], ...]:
    """`(conjunction, preposition, rest)` of a folded word, as it stands first."""
    out = [("", "", key)]
    joined = key[:1] in CONJUNCTIONS and (len(key) > 3 or key[1:] in place_heads())
    for conj, rest in (("", key), (key[:1], key[1:])) if joined else (("", key),):
        if conj:
            out.append((conj, "", rest))
        if rest.startswith(TO_THE) and len(rest) > 4:
            out.append((conj, TO, ALEF + rest[1:]))
        elif rest[:1] in (BY, TO) and len(rest) > 3:
            out.append((conj, rest[0], rest[1:]))
    return tuple(out)


def unknown_name(view: View, head: PlaceHead, at: int) -> int:
    """The end of a name that the gazetteer lacks, after a head word that plainly takes one; `at` if there is none."""
    token = view.tokens[at]
    key = view.keys[at]
    if token.kind == "number":
        return at + 1 if head.kind == "base" else _dated(view, at) if head.kind in _DATED else at
    if at in view.actor_at or at in view.time_at or key in view.lang.group("place.adjectives"):
        return at
    sense = view.senses[at]
    named = key in view.lang.group("name.openers") and at + 1 < len(view.tokens)
    settled = head.kind in SETTLED
    venue = token.text.startswith(ARTICLE) and not sense.func and _named_by_a_noun(view, head, at)
    if not (named or venue or key in person_names()):
        if sense.func or sense.readings or sense.conj or sense.prep or _prefixed(key, token.text):
            return at
        brief = head.kind in BRIEF_HEADS
        several = bare_keys(view.keys[at - 1]) & view.lang.group("place.plurals")
        if token.text.startswith(ARTICLE):
            # Behind an indefinite head word a definite one is in construct with it: a name unless it is a usual word.
            if brief and head.id != "place.venue" and (several or key[2:] in ordinary()):
                return at
        elif (
            token.text.endswith((NISBA_FEMININE, NAME_IN_YA))
            or (key[0] == IMPERFECT_MASCULINE and token.text.endswith(_OBJECTS))  # a verb: فندق يرتاده
            or (head.id != "place.quarter" and token.text.endswith(TEH_MARBUTA) and not (settled and nameable(key)))
            or ((brief or several) and key in ordinary())
            or not is_arabic(key[0])
        ):
            return at
    end = at + 1
    if (named or settled) and end < len(view.tokens) and (named or _goes_on(view, end)):
        end += 1
    return end


def _named_by_a_noun(view: View, head: PlaceHead, at: int) -> bool:
    """Whether a definite noun behind a head word is its name, be it ever so usual: ساحة الحرية، حي التحرير."""
    sense = view.senses[at]
    if head.id == "place.venue":
        return not sense.events and view.keys[at] not in view.lang.group("fields.of.strife")
    if head.kind not in _NAMED_BY_NOUNS or bare_keys(view.keys[at - 1]) & view.lang.group("place.plurals"):
        return False
    # "The camp of the displaced", "the village of the attackers" say whose it is.
    return not sense.kinds & {"people", "person"} and not any(r.feature in ("d", "p") for r in sense.heads)


def _dated(view: View, at: int) -> int:
    """The end of a name that is a day of a month, at a number; `at` if there is none."""
    named = at + 1 < len(view.tokens) and view.keys[at + 1] in time_table().months
    return at + 2 if named else at


def _goes_on(view: View, t: int) -> bool:
    """Whether a second word belongs to a name of which nothing is known: بولو مرير, معارة النعسان."""
    token, key = view.tokens[t], view.keys[t]
    if key[0] in PROCLITIC_LETTERS or not is_unknown(view, t) or token.start - view.tokens[t - 1].end != 1:
        return False
    if key.startswith(ARTICLE):
        return not key.endswith(_ATTRIBUTES) and key[2:] not in ordinary()
    return nameable(key) and not key.endswith(FOLDED_TEH)


def called_like_a_spot(view: View, outer: PlaceHead, inner: PlaceHead, at: int) -> bool:
    """Whether a settlement's own name begins with a head word, at `at - 1`: the village Tell Khayma, the town Burj."""
    if outer is inner or outer.kind not in SETTLED | {"quarter"} or inner.role != "head":
        return False
    sense = view.senses[at]
    if view.keys[at] in view.lang.group("place.adjectives"):
        return True
    return not (sense.func or sense.conj or sense.prep or sense.events or sense.reports) and at not in view.actor_at


def name_behind_preposition(view: View, i: int) -> int:
    """The end of an unknown name that a preposition before token `i` makes a place's; `i` if there is none."""
    key = view.keys[i]
    if not is_unknown(view, i):
        return i
    if key.startswith(ARTICLE):
        # A definite word of which nothing is known at all: الكويك, الراهدة.
        plain = key.endswith(ATTRIBUTE_ENDINGS) or len(key) - len(ARTICLE) < _LETTERS
        return i if plain or not nameable(key.removeprefix(ARTICLE)) else i + 1
    return i if key.endswith(FOLDED_TEH) or not nameable(key) else i + 1


def is_unknown(view: View, t: int) -> bool:
    """Whether nothing is known of a word: no reading, no function, no actor, no time, nothing written onto it."""
    sense = view.senses[t]
    return (
        view.tokens[t].kind == "word"
        and not (sense.readings or sense.func or sense.conj or sense.prep)
        and t not in view.actor_at
        and t not in view.inside_actor
        and t not in view.time_at
    )


def nameable(key: str) -> bool:
    """Whether a folded word without the article has the letters of a name, and is no usual word."""
    if len(key) < _LETTERS or not is_arabic(key[0]) or key.startswith(JOINED_ARTICLES):
        return False
    if key.endswith(NO_NAME_ENDINGS) or key in ordinary() or key in usual() or key in person_names():
        return False
    if key in place_heads() or (len(key) == _LETTERS and key[0] == ALEF):  # elatives: في أشرس المعارك
        return False
    return not (
        key[0] in ALL_PROCLITIC_LETTERS and (key[1:] in usual() or key[1:] in ordinary() or key[1:] in place_heads())
    )


_ATTRIBUTES: Final = (*ATTRIBUTE_ENDINGS, NISBA)
_OBJECTS: Final = (SUFFIX_3MS, SUFFIX_3FS, SUFFIX_3MP, PLURAL_NOMINATIVE)


def listed_names(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """The further names `[start, end)` of a list whose first one stands behind a plural: قرى سيعة، وذي مهنة، ومحزف.

    `start` and `end` are those of the first. A name joins it by و, behind a comma or directly; in a list of definite
    names (أحياء الشعار والصاخور) they have the article.
    """
    bare = bare_keys(view.keys[start])
    two = bool(bare & view.lang.group("place.duals"))
    if not two and not bare & view.lang.group("place.plurals"):
        return []
    definite = view.keys[end - 1].startswith(ARTICLE)
    out: list[tuple[int, int]] = []
    t = end
    while True:
        if t < len(view.tokens) and view.tokens[t].text in "،,":
            t += 1
        quoted = _quoted(view, t)
        if quoted is not None:
            out.append(quoted)
            t = quoted[1] + 1
            continue
        if t >= len(view.tokens) or view.keys[t][:1] != AND or len(view.keys[t]) < 3:
            return out
        last = _listed(view, t, definite)
        if last == t:
            return out
        out.append((t, last))
        if two:
            return out
        t = last


def _quoted(view: View, t: int) -> tuple[int, int] | None:
    """The name between marks that و, written apart, joins to those before it: جبهات "جبل صبر" و "الضباب"."""
    if t + 1 >= len(view.tokens) or view.keys[t] != AND or not is_mark(view.tokens[t + 1]):
        return None
    close = view.mark_pairs.get(t + 1, -1)
    return (t + 2, close) if t + 2 < close <= t + 2 + _QUOTED else None


def _listed(view: View, t: int, definite: bool) -> int:
    """The end of a name that و joins at token `t` to the names before it; `t` if there is none."""
    sense, rest = view.senses[t], view.keys[t][1:]
    if view.tokens[t].kind != "word" or t in view.actor_at or t in view.time_at or t in view.place_at:
        return t
    if rest in view.lang.group("name.openers") and t + 1 < len(view.tokens) and view.tokens[t + 1].kind == "word":
        return t + 2
    if sense.readings or sense.func or sense.prep:
        return t
    if rest.startswith(ARTICLE):
        plain = rest.endswith(ATTRIBUTE_ENDINGS)
        return t + 1 if definite and not plain and rest[2:] not in ordinary() else t
    return t + 1 if not definite and nameable(rest) else t


def _prefixed(key: str, text: str) -> bool:
    """Whether a word only begins what follows: by a part of a place (بوسط) or for something (لأغراض)."""
    return text[:2] in SEATED or any(rest in place_heads() for conj, prep, rest in openings(key) if conj or prep)
