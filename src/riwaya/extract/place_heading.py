"""Places that a head word opens: the town X, the border crossing "X", the road from X to Y, and what only looks so."""

from typing import Final

from riwaya.extract.keys import bare_keys
from riwaya.extract.place_choice import listed
from riwaya.extract.place_heads import PlaceHead
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.place_names import (
    BRIEF_HEADS,
    SETTLED,
    called_like_a_spot,
    is_unknown,
    name_behind_preposition,
    openings,
    unknown_name,
)
from riwaya.extract.shapes import MARK
from riwaya.extract.view import View
from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.lang.grammar import ALEF_MAQSURA, AND, AND_HAMZA, ARTICLE, FROM
from riwaya.text.quotes import is_mark

_CALLED: Final = 4  # tokens from a definite noun to the mark before its name, and words of that name


def named_so(hit: tuple[int, tuple[PlaceRow, ...]] | None) -> bool:
    """Whether a head word is the first word of a name that we have: Tell Abyad, Jisr al-Shughur, Rif Dimashq."""
    return hit is not None and hit[0] > 1


def headed(view: View, places: Places, heads: dict[str, PlaceHead], i: int, head: PlaceHead) -> PlaceMention | None:
    """A head word, further head words, and the name after them."""
    tokens, keys = view.tokens, view.keys
    if (i and _titled(view, i - 1)) or (head.kind == "valley" and _led_to(view, i)):
        return None  # الصحفية أنهار كوتشنيفا: whom a definite title stands before is no river
    if keys[i] in view.lang.group("greatest") and bare_keys(keys[min(i + 1, len(keys) - 1)]) & view.lang.group(
        "place.plurals"
    ):
        return None  # كبرى مدن الشمال: no bridge (كبري)
    j = i + 1
    core = i
    inner = head
    while j < len(tokens) and j - i <= 4:
        following = heads.get(keys[j])
        if following is not None and following.role == "head" and named_so(places.match(keys, j)):
            break  # the governorate of Rif Dimashq, the district of Jisr al-Shughur
        if (following is not None and following.role != "direction") or (
            following is not None and head.role in ("direction", "near", "part")
        ):
            if following.role == "head":
                core = core if inner.role == "head" else j
                inner = following
            j += 1
            continue
        break
    if (
        keys[i] in view.lang.group("units")
        and not located(view, i)
        and tokens[min(j, len(tokens) - 1)].kind != "number"
    ):
        return None
    quoted = j < len(tokens) and is_mark(tokens[j])
    at = j + 1 if quoted else j
    if at >= len(tokens) or tokens[at].kind == "punct" or (tokens[at].start - tokens[at - 1].end > 2):
        return None
    hit = places.match(keys, at) if tokens[at].kind == "word" else None
    if hit is None and i and keys[i - 1] == FROM and keys[i] in view.lang.group("regarding"):
        return None  # as for the timing
    if hit is not None and head.id == "place.around" and at == i + 1 and any(r.kind == "country" for r in hit[1]):
        return None  # a quarrel about Syria
    if (
        hit is not None
        and (hit[0] == 1 or view.senses[i].func)
        and head.role != "head"
        and all(r.risk and r.kind != "country" for r in hit[1])
        and inner is head
    ):
        hit = None
    if (
        hit is not None
        and hit[0] == 1
        and head.role == "head"
        and inner.kind in BRIEF_HEADS
        and view.senses[at].readings
        and not listed(hit[1])
    ):
        hit = None  # a line of ceasefire is no line of a place called so
    candidates: tuple[PlaceRow, ...] = ()
    if hit is None and inner.role != "head" and not quoted and keys[at] in view.lang.group("country.nouns"):
        end = at + 1  # all over the country
    elif hit is not None:
        if at in view.actor_at and view.actor_at[at].end - at > hit[0]:
            return None
        end = at + hit[0]
        candidates = hit[1]
    else:
        if inner.role != "head":
            sure = not quoted and keys[at - 1].removeprefix(AND) in view.lang.group("locative.sure")
            end = name_behind_preposition(view, at) if sure else at
        else:
            end = unknown_name(view, inner, at)
        if end == at and quoted and inner.role == "head":
            end = _marked(view, at)
        if end == at and called_like_a_spot(view, head, inner, at):
            at, end = at - 1, at + 1
            inner, core = head, i
        if end == at:
            return None
        candidates = ()
    if quoted:
        close = view.mark_pairs.get(at - 1, -1)
        if end < close <= at + _CALLED and not any(view.senses[t].func for t in range(end, close)):
            end, candidates = close, ()  # the town "Akcakale castle"
        if end < len(tokens) and is_mark(tokens[end]):
            end += 1
    if inner.kind == "road":
        end = _other_end(view, places, end)
    mention = PlaceMention(i, adjectives(view, end), at, head if head.role != "head" else inner, candidates)
    mention.locative = True
    if inner.role == "head":
        mention.noun, mention.core = inner, core
    return mention


def called(view: View, places: Places, heads: dict[str, PlaceHead], i: int) -> PlaceMention | None:
    """A definite noun, its adjectives, and the name between quotation marks: المعبر الحدودي "نصيب"."""
    if not view.mark_pairs:
        return None
    at = next((n for n in range(i + 1, min(i + _CALLED, len(view.shapes))) if view.shapes[n] & MARK), -1)
    if at < 0 or at not in view.mark_pairs:
        return None
    key = view.keys[i]
    conj, prep, rest = next((o for o in openings(key) if o[2].startswith(ARTICLE)), ("", "", ""))
    head = heads.get(rest.removeprefix(ARTICLE)) if rest else None
    close = view.mark_pairs[at]
    if head is None or head.role != "head" or head.kind in SETTLED or not i + 1 < at < at + 1 < close <= at + _CALLED:
        return None
    if view.senses[at + 1].func:
        return None  # "the military base «has no ground»"
    adjectives = view.lang.group("place.adjectives") | view.lang.group("spot.adjectives")
    if not all(view.keys[t] in adjectives for t in range(i + 1, at)) or at + 1 in view.actor_at:
        return None
    hit = places.match(view.keys, at + 1)
    rows = hit[1] if hit is not None and at + 1 + hit[0] == close else ()
    mention = PlaceMention(i, close + 1, at + 1, head, rows)
    mention.noun, mention.conj, mention.prep, mention.locative = head, conj, prep, True
    return mention


def _titled(view: View, t: int) -> bool:
    """Whether a token is a definite noun for one person, behind which stands his name: الصحفية, العقيد."""
    sense = view.senses[t]
    one = any(r.entry.kind == "person" and r.feature != "p" for r in sense.heads)
    one = one or bool(bare_keys(view.keys[t]) & view.lang.group("titles.of.people"))
    return one and view.tokens[t].text.startswith(ARTICLE) and t not in view.actor_at


def _marked(view: View, at: int) -> int:
    """The end of a name of several words between marks, one of them no known word; `at` if there is none."""
    close = view.mark_pairs.get(at - 1, -1)
    if not at + 1 < close <= at + _CALLED - 1 or any(view.senses[t].func for t in range(at, close)):
        return at
    return close if any(is_unknown(view, t) for t in range(at, close)) else at


def _led_to(view: View, i: int) -> bool:
    """Whether what looks like a valley is a verb: وأدى, with its hamza, or وادى where a clause begins."""
    text = view.tokens[i].text
    opens = (
        i == 0 or view.tokens[i - 1].kind == "punct" or "\n" in view.text[view.tokens[i - 1].end : view.tokens[i].start]
    )
    return text.startswith(AND_HAMZA) or (opens and text.endswith(ALEF_MAQSURA))


def _other_end(view: View, places: Places, end: int) -> int:
    """The end of a road's name that has two places: طريق دمشق حمص, محور غاو – أنسونغو."""
    at = end + 1 if end < len(view.tokens) and view.tokens[end].text in "-–" else end
    if at >= len(view.tokens) or view.tokens[at].kind != "word" or view.senses[at].readings or at in view.time_at:
        return end
    hit = places.match(view.keys, at)
    return at + hit[0] if hit is not None and listed(hit[1]) else end


def adjectives(view: View, end: int) -> int:
    """Take in what qualifies a place name: الشرقي, العسكري, الجنوبي الشرقي."""
    adjectives = view.lang.group("place.adjectives")
    while end < len(view.tokens) and view.keys[end] in adjectives and end not in view.actor_at:
        following = view.keys[end + 1] if end + 1 < len(view.tokens) else ""
        if view.keys[end] in view.lang.group("besieged") and (
            following == FROM or following in view.lang.group("since")
        ):
            break  # المحاصرة | من قوات النظام tells a siege
        end += 1
    return end


def located(view: View, i: int) -> bool:
    """Whether a preposition of place stands before a token."""
    return i > 0 and view.keys[i - 1].removeprefix(AND) in view.lang.group("locative")
