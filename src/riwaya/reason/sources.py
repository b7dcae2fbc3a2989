"""Source profiles, the descriptive part: how often a voice or an outlet is first, repeated and denied, and its words.

Private persons are never profiled: activists, witnesses, medics and other voices that no institution stands behind are
pooled by their kind (`pool:activist`). Nothing here is a grade.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.lang.labels import labels
from riwaya.model import Voice
from riwaya.reason.analysis import Analysis, Event
from riwaya.reason.facts import Fact
from riwaya.reason.framing import Usage, framing
from riwaya.reason.parties import generic
from riwaya.reason.phrases import mention_name, outlet_name

PRIVATE: Final = frozenset({"activist", "witness", "medical", "unnamed", "social_media", "official", "document"})
"""Kinds of voice that are pooled unless the gazetteer knows an institution or a public figure by that name."""
POOL: Final = "pool:"

Key = Callable[[Fact], str | None]


class Reliability(msgspec.Struct, frozen=True):
    """How often a source's claims held, as an interval, over `n` claims that could be checked."""

    low: float
    high: float
    n: int


class Profile(msgspec.Struct, frozen=True):
    """One source. `id`: the gazetteer's id, or `pool:` and a kind, or the name as told.

    `claims`: how many it makes; `first`: happenings told by several sources that it told on an earlier day than all
    others; `repeated`: its claims that others tell after it; `denied`: its claims that others deny; `contradicted`:
    those that others' later accounts contradict without denying them.
    """

    id: str
    name: str
    kind: str
    claims: int
    first: int
    repeated: int
    denied: int
    contradicted: int
    framing: tuple[tuple[str, str, int], ...]
    usages: tuple[Usage, ...]
    reliability: Reliability | None = None


def profiles(
    analysis: Analysis, reliability: Mapping[str, Reliability] | None = None, *, least: int = 1
) -> list[Profile]:
    """The profiles of all outlets and voices with at least `least` claims, outlets first, by claims and id."""
    facts = {fact.id: fact for fact in analysis.facts()}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for fact in facts.values():
        if (voice := voice_of(fact)) is not None:
            inner = fact.claim.voices[-1]
            kinds[voice][inner.kind] += 1
            names.setdefault(voice, _pool_name(voice) if voice.startswith(POOL) else mention_name(inner))
    used = framing(sorted((fact.claim for fact in facts.values()), key=lambda c: (c.document, c.id)))
    outlets = _profiles(analysis, facts, lambda fact: outlet_of(fact.told_by))
    voices = _profiles(analysis, facts, voice_of)
    words: dict[str, list[Usage]] = defaultdict(list)
    for usage, claim in used:
        words[outlet_of(facts[claim.id].told_by) or ""].append(usage)
        said_by = voice_of(facts[claim.id])
        if usage.credited and said_by is not None:
            words[said_by].append(usage)
    out = []
    for counts in (outlets, voices):
        found = []
        for id, numbers in counts.items():
            kind = "outlet" if counts is outlets else _commonest(kinds[id])
            name = outlet_name(id) if counts is outlets else names[id]
            trust = reliability.get(id) if reliability else None
            found.append(Profile(id, name, kind, *numbers, _counted(words[id]), tuple(words[id]), trust))
        out += sorted(found, key=lambda profile: (-profile.claims, profile.id))
    return [profile for profile in out if profile.claims >= least]


def _commonest(counted: Counter[str]) -> str:
    return min(counted, key=lambda kind: (-counted[kind], kind))


def voice_of(fact: Fact) -> str | None:
    """Who is credited for a claim, as far as it is profiled; None when the outlet says it itself."""
    if not fact.claim.voices:
        return None
    inner = fact.claim.voices[-1]
    if private(inner):
        return POOL + inner.kind
    return inner.entity or inner.name or inner.text


def outlet_of(told_by: str) -> str | None:
    """The outlet of a report, None when it is not known."""
    return None if told_by.startswith("document:") else told_by


def private(voice: Voice) -> bool:
    """Whether a voice may be a private person: named in no gazetteer, and of a kind that persons have."""
    if voice.kind not in PRIVATE:
        return False
    return voice.entity is None or voice.entity not in actors().rows or generic(voice.entity)


def _pool_name(pool: str) -> str:
    kind = pool.removeprefix(POOL)
    return f"{labels('en')['voice_kinds'].get(kind, kind)} (all together)"


def _counted(usages: Iterable[Usage]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter((usage.referent, usage.form) for usage in usages)
    return tuple((referent, form, n) for (referent, form), n in sorted(counted.items(), key=_by_number))


def _by_number(item: tuple[tuple[str, str], int]) -> tuple[str, int, str]:
    (referent, form), n = item
    return referent, -n, form


def _profiles(analysis: Analysis, facts: Mapping[str, Fact], key: Key) -> dict[str, tuple[int, int, int, int, int]]:
    """Claims, first, repeated, denied and contradicted, by what `key` gives."""
    claims: Counter[str] = Counter(k for fact in facts.values() if (k := key(fact)) is not None)
    first: Counter[str] = Counter(k for event in analysis.events() if (k := _first(event, key)) is not None)
    repeated: dict[str, set[str]] = defaultdict(set)
    denied: dict[str, set[str]] = defaultdict(set)
    contradicted: dict[str, set[str]] = defaultdict(set)
    for related in analysis.relations():
        a, b = facts[related.a], facts[related.b]
        one, other = key(a), key(b)
        if one == other:
            continue
        if related.type == "repeats" and other is not None:
            repeated[other].add(b.id)
        if related.type == "contradicts":
            for mine, theirs, who in ((a, b, one), (b, a, other)):
                if who is not None and theirs.denied and not mine.denied:
                    denied[who].add(mine.id)
                elif who is not None and not mine.denied and theirs.order > mine.order:
                    contradicted[who].add(mine.id)
    return {
        id: (n, first[id], len(repeated[id]), len(denied[id]), len(contradicted[id] - denied[id]))
        for id, n in claims.items()
    }


def _first(event: Event, key: Key) -> str | None:
    """Who told a happening on an earlier day than all others, if several told it and the days are known."""
    days: dict[str, int] = {}
    for fact in event.facts:
        who = key(fact)
        if who is None or fact.denied or fact.claim.stance not in ("asserts", "possible"):
            continue
        if fact.told is None:
            return None
        days[who] = min(fact.told, days.get(who, fact.told))
    if len(days) < 2:
        return None
    earliest = min(days.values())
    tellers = [who for who, day in days.items() if day == earliest]
    return tellers[0] if len(tellers) == 1 else None


def referent_name(referent: str) -> str:
    """What the words of a referent are for, in English."""
    if referent in _REFERENTS:
        return _REFERENTS[referent]
    return actors().rows[referent].name if referent in actors().rows else referent


_REFERENTS: Final = {
    "taking": "a place that changes hands",
    "dead": "people who were killed",
    "suicide": "whoever blows himself up",
}


def as_json(profile: Profile) -> str:
    """The line that `riwaya sources --json` prints."""
    line = {
        "voice": profile.id,
        "kind": profile.kind,
        "claims": profile.claims,
        "first": profile.first,
        "repeated": profile.repeated,
        "denied": profile.denied,
        "framing": [{"referent": referent, "form": form, "n": n} for referent, form, n in profile.framing],
        "reliability": profile.reliability,
    }
    return msgspec.json.encode(line).decode()
