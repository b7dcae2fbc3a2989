"""Clusters: the facts of one anchor, brought together into happenings.

What is told most exactly comes first and founds clusters; what is vaguer joins the one it fits best, or founds its own.
Then denials join what they deny, and plans what became of them. Each step goes through the facts in an order of their
own (exactness, day, telling, id), so that the outcome is a function of the set of facts alone.

Cost: a fact is compared with the clusters of its kind that touch its days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from riwaya.lang.grammar import without_article
from riwaya.model import Actor
from riwaya.model.ids import content_id
from riwaya.reason.facts import ALWAYS, Days, Fact, Number, numbers_of
from riwaya.reason.kinds import IMPLIES, STANDING, STRIKES, TERRITORY, TOLLS
from riwaya.reason.parties import NOBODY, Party, Same, compare, together
from riwaya.reason.where import Place2, Where, compare_places, narrow
from riwaya.reason.wording import PASSAGE_RUNS, PASSAGE_SHARE, contained, runs
from riwaya.text.normalise import fold

LAG_DAYS = 7
"""A denial speaks of claims that are in circulation: of happenings of so many days before it."""
MANY_DAYS = 45
"""Longer intervals are not spread over the calendar's index."""
FAR_TOLL = 4.0
"""Tolls of one happening may be told differently, but not so many times over."""
RECENT = 50
"""Facts of long intervals are compared with so many clusters that touch these, those made last."""


@dataclass
class Cluster:
    """Facts about one happening. `days` is what its exact tellings say, or the vague ones together."""

    kind: str
    where: Where
    facts: list[Fact]
    days: Days
    exact: bool
    gainer: Party
    loser: Party
    number: Number | None
    names: frozenset[str] = frozenset()
    causes: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def told(self) -> bool:
        """Whether anybody says that it happened, may have happened, or did not; plans alone make no happening."""
        return any(f.claim.stance in ("asserts", "possible", "denies", "doubts") for f in self.facts)


def clusters_of(facts: Iterable[Fact]) -> list[Cluster]:
    """The clusters of one anchor's facts, in the order of their days."""
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    made = _Made()
    said = [fact for kind in sorted(by_kind) for fact in by_kind[kind]]
    for fact in sorted((f for f in said if _is_said(f)), key=_exactness):
        made.put(fact, made.best(fact))
    for fact in sorted((f for f in said if f.denied or f.claim.stance == "doubts"), key=_exactness):
        made.put(fact, made.best_denied(fact))
    for fact in sorted((f for f in said if f.claim.stance in PLANS), key=_exactness):
        made.put(fact, made.best(fact))
    out = sorted(made.all(), key=_cluster_order)
    for cluster in out:
        cluster.facts.sort(key=lambda f: f.order)
        # The earliest id in use names the event: adding a telling seldom renames it.
        cluster.id = content_id("event", cluster.kind, cluster.where.anchor, min(f.id for f in cluster.facts))
    # One claim that tells of two quarters of a town may found an event in each: the second is named with its part.
    taken: set[str] = set()
    for cluster in sorted(out, key=lambda cluster: (cluster.id, _parts(cluster))):
        if cluster.id in taken:
            cluster.id = content_id("event", cluster.id, *_parts(cluster))
        taken.add(cluster.id)
    return out


def _parts(cluster: Cluster) -> list[str]:
    return sorted(f"{fact.id} {fact.where.part}" for fact in cluster.facts)


PLANS = frozenset({"expects", "threatens", "demands"})


def _is_said(fact: Fact) -> bool:
    return fact.claim.stance in ("asserts", "possible")


def _exactness(fact: Fact) -> tuple[bool, int, bool, int, int, bool, tuple[int, int, str, int, str]]:
    width = fact.days[1] - fact.days[0]
    known = len(fact.claim.agents) + len(fact.claim.targets) + len(fact.claim.quantities)
    return fact.claim.background, width, fact.vague, fact.days[0], -known, fact.claim.stance == "possible", fact.order


def _cluster_order(cluster: Cluster) -> tuple[Days, str, str, str]:
    return cluster.days, cluster.kind, cluster.where.part, min(f.id for f in cluster.facts)


class _Made:
    """The clusters made so far, by kind and day."""

    def __init__(self) -> None:
        self._by_kind: dict[str, list[Cluster]] = {}
        self._by_day: dict[tuple[str, int], list[Cluster]] = {}
        self._long: dict[str, list[Cluster]] = {}
        self._filed: dict[int, Days] = {}

    def all(self) -> Iterator[Cluster]:
        for clusters in self._by_kind.values():
            yield from clusters

    def put(self, fact: Fact, cluster: Cluster | None) -> None:
        if cluster is None:
            numbers = numbers_of(fact)
            cluster = Cluster(
                fact.kind,
                fact.where,
                [],
                fact.days,
                _is_exact(fact),
                fact.gainer,
                fact.loser,
                numbers[0] if numbers else None,
            )
            self._by_kind.setdefault(fact.kind, []).append(cluster)
        _join(cluster, fact)
        self._file(cluster)

    def _file(self, cluster: Cluster) -> None:
        """Enter the cluster under days that it has come to cover."""
        low, high = cluster.days
        filed = self._filed.get(id(cluster))
        if high - low > MANY_DAYS:
            if filed != ALWAYS:
                self._long.setdefault(cluster.kind, []).append(cluster)
                self._filed[id(cluster)] = ALWAYS
            return
        for day in range(low, high + 1):
            if filed is None or not filed[0] <= day <= filed[1]:
                self._by_day.setdefault((cluster.kind, day), []).append(cluster)
        self._filed[id(cluster)] = (low, high) if filed is None else (min(low, filed[0]), max(high, filed[1]))

    def near(self, kind: str, days: Days) -> Iterator[Cluster]:
        """The clusters of a kind that touch the days, each once."""
        if days[1] - days[0] > MANY_DAYS:
            yield from _recent(self._by_kind.get(kind, ()), days)
            return
        seen: set[int] = set()
        for day in range(days[0] - 1, days[1] + 2):
            for cluster in self._by_day.get((kind, day), ()):
                if id(cluster) not in seen:
                    seen.add(id(cluster))
                    yield cluster
        for cluster in _recent(self._long.get(kind, ()), days):
            if id(cluster) not in seen:
                yield cluster

    def best(self, fact: Fact) -> Cluster | None:
        """The cluster that a fact fits best, None when it fits none."""
        return _best((fit(fact, c), c) for kind in _alike(fact.kind) for c in self.near(kind, fact.days))

    def best_denied(self, fact: Fact) -> Cluster | None:
        """The cluster of what a fact denies: of its own kind before one that cannot be without it."""
        low, high = fact.days
        days = fact.days if fact.days == ALWAYS else (low - LAG_DAYS if fact.vague else low, high)
        kinds = [fact.kind, *(kind for kind, implied in IMPLIES.items() if fact.kind in implied)]
        for kind in kinds:
            found = _best((fit(fact, c, denying=True), c) for c in self.near(kind, days) if kind == c.kind)
            if found is not None:
                return found
        return None


def _recent(clusters: Sequence[Cluster], days: Days) -> list[Cluster]:
    """The last of the clusters that touch days, or may for a denial of them, in their order.

    What is far off in time must not take the room: events of one time follow from what is told of that time.
    """
    low, high = days[0] - LAG_DAYS - 1, days[1] + LAG_DAYS + 1
    touching = (cluster for cluster in reversed(clusters) if cluster.days[0] <= high and low <= cluster.days[1])
    return list(islice(touching, RECENT))[::-1]


def _alike(kind: str) -> tuple[str, ...]:
    """Kinds whose reports mix up: one and the same strike is an air raid here and shelling there."""
    return (kind, *sorted(STRIKES - {kind, "bombing"})) if kind in STRIKES and kind != "bombing" else (kind,)


def _best(scored: Iterable[tuple[float, Cluster]]) -> Cluster | None:
    best: tuple[float, Cluster] | None = None
    for score, cluster in scored:
        if score > 0 and (best is None or score > best[0]):
            best = (score, cluster)
    return best[1] if best else None


def _is_exact(fact: Fact) -> bool:
    return not fact.vague and fact.days[1] - fact.days[0] <= 1


def _join(cluster: Cluster, fact: Fact) -> None:
    cluster.facts.append(fact)
    if fact.claim.stance in ("asserts", "possible"):
        if _is_exact(fact) and cluster.exact:
            cluster.days = (min(cluster.days[0], fact.days[0]), max(cluster.days[1], fact.days[1]))
        elif not cluster.exact:
            low, high = max(cluster.days[0], fact.days[0]), min(cluster.days[1], fact.days[1])
            if low <= high:
                cluster.days = (low, high)
    if not cluster.gainer and cluster.gainer is not fact.gainer:
        cluster.gainer = fact.gainer
    if not cluster.loser and cluster.loser is not fact.loser:
        cluster.loser = fact.loser
    if cluster.number is None:
        cluster.number = next(iter(numbers_of(fact)), None)
    cluster.names |= names_of(fact)


def fit(fact: Fact, cluster: Cluster, *, denying: bool = False) -> float:
    """How well a fact fits a cluster; 0 when it cannot be about the same happening."""
    place = compare_places(fact.where, cluster.where)
    if place is Place2.OTHER and fact.kind != "distance":
        return 0.0
    time = _time_fit(fact, cluster, denying)
    if time == 0:
        return 0.0
    who = _who_fit(fact, cluster)
    if who < 0:
        return 0.0
    number = _number_fit(fact, cluster)
    if number < 0:
        return 0.0
    if fact.kind != cluster.kind and who + number < 1:
        return 0.0
    named = 1.0 if names_of(fact) & cluster.names else 0.0
    if time < 0.5 and who + number + named < 1:
        # Days unknown: something else must speak for it, and be it that one copies the other.
        named = 1.0 if _copies(fact, cluster) else 0.0
        if not named:
            return 0.0
    if fact.kind == "other" and named + number == 0:
        return 0.0  # "other" is anything
    return (
        time
        + who
        + number
        + named
        + (0.5 if place is Place2.SAME else 0.0)
        + (0.25 if fact.kind == cluster.kind else 0)
    )


def _time_fit(fact: Fact, cluster: Cluster, denying: bool) -> float:
    """1 for the same exact day, less for what may be the same, 0 for what cannot be."""
    first = cluster.facts[0]
    one_report = fact.document == first.document and not fact.vague and not first.vague
    if one_report and (fact.since[1] < first.since[0] or first.since[1] < fact.since[0]):
        return 0.0
    if fact.days == ALWAYS or cluster.days == ALWAYS:
        return 0.75 if fact.document == first.document else 0.25
    low, high = max(fact.days[0], cluster.days[0]), min(fact.days[1], cluster.days[1])
    if denying and fact.vague:
        return 0.75 if cluster.days[0] - 1 <= fact.days[1] and fact.days[0] - LAG_DAYS <= cluster.days[1] else 0.0
    if low > high:
        slack = 1 if fact.kind in STANDING or fact.vague or not cluster.exact else 0
        return 0.5 if low - high <= slack else 0.0
    return 1.0 if _is_exact(fact) and cluster.exact else 0.75


def _who_fit(fact: Fact, cluster: Cluster) -> float:
    """-1 when the parties rule it out, otherwise how far they speak for it."""
    if fact.kind == "battle":
        mine, theirs = together(fact.gainer, fact.loser), together(cluster.gainer, cluster.loser)
        return {Same.YES: 1.0, Same.NO: -1.0, Same.UNKNOWN: 0.0}[compare(mine, theirs)]
    gainer, loser = compare(fact.gainer, cluster.gainer), compare(fact.loser, cluster.loser)
    if gainer is Same.NO:
        # Whose strike it was may be what is disputed; who took a place makes two happenings of it.
        one_harm = fact.kind in STRIKES | TOLLS and (loser is Same.YES or _number_fit(fact, cluster) > 0)
        if not one_harm:
            return -1.0
    if loser is Same.NO:
        return -1.0
    return (1.0 if gainer is Same.YES else 0.0) + (0.5 if loser is Same.YES else 0.0)


def _number_fit(fact: Fact, cluster: Cluster) -> float:
    """-1 when the numbers are of different happenings, 1 when they are the same."""
    theirs = cluster.number
    if theirs is None or fact.kind in TERRITORY:
        return 0.0
    best = 0.0
    for mine in numbers_of(fact):
        if mine.unit != theirs.unit:
            continue
        if mine.low == theirs.low and mine.high == theirs.high and mine.low > 1:
            return 1.0
        if mine.status == theirs.status and times_over(mine, theirs) > FAR_TOLL and not _pinned(fact, cluster):
            best = -1.0
    return best


def _pinned(fact: Fact, cluster: Cluster) -> bool:
    """Whether day and place, or day and party, leave hardly room for two events."""
    if not (_is_exact(fact) and cluster.exact):
        return False
    return (narrow(fact.where) and narrow(cluster.where)) or Same.YES in (
        compare(fact.gainer, cluster.gainer),
        compare(fact.loser, cluster.loser),
    )


def times_over(a: Number, b: Number) -> float:
    """How many times over the nearest ends of two intervals differ."""
    low, high = (a, b) if a.low <= b.low else (b, a)
    return high.low / max(low.high, 1.0)


def _copies(fact: Fact, cluster: Cluster) -> bool:
    mine = runs(fact.claim.evidence.text)
    for other in cluster.facts:
        shared, share = contained(mine, runs(other.claim.evidence.text))
        if shared >= PASSAGE_RUNS and share >= PASSAGE_SHARE:
            return True
    return False


def names_of(fact: Fact) -> frozenset[str]:
    """Words that name whom a claim is about where the gazetteer does not know them: an office, a person, a thing."""
    return _name_words((*fact.claim.agents, *fact.claim.targets))


def agent_names(fact: Fact) -> frozenset[str]:
    """The same of the agents only."""
    return _name_words(fact.claim.agents)


def _name_words(mentions: Iterable[Actor]) -> frozenset[str]:
    words: set[str] = set()
    for mention in mentions:
        if mention.entity is None:
            words.update(without_article(w) for w in fold(mention.text).split() if len(w) > 3)
    return frozenset(words)


def attach_tolls(clusters: Sequence[Cluster], tolls: frozenset[str], causes: frozenset[str]) -> None:
    """Note on each cluster of casualties which happening its reports give as their cause.

    A report does so when it tells both in one breath: on one voice's word, in passages that overlap or follow.
    """
    telling: dict[tuple[str, str], list[tuple[int, int, Cluster]]] = {}
    for cluster in clusters:
        if cluster.kind in causes:
            for fact in cluster.facts:
                at = fact.claim.evidence
                telling.setdefault((fact.document, fact.voice), []).append((at.start, at.end, cluster))
    for cluster in clusters:
        if cluster.kind not in tolls:
            continue
        votes: dict[str, float] = {}
        for fact in cluster.facts:
            at = fact.claim.evidence
            for start, end, cause in telling.get((fact.document, fact.voice), ()):
                gap = max(start - at.end, at.start - end, 0)
                if gap <= ONE_BREATH and at.end > at.start:
                    votes[cause.id] = votes.get(cause.id, 0.0) + 1.0 / (1.0 + gap)
        if votes:
            cluster.causes = [max(sorted(votes), key=lambda cause: votes[cause])]


ONE_BREATH = 120
"""Characters between a strike and the toll that is told with it."""

__all__ = ["NOBODY", "Cluster", "attach_tolls", "clusters_of", "fit"]
