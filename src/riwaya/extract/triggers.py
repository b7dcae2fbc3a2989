"""Triggers: the words that tell an event, with the conditions of their entries checked against what stands near.

A trigger is a verb, a verbal noun, a participle, or a fixed phrase. Conditions (`with_object`, `with_context`,
`without`) are words of the entry's data, looked for in a small window of the clause.
"""

from typing import Final, NamedTuple

from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.keys import bare_keys, carried, owned
from riwaya.extract.shapes import COUNT, EVENT, PHRASE
from riwaya.extract.view import View
from riwaya.lang.entries import Carrier, Event
from riwaya.lang.grammar import (
    ARTICLE,
    CONJUNCTIONS,
    DUAL,
    MEEM,
    PREPOSITIONS,
    SOUND_MASCULINE_PLURAL,
    SUFFIX_3MS,
    TEH_MARBUTA,
)
from riwaya.lang.reading import Reading

_CONTEXT_WINDOW: Final = 8
_ABSORB_WINDOW: Final = 9
_ATTEMPTED: Final = frozenset(("entry", "advance", "capture", "recapture"))  # what an attempt at comes to nothing
_COUNT_WINDOW: Final = 8
_DISPLACING: Final = frozenset(("displacement", "flight"))
_TELLING: Final = EVENT | PHRASE
_BY_FORCE: Final = frozenset(("force", "force_place"))
_INTRANSITIVE: Final = frozenset(("advance", "withdrawal", "flight", "surrender", "defection"))
_PROCLITICS: Final = (*CONJUNCTIONS, *PREPOSITIONS)


class Trigger(NamedTuple):
    """Tokens `[start, end)` tell `entry`'s event; `chunk` is the index of their chunk, `reading` None for phrases.

    `others`: what the same word tells where who does it is not whom `entry` needs (خرج: families flee, a force
    withdraws).
    """

    entry: Event
    start: int
    end: int
    chunk: int
    reading: Reading | None
    rule: str
    others: tuple["Trigger", ...] = ()


def triggers(view: View, chunks: list[Chunk], clauses: list[Clause], owner: list[int]) -> list[Trigger]:
    """The triggers of a sentence in order; a token tells one event unless its entries differ in family."""
    out: list[Trigger] = []
    shapes = view.shapes
    covered = -1
    for k, chunk in enumerate(chunks):
        kind = chunk.kind
        if kind == "punct":
            continue
        for t in range(chunk.start, chunk.end):
            bits = shapes[t]
            if not bits & _TELLING or t < covered:
                continue
            phrase = _phrase(view, chunks, k, t) if bits & PHRASE else None
            if phrase is not None:
                out.append(phrase)
                covered = phrase.end
                continue
            if not bits & EVENT:
                continue
            if kind == "verb" and t == chunk.start:
                out.extend(_verb(view, chunks, clauses[owner[k]], k))
            elif kind == "np" and not _named(view, chunk, t):
                noun = _noun(view, chunks, k, t)
                if noun is not None:
                    out.append(noun)
    return _absorb(view, out) if out else out


def _named(view: View, chunk: Chunk, t: int) -> bool:
    """Whether a token belongs to a name, in which no event is told: the Rapid Support Forces, Kamal Adwan hospital."""
    name = view.actor_at.get(t)
    if t in view.inside_actor or (name is not None and (name.end - t > 1 or not name.ambiguous)):
        return True
    if not chunk.places:
        return False
    unmarked = not view.senses[t].article  # a place that no list has may end before: the district of the battles
    return any(
        place.start < t < place.end and (place.row is not None or (unmarked and t > place.start + 1))  # type: ignore[attr-defined]
        for place in chunk.places
    )


def _absorb(view: View, found: list[Trigger]) -> list[Trigger]:
    """Drop a trigger that is only the object of another's phrase: the control in "retook control"."""
    dropped: set[int] = set()
    moves = [t for t in found if t.entry.event in _DISPLACING and not t.entry.counted]
    for trigger in found:
        if (
            trigger.entry.counted
            and trigger.entry.event == "displacement"
            and any(abs(move.start - trigger.start) <= _COUNT_WINDOW for move in moves)
        ):
            dropped.add(id(trigger))  # فر 400 ألف لاجئ: the refugees of a flight that is told
            continue
        if not trigger.entry.absorbs:
            continue
        words = view.lang.words(trigger.entry.absorbs)
        for other in found:
            reach = trigger.end + max(trigger.entry.window, _ABSORB_WINDOW)
            attempt = trigger.entry.event == "clash" and other.entry.event in _ATTEMPTED
            if attempt and bare_keys(view.keys[other.start - 1]) & view.lang.group("attempts"):
                continue  # أحبط محاولة | تسلل: repelled, and what failed
            if trigger.end <= other.start <= reach and bare_keys(view.keys[other.start]) & words:
                dropped.add(id(other))
                break
    return [trigger for trigger in found if id(trigger) not in dropped]


def _phrase(view: View, chunks: list[Chunk], k: int, t: int) -> Trigger | None:
    for n, payload in view.phrase_at.get(t, ()):
        if isinstance(payload, Event) and _conditions(view, payload, chunks, k, t, t + n):
            return Trigger(payload, t, t + n, k, None, f"phrase:{payload.id}")
    return None


def _verb(view: View, chunks: list[Chunk], clause: Clause, k: int) -> list[Trigger]:
    chunk = chunks[k]
    reading = chunk.reading
    if reading is None:
        return []
    out: list[Trigger] = []
    for candidate in view.senses[chunk.start].events:
        if candidate.pos not in ("perf", "impf", "juss"):
            continue
        if candidate.pos == "juss" and reading.pos != "juss":
            continue
        if candidate.conj and not (reading.conj or isinstance(reading.entry, Event)):
            continue  # واصل is "went on" before it is "and arrived"
        if candidate.feature == "1s" and reading.feature == "3ms":
            continue  # أصاب is "hit" before it is "I am hit"
        if candidate.entry.subj == "place" and candidate.feature in ("3mp", "3md"):
            continue  # سقطوا: men fall, and no town
        if _feigned(view, chunk.start, candidate):
            continue
        if candidate.suffix and candidate.entry.event in _INTRANSITIVE and candidate.entry.obj == "none":
            continue  # تقدمه is "offers it", not "advances it"
        entry: Event = candidate.entry
        if any(t.entry is entry for t in out):
            continue
        if _conditions(view, entry, chunks, k, chunk.start, chunk.end):
            out.append(Trigger(entry, chunk.start, chunk.end, k, candidate, f"verb:{entry.id}"))
    return _best(out)


def _noun(view: View, chunks: list[Chunk], k: int, t: int) -> Trigger | None:
    found: list[Trigger] = []
    for reading in view.senses[t].events:
        if reading.pos not in ("noun", "part", "ppart"):
            continue
        entry: Event = reading.entry
        if entry.plural_only and reading.feature[0] != "p":
            continue
        if reading.article and (reading.pos == "part" or (reading.pos == "ppart" and _substantive(view, chunks[k], t))):
            continue
        if reading.article and bare_keys(view.keys[t]) & view.lang.group("bodies.by.article"):
            continue  # الاحتلال شن: the occupier, no occupying
        if _feigned(view, t, reading) or (reading.article and _attribute(view, chunks, k, t)):
            continue
        if (
            reading.pos == "noun"
            and reading.article
            and t != chunks[k].head
            and not entry.counted
            and not _introduced(view, t)
        ):
            continue  # "the attacking forces", "the field of battle": a modifier, not a happening
        if (
            reading.pos == "noun"
            and reading.feature == "d"
            and not entry.counted
            and not view.tokens[t].text.endswith(DUAL)
        ):
            continue
        if _conditions(view, entry, chunks, k, t, t + 1):
            found.append(Trigger(entry, t, t + 1, k, reading, f"{reading.pos}:{entry.id}"))
    best = _best(_predicate(view, chunks, k, t, found))
    return best[0] if best else None


def _predicate(view: View, chunks: list[Chunk], k: int, t: int, found: list[Trigger]) -> list[Trigger]:
    """محاصرة: "besieged" where it is said of what stands before, "the besieging of" where something completes it."""
    chunk = chunks[k]
    counted = [x for x in found if x.entry.counted]
    if counted and t > chunk.start and view.shapes[t - 1] & COUNT:
        return counted  # 20 مصابا
    participles = [x for x in found if x.reading is not None and x.reading.pos == "ppart"]
    alone = (
        chunk.start == t == chunk.end - 1 and not chunk.prep and not (view.senses[t].article or view.senses[t].suffix)
    )
    before = chunks[k - 1] if k else None
    said = before is not None and (before.kind == "np" or before.func in ("aux", "adv")) and not chunk.coord
    return participles if participles and alone and said else found


def _substantive(view: View, chunk: Chunk, t: int) -> bool:
    """المصابين, المحاصرون: a definite plural of men that heads its phrase is those men, and says nothing of anybody."""
    return t == chunk.head == chunk.start and view.tokens[t].text.endswith(SOUND_MASCULINE_PLURAL)


def _feigned(view: View, t: int, reading: Reading) -> bool:
    """Whether what reads as "his" is the feminine ending: أسرة is a family, not "his capture"."""
    return reading.suffix == SUFFIX_3MS and view.tokens[t].text.endswith(TEH_MARBUTA)


def _attribute(view: View, chunks: list[Chunk], k: int, t: int) -> bool:
    """Whether a definite feminine form only qualifies the force before it: the attacking forces."""
    before = chunks[k - 1] if k and t == chunks[k].start else None
    return (
        before is not None
        and before.kind == "np"
        and before.definite
        and before.end == t
        and not (chunks[k].prep or chunks[k].coord)
        and bool(before.kinds & {"force", "body"})
        and view.keys[t].startswith(ARTICLE + MEEM)
        and view.tokens[t].text.endswith(TEH_MARBUTA)
    )


def _introduced(view: View, t: int) -> bool:
    """Whether the word before an event noun makes it one that is told: a carrier, a count, an aspect."""
    before = view.senses[t - 1] if t else None
    return (
        before is None
        or bool(before.carriers or before.events)
        or before.func in ("quant", "prep")
        or bool(before.suffix)  # تغطيته المواجهات: the object of a verbal noun that has its owner on it
        or not before.nominal
        or bool(bare_keys(view.keys[t - 1]) & view.lang.group("operations"))
        or any(isinstance(p, Carrier) for back in (2, 3) for n, p in view.phrase_at.get(t - back, ()) if n == back)
    )


def _best(found: list[Trigger]) -> list[Trigger]:
    """The more exactly conditioned entries first; of several, those with a met condition win."""
    if len(found) <= 1:
        return found
    conditioned = [t for t in found if t.entry.with_object or t.entry.with_context]
    best = (conditioned or found)[0]
    others = tuple(t for t in found if t is not best and _by_others(best.entry, t.entry))
    return [best._replace(others=others) if others else best]


def _by_others(best: Event, other: Event) -> bool:
    """Whether an entry tells of others what the first tells of some: families flee, a force withdraws."""
    if other.needs == "civilians":
        return True
    return best.needs == "civilians" and other.needs in _BY_FORCE and other.event in _INTRANSITIVE


def _conditions(view: View, entry: Event, chunks: list[Chunk], k: int, start: int, end: int) -> bool:
    if entry.needs == "never":
        return False
    keys = view.keys
    if entry.not_after and _follows(keys, start, view.lang.words(entry.not_after)):
        return False
    if not (entry.with_object or entry.with_context or entry.without):
        return True
    first, last = chunks[0].start, chunks[-1].end
    ahead = keys[end : min(last, end + entry.window)]
    if entry.without:
        near = ahead[:4] + keys[max(first, start - 2) : start]
        if carried(near, view.lang.words(entry.without)):
            return False
    if entry.with_object:
        placed = "@place" in entry.with_object and any(t in view.place_at for t in range(end, min(last, end + 4)))
        near = ahead + keys[max(first, start - 3) : start] if chunks[k].kind == "verb" else ahead
        if not placed and not carried(near, owned(view.lang.words(entry.with_object))):
            return False
    if entry.with_context:
        around = ahead + keys[max(first, start - max(_CONTEXT_WINDOW, entry.window - 1)) : start]
        if not carried(around, owned(view.lang.words(entry.with_context))):
            return False
    return True


def _follows(keys: list[str], start: int, words: frozenset[str]) -> bool:
    """Whether a word stands right behind one of `words` (which may carry a clitic), or its number."""
    if not start or keys[start][:1] in CONJUNCTIONS:
        return False
    before = keys[start - 2] if start > 1 and keys[start - 1].isdigit() else keys[start - 1]
    return before in words or (before[:1] in _PROCLITICS and before[1:] in words)
