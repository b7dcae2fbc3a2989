"""Source profiles, the descriptive part: how often a voice or an outlet is first, repeated and denied, and its words.

Private persons are never profiled: activists, witnesses, medics and other voices that no institution stands behind are
pooled by their kind (`pool:activist`). Nothing here is a grade.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from riwaya.gazetteer.actors import actors
from riwaya.lang.labels import labels
from riwaya.model import Claim, Voice
from riwaya.reason.analysis import Analysis, Block, Event
from riwaya.reason.facts import Fact
from riwaya.reason.framing import Usage, framing
from riwaya.reason.parties import generic
from riwaya.reason.phrases import mention_name, outlet_name
from riwaya.reason.verdict import Related

PRIVATE: Final = frozenset({"activist", "witness", "medical", "unnamed", "social_media", "official", "document"})
"""Kinds of voice that are pooled unless the gazetteer knows an institution or a public figure by that name."""
POOL: Final = "pool:"

Key = Callable[[Fact], str | None]


class Reliability(msgspec.Struct, frozen=True):
    """How often a source's claims held, as an interval, over `n` independent roots that could be checked.

    `letter`: the Admiralty scale's, A to E, by the low end. `topics`: the same by topic, as far as each can be judged.
    """

    low: float
    high: float
    n: int
    letter: str = "F"
    topics: tuple["Topic", ...] = ()


class Topic(msgspec.Struct, frozen=True):
    """How often a source's claims on one topic held."""

    topic: str
    low: float
    high: float
    n: int
    letter: str


class Profile(msgspec.Struct, frozen=True):
    """One source. `id`: the gazetteer's id, or `pool:` and a kind, or the name as told.

    `claims`: how many it makes; `first`: happenings told by several sources that it told on an earlier day than all
    others; `repeated`: its claims that others tell after it; `denied`: its claims that others deny; `contradicted`:
    those that others' later accounts contradict without denying them. `publishes`: as an outlet, for what its reports
    tell; the same body may also be a voice in others' reports, with a profile of its own.
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
    publishes: bool = False


def profiles(
    analysis: Analysis, reliability: Mapping[str, Reliability] | None = None, *, least: int = 1
) -> list[Profile]:
    """The profiles of all outlets and voices with at least `least` claims, outlets first, by claims and id."""
    profiling = Profiling()
    told: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in analysis.facts():
        told[fact.document][fact.id] = fact
    for document in sorted(told):
        facts = told[document]
        some = next(iter(facts.values()))
        profiling.hear(outlet_of(some.told_by), (facts[id].claim for id in sorted(facts)))
    profiling.compare(analysis)
    return profiling.profiles(reliability, least=least)


class Profiling:
    """Counts towards profiles: what each report tells, in the order of the reports, and how tellings compare, place by
    place.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._names: dict[str, str] = {}
        self._words: dict[str, list[Usage]] = defaultdict(list)
        self._outlets = _Tally(_publisher)
        self._voices = _Tally(voice_of)

    def hear(self, outlet: str | None, claims: Iterable[Claim]) -> None:
        """Take in the claims of one report, in the order of their ids."""
        known = list(claims)
        for claim in known:
            if outlet is not None:
                self._outlets.claims[outlet] += 1
            if (voice := voice_of_claim(claim)) is not None:
                inner = claim.voices[-1]
                self._voices.claims[voice] += 1
                self._kinds[voice][inner.kind] += 1
                self._names.setdefault(voice, _pool_name(voice) if voice.startswith(POOL) else mention_name(inner))
        for usage, claim in framing(known):
            self._words[outlet or ""].append(usage)
            said_by = voice_of_claim(claim)
            if usage.credited and said_by is not None:
                self._words[said_by].append(usage)

    def compare(self, analysis: Analysis, anchors: Collection[str] | None = None) -> None:
        """Take in how tellings compare, of all places or of some."""
        comparing = Comparing(self, analysis)
        for block in analysis.blocks(anchors):
            comparing.take(block)

    def take(self, events: Iterable[Event], relations: Sequence[Related], facts: Mapping[str, Fact]) -> None:
        """Take in events, and relations between these facts, each pair of claims once."""
        for tally in (self._outlets, self._voices):
            tally.compare(events, relations, facts)

    def absorb(self, other: "Profiling") -> None:
        """Take in what another has compared, of other places."""
        self._outlets.absorb(other._outlets)
        self._voices.absorb(other._voices)

    def profiles(self, reliability: Mapping[str, Reliability] | None = None, *, least: int = 1) -> list[Profile]:
        """The profiles of all outlets and voices with at least `least` claims, outlets first, by claims and id."""
        out = []
        for tally in (self._outlets, self._voices):
            found = []
            for id in tally.claims:
                kind = "outlet" if tally is self._outlets else _commonest(self._kinds[id])
                name = outlet_name(id) if tally is self._outlets else self._names[id]
                trust = reliability.get(id) if reliability else None
                words = self._words[id]
                found.append(
                    Profile(
                        id, name, kind, *tally.numbers(id), _counted(words), tuple(words), trust, tally is self._outlets
                    )
                )
            out += sorted(found, key=lambda profile: (-profile.claims, profile.id))
        return [profile for profile in out if profile.claims >= least]


class Comparing:
    """Goes through an analysis block by block for a profiling: first what editing changed, then what it is given."""

    def __init__(self, profiling: Profiling, analysis: Analysis) -> None:
        self._profiling, self._analysis = profiling, analysis
        self._seen: set[tuple[str, str]] = set()
        anchors: Counter[str] = Counter()
        for fact in analysis.facts():
            anchors[fact.id] += 1
        # Claims that name several places may meet at each; a pair counts where it is met first.
        self._several = {id for id, number in anchors.items() if number > 1}
        edits = analysis.edits()
        if edits:
            facts = self._facts(edits)
            self._several |= facts.keys()
            profiling.take((), self._new(edits), facts)

    def take(self, block: Block) -> None:
        """The events and relations of one place."""
        facts = {fact.id: fact for event in (*block.events, *block.plans) for fact in event.facts}
        if block.elsewhere:
            facts |= self._facts(block.elsewhere)
        self._profiling.take(block.events, self._new((*block.relations, *block.elsewhere)), facts)

    def _facts(self, relations: Iterable[Related]) -> dict[str, Fact]:
        ends = {id for related in relations for id in (related.a, related.b)}
        return {fact.id: fact for fact in self._analysis.facts() if fact.id in ends}

    def _new(self, relations: Iterable[Related]) -> list[Related]:
        out = []
        for related in relations:
            if related.a in self._several and related.b in self._several:
                pair = (related.a, related.b) if related.a < related.b else (related.b, related.a)
                if pair in self._seen:
                    continue
                self._seen.add(pair)
            out.append(related)
        return out


def _publisher(fact: Fact) -> str | None:
    return outlet_of(fact.told_by)


def _commonest(counted: Counter[str]) -> str:
    return min(counted, key=lambda kind: (-counted[kind], kind))


def voice_of(fact: Fact) -> str | None:
    """Who is credited for a fact, as far as it is profiled; None when the outlet says it itself."""
    return voice_of_claim(fact.claim)


def voice_of_claim(claim: Claim) -> str | None:
    """Who is credited for a claim, as far as it is profiled; None when the outlet says it itself."""
    if not claim.voices:
        return None
    inner = claim.voices[-1]
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


class _Tally:
    """Claims, first, repeated, denied and contradicted, by what `key` gives."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self.claims: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        self._repeated: dict[str, set[str]] = defaultdict(set)
        self._denied: dict[str, set[str]] = defaultdict(set)
        self._contradicted: dict[str, set[str]] = defaultdict(set)

    def compare(self, events: Iterable[Event], relations: Iterable[Related], facts: Mapping[str, Fact]) -> None:
        key = self._key
        for event in events:
            first = _first(event, key)
            if first is not None:
                self._first[first] += 1
        for related in relations:
            a, b = facts[related.a], facts[related.b]
            one, other = key(a), key(b)
            if one == other:
                continue
            if related.type == "repeats" and other is not None:
                self._repeated[other].add(b.id)
            if related.type == "contradicts":
                for mine, theirs, who in ((a, b, one), (b, a, other)):
                    if who is not None and theirs.denied and not mine.denied:
                        self._denied[who].add(mine.id)
                    elif who is not None and not mine.denied and theirs.order > mine.order:
                        self._contradicted[who].add(mine.id)

    def absorb(self, other: "_Tally") -> None:
        """Add what another tally has counted of tellings; claims are counted where they are heard."""
        self._first.update(other._first)
        for mine, theirs in (
            (self._repeated, other._repeated),
            (self._denied, other._denied),
            (self._contradicted, other._contradicted),
        ):
            for who, claims in theirs.items():
                mine[who] |= claims

    def numbers(self, id: str) -> tuple[int, int, int, int, int]:
        denied = self._denied[id]
        return (
            self.claims[id],
            self._first[id],
            len(self._repeated[id]),
            len(denied),
            len(self._contradicted[id] - denied),
        )


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
