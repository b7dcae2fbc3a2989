"""References to places: "the city", "its outskirts", "east of the town" stand for a place that was named.

A definite noun that tells a kind of place, or a part of one with a pronoun on it, becomes a mention of its own that
`refers` to an earlier one. Words come from `place_heads.yaml`.
"""

from bisect import bisect_right
from collections import Counter
from typing import Final

from riwaya.extract.keys import bare_keys
from riwaya.extract.place_heads import PlaceHead, place_heads
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.view import View
from riwaya.lang.arabic import arabic
from riwaya.lang.grammar import (
    AND,
    ARTICLE,
    BY,
    DUAL,
    FEMININE_DUAL,
    FOLDED_TEH,
    SO,
    SUFFIX_3FS,
    SUFFIX_3MS,
    TEH_MARBUTA,
    TO,
    TO_THE,
)
from riwaya.text.normalise import fold
from riwaya.text.once import once
from riwaya.text.sentences import Sentence

_DEFINITE: Final = (
    ARTICLE,
    AND + ARTICLE,
    BY + ARTICLE,
    AND + BY + ARTICLE,
    TO_THE,
    AND + TO_THE,
    SO + ARTICLE,
)
_JOINED: Final = AND + BY + TO + SO
_BEFORE_PART: Final = ("", AND, BY, TO, AND + BY, AND + TO)
_ALIKE: Final[dict[str, tuple[str, ...]]] = {
    "city": ("city", "town"),
    "town": ("town", "city", "village"),
    "village": ("village", "town"),
    "quarter": ("quarter",),
    "governorate": ("governorate",),
}
"""Kinds that a noun may speak of, the closest first; others speak only of their own."""
_MASCULINE: Final = frozenset(
    ("airport", "camp", "quarter", "crossing", "river", "dam", "bridge", "road", "field", "mountain", "valley", "sea")
) | {"desert", "site"}
_SETTLED: Final = frozenset(("city", "town", "village"))
_OF_A_TOWN: Final = frozenset(("airport", "crossing", "site", "dam", "bridge", "camp", "governorate", "base"))
_WEIGHT: Final = 1 << 30
_HALVING: Final = 80  # tokens over which what was said of a place comes to count half
_UNLIKE: Final = 3  # how often what is said of a place of another kind than the noun's is halved
_PAIRED: Final = frozenset(
    ("city", "town", "village", "quarter", "governorate", "district", "subdistrict", "region", "camp", "crossing")
)
_PAIR_REACH: Final = 150  # tokens from a dual back to the two places
_AREAS: Final = frozenset(("direction", "near"))
_VAGUE: Final = frozenset(("place.region", "place.base", "place.road", "place.academy", "place.countryside"))


class MarkOf:
    """How a mention's place is told from others: by id, else by its name's words."""

    def __init__(self, view: View) -> None:
        self._keys = view.keys

    def __call__(self, mention: PlaceMention) -> str:
        if mention.row is not None:
            return mention.row.id
        return " ".join(self._keys[mention.name_start : mention.end])


@once
def _definite_nouns() -> dict[str, PlaceHead]:
    """Definite singular head nouns with what may be written onto them: المدينة, بالمخيم."""
    out: dict[str, PlaceHead] = {}
    for head in place_heads().values():
        if head.role == "head" and head.id not in _VAGUE:
            for prefix in _DEFINITE:
                out.setdefault(fold(prefix + head.forms[0]), head)
    vague = arabic().group("vague.sites")
    for form, head in place_heads().items():
        if head.id in ("place.base", "place.site") and len(form) > 3 and form not in vague:
            for prefix in _DEFINITE:
                out.setdefault(fold(prefix) + form, head)
    return out


@once
def _definite_duals() -> dict[str, PlaceHead]:
    """Definite duals with what may be written onto them: البلدتين, للمدينتين."""
    out: dict[str, PlaceHead] = {}
    for head in place_heads().values():
        if head.role == "head" and head.kind in _PAIRED:
            noun = head.forms[0]
            stem = noun.removesuffix(TEH_MARBUTA)
            for ending in DUAL if stem == noun else FEMININE_DUAL:
                for prefix in _DEFINITE:
                    out.setdefault(fold(prefix + stem + ending), head)
    return out


@once
def _parts_with_pronoun() -> dict[str, tuple[PlaceHead, str]]:
    """Parts and surroundings with a pronoun: أطرافها, وسطه; with the pronoun."""
    out: dict[str, tuple[PlaceHead, str]] = {}
    parts = [(form, head) for form, head in place_heads().items() if head.role != "head"]
    parts += [(form, head) for form, head in place_heads().items() if head.id == "place.countryside"]
    rim = next(head for head in place_heads().values() if head.id == "place.rim")
    parts += [(form, rim) for form in sorted(arabic().group("quarters.like.outskirts"))]
    for form, head in parts:
        for pronoun in (SUFFIX_3FS, SUFFIX_3MS):
            for prefix in _BEFORE_PART:
                out.setdefault(prefix + form + pronoun, (head, pronoun))
    return out


@once
def _words() -> dict[str, tuple[PlaceHead | None, tuple[PlaceHead, str] | None]]:
    """Every word that may refer to a place: as a noun, or else as a part with a pronoun."""
    out: dict[str, tuple[PlaceHead | None, tuple[PlaceHead, str] | None]] = {
        word: (None, part) for word, part in _parts_with_pronoun().items()
    }
    out.update((word, (head, None)) for word, head in _definite_nouns().items())
    out.update((word, (head, None)) for word, head in _definite_duals().items())
    return out


def speak_of_cities(view: View, places: list[PlaceMention], spoken: Counter[str], key: MarkOf) -> None:
    """Count a site that bears a settlement's name (the airport of X) among the mentions of the settlement."""
    called = {
        view.keys[m.name_start]: key(m)
        for m in places
        if m.end - m.name_start == 1 and not kinds_of(m).isdisjoint(_SETTLED)
    }
    for mention in places:
        if mention.noun is not None and mention.noun.kind in _OF_A_TOWN:
            town = called.get(view.keys[mention.name_start])
            if town is not None and town != key(mention):
                spoken[town] += 1


def kinds_of(mention: PlaceMention) -> set[str]:
    """The kind a mention tells: by its head word, else by the gazetteer."""
    if mention.noun is not None:
        return {mention.noun.kind}
    return {mention.row.kind} if mention.row is not None else set()


def masculine(view: View, mention: PlaceMention) -> bool:
    """Whether a pronoun for the place is masculine: camps, quarters and airports are, cities and states are not."""
    if mention.noun is not None:
        return not _bare(view, mention.core).endswith(FOLDED_TEH)
    return mention.row is not None and mention.row.kind in _MASCULINE


def whole(mention: PlaceMention) -> PlaceMention:
    """The place itself where a mention tells a part of it or what is around it: the airport of "near the airport"."""
    if not mention.part or mention.core == mention.start:
        return mention
    core = PlaceMention(mention.core, mention.end, mention.name_start, mention.noun, mention.candidates)
    core.row = mention.row
    return core


def home(places: list[PlaceMention]) -> str:
    """The code of the country in which most of a document's places lie; empty if none is known."""
    counted = Counter(m.row.country for m in places if m.row is not None).most_common(1)
    return counted[0][0] if counted else ""


def refer(
    view: View, places: list[PlaceMention], spoken: Counter[str], key: MarkOf, country: str, voices: set[int]
) -> list[PlaceMention]:
    """`places` with the references among them, in text order.

    `spoken` counts the mentions of each place, `country` is the document's, `voices` are the tokens of who is credited.
    """
    lately = _Lately(view, key, country, voices)
    table = _words()
    taken = {t for m in places for t in range(m.start, m.end)}
    found: list[PlaceMention] = []
    before: list[PlaceMention] = []
    n = 0
    _countries(view, places, spoken, key)
    words = view.lang.group("country.nouns")  # "the country", where the document names none
    places = [m for m in places if m.row is not None or not bare_keys(view.keys[m.name_start]) & words]
    for i, word in [(i, word) for i, word in enumerate(view.keys) if word in table]:
        if i in view.actor_at or i in view.inside_actor:
            continue
        head, part = table[word]
        while n < len(places) and places[n].start < i:
            before.append(places[n])
            n += 1
        pair: tuple[PlaceMention | None, PlaceMention | None] = (None, None)
        if head is not None and word in _definite_duals():
            pair = _pair(before, head, i, key)
        if i in taken:
            if pair[0] is None or not _lone(places[n], i):
                continue
            places = [*places[:n], *places[n + 1 :]]  # القريتين: the two villages, not the town that is called so
        if head is not None:
            if head.kind in ("site", "base") and i + 1 < len(view.keys) and view.keys[i + 1].startswith(ARTICLE):
                continue  # "the presidential palace" tells more than "the palace"
            antecedent, second = pair
            if word not in _definite_duals():
                antecedent = _of_kind(view, before, head, spoken, key, i, lately)
            opening = _opening(view, i)
            mention = PlaceMention(opening, i + 1, i, place_heads().get(_bare(view, opening)), ())
            if opening == i:
                mention.head = None
            mention.second = whole(second.refers or second) if second is not None else None
        else:
            assert part is not None
            if view.tokens[i].text.endswith(TEH_MARBUTA):
                continue  # western: no "west of it"
            antecedent = _agreeing(view, before, part[1])
            mention = PlaceMention(i, i + 1, i + 1, part[0], ())
        if antecedent is None:
            continue
        mention.refers = whole(antecedent.refers or antecedent)
        mention.row = antecedent.row
        mention.locative = True
        mention.tokens = 1
        found.append(mention)
        before.append(mention.refers)
        spoken[key(mention.refers)] += 1
    return sorted([*places, *found], key=lambda m: m.start)


def _countries(view: View, places: list[PlaceMention], spoken: Counter[str], key: MarkOf) -> None:
    """Let "the country" stand for the one that the document speaks of most."""
    named = [m for m in places if m.row is not None and m.row.kind == "country"]
    words = view.lang.group("country.nouns")
    meant = max(named, key=lambda m: (spoken[key(m)], -m.start), default=None)
    if meant is None:
        return
    for mention in places:
        if mention.row is None and bare_keys(view.keys[mention.name_start]) & words:
            mention.refers, mention.row = whole(meant), meant.row
            opening = _opening(view, mention.start) if mention.head is None else mention.start
            if opening < mention.start:
                mention.start, mention.head = opening, place_heads().get(_bare(view, opening))


def _opening(view: View, i: int) -> int:
    """Where a phrase of part and noun begins: وسط المدينة, على مشارف البلدة, شمال شرق المدينة."""
    heads = place_heads()
    at = i
    while at > 0 and i - at < 3:
        head = heads.get(_bare(view, at - 1))
        if head is None or (head.role == "head" and head.id != "place.countryside"):
            break
        if at - 1 in view.place_at or view.keys[i].startswith((BY, TO_THE, AND, SO)):
            break
        at -= 1
    return at


def _bare(view: View, t: int) -> str:
    """A word as the heads are listed, without what is written onto its front."""
    heads = place_heads()
    word = view.keys[t]
    for cut in (0, 1, 2):
        if word[cut:] in heads and all(c in _JOINED for c in word[:cut]):
            return word[cut:]
    return word


def _of_kind(
    view: View,
    before: list[PlaceMention],
    head: PlaceHead,
    spoken: Counter[str],
    key: MarkOf,
    at: int,
    lately: "_Lately",
) -> PlaceMention | None:
    """The place of the kind of the noun at token `at` that is most spoken of; among equals the last one named.

    With "the same" behind the noun it is the last one named; a site is one that is called by the same word.
    """
    kinds = _ALIKE.get(head.kind, (head.kind,))
    word = bare_keys(view.keys[at])
    fitting = [
        m
        for m in before
        if not kinds_of(m).isdisjoint(kinds)
        and (head.kind not in ("base", "site", "crossing") or m.noun is None or called_alike(view, m, word))
    ]
    # "North of Aleppo" is hardly what "the city" means where another one is named.
    fitting = [m for m in fitting if m.noun is not None or m.head is None or m.head.role not in _AREAS] or fitting
    if at + 1 < len(view.keys) and view.keys[at + 1] in view.lang.group("the.same"):
        called = [m for m in fitting if m.noun is not None and m.noun.kind == head.kind] or fitting
        return called[-1] if called else None
    if head.kind in _SETTLED:
        # "... took the town X and combs the town": what the sentence itself calls so.
        first = view.sentences[max(0, bisect_right(view.sentences, at, key=_sentence_start) - 1)].start
        here = [m for m in fitting if m.start >= first and m.noun is not None and m.noun.kind == head.kind]
        if here:
            return here[-1]
        fitting = [m for m in fitting if m.locative or m.head is not None or m.start not in view.actor_at] or fitting
    if not fitting:
        return None
    near = lately(before, at)
    return max(
        fitting, key=lambda m: (near[key(m)] >> (0 if kinds[0] in kinds_of(m) else _UNLIKE), spoken[key(m)], m.start)
    )


class _Lately:
    """How much each place has been spoken of up to a token, the more the nearer: a report moves on to other places.

    Places abroad, where who speaks is, and those that something only comes from or goes to count for less; the label
    of a paragraph counts for more than all that is told before it.
    """

    def __init__(self, view: View, key: MarkOf, country: str, voices: set[int]) -> None:
        self._view, self._key, self._country, self._voices = view, key, country, voices
        self._passing = view.lang.group("directional")

    def __call__(self, before: list[PlaceMention], at: int) -> Counter[str]:
        found: Counter[str] = Counter()
        keys = self._view.keys
        for mention in before:
            weight = _WEIGHT >> min(28, (at - mention.start) // _HALVING)
            abroad = mention.row is not None and mention.row.country != self._country
            prep = mention.prep or (keys[mention.start - 1].removeprefix(AND) if mention.start else "")
            if mention.label and mention.start not in self._voices:
                found.clear()
                weight = _WEIGHT
            elif abroad or prep == TO or prep in self._passing or mention.start in self._voices:
                weight >>= 2
            found[self._key(mention)] += weight
        return found


def _lone(mention: PlaceMention, i: int) -> bool:
    """Whether a mention is the one word at `i`, with no head word before it."""
    return mention.start == i and mention.end == i + 1 and mention.head is None


def _pair(
    before: list[PlaceMention], head: PlaceHead, at: int, key: MarkOf
) -> tuple[PlaceMention | None, PlaceMention | None]:
    """The two places that a dual stands for: the last two that a conjunction joins, else the last two called so."""
    kinds = {*_ALIKE.get(head.kind, (head.kind,))}
    near = [m for m in before if at - m.start <= _PAIR_REACH]
    for first, second in zip(reversed(near[:-1]), reversed(near), strict=False):
        joined = second.conj == AND and second.start - first.end <= 1 and key(first) != key(second)
        several = any(not kinds.isdisjoint(kinds_of(m)) for m in (first, second))
        if joined and (several or head.kind == "region"):
            return first, second
    called = {key(m): m for m in near if m.noun is not None and m.noun.kind == head.kind}
    if len(called) < 2:
        return None, None
    first, second = list(called.values())[-2:]
    return first, second


def _sentence_start(sentence: Sentence) -> int:
    return sentence.start


def called_alike(view: View, mention: PlaceMention, word: frozenset[str]) -> bool:
    """Whether a mention has the same head word as the noun `word` (its bare keys), or the noun may mean any site."""
    if word & view.lang.group("sites.at.large"):
        return True
    return not word.isdisjoint(bare_keys(view.keys[mention.core]))


def _agreeing(view: View, before: list[PlaceMention], pronoun: str) -> PlaceMention | None:
    """The last place before that the pronoun agrees with; states only when nothing else does."""
    fitting = [m for m in before[-8:] if masculine(view, m) == (pronoun == SUFFIX_3MS)]
    narrow = [m for m in fitting if m.row is None or m.row.kind != "country"]
    found = narrow or fitting
    return found[-1] if found else None
