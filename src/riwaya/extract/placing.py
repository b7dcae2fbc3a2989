"""Place mentions: head words with the names after them, bare names the gazetteer knows, and which place is meant.

An unknown name after a head word (بلدة, تل, حي) is still a place, marked unresolved. A bare name that is also an
ordinary word or a person's counts only after a preposition of place or a head word.
"""

import functools
from typing import Final

from riwaya.extract.keys import bare_keys
from riwaya.extract.place_choice import listed, mere_word, resolve
from riwaya.extract.place_heading import adjectives, called, headed, located, named_so
from riwaya.extract.place_heads import PlaceHead, place_heads
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.place_names import (
    is_unknown,
    listed_names,
    name_behind_preposition,
    nameable,
    openings,
)
from riwaya.extract.view import View
from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.lang.grammar import AND, ARTICLE, BY, MEEM, SO, TANWIN, TO
from riwaya.lang.sense import Sense
from riwaya.text.quotes import is_mark

_CACHE_LIMIT: Final = 200_000  # bounds memory over endless input
_VERBS: Final = frozenset(("perf", "impf", "juss", "imp"))
_ONE_WORD: Final = 1 << 1  # sizes of names, as `Places.sizes` gives them
_LABEL: Final = 4  # tokens within which a label's colon stands
_QUOTED_NAME: Final = 7  # tokens between marks that may be a name


Opening = tuple[str, str, str, PlaceHead | None, int]
"""How a token may open a mention: conjunction, preposition, the rest, its head word, the sizes of names with it."""


class _Openings(dict[str, tuple[Opening, ...]]):
    """The openings of the tokens seen so far, by their folded keys."""

    def __init__(self, places: Places, heads: dict[str, PlaceHead]) -> None:
        super().__init__()
        self._places, self._heads = places, heads
        self.brief: set[str] = set()
        """Tokens that may open nothing but a name of one word, without a preposition of place on it."""

    def __missing__(self, key: str) -> tuple[Opening, ...]:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
            self.brief.clear()
        out: list[Opening] = []
        brief = True
        for conj, prep, rest in openings(key):
            head, size = self._heads.get(rest), self._places.sizes(rest)
            if head is not None or size:
                out.append((conj, prep, rest, head, size))
                brief = brief and head is None and size == _ONE_WORD and prep != BY
        if brief:
            self.brief.add(key)
        found = self[key] = tuple(out)
        return found


@functools.cache
def _known_openings() -> _Openings:
    return _Openings(Places.load(), place_heads())


def find_places(view: View) -> list[PlaceMention]:
    """All place mentions in order, resolved; also put into `view.place_at`."""
    places = Places.load()
    heads = place_heads()
    found: list[PlaceMention] = []
    tokens = view.tokens
    locative = view.lang.group("locative")
    located = locative | view.lang.group("around")
    table = _known_openings()
    before = ""
    quoted = view.mark_pairs
    free = 0
    for i, viable in enumerate(map(table.__getitem__, view.keys)):
        previous, before = before, view.keys[i]
        if i < free or not (viable or previous in locative or i + 1 in quoted or i + 2 in quoted):
            continue
        if before in table.brief and previous.lstrip(AND) not in located:
            sense = view.senses[i]
            if sense.func or (sense.readings and not _of_women(sense)):
                continue  # a word of the language first
        if tokens[i].kind != "word" or i in view.time_at or i in view.inside_actor:
            continue
        mention = _at(view, places, heads, i, viable)
        if mention is not None and not _no_place(view, mention):
            _widen(view, mention, heads, free)
            found.append(mention)
            view.place_at[mention.start] = mention
            free = mention.end
            if mention.head is not None and mention.noun is not None:
                for joined in _joined(view, places, mention):
                    found.append(joined)
                    view.place_at[joined.start] = joined
                    free = joined.end
    found = _again(view, found)
    resolve(view, places, found)
    # An ordinary word that nothing settles as a place is none.
    kept = [m for m in found if m.row is not None or m.head is not None or not mere_word(view, m)]
    if len(kept) < len(found):
        view.place_at = {m.start: m for m in kept}
    return kept


def _again(view: View, found: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions with those of the unknown names among them that stand elsewhere without a word that takes a name."""
    single = [m for m in found if not m.candidates and m.end - m.name_start == 1]
    learned = {view.keys[m.name_start] for m in single if is_unknown(view, m.name_start)}
    learned = {key for key in learned if nameable(key) and not key.startswith(ARTICLE)}
    if not learned:
        return found
    taken = {t for m in found for t in range(m.start, m.end)}
    locative = view.lang.group("locative")
    out = list(found)
    for i, key in enumerate(view.keys):
        for conj, prep, rest in openings(key) if i not in taken else ():
            if rest in learned and conj != SO and (prep or (i and view.keys[i - 1].removeprefix(AND) in locative)):
                mention = PlaceMention(i, i + 1, i, None, ())
                mention.conj, mention.prep, mention.locative = conj, prep, True
                view.place_at[i] = mention
                out.append(mention)
                break
    return sorted(out, key=_start)


def _start(mention: PlaceMention) -> int:
    return mention.start


def _at(
    view: View, places: Places, heads: dict[str, PlaceHead], i: int, viable: tuple[Opening, ...]
) -> PlaceMention | None:
    actor = view.actor_at.get(i)
    if actor is not None and not actor.ambiguous and (actor.end - i > 1 or actor.rows[0].kind != "government"):
        return None
    previous = view.tokens[i - 1] if i else None
    named = called(view, places, heads, i)
    if named is not None:
        return named
    if not viable:
        return _qualified_unknown(view, heads, i)
    for conj, prep, rest, head, sizes in viable:
        if head is not None and not (sizes and head.role == "head" and named_so(_match(view, places, i, rest))):
            mention = headed(view, places, heads, i, head)
            if mention is not None:
                mention.conj, mention.prep = conj, prep
                mention.label = _label(view, i)
                return mention
    sense = view.senses[i]
    behind = (previous is not None and previous.key.lstrip(AND) in view.lang.group("locative")) or _label(view, i)
    around = i > 0 and view.keys[i - 1] in view.lang.group("around")
    for conj, prep, rest, head, sizes in viable:
        # ف is not written onto the name of a place in news prose: فاطمة is no "so Atma".
        if not sizes or conj == SO:
            continue
        locative = behind or prep == BY
        if sizes == _ONE_WORD and (sense.func or (sense.readings and not (locative or around or _of_women(sense)))):
            continue  # a word of the language first
        hit = _match(view, places, i, rest)
        if hit is None:
            continue
        size, rows = hit
        if size == 1 and head is not None and head.role == "head" and not rest.startswith(ARTICLE):
            continue  # قريتين: two villages, and no town called so
        country = any(row.kind == "country" for row in rows)
        # Behind a preposition that stands by itself a state's name is no adjective: في مالي.
        risky = all(row.risk for row in rows) and not (country and locative and not prep)
        if risky and (not (locative or around) or (size == 1 and head is None and _qualified(view, i + 1))):
            continue
        # Behind a preposition stands no verb: a word that otherwise is one must be the name, في تدمر.
        unverbal = not prep and bool(sense.verbs) and _only_verbs(sense)
        surely = ((locative or around) and (not risky or unverbal)) or (unverbal and _of_women(sense))
        if surely and not (prep and listed(rows)) and not country:
            surely = not prep and not sense.func and _only_verbs(sense)
        if size == 1 and (sense.func or (sense.readings and not surely)):
            continue  # a word of the language first, a place only where nothing else is known of it
        if size == 1 and (conj or prep) and not listed(rows) and not (prep == BY and not risky and len(rest) > 3):
            continue
        if size == 1 and not locative and not listed(rows):
            continue
        mention = PlaceMention(i, i + size, i, None, rows)
        if size > 1 and head is not None and head.role == "head":
            mention.noun = head
        mention.conj, mention.prep, mention.locative = conj, prep, locative or (around and unverbal)
        mention.end = adjectives(view, mention.end)
        mention.label = _label(view, i)
        return mention
    return _qualified_unknown(view, heads, i)


def _label(view: View, i: int) -> bool:
    """Whether a line begins with the token and has a colon behind a few words, as what labels a paragraph has."""
    if i in view.actor_at or (i and "\n" not in view.text[view.tokens[i - 1].end : view.tokens[i].start]):
        return False
    behind = view.tokens[i + 1 : i + _LABEL]
    return next((t.text for t in behind if t.kind == "punct"), "") == ":"


def _qualified(view: View, i: int) -> bool:
    """Whether an indefinite adjective stands here, so that the word before it is a common noun: في خطاب | متلفز."""
    if i >= len(view.tokens) or view.tokens[i].kind != "word" or len(view.keys[i]) < 4:
        return False
    sense, key = view.senses[i], view.keys[i]
    known = sense.func or sense.readings or sense.kinds or sense.conj or sense.prep or i in view.time_at
    return not known and not key.startswith((ARTICLE, AND, BY, TO)) and key[0] == MEEM and key not in view.numbers


def _no_place(view: View, mention: PlaceMention) -> bool:
    """Whether the name is part of another (a make of weapon, an outlet, a body's quoted name) or a seat."""
    lang, tokens, first = view.lang, view.tokens, mention.start
    if mention.end < len(tokens) and view.keys[mention.end] in lang.group("outlet.words"):
        return True
    if view.keys[first] in lang.group("sites.of.news") and is_mark(tokens[min(first + 1, len(tokens) - 1)]):
        return not located(view, first)  # the site "X" reported
    if first > 1 and is_mark(tokens[first - 1]) and view.keys[first - 2] in lang.group("sites.of.news"):
        return True
    before = first - 2 if first and is_mark(tokens[first - 1]) else first - 1
    if before >= 0 and view.keys[before] in lang.group("makes"):
        return True
    if view.keys[first] in lang.group("given.names") and first and view.senses[first - 1].article and mention.head:
        return True  # الصحفية أنهار: a name behind a job, and no rivers
    if mention.end - first == 1 and mention.head is None:
        if view.text[tokens[first].start : tokens[first].end].endswith(TANWIN):
            return True  # جنديا أرمينيًا: an attribute in the indefinite accusative
        if bare_keys(view.keys[first]) & lang.group("makes"):
            return True  # a helicopter of the make ...
        if view.keys[first] in lang.group("prayers") and first and view.keys[first - 1] in lang.group("prayers.before"):
            return True  # before the sunset prayer
    after = view.keys[mention.end] if mention.end < len(tokens) else ""
    if (first and view.keys[first - 1] in lang.group("seats")) or after in lang.group("seats.after"):
        return True  # where a body has its seat: ومقرها لندن
    if mention.locative or mention.head is not None or mention.prep:
        return False
    for open_, close in view.mark_pairs.items():
        if open_ + 1 < first < close <= open_ + _QUOTED_NAME and view.senses[first - 1].func != "prep":
            return not any(r.pos in _VERBS for r in view.senses[open_ + 1].readings)  # a quoted clause is no name
    return False


def _only_verbs(sense: Sense) -> bool:
    """Whether a word, were it no name, could only be a verb; behind a preposition there stands none."""
    return all(r.pos in _VERBS for r in sense.readings)


def _of_women(sense: Sense) -> bool:
    """Whether a word, were it no name, could only have women for its subject: عدن. Reports hardly have such verbs."""
    return all(r.feature == "3fp" for r in sense.readings)


def _qualified_unknown(view: View, heads: dict[str, PlaceHead], i: int) -> PlaceMention | None:
    """An unknown name after a preposition of place: in X; behind other ones where it is itself located (to X in Y)."""
    previous = view.keys[i - 1] if i else ""
    if previous not in view.lang.group("locative") and previous[1:] not in view.lang.group("locative.sure"):
        return None
    definite = view.keys[i].startswith(ARTICLE)
    if not nameable(view.keys[i].removeprefix(ARTICLE)) or not is_unknown(view, i):
        return None
    end = i + 1
    following = view.keys[i + 1] if i + 1 < len(view.keys) else ""
    head = heads.get(following[1:]) if following[:1] == BY else heads.get(following)
    if definite or head is None or (following[:1] != BY and head.role != "direction"):
        if previous.removeprefix(AND) not in view.lang.group("locative.sure"):
            return None
        end = name_behind_preposition(view, i)
    if end == i:
        return None
    mention = PlaceMention(i, end, i, None, ())
    mention.locative = True
    return mention


def _widen(view: View, mention: PlaceMention, heads: dict[str, PlaceHead], free: int) -> None:
    """Take in the directions that و joins the mention's own to: وسط وجنوب شرق ليبيا is one area."""
    parts = ("direction", "part")
    while mention.head is not None and mention.head.role in parts and mention.conj == AND and mention.start > free:
        key = view.keys[mention.start - 1]
        conj = AND if key[:1] == AND and key not in heads else ""
        before = heads.get(key.removeprefix(conj))
        if before is None or before.role not in parts:
            return
        mention.start, mention.conj = mention.start - 1, conj


def _joined(view: View, places: Places, first: PlaceMention) -> list[PlaceMention]:
    """The further names of a list whose first name stands behind a plural head word."""
    out = []
    for start, end in listed_names(view, first.start, first.end):
        quoted = is_mark(view.tokens[start - 1])
        hit = _match(view, places, start, view.keys[start] if quoted else view.keys[start][1:])
        known = hit is not None and not all(row.risk for row in hit[1])
        end = start + hit[0] if hit is not None and known else end
        mention = PlaceMention(start, end, start, None, hit[1] if hit is not None and known else ())
        mention.noun, mention.conj, mention.locative = first.noun, "" if quoted else AND, True
        out.append(mention)
    return out


def _match(view: View, places: Places, i: int, first: str) -> tuple[int, tuple[PlaceRow, ...]] | None:
    if first == view.keys[i]:
        return places.match(view.keys, i)
    return places.match([first, *view.keys[i + 1 : i + 6]], 0)
