"""Lineages: which tellings of one happening descend from one root telling, and how little a copy adds.

Two tellings of one event are of one lineage when

- the same voice tells both (the innermost voice of the chain that is somebody), or an outlet tells what another report
  credits to that outlet: explicit credit;
- they stand in one report and one of them is the outlet's own words: its summary rests on whom it quotes;
- their wording is shared: the passage itself, or enough of what the two voices say in those reports (an *account*), for
  somebody who copies copies more than one sentence;
- the maker of the material says so (`Report.lineage`).

Each link has a strength in [0, 1], how much of the later telling it explains. The earliest telling of a lineage is its
root and weighs 1; another weighs 1 less the strongest link to an earlier one. Links are looked for within one event, so
cost grows with the size of events and not with the square of the material. In an event of many tellings, a telling is
compared with the first ones, and with those with which it shares runs of words that few tellings have.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeVar

from riwaya.gazetteer.actors import actors
from riwaya.model.ids import content_id
from riwaya.reason.facts import Fact, numbers_of
from riwaya.reason.inputs import Report
from riwaya.reason.wording import PASSAGE_RUNS, PASSAGE_SHARE, Runs, all_runs, contained, runs, runs_of

SAME_VOICE, SAME_BODY, SUMMARY, SAME_NAME = 0.9, 0.8, 0.8, 0.6
NEIGHBOURS = 40
"""A telling is compared with so many of its event's that came before it, the earliest ones; and with as many others
that share most wording with it.
"""
COMMON = 64
"""Runs of words that more tellings of an event have than this tell no copy from another telling."""
ACCOUNT_RUNS, ACCOUNT_SHARE = 5, 0.15
"""Two accounts are one when they share so many runs of words, and this part of the shorter one."""

Account = tuple[str, str]
"""A report and the key of a voice: what that voice says in that report."""


@dataclass(frozen=True)
class Lineage:
    """Tellings of one event with one root. `claims` in the order of telling, the root first; `weights` beside them.

    `weights_across` are what they add to those of other reports: 1 for one that only its own report has before.
    """

    id: str
    event: str
    root: str
    claims: tuple[str, ...]
    weights: tuple[float, ...]
    because: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    weights_across: tuple[float, ...] = ()


KEPT_TEXTS: Final = 1_000
KEPT_ACCOUNTS: Final = 20_000
KEPT_PAIRS: Final = 200_000
"""How many runs of reports, runs of accounts and comparisons are kept at a time: some 60 MB each. What is asked for
again later is worked out again.
"""


@dataclass
class Accounts:
    """The wording of every account, from the evidence of its claims, and of every report whose text is there."""

    _texts: dict[Account, list[str]] = field(default_factory=dict)
    _runs: dict[Account, Runs] = field(default_factory=dict)
    _reports: dict[str, str] = field(default_factory=dict)
    _report_runs: dict[str, Runs] = field(default_factory=dict)
    _pairs: dict[tuple[Account, Account], float] = field(default_factory=dict)

    def add(self, facts: Iterable[Fact], reports: Mapping[str, Report]) -> None:
        """Take in what facts say and the texts of their reports."""
        for fact in facts:
            account = account_of(fact)
            texts = self._texts.setdefault(account, [])
            if fact.claim.evidence.text not in texts:
                texts.append(fact.claim.evidence.text)
                if self._runs.pop(account, None) is not None:
                    self._pairs.clear()
            report = reports.get(fact.document)
            if report is not None and report.text and fact.document not in self._reports:
                self._reports[fact.document] = report.text

    def one(self, a: Account, b: Account) -> float:
        """How much of the shorter of two accounts stands in the other, 0 when it may be chance."""
        key = (a, b) if a <= b else (b, a)
        known = self._pairs.get(key)
        if known is None:
            shared, share = contained(self.of(a), self.of(b))
            known = share if shared >= ACCOUNT_RUNS and share >= ACCOUNT_SHARE else 0.0
            _keep(self._pairs, key, known, KEPT_PAIRS)
        return known

    def text(self, document: str) -> Runs | None:
        """The runs of a report's text, None when it is not there."""
        known = self._report_runs.get(document)
        if known is None and document in self._reports:
            known = runs_of(self._reports[document])
            _keep(self._report_runs, document, known, KEPT_TEXTS)
        return known

    def of(self, account: Account) -> Runs:
        """The runs of an account."""
        known = self._runs.get(account)
        if known is None:
            known = all_runs(self._texts.get(account, ()))
            _keep(self._runs, account, known, KEPT_ACCOUNTS)
        return known


Key = TypeVar("Key")
Value = TypeVar("Value")


def _keep(kept: dict[Key, Value], key: Key, value: Value, most: int) -> None:
    """Keep what was worked out; of too much, all that was kept before is let go."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value


def account_of(fact: Fact) -> Account:
    """The account that a fact is part of."""
    return fact.document, fact.voice


def link(earlier: Fact, later: Fact, accounts: Accounts) -> tuple[float, str]:
    """How strongly two tellings of one event descend from one root, and why; 0 when nothing says that they do."""
    if earlier.voice == later.voice:
        if earlier.identified or earlier.document == later.document:
            return SAME_VOICE, "the same voice tells both"
        return SAME_NAME, "one outlet quotes both, and names them alike"
    if earlier.identified and later.identified and _one_body(earlier.voice, later.voice):
        return SAME_BODY, "a body and its spokesman"
    if earlier.document == later.document and (not earlier.claim.voices or not later.claim.voices):
        return SUMMARY, "a report's own words rest on whom it quotes"
    a, b = runs(earlier.claim.evidence.text), runs(later.claim.evidence.text)
    shared, share = contained(a, b)
    best, why = 0.0, ""
    if shared >= PASSAGE_RUNS and share >= PASSAGE_SHARE:
        best, why = share, "the same words"
    if earlier.document != later.document:
        # That the later report has the earlier's words somewhere makes no copy of what it tells in other words.
        alike = earlier.committed == later.committed and (shared > 0 or len(b) < PASSAGE_RUNS)
        for own, other in ((b, earlier.document), (a, later.document if alike else "")):
            text = accounts.text(other)
            if text and len(own) >= PASSAGE_RUNS:
                found = len(own & text) / len(own)
                if found >= PASSAGE_SHARE and found > best:
                    best, why = found, "its words stand in the other report"
    account = accounts.one(account_of(earlier), account_of(later))
    if account and earlier.committed == later.committed:
        # What two accounts share goes for all that they both tell; shared rare numbers make it likelier still.
        strength = min(1.0, 0.5 + account / 2)
        if strength > best:
            best, why = strength, "the two accounts share their wording"
        if strength > 0.5 and _same_number(earlier, later):
            why += " and a number"
    return best, why


@lru_cache(maxsize=50_000)
def _one_body(a: str, b: str) -> bool:
    """Whether one voice is the other's spokesman, office or branch, and neither is a whole state."""
    rows = actors().rows
    one, other = rows.get(a), rows.get(b)
    if one is None or other is None:
        return False
    return (one.parent == b and bool(other.parent or other.sides)) or (
        other.parent == a and bool(one.parent or one.sides)
    )


def _same_number(a: Fact, b: Fact) -> bool:
    mine = {(n.unit, n.low, n.high) for n in numbers_of(a)}
    return any((n.unit, n.low, n.high) in mine for n in numbers_of(b))


def lineages_of(event: str, facts: Sequence[Fact], accounts: Accounts) -> tuple[Lineage, ...]:
    """The lineages of one event's tellings, in the order of their roots. `facts` may come in any order."""
    ordered = sorted(facts, key=lambda fact: fact.order)
    parent = list(range(len(ordered)))
    strength = [0.0] * len(ordered)
    across = [0.0] * len(ordered)
    because = ["the first telling"] * len(ordered)

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first_of_voice: dict[str, int] = {}
    wording = _Wording(accounts)
    for n, later in enumerate(ordered):
        near = list(range(min(n, NEIGHBOURS)))
        known = first_of_voice.setdefault(later.voice, n)
        if n >= NEIGHBOURS:
            near += sorted({known, *wording.shared_with(later)} - {n, *near})
            wording.add(n, later)
        for m in near:
            found, why = link(ordered[m], later, accounts)
            if found:
                a, b = find(m), find(n)
                parent[max(a, b)] = min(a, b)
                if ordered[m].document != later.document:
                    across[n] = max(across[n], found)
                if found > strength[n]:
                    strength[n], because[n] = found, why
    groups: dict[int, list[int]] = {}
    for n in range(len(ordered)):
        groups.setdefault(find(n), []).append(n)
    return tuple(
        _lineage(
            event,
            [ordered[n] for n in g],
            [strength[n] for n in g],
            [because[n] for n in g],
            [across[n] for n in g],
        )
        for _, g in sorted(groups.items())
    )


class _Wording:
    """The rarer runs of words of an event's later tellings, to find those that may be copies of one another.

    Time and memory grow with the number of runs: one that many have is looked up no more.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._having: dict[str, list[int]] = {}

    def shared_with(self, fact: Fact) -> list[int]:
        """The numbers of the tellings that share most with one, of those that share as much as a copy must."""
        shared: Counter[int] = Counter()
        for run in self._accounts.of(account_of(fact)):
            having = self._having.get(run, ())
            if len(having) <= COMMON:
                shared.update(having)
        likely = sorted((-number, n) for n, number in shared.items() if number >= PASSAGE_RUNS)
        return [n for _, n in likely[:NEIGHBOURS]]

    def add(self, n: int, fact: Fact) -> None:
        """A telling, under its number."""
        for run in self._accounts.of(account_of(fact)):
            having = self._having.setdefault(run, [])
            if len(having) <= COMMON:
                having.append(n)


def _lineage(event: str, facts: list[Fact], strengths: list[float], because: list[str], across: list[float]) -> Lineage:
    weights = tuple(round(1.0 - strength, 3) for strength in strengths)
    return Lineage(
        content_id("lineage", event, facts[0].id),
        event,
        facts[0].id,
        tuple(fact.id for fact in facts),
        (1.0, *weights[1:]),
        tuple(because),
        tuple(dict.fromkeys(fact.document for fact in facts)),
        tuple(dict.fromkeys(fact.told_by for fact in facts)),
        tuple(round(1.0 - strength, 3) for strength in across),
    )
